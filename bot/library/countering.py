"""Ranking passages as answers to a statement: alike in what they speak of, opposed in what they hold.

Pure: knows only the texts that it is given. To run a public benchmark of counter-argument retrieval
on it (such as ArguAna), make one `Counters` of the whole corpus of passages and call `rank` with
each query; the places that come back are those of the passages, best first. A passage that is the
query itself is never among them, as the benchmark wants it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.library.likeness import forms_of
from bot.library.stems import NEGATORS, words_of

STEEP, LONG = 1.2, 0.7
"""BM25's k1 and b: how soon a word said often stops counting, how far length is evened out."""
OPPOSED = 0.15
"""How much more a passage counts that is fully opposed in stance."""
SAME = 92.0
"""From here on (of 100) a passage is the statement itself."""
LOOKED_THROUGH = 200
"""So many of the passages nearest in aspect are weighed by their stance."""
_TURNS = (
    "however but although though while yet instead rather contrary actually fail fails failed"
    " unlikely myth assume assumes exaggerated misleading ignores overlooks despite simply"
    " necessarily opposite worse harm harms undermine undermines unfair mistaken flawed"
)
TURNING = frozenset(_TURNS.split())
"""Words with which an answer turns against what it answers."""


@dataclass(frozen=True, slots=True)
class Counterpoint:
    """A passage as an answer to a statement: its place among the passages, and how apt it is."""

    place: int
    score: float


class Counters:
    """Passages to be ranked as answers. Costly to make and cheap to ask: keep it."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._words = [words_of(passage) for passage in passages]
        bags = [Counter(forms_of(words)) for words in self._words]
        lengths = [sum(bag.values()) for bag in bags]
        middle = sum(lengths) / len(lengths) if lengths else 1.0
        held = Counter(form for bag in bags for form in bag)
        self._idf = {
            form: math.log(1 + (len(bags) - often + 0.5) / (often + 0.5))
            for form, often in held.items()
        }
        self._places: dict[str, list[tuple[int, float]]] = {}
        for place, (bag, length) in enumerate(zip(bags, lengths, strict=True)):
            evened = STEEP * (1 - LONG + LONG * length / (middle or 1.0))
            for form, often in bag.items():
                worth = self._idf[form] * often * (STEEP + 1) / (often + evened)
                self._places.setdefault(form, []).append((place, worth))

    def rank(self, statement: str, limit: int | None = None) -> tuple[Counterpoint, ...]:
        """The passages that share words with the statement, the aptest answer first.

        Scores have no upper end and compare passages for one statement only. The statement itself,
        however it is spaced or punctuated, is left out; so is what shares no word of weight with it.
        """
        said = words_of(statement)
        aspect: dict[int, float] = {}
        for form, often in Counter(forms_of(said)).items():
            for place, worth in self._places.get(form, ()):
                aspect[place] = aspect.get(place, 0.0) + worth * (1 + math.log(often))
        nearest = sorted(aspect, key=lambda place: (-aspect[place], place))
        most = LOOKED_THROUGH if limit is None else max(LOOKED_THROUGH, limit)
        weighed = [
            Counterpoint(
                place, aspect[place] * (1 + OPPOSED * _opposition(said, self._words[place]))
            )
            for place in nearest[:most]
            if not _same(said, self._words[place])
        ]
        weighed.sort(key=lambda point: (-point.score, point.place))
        rest = [Counterpoint(place, aspect[place]) for place in nearest[most:]]
        return tuple((weighed + rest)[:limit])


def counters(statement: str, passages: Sequence[str]) -> tuple[Counterpoint, ...]:
    """The passages ranked as answers to `statement`, the aptest first; see `Counters.rank`.

    An answer speaks of the same things (BM25 over stems, each passage evened for its length) and
    takes the other stance: it denies where the statement affirms, or turns with words such as
    “however”. For many statements over the same passages, keep a `Counters`.
    """
    return Counters(passages).rank(statement)


def _opposition(said: tuple[str, ...], answer: tuple[str, ...]) -> float:
    """How much more an answer denies and turns than what it answers does, 0 to 1."""
    return max(0.0, min(1.0, 0.5 + 8 * (_contrary(answer) - _contrary(said))))


def _contrary(words: tuple[str, ...]) -> float:
    """The share of words that deny or turn."""
    against = sum(word in NEGATORS or word in TURNING for word in words)
    return against / len(words) if words else 0.0


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two texts are one, but for a few words."""
    if one == other:
        return True
    if not 0.8 < (len(one) + 1) / (len(other) + 1) < 1.25:
        return False
    return fuzz.ratio(" ".join(one), " ".join(other), score_cutoff=SAME) > 0
