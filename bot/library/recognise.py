"""Which arguments somebody is making, told from their own words.

A speech is heard sentence by sentence. Each sentence is held against every wording that the
argument files give (the claim, its paraphrases, its warrant), by weighted common stems, common
phrases and common letters, so that it may be loosely put or badly spelled. What is not clear
enough is not reported: to say nothing is better than to answer what nobody said.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.debate.arguments import Argument
from bot.library.stems import (
    COMMONPLACE,
    EMPTY,
    NEGATORS,
    negations,
    sentences_of,
    stem,
    trigrams,
    words_of,
)

SURE = 0.43
"""The score that is always reported. Calibrated on sentences as students put them, and against
remarks that belong to no argument."""
ALONE, AHEAD = 0.33, 1.3
"""A score from ALONE on is reported too where the next best is AHEAD times smaller."""
CLEAR = 0.58
"""From here on a speaker may say the point back without hedging."""
CLAUSE = re.compile(r"[,;:]\s+|\s+(?:because|since|but|so|and|cause|bc)\s+", re.IGNORECASE)
SHORT = 5
"""A clause of fewer words is not heard by itself."""
LONG, STEP = 24, 12
"""A sentence of more words than LONG is heard in overlapping stretches of that length."""
OTHER_SCHOOL = 0.8
"""How far a likeness to the other school's argument counts: it is more often reported speech."""
DENIAL = re.compile(
    r"\W*(?:(?:it is|it's|its|that is|that's|thats) )?(?:simply )?(?:not true|untrue|false|wrong|nonsense) that"
    r"|\W*i (?:don't|dont|do not|can't|cannot) (?:think|believe|agree|accept)|\W*i disagree",
    re.IGNORECASE,
)
"""How a sentence opens that says the opposite of what follows."""
ONE_STEM = 0.75
"""How far a likeness counts that rests on one stem of several."""
DENIED = 0.5
"""How far a likeness counts in such a sentence."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """An argument heard in a text, from 0 to 1 how surely, and the words that it was heard in."""

    argument: Argument
    score: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way in which an argument may be put."""

    argument: int
    weight: float
    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]
    mass: float
    denials: int


@dataclass(frozen=True, slots=True)
class _Heard:
    """A stretch of a speech, prepared once for all wordings."""

    text: str
    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]
    mass: float
    denials: int


class Recogniser:
    """Knows one set of arguments. Costly to make and cheap to ask: keep it."""

    def __init__(self, arguments: Iterable[Argument], *, questions: bool = False) -> None:
        """`questions` also counts what an argument asks as one of its wordings."""
        self._arguments = tuple(arguments)
        spoken = [tuple(_wordings(a, questions=questions)) for a in self._arguments]
        found = Counter(s for said in spoken for s in {s for text, _ in said for s in _stems(text)})
        count = max(len(self._arguments), 1)
        self._idf = {
            s: math.log(1 + count / n) * (0.4 if s in COMMONPLACE else 1) for s, n in found.items()
        }
        self._strange = sorted(self._idf.values())[len(self._idf) // 2] if self._idf else 1.0
        self._enough = 1.2 * math.log(1 + count / 2) if count > 1 else 1.0
        self._vocabulary = sorted(
            {w for said in spoken for text, _ in said for w in words_of(text)}
        )
        self._known = frozenset(self._vocabulary)
        self._mended: dict[str, str] = {}
        self._wordings = tuple(
            self._wording(number, text, weight)
            for number, said in enumerate(spoken)
            for text, weight in said
        )
        self._all = tuple(frozenset(s for text, _ in said for s in _stems(text)) for said in spoken)

    def recognise(self, text: str, *, school: str = "") -> tuple[Recognised, ...]:
        """The arguments heard in `text`, the surest first; empty when none is clear.

        `school` is the speaker's: its arguments are preferred, since a speech that repeats the
        other school's words does so mostly in order to deny them.
        """
        best: dict[int, Recognised] = {}
        for stretch in stretches(text):
            heard = self._hear(stretch)
            if heard is None:
                continue
            scores = self._scores(heard)
            if DENIAL.match(stretch):
                scores = [score * DENIED for score in scores]
            if school:
                for number, argument in enumerate(self._arguments):
                    scores[number] *= 1 if argument.school == school else OTHER_SCHOOL
            top = _clear_best(scores)
            if top is None:
                continue
            if top not in best or scores[top] > best[top].score:
                best[top] = Recognised(self._arguments[top], min(scores[top], 1.0), stretch)
        return tuple(sorted(best.values(), key=lambda r: (-r.score, r.argument.id)))

    def likeness(self, text: str, argument: str) -> float:
        """How much one text is like one argument, 0 to 1."""
        number = next((n for n, a in enumerate(self._arguments) if a.id == argument), None)
        heard = self._hear(text)
        return 0.0 if number is None or heard is None else min(self._scores(heard)[number], 1.0)

    def _wording(self, argument: int, text: str, weight: float) -> _Wording:
        words = words_of(text)
        stems = frozenset(_stems(text))
        mass = sum(self._idf[s] for s in stems)
        return _Wording(
            argument, weight, stems, _pairs(words), trigrams(text), mass, negations(words)
        )

    def _hear(self, text: str) -> _Heard | None:
        words = tuple(self._mend(w) for w in words_of(text))
        stems = frozenset(stem(w) for w in words if w not in EMPTY and w not in NEGATORS)
        if not words:
            return None
        mass = sum(self._idf.get(s, self._strange) for s in stems)
        return _Heard(text, stems, _pairs(words), trigrams(" ".join(words)), mass, negations(words))

    def _mend(self, word: str) -> str:
        """The word of the corpus that was probably meant."""
        if len(word) < 4 or word in self._known or stem(word) in self._idf or word in EMPTY:
            return word
        if word not in self._mended:
            near = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=84)
            if len(self._mended) > 20_000:
                self._mended.clear()
            self._mended[word] = near[0] if near else word
        return self._mended[word]

    def _scores(self, heard: _Heard) -> list[float]:
        scores = [0.0] * len(self._arguments)
        second = [0.0] * len(self._arguments)
        for wording in self._wordings:
            score = self._score(heard, wording)
            if score > scores[wording.argument]:
                second[wording.argument] = scores[wording.argument]
                scores[wording.argument] = score
            elif score > second[wording.argument]:
                second[wording.argument] = score
        for number, stems in enumerate(self._all):
            common = sum(self._idf[s] for s in heard.stems & stems)
            bag = (common / heard.mass if heard.mass else 0.0) * self._saturation(common)
            scores[number] = 0.78 * scores[number] + 0.10 * second[number] + 0.22 * bag
        return scores

    def _score(self, heard: _Heard, wording: _Wording) -> float:
        common = sum(self._idf[s] for s in heard.stems & wording.stems)
        lexical = 0.0
        if common:
            covered = (common / wording.mass) ** 0.55 * (common / heard.mass) ** 0.45
            lexical = covered * self._saturation(common)
            if len(heard.stems) > 2 and len(heard.stems & wording.stems) == 1:
                lexical *= ONE_STEM
        pairs = len(heard.pairs & wording.pairs) / max(4, min(len(heard.pairs), len(wording.pairs)))
        letters = (
            2 * len(heard.letters & wording.letters) / (len(heard.letters) + len(wording.letters))
        )
        verbatim = max(0.0, letters - 0.5) / 0.45 if len(heard.letters) > 11 else 0.0
        score = max(lexical + 0.25 * min(pairs, 1.0), verbatim) * wording.weight
        if (heard.denials - wording.denials) % 2:
            score *= 0.3 if letters > 0.55 or lexical > 0.6 else 0.85
        return min(score, 1.0)

    def _saturation(self, common: float) -> float:
        """One shared word proves little; several rare ones prove much."""
        return 1 - math.exp(-common / self._enough)


def recognise(text: str, arguments: Iterable[Argument]) -> tuple[Recognised, ...]:
    """The arguments heard in `text`, the surest first; empty when none is clear."""
    return Recogniser(arguments).recognise(text)


def stretches(text: str) -> Iterator[str]:
    """The parts of a speech that are heard by themselves: sentences, their clauses, stretches of long ones."""
    for sentence in sentences_of(text):
        words = sentence.split()
        yield sentence
        if DENIAL.match(sentence):
            continue
        if len(words) > LONG:
            for start in range(0, len(words) - STEP, STEP):
                yield " ".join(words[start : start + LONG])
        clauses = [c.strip() for c in CLAUSE.split(sentence) if c]
        yield from (c for c in clauses if c != sentence and len(c.split()) >= SHORT)


def _clear_best(scores: list[float]) -> int | None:
    """The place of the best score, None where it is too low or too close to the next."""
    first, second = [*heapq.nlargest(2, scores), 0.0, 0.0][:2]
    if first >= SURE or (first >= ALONE and first >= AHEAD * second):
        return scores.index(first)
    return None


def _wordings(argument: Argument, *, questions: bool) -> Iterator[tuple[str, float]]:
    yield argument.claim, 1.0
    for said in argument.also_said:
        yield said, 1.0
    yield argument.because, 0.9
    yield argument.so_what, 0.85
    if questions:
        for asked in argument.asks:
            yield asked, 1.0


def _stems(text: str) -> list[str]:
    return [stem(w) for w in words_of(text) if w not in EMPTY and w not in NEGATORS]


def _pairs(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    stems = [stem(w) for w in words]
    return frozenset(
        (a, b) for a, b, w in zip(stems, stems[1:], words[1:], strict=False) if w not in EMPTY
    )
