"""The rules of a debate: what may be asked when, what follows from it, and what is then owed.

    decide(debate, command) -> events     or IllegalMove, and nothing has changed
    evolve(debate, event)   -> debate     never fails on an event that decide produced
    due(debate)             -> effects    what the bot owes now; nothing else remembers it

A debate passes through these phases (`Debate.phase` derives them):

    GATHERING --TakeSeat--> SPEAKING <--GiveSpeech / DeliverSpeech--> ANSWERING
                                                                     |      ^
                                                              ReportStall  Retry
                                                                     v      |
                                                                     STALLED
    any of them --End, or the last speech--> ENDED

`TABLE` says which command belongs to which phase. All that a debate may do is in this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.debate import errors, events
from bot.debate.model import (
    BOT,
    Debate,
    Ending,
    Kind,
    Phase,
    Seat,
    Side,
    Speech,
    Stall,
    Turn,
)

G, S, A, X, E = Phase.GATHERING, Phase.SPEAKING, Phase.ANSWERING, Phase.STALLED, Phase.ENDED

TABLE: Mapping[type[events.Command], frozenset[Phase]] = {
    events.LayFloor: frozenset({G, S, A, X, E}),
    events.TakeSeat: frozenset({G}),
    events.GiveSpeech: frozenset({S}),
    events.BeginSpeech: frozenset({A}),
    events.DeliverSpeech: frozenset({A}),
    events.ConfirmPosted: frozenset({G, S, A, X, E}),
    events.ReportStall: frozenset({A}),
    events.Retry: frozenset({X}),
    events.End: frozenset({G, S, A, X}),
}
"""Each command and the phases in which it is heard. `Open` needs no debate and is not here."""


# --- what the bot owes ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LayTheFloor:
    """Open the thread and post the card."""


@dataclass(frozen=True, slots=True)
class Post:
    """Put the recorded speech of this turn into the thread."""

    turn: int


@dataclass(frozen=True, slots=True)
class Speak:
    """Give the bot's speech for this turn."""

    turn: int


Effect = LayTheFloor | Post | Speak


def due(debate: Debate) -> tuple[Effect, ...]:
    """What is owed now, in the order in which it is to be done.

    A speech is asked for only once everything before it stands in the thread, so that a reader
    never meets an answer before what it answers. A debate that ended owes no more than the
    words already on its record.
    """
    if debate.floor is None:
        return () if debate.ending and not debate.speeches else (LayTheFloor(),)
    owed: list[Effect] = [Post(s.turn.index) for s in debate.speeches if not s.posted]
    if not owed and debate.phase is Phase.ANSWERING and debate.turn:
        owed.append(Speak(debate.turn.index))
    return tuple(owed)


# --- deciding ---------------------------------------------------------------------------------


def decide(debate: Debate | None, command: events.Command) -> tuple[events.Event, ...]:
    """The events that `command` brings about in `debate`.

    An empty tuple means that it was already so. Raises IllegalMove with the line for whoever
    asked; the debate is then as it was.
    """
    if isinstance(command, events.Open):
        return _open(debate, command)
    if debate is None:
        raise errors.Unknown("debate", command.debate)
    if debate.phase not in TABLE[type(command)]:
        raise _refusal(debate, command)
    match command:
        case events.LayFloor():
            return (events.FloorLaid(at=command.at, floor=command.floor),) * (debate.floor is None)
        case events.TakeSeat():
            return _take_seat(debate, command)
        case events.GiveSpeech():
            return _give_speech(debate, command)
        case events.BeginSpeech():
            _same_turn(debate, command.turn)
            if debate.begun == command.message:
                return ()
            begun = events.SpeechBegun(at=command.at, turn=command.turn, message=command.message)
            return (begun,)
        case events.DeliverSpeech():
            return _deliver(debate, command)
        case events.ConfirmPosted():
            return _confirm(debate, command)
        case events.ReportStall():
            _same_turn(debate, command.turn)
            return (
                events.TurnStalled(
                    at=command.at,
                    turn=command.turn,
                    line=command.line,
                    reference=command.reference,
                ),
            )
        case events.Retry():
            _may_steer(debate, command)
            return (events.TurnRetried(at=command.at, by=command.by),)
        case events.End():
            _may_steer(debate, command)
            return (events.DebateEnded(at=command.at, by=command.by, reason=command.reason),)
    raise TypeError(f"no rule for {type(command).__name__}")


def _open(debate: Debate | None, command: events.Open) -> tuple[events.Event, ...]:
    if debate is not None:
        raise errors.WrongPhase("This debate is already open.")
    sides = [seat.side for seat in command.seats]
    if sorted(sides) != sorted(Side):
        raise errors.WrongPhase("A debate needs one seat on each side.")
    people = [s.holder for s in command.seats if s.holder not in (None, BOT)]
    if len(people) != len(set(people)):
        raise errors.SeatHeld("One person cannot hold both seats of a debate.")
    if command.format.only_bots and people:
        raise errors.WrongPhase(
            f"{command.format.name} is for watching: both seats are the bot's. "
            "Choose another format to take a seat yourself."
        )
    return (
        events.DebateOpened(
            at=command.at,
            debate=command.debate,
            motion=command.motion,
            format=command.format,
            seats=command.seats,
            by=command.by,
            place=command.place,
            level=command.level,
            seed=command.seed,
            speaker=command.speaker,
        ),
    )


def _take_seat(debate: Debate, command: events.TakeSeat) -> tuple[events.Event, ...]:
    seat = debate.seat(command.side)
    if seat.holder == command.by:
        return ()
    if seat.holder is not None:
        raise errors.SeatHeld(f"The {seat.side} seat is taken. You are welcome to watch.")
    if debate.seat_held_by(command.by):
        raise errors.SeatHeld("You already hold a seat in this debate.")
    return (events.SeatTaken(at=command.at, side=command.side, by=command.by),)


def _give_speech(debate: Debate, command: events.GiveSpeech) -> tuple[events.Event, ...]:
    turn = _turn(debate)
    seat = debate.seat_held_by(command.by)
    if seat is None:
        raise errors.NotYourSeat("You hold no seat in this debate. You are welcome to watch.")
    if seat.side is not turn.side:
        raise errors.NotYourTurn(_whose_turn(debate))
    if command.turn is not None and command.turn != turn.index:
        raise errors.WrongPhase(f"That turn has passed. Now it is {describe(turn)}.")
    words = count_words(command.text)
    if words == 0:
        raise errors.EmptySpeech("There were no words in that. Your turn is still open.")
    if words > turn.words:
        raise errors.SpeechTooLong(words, turn.words)
    given = events.SpeechGiven(at=command.at, turn=turn.index, by=command.by, text=command.text)
    if not command.message:
        return (given, *_after(debate, turn, given))
    posted = events.SpeechPosted(at=command.at, turn=turn.index, messages=(command.message,))
    return (given, posted, *_after(debate, turn, given))


def _deliver(debate: Debate, command: events.DeliverSpeech) -> tuple[events.Event, ...]:
    turn = _same_turn(debate, command.turn)
    draft = command.draft
    given = events.SpeechGiven(
        at=command.at,
        turn=turn.index,
        by=BOT,
        text=draft.text,
        citations=draft.citations,
        quotations=draft.quotations,
        made=draft.made,
        answered=draft.answered,
        heard=draft.heard,
        notices=draft.notices,
        craft=draft.craft,
    )
    return (given, *_after(debate, turn, given))


def _after(debate: Debate, turn: Turn, given: events.SpeechGiven) -> tuple[events.DebateEnded, ...]:
    """The debate ends by itself with its last turn."""
    last = turn.index == len(debate.format.turns) - 1
    ended = events.DebateEnded(at=given.at, by="", reason="Every speech has been given.")
    return (ended,) if last else ()


def _confirm(debate: Debate, command: events.ConfirmPosted) -> tuple[events.Event, ...]:
    speech = next((s for s in debate.speeches if s.turn.index == command.turn), None)
    if speech is None:
        raise errors.WrongPhase("No speech of that turn is on the record.")
    if speech.posted:
        return ()
    return (events.SpeechPosted(at=command.at, turn=command.turn, messages=command.messages),)


def _may_steer(debate: Debate, command: events.End | events.Retry) -> None:
    seated = debate.seat_held_by(command.by) is not None
    if not (command.may or seated or command.by == debate.opened_by):
        raise errors.NotYourSeat("Only this debate's speakers and a teacher can do that.")


def _turn(debate: Debate) -> Turn:
    if debate.turn is None:
        raise errors.DebateOver("This debate has ended.")
    return debate.turn


def _same_turn(debate: Debate, index: int) -> Turn:
    turn = _turn(debate)
    if turn.index != index:
        raise errors.WrongPhase(f"That turn has passed. Now it is {describe(turn)}.")
    return turn


def _refusal(debate: Debate, command: events.Command) -> errors.IllegalMove:
    """Why a command is not heard in this phase, in words for whoever asked."""
    if debate.phase is Phase.ENDED:
        return errors.DebateOver("This debate has ended. Start another with /debate start.")
    if isinstance(command, events.TakeSeat):
        return errors.SeatHeld("Both seats are taken. You are welcome to watch.")
    if isinstance(command, events.GiveSpeech):
        if debate.seat_held_by(command.by) is None:
            return errors.NotYourSeat("You hold no seat in this debate. You are welcome to watch.")
        if debate.phase is Phase.GATHERING:
            return errors.WrongPhase("The other seat is still empty; the debate has not begun.")
        return errors.NotYourTurn(_whose_turn(debate))
    if isinstance(command, events.Retry):
        return errors.WrongPhase("Nothing has to be tried again: the debate is going on.")
    return errors.WrongPhase(_whose_turn(debate))


def _whose_turn(debate: Debate) -> str:
    turn = _turn(debate)
    school = debate.seat(turn.side).school
    return f"The {school} has the floor for {describe(turn)}. Your words were not taken."


# --- evolving ---------------------------------------------------------------------------------


def evolve(debate: Debate | None, event: events.Event) -> Debate:
    """The debate after `event`. Replaying a debate's events from the first gives its state."""
    if isinstance(event, events.DebateOpened):
        return Debate(
            id=event.debate,
            motion=event.motion,
            format=event.format,
            seats=event.seats,
            level=event.level,
            seed=event.seed,
            place=event.place,
            opened_by=event.by,
            opened_at=event.at,
            turn_since=event.at,
            speaker=event.speaker,
            seq=1,
        )
    if debate is None:
        raise TypeError(f"{type(event).__name__} before DebateOpened")
    return replace(_evolved(debate, event), seq=debate.seq + 1)


def _evolved(debate: Debate, event: events.Event) -> Debate:
    match event:
        case events.FloorLaid():
            return replace(debate, floor=event.floor, turn_since=event.at)
        case events.SeatTaken():
            seats = tuple(
                Seat(s.side, s.school, event.by) if s.side is event.side else s
                for s in debate.seats
            )
            return replace(debate, seats=seats, turn_since=event.at)
        case events.SpeechBegun():
            return replace(debate, begun=event.message)
        case events.SpeechGiven():
            return replace(
                debate,
                speeches=(*debate.speeches, _speech(debate, event)),
                stall=None,
                turn_since=event.at,
            )
        case events.SpeechPosted():
            speeches = tuple(
                replace(s, posted=event.messages) if s.turn.index == event.turn else s
                for s in debate.speeches
            )
            return replace(debate, speeches=speeches, begun="", turn_since=event.at)
        case events.TurnStalled():
            return replace(debate, stall=Stall(event.line, event.reference))
        case events.TurnRetried():
            return replace(debate, stall=None)
        case events.DebateEnded():
            return replace(debate, ending=Ending(event.reason, event.by, event.at))
    raise TypeError(f"no rule to evolve by {type(event).__name__}")


def _speech(debate: Debate, event: events.SpeechGiven) -> Speech:
    return Speech(
        turn=debate.format.turns[event.turn],
        by=event.by,
        text=event.text,
        given_at=event.at,
        citations=event.citations,
        quotations=event.quotations,
        made=event.made,
        answered=event.answered,
        heard=event.heard,
        notices=event.notices,
        craft=event.craft,
    )


# --- words ------------------------------------------------------------------------------------

NAMES: Mapping[Kind, str] = {
    Kind.CONSTRUCTIVE: "opening speech",
    Kind.QUESTION: "question",
    Kind.ANSWER: "answer",
    Kind.REBUTTAL: "rebuttal",
    Kind.CLOSING: "closing speech",
}


def describe(turn: Turn) -> str:
    """The turn in a few words, such as “the negative rebuttal (at most 180 words)”."""
    return f"the {turn.side} {NAMES[turn.kind]} (at most {turn.words} words)"


def count_words(text: str) -> int:
    """Words as a debate counts them: runs of text between spaces that hold a letter or digit."""
    return sum(any(c.isalnum() for c in word) for word in text.split())
