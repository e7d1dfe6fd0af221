"""The rules of debate: who may do what when, and what is owed after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate import commands, errors, events, rules
from bot.debate.model import BOT, NOWHERE, Debate, Kind, Pace, Phase
from bot.debate.rules import LayTheFloor, Note, Post, Speak, decide, due, evolve
from tests.debate.examples import (
    EXAMINED,
    QUICK,
    T0,
    command,
    delivers,
    floor,
    notes,
    opening,
    played,
    posts,
    says,
    then,
)


def test_a_debate_runs_from_its_opening_to_its_last_speech() -> None:
    debate = played(opening(), floor(), says("ada"), posts(0), delivers(1), posts(1), says("ada"))
    assert [s.by for s in debate.speeches] == ["ada", BOT, "ada"]
    assert debate.phase is Phase.ENDED
    assert debate.ending is not None
    assert debate.ending.by == ""
    assert debate.seq == 8, "opened, floor, three given, two posted, ended"


def test_what_is_owed_follows_from_the_state_alone() -> None:
    debate = played(opening())
    assert due(debate) == (LayTheFloor(),)
    debate = then(debate, floor())
    assert due(debate) == (), "a student has the floor"
    debate = then(debate, says("ada"))
    assert due(debate) == (Post(0),), "nothing is answered before it can be read"
    debate = then(debate, posts(0))
    assert due(debate) == (Note(0), Speak(1)), "nothing is answered before it was listened to"
    debate = then(debate, delivers(1))
    assert due(debate) == (Post(1),)
    debate = then(debate, posts(1), says("ada"))
    assert due(debate) == (Post(2),), "the last words are posted although the debate is over"
    heard = then(debate, posts(2), *(notes(turn) for turn in range(3)))
    assert due(heard) == ()


def test_a_plain_message_stands_in_the_thread_already() -> None:
    debate = played(opening(), floor(), says("ada", message="900"))
    assert debate.speeches[0].posted == ("900",)
    assert due(debate) == (Note(0), Speak(1)), "nothing is answered before it was listened to"


def test_cross_examination_goes_back_and_forth() -> None:
    kinds = [(t.side.value[0], t.kind) for t in EXAMINED.turns]
    assert kinds == [
        ("a", Kind.CONSTRUCTIVE),
        ("n", Kind.QUESTION),
        ("a", Kind.ANSWER),
        ("n", Kind.QUESTION),
        ("a", Kind.ANSWER),
        ("n", Kind.REBUTTAL),
    ]
    assert [t.words for t in EXAMINED.turns] == [30, 12, 20, 12, 20, 20]
    assert [t.index for t in EXAMINED.turns] == list(range(6))


AFTER_OPENING = played(opening(), floor())
BOTS_TURN = then(AFTER_OPENING, says("ada"), posts(0))
OVER = then(AFTER_OPENING, command(commands.End, by="ada", reason="Enough."))
WAITING = played(opening(opponent=None), floor())

REFUSED = {
    "a stranger speaks": (AFTER_OPENING, says("eve"), errors.NotYourSeat),
    "a stranger speaks in the bot's turn": (BOTS_TURN, says("eve"), errors.NotYourSeat),
    "a speaker out of turn": (BOTS_TURN, says("ada"), errors.NotYourTurn),
    "an empty speech": (AFTER_OPENING, says("ada", "  \n "), errors.EmptySpeech),
    "a speech of marks alone": (AFTER_OPENING, says("ada", "... ?! --"), errors.EmptySpeech),
    "ten thousand words": (AFTER_OPENING, says("ada", "no " * 10_000), errors.SpeechTooLong),
    "one word too many": (AFTER_OPENING, says("ada", "no " * 31), errors.SpeechTooLong),
    "a button of a turn that has passed": (
        then(BOTS_TURN, delivers(1), posts(1)),
        says("ada", turn=0),
        errors.WrongPhase,
    ),
    "speaking before the other seat is taken": (WAITING, says("ada"), errors.WrongPhase),
    "a second person on a seat": (
        then(WAITING, command(commands.TakeSeat, by="ben", seat="negative")),
        command(commands.TakeSeat, by="eve", seat="negative"),
        errors.SeatHeld,
    ),
    "a taken seat while another is open": (
        WAITING,
        command(commands.TakeSeat, by="eve", seat="affirmative"),
        errors.SeatHeld,
    ),
    "both seats for one": (
        WAITING,
        command(commands.TakeSeat, by="ada", seat="negative"),
        errors.SeatHeld,
    ),
    "words after the end": (OVER, says("ada"), errors.DebateOver),
    "ending it twice": (OVER, command(commands.End, by="ada", reason=""), errors.DebateOver),
    "a stranger ends it": (
        AFTER_OPENING,
        command(commands.End, by="eve", reason=""),
        errors.NotYourSeat,
    ),
    "the bot's speech in a student's turn": (AFTER_OPENING, delivers(0), errors.WrongPhase),
    "the bot's speech for another turn": (BOTS_TURN, delivers(2), errors.WrongPhase),
    "a retry of what did not fail": (
        BOTS_TURN,
        command(commands.Retry, by="ada"),
        errors.WrongPhase,
    ),
    "posting what was never said": (AFTER_OPENING, posts(0), errors.WrongPhase),
    "opening it twice": (AFTER_OPENING, opening(), errors.WrongPhase),
}


@pytest.mark.parametrize(("debate", "move", "error"), REFUSED.values(), ids=REFUSED)
def test_an_illegal_move_is_refused_in_words(
    debate: Debate, move: commands.Command, error: type[errors.IllegalMove]
) -> None:
    before = replace(debate)
    with pytest.raises(error) as refused:
        decide(debate, move)
    assert type(refused.value) is error
    assert refused.value.line.endswith((".", "!"))
    assert debate == before


def test_a_speech_of_just_the_cap_is_taken() -> None:
    debate = then(AFTER_OPENING, says("ada", "no " * 30))
    assert rules.count_words(debate.speeches[0].text or "") == 30


def test_the_refused_word_count_is_told() -> None:
    with pytest.raises(errors.SpeechTooLong, match=r"10,000 words.* 30\. Cut 9,970"):
        decide(AFTER_OPENING, says("ada", "no " * 10_000))


def test_an_unknown_debate_is_said_to_be_unknown() -> None:
    with pytest.raises(errors.Unknown):
        decide(None, says("ada"))


def test_a_stalled_turn_waits_for_a_retry() -> None:
    stalled = then(BOTS_TURN, command(commands.ReportStall, turn=1, line="No.", reference="ab-cd"))
    assert stalled.phase is Phase.STALLED
    assert Speak(1) not in due(stalled)
    with pytest.raises(errors.NotYourSeat):
        decide(stalled, command(commands.Retry, by="eve"))
    assert Speak(1) in due(then(stalled, command(commands.Retry, by="ada")))
    assert Speak(1) in due(then(stalled, command(commands.Retry, by="eve", may=True)))


def test_a_teacher_may_end_what_is_not_hers() -> None:
    ended = then(AFTER_OPENING, command(commands.End, by="tess", reason="Bell.", may=True))
    assert ended.phase is Phase.ENDED
    assert due(ended) == ()


def test_the_opener_may_end_an_exhibition() -> None:
    watched = played(opening(person=BOT), floor())
    assert then(watched, command(commands.End, by="ada", reason="Enough.")).phase is Phase.ENDED


def test_a_format_for_watching_takes_no_person() -> None:
    only = replace(QUICK, only_bots=True)
    with pytest.raises(errors.WrongPhase, match="for watching"):
        decide(None, opening(format=only))
    assert decide(None, opening(format=only, person=BOT))


def test_one_person_cannot_hold_both_seats() -> None:
    with pytest.raises(errors.SeatHeld):
        decide(None, opening(opponent="ada"))


def test_words_that_cannot_be_posted_are_owed_no_more() -> None:
    spoken = then(AFTER_OPENING, says("ada"), command(commands.End, by="", reason="", may=True))
    assert due(spoken) == (Post(0),)
    gone = command(commands.ConfirmPosted, turn=0, messages=(NOWHERE,))
    assert due(then(spoken, gone)) == ()


def test_the_clock_of_a_turn_starts_when_the_last_speech_can_be_read() -> None:
    late = T0.replace(hour=10)
    timed = then(played(opening(pace=Pace.LIVE)), floor(), says("ada"), posts(0))
    debate = then(timed, delivers(1), replace(posts(1), at=late))
    assert debate.deadline == late.replace(minute=2)
    assert WAITING.deadline is None


MOVES: list[Callable[[], commands.Command]] = [
    floor,
    lambda: says("ada"),
    lambda: says("eve"),
    lambda: says("ada", "word " * 50),
    lambda: delivers(0),
    lambda: delivers(1),
    lambda: posts(0),
    lambda: posts(1),
    lambda: posts(2),
    lambda: command(commands.BeginSpeech, turn=1, message="5"),
    lambda: command(commands.ReportStall, turn=1, line="x", reference="y"),
    lambda: command(commands.Retry, by="ada"),
    lambda: command(commands.TakeSeat, by="ben", seat="negative"),
    lambda: command(commands.End, by="ada", reason="done"),
]


@given(st.lists(st.sampled_from(MOVES), max_size=30), st.booleans())
def test_whatever_is_asked_the_debate_stays_sound(
    moves: list[Callable[[], commands.Command]], gathering: bool
) -> None:
    history = list(decide(None, opening(opponent=None if gathering else BOT)))
    debate: Debate | None = None
    for event in history:
        debate = evolve(debate, event)
    assert debate is not None
    for move in moves:
        try:
            happened = decide(debate, move())
        except errors.IllegalMove:
            continue
        for event in happened:
            debate = evolve(debate, event)
            history.append(event)
        assert debate.seq == len(history)
        assert [s.turn.index for s in debate.speeches] == list(range(len(debate.speeches)))
        assert all(s.by == debate.seat(s.turn.side).holder for s in debate.speeches)
        owed = due(debate)
        assert (Phase.ANSWERING is not debate.phase) or owed, "the bot's turn is always owed"
    replayed: Debate | None = None
    for event in history:
        replayed = evolve(replayed, event)
    assert replayed == debate


def test_every_command_has_a_row_in_the_table() -> None:
    asked = {c.__name__ for c in commands.Command.__subclasses__()} - {"Open"}
    assert asked == {c.__name__ for c in rules.TABLE}


def test_every_event_is_listed_for_the_record() -> None:
    known = {e.__name__ for e in events.Event.__subclasses__()}
    assert known == {e.__name__ for e in events.EVENTS}
