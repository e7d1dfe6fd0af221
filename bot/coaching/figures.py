"""The figures in a text, as numbers: “about 100 soldiers”, “$6 billion”, “34 percent”.

Two are the same when their values are; how they are spelled does not count, and near is not the
same. Knows nothing of sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.coaching.dating import Date, Place, dates_of
from bot.library.stems import COMMONPLACE, EMPTY, stem, words_of


class Unit(StrEnum):
    """What sort of thing a figure measures."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"


class Bound(StrEnum):
    """How a figure is hedged."""

    EXACTLY = "exactly"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


_SOME = "people person persons soldiers staff technicians experts specialists personnel hackers"
PEOPLE = frozenset(stem(word) for word in _SOME.split())
"""What people may be counted as who are the same people."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at a place of a text, in characters. `of` are the stems of what is counted.

    `low` and `high` differ where a range is given. `telling` is false for small numbers in words,
    such as the two of “two reasons”, which nobody would look up.
    """

    low: float
    high: float
    unit: Unit
    bound: Bound
    of: frozenset[str]
    currency: str
    place: Place
    telling: bool

    def same(self, other: Figure) -> bool:
        """Whether the other says the same number, or bears out what is hedged here as over or under."""
        if self.currency and other.currency and self.currency != other.currency:
            return False
        if (self.low, self.high) == (other.low, other.high):
            return True
        if other.bound in (Bound.OVER, Bound.UNDER):
            return False
        over, under = self.bound is Bound.OVER, self.bound is Bound.UNDER
        return (over and other.low >= self.low) or (under and other.high <= self.high)

    def comparable(self, other: Figure) -> bool:
        """Whether both measure the same sort of thing. A large bare number can be one of money."""
        if self.unit is not other.unit:
            bare = self if self.unit is Unit.COUNT else other
            return Unit.PERCENT not in (self.unit, other.unit) and not bare.of and bare.low >= 1e6
        if self.unit is not Unit.COUNT:
            return True
        return bool(self.of & other.of) or bool(self.of & PEOPLE and other.of & PEOPLE)


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: n for n, word in enumerate(_ONES.split())} | {
    w: 10 * n for n, w in enumerate(_TENS.split(), 2)
}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mio": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_SCALE = "hundreds?|thousands?|millions?|billions?|trillions?|dozen|mio|mn|bn"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:\.\d+)?"
POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
"""Thousands as many languages write them: 40.000."""
_WORDS = (
    rf"(?:(?:a|{'|'.join(SMALL)}|{_SCALE})(?:[ -]+(?:and )?(?=(?:{'|'.join(SMALL)}|{_SCALE})\b))?)+"
)
NUMBER = re.compile(
    rf"(?<![\w\[#-])(?<!\d[.,/:])(?P<sign>[$€£]\s?)?"
    rf"(?:(?P<digits>{_DIGITS})(?:\s*(?P<scale>(?:{_SCALE})\b)|(?P<letter>[kmb]\b))?|\b(?P<words>{_WORDS})\b)"
    rf"(?![\w\]]|-?\d|[./:]\d|['’]?s\b)",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
CURRENCY = re.compile(
    r"[\s-]*(?:us |american )?(?P<name>dollars?|usd|euros?|eur|pounds?|\$|€|£)(?!\w)", re.I
)
CURRENCIES = {"$": "$", "d": "$", "u": "$", "€": "€", "e": "€", "£": "£", "p": "£"}
HEDGES: tuple[tuple[Bound, str], ...] = (
    (Bound.OVER, r"more than|over|above|at least|upwards of|no fewer than|no less than"),
    (Bound.UNDER, r"less than|fewer than|under|below|at most|up to|no more than"),
    (
        Bound.ABOUT,
        r"about|around|some|roughly|nearly|almost|approximately|circa|ca\.?|like|maybe|perhaps",
    ),
)
HEDGE = {
    bound: re.compile(rf"\b(?:{words})\s+(?:a\s+)?$", re.IGNORECASE) for bound, words in HEDGES
}
TO = re.compile(r"\s*(?:to|-|–|or)\s*$", re.IGNORECASE)
NOUNS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
STOPS = re.compile(r"[.,;:!?()\n]|\b(?:in|on|at|by|for|from|with|to|into|since|over|that|who|which|were|was|are|is|had|have"
                   r"|has|and|but|came|arrived|landed|made|between|did|do)\b", re.IGNORECASE)  # fmt: skip
FARTHEST = 5
"""So many words after a figure may say what is counted."""
LONGEST_HEDGE, LONGEST_PHRASE = 24, 120
"""Characters before and behind a figure that are looked at."""


def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures in a text, in its order, dates left out."""
    dates = [date.place for date in dates_of(text)]
    found: list[Figure] = []
    for match in NUMBER.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in dates):
            continue
        figure = _figure(match, text)
        if figure is None:
            continue
        before = found[-1] if found else None
        joined = before and TO.fullmatch(text, before.place[1], match.start())
        if before and joined and before.unit is Unit.COUNT and not before.of:
            figure = _range(found.pop(), figure)
        found.append(figure)
    return tuple(found)


def _figure(match: re.Match[str], text: str) -> Figure | None:
    value = _value(match)
    if value is None:
        return None
    end = match.end()
    unit, currency = Unit.COUNT, ""
    if match["sign"]:
        unit, currency = Unit.MONEY, match["sign"].strip()
    elif percent := PERCENT.match(text, end):
        unit, end = Unit.PERCENT, percent.end()
    elif money := CURRENCY.match(text, end):
        unit, end = Unit.MONEY, money.end()
        currency = CURRENCIES[money["name"][0].lower()]
    hedge = next((b for b, _ in _hedges(text, match.start())), Bound.EXACTLY)
    small = bool(match["words"]) and value < 13
    return Figure(
        value, value, unit, hedge,
        frozenset() if unit is not Unit.COUNT else _counted(text, end),
        currency, (match.start(), end), not small or unit is not Unit.COUNT,
    )  # fmt: skip


def _hedges(text: str, at: int) -> Iterator[tuple[Bound, re.Match[str]]]:
    """How the figure at a place is hedged by the words right before it."""
    for bound, pattern in HEDGE.items():
        if found := pattern.search(text, max(0, at - LONGEST_HEDGE), at):
            yield bound, found


def _value(match: re.Match[str]) -> float | None:
    if match["words"]:
        return _in_words(match["words"])
    digits = match["digits"].replace(",", "")
    value = float(digits.replace(".", "") if POINTED.fullmatch(digits) else digits)
    scale = (match["scale"] or match["letter"] or "").lower()
    return value * (SCALES.get(scale) or SCALES.get(scale.removesuffix("s"), 1.0))


def _in_words(said: str) -> float | None:
    """The number that is written in words; None for a lone “a”, “one” or “hundreds”."""
    words = re.findall(r"[a-z]+", said.lower())
    if words in (["a"], ["one"]) or (
        len(words) == 1 and words[0].endswith("s") and words[0] not in SMALL
    ):
        return None
    whole = part = 0.0
    for word in words:
        scale = SCALES.get(word) or SCALES.get(word.removesuffix("s"))
        if word in SMALL:
            part += SMALL[word]
        elif scale in (1e2, 12.0):
            part = (part or 1) * scale
        elif scale:
            whole, part = whole + (part or 1) * scale, 0.0
    return whole + part


def _range(low: Figure, high: Figure) -> Figure:
    """“Two to three thousand” as one figure; the scale of the second is the first's too."""
    bottom = low.low
    if bottom < 20 and high.high >= 1000:
        bottom *= 10 ** (len(str(int(high.high))) - 1)
    return Figure(
        min(bottom, high.low), high.high, high.unit, low.bound, high.of,
        high.currency or low.currency, (low.place[0], high.place[1]), True,
    )  # fmt: skip


def _counted(text: str, at: int) -> frozenset[str]:
    """The stems of what is counted: the words behind the figure, up to the end of the phrase."""
    phrase = _phrase(text, at)
    words = [w for noun in NOUNS.findall(phrase)[:FARTHEST] for w in words_of(noun)]
    nouns = [w for w in words if w not in EMPTY and stem(w) not in COMMONPLACE]
    if not nouns and any(stem(w) in COMMONPLACE and w.endswith("ns") for w in words):
        nouns = ["people"]  # as in “500 Russians”
    return frozenset(stem(w) for n, w in enumerate(nouns, 1) if w != "military" or n == len(nouns))


def _phrase(text: str, at: int) -> str:
    """The words behind a figure, up to the end of its phrase."""
    stop = STOPS.search(text, at, at + LONGEST_PHRASE)
    return text[at : stop.start() if stop else at + LONGEST_PHRASE]


def shown(text: str, one: Figure | Date, more: int = 4) -> str:
    """A figure with its hedge and what is counted, or a date, in the text's own words."""
    start, end = one.place
    if isinstance(one, Date):
        return text[start:end]
    words = list(re.finditer(r"\S+", _phrase(text, end)))[:more]
    hedge = next((found for _, found in _hedges(text, start)), None)
    last = end + (words[-1].end() if words else 0)
    found = text[hedge.start() if hedge else start : last].strip()
    return found[0].lower() + found[1:]


def all_of(text: str) -> Iterator[Figure | Date]:
    """Every figure and date that somebody could look up, in the order of the text."""
    both: tuple[Figure | Date, ...] = (*figures_of(text), *dates_of(text))
    yield from sorted((f for f in both if f.telling), key=lambda f: f.place)
