"""The store on real databases: what is appended is there, once, in order, and nowhere else."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.debate import commands, events, rules
from bot.debate.errors import RecordsFailed, Unknown
from bot.debate.model import BOT, Debate, Verdict
from bot.records import Store, open_records
from tests.debate.examples import T0, command, floor, notes, opening, posts, says
from tests.records.held import CAUCUS_DEBATE, OXFORD_DEBATE, TEAM_DEBATE, before, called
from tests.records.recorded import DRAFT, SECRET, record, run_sql, whole_debate


async def test_a_debate_is_loaded_as_it_was_recorded(store: Store, url: str) -> None:
    debate = await record(store, *whole_debate("d1"))
    loaded = await store.load("d1")
    assert (loaded, loaded.seq) == (debate, debate.seq)
    await store.close()
    again = await open_records(url)
    assert await again.load("d1") == debate
    assert again.damaged == {}
    await again.close()


async def test_events_are_numbered_without_a_gap(store: Store, url: str) -> None:
    debate = await record(store, *whole_debate("d1"))
    rows = await run_sql(url, "SELECT seq FROM events ORDER BY seq")
    assert [seq for (seq,) in rows] == list(range(1, debate.seq + 1))


async def test_what_is_not_there_is_unknown(store: Store) -> None:
    with pytest.raises(Unknown):
        await store.load("d9")
    assert await store.debate_on("70") is None
    assert await store.open_debates() == ()
    assert await store.debates() == ()


async def test_a_second_delivery_changes_nothing(store: Store, url: str) -> None:
    debate = await record(store, opening(), floor())
    one = says("ada", message="m0")
    happened = rules.decide(debate, one)
    assert len(happened) == 2
    assert not await store.seen("d1", one.cause)
    assert await store.append(debate, one.cause, *happened)
    before = await run_sql(url, "SELECT * FROM events ORDER BY seq")
    now = await store.load("d1")
    assert await store.seen("d1", one.cause)
    assert not await store.append(debate, one.cause, *happened)
    assert not await store.append(now, one.cause, *happened)
    assert await run_sql(url, "SELECT * FROM events ORDER BY seq") == before
    assert await store.load("d1") == now


async def test_one_cause_may_move_two_debates(store: Store) -> None:
    for id in ("d1", "d2"):
        await record(store, opening(debate=id, cause="c-same"))
    assert await store.open_debates() == ("d1", "d2")


async def test_an_append_to_an_older_state_is_refused(store: Store) -> None:
    opened = await record(store, opening())
    laid = rules.decide(opened, floor())
    assert await store.append(opened, "c-a", *laid)
    with pytest.raises(RecordsFailed, match="recorded in this debate first"):
        await store.append(opened, "c-b", *laid)
    with pytest.raises(RecordsFailed):
        await store.append(None, "c-c", *rules.decide(None, opening()))
    with pytest.raises(RecordsFailed):
        await store.append(replace(opened, seq=7), "c-d", *laid)
    assert (await store.load("d1")).seq == 2


async def test_of_many_who_speak_at_once_exactly_one_is_recorded(store: Store) -> None:
    debate = await record(store, opening(), floor())
    speeches = [says("ada", f"Speech number {n}.") for n in range(20)]
    answers = await asyncio.gather(
        *(store.append(debate, s.cause, *rules.decide(debate, s)) for s in speeches),
        return_exceptions=True,
    )
    assert [a for a in answers if not isinstance(a, RecordsFailed)] == [True]
    assert len((await store.load("d1")).speeches) == 1


async def test_one_cause_delivered_many_times_at_once_is_recorded_once(store: Store) -> None:
    debate = await record(store, opening(), floor())
    speech = says("ada")
    happened = rules.decide(debate, speech)
    answers = await asyncio.gather(
        *(store.append(debate, speech.cause, *happened) for _ in range(20))
    )
    assert sorted(answers) == [False] * 19 + [True]


async def test_two_processes_on_one_postgres_do_not_write_over_each_other(
    postgres_url: str,
) -> None:
    stores = [await open_records(postgres_url) for _ in range(3)]
    debates = [await record(stores[0], opening(debate=f"d{n}"), floor()) for n in range(20)]

    async def speak(store: Store, debate: Debate, cause: str) -> bool:
        return await store.append(debate, cause, *rules.decide(debate, says("ada")))

    for debate in debates:
        answers = await asyncio.gather(*(speak(s, debate, "c-same") for s in stores))
        assert sorted(answers) == [False, False, True]
    debates = [await record(stores[0], opening(debate=f"e{n}"), floor()) for n in range(20)]
    given = await asyncio.gather(
        *(speak(s, d, f"c{n}") for n, s in enumerate(stores) for d in debates),
        return_exceptions=True,
    )
    assert sum(a is True for a in given) == 20
    assert sum(isinstance(a, RecordsFailed) for a in given) == 40
    for store in stores:
        assert [len((await store.load(d.id)).speeches) for d in debates] == [1] * 20
        await store.close()


async def test_two_hundred_debates_at_once(store: Store) -> None:
    played = await asyncio.gather(*(record(store, *whole_debate(f"d{n:03}")) for n in range(200)))
    loaded = await asyncio.gather(*(store.load(debate.id) for debate in played))
    assert list(loaded) == played


async def test_an_append_is_finished_though_nobody_waits_for_it(store: Store) -> None:
    debate = await record(store, opening())
    asked = asyncio.create_task(store.append(debate, "c-f", *rules.decide(debate, floor())))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert await store.append(debate, "c-f", *rules.decide(debate, floor())) is False
    assert (await store.load("d1")).floor is not None


async def test_a_load_may_be_given_up(store: Store) -> None:
    debate = await record(store, opening())
    for waits in range(12):
        asked = asyncio.create_task(store.load("d1"))
        for _ in range(waits):
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
    assert await store.load("d1") == debate


async def test_open_debates_are_those_that_go_on_or_owe_a_posting(store: Store) -> None:
    end = command(commands.End, by="ada", reason="The bell rang.")
    await record(store, opening(debate="d-going", at=T0.replace(hour=12)))
    await record(store, opening(debate="d-ended"), floor(), end)
    last = await record(store, *whole_debate("d-owing"))
    assert await store.open_debates() == ("d-owing", "d-going")
    for one in (posts(2), *(notes(turn) for turn in range(3))):
        happened = rules.decide(last, one)
        await store.append(last, one.cause, *happened)
        last = rules.evolve(last, happened[0])
    assert await store.open_debates() == ("d-going",)


async def test_debates_are_found_by_thread_and_by_person(store: Store) -> None:
    await record(store, opening(debate="d1"), floor())
    await record(store, opening(debate="d2", person="bo", by="bo", at=T0.replace(hour=11)))
    empty = await record(store, opening(debate="d3", opponent=None, at=T0.replace(hour=10)))
    joined = rules.decide(empty, command(commands.TakeSeat, by="bo", seat="negative"))
    await store.append(empty, "c-join", *joined)
    assert await store.debate_on("70") == "d1"
    assert [d.id for d in await store.debates()] == ["d2", "d3", "d1"]
    assert [d.id for d in await store.debates(limit=2)] == ["d2", "d3"]
    assert [d.id for d in await store.debates(person="ada")] == ["d3", "d1"]
    assert [d.id for d in await store.debates(person="bo")] == ["d2", "d3"]
    assert await store.debates(person="cy") == ()


async def test_debates_are_found_by_channel_and_by_whether_they_go_on(store: Store) -> None:
    end = command(commands.End, by="ada", reason="The bell rang.")
    for id, place, hour, asked in (
        ("d-other", "8", 9, ()),
        ("d-over", "7", 10, (floor(), end)),
        ("d-ada", "7", 11, ()),
        ("d-bo", "7", 12, ()),
    ):
        by = "bo" if id == "d-bo" else "ada"
        opened = opening(place=place, person=by, by=by, at=T0.replace(hour=hour))
        await record(store, *called(id, (opened, *asked)))

    async def found(**asked: Any) -> list[str]:
        return [debate.id for debate in await store.debates(**asked)]

    assert await found(place="7") == ["d-bo", "d-ada", "d-over"]
    assert await found(place="7", still_open=True) == ["d-bo", "d-ada"]
    assert await found(place="7", person="ada") == ["d-ada", "d-over"]
    assert await found(place="7", limit=1) == ["d-bo"]
    assert await found(still_open=True, person="ada") == ["d-ada", "d-other"]
    assert await found(place="9") == []


async def test_a_debate_is_found_by_everybody_who_takes_part_in_it(store: Store) -> None:
    async def found(person: str) -> list[str]:
        return [debate.id for debate in await store.debates(person=person)]

    waiting = before(TEAM_DEBATE, commands.LeaveSeat)
    seated = await record(store, *called("d-team", waiting))
    assert (await found("ada"), await found("cy")) == (["d-team"], ["d-team"])
    left = TEAM_DEBATE[len(waiting)]
    await store.append(seated, left.cause, *rules.decide(seated, left))
    assert (await found("ada"), await found("cy")) == (["d-team"], [])
    await record(store, *called("d-listed", before(CAUCUS_DEBATE, commands.LeaveList)))
    await record(store, *called("d-asked", OXFORD_DEBATE))
    assert await found("cy") == ["d-listed", "d-asked"]
    assert await found("bo") == await found("dee") == ["d-listed"]
    assert await found(BOT) == []


WITHOUT_THE_SECRET = DRAFT.text.replace(SECRET.lower(), "(withdrawn)".ljust(len(SECRET)))


async def test_what_was_said_lies_in_the_words_alone(store: Store, url: str) -> None:
    await record(store, *whole_debate("d1"))
    for table in ("events", "debates", "people"):
        assert SECRET.lower() not in repr(await run_sql(url, f"SELECT * FROM {table}")).lower()
    kept = await run_sql(url, "SELECT seq, part, person, text FROM words ORDER BY seq, part")
    assert kept == [
        (3, 0, "ada", f"{SECRET}."),
        (8, 0, "bot", WITHOUT_THE_SECRET),
        (8, 1, "ada", SECRET.lower()),
        (8, 2, "ada", SECRET.lower()),
        (8, 3, "ada", SECRET),
        (10, 0, "ada", "Then count them."),
    ]


async def test_a_person_s_words_can_be_emptied_and_the_log_stays_whole(
    store: Store, url: str
) -> None:
    await record(store, *whole_debate("d1"))
    await run_sql(url, "UPDATE words SET text = NULL, salt = NULL WHERE person = 'ada'")
    debate = await store.load("d1")
    assert [s.text for s in debate.speeches] == [None, WITHOUT_THE_SECRET, None]
    assert [q.words for q in debate.speeches[1].quotations] == ["", "directly threatens peace"]
    assert debate.speeches[1].quotations[0].verdict is Verdict.VERIFIED
    await store.close()
    again = await open_records(url)
    assert again.damaged == {}
    await again.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET kind = 'DebateEnded' WHERE seq = 2",
        "UPDATE events SET seq = 99 WHERE seq = 2",
        "DELETE FROM events WHERE seq = 2",
        "DELETE FROM words",
        "UPDATE words SET text = 'I never said that.'",
        "UPDATE words SET text = NULL",
        "UPDATE words SET person = 'bo', text = NULL, salt = NULL",
    ],
)
async def test_the_database_itself_refuses_to_change_what_happened(
    store: Store, url: str, statement: str
) -> None:
    debate = await record(store, *whole_debate("d1"))
    with pytest.raises(DBAPIError, match=r"never|only added to"):
        await run_sql(url, statement)
    assert await store.load("d1") == debate


async def test_odd_characters_are_kept_or_plainly_replaced(store: Store) -> None:
    said = "zero\0 lone\ud800 pair😀 \u202e ’; DROP TABLE events; --"
    await record(store, opening(), floor(), says("ada", said))
    text = (await store.load("d1")).speeches[0].text
    assert text == "zero\ufffd lone\ufffd pair😀 \u202e ’; DROP TABLE events; --"


async def test_logs_hold_nothing_that_was_said(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    debate = await record(store, *whole_debate("d1"))
    assert await store.load("d1") == debate
    assert SECRET.lower() not in caplog.text.lower()


async def test_what_cannot_have_happened_is_not_recorded(store: Store) -> None:
    with pytest.raises(ValueError, match="begins with"):
        await store.append(None, "c1", events.TurnRetried(at=T0, by="ada"))
    debate = await record(store, opening(), floor())
    withdrawn = events.SpeechGiven(at=T0, turn=0, by="ada", text=None)
    with pytest.raises(ValueError, match="without its words"):
        await store.append(debate, "c2", withdrawn)
    with pytest.raises(ValueError, match="time zone"):
        await store.append(
            debate, "c3", events.DebateEnded(at=T0.replace(tzinfo=None), by="", reason="")
        )
    assert await store.load("d1") == debate


async def test_a_person_keeps_one_id_and_the_latest_name(store: Store, url: str) -> None:
    ada = await store.person("discord:1", "Ada")
    bo = await store.person("discord:2", "Bo")
    assert ada != bo
    assert ada.startswith("p-")
    assert await store.person("discord:1", "Ada L.") == ada
    assert (await store.name(ada), await store.account(ada)) == ("Ada L.", "discord:1")
    await run_sql(url, f"UPDATE people SET name = NULL, account = NULL WHERE person = '{ada}'")
    assert (await store.name(ada), await store.account(ada)) == ("Student", None)
    assert (await store.name("p-nobody"), await store.account("p-nobody")) == ("Student", None)
    assert await store.person("discord:1", "Ada") != ada


async def test_whoever_was_seen_before_is_known_and_of_others_nothing_is_kept(
    store: Store, url: str
) -> None:
    ada = await store.person("discord:1", "Ada")
    assert await store.known("discord:1") == ada
    assert await store.known("discord:2") is None
    assert await run_sql(url, "SELECT person FROM people") == [(ada,)]
    await store.erase(ada)
    assert await store.known("discord:1") is None


async def test_a_person_met_many_times_at_once_is_one_person(store: Store) -> None:
    met = await asyncio.gather(*(store.person("discord:1", "Ada") for _ in range(30)))
    assert len(set(met)) == 1


async def test_closing_waits_for_who_still_reads_and_begins_nothing_new(tmp_path: Path) -> None:
    store = await open_records(tmp_path / "parley.sqlite3")
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def read() -> bool:
        async with store._reading() as connection:
            begun.set()
            await go_on.wait()
            return (await connection.exec_driver_sql("SELECT 1")).scalar() == 1

    reader = asyncio.create_task(read())
    await begun.wait()
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0)
    with pytest.raises(RecordsFailed, match="closed"):
        await store.open_debates()
    assert not closing.done()
    go_on.set()
    assert await reader
    await closing
