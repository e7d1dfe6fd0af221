"""A speech as a judge reads it: its sentences, each with its place and its words.

What is left out is left out here, for every measure alike: orders to the judge, what was said
before, and what was copied. Knows no criterion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.judges.hollow import HOLLOW
from bot.judges.lexicon import QUOTED, RESTATES
from bot.judges.orders import after_greeting, for_the_judge
from bot.judges.stemming import plain_stem
from bot.library.sentences import TITLES
from bot.library.stems import EMPTY, NEGATORS, words_of

END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[}>](?=\s)|\n+")
LAST_WORD = re.compile(r"[\w.]+$")
ALIKE = 0.8
"""The share of a sentence's stems that were said before from which on it is a repetition."""
RUN = 5
"""So many words in a row are told for copied and not for chance."""
COPIED = 0.5
"""The share of a sentence that stands in another text from which on it is copied."""
FEWEST_ENGLISH = 0.12
"""The least share of everyday English words in a text that is English."""
FEWEST_WORDS = 5
LONG = 8
"""A sentence of so many words should say more than one thing."""


class Left(StrEnum):
    """Why a sentence counts for nothing."""

    OUT = "an order to the judge"
    AGAIN = "said before"
    COPIED = "copied"
    FOREIGN = "not English"
    OFF = "off the motion"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place in the text, in characters. `left` says why it does not count.

    `words` are all its words, `stems` those that say something, each once.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    left: Left | None = None

    @property
    def place(self) -> tuple[int, int]:
        return (self.start, self.end)

    @property
    def empty(self) -> bool:
        """Whether it says next to nothing, in however many words."""
        return len(self.stems) < (2 if len(self.words) >= LONG else 1)

    @property
    def asks(self) -> bool:
        return self.text.rstrip("\"'”’)» ").endswith("?")


def read(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, those marked that do not count by themselves."""
    found = [_sentence(text, start, end) for start, end in _places(text)]
    found = [replace(s, left=Left.OUT) if for_the_judge(s.text) else s for s in found]
    return without_repetition(_without_foreign(text, found))


def without_repetition(
    sentences: Iterable[Sentence], before: Iterable[Sentence] = ()
) -> tuple[Sentence, ...]:
    """The sentences, those marked that say again what stands before them, or stands in `before`."""
    known = [s.stems for s in before if s.stems]
    found: list[Sentence] = []
    for sentence in sentences:
        stems = sentence.stems
        again = any(len(stems & other) >= ALIKE * len(stems) for other in known)
        if sentence.left is None and stems:
            known.append(stems)
            sentence = replace(sentence, left=Left.AGAIN) if again else sentence
        found.append(sentence)
    return tuple(found)


def without_copies(sentences: Iterable[Sentence], other: Iterable[str]) -> tuple[Sentence, ...]:
    """The sentences, those marked that are copied from other texts: sources, or others' speeches.

    What stands between quotation marks, or is said back as somebody's, is not held for copied.
    """
    runs = frozenset(run for one in other for run in _runs(words_of(one)))
    return tuple(
        replace(s, left=Left.COPIED) if s.left is None and _copied(s, runs) else s
        for s in sentences
    )


def counting(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that count."""
    return tuple(s for s in sentences if s.left is None)


def content(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that say something of their own."""
    stems = (plain_stem(w) for w in words if w not in EMPTY and w not in NEGATORS and len(w) > 1)
    return frozenset(s for s in stems if s not in HOLLOW)


def in_english(text: str) -> bool:
    """Whether a text can be read as English; so short a text that nobody can tell counts as such."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if latin < 0.6 * len(letters):
        return False
    words = words_of(text)
    everyday = sum(w in EMPTY or w in NEGATORS for w in words)
    return len(words) < FEWEST_WORDS or everyday >= FEWEST_ENGLISH * len(words)


def _sentence(text: str, start: int, end: int) -> Sentence:
    said = text[start:end]
    words = words_of(said)
    return Sentence(start, end, said, words, content(words))


def _copied(sentence: Sentence, runs: frozenset[tuple[str, ...]]) -> bool:
    if not runs or RESTATES.search(sentence.text):
        return False
    mine = _runs(words_of(QUOTED.sub(" ", sentence.text)))
    return bool(mine) and sum(run in runs for run in mine) >= COPIED * len(mine)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]


def _without_foreign(text: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, each marked that is in no English; of short ones the whole text decides."""
    whole = in_english(text)
    return tuple(
        replace(s, left=Left.FOREIGN)
        if s.left is None
        and (not in_english(s.text) or (not whole and len(s.words) < FEWEST_WORDS))
        else s
        for s in sentences
    )


def _places(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, a greeting before it left out."""
    stops = [m.end() for m in END.finditer(text) if not _abbreviated(text, m)]
    places = []
    for start, end in pairwise((0, *stops, len(text))):
        said = text[start:end]
        start += len(said) - len(said.lstrip())
        start += after_greeting(text[start:end])
        end = start + len(text[start:end].rstrip())
        if any(c.isalnum() for c in text[start:end]):
            places.append((start, end))
    return places


def _abbreviated(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to its word."""
    if stop.group()[:1] != ".":
        return False
    before = LAST_WORD.search(text, max(0, stop.start() - 24), stop.start())
    word = before.group().lower() if before else ""
    return word in TITLES or (len(word) == 1 and word.isalpha() and word != "i") or "." in word
