"""Turns that nobody in a terminal can take: there is no audience here, and maybe no coach.

Each is left out with a line that says so, and the debate goes on.
"""

from __future__ import annotations

from bot.cli.sitting import Sitting
from bot.debate import commands
from bot.debate.model import AUDIENCE, COACH, LIST, Debate, Kind, Phase, Side
from bot.terminal import PLACE


def left_out(here: Sitting, debate: Debate) -> bool:
    """See to a turn that nobody here can take; whether the turn now due was one."""
    turn = debate.turn
    if turn is None:
        return False
    if debate.phase is Phase.LISTING and debate.opened_by != PLACE:
        join_list(here, debate, _side(debate))
        return True
    line = ""
    if turn.kind is Kind.VOTE:
        line = "There is no audience in a terminal, so the vote is left out."
    elif turn.seat == AUDIENCE:
        line = "There is no audience in a terminal, so its question is left out."
    elif debate.phase is Phase.LISTING:
        line = "Nobody stands on the speakers list, so its turn is left out."
    elif turn.seat == COACH and debate.stall:
        line = "There is no coach here, so the feedback is left out."
    if not line:
        return False
    here.audience.note(line)
    closing = commands.CloseVote if turn.kind is Kind.VOTE else commands.PassTurn
    here.ask(closing, debate, f"left out {turn.index}", by=debate.opened_by, turn=turn.index)
    return True


def join_list(here: Sitting, debate: Debate, side: Side) -> Debate:
    """The person at this terminal stands on the speakers list, for that side."""
    turn = debate.turn.index if debate.turn else 0
    return here.ask(commands.JoinList, debate, f"list {turn}", by=debate.opened_by, side=side)


def _side(debate: Debate) -> Side:
    """For which side this person has spoken from the list."""
    listed = [s.turn.side for s in debate.speeches if s.turn.seat == LIST]
    return listed[-1] if listed else Side.AFFIRMATIVE
