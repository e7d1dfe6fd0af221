"""What follows when time is short, over, given or stopped, and when a debate is ended."""

from __future__ import annotations

from bot.debate import commands, events, timing
from bot.debate.floor import same_turn
from bot.debate.model import Debate
from bot.debate.rights import may_chair, may_steer


def warn_time(debate: Debate, command: commands.WarnTime) -> tuple[events.Event, ...]:
    same_turn(debate, command.turn)
    early = timing.alarm(debate)
    too_soon = early is None or command.at < early.at
    if debate.warned or too_soon:
        return ()
    return (events.TimeWarned(at=command.at, turn=command.turn),)


def run_out(debate: Debate, command: commands.RunOut) -> tuple[events.Event, ...]:
    return timing.run_out(debate, same_turn(debate, command.turn), command)


def extend_time(debate: Debate, command: commands.ExtendTime) -> tuple[events.Event, ...]:
    may_chair(debate, command)
    return timing.extended(debate, command)


def pass_turn(debate: Debate, command: commands.PassTurn) -> tuple[events.Event, ...]:
    turn = same_turn(debate, command.turn)
    if debate.holder(turn) != command.by:
        may_chair(debate, command)
    return timing.passing(debate, turn, command.at, command.by)


def pause(debate: Debate, command: commands.Pause) -> tuple[events.Event, ...]:
    may_steer(debate, command)
    return (events.DebatePaused(at=command.at, by=command.by),)


def resume(debate: Debate, command: commands.Resume) -> tuple[events.Event, ...]:
    may_steer(debate, command)
    return (events.DebateResumed(at=command.at, by=command.by),)


def end(debate: Debate, command: commands.End) -> tuple[events.Event, ...]:
    may_steer(debate, command)
    return (events.DebateEnded(at=command.at, by=command.by, reason=command.reason),)
