"""Whether words stand in a text: word for word, and nothing less.

Likeness never verifies. It only finds the nearest words that the text really has, so that a
person can be shown what was misquoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import regex
from rapidfuzz import fuzz

from bot.debate.model import Verdict
from bot.library.sentences import Span, around, sentences
from bot.library.words import Words, words_of

FEWEST_WORDS = 4
FEWEST_IN_A_PART = 2
WIDEST_GAP = 40
NEAR_ENOUGH = 72.0
MOST_LIKELY = 40
WIDEST_SLACK = 8

ELLIPSIS = regex.compile(r"[\[(]?\s*(?:…|\.\s?\.\s?\.(?:\s?\.)*)\s*[\])]?")
CAPITAL = regex.compile(r"\[(\p{L})\](?=\p{L})")
LONE_CAPITAL = regex.compile(r"\[([AIai])\](?=\s)")
INSERTION = regex.compile(r"\[[^\[\]]*\w[^\[\]]*\]")
TURNING = """
not no never none nobody nothing nowhere neither nor cannot without hardly scarcely barely seldom
rarely unless except fail fails failed lack lacks lacked deny denies denied
"""
NEGATIONS = frozenset(TURNING.split())


@dataclass(frozen=True, slots=True)
class Found:
    """What a text says to some words held against it.

    `start` and `end` are the place in the text, in characters (0 and 0: nowhere); `words` the
    text's own words there; `before` and `after` the sentences around them.
    """

    verdict: Verdict
    start: int = 0
    end: int = 0
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready to be searched for words again and again. `places` are those of each word."""

    words: Words
    sentences: tuple[Span, ...]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, text: str) -> Text:
        words = words_of(text)
        places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words.said):
            places[word].append(number)
        return cls(words, sentences(text), dict(places))

    def found(self, verdict: Verdict, first: int, last: int) -> Found:
        """The find of words `first` up to, not including, `last`."""
        start, end = self.words.starts[first], self.words.ends[last - 1]
        text = self.words.text
        before, after = around(text, self.sentences, start, end)
        return Found(verdict, start, end, text[start:end], before, after)


def check(words: str, text: str | Text) -> Found:
    """Hold `words` against `text`: VERIFIED, NEAR or NOT_FOUND. Never raises."""
    text = text if isinstance(text, Text) else Text.of(text)
    plain = LONE_CAPITAL.sub(r"\1", CAPITAL.sub(r"\1", words))
    quoted = words_of(plain)
    if not quoted or not text.words:
        return Found(Verdict.NOT_FOUND)
    place = next(_places(quoted, text), None)
    if place is None and not INSERTION.search(ELLIPSIS.sub(" ", plain)):
        place = _in_parts(plain, text)
    if place and len(quoted) >= FEWEST_WORDS:
        return text.found(Verdict.VERIFIED, *place)
    if place:
        return text.found(Verdict.NEAR, *place)
    return _nearest(quoted, text)


def _places(quoted: Words, text: Text) -> Iterator[tuple[int, int]]:
    """Each run of the text's words that is the quoted words, as (first, past)."""
    openings: Iterable[int] = text.places.get(quoted.said[0], ())
    if text.words.broken:
        openings = sorted({*openings, *text.words.broken})
    if 0 in quoted.broken:
        openings = range(len(text.words))
    for first in openings:
        past = _runs_to(quoted, text.words, first)
        if past is not None:
            yield first, past


def _runs_to(quoted: Words, text: Words, at: int) -> int | None:
    """The word past the run that begins at `at` and is the quoted words; None where they differ."""
    mine = 0
    while mine < len(quoted):
        if at >= len(text):
            return None
        if quoted.said[mine] == text.said[at]:
            mine, at = mine + 1, at + 1
        elif at in text.broken and text.said[at] + text.said[at + 1] == quoted.said[mine]:
            mine, at = mine + 1, at + 2
        elif mine in quoted.broken and quoted.said[mine] + quoted.said[mine + 1] == text.said[at]:
            mine, at = mine + 2, at + 1
        else:
            return None
    return at


def _in_parts(plain: str, text: Text) -> tuple[int, int] | None:
    """The stretch of the text that holds all the parts of a quotation with ellipses, in order."""
    parts = [part for part in map(words_of, ELLIPSIS.split(plain)) if part]
    if len(parts) < 2 or any(len(part) < FEWEST_IN_A_PART for part in parts):
        return None
    ends = {past: first for first, past in _places(parts[0], text)}
    for part in parts[1:]:
        ends = dict(_joined(ends, _places(part, text), text))
    return next(((first, past) for past, first in ends.items()), None)


def _joined(
    ends: dict[int, int], places: Iterator[tuple[int, int]], text: Text
) -> Iterator[tuple[int, int]]:
    """Of a part's places, those that follow on an end so far; each with where the whole begins.

    The last end before a place decides: any other leaves out more words, and the same ones.
    """
    reached = sorted(ends)
    for start, past in places:
        number = bisect_right(reached, start) - 1
        if number < 0:
            continue
        gap = text.words.said[reached[number] : start]
        if len(gap) <= WIDEST_GAP and not any(map(_negates, gap)):
            yield past, ends[reached[number]]


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def _nearest(quoted: Words, text: Text) -> Found:
    """The words of the text that are most like those quoted, where any are like them at all."""
    said = text.words.said
    wanted = " ".join(quoted.said)
    slack = min(max(1, len(quoted) // 4), WIDEST_SLACK)

    def likeness(run: tuple[int, int]) -> float:
        first, past = run
        return (
            fuzz.ratio(wanted, " ".join(said[first:past])) if 0 <= first < past <= len(said) else 0
        )

    best = max(_likely(quoted.said, said), key=likeness, default=(0, 0))
    around = range(-slack, slack + 1)
    for _ in range(2):
        best = max(((best[0] + step, best[1]) for step in around), key=likeness)
        best = max(((best[0], best[1] + step) for step in around), key=likeness)
    if likeness(best) < NEAR_ENOUGH:
        return Found(Verdict.NOT_FOUND)
    # A wrong last word makes the likest stretch one word short: show what stands in its place.
    past = min(max(best[1], best[0] + len(quoted)), len(text.words))
    return text.found(Verdict.NEAR, best[0], past)


def _likely(quoted: Sequence[str], text: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches, as long as the quotation, that share the most words with it."""
    length = min(len(quoted), len(text))
    wanted = Counter(quoted)
    inside: Counter[str] = Counter()
    shared = 0
    tallies: list[tuple[int, int]] = []
    for at, word in enumerate(text):
        inside[word] += 1
        shared += inside[word] <= wanted[word]
        if at >= length:
            left = text[at - length]
            shared -= inside[left] <= wanted[left]
            inside[left] -= 1
        if shared and at >= length - 1:
            tallies.append((-shared, at - length + 1))
    return [(first, first + length) for _, first in nsmallest(MOST_LIKELY, tallies)]
