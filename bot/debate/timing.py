"""The clock of a turn: when it has to be looked at next, and what follows when it runs out.

Knows no clock: the time comes with the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.debate import commands, errors, events
from bot.debate.model import Debate, Kind, Phase, TimeUp, Turn
from bot.debate.wording import WARNING


@dataclass(frozen=True, slots=True)
class Alarm:
    """When the clock has to be looked at, and what is then to be said to the rules."""

    at: datetime
    command: type[commands.WarnTime] | type[commands.RunOut]
    turn: int


def alarm(debate: Debate) -> Alarm | None:
    """The next moment at which the clock of this debate does something; None while it does not."""
    ends, turn = debate.deadline, debate.turn
    if ends is None or turn is None or debate.time_called:
        return None
    if not debate.warned and debate.phase is Phase.SPEAKING:
        early = min(WARNING[debate.pace], debate.seconds / 5)
        return Alarm(ends - timedelta(seconds=early), commands.WarnTime, turn.index)
    return Alarm(ends, commands.RunOut, turn.index)


def run_out(debate: Debate, turn: Turn, command: commands.RunOut) -> tuple[events.Event, ...]:
    """What follows when the time of a turn is over; nothing before it is."""
    if debate.deadline is None or command.at < debate.deadline:
        return ()
    if turn.kind is Kind.VOTE:
        closed = events.VoteClosed(at=command.at, turn=turn.index, tally=command.tally)
        return (closed, *after(debate, command.at, 1))
    if debate.phase is Phase.LISTING or debate.format.time_up is TimeUp.PASS:
        return passing(debate, turn, command.at, "")
    if debate.format.time_up is TimeUp.WAIT:
        called = events.TimeCalled(at=command.at, turn=turn.index)
        return (called,) * (not debate.time_called)
    if debate.added:
        return passing(debate, turn, command.at, "")
    half = round(debate.seconds / 2)
    return (events.TimeExtended(at=command.at, turn=turn.index, seconds=half),)


def passing(debate: Debate, turn: Turn, at: datetime, by: str) -> tuple[events.Event, ...]:
    """A turn goes by; with a question, the answer to it."""
    passed = [events.TurnPassed(at=at, turn=turn.index, by=by)]
    following = debate.format.turns[turn.index + 1 : turn.index + 2]
    if turn.kind is Kind.QUESTION and following and following[0].kind is Kind.ANSWER:
        passed.append(events.TurnPassed(at=at, turn=turn.index + 1, by=by))
    return (*passed, *after(debate, at, len(passed)))


def after(
    debate: Debate, at: datetime, turns: int, *, spoken: bool = False
) -> tuple[events.Event, ...]:
    """A debate ends by itself once so many more `turns` were its last, and then has its ballot.

    `spoken` says that a person speaks in one of them.
    """
    if debate.taken + turns < len(debate.format.turns):
        return ()
    ended = events.DebateEnded(at=at, by="", reason="Every speech has been given.")
    if debate.format.ballot and (spoken or judgeable(debate)):
        return (ended, events.BallotAsked(at=at, by=""))
    return (ended,)


def judgeable(debate: Debate) -> bool:
    """Whether a person has said anything that a judge could look at."""
    return any(s.by in debate.people and s.text for s in debate.speeches)


def extended(debate: Debate, command: commands.ExtendTime) -> tuple[events.Event, ...]:
    """The turn now due has more time. Raises WrongPhase where no clock runs."""
    if debate.deadline is None or debate.turn is None:
        raise errors.WrongPhase("No clock is running that could be lengthened.")
    if not 0 < command.seconds <= 7 * 24 * 3600:
        raise errors.WrongPhase("A turn can be lengthened by a second to a week.")
    index = debate.turn.index
    return (events.TimeExtended(at=command.at, turn=index, seconds=command.seconds, by=command.by),)
