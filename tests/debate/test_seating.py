"""Who sits where: against the bot, in teams, in circles, in drills, on a list, and in a rematch."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.debate import commands, errors, rules
from bot.debate.formats import read_format
from bot.debate.model import BOT, Debate, Format, Kind, Seat, Side
from bot.debate.seating import Partner, ordered, seats, swapped
from tests.debate.examples import MOTION, command, floor, played

AFF, NEG = Side.AFFIRMATIVE, Side.NEGATIVE
FOLDER = Path(__file__).parents[2] / "prompts" / "formats"
FORMATS = {
    path.stem: read_format(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in FOLDER.glob("*.yaml")
}
QUICK, FORUM, CAUCUS = FORMATS["quick"], FORMATS["public-forum"], FORMATS["moderated-caucus"]
DRILL, FISHBOWL = FORMATS["rebuttal-drill"], FORMATS["fishbowl"]


def held(found: tuple[Seat, ...]) -> dict[str, str | None]:
    return {seat.name: seat.holder for seat in found}


def opened(format: Format, found: tuple[Seat, ...]) -> Debate:
    """The debate that opens with these seats, which the rules must allow."""
    fields = {"motion": MOTION, "by": "ada", "place": "7"}
    return played(command(commands.Open, seats=found, format=format, **fields), floor())


@pytest.mark.parametrize(("school", "side"), [("hawk", AFF), ("realist", NEG)])
def test_the_opponent_has_the_school_that_was_chosen(school: str, side: Side) -> None:
    found = seats(QUICK, MOTION, "ada", BOT, school)
    own = next(seat for seat in found if seat.holder == "ada")
    assert own.side is side
    assert {seat.school for seat in found} == {"realist", "hawk"}
    assert next(seat.school for seat in found if seat.holder == BOT) == school


def test_a_school_without_a_side_is_refused() -> None:
    with pytest.raises(errors.WrongPhase, match="no dove side; there are: realist, hawk"):
        seats(QUICK, MOTION, "ada", BOT, "dove")


def test_one_person_speaks_for_a_whole_team() -> None:
    found = seats(FORUM, MOTION, "ada", BOT, "hawk")
    assert held(found) == {
        "first-for": "ada", "second-for": "ada", "first-against": BOT, "second-against": BOT,
    }  # fmt: skip
    assert [seat.school for seat in found] == ["realist", "realist", "hawk", "hawk"]


@pytest.mark.parametrize(("partner", "beside"), [(Partner.BOT, BOT), (Partner.STUDENT, None)])
def test_a_partner_can_be_the_bot_or_another_student(partner: Partner, beside: str | None) -> None:
    found = held(seats(FORUM, MOTION, "ada", BOT, "realist", partner))
    assert (found["first-against"], found["second-against"]) == ("ada", beside)
    assert found["first-for"] == found["second-for"] == BOT


def test_team_against_team_leaves_three_seats_open() -> None:
    found = seats(FORUM, MOTION, "ada", None, "hawk", Partner.STUDENT)
    assert [seat.name for seat in found if seat.holder is None] == [
        "second-for", "first-against", "second-against",
    ]  # fmt: skip
    assert opened(FORUM, found).phase is rules.Phase.GATHERING


def test_a_teacher_who_opens_sits_nowhere() -> None:
    found = seats(FORUM, MOTION, None, None, "hawk")
    assert set(held(found).values()) == {None}


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_the_bot_can_hold_every_seat_of_every_format(format: Format) -> None:
    found = seats(format, MOTION, BOT, BOT, "hawk")
    assert set(held(found).values()) == {BOT}
    assert ordered(format, found) == format
    opened(format, found)


@pytest.mark.parametrize("school", ["hawk", "realist"])
@pytest.mark.parametrize(
    "format", [f for f in FORMATS.values() if not f.only_bots], ids=lambda f: f.id
)
def test_a_person_can_open_every_format_against_either_school(format: Format, school: str) -> None:
    found = seats(format, MOTION, "ada", BOT, school)
    debate = opened(ordered(format, found), found)
    bots = [t for t in debate.format.turns if debate.holder(t) == BOT]
    assert 0 < len(bots) < len(debate.format.turns)


def test_nobody_comments_on_themselves_in_a_fishbowl() -> None:
    found = held(seats(FISHBOWL, MOTION, "ada", BOT, "hawk"))
    assert [name for name, holder in found.items() if holder == "ada"] == ["inner-for"]
    four = held(seats(FISHBOWL, MOTION, "ada", None, "hawk", Partner.STUDENT))
    assert [name for name, holder in four.items() if holder is None] == [
        "inner-against", "outer-for", "outer-against",
    ]  # fmt: skip


def test_both_delegates_of_a_caucus_are_the_bots_and_people_come_by_the_list() -> None:
    found = seats(CAUCUS, MOTION, "ada", None, "hawk")
    assert held(found) == {"delegate-for": BOT, "delegate-against": BOT}
    debate = opened(CAUCUS, found)
    joined = rules.decide(debate, command(commands.JoinList, by="ada", side=NEG))
    assert rules.evolve(debate, joined[0]).listed[0].person == "ada"


@pytest.mark.parametrize("school", ["hawk", "realist"])
def test_in_the_rebuttal_drill_the_student_is_the_one_who_answers(school: str) -> None:
    found = seats(DRILL, MOTION, "ada", BOT, school)
    debate = opened(ordered(DRILL, found), found)
    claim, answer, feedback = debate.format.turns[:3]
    assert debate.holder(claim) == BOT
    assert debate.seat_of(claim) == next(s for s in found if s.school == school)
    assert debate.holder(answer) == "ada"
    assert feedback.side is answer.side
    assert feedback.kind is Kind.FEEDBACK


def test_a_drill_of_two_students_keeps_its_order() -> None:
    found = seats(DRILL, MOTION, "ada", None, "hawk")
    assert ordered(DRILL, found) == DRILL


def test_a_rematch_swaps_the_people_and_leaves_each_side_its_case() -> None:
    before = opened(FORUM, seats(FORUM, MOTION, "ada", BOT, "hawk", Partner.BOT))
    after = swapped(before)
    assert held(after) == {
        "first-for": BOT, "second-for": BOT, "first-against": "ada", "second-against": BOT,
    }  # fmt: skip
    assert [(s.side, s.school) for s in after] == [(s.side, s.school) for s in before.seats]
    assert swapped(opened(FORUM, after)) == before.seats


def test_in_the_rematch_of_a_drill_the_student_still_answers() -> None:
    found = seats(DRILL, MOTION, "ada", BOT, "realist")
    before = opened(ordered(DRILL, found), found)
    after = swapped(before)
    again = opened(ordered(before.format, after), after)
    assert again.seat_of(again.format.turns[1]) == Seat(AFF, "realist", "ada")
    assert again.holder(again.format.turns[0]) == BOT


def test_the_rematch_of_uneven_teams_seats_everybody() -> None:
    uneven = read_format(
        "uneven",
        {
            "name": "Uneven",
            "roles": [
                {"id": "one", "side": "affirmative"},
                {"id": "two", "side": "affirmative"},
                {"id": "alone", "side": "negative"},
            ],
            "speeches": [
                {"side": "affirmative", "by": "one", "kind": "rebuttal", "words": 9, "minutes": 1},
                {"side": "negative", "by": "alone", "kind": "rebuttal", "words": 9, "minutes": 1},
                {"side": "affirmative", "by": "two", "kind": "closing", "words": 9, "minutes": 1},
            ],
        },
    )
    before = opened(uneven, seats(uneven, MOTION, "ada", BOT, "hawk"))
    assert held(swapped(before)) == {"one": BOT, "two": BOT, "alone": "ada"}
