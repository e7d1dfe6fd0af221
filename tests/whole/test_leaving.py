"""Who leaves the server starts the clock, also while the bot was away; who comes back stops it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import wiring
from bot.classroom.model import Class
from tests.whole.practice import Practice, floor_is_at, practice, speak
from tests.whole.test_consent import ASKING, opened

OPENING = "A hundred technicians in Wichita guard a loan and threaten nobody at all."
MONTH = timedelta(days=31)


async def person_in(p: Practice, debate: str) -> str:
    async with wiring.reading(p.home) as store:
        (person,) = (await store.load(debate)).people
    return person


async def comes_true(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await holds():
            await asyncio.sleep(0.02)


async def test_who_left_while_the_bot_was_away_is_forgotten_a_month_later(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING) as p:
        async with p.arrive("ada") as ada:
            thread = await opened(ada)
            await speak(ada, thread, 0, OPENING)
            await floor_is_at(ada, thread, 2)
            await ada.slash(thread.id, "debate end")
            await ada.wait_message(lambda m: "was ended here" in m["content"], channel=thread.id)
        person = await person_in(p, thread.debate)
        await p.stop_bot()
        await p.room.dismiss("ada")
        p.start_bot()
        await p.ready()
        async with wiring.reading(p.home) as store:
            await comes_true(lambda: _left(store, person))
        await p.stop_bot()
        async with wiring.store_of(p.home) as store:
            await store.sweep(datetime.now(UTC) + MONTH, 30)
            assert await store.account(person) is None, "nobody is known by that id any more"
        assert b"Wichita" not in (tmp_path / "parley.sqlite3").read_bytes()


async def _left(store: object, person: str) -> bool:
    """Whether the records count this person as gone in a month's time."""
    from bot.records import consents

    async with store._reading() as connection:  # type: ignore[attr-defined]
        return person in await consents.departed(connection, datetime.now(UTC) + MONTH)


async def test_a_seat_of_somebody_long_gone_is_freed(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING) as p:
        async with p.arrive("ada") as ada:
            thread = await opened(ada)
            await speak(ada, thread, 0, OPENING)
            await floor_is_at(ada, thread, 2)
        person = await person_in(p, thread.debate)
        await p.stop_bot()
        await p.room.dismiss("ada")
        async with wiring.store_of(p.home) as store:
            (consent,) = await store.agreed()
            await store.left(person, consent.place, datetime.now(UTC) - 2 * MONTH)
        p.start_bot()
        await p.ready()

        async def freed() -> bool:
            async with wiring.reading(p.home) as store:
                debate = await store.load(thread.debate)
            return all(seat.holder != person for seat in debate.seats)

        await comes_true(freed)


async def test_a_server_that_the_bot_was_removed_from_meanwhile_is_noted(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING, start_bot=False) as p:
        met = Class(place="1", server="4", name="7B", teachers="2", desk="3")
        async with wiring.store_of(p.home) as store:
            await store.set_up(met)
        p.start_bot()
        await p.ready()

        async def noted() -> bool:
            with closing(sqlite3.connect(tmp_path / "parley.sqlite3")) as read:
                return read.execute("select place from departures").fetchall() == [("4",)]

        await comes_true(noted)
        await p.stop_bot()
        async with wiring.store_of(p.home) as store:
            await store.sweep(datetime.now(UTC) + MONTH, 30)
            assert store.at("1") is None, "a month later its class is let go of"


async def test_who_is_back_is_not_forgotten(tmp_path: Path) -> None:
    async with practice(tmp_path, classroom=ASKING) as p:
        async with p.arrive("ada") as ada:
            thread = await opened(ada)
        person = await person_in(p, thread.debate)
        await p.stop_bot()
        async with wiring.store_of(p.home) as store:
            (consent,) = await store.agreed()
            await store.left(person, consent.place, datetime.now(UTC) - 2 * MONTH)
            assert await _left(store, person)
        p.start_bot()
        await p.ready()
        async with wiring.reading(p.home) as store:

            async def stayed() -> bool:
                return not await _left(store, person)

            await comes_true(stayed)
            assert await store.account(person) is not None
