"""Whoever is erased leaves no word in any file; the debates stay and can be read."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.classroom.model import Decision
from bot.debate import commands, events, rules
from bot.debate.ballots import Choice, Tally
from bot.debate.errors import Unknown
from bot.debate.model import BOT, Debate, Phase
from bot.ports import Erased, Shown
from bot.records import Store, open_records
from bot.records.markdown import as_markdown
from bot.records.transcripts import as_json, transcript
from tests.debate.examples import T0, command, floor, opening, says
from tests.records.held import (
    ADA_SAID,
    BALLOT,
    CARD,
    CAUCUS_DEBATE,
    JUDGED_DEBATE,
    OXFORD_DEBATE,
    TEACHERS_DEBATE,
    TEAM_DEBATE,
    called,
)
from tests.records.recorded import SECRET, record, run_sql, whole_debate
from tests.records.searching import files_of, found, said_by
from tests.records.test_classes import NINE
from tests.records.test_damage import UNGUARD
from tests.records.test_held import FLAG, HELD

DEBATES: dict[str, tuple[commands.Command, ...]] = {
    "d-quick": whole_debate("d-quick"),
    "d-oxford": called("d-oxford", OXFORD_DEBATE),
    "d-team": called("d-team", TEAM_DEBATE),
    "d-caucus": called("d-caucus", CAUCUS_DEBATE),
    "d-judged": called("d-judged", JUDGED_DEBATE),
    "d-ended": called(
        "d-ended",
        (
            opening(opponent=None),
            floor(),
            command(commands.TakeSeat, by="bo", seat="negative"),
            says("ada", "Nobody here has counted the cranes in the harbour.", message="m0"),
            command(commands.End, by="ada", reason="My bus leaves in a minute."),
        ),
    ),
}
"""Debates of every shape in which ada speaks: with the bot's quotations, claims, ballots, a topic."""

ALL = [one for asked in DEBATES.values() for one in asked]
ADA, BO, CY = (said_by(person, ALL) for person in ("ada", "bo", "cy"))

WAITS = "My number is five five five oh one hundred"
DECIDED = "My street is the one behind the fish market"
AT_LENGTH = "My timetable is on the wall of the gym"
NOT_HERS = "My number begins with oh seven"
HELD_BACK = {WAITS, DECIDED, AT_LENGTH, NOT_HERS}
"""What was held back, for a teacher to look at."""

LONG = " ".join(f"The harbour master counted crate number {n:04}." for n in range(300))
"""Said in more than a page of a database."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with the log, and with the copies of transcripts."""
    (tmp_path / "kept" / "exports").mkdir(parents=True)
    return tmp_path / "kept"


@pytest.fixture
def logged(kept: Path) -> Iterator[None]:
    """Everything that is logged meanwhile, at the finest level, is in a file of `kept`."""
    handler = logging.FileHandler(kept / "parley.log", encoding="utf-8")
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


@pytest.fixture
async def class_(url: str, kept: Path, logged: None) -> AsyncIterator[Store]:
    """A store with all the debates, and a copy of each as the bot may keep it."""
    store = await open_records(url, exports=kept / "exports")
    for id, asked in DEBATES.items():
        export(kept, await record(store, *called(id, asked)))
    yield store
    await store.close()


async def fill_desk(store: Store) -> None:
    """A class in which words of ada's wait, were decided on, and are long; and one of bo's."""
    await store.set_up(NINE)
    await store.enrol("7", ["ada", "bo"], T0)
    padding = secrets.token_urlsafe(6_000)  # which PostgreSQL does not pack
    for id, words in (("h1", WAITS), ("h2", DECIDED), ("h3", f"{AT_LENGTH} {padding}")):
        await store.hold(replace(HELD, id=id, words=words))
    await store.decide("h2", Decision.DECLINED)
    await store.hold(replace(HELD, id="h4", person="bo", words=NOT_HERS))
    await store.flag(FLAG)
    await store.flag(replace(FLAG, id="f2", by="bo"))


def export(kept: Path, debate: Debate) -> None:
    whole = transcript(debate, {})
    stem = kept / "exports" / f"debate-{debate.id}"
    stem.with_suffix(".md").write_text(as_markdown(whole), encoding="utf-8")
    plain = json.dumps(as_json(whole), ensure_ascii=False)
    stem.with_suffix(".json").write_text(plain, encoding="utf-8")


async def test_no_sentence_of_the_person_is_left_in_any_file(
    class_: Store, url: str, kept: Path
) -> None:
    assert {SECRET, ADA_SAID, CARD.strength, CARD.scores[1].why} <= {
        s.strip(".") for s in ADA
    } | ADA
    assert found(ADA, files_of(url, kept)) == ADA
    await fill_desk(class_)
    assert found(HELD_BACK, files_of(url, kept)) == HELD_BACK
    erased = await class_.erase("ada")
    assert erased.traceless
    assert found(ADA | HELD_BACK, files_of(url, kept)) == {NOT_HERS}
    for person, words in (("bo", BO), ("cy", CY)):
        assert found(words, files_of(url, kept)) == words, person
    await class_.close()
    assert found(ADA | HELD_BACK, files_of(url, kept)) == {NOT_HERS}
    again = await open_records(url)
    assert again.damaged == {}
    assert found(ADA | HELD_BACK, files_of(url, kept)) == {NOT_HERS}
    await again.close()


async def test_nor_of_one_who_spoke_at_great_length(class_: Store, url: str, kept: Path) -> None:
    debate = await record(class_, opening(debate="d-long"), floor())
    said = events.SpeechGiven(at=T0, turn=0, by="ada", text=LONG)
    await class_.append(debate, "c-long", said)
    await class_.erase("ada")
    assert found(LONG.split(". ")[::25], files_of(url, kept)) == set()


async def test_nor_of_a_speech_that_is_out_of_view(store: Store, url: str) -> None:
    await record(store, *TEACHERS_DEBATE)
    said = said_by("cy", TEACHERS_DEBATE)
    assert found(said, files_of(url)) == said
    assert (await store.erase("cy")).words == 1
    assert found(said, files_of(url)) == set()
    speech = (await store.load("d1")).speeches[1]
    assert (speech.text, speech.hidden) == (None, None)


@pytest.mark.parametrize("person", ["ada", "bo", "cy"])
async def test_the_debates_stay_and_can_be_read(class_: Store, url: str, person: str) -> None:
    whole = {id: await class_.load(id) for id in DEBATES}
    await class_.erase(person)
    for id, was in whole.items():
        now = await class_.load(id)
        assert now.seq == was.seq
        assert now.phase is was.phase
        for old, new in zip(was.speeches, now.speeches, strict=True):
            if old.by == person:
                assert new.text is None
            elif old.by != BOT:
                assert new.text == old.text
        assert "(speech withdrawn)" in as_markdown(transcript(now, {})) or all(
            speech.by != person for speech in was.speeches
        )
    await class_.check()
    assert class_.damaged == {}


async def test_scores_and_kinds_of_hints_stay(class_: Store) -> None:
    was = await class_.load("d-judged")
    await class_.erase("ada")
    now = await class_.load("d-judged")
    assert now.hints == was.hints
    assert now.ballot
    assert [score.points for score in now.ballot.cards[0].scores] == [2, 4]
    assert [score.why for score in now.ballot.cards[0].scores] == ["", ""]
    assert now.ballot.notices == BALLOT.notices


async def test_what_was_erased_is_told(class_: Store, url: str) -> None:
    kept = "SELECT count(*) FROM words WHERE person = 'ada' AND text IS NOT NULL"
    ((count,),) = await run_sql(url, kept)
    assert count
    assert await class_.erase("ada") == Erased(
        words=count,
        debates=("d-caucus", "d-ended", "d-judged", "d-oxford", "d-quick", "d-team"),
        open=("d-caucus",),
        shown=(
            Shown("d-ended", "70", 0, ("m0",), own=True),
            Shown("d-judged", "70", 0, ("m0",), own=True),
            Shown("d-oxford", "70", 1, ("m1",), own=True),
            Shown("d-oxford", "70", 4, ("m4",), own=True),
            Shown("d-quick", "70", 0, ("m0",), own=True),
            Shown("d-quick", "70", 1, ("m1",), own=False),
            Shown("d-team", "70", 1, ("m1",), own=True),
        ),
    )
    assert await run_sql(url, kept) == [(0,)]


async def test_erasing_again_finds_nothing(class_: Store) -> None:
    await class_.erase("ada")
    assert await class_.erase("ada") == Erased(0, (), ("d-caucus",), ())
    assert await class_.erase("p-nobody") == Erased(0, (), (), ())


@pytest.mark.parametrize("nobody", [BOT, ""])
async def test_the_bot_is_not_a_person(class_: Store, nobody: str) -> None:
    with pytest.raises(Unknown):
        await class_.erase(nobody)


async def test_account_name_votes_consents_and_pseudonym_go_and_the_audit_log_stays(
    store: Store, url: str
) -> None:
    ada, bo = await store.person("discord:1", "Ada Lovelace"), await store.person("discord:2", "Bo")
    for person in (ada, bo):
        await store.cast("d1", 0, person, Choice.AFFIRMATIVE)
        await store.give_consent(person, "4000", "1", T0)
        await store.left(person, "5000", T0)
    names = {await store.pseudonym(person, "4000"): person for person in (ada, bo)}
    await store.note(T0, "4000", ada, "consented", ada)
    await store.erase(ada)
    assert (await store.account(ada), await store.name(ada)) == (None, "Student")
    assert await store.tally("d1", 0) == Tally(affirmative=1)
    assert await store.consent(ada, "4000") is None
    assert await store.consent(bo, "4000") is not None
    assert await store.pseudonyms("4000") == {bo: next(n for n, p in names.items() if p == bo)}
    assert await run_sql(url, "SELECT person FROM departures") == [(bo,)]
    assert [noted.about for noted in await store.audited("4000")] == [ada]
    again = await store.person("discord:1", "Ada Lovelace")
    assert again != ada
    await store.erase(again)
    files = files_of(url)
    assert found(["discord:1", "Ada Lovelace"], files) == set()
    assert found(["discord:2"], files) == {"discord:2"}


async def test_rosters_held_words_and_flags_go_and_the_class_stays(store: Store, url: str) -> None:
    await fill_desk(store)
    assert [one.id for one in await store.held_of("ada")] == ["h1", "h3"]
    assert (await store.erase("ada")).words == 2
    assert await store.held_of("ada") == ()
    for table, person in (("roster", "person"), ("held", "person"), ("flags", '"by"')):
        assert await run_sql(url, f"SELECT {person} FROM {table}") == [("bo",)], table
    with pytest.raises(Unknown):
        await store.held("h2")
    assert store.at("7") is not None
    assert [one.words for one in await store.waiting("7")] == [NOT_HERS]
    assert await store.erase("ada") == Erased(0, (), (), ())


@pytest.mark.parametrize("only", ["roster", "held", "decided", "flag"])
async def test_each_of_them_alone_leaves_no_trace(store: Store, url: str, only: str) -> None:
    person = f"p-known-by-the-{only}"
    await store.set_up(NINE)
    match only:
        case "roster":
            await store.enrol("7", [person], T0)
        case "flag":
            await store.flag(replace(FLAG, by=person))
        case _:
            await store.hold(replace(HELD, person=person, words=WAITS))
    if only == "decided":
        await store.decide(HELD.id, Decision.APPROVED)
    assert found([person], files_of(url)) == {person}
    assert (await store.erase(person)).traceless
    assert await run_sql(url, "SELECT * FROM traces") == []
    assert found([WAITS], files_of(url)) == set()
    for table in ("roster", "held", "flags"):
        assert await run_sql(url, f"SELECT * FROM {table}") == [], table


async def test_debates_that_go_on_are_told_so_that_the_seat_can_be_freed(store: Store) -> None:
    sits = await record(store, *called("d-sits", (opening(), floor(), says("ada"))))
    await record(store, *called("d-listed", CAUCUS_DEBATE))
    await record(store, *called("d-over", whole_debate("d-over")))
    for person, open_ in (("ada", ("d-listed", "d-sits")), ("cy", ("d-listed",)), ("bo", ())):
        assert (await store.erase(person)).open == open_
    leave = command(commands.LeaveSeat, debate="d-sits", by="ada", person="ada")
    now = await store.load("d-sits")
    await store.append(now, leave.cause, *rules.decide(now, leave))
    assert (await store.load("d-sits")).phase is Phase.GATHERING
    assert (await store.erase("ada")).open == ("d-listed",)
    assert sits.phase is Phase.ANSWERING


async def test_words_of_a_damaged_debate_go_too(class_: Store, url: str, kept: Path) -> None:
    await class_.close()
    dialect = "postgresql" if "://" in url else "sqlite"
    gone = "DELETE FROM events WHERE debate = 'd-quick' AND seq = 4"
    await run_sql(url, *UNGUARD[dialect], gone)
    store = await open_records(url, exports=kept / "exports")
    assert list(store.damaged) == ["d-quick"]
    await store.erase("ada")
    assert found(ADA, files_of(url, kept)) == set()
    await store.close()
