"""What a teacher can do to a debate: hide a speech and put it back, and give a seat to another."""

from __future__ import annotations

import pytest

from bot.debate import commands, errors, events, rules
from bot.debate.model import BOT, Phase, Side
from bot.records.codec import to_event, to_row

from .examples import command, delivers, floor, notes, opening, played, posts, says, then


def spoken() -> object:
    return played(opening(), floor(), says("ada"), posts(0), notes(0), delivers(1), posts(1))


def test_a_hidden_speech_has_no_words_for_anybody_and_comes_back_whole() -> None:
    debate = spoken()
    hidden = then(debate, command(commands.HideSpeech, by="tess", turn=0, may=True))
    speech = hidden.speech(0)
    assert speech.text is None
    assert speech.hidden == "Ships are not soldiers."
    assert hidden.words(0, (0, 5)) == ""
    assert hidden.phase is debate.phase, "the debate goes on"
    assert rules.due(hidden) == rules.due(debate)
    shown = then(hidden, command(commands.ShowSpeech, by="tess", turn=0, may=True))
    assert shown.speeches == debate.speeches


def test_hiding_twice_changes_nothing_and_showing_needs_a_hidden_speech() -> None:
    hide = command(commands.HideSpeech, by="tess", turn=0, may=True)
    hidden = then(spoken(), hide)
    assert rules.decide(hidden, command(commands.HideSpeech, by="t2", turn=0, may=True)) == ()
    with pytest.raises(errors.WrongPhase):
        rules.decide(spoken(), command(commands.ShowSpeech, by="tess", turn=0, may=True))
    with pytest.raises(errors.WrongPhase):
        rules.decide(hidden, command(commands.HideSpeech, by="tess", turn=5, may=True))


def test_a_speech_that_was_erased_while_hidden_stays_gone() -> None:
    given = events.SpeechGiven(at=says("ada").at, turn=0, by="ada", text=None)
    debate = played(opening(), floor())
    for event in (given, events.SpeechHidden(at=given.at, turn=0, by="tess")):
        debate = rules.evolve(debate, event)
    with pytest.raises(errors.WrongPhase, match="gone for good"):
        rules.decide(debate, command(commands.ShowSpeech, by="tess", turn=0, may=True))


@pytest.mark.parametrize(
    "asked",
    [
        command(commands.HideSpeech, by="ada", turn=0),
        command(commands.ShowSpeech, by="ada", turn=0),
        command(commands.GiveSeat, by="ada", seat="negative", holder="bob"),
    ],
)
def test_only_a_teacher_can(asked: commands.Command) -> None:
    with pytest.raises(errors.NotYourSeat):
        rules.decide(spoken(), asked)


def test_a_seat_goes_from_one_student_to_another_in_the_middle() -> None:
    debate = played(opening(), floor())
    side = debate.seat_held_by("ada").name
    given = then(debate, command(commands.GiveSeat, by="t", seat=side, holder="bea", may=True))
    assert given.seat_held_by("ada") is None
    assert given.seat_held_by("bea").name == side
    with pytest.raises(errors.NotYourSeat):
        rules.decide(given, says("ada"))
    assert then(given, says("bea")).speeches[0].by == "bea"


def test_the_bot_gives_way_and_takes_over() -> None:
    debate = played(opening(), floor(), says("ada"), posts(0), notes(0))
    assert debate.phase is Phase.ANSWERING
    bea = command(commands.GiveSeat, by="t", seat="negative", holder="bea", may=True)
    assert then(debate, bea).phase is Phase.SPEAKING
    back = command(commands.GiveSeat, by="t", seat="negative", holder=BOT, may=True)
    assert then(debate, bea, back).phase is Phase.ANSWERING


def test_nobody_is_given_both_sides_and_an_empty_seat_is_filled() -> None:
    waiting = played(opening(opponent=None), floor())
    both = command(commands.GiveSeat, by="t", seat="negative", holder="ada", may=True)
    with pytest.raises(errors.SeatHeld):
        rules.decide(waiting, both)
    bea = command(commands.GiveSeat, by="t", seat="negative", holder="bea", may=True)
    assert then(waiting, bea).phase is Phase.SPEAKING
    assert then(waiting, bea).seat(Side.NEGATIVE).holder == "bea"
    with pytest.raises(errors.Unknown):
        rules.decide(
            waiting, command(commands.GiveSeat, by="t", seat="jury", holder="bea", may=True)
        )


def test_hiding_is_kept_in_the_records_without_any_words() -> None:
    hidden = events.SpeechHidden(at=says("ada").at, turn=0, by="tess")
    row = to_row(hidden)
    assert not row.parts
    assert to_event(row) == hidden
