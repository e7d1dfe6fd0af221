"""Teams, the speakers list, the audience: who may speak when, and what becomes of an empty seat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.debate import commands, errors, rules
from bot.debate.formats import read_format
from bot.debate.model import BOT, Debate, Kind, Phase, Seat, Side
from tests.debate.examples import MOTION, command, floor, opening, played, says, then

AFF, NEG = Side.AFFIRMATIVE, Side.NEGATIVE

TEAMS = read_format(
    "teams",
    {
        "name": "Teams",
        "roles": [
            {"id": "first-for", "name": "first speaker for", "side": "affirmative"},
            {"id": "second-for", "name": "second speaker for", "side": "affirmative"},
            {"id": "against", "side": "negative"},
        ],
        "speeches": [
            {"side": "affirmative", "by": "first-for", "kind": "constructive", "words": 9, "minutes": 1},
            {"side": "negative", "kind": "constructive", "words": 9, "minutes": 1},
            {"side": "affirmative", "by": "second-for", "kind": "closing", "words": 9, "minutes": 1},
        ],
    },
)  # fmt: skip

CAUCUS = read_format(
    "caucus",
    {
        "name": "Caucus",
        "speeches": [
            {"kind": "speakers-list", "speeches": 3, "words": 9, "minutes": 1},
            {"kind": "rebuttal", "side": "negative", "words": 9, "minutes": 1},
        ],
    },
)

HOUSE = read_format(
    "house",
    {
        "name": "House",
        "speeches": [
            {"kind": "questions-from-the-floor", "to": "affirmative", "questions": 1, "words": 9,
             "answer_words": 9, "minutes": 1},
            {"kind": "constructive", "side": "negative", "words": 9, "minutes": 1},
        ],
    },
)  # fmt: skip

SWAPPED = read_format(
    "swapped",
    {
        "name": "Swapped",
        "speeches": [
            {"kind": "constructive", "side": "negative", "by": "affirmative", "words": 9, "minutes": 1},
            {"kind": "constructive", "side": "affirmative", "words": 9, "minutes": 1, "again": True},
        ],
    },
)  # fmt: skip


def team(first: str | None, second: str | None, against: str | None) -> Debate:
    seats = (
        Seat(AFF, "realist", first, "first-for"),
        Seat(AFF, "realist", second, "second-for"),
        Seat(NEG, "hawk", against, "against"),
    )
    fields: dict[str, Any] = {"motion": MOTION, "by": "ada", "place": "7"}
    return played(command(commands.Open, seats=seats, format=TEAMS, **fields), floor())


def sit(by: str, seat: str) -> commands.TakeSeat:
    return command(commands.TakeSeat, by=by, seat=seat)


def test_each_speech_of_a_team_belongs_to_one_of_its_speakers() -> None:
    debate = team("ada", "ann", "ben")
    with pytest.raises(errors.NotYourTurn, match="first speaker for"):
        then(debate, says("ann"))
    debate = then(debate, says("ada"), says("ben"))
    with pytest.raises(errors.NotYourTurn):
        then(debate, says("ada"))
    assert [s.by for s in then(debate, says("ann")).speeches] == ["ada", "ben", "ann"]


def test_one_person_may_be_a_whole_team_and_not_both_sides() -> None:
    debate = team("ada", None, BOT)
    assert debate.phase is Phase.GATHERING
    debate = then(debate, sit("ada", "second-for"))
    assert debate.phase is Phase.SPEAKING
    with pytest.raises(errors.SeatHeld, match="other side"):
        then(team("ada", "ann", None), sit("ada", "against"))
    with pytest.raises(errors.Unknown):
        then(team("ada", None, BOT), sit("ann", "third-for"))


def test_a_format_with_roles_wants_just_those_seats() -> None:
    seats = (Seat(AFF, "realist", "ada"), Seat(NEG, "hawk", BOT))
    plain = replace(opening(), seats=seats, format=TEAMS)
    with pytest.raises(errors.WrongPhase, match="each of its roles"):
        played(plain)


def test_who_leaves_frees_the_seat_and_the_debate_waits_for_another() -> None:
    debate = then(team("ada", "ann", "ben"), says("ada"), says("ben"))
    left = then(debate, command(commands.LeaveSeat, by="ann", person="ann"))
    assert left.phase is Phase.GATHERING
    assert left.deadline is None
    taken = then(left, sit("eve", "second-for"), says("eve"))
    assert taken.speeches[-1].by == "eve"
    filled = then(left, command(commands.FillSeats, by="ada"))
    assert filled.phase is Phase.ANSWERING, "Parley has taken the seat"


def test_nobody_is_put_out_of_a_seat_but_by_a_teacher() -> None:
    debate = team("ada", "ann", "ben")
    with pytest.raises(errors.NotYourSeat):
        then(debate, command(commands.LeaveSeat, by="ben", person="ann"))
    out = then(debate, command(commands.LeaveSeat, by="tess", person="ann", may=True))
    assert out.seats[1].holder is None
    with pytest.raises(errors.NotYourSeat):
        then(out, command(commands.LeaveSeat, by="ann", person="ann"))


def caucus() -> Debate:
    return played(opening(person=BOT, format=CAUCUS), floor())


def joins(by: str, side: Side) -> commands.JoinList:
    return command(commands.JoinList, by=by, side=side)


def test_who_stands_first_on_the_list_has_the_floor_for_their_side() -> None:
    debate = caucus()
    assert debate.phase is Phase.LISTING
    with pytest.raises(errors.WrongPhase, match="list is empty"):
        then(debate, says("ada"))
    debate = then(debate, joins("ada", NEG), joins("ben", AFF))
    assert debate.turn
    assert debate.turn.side is NEG
    with pytest.raises(errors.NotYourTurn):
        then(debate, says("ben"))
    debate = then(debate, says("ada"))
    assert debate.speeches[0].turn.side is NEG
    assert debate.turn.side is AFF
    assert [p.person for p in debate.listed] == ["ben"]


def test_one_stands_on_the_list_once_and_can_get_off_it() -> None:
    debate = then(caucus(), joins("ada", NEG), joins("ben", AFF))
    with pytest.raises(errors.WrongPhase, match="already"):
        then(debate, joins("ada", AFF))
    off = then(debate, command(commands.LeaveList, by="ada"))
    assert [p.person for p in off.listed] == ["ben"]
    assert then(off, command(commands.LeaveList, by="ada")) == off
    spoke = then(debate, says("ada"), joins("ada", AFF))
    assert [p.person for p in spoke.listed] == ["ben", "ada"], "again, at the end"


def test_only_a_format_that_has_a_list_takes_names() -> None:
    with pytest.raises(errors.WrongPhase, match="no speakers list"):
        then(played(opening(), floor()), joins("ada", NEG))


def test_the_list_may_go_by_and_the_bot_speaks_in_its_turn() -> None:
    debate = caucus()
    for turn in range(3):
        debate = then(debate, command(commands.PassTurn, by="ada", turn=turn))
    assert debate.phase is Phase.ANSWERING
    assert debate.turn
    assert debate.turn.side is NEG


def test_a_question_from_the_floor_is_for_those_without_a_seat() -> None:
    debate = played(opening(format=HOUSE, opponent="ben"), floor())
    assert debate.turn
    assert debate.turn.kind is Kind.QUESTION
    with pytest.raises(errors.NotYourTurn, match="audience"):
        then(debate, says("ada"))
    asked = then(debate, says("eve", "Who pays for it?"))
    assert asked.speeches[0].by == "eve"
    assert asked.holder(asked.turn) == "ada" if asked.turn else False
    with pytest.raises(errors.NotYourSeat):
        then(asked, says("eve"))


def test_one_may_argue_the_other_sides_case() -> None:
    debate = played(opening(format=SWAPPED, opponent="ben"), floor(), says("ada"))
    assert debate.speeches[0].turn.side is NEG
    assert rules.your_turn(debate, "ada").side is AFF


def test_a_line_of_a_format_belongs_to_nobody_twice_by_mistake() -> None:
    speech = {"side": "affirmative", "kind": "constructive", "words": 9, "minutes": 1}
    with pytest.raises(errors.ParleyError, match="again: true"):
        read_format("x", {"name": "X", "speeches": [speech, speech]})
    read_format("x", {"name": "X", "speeches": [speech, {**speech, "again": True}]})
