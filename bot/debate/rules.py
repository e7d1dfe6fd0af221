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

`TABLE` says which command belongs to which phase, `RULES` which rule decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.debate import (
    ballot_rules,
    clock_rules,
    commands,
    errors,
    events,
    seat_rules,
    speech_rules,
)
from bot.debate.evolving import evolve
from bot.debate.floor import may_vote, no_floor, whose_turn, your_turn
from bot.debate.model import Debate, Phase
from bot.debate.owed import Effect, Judge, LayTheFloor, Note, Post, Speak, due
from bot.debate.timing import Alarm, alarm
from bot.debate.wording import NAMES, count_words, describe

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
        return seat_rules.open_debate(debate, command)
    if debate is None:
        raise errors.Unknown("debate", command.debate)
    if debate.phase not in TABLE[type(command)]:
        raise _refusal(debate, command)
    return RULES[type(command)](debate, command)


RULES: Mapping[type[commands.Command], Callable[[Debate, Any], tuple[events.Event, ...]]] = {
    commands.LayFloor: speech_rules.lay_floor,
    commands.TakeSeat: seat_rules.take_seat,
    commands.LeaveSeat: seat_rules.leave_seat,
    commands.GiveSeat: seat_rules.give_seat,
    commands.FillSeats: seat_rules.fill_seats,
    commands.JoinList: seat_rules.join_list,
    commands.LeaveList: seat_rules.leave_list,
    commands.GiveSpeech: speech_rules.give_speech,
    commands.BeginSpeech: speech_rules.begin_speech,
    commands.DeliverSpeech: speech_rules.deliver_speech,
    commands.ConfirmPosted: speech_rules.confirm_posted,
    commands.HideSpeech: speech_rules.hide_speech,
    commands.ShowSpeech: speech_rules.show_speech,
    commands.NoteClaims: speech_rules.note_claims,
    commands.ReportStall: speech_rules.report_stall,
    commands.Retry: speech_rules.retry,
    commands.WarnTime: clock_rules.warn_time,
    commands.RunOut: clock_rules.run_out,
    commands.ExtendTime: clock_rules.extend_time,
    commands.PassTurn: clock_rules.pass_turn,
    commands.Pause: clock_rules.pause,
    commands.Resume: clock_rules.resume,
    commands.CloseVote: ballot_rules.close_vote,
    commands.TakeHint: ballot_rules.take_hint,
    commands.AskBallot: ballot_rules.ask_ballot,
    commands.CastBallot: ballot_rules.cast_ballot,
    commands.FailBallot: ballot_rules.fail_ballot,
    commands.ReviewBallot: ballot_rules.review_ballot,
    commands.ChangeScore: ballot_rules.change_score,
    commands.End: clock_rules.end,
}


def _refusal(debate: Debate, command: commands.Command) -> errors.IllegalMove:
    """Why a command is not heard in this phase, in words for whoever asked."""
    turn = debate.turn
    if turn is None:
        return errors.DebateOver("This debate has ended. Start another with /debate start.")
    if isinstance(command, commands.TakeSeat):
        return errors.SeatHeld("Every seat is taken. You are welcome to watch.")
    if isinstance(command, commands.GiveSpeech):
        return no_floor(debate, command.by, turn)
    if isinstance(command, commands.Retry):
        return errors.WrongPhase("Nothing has to be tried again: the debate is going on.")
    if isinstance(command, commands.CloseVote):
        return errors.WrongPhase("No vote is open now.")
    if isinstance(command, commands.Resume):
        return errors.WrongPhase("The debate is not paused.")
    if debate.phase is Phase.PAUSED:
        return errors.WrongPhase("The debate is paused.")
    return errors.WrongPhase(whose_turn(debate, turn))
