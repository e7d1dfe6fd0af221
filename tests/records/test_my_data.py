"""A person is handed all that is kept of them, and nothing of anybody else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from bot.classroom.model import Decision
from bot.debate import commands
from bot.debate.ballots import Choice
from bot.debate.model import Kind
from bot.debate.wording import NAMES
from bot.records import Store
from bot.records.my_data import as_files, as_json, as_markdown
from bot.records.my_data_model import (
    Agreed,
    Called,
    Done,
    Flagged,
    HeldBack,
    Hinted,
    Left,
    MyData,
    Said,
    SitsIn,
    TookPart,
    VotedFor,
)
from tests.debate.examples import T0, floor, opening, says
from tests.records.held import (
    ADA_SAID,
    BO_SAID,
    CARD,
    CAUCUS_DEBATE,
    JUDGED_DEBATE,
    OXFORD,
    OXFORD_DEBATE,
    TEACHERS_DEBATE,
    TEAM_DEBATE,
    before,
    called,
)
from tests.records.recorded import SECRET, record, run_sql, whole_debate
from tests.records.test_classes import NINE
from tests.records.test_held import FLAG, HELD, PHONE

SCHEMA = json.loads(files("bot.records").joinpath("my_data.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})

CRITERIA = {"evidence": "Use of evidence"}


async def a_term(store: Store, url: str) -> None:
    """Debates of every shape, with two students who have accounts."""
    for id, asked in (
        ("d-quick", whole_debate("d-quick")),
        ("d-oxford", OXFORD_DEBATE),
        ("d-team", TEAM_DEBATE),
        ("d-caucus", CAUCUS_DEBATE),
        ("d-judged", JUDGED_DEBATE),
        ("d-open", (opening(format=OXFORD, by="tess"), floor())),
    ):
        await record(store, *called(id, asked))
    await store.cast("d-open", 0, "bo", Choice.NEGATIVE)
    await run_sql(
        url,
        "INSERT INTO people VALUES ('ada', 'discord:1', 'Ada Lovelace', '2026-01-05 09:00')",
        "INSERT INTO people VALUES ('bo', 'discord:2', 'Bo Diddley', '2026-01-05 09:00')",
    )


def part(data: MyData, debate: str) -> TookPart:
    return next(part for part in data.debates if part.debate == debate)


async def test_every_debate_of_theirs_is_in_it(store: Store, url: str) -> None:
    await a_term(store, url)
    for person, debates in (
        ("ada", ["d-caucus", "d-judged", "d-open", "d-oxford", "d-quick", "d-team"]),
        ("bo", ["d-caucus", "d-team"]),
        ("cy", ["d-caucus", "d-oxford"]),
        ("tess", ["d-open"]),
        ("p-nobody", []),
    ):
        data = await store.my_data(person)
        assert sorted(part.debate for part in data.debates) == debates, person
    unknown = await store.my_data("p-nobody")
    assert unknown == MyData("p-nobody", None, None, None, (), (), (), (), (), (), (), ())


async def test_their_speeches_with_times_and_what_the_bot_made_of_them(
    store: Store, url: str
) -> None:
    await a_term(store, url)
    at = T0 + timedelta(minutes=1)
    bo = part(await store.my_data("bo"), "d-team")
    assert bo.speeches == (
        Said(
            3,
            NAMES[Kind.CONSTRUCTIVE],
            at,
            12,
            f"{BO_SAID}. Guards grow in number.",
            (BO_SAID, "Guards grow in number"),
        ),
    )
    assert bo.said_again == (BO_SAID.lower(), BO_SAID)
    assert bo.feedback == ("Your bolts were clear. Name the bridge.",)
    assert (bo.seats, bo.opened_by_you, bo.typed) == (("con-2",), False, ())
    ada = await store.my_data("ada")
    caucus = part(ada, "d-caucus")
    assert (caucus.typed, caucus.opened_by_you) == (("Who guards the ships",), True)
    assert caucus.ended_at is None
    quick = part(ada, "d-quick")
    assert quick.said_again == (SECRET.lower(), SECRET)
    assert quick.ended_at == at


async def test_hints_votes_and_the_card_once_the_ballot_is_released(store: Store, url: str) -> None:
    await a_term(store, url)
    judged = part(await store.my_data("ada", CRITERIA), "d-judged")
    assert judged.hints == (Hinted(1, "starters"), Hinted(1, "starters"), Hinted(1, "questions"))
    assert judged.ballot == "released"
    assert judged.card
    assert [(m.criterion, m.points) for m in judged.card.marks] == [
        ("responsiveness", 2),
        ("Use of evidence", 4),
    ]
    assert judged.card.strength == CARD.strength
    await store.cast("d-open", 0, "ada", Choice.UNDECIDED)
    assert part(await store.my_data("ada"), "d-open").votes == (VotedFor(1, "undecided"),)
    held = before(JUDGED_DEBATE, commands.ChangeScore)
    await record(store, *called("d-held", held))
    waiting = part(await store.my_data("ada"), "d-held")
    assert (waiting.ballot, waiting.card) == ("held", None)


async def a_desk(store: Store) -> None:
    """A class with both, and what of ada's waits in it; of bo's, too."""
    await store.set_up(NINE)
    await store.enrol("7", ["ada", "bo"], T0)
    await store.hold(HELD)
    await store.hold(replace(HELD, id="h2", words="Decided on.", at=T0 + timedelta(minutes=1)))
    await store.decide("h2", Decision.DECLINED)
    await store.hold(replace(HELD, id="h3", person="bo", words="Not hers at all."))
    await store.flag(FLAG)
    await store.flag(replace(FLAG, id="f2", by="bo", message="m-of-bo"))


async def test_classes_words_that_wait_and_flags(store: Store, url: str) -> None:
    await a_desk(store)
    data = await store.my_data("ada")
    assert data.classes == (SitsIn("7", "Year 9", T0),)
    later = T0 + timedelta(minutes=1)
    assert data.held == (
        HeldBack("7", "d1", 3, HELD.words, "personal data", T0, ""),
        HeldBack("7", "d1", 3, None, "personal data", later, "declined"),
    )
    assert data.flags == (Flagged("7", "d1", "70", "m1", T0, False),)
    document = READER.render(as_markdown(data))
    for said in ("Year 9", "it waits for a teacher", PHONE, "declined", "message m1"):
        assert said in document
    whole = "".join(as_files(data).values())
    for other in ("Not hers at all", "m-of-bo"):
        assert other not in whole
    await store.settle("f1")
    VALIDATOR.validate(as_json(await store.my_data("ada")))
    await store.erase("ada")
    gone = await store.my_data("ada")
    assert (gone.classes, gone.held, gone.flags) == ((), (), ())


async def test_a_speech_that_was_taken_out_of_view_is_still_theirs(store: Store) -> None:
    await record(store, *called("d-hidden", TEACHERS_DEBATE))
    (said,) = part(await store.my_data("cy"), "d-hidden").speeches
    assert (said.text, said.words) == ("The other half is on its way.", 7)
    await store.erase("cy")
    (gone,) = part(await store.my_data("cy"), "d-hidden").speeches
    assert (gone.text, gone.words) == (None, 0)


async def test_consents_pseudonyms_departures_and_what_was_done(store: Store, url: str) -> None:
    await a_term(store, url)
    tess = await store.person("discord:9", "Tess")
    await store.give_consent("ada", "4000", "1", T0)
    await store.left("ada", "5000", T0)
    name = await store.pseudonym("ada", "4000")
    await store.pseudonym("bo", "4000")
    await store.note(T0, "4000", "ada", "consented", "ada", version="1")
    await store.note(T0, "4000", tess, "exported", "d-judged", form="pdf")
    await store.note(T0, "4000", tess, "read", "bo")
    await store.note(T0, "4000", "ada", "flagged", tess, to=tess, speech=3)
    await store.note(T0, "4000", "", "swept", "d-oxford")
    data = await store.my_data("ada")
    assert (data.name, data.account, data.seen_at) == ("Ada Lovelace", "discord:1", T0)
    assert data.consents == (Agreed("4000", "1", T0, None),)
    assert data.pseudonyms == (Called("4000", name),)
    assert data.departures == (Left("5000", T0),)
    assert data.audit == (
        Done(T0, "4000", "you", "consented", "you", {"version": "1"}),
        Done(T0, "4000", "somebody else", "exported", "d-judged", {"form": "pdf"}),
        Done(T0, "4000", "you", "flagged", "somebody else", {"to": "somebody else", "speech": 3}),
        Done(T0, "4000", "Parley", "swept", "d-oxford", {}),
    )


@pytest.mark.parametrize("person", ["ada", "bo", "cy", "tess", "p-nobody"])
async def test_the_json_is_as_its_schema_says(store: Store, url: str, person: str) -> None:
    await a_term(store, url)
    await store.give_consent(person, "4000", "1", T0)
    await store.revoke_consent(person, "4000", T0)
    await store.left(person, "5000", T0)
    await store.pseudonym(person, "4000")
    await store.note(T0, "4000", person, "consented", person, version=1)
    await a_desk(store)
    if person == "cy":
        await store.erase("ada")
    data = as_json(await store.my_data(person))
    VALIDATOR.validate(json.loads(json.dumps(data)))
    assert (data["version"], data["person"]) == (SCHEMA["properties"]["version"]["const"], person)


async def test_nobody_else_is_in_it(store: Store, url: str) -> None:
    await a_term(store, url)
    whole = "".join(as_files(await store.my_data("bo")).values())
    assert BO_SAID in whole
    for other in ("Ada Lovelace", "discord:1", '"ada"', "Ships are not soldiers", ADA_SAID):
        assert other not in whole


async def test_after_erasure_next_to_nothing_is_left(store: Store, url: str) -> None:
    await a_term(store, url)
    await store.note(T0, "4000", "ada", "consented", "ada")
    await store.erase("ada")
    data = await store.my_data("ada")
    assert (data.name, data.account) == (None, None)
    assert [noted.action for noted in data.audit] == ["consented"]
    for took_part in data.debates:
        assert {said.text for said in took_part.speeches} <= {None}
        assert not any((took_part.typed, took_part.said_again, took_part.feedback))
    document = as_markdown(data)
    assert "(speech withdrawn)" in document
    assert "Your name: not kept" in document
    VALIDATOR.validate(as_json(data))


async def test_the_document_says_all_of_it_and_nothing_said_can_break_it(
    store: Store, url: str
) -> None:
    await a_term(store, url)
    await a_desk(store)
    evil = "# Heading\n<script>alert(1)</script> [link](http://x.example) **loud**"
    await store.hold(replace(HELD, id="h-evil", words=evil, why="# <b>why</b>"))
    await record(store, opening(debate="d-evil", topic="*stars* <b>"), floor(), says("ada", evil))
    data = await store.my_data("ada", CRITERIA)
    document = as_markdown(replace(data, name="# <i>Ada</i>"))
    tokens = {t.type for b in READER.parse(document) for t in [b, *(b.children or [])]}
    assert not tokens & {"html_block", "html_inline", "link_open", "em_open", "fence"}
    html = READER.render(document)
    assert "<h1>What Parley keeps of you</h1>" in html
    assert html.count("<h1>") == 1
    for said in (SECRET, ADA_SAID, "Use of evidence 4 of 4", "released", "Who guards the ships"):
        assert said in html
    assert "&lt;script&gt;" in html


async def test_the_files_are_two(store: Store, url: str) -> None:
    await a_term(store, url)
    made = as_files(await store.my_data("ada"))
    assert list(made) == ["my-data.md", "my-data.json"]
    assert SECRET in made["my-data.md"]
    assert json.loads(made["my-data.json"])["person"] == "ada"
