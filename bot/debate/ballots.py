"""What others make of a debate: the judge's ballot and the audience's votes. Knows no judge.

A score points to the words that earned it by their place in the speech, so that a speech that was
withdrawn takes them along.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LOWEST, HIGHEST = 1, 4
"""The points of a criterion."""

TOO_CLOSE = "too close to call"


@dataclass(frozen=True, slots=True)
class Score:
    """Points on one criterion, and the words that earned them.

    `turn` and `words` (a place in its text, in characters) point to them; `turn` is None where
    nothing that was said bears on the criterion. `why` says it in a sentence.
    """

    criterion: str
    points: int
    why: str
    turn: int | None = None
    words: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What one speaker did. `person` is who, `side` the side they spoke for most."""

    person: str
    side: str
    scores: tuple[Score, ...]
    strength: str
    next_step: str

    @property
    def total(self) -> int:
        return sum(score.points for score in self.scores)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A judge's ballot on a debate.

    `changed` says that a teacher gave other points. `judge` names who wrote it, `offline` or a model. `winner` is a side, TOO_CLOSE, or empty when
    it was not asked. `reason` goes with the winner; `notices` are what its readers must know:
    that it is indicative, that two readings disagreed, that a quotation was struck.
    """

    judge: str
    cards: tuple[Scorecard, ...]
    winner: str = ""
    reason: str = ""
    notices: tuple[str, ...] = ()
    changed: bool = False

    def card(self, person: str) -> Scorecard | None:
        return next((card for card in self.cards if card.person == person), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """That a ballot was asked for, and whether with a winner. `by` is empty at a debate's end."""

    by: str
    winner: bool


class Review(StrEnum):
    """What became of a ballot."""

    HELD = "held"  # a teacher looks at it first
    RELEASED = "released"
    WITHHELD = "withheld"


class Choice(StrEnum):
    """What a vote can be for."""

    AFFIRMATIVE = "affirmative"
    NEGATIVE = "negative"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of a poll, and nothing that tells whose they are."""

    affirmative: int = 0
    negative: int = 0
    undecided: int = 0

    @property
    def cast(self) -> int:
        return self.affirmative + self.negative + self.undecided


@dataclass(frozen=True, slots=True)
class Swing:
    """How a house moved between two votes, in points of a hundred; `winner` moved it more."""

    before: Tally
    after: Tally
    affirmative: float
    negative: float

    @property
    def winner(self) -> str:
        """The side that gained more, or TOO_CLOSE where neither did."""
        if round(self.affirmative, 6) == round(self.negative, 6):
            return TOO_CLOSE
        return "affirmative" if self.affirmative > self.negative else "negative"


def swing(before: Tally, after: Tally) -> Swing:
    """The swing between two tallies: the change in each side's share of the votes cast.

    Shares, not counts, since people come and go; with no vote on one hand there is no swing.
    """

    def gained(side: str) -> float:
        if not before.cast or not after.cast:
            return 0.0
        then, now = getattr(before, side) / before.cast, getattr(after, side) / after.cast
        return float(100 * (now - then))

    return Swing(before, after, gained("affirmative"), gained("negative"))
