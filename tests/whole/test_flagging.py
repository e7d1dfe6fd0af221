"""“Flag to teacher”: a card at the desk that a teacher settles."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import wiring
from bot.room.people import text_of
from tests.whole.practice import speak, spoken
from tests.whole.test_class_tools import answered
from tests.whole.test_moderation import (
    MAIL,
    OPENING,
    arrived,
    card_of,
    classroom,
    gone_from,
    noted,
    opened,
    pressed,
    spoken_flag,
)


async def test_a_flag_is_a_card_with_a_link_that_a_teacher_settles(tmp_path: Path) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "ben", "tess", "tom") as (ada, ben, tess, tom),
    ):
        thread = await opened(ada)
        await speak(ada, thread, 0, OPENING)
        bots = await spoken(ada, thread, "2 of 6")
        await ben.history(thread.id)
        thanked = await spoken_flag(ben, bots, "It is <@&1> rude.")
        assert "Thank you" in thanked["content"]
        card = await card_of(tess, "Flagged message")
        assert f"/{thread.id}/{bots['id']}" in text_of(card)
        assert f"<@{ben.me['id']}>" in text_of(card)
        assert "Message by: Parley" in text_of(card)
        assert "rude." in text_of(card)
        assert "technicians" not in text_of(card)
        again = await spoken_flag(ben, bots)
        assert "flagged this message before" in again["content"]
        mine = await spoken(ada, thread, "1 of 6")
        await spoken_flag(tess, mine)
        await card_of(tess, f"Message by: <@{ada.me['id']}>")
        await p.stop_bot()
        p.start_bot()
        await p.ready()
        await card_of(tom, "rude.")
        told = await asyncio.gather(pressed(tess, card, ":settle:"), pressed(tom, card, ":settle:"))
        lines = sorted(message["content"] for message in told)
        assert lines[0] == "Another teacher has settled this."
        assert lines[1].startswith("Settled by")
        await gone_from(tess, "rude.")
        await card_of(tess, "Settled by")
        async with wiring.reading(p.home) as store:
            assert len(await store.flags(tess.channel_id("debates"))) == 1
        assert [a for a in await noted(p) if a in ("flagged", "settled")] == [
            "flagged",
            "flagged",
            "settled",
        ]


async def test_five_flags_in_ten_minutes_are_enough(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "ben") as (ada, ben):
        said = [await ada.say("debates", f"Chatter number {n}") for n in range(6)]
        for message in said[:5]:
            assert "Thank you" in (await spoken_flag(ben, message))["content"]
        calm = await answered(ben, ben.use_on(said[5], "Flag to teacher"))
        assert "five messages in ten minutes" in calm["content"]
        assert "Thank you" in (await spoken_flag(ada, said[5]))["content"]


async def test_a_reason_passes_the_same_check(tmp_path: Path) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada", "ben", "tess") as (ada, ben, tess):
        said = await ada.say("debates", "Chatter")
        refused = await spoken_flag(ben, said, MAIL)
        assert "Change it and try again" in refused["content"]
        assert "zebra" in refused["content"]
        async with wiring.reading(p.home) as store:
            assert await store.flags(tess.channel_id("debates")) == ()
