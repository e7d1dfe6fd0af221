"""The rules of a debate: what may be asked when, what follows from it, and what is then owed.

    decide(debate, command) -> events     or IllegalMove, and nothing has changed   (here)
    evolve(debate, event)   -> debate     never fails on an event that decide produced  (evolving)
    due(debate)             -> effects    what the bot owes now                          (owed)
    alarm(debate)           -> moment     when the clock has to be looked at             (timing)

A debate passes through these phases (`Debate.phase` derives them):

    GATHERING --TakeSeat--> SPEAKING <--GiveSpeech / DeliverSpeech--> ANSWERING
        ^                    |  ^                                    |      ^
        +-----LeaveSeat------+  +--> LISTING (nobody on the list) ReportStall Retry
                                +--> VOTING --CloseVote-->           v      |
                                                                     STALLED
    any of them --Pause--> PAUSED --Resume--> back
    any of them --End, or the last speech--> ENDED

`TABLE` says which command belongs to which phase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.debate import commands, errors, events, timing
from bot.debate.ballots import HIGHEST, LOWEST, Review
from bot.debate.evolving import evolve
from bot.debate.model import AUDIENCE, BOT, Debate, HintKind, Kind, Phase, Seat, Side, Turn
from bot.debate.owed import Effect, Judge, LayTheFloor, Note, Post, Speak, due
from bot.debate.timing import Alarm, alarm
from bot.debate.wording import NAMES, count_words, describe, who_has_the_floor

__all__ = [
    "NAMES", "TABLE", "Alarm", "Effect", "Judge", "LayTheFloor", "Note", "Post", "Speak",
    "alarm", "count_words", "decide", "describe", "due", "evolve", "may_vote", "your_turn",
]  # fmt: skip

G, S, A, X, E = Phase.GATHERING, Phase.SPEAKING, Phase.ANSWERING, Phase.STALLED, Phase.ENDED
P, L, V = Phase.PAUSED, Phase.LISTING, Phase.VOTING
EVER = frozenset(Phase)
OPEN = EVER - {E}

TABLE: Mapping[type[commands.Command], frozenset[Phase]] = {
    commands.LayFloor: EVER,
    commands.TakeSeat: frozenset({G}),
    commands.LeaveSeat: OPEN,
    commands.GiveSeat: OPEN,
    commands.FillSeats: frozenset({G}),
    commands.JoinList: OPEN,
    commands.LeaveList: OPEN,
    commands.GiveSpeech: frozenset({S}),
    commands.BeginSpeech: frozenset({A}),
    commands.DeliverSpeech: frozenset({A}),
    commands.ConfirmPosted: EVER,
    commands.HideSpeech: EVER,
    commands.ShowSpeech: EVER,
    commands.NoteClaims: EVER,
    commands.ReportStall: frozenset({A}),
    commands.Retry: frozenset({X}),
    commands.WarnTime: frozenset({S, L, V}),
    commands.RunOut: frozenset({S, L, V}),
    commands.ExtendTime: frozenset({S, L, V}),
    commands.PassTurn: frozenset({S, L, X}),
    commands.Pause: OPEN - {P},
    commands.Resume: frozenset({P}),
    commands.CloseVote: frozenset({V}),
    commands.TakeHint: OPEN,
    commands.AskBallot: EVER,
    commands.CastBallot: EVER,
    commands.FailBallot: EVER,
    commands.ReviewBallot: EVER,
    commands.ChangeScore: EVER,
    commands.End: OPEN,
}
"""Each command and the phases in which it is heard. `Open` needs no debate and is not here."""


def decide(debate: Debate | None, command: commands.Command) -> tuple[events.Event, ...]:
    """The events that `command` brings about in `debate`.

    An empty tuple means that it was already so. Raises IllegalMove with the line for whoever
    asked; the debate is then as it was.
    """
    if isinstance(command, commands.Open):
        return _open(debate, command)
    if debate is None:
        raise errors.Unknown("debate", command.debate)
    if debate.phase not in TABLE[type(command)]:
        raise _refusal(debate, command)
    return RULES[type(command)](debate, command)


def your_turn(debate: Debate, person: str, index: int | None = None) -> Turn:
    """The turn now due, if `person` may speak in it. Raises the fitting IllegalMove.

    `index` is the turn that they meant, None for whichever is due.
    """
    turn = debate.turn
    if turn is None:
        raise errors.DebateOver("This debate has ended. Start another with /debate start.")
    if debate.phase is not S:
        raise _no_floor(debate, person, turn)
    holder, seat = debate.holder(turn), debate.seat_held_by(person)
    if holder == AUDIENCE and seat is not None:
        raise errors.NotYourTurn("This question is for the audience; you hold a seat.")
    if holder not in (AUDIENCE, person):
        if seat is None and person not in (p.person for p in debate.listed):
            raise errors.NotYourSeat("You hold no seat in this debate. You are welcome to watch.")
        raise errors.NotYourTurn(_whose_turn(debate, turn))
    if index is not None and index != turn.index:
        raise errors.WrongPhase(
            f"That turn has passed. Now it is {describe(turn)}; use the newest button."
        )
    return turn


def may_vote(debate: Debate, person: str, turn: int) -> None:
    """Whether this person may vote in the poll of this turn. Raises the fitting IllegalMove."""
    if debate.phase is not V or debate.turn is None or debate.turn.index != turn:
        raise errors.WrongPhase("This vote is closed.")
    if debate.seat_held_by(person) is not None:
        raise errors.NotYourSeat("You speak in this debate; the vote is the audience's.")


# --- opening, seats, the speakers list --------------------------------------------------------


def _open(debate: Debate | None, command: commands.Open) -> tuple[events.Event, ...]:
    if debate is not None:
        raise errors.WrongPhase("This debate is already open.")
    _fitting_seats(command)
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
            topic=command.topic,
            pace=command.pace,
            slow_hours=command.slow_hours,
            hold_ballots=command.hold_ballots,
            coaching=command.coaching,
            flowing=True,
        ),
    )


def _fitting_seats(command: commands.Open) -> None:
    """Whether the seats are those of the format. Raises WrongPhase, SeatHeld."""
    roles = command.format.roles
    wanted = sorted((r.id, r.side) for r in roles) or sorted((s.value, s) for s in Side)
    if sorted((s.name, s.side) for s in command.seats) != wanted:
        missing = "a seat for each of its roles" if roles else "one seat on each side"
        raise errors.WrongPhase(f"A debate needs {missing}.")
    sides: dict[str, Side] = {}
    for seat in command.seats:
        if seat.holder in (None, BOT):
            continue
        if sides.setdefault(seat.holder or "", seat.side) is not seat.side:
            raise errors.SeatHeld("One person cannot hold seats on both sides of a debate.")
    if command.format.only_bots and sides:
        raise errors.WrongPhase(
            f"{command.format.name} is for watching: its seats are the bot's. "
            "Choose another format to take a seat yourself."
        )


def _take_seat(debate: Debate, command: commands.TakeSeat) -> tuple[events.Event, ...]:
    seat = next((s for s in debate.seats if s.name == command.seat), None)
    if seat is None:
        raise errors.Unknown("seat", command.seat, tuple(s.name for s in debate.seats))
    if seat.holder == command.by:
        return ()
    if seat.holder is not None:
        raise errors.SeatHeld(
            f"The {_named(debate, seat)} seat is taken. You are welcome to watch."
        )
    if any(s.holder == command.by and s.side is not seat.side for s in debate.seats):
        raise errors.SeatHeld("You already hold a seat on the other side of this debate.")
    return (events.SeatTaken(at=command.at, side=seat.side, by=command.by, role=seat.role),)


def _leave_seat(debate: Debate, command: commands.LeaveSeat) -> tuple[events.Event, ...]:
    if command.by != command.person and not command.may:
        raise errors.NotYourSeat("Only a teacher can ask somebody else to leave a seat.")
    held = [s.name for s in debate.seats if s.holder == command.person]
    listed = any(p.person == command.person for p in debate.listed)
    if not held and not listed:
        raise errors.NotYourSeat("You hold no seat in this debate.")
    left = [events.SeatLeft(at=command.at, seat=name, by=command.by) for name in held]
    gone = (events.ListLeft(at=command.at, by=command.person),) * listed
    return (*left, *gone)


def _give_seat(debate: Debate, command: commands.GiveSeat) -> tuple[events.Event, ...]:
    _teacher_only(command.may)
    seat = next((s for s in debate.seats if s.name == command.seat), None)
    if seat is None:
        raise errors.Unknown("seat", command.seat, tuple(s.name for s in debate.seats))
    if seat.holder == command.holder:
        return ()
    if command.holder != BOT and any(
        s.holder == command.holder and s.side is not seat.side for s in debate.seats
    ):
        raise errors.SeatHeld("They already hold a seat on the other side of this debate.")
    left = events.SeatLeft(at=command.at, seat=seat.name, by=command.by)
    taken = events.SeatTaken(at=command.at, side=seat.side, by=command.holder, role=seat.role)
    return (*(left,) * (seat.holder is not None), taken)


def _fill_seats(debate: Debate, command: commands.FillSeats) -> tuple[events.Event, ...]:
    _may_steer(debate, command)
    return tuple(
        events.SeatTaken(at=command.at, side=seat.side, by=BOT, role=seat.role)
        for seat in debate.seats
        if seat.holder is None
    )


def _join_list(debate: Debate, command: commands.JoinList) -> tuple[events.Event, ...]:
    if not debate.format.listed:
        raise errors.WrongPhase(f"{debate.format.name} has no speakers list.")
    if any(p.person == command.by for p in debate.listed):
        raise errors.WrongPhase("You are on the speakers list already.")
    return (events.ListJoined(at=command.at, by=command.by, side=command.side),)


def _leave_list(debate: Debate, command: commands.LeaveList) -> tuple[events.Event, ...]:
    listed = any(p.person == command.by for p in debate.listed)
    return (events.ListLeft(at=command.at, by=command.by),) * listed


# --- speeches ---------------------------------------------------------------------------------


def _lay_floor(debate: Debate, command: commands.LayFloor) -> tuple[events.Event, ...]:
    return (events.FloorLaid(at=command.at, floor=command.floor),) * (debate.floor is None)


def _give_speech(debate: Debate, command: commands.GiveSpeech) -> tuple[events.Event, ...]:
    turn = your_turn(debate, command.by, command.turn)
    words = count_words(command.text)
    if words == 0:
        raise errors.EmptySpeech("There were no words in that. Your turn is still open.")
    if words > turn.words:
        raise errors.SpeechTooLong(words, turn.words)
    given = events.SpeechGiven(at=command.at, turn=turn.index, by=command.by, text=command.text)
    ending = timing.after(debate, command.at, 1, spoken=True)
    if not command.message:
        return (given, *ending)
    posted = events.SpeechPosted(at=command.at, turn=turn.index, messages=(command.message,))
    return (given, posted, *ending)


def _begin(debate: Debate, command: commands.BeginSpeech) -> tuple[events.Event, ...]:
    _same_turn(debate, command.turn)
    begun = events.SpeechBegun(at=command.at, turn=command.turn, message=command.message)
    return (begun,) * (debate.begun != command.message)


def _deliver(debate: Debate, command: commands.DeliverSpeech) -> tuple[events.Event, ...]:
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
    return (given, *timing.after(debate, command.at, 1))


def _confirm(debate: Debate, command: commands.ConfirmPosted) -> tuple[events.Event, ...]:
    speech = debate.speech(command.turn)
    if speech is None:
        raise errors.WrongPhase("No speech of that turn is on the record.")
    posted = events.SpeechPosted(at=command.at, turn=command.turn, messages=command.messages)
    return (posted,) * (not speech.posted)


def _hide(debate: Debate, command: commands.HideSpeech) -> tuple[events.Event, ...]:
    _teacher_only(command.may)
    speech = debate.speech(command.turn)
    if speech is None:
        raise errors.WrongPhase("That is no speech on the record of this debate.")
    hidden = events.SpeechHidden(at=command.at, turn=command.turn, by=command.by)
    return (hidden,) * (speech.text is not None)


def _show(debate: Debate, command: commands.ShowSpeech) -> tuple[events.Event, ...]:
    _teacher_only(command.may)
    speech = debate.speech(command.turn)
    if speech is None or speech.hidden is None:
        raise errors.WrongPhase("That speech is not hidden, or its words are gone for good.")
    return (events.SpeechShown(at=command.at, turn=command.turn, by=command.by),)


def _note(debate: Debate, command: commands.NoteClaims) -> tuple[events.Event, ...]:
    if debate.speech(command.turn) is None:
        raise errors.WrongPhase("No speech of that turn is on the record.")
    noted = any(turn == command.turn for turn, _ in debate.claims)
    claims = events.ClaimsNoted(at=command.at, turn=command.turn, claims=command.claims)
    return (claims,) * (not noted)


def _stall(debate: Debate, command: commands.ReportStall) -> tuple[events.Event, ...]:
    _same_turn(debate, command.turn)
    return (
        events.TurnStalled(
            at=command.at, turn=command.turn, line=command.line, reference=command.reference
        ),
    )


def _retry(debate: Debate, command: commands.Retry) -> tuple[events.Event, ...]:
    _may_steer(debate, command)
    return (events.TurnRetried(at=command.at, by=command.by),)


def _end(debate: Debate, command: commands.End) -> tuple[events.Event, ...]:
    _may_steer(debate, command)
    return (events.DebateEnded(at=command.at, by=command.by, reason=command.reason),)


# --- the clock --------------------------------------------------------------------------------


def _warn(debate: Debate, command: commands.WarnTime) -> tuple[events.Event, ...]:
    _same_turn(debate, command.turn)
    early = timing.alarm(debate)
    too_soon = early is None or command.at < early.at
    if debate.warned or too_soon:
        return ()
    return (events.TimeWarned(at=command.at, turn=command.turn),)


def _run_out(debate: Debate, command: commands.RunOut) -> tuple[events.Event, ...]:
    return timing.run_out(debate, _same_turn(debate, command.turn), command)


def _extend(debate: Debate, command: commands.ExtendTime) -> tuple[events.Event, ...]:
    _may_chair(debate, command)
    return timing.extended(debate, command)


def _pass_turn(debate: Debate, command: commands.PassTurn) -> tuple[events.Event, ...]:
    turn = _same_turn(debate, command.turn)
    if debate.holder(turn) != command.by:
        _may_chair(debate, command)
    return timing.passing(debate, turn, command.at, command.by)


def _pause(debate: Debate, command: commands.Pause) -> tuple[events.Event, ...]:
    _may_steer(debate, command)
    return (events.DebatePaused(at=command.at, by=command.by),)


def _resume(debate: Debate, command: commands.Resume) -> tuple[events.Event, ...]:
    _may_steer(debate, command)
    return (events.DebateResumed(at=command.at, by=command.by),)


# --- votes, hints, ballots --------------------------------------------------------------------


def _close_vote(debate: Debate, command: commands.CloseVote) -> tuple[events.Event, ...]:
    _may_chair(debate, command)
    turn = _same_turn(debate, command.turn)
    closed = events.VoteClosed(at=command.at, turn=turn.index, tally=command.tally)
    return (closed, *timing.after(debate, command.at, 1))


def _take_hint(debate: Debate, command: commands.TakeHint) -> tuple[events.Event, ...]:
    listed = any(p.person == command.by for p in debate.listed)
    if debate.seat_held_by(command.by) is None and not listed:
        raise errors.NotYourSeat("Hints are for those who speak in this debate.")
    if debate.coaching is HintKind.NONE:
        raise errors.WrongPhase("Your teacher has set no hints for this debate. You can do it.")
    turn = debate.turn.index if debate.turn else 0
    return (events.HintTaken(at=command.at, turn=turn, by=command.by, kind=command.what),)


def _ask_ballot(debate: Debate, command: commands.AskBallot) -> tuple[events.Event, ...]:
    _may_steer(debate, command)
    if not timing.judgeable(debate):
        raise errors.WrongPhase("There is nothing to judge yet: no student has spoken.")
    wanted = debate.ballot_wanted
    if wanted and (wanted.winner or not command.winner):
        return ()
    if debate.ballot and not command.may and not _only_lacks_winner(debate, command):
        raise errors.WrongPhase("The ballot is written. A teacher can have it written anew.")
    return (events.BallotAsked(at=command.at, by=command.by, winner=command.winner),)


def _only_lacks_winner(debate: Debate, command: commands.AskBallot) -> bool:
    """Whether the speakers may have the ballot written once more, to learn who won."""
    found = debate.ballot
    untouched = found is not None and not found.winner and not found.changed
    return untouched and command.winner and debate.review is Review.RELEASED


def _cast_ballot(debate: Debate, command: commands.CastBallot) -> tuple[events.Event, ...]:
    wanted = debate.ballot_wanted
    if wanted is None or (wanted.winner and not command.winner):
        return ()  # who won was asked after this one was begun: it is written once more
    return (events.BallotCast(at=command.at, ballot=command.ballot),)


def _fail_ballot(debate: Debate, command: commands.FailBallot) -> tuple[events.Event, ...]:
    wanted = debate.ballot_wanted is not None
    failed = events.BallotFailed(at=command.at, line=command.line, reference=command.reference)
    return (failed,) * wanted


def _review(debate: Debate, command: commands.ReviewBallot) -> tuple[events.Event, ...]:
    _teacher_only(command.may)
    if debate.ballot is None:
        raise errors.WrongPhase("There is no ballot yet.")
    reviewed = events.BallotReviewed(at=command.at, by=command.by, review=command.review)
    return (reviewed,) * (debate.review is not command.review)


def _change_score(debate: Debate, command: commands.ChangeScore) -> tuple[events.Event, ...]:
    _teacher_only(command.may)
    card = debate.ballot.card(command.person) if debate.ballot else None
    score = (
        next((s for s in card.scores if s.criterion == command.criterion), None) if card else None
    )
    if score is None:
        raise errors.WrongPhase("There is no such score on the ballot.")
    if not LOWEST <= command.points <= HIGHEST:
        raise errors.WrongPhase(f"A score is from {LOWEST} to {HIGHEST}.")
    changed = events.ScoreChanged(
        at=command.at,
        by=command.by,
        person=command.person,
        criterion=command.criterion,
        points=command.points,
    )
    return (changed,) * (score.points != command.points)


RULES: Mapping[type[commands.Command], Callable[[Debate, Any], tuple[events.Event, ...]]] = {
    commands.LayFloor: _lay_floor,
    commands.TakeSeat: _take_seat,
    commands.LeaveSeat: _leave_seat,
    commands.GiveSeat: _give_seat,
    commands.FillSeats: _fill_seats,
    commands.JoinList: _join_list,
    commands.LeaveList: _leave_list,
    commands.GiveSpeech: _give_speech,
    commands.BeginSpeech: _begin,
    commands.DeliverSpeech: _deliver,
    commands.ConfirmPosted: _confirm,
    commands.HideSpeech: _hide,
    commands.ShowSpeech: _show,
    commands.NoteClaims: _note,
    commands.ReportStall: _stall,
    commands.Retry: _retry,
    commands.WarnTime: _warn,
    commands.RunOut: _run_out,
    commands.ExtendTime: _extend,
    commands.PassTurn: _pass_turn,
    commands.Pause: _pause,
    commands.Resume: _resume,
    commands.CloseVote: _close_vote,
    commands.TakeHint: _take_hint,
    commands.AskBallot: _ask_ballot,
    commands.CastBallot: _cast_ballot,
    commands.FailBallot: _fail_ballot,
    commands.ReviewBallot: _review,
    commands.ChangeScore: _change_score,
    commands.End: _end,
}


# --- who may, and why not ---------------------------------------------------------------------


def _may_steer(debate: Debate, command: Any) -> None:
    """Those who speak here, who opened it, and teachers."""
    seated = debate.seat_held_by(command.by) is not None
    if not (command.may or seated or command.by == debate.opened_by):
        raise errors.NotYourSeat("Only this debate's speakers and a teacher can do that.")


def _may_chair(debate: Debate, command: Any) -> None:
    """Who opened it, and teachers: nobody gives themselves more time in another's debate."""
    if not (command.may or command.by == debate.opened_by):
        raise errors.NotYourSeat("Only who opened this debate and a teacher can do that.")


def _teacher_only(may: bool) -> None:
    if not may:
        raise errors.NotYourSeat("Only a teacher can do that.")


def _named(debate: Debate, seat: Seat) -> str:
    role = debate.format.role(seat.role)
    return role.name if role else seat.side.value


def _same_turn(debate: Debate, index: int) -> Turn:
    turn = debate.turn
    if turn is None:
        raise errors.DebateOver("This debate has ended.")
    if turn.index != index:
        raise errors.WrongPhase(f"That turn has passed. Now it is {describe(turn)}.")
    return turn


def _refusal(debate: Debate, command: commands.Command) -> errors.IllegalMove:
    """Why a command is not heard in this phase, in words for whoever asked."""
    turn = debate.turn
    if turn is None:
        return errors.DebateOver("This debate has ended. Start another with /debate start.")
    if isinstance(command, commands.TakeSeat):
        return errors.SeatHeld("Every seat is taken. You are welcome to watch.")
    if isinstance(command, commands.GiveSpeech):
        return _no_floor(debate, command.by, turn)
    if isinstance(command, commands.Retry):
        return errors.WrongPhase("Nothing has to be tried again: the debate is going on.")
    if isinstance(command, commands.CloseVote):
        return errors.WrongPhase("No vote is open now.")
    if isinstance(command, commands.Resume):
        return errors.WrongPhase("The debate is not paused.")
    if debate.phase is P:
        return errors.WrongPhase("The debate is paused.")
    return errors.WrongPhase(_whose_turn(debate, turn))


def _no_floor(debate: Debate, person: str, turn: Turn) -> errors.IllegalMove:
    """Why nobody, or not this person, can speak just now."""
    seated = debate.seat_held_by(person) is not None
    if not seated and not debate.format.listed and turn.seat != AUDIENCE:
        return errors.NotYourSeat("You hold no seat in this debate. You are welcome to watch.")
    if debate.phase is G:
        return errors.WrongPhase("The other seat is still empty; the debate has not begun.")
    if debate.phase is P:
        return errors.WrongPhase("The debate is paused. Your words were not taken.")
    if debate.phase is L:
        return errors.WrongPhase("The speakers list is empty. Put yourself on it, then speak.")
    return errors.NotYourTurn(_whose_turn(debate, turn))


def _whose_turn(debate: Debate, turn: Turn) -> str:
    who = who_has_the_floor(debate, turn)
    if turn.kind is Kind.VOTE:
        return "The audience is voting. Your words were not taken."
    return f"{who} has the floor for {describe(turn)}. Your words were not taken."
