"""Which arguments a text bears on, by its words and by the ideas behind them.

Two sights are put together: how much of the text one single wording of an argument takes up, and
how much of it the whole of what is said for and about that argument does (the BM25 measure of
full-text search). A word that two texts share counts, and so does an idea that other words share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.debate.arguments import Argument
from bot.library.ideas import ideas_of
from bot.library.likeness import forms_of, wordings
from bot.library.small_talk import remarks
from bot.library.stems import COMMONPLACE, words_of

IDEA = 1.2
"""What an idea that is shared counts, where a rare word counts 1."""
ABOUT = 0.4
"""What a word counts that is not said for an argument but about it: in a question or an answer."""
STEEP, LONG = 2.5, 0.7
"""BM25's k1 and b: how soon a word said often stops counting, how far length is evened out."""
WHOLE = 0.6
"""How far the whole of an argument counts beside its nearest wording."""
ENOUGH = 2.5
"""So much evidence is two thirds of enough: one shared word proves little, several rare ones much."""
IDEA_EVIDENCE = 0.5
"""What an idea proves, where the word itself proves 1."""


@dataclass(frozen=True, slots=True)
class Borne:
    """How far a text bears on one argument, how much in it shows that, and what share of it does."""

    score: float
    evidence: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class _Wording:
    argument: int
    weight: float
    mass: float


class Bearing:
    """Knows the words and ideas of one set of arguments."""

    def __init__(self, arguments: Sequence[Argument]) -> None:
        said = [[(_terms(text), weight) for text, weight in wordings(a)] for a in arguments]
        weights = [
            _weights(words, about) for words, about in zip(said, _about(arguments), strict=True)
        ]
        count = max(len(arguments), 1)
        found = Counter(term for own in weights for term in own)
        self._idf = {term: _rarity(term, count / n) for term, n in found.items()}
        known = sorted(v for term, v in self._idf.items() if not _is_idea(term))
        self._strange = known[len(known) // 3] if known else 1.0
        self._wordings: list[_Wording] = []
        self._places: dict[str, list[int]] = {}
        for number, own in enumerate(said):
            for terms, weight in own:
                for term in terms:
                    self._places.setdefault(term, []).append(len(self._wordings))
                mass = sum(self._idf[term] for term in terms)
                self._wordings.append(_Wording(number, weight, mass))
        self._count = len(arguments)
        self._weighed = _evened(weights, self._idf)

    def borne(self, forms: Iterable[str]) -> list[Borne]:
        """How far a text of these stems bears on each argument."""
        own = frozenset(forms)
        terms = _with_ideas(own)
        mass = sum(self._idf.get(t, 0.0 if _is_idea(t) else self._strange) for t in terms)
        if not mass:
            return [Borne(0.0, 0.0)] * self._count
        words = sum(self._idf.get(form, self._strange) for form in own)
        nearest = self._nearest(terms, mass)
        shows = [self._shows(form) for form in own]
        found: list[Borne] = []
        for number, weighed in enumerate(self._weighed):
            whole = sum(weighed[t] for t in terms if t in weighed)
            best = (next((v for t, v in shown if t in weighed), 0.0) for shown in shows)
            evidence = sum(best) if whole else 0.0
            score = nearest[number] + WHOLE * whole / mass
            score *= 1 - math.exp(-evidence / ENOUGH)
            found.append(Borne(score, evidence, min(evidence / words, 1.0) if words else 0.0))
        return found

    def small_talk(self, forms: Iterable[str]) -> float:
        """How much of a text of these stems one remark takes up that is made in any debate, 0 to 1."""
        own = frozenset(forms)
        mass = sum(self._idf.get(form, self._strange) for form in own)
        taken = (sum(self._idf.get(f, self._strange) for f in own & r) for r in remarks())
        return max(taken, default=0.0) / mass if mass else 0.0

    def _nearest(self, terms: frozenset[str], mass: float) -> list[float]:
        """How much of the text the nearest wording of each argument takes up, and the next one."""
        common: dict[int, float] = {}
        for term in terms:
            for place in self._places.get(term, ()):
                common[place] = common.get(place, 0.0) + self._idf[term]
        best = [0.0] * self._count
        second = [0.0] * self._count
        for place, shared in common.items():
            wording = self._wordings[place]
            covered = (shared / wording.mass) ** 0.55 * (shared / mass) ** 0.45
            score = covered * wording.weight
            number = wording.argument
            if score > best[number]:
                best[number], second[number] = score, best[number]
            elif score > second[number]:
                second[number] = score
        return [one + 0.15 * other for one, other in zip(best, second, strict=True)]

    def _shows(self, form: str) -> tuple[tuple[str, float], ...]:
        """What a word can show by itself and by its ideas, the most first."""
        shown = {
            idea: IDEA_EVIDENCE * self._idf[idea] for idea in ideas_of(form) if idea in self._idf
        }
        if form in self._idf:
            shown[form] = self._idf[form]
        return tuple(sorted(shown.items(), key=lambda item: -item[1]))


def _about(arguments: Sequence[Argument]) -> list[list[str]]:
    """For each argument what it asks, and what others answer to it."""
    answered: dict[str, list[str]] = {}
    for argument in arguments:
        for answer in argument.answers:
            answered.setdefault(answer.claim, []).append(answer.say)
    return [[*a.asks, *answered.get(a.id, ())] for a in arguments]


def _weights(
    said: Iterable[tuple[frozenset[str], float]], about: Iterable[str]
) -> dict[str, float]:
    """How often each word and idea stands in what is said for an argument and about it."""
    weights: dict[str, float] = {}
    for terms, weight in said:
        for term in terms:
            weights[term] = weights.get(term, 0.0) + weight
    for text in about:
        for term in _terms(text):
            weights[term] = weights.get(term, 0.0) + ABOUT
    return weights


def _evened(weights: list[dict[str, float]], idf: dict[str, float]) -> list[dict[str, float]]:
    """What each word and idea of each argument counts, by BM25."""
    lengths = [sum(own.values()) for own in weights]
    middle = sum(lengths) / len(lengths) if lengths else 1.0
    return [
        {
            term: idf[term] * often * (STEEP + 1)
            / (often + STEEP * (1 - LONG + LONG * length / middle))
            for term, often in own.items()
        }
        for own, length in zip(weights, lengths, strict=True)
    ]  # fmt: skip


def _rarity(term: str, one_in: float) -> float:
    common = 0.4 if term in COMMONPLACE else 1.0
    return math.log(1 + one_in) * common * (IDEA if _is_idea(term) else 1.0)


@lru_cache(maxsize=16_000)
def _terms(text: str) -> frozenset[str]:
    return _with_ideas(forms_of(words_of(text)))


def _with_ideas(forms: Iterable[str]) -> frozenset[str]:
    own = frozenset(forms)
    return own | {idea for form in own for idea in ideas_of(form)}


def _is_idea(term: str) -> bool:
    return term.startswith("~")
