"""What is past its time goes, in each class at its own pace, and nothing of a debate that goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.classroom.model import Decision
from bot.debate import commands, rules
from bot.debate.errors import Unknown
from bot.debate.model import BOT, Debate, Phase
from bot.ports import Swept
from bot.records import Store, open_records
from tests.debate.examples import T0, command, floor, opening, says
from tests.records.held import JUDGED_DEBATE, OXFORD_DEBATE, TEAM_DEBATE, called
from tests.records.recorded import SECRET, record, run_sql, whole_debate
from tests.records.searching import files_of, found, said_by
from tests.records.test_classes import NINE
from tests.records.test_held import FLAG, HELD, PHONE

DAYS = 30


def days(number: float) -> datetime:
    """So many days after the debates of these tests."""
    return T0 + timedelta(days=number)


def seen(person: str, account: str, at: datetime = T0) -> str:
    """The statement that makes a person known who was last seen then."""
    return f"INSERT INTO people VALUES ('{person}', '{account}', 'Name of {account}', '{at:%F %T}')"


async def known(url: str) -> list[str]:
    query = "SELECT person FROM people WHERE account IS NOT NULL ORDER BY person"
    return [person for (person,) in await run_sql(url, query)]


def texts(debate: Debate) -> list[str | None]:
    return [speech.text for speech in debate.speeches if speech.by != BOT]


async def test_a_debate_loses_everybody_s_words_so_many_days_after_its_end(
    store: Store, url: str
) -> None:
    asked = [called(f"d-{n}", one) for n, one in enumerate((TEAM_DEBATE, JUDGED_DEBATE))]
    said = {words for one in asked for person in ("ada", "bo") for words in said_by(person, one)}
    whole = [await record(store, *one) for one in asked]
    assert await store.sweep(days(DAYS), DAYS) == Swept(0, (), 0, (), ())
    assert found(said, files_of(url)) == said
    swept = await store.sweep(days(DAYS + 1), DAYS)
    assert (swept.debates, swept.traceless) == (("d-0", "d-1"), True)
    assert swept.words
    assert found(said, files_of(url)) == set()
    for was in whole:
        now = await store.load(was.id)
        assert texts(now) == [None for speech in was.speeches if speech.by != BOT]
        assert [s.turn for s in now.speeches] == [s.turn for s in was.speeches]
    await store.check()
    assert store.damaged == {}
    assert await store.sweep(days(DAYS + 1), DAYS) == Swept(0, (), 0, (), ())


async def test_a_debate_that_goes_on_is_never_swept_and_is_told_when_nothing_happens_in_it(
    store: Store,
) -> None:
    going_on = await record(store, opening(debate="d-idle"), floor(), says("ada", f"{SECRET}."))
    late = (
        opening(debate="d-late", at=days(60)),
        floor(),
        replace(says("ada"), at=days(90), debate="d-late"),
    )
    await record(store, *called("d-late", late))
    ended = called("d-paused", (opening(), floor(), says("ada"), command(commands.Pause, by="ada")))
    await record(store, *ended)
    swept = await store.sweep(days(100), DAYS)
    assert swept == Swept(0, (), 0, (), ("d-idle", "d-paused"))
    assert await store.load("d-idle") == going_on
    end = command(commands.End, debate="d-idle", at=days(100), by="", reason="", may=True)
    await store.append(going_on, end.cause, *rules.decide(going_on, end))
    assert (await store.sweep(days(101), DAYS)).idle == ("d-paused",)
    assert texts(await store.load("d-idle")) == [f"{SECRET}."]
    assert (await store.sweep(days(131), DAYS)).debates == ("d-idle",)
    assert texts(await store.load("d-idle")) == [None]


async def test_copies_of_swept_debates_go_too(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    url = str(tmp_path / "records.db")
    store = await open_records(url, exports=tmp_path / "exports")
    for id, text in (("d1", SECRET), ("d2", "Kept.")):
        (tmp_path / "exports" / f"debate-{id}.md").write_text(text)
    await record(store, *whole_debate("d1"))
    await store.sweep(days(31), DAYS)
    assert [file.name for file in (tmp_path / "exports").iterdir()] == ["debate-d2.md"]
    assert found([SECRET], files_of(url)) == set()
    await store.close()


async def test_people_of_whom_nothing_is_kept_are_forgotten(store: Store, url: str) -> None:
    """One reason each not to be forgotten, and one who has none."""
    await record(store, *called("d-over", OXFORD_DEBATE))
    later = [replace(one, at=days(31)) for one in whole_debate("d-later")]
    await record(store, *later)
    await record(store, opening(debate="d-open", person="bo", by="bo"))
    await record(store, opening(debate="d-opened", person=None, by="tess"))
    await run_sql(
        url,
        seen("ada", "speaks in d-later"),
        seen("bo", "sits in d-open"),
        seen("tess", "opened a debate"),
        seen("roster", "is on a roster"),
        seen("agrees", "agrees"),
        seen("new", "was seen of late", days(20)),
        seen("cy", "spoke in d-over"),
        seen("agreed", "agreed once"),
    )
    for person in ("agrees", "agreed"):
        await store.give_consent(person, "4000", "1", T0)
    await store.revoke_consent("agreed", "4000", days(1))
    swept = await store.sweep(days(40), DAYS, keep=["roster"])
    assert swept.people == 2
    assert swept.debates == ("d-over",)
    assert await known(url) == ["ada", "agrees", "bo", "new", "roster", "tess"]
    gone = ["spoke in d-over", "Name of agreed once"]
    assert found([*gone, "Name of agrees"], files_of(url)) == {"Name of agrees"}
    assert (await store.sweep(days(100), DAYS)).people == 3
    assert await known(url) == ["agrees", "bo", "tess"]


async def test_whoever_is_forgotten_keeps_no_pseudonym_and_no_old_consent(
    store: Store, url: str
) -> None:
    await run_sql(url, seen("ada", "1"))
    await store.pseudonym("ada", "4000")
    await store.give_consent("ada", "4000", "1", T0)
    await store.revoke_consent("ada", "4000", T0)
    assert (await store.sweep(days(31), DAYS)).people == 1
    for table in ("pseudonyms", "consents", "departures"):
        assert await run_sql(url, f"SELECT * FROM {table}") == [], table


@pytest.mark.parametrize(("kept_for", "swept"), [(0, ("d1",)), (1, ())])
async def test_nobody_is_forgotten_on_the_day_they_were_seen(
    store: Store, url: str, kept_for: int, swept: tuple[str, ...]
) -> None:
    await record(store, *whole_debate("d1"))
    await run_sql(url, seen("ada", "1"))
    done = await store.sweep(T0 + timedelta(hours=20), kept_for)
    assert (done.debates, done.people) == (swept, 0)


async def test_less_than_no_days_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no days"):
        await store.sweep(T0, -1)


# --- classes ----------------------------------------------------------------------------------


async def test_whoever_is_on_a_roster_is_not_forgotten_unless_they_left(
    store: Store, url: str
) -> None:
    await store.set_up(NINE)
    await store.set_up(replace(NINE, place="9", server="5000"))
    people = ("sits", "left", "struck", "elsewhere", "back")
    await run_sql(url, *(seen(person, f"{person} by name") for person in people))
    await store.enrol("7", people, T0)
    await store.enrol("9", ["elsewhere"], T0)
    await store.strike("7", "struck")
    for person in ("left", "elsewhere", "back"):
        await store.left(person, "4000", T0)
    await store.enrol("7", ["left", "back"], T0)  # by a list that is behind the times
    await store.came_back("back", "4000")
    assert (await store.sweep(days(40), DAYS)).people == 2
    assert await known(url) == ["back", "elsewhere", "sits"]
    assert sorted(await store.roster("7")) == ["back", "sits"]
    assert found(["left by name", "struck by name"], files_of(url)) == set()


async def test_classes_go_with_the_server_that_the_bot_left(store: Store, url: str) -> None:
    there = replace(NINE, place="9", server="5000")
    for one in (NINE, there):
        kept = await store.set_up(one)
        await store.enrol(one.place, [f"p-{one.place}"], T0)
        await store.hold(replace(HELD, id=f"h{one.place}", place=one.place, at=days(35)))
        await store.flag(replace(FLAG, id=f"f{one.place}", message=one.place, place=one.place))
        await run_sql(url, seen(f"p-{one.place}", one.place))
    await store.left(None, "4000", T0)
    await store.left(None, "5000", T0)
    await store.came_back(None, "5000")
    await store.sweep(days(29), DAYS)
    assert len(store.on("4000")) == 1
    assert (await store.sweep(days(40), DAYS)).people == 1
    assert (store.at("7"), store.on("4000"), store.at("9")) == (None, (), kept)
    assert await store.enrolled() == {"p-9"}
    assert await run_sql(url, "SELECT id FROM held") == [("h9",)]
    await store.set_up(NINE)
    assert await store.roster("7") == ()


async def test_words_that_wait_too_long_go_and_after_as_long_the_note_of_it(
    store: Store, url: str
) -> None:
    await run_sql(url, seen("ada", "1"))
    await store.hold(HELD)
    assert await store.sweep(days(DAYS), DAYS) == Swept(0, (), 0, (), ())
    assert await store.waiting("7") == (HELD,)
    assert await store.sweep(days(DAYS + 1), DAYS) == Swept(1, (), 1, (), ())
    assert found([PHONE], files_of(url)) == set()
    assert (await store.waiting("7"), await store.held_of("ada")) == ((), ())
    assert await store.decide("h1", Decision.APPROVED) is None
    assert await store.held("h1") == replace(HELD, words="")
    await store.sweep(days(2 * DAYS + 1), DAYS)
    with pytest.raises(Unknown):
        await store.held("h1")


async def test_whose_words_wait_is_not_forgotten_meanwhile(store: Store, url: str) -> None:
    await run_sql(url, seen("ada", "1"))
    await store.hold(replace(HELD, at=days(20)))
    assert (await store.sweep(days(40), DAYS)).people == 0
    assert await known(url) == ["ada"]


async def test_flags_go_in_time(store: Store) -> None:
    await store.flag(FLAG)
    await store.flag(replace(FLAG, id="f2", message="m2", at=days(20)))
    await store.sweep(days(DAYS + 1), DAYS)
    assert [flag.id for flag in await store.flags("7")] == ["f2"]
    with pytest.raises(Unknown):
        await store.settle("f1")


# --- leaving ----------------------------------------------------------------------------------


async def ended_late(store: Store, *persons: str) -> None:
    """For each of these a debate that ends 50 days later."""
    for person in persons:
        at = days(50)
        speech = replace(says(person, f"{person} said so at the end."), at=at)
        end = command(commands.End, by=person, reason="", at=at)
        asked = (opening(person=person, by=person), floor(), speech, end)
        await record(store, *called(f"d-{person}", asked))


async def test_who_left_loses_their_words_in_time_though_the_debate_ended_later(
    store: Store, url: str
) -> None:
    await ended_late(store, "ada", "bo", "cy")
    for person in ("ada", "bo", "cy"):
        await store.give_consent(person, "4000", "1", T0)
        await store.pseudonym(person, "4000")
    await store.left("ada", "4000", days(25))
    await store.left("bo", "4000", days(25))
    await store.came_back("bo", "4000")
    assert (await store.sweep(days(54), DAYS)).debates == ()
    assert (await store.sweep(days(56), DAYS)).debates == ("d-ada",)
    assert texts(await store.load("d-bo")) == ["bo said so at the end."]
    assert found(["ada said so at the end"], files_of(url)) == set()
    assert await store.consent("ada", "4000") is None
    assert set(await store.pseudonyms("4000")) == {"bo", "cy"}
    assert (await store.sweep(days(81), DAYS)).debates == ("d-bo", "d-cy")


async def test_who_is_still_in_another_class_keeps_to_the_debates_own_time(store: Store) -> None:
    await ended_late(store, "ada")
    for place in ("4000", "5000"):
        await store.give_consent("ada", place, "1", T0)
    await store.left("ada", "4000", days(1))
    assert (await store.sweep(days(55), DAYS)).debates == ()
    assert await store.consent("ada", "5000") is not None
    await store.left("ada", "5000", days(51))
    assert (await store.sweep(days(60), DAYS)).debates == ()  # that clock still runs
    assert (await store.sweep(days(81), DAYS)).debates == ("d-ada",)


async def test_where_the_bot_was_removed_everybody_has_left(store: Store) -> None:
    await ended_late(store, "ada", "bo", "cy")
    for person, place in (("ada", "4000"), ("bo", "4000"), ("bo", "5000"), ("cy", "6000")):
        await store.give_consent(person, place, "1", T0)
    await store.left(None, "4000", days(10))
    assert (await store.sweep(days(51), DAYS)).debates == ("d-ada",)


@pytest.mark.parametrize("how", ["the bot is there again", "somebody agrees anew"])
async def test_whoever_comes_back_takes_it_back(store: Store, how: str) -> None:
    await ended_late(store, "ada", "bo")
    for person in ("ada", "bo"):
        await store.give_consent(person, "4000", "1", T0)
    await store.left(None, "4000", days(10))
    if how == "the bot is there again":
        await store.came_back(None, "4000")
    else:
        await store.give_consent("ada", "4000", "2", days(11))
    assert (await store.sweep(days(51), DAYS)).debates == ()


async def test_leaving_again_does_not_begin_anew(store: Store) -> None:
    await ended_late(store, "ada")
    await store.left("ada", "4000", days(20))
    await store.left("ada", "4000", days(49))
    assert (await store.sweep(days(52), DAYS)).debates == ("d-ada",)


async def test_a_seat_that_was_left_behind_is_told_and_the_words_wait_for_the_end(
    store: Store,
) -> None:
    debate = await record(store, opening(), floor(), says("ada", f"{SECRET}."))
    await store.give_consent("ada", "4000", "1", T0)
    await store.left("ada", "4000", days(1))
    swept = await store.sweep(days(40), DAYS)
    assert (swept.words, swept.seats, swept.idle) == (0, (("d1", "ada"),), ("d1",))
    leave = command(commands.LeaveSeat, by="ada", person="ada", at=days(40))
    await store.append(debate, leave.cause, *rules.decide(debate, leave))
    debate = await store.load("d1")
    assert debate.phase is Phase.GATHERING
    end = command(commands.End, by="", reason="", may=True, at=days(41))
    await store.append(debate, end.cause, *rules.decide(debate, end))
    assert (await store.sweep(days(41), DAYS)).debates == ("d1",)
    assert texts(await store.load("d1")) == [None]
