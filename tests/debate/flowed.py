"""A debate in which claims were noted, put together claim by claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.debate import events, rules
from bot.debate.model import Claim, Debate, Format, Kind, Level, Seat, Side, Turn
from tests.debate.examples import MOTION, T0

HOLDERS = {Side.AFFIRMATIVE: "ada", Side.NEGATIVE: "bo"}


def alternating(*kinds: Kind) -> Format:
    """A format of these kinds of turn, the sides taking turns from the affirmative on."""
    sides = (Side.AFFIRMATIVE, Side.NEGATIVE)
    turns = (Turn(n, sides[n % 2], kind, 400, 60) for n, kind in enumerate(kinds))
    return Format("test", "Test", "", tuple(turns))


def opened(*kinds: Kind) -> Debate:
    """A debate of two people at its first turn; eight speeches unless told otherwise."""
    seats = tuple(Seat(side, MOTION.school_of(side), holder) for side, holder in HOLDERS.items())
    format = alternating(*(kinds or (Kind.CONSTRUCTIVE, Kind.CONSTRUCTIVE, *[Kind.REBUTTAL] * 6)))
    return rules.evolve(
        None,
        events.DebateOpened(
            at=T0, debate="d1", motion=MOTION, format=format, seats=seats, by="ada", place="p1",
            level=Level.NOVICE, seed=0, speaker="", flowing=True,
        ),
    )  # fmt: skip


def speaks(debate: Debate, *claims: tuple[str, Claim]) -> Debate:
    """The debate after a speech of these claims, each with its words."""
    assert debate.turn
    text, noted = "", []
    for words, claim in claims:
        noted.append(replace(claim, words=(len(text), len(text) + len(words))))
        text += f"{words} "
    by = HOLDERS[debate.turn.side]
    turn = debate.turn.index
    debate = rules.evolve(
        debate, events.SpeechGiven(at=T0, turn=turn, by=by, text=text or "Well, well.")
    )
    return rules.evolve(debate, events.ClaimsNoted(at=T0, turn=turn, claims=tuple(noted)))


def claim(
    number: int,
    argument: str = "",
    *,
    answers: Sequence[int] = (),
    supports: Sequence[int] = (),
    cites: Sequence[int] = (),
) -> Claim:
    return Claim(number, (0, 0), argument, tuple(answers), tuple(supports), tuple(cites))


def withdrawn(debate: Debate, turn: int) -> Debate:
    """The debate after the words of a speech were taken back."""
    return replace(
        debate,
        speeches=tuple(
            replace(s, text=None) if s.turn.index == turn else s for s in debate.speeches
        ),
    )
