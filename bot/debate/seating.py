"""Who sits where when a debate opens."""

from __future__ import annotations

from dataclasses import replace

from bot.debate.errors import WrongPhase
from bot.debate.model import Debate, Motion, Seat, Side


def seats(
    motion: Motion, person: str | None, opponent: str | None, school: str
) -> tuple[Seat, Seat]:
    """The two seats, with `school` argued by the opponent and the other side's main school facing it.

    `person` is the one who opened (BOT in an exhibition); `opponent` BOT, or None for a seat that
    another student may take. Raises WrongPhase where the school takes no side in the motion.
    """
    theirs = motion.side_of(school)
    if theirs is None:
        known = ", ".join(motion.schools)
        raise WrongPhase(f"In this motion there is no {school} side; there are: {known}.")
    holders = {theirs: opponent, theirs.other: person}
    schools = {theirs: school, theirs.other: motion.school_of(theirs.other)}
    first, second = (
        Seat(side, schools[side], holders[side]) for side in (Side.AFFIRMATIVE, Side.NEGATIVE)
    )
    return first, second


def swapped(debate: Debate) -> tuple[Seat, ...]:
    """The seats of a rematch: who sat on one side sits on the other, and each side keeps its case."""
    sides = {side: [s for s in debate.seats if s.side is side] for side in Side}
    facing = {
        seat.name: sides[seat.side.other][min(number, len(sides[seat.side.other]) - 1)]
        for side in Side
        for number, seat in enumerate(sides[side])
    }
    return tuple(replace(seat, holder=facing[seat.name].holder) for seat in debate.seats)


def surprise(motion: Motion, seed: int) -> str:
    """One of the motion's two schools, chosen by the seed."""
    return (motion.affirmed_by, motion.opposed_by)[seed % 2]
