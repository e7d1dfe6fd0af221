"""Who sits where when a debate opens, and when it is held once more with the sides exchanged."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.debate.errors import WrongPhase
from bot.debate.formats import turned
from bot.debate.model import BOT, Debate, Format, Kind, Motion, Role, Seat, Side


class Partner(StrEnum):
    """Who has the other seats of one's own side, where a side has several."""

    NOBODY = "nobody"  # one person speaks for the whole side
    STUDENT = "another student"  # they stand open
    BOT = "Parley"


def seats(
    format: Format,
    motion: Motion,
    person: str | None,
    opponent: str | None,
    school: str,
    partner: Partner = Partner.NOBODY,
) -> tuple[Seat, ...]:
    """The seats of `format`, with `school` argued by the opponent and the other side's main school
    facing it.

    `person` is the one who opened (BOT in an exhibition, None who only chairs); `opponent` BOT, or
    None for seats that other students may take. A person sits in the first seat of their side. The
    seats of a format with a speakers list are all the bot's: people come by the list.

    Give the same seats to `ordered` for the order of speech. Raises WrongPhase where the school
    takes no side in the motion.
    """
    theirs = side_of(motion, school)
    schools = {theirs: school, theirs.other: motion.school_of(theirs.other)}
    roles = format.roles or tuple(Role("", "", side) for side in Side)
    first = next(role for role in roles if role.side is theirs.other)
    beside = _beside(format, person, partner)

    def holder(role: Role) -> str | None:
        if format.listed:
            return BOT
        if role.side is theirs:
            return opponent
        return person if role is first else beside

    return tuple(Seat(r.side, schools[r.side], holder(r), r.id) for r in roles)


def _beside(format: Format, person: str | None, partner: Partner) -> str | None:
    """Who holds the other seats of a person's side. Nobody sits in both circles of a fishbowl."""
    if person in (None, BOT) or partner is Partner.STUDENT:
        return person if person == BOT else None
    circles = any(turn.kind is Kind.COMMENT for turn in format.turns)
    return BOT if circles or partner is Partner.BOT else person


def ordered(format: Format, seats: tuple[Seat, ...]) -> Format:
    """The order of speech for these seats: turned round where it would coach the bot.

    A drill gives feedback to one side. That side is the student's, whichever case they argue.
    """
    coached = {turn.side for turn in format.turns if turn.kind is Kind.FEEDBACK}
    if len(coached) != 1 or format.roles:
        return format
    learner = {seat.side: seat.holder for seat in seats}[coached.pop()]
    alone = any(seat.holder != BOT for seat in seats)
    return turned(format) if learner == BOT and alone else format


def swapped(debate: Debate) -> tuple[Seat, ...]:
    """The seats of a rematch: who sat on one side sits on the other, and each side keeps its case."""
    sides = {side: [s for s in debate.seats if s.side is side] for side in Side}
    facing = {
        seat.name: sides[seat.side.other][min(number, len(sides[seat.side.other]) - 1)]
        for side in Side
        for number, seat in enumerate(sides[side])
    }
    return tuple(replace(seat, holder=facing[seat.name].holder) for seat in debate.seats)


def side_of(motion: Motion, school: str) -> Side:
    """The side that a school takes in a motion. Raises WrongPhase where it takes none."""
    side = motion.side_of(school)
    if side is None:
        known = ", ".join(motion.schools)
        raise WrongPhase(f"In this motion there is no {school} side; there are: {known}.")
    return side


def surprise(motion: Motion, seed: int) -> str:
    """One of the motion's two schools, chosen by the seed."""
    return (motion.affirmed_by, motion.opposed_by)[seed % 2]
