"""The flow sheet: which arguments stand, which were answered, which were dropped.

A pure reading of the recorded speeches. It trusts what was recorded with each speech: what the
bot made and answered, and what it recognised in the other side's words.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.model import BOT, Debate, Kind, Side, Speech


@dataclass(frozen=True, slots=True)
class Point:
    """An argument on the table: who made it, in which turn, and where it was answered."""

    argument: str
    side: Side
    turn: int
    answered_in: tuple[int, ...] = ()


def flow(debate: Debate) -> tuple[Point, ...]:
    """Every argument made so far, in the order in which it was first made."""
    points: dict[tuple[str, Side], Point] = {}
    for speech in debate.speeches:
        for argument, side, turn in _made(debate, speech):
            points.setdefault((argument, side), Point(argument, side, turn))
        for argument in speech.answered:
            key = (argument, speech.turn.side.other)
            if key in points:
                old = points[key]
                answered = (*old.answered_in, speech.turn.index)
                points[key] = Point(old.argument, old.side, old.turn, answered)
    return tuple(points.values())


def _made(debate: Debate, speech: Speech) -> list[tuple[str, Side, int]]:
    made = [(argument, speech.turn.side, speech.turn.index) for argument in speech.made]
    if speech.by == BOT and speech.heard:
        other = speech.turn.side.other
        earlier = [
            s
            for s in debate.speeches[: speech.turn.index]
            if s.turn.side is other and s.by != BOT and s.turn.kind is not Kind.QUESTION
        ]
        turn = earlier[-1].turn.index if earlier else speech.turn.index
        made = [(argument, other, turn) for argument in speech.heard] + made
    return made


def spoken(debate: Debate, side: Side) -> frozenset[str]:
    """The arguments that this side has already made, so that it need not repeat them."""
    return frozenset(p.argument for p in flow(debate) if p.side is side)


def answered(debate: Debate, side: Side) -> frozenset[str]:
    """The arguments of the other side that this side has already answered."""
    return frozenset(p.argument for p in flow(debate) if p.side is side.other and p.answered_in)
