"""How like a text is to the wordings of arguments, letter by letter and word by word.

Holds up against slips of the finger and loose order. What is meant in quite other words is the
business of `bearing`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.debate.arguments import Argument
from bot.library.stems import COMMONPLACE, EMPTY, NEGATORS, negations, stem, trigrams, words_of

ONE_STEM = 0.75
"""How far a likeness counts that rests on one stem of several."""
FEWEST_LETTERS = 12
"""So many runs of three letters must a text have before it is told by its letters."""
MOST_MENDED = 20_000


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of a text, prepared once for all wordings. `forms` are its stems in order."""

    text: str
    forms: tuple[str, ...]
    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]
    mass: float
    denials: int


@dataclass(frozen=True, slots=True)
class _Form:
    """What a wording is made of, whatever it is compared with."""

    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]
    denials: int


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way in which an argument may be put."""

    argument: int
    weight: float
    form: _Form
    mass: float


@dataclass(slots=True)
class _Shared:
    """The stems that a text and a wording have in common: their mass, and how many they are."""

    mass: float = 0.0
    count: int = 0


class Likeness:
    """Knows the wordings of one set of arguments."""

    def __init__(self, arguments: Sequence[Argument], *, questions: bool) -> None:
        """`questions` also counts what an argument asks as one of its wordings."""
        self._count = len(arguments)
        spoken = [tuple(wordings(a, questions=questions)) for a in arguments]
        self._all = tuple(frozenset().union(*(_form(t).stems for t, _ in s)) for s in spoken)
        count = max(self._count, 1)
        found = Counter(s for stems in self._all for s in stems)
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
            _Wording(number, weight, form, sum(self._idf[s] for s in form.stems))
            for number, said in enumerate(spoken)
            for form, weight in ((_form(text), weight) for text, weight in said)
        )
        forms = [wording.form for wording in self._wordings]
        self._of_stem = _places(form.stems for form in forms)
        self._holders = _places(self._all)
        self._without_stems = [n for n, form in enumerate(forms) if not form.stems]

    def hear(self, text: str) -> Heard | None:
        """The text prepared, its slips mended; None where it has no words."""
        words = tuple(self._mend(w) for w in words_of(text))
        if not words:
            return None
        forms = forms_of(words)
        stems = frozenset(forms)
        mass = sum(self._idf.get(s, self._strange) for s in stems)
        letters = trigrams(" ".join(words))
        return Heard(text, forms, stems, _pairs(words), letters, mass, negations(words))

    def scores(self, heard: Heard) -> list[float]:
        """How like the text is to each argument, about 0 to 1."""
        scores = [0.0] * self._count
        second = [0.0] * self._count
        for place, shared in self._within_reach(heard).items():
            wording = self._wordings[place]
            score = self._score(heard, wording, shared)
            if score > scores[wording.argument]:
                second[wording.argument] = scores[wording.argument]
                scores[wording.argument] = score
            elif score > second[wording.argument]:
                second[wording.argument] = score
        for number, common in enumerate(self._in_common(heard.stems)):
            bag = (common / heard.mass if heard.mass else 0.0) * self._saturation(common)
            scores[number] = 0.78 * scores[number] + 0.10 * second[number] + 0.22 * bag
        return scores

    def _within_reach(self, heard: Heard) -> dict[int, _Shared]:
        """The places of the wordings that have a stem in common with the text, or have none."""
        places = {place: _Shared() for place in self._without_stems}
        for form in heard.stems:
            for place in self._of_stem.get(form, ()):
                shared = places.get(place)
                if shared is None:
                    shared = places[place] = _Shared()
                shared.mass += self._idf[form]
                shared.count += 1
        return places

    def _in_common(self, stems: Iterable[str]) -> list[float]:
        """The mass of the stems that a text has in common with the whole of each argument."""
        common = [0.0] * self._count
        for form in stems:
            for number in self._holders.get(form, ()):
                common[number] += self._idf[form]
        return common

    def _mend(self, word: str) -> str:
        """The word of the corpus that was probably meant."""
        if len(word) < 4 or word in self._known or stem(word) in self._idf or word in EMPTY:
            return word
        if word not in self._mended:
            near = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=84)
            if len(self._mended) > MOST_MENDED:
                self._mended.clear()
            self._mended[word] = near[0] if near else word
        return self._mended[word]

    def _score(self, heard: Heard, wording: _Wording, shared: _Shared) -> float:
        form = wording.form
        lexical = 0.0
        if shared.mass:
            covered = (shared.mass / wording.mass) ** 0.55 * (shared.mass / heard.mass) ** 0.45
            lexical = covered * self._saturation(shared.mass)
            if len(heard.stems) > 2 and shared.count == 1:
                lexical *= ONE_STEM
        pairs = len(heard.pairs & form.pairs) / max(4, min(len(heard.pairs), len(form.pairs)))
        letters = 2 * len(heard.letters & form.letters) / (len(heard.letters) + len(form.letters))
        verbatim = max(0.0, letters - 0.5) / 0.45 if len(heard.letters) >= FEWEST_LETTERS else 0.0
        score = max(lexical + 0.25 * min(pairs, 1.0), verbatim) * wording.weight
        if (heard.denials - form.denials) % 2:
            score *= 0.3 if letters > 0.55 or lexical > 0.6 else 0.85
        return min(score, 1.0)

    def _saturation(self, common: float) -> float:
        """One shared word proves little; several rare ones prove much."""
        return 1 - math.exp(-common / self._enough)


def _places(sets: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """For each stem, the places of the sets that hold it."""
    found: dict[str, list[int]] = {}
    for place, stems in enumerate(sets):
        for form in stems:
            found.setdefault(form, []).append(place)
    return found


def wordings(argument: Argument, *, questions: bool = False) -> Iterator[tuple[str, float]]:
    """The ways in which an argument may be put, and how much a likeness to each counts."""
    yield argument.claim, 1.0
    for said in argument.also_said:
        yield said, 1.0
    yield argument.because, 0.9
    yield argument.so_what, 0.85
    if questions:
        for asked in argument.asks:
            yield asked, 1.0


def forms_of(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    return tuple(stem(w) for w in words if w not in EMPTY and w not in NEGATORS)


@lru_cache(maxsize=8_000)
def _form(text: str) -> _Form:
    words = words_of(text)
    return _Form(frozenset(forms_of(words)), _pairs(words), trigrams(text), negations(words))


def _pairs(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    stems = [stem(w) for w in words]
    return frozenset(
        (a, b) for a, b, w in zip(stems, stems[1:], words[1:], strict=False) if w not in EMPTY
    )
