"""How good one argument is, told from its words alone, with no model: `quality`.

It tells a full, reasoned, particular argument from a bare, empty, angry or padded one. It does not
know whether what is said is true, nor whether a reason is a good one; `traits` names what is
measured and whose findings stand behind it.

    >>> quality("Bags lie in the sea for decades, because nothing there breaks them down.", "Ban bags")
    >>> quality("Bags are bad.", "Ban bags")
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict

from bot.judges.reading import Sentence, read
from bot.judges.traits import Traits, traits

WEIGHTS = {
    "amount": 6.0,
    "density": 3.0,
    "reasons": 1.2,
    "evidence": 1.4,
    "other_side": 0.4,
    "relevance": 0.4,
    "claim": 0.6,
    "clarity": 0.8,
    "precision": 0.7,
    "heat": -2.0,
    "taste": -1.2,
    "vagueness": -1.2,
    "waste": -1.0,
}
"""What a full measure of each trait counts."""
MIDDLE = -6.6
"""Added to the sum, so that an argument with something for it and something wanting scores a half."""


def quality(argument: str, topic: str = "") -> float:
    """The quality of one argument in English on a topic, from 0 (none to be seen) to 1. Never raises.

    `topic` is the motion or question, in words; without one, relevance is not measured. Two
    arguments may be compared by their scores: the better one has the higher. Saying a thing again,
    empty phrases and words addressed to the judge never raise it.
    """
    return score_of(read(argument), topic)


def score_of(sentences: Sequence[Sentence], topic: str = "") -> float:
    """The quality of an argument that has been read. See `quality`."""
    return weigh(traits(sentences, topic))


def weigh(measured: Traits) -> float:
    """One figure from all traits, 0 to 1."""
    total = sum(WEIGHTS[name] * value for name, value in asdict(measured).items())
    return 1 / (1 + math.exp(-(total + MIDDLE)))
