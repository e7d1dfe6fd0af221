"""Words wait for a teacher, come back once, and are gone; flags point to messages."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.classroom.model import Decision, Flag, Held
from bot.debate.errors import RecordsFailed, Unknown
from bot.records import Store, open_records
from tests.debate.examples import T0
from tests.records.recorded import run_sql
from tests.records.searching import files_of, found

PHONE = "Call me on five five five oh one hundred"
HELD = Held(
    id="h1",
    place="7",
    person="ada",
    debate="d1",
    turn=2,
    words=f"{PHONE}.",
    why="personal data",
    at=T0,
    by_form=False,
)
FLAG = Flag(id="f1", place="7", debate="d1", channel="70", message="m1", by="ada", at=T0)


def later(one: Held, id: str, place: str = "7") -> Held:
    return replace(one, id=id, at=one.at + timedelta(minutes=1), place=place)


async def test_words_wait_until_a_teacher_decides(store: Store, url: str) -> None:
    await store.hold(HELD)
    assert await store.held("h1") == HELD
    assert await store.waiting("7") == (HELD,)
    assert await store.held_of("ada") == (HELD,)
    assert (await store.waiting("8"), await store.held_of("bo")) == ((), ())
    await store.carded("h1", "m9")
    carded = replace(HELD, card="m9")
    assert await store.waiting("7") == (carded,)
    assert await store.decide("h1", Decision.APPROVED) == replace(
        carded, decision=Decision.APPROVED
    )
    assert await store.decide("h1", Decision.DECLINED) is None
    assert await store.held("h1") == replace(carded, words="", decision=Decision.APPROVED)
    assert (await store.waiting("7"), await store.held_of("ada")) == ((), ())


async def test_what_waits_is_told_oldest_first_and_of_its_class_alone(store: Store) -> None:
    late, other = later(HELD, "h0"), later(HELD, "h3", place="8")
    bo = replace(HELD, id="h2", person="bo", by_form=True)
    for one in (late, bo, HELD, other):
        await store.hold(one)
    assert await store.waiting("7") == (HELD, bo, late)
    assert await store.held_of("ada") == (HELD, late, other)


async def test_what_is_held_is_there_after_a_start(store: Store, url: str) -> None:
    await store.hold(HELD)
    await store.flag(FLAG)
    await store.close()
    again = await open_records(url)
    assert (await again.waiting("7"), await again.flags("7")) == ((HELD,), (FLAG,))
    await again.close()


async def test_held_twice_under_one_id_it_stays_as_it_is(store: Store) -> None:
    await store.hold(HELD)
    await store.hold(replace(HELD, words="Something else."))
    assert await store.waiting("7") == (HELD,)
    await store.decide("h1", Decision.DECLINED)
    await store.hold(HELD)
    assert await store.waiting("7") == ()


async def test_characters_that_no_database_keeps_are_replaced(store: Store) -> None:
    await store.hold(replace(HELD, words="zero\0 lone\ud800 pair😀"))
    assert (await store.held("h1")).words == "zero\ufffd lone\ufffd pair😀"


async def test_what_is_not_there_is_unknown(store: Store) -> None:
    for asked in (
        store.held("h1"),
        store.decide("h1", Decision.APPROVED),
        store.settle("f1"),
    ):
        with pytest.raises(Unknown):
            await asked
    await store.carded("h1", "m9")


async def test_of_many_teachers_at_once_exactly_one_decides(store: Store) -> None:
    await store.hold(HELD)
    answers = await asyncio.gather(*(store.decide("h1", Decision.APPROVED) for _ in range(10)))
    assert [one.words for one in answers if one] == [HELD.words]


async def test_nor_do_two_processes_decide_twice(postgres_url: str) -> None:
    stores = [await open_records(postgres_url) for _ in range(2)]
    for n in range(10):
        await stores[0].hold(replace(HELD, id=f"h{n}"))
        answers = await asyncio.gather(*(s.decide(f"h{n}", Decision.DECLINED) for s in stores))
        assert [one.words for one in answers if one] == [HELD.words]
    for store in stores:
        await store.close()


async def test_words_that_were_decided_on_are_gone_from_the_files_at_the_next_sweep(
    store: Store, url: str
) -> None:
    await store.hold(HELD)
    assert found([PHONE], files_of(url)) == {PHONE}
    await store.decide("h1", Decision.DECLINED)
    assert await run_sql(url, "SELECT words FROM held") == [(None,)]
    assert (await store.sweep(T0, 30)).traceless
    assert found([PHONE], files_of(url)) == set()


async def test_or_at_the_next_start(store: Store, url: str) -> None:
    await store.hold(HELD)
    await store.decide("h1", Decision.DECLINED)
    await store.close()
    again = await open_records(url)
    assert found([PHONE], files_of(url)) == set()
    await again.close()


async def test_nothing_is_held_of_whoever_was_erased_meanwhile(store: Store, url: str) -> None:
    await store.hold(HELD)
    await store.erase("ada")
    with pytest.raises(Unknown):
        await store.decide("h1", Decision.APPROVED)
    for asked in (store.hold(replace(HELD, id="h2")), store.flag(FLAG)):
        with pytest.raises(RecordsFailed, match="erased"):
            await asked
    assert found([PHONE], files_of(url)) == set()
    assert await store.flags("7") == ()


# --- flags ------------------------------------------------------------------------------------


async def test_a_message_is_flagged_once_by_each(store: Store) -> None:
    late = FLAG.at + timedelta(minutes=1)
    assert await store.flag(FLAG)
    assert not await store.flag(replace(FLAG, id="f2"))
    bo = replace(FLAG, id="f0", by="bo", at=late)
    other = replace(FLAG, id="f3", place="8", debate="", message="m2")
    assert await store.flag(bo)
    assert await store.flag(other)
    assert await store.flags("7") == (FLAG, bo)
    assert await store.flags("8") == (other,)
    assert await store.flags("9") == ()


async def test_a_flag_waits_until_a_teacher_has_looked(store: Store) -> None:
    await store.flag(FLAG)
    assert await store.settle("f1") == replace(FLAG, settled=True)
    assert await store.settle("f1") is None
    assert await store.flags("7") == ()
    assert not await store.flag(replace(FLAG, id="f2"))


async def test_of_many_who_flag_or_settle_at_once_one_does(store: Store) -> None:
    ids = [f"f{n}" for n in range(10)]
    kept = await asyncio.gather(*(store.flag(replace(FLAG, id=id)) for id in ids))
    assert kept.count(True) == 1
    (flag,) = await store.flags("7")
    settled = await asyncio.gather(*(store.settle(flag.id) for _ in range(10)))
    assert [one for one in settled if one] == [replace(flag, settled=True)]
