"""What was found on one criterion in one speaker's part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.ballots import HIGHEST, LOWEST
from bot.judges.case import Told
from bot.judges.reading import Sentence

NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """How well it was done, from LOWEST to HIGHEST with everything between, and where that is seen.

    `why` says it in a sentence, `strength` what to keep, `step` what to do next; none of them
    repeats the speaker's words, which may be withdrawn. `occasion` is False where the debate gave
    no chance to show it.
    """

    value: float
    why: str
    strength: str
    step: str
    turn: int | None = None
    words: tuple[int, int] = NOWHERE
    occasion: bool = True

    @property
    def points(self) -> int:
        """The whole points that it is worth."""
        return min(max(int(self.value + 0.5), LOWEST), HIGHEST)


def at(told: Told, sentence: Sentence) -> tuple[int, tuple[int, int]]:
    """Where a sentence stands: its turn, and its place in the text of that turn."""
    return told.turn, sentence.place


def within(value: float) -> float:
    """A value brought between the least and the most that there is."""
    return min(max(value, float(LOWEST)), float(HIGHEST))


def only_asked(what: str, step: str) -> Finding:
    """What is found where somebody only asked: nothing was due, and nothing is held against them."""
    return Finding(2.0, f"You only asked, so {what}.", "", step, occasion=False)
