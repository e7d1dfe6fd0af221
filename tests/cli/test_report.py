"""`parley report`: a class and a student, in a terminal, in a pipe and as files."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.classroom.model import Class
from bot.debate import commands, rules
from bot.debate.ballots import Ballot, Review, Score, Scorecard
from bot.debate.model import BOT, Debate, Draft, Floor, Seat
from bot.records.store import Store, open_records
from tests.classroom.term import CITED, CON, FORMAT, PLACE, PRO, REBUTS, SAID, claims_of, told
from tests.cli.command import Home, Parley
from tests.debate.examples import MOTION, T0


class Kept:
    """Writes debates of a class into the records, command by command."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.debate: Debate | None = None

    async def does(
        self, id: str, kind: type[commands.Command], minute: int, **fields: object
    ) -> None:
        asked = told(id, T0 + timedelta(minutes=minute), kind, **fields)
        events = rules.decide(self.debate, asked)
        assert await self.store.append(self.debate, asked.cause, *events)
        for event in events:
            self.debate = rules.evolve(self.debate, event)

    async def holds(self, id: str, person: str, points: int, *, place: str, released: bool) -> None:
        """A debate of this person against the bot, with its ballot."""
        self.debate = None
        holders = {PRO: person, CON: BOT}
        seats = tuple(Seat(s, MOTION.school_of(s), holder) for s, holder in holders.items())
        await self.does(
            id, commands.Open, 0, motion=MOTION, format=FORMAT, seats=seats, by=person,
            place=place, hold_ballots=True,
        )  # fmt: skip
        await self.does(id, commands.LayFloor, 0, floor=Floor(f"t-{id}", f"c-{id}"))
        for turn in FORMAT.turns:
            n, text = turn.index, SAID[turn.index]
            if turn.side is PRO:
                await self.does(id, commands.GiveSpeech, n, by=person, text=text, message="m")
            else:
                draft = Draft(text, CITED if n == 1 else ())
                await self.does(id, commands.DeliverSpeech, n, turn=n, draft=draft)
                await self.does(id, commands.ConfirmPosted, n, turn=n, messages=(f"m{n}",))
            if noted := claims_of(n, (2,)):
                await self.does(id, commands.NoteClaims, n, turn=n, claims=noted)
        scores = (Score("evidence", points, "Said so."),)
        card = Scorecard(person, "affirmative", scores, "You spoke.", "Again.")
        await self.does(id, commands.CastBallot, 9, ballot=Ballot("offline", (card,)))
        if released:
            review = Review.RELEASED
            await self.does(id, commands.ReviewBallot, 9, by="t", review=review, may=True)


async def _a_class(database: Path, *, place: str = PLACE, other: str = "") -> None:
    store = await open_records(database)
    try:
        kept = Kept(store)
        ada = await store.person("discord:1", "Ada Lovelace")
        bo = await store.person("discord:2", "Bo\x1b[31m Peep")
        cy = await store.person("discord:3", "Cy Never")
        await store.set_up(
            Class(place=place, server="1", name="Class 9b", teachers="5", desk="6", code="")
        )
        await store.enrol(place, [ada, bo, cy], T0)
        await kept.holds("d1", ada, 2, place=place, released=True)
        await kept.holds("d2", ada, 3, place=place, released=False)
        await kept.holds("d3", bo, 4, place=place, released=True)
        if other:
            await kept.holds("d4", bo, 1, place=other, released=True)
    finally:
        await store.close()


def a_class(home: Home, **options: str) -> None:
    home.data.mkdir(exist_ok=True)
    asyncio.run(_a_class(home.data / "parley.sqlite3", **options))


def test_a_class_by_pseudonyms_with_what_a_teacher_looks_for_first(
    home: Home, parley: Parley
) -> None:
    a_class(home)
    ran = parley("report")
    assert ran.code == 0, ran.err
    rows = [line.split("\t") for line in ran.out.splitlines() if "\t" in line]
    assert sorted(row[1:3] for row in rows) == [["0", "0"], ["1", "3"], ["2", "6"]]
    for name in ("Ada", "Peep", "Cy"):
        assert name not in ran.out
    assert "Not heard since" in ran.out
    assert "never yet" in ran.out
    assert "Dropped most: Small steps (3 times)" in ran.out
    assert "1 ballot that no teacher has released" in ran.err
    again = parley("report").out
    assert again == ran.out, "a pseudonym stays"


def test_names_only_when_asked_for_and_never_with_what_a_terminal_obeys(
    home: Home, parley: Parley
) -> None:
    a_class(home)
    ran = parley("report", "--names", "--place", PLACE)
    assert "Ada Lovelace\t2\t6\t" in ran.out
    assert "Cy Never, never yet" in ran.out
    assert "\x1b" not in ran.out
    assert "Bo[31m Peep" in ran.out


def test_one_student_with_points_and_those_not_released_only_when_asked_for(
    home: Home, parley: Parley
) -> None:
    a_class(home)
    ran = parley("report", "--names", "--student", "ada lovelace")
    assert (ran.code, "Evidence: 2\n" in ran.out) == (0, True), ran.err
    assert "Peep" not in ran.out
    shown = parley("report", "--names", "--student", "Ada Lovelace", "--unreleased")
    assert "Evidence: 2 3\n" in shown.out
    nobody = parley("report", "--names", "--student", "Ida")
    assert (nobody.code, nobody.err.count("\n")) == (1, 1)
    assert "There is no student called “Ida”. There are: Ada Lovelace, " in nobody.err


def test_files_hold_no_name_no_id_and_no_word_unless_asked_for(
    home: Home, parley: Parley, tmp_path: Path
) -> None:
    a_class(home)
    ran = parley("report", "--out", str(tmp_path / "new" / "report"))
    assert ran.code == 0, ran.err
    folder = tmp_path / "new" / "report"
    assert {path.name for path in folder.iterdir()} >= {"report.html", "report.pdf", "class.png"}
    assert str(folder) in ran.err
    text = "".join(
        p.read_text("utf-8") for p in folder.iterdir() if p.suffix in (".html", ".csv", ".json")
    )
    for hidden in ("Ada Lovelace", "discord:1", REBUTS):
        assert hidden not in text
    assert not re.search(r"\bp-[2-9a-z]{12}\b", text), "the id of a person"
    assert "Class 9b" in text
    data = json.loads((folder / "report.json").read_text("utf-8"))
    assert len(data["students"]) == 3
    assert data["unreleased"] is False


def test_json_is_that_of_the_file(home: Home, parley: Parley) -> None:
    a_class(home)
    data = parley("report", "--json", "--names", "--unreleased").json
    ada = next(one for one in data["students"] if one["name"] == "Ada Lovelace")
    assert [mark["released"] for mark in ada["marks"]] == [True, False]
    assert ada["figures"]["quotations"] == 2


def test_several_classes_are_told_apart(home: Home, parley: Parley) -> None:
    a_class(home, other="5000")
    ran = parley("report")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "--place" in ran.err
    assert "4000 (Class 9b)" in ran.err
    assert "5000" in ran.err
    assert parley("report", "--place", "5000").code == 0
    wrong = parley("report", "--place", "6000")
    assert wrong.code == 1
    assert "4000 (Class 9b)" in wrong.err


def test_nothing_to_report_is_one_line_with_what_to_do(home: Home, parley: Parley) -> None:
    ran = parley("report")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "`parley debate` holds one" in ran.err


def test_since_leaves_out_what_was_before(home: Home, parley: Parley) -> None:
    a_class(home)
    data = parley("report", "--json", "--since", "2026-02-01").json
    assert data["class"]["figures"]["debates"] == 0
    assert parley("report", "--since", "soon").code == 2


def test_it_reads_beside_a_bot_that_holds_the_records(home: Home, parley: Parley) -> None:
    a_class(home)

    async def beside() -> int:
        store = await open_records(home.data / "parley.sqlite3")
        try:
            ran = await asyncio.to_thread(home.run, "report", "--names")
            assert "Ada Lovelace" in ran.out, ran.err
            assert "Class 9b" not in ran.err
            unnamed = await asyncio.to_thread(home.run, "report")
            assert "Ada" not in unnamed.out
            return ran.code + unnamed.code
        finally:
            await store.close()

    assert asyncio.run(beside()) == 0


@pytest.mark.parametrize("columns", [80, 120])
def test_in_a_terminal_the_table_fits_and_has_headings(home: Home, columns: int) -> None:
    a_class(home)
    with home.at_keyboard("report", "--names", columns=columns) as tess:
        assert tess.ends() == 0
    lines = tess.screen.splitlines()
    head = next(line for line in lines if line.startswith("student"))
    for column in ("debates", "speeches", "words", "answered", "left", "last heard"):
        assert column in head
    ada = next(line for line in lines if line.startswith("Ada Lovelace"))
    assert len(ada.rstrip()) <= columns
    assert ada.rstrip().endswith("5 January 2026")
