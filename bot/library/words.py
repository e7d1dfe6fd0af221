"""A text as the sequence of its words, each with its place, so that two texts can be compared.

Two words are one when they differ only in case, in the shape of quotation marks, apostrophes and
dashes, or in how Unicode spells the same letters. Punctuation between words does not count, save
what is part of a number: signs, currency, decimals and fractions do.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise

import regex

PLAIN = regex.compile(r"[\x00-\x7F]+(?!\p{M})|\X")
INVISIBLE = regex.compile(r"\p{Cf}")
SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹʻʽ′‵＇`´", "'"),
        **dict.fromkeys("‐‑‒–−﹣－", "-"),
        **dict.fromkeys("—―⸺⸻﹘", "—"),
        **dict.fromkeys("⁄∕", "/"),
    }
)
NUMBER = r"(?:(?<![\w\-])[-+])?[~±<>≤≥≈]?\p{Sc}?(?:(?<!\d)\.)?\d+(?:[.,/:\-]\d+)*"
FRACTION = "¼½¾⅐-⅞⁰¹²³⁴-⁹₀-₉"
WORD = regex.compile(
    rf"{NUMBER}[{FRACTION}]*[\p{{L}}\p{{M}}]*\s?[%‰]?"
    rf"|\p{{Sc}}?[{FRACTION}]+"
    r"|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*"
)
THOUSANDS = regex.compile(r"(?<=\d),(?=\d{3}(?!\d))")
FOOTNOTE = regex.compile(r"(?<=\p{L})[⁰¹²³⁴-⁹]+$")
SPACE = regex.compile(r"\s")
NUMERAL_FORMS = ("<fraction", "<super", "<sub")
LINE_END = regex.compile(r"-[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, where each begins and ends, and which may run on into the next.

    `broken` are the numbers of the words that a hyphen at the end of a line cuts in two.
    """

    text: str
    said: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    broken: frozenset[int]

    def __len__(self) -> int:
        return len(self.said)

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` up to, not including, word `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def words_of(text: str) -> Words:
    """The words of `text`; places are in its own characters."""
    folded, starts, ends = _folded(text)
    matches = list(WORD.finditer(folded))
    broken = frozenset(
        number
        for number, (one, other) in enumerate(pairwise(matches))
        if one.group()[-1].isalpha()
        and other.group()[0].isalpha()
        and LINE_END.fullmatch(folded, one.end(), other.start())
    )
    return Words(
        text,
        tuple(_one(match.group()) for match in matches),
        tuple(starts[match.start()] for match in matches),
        tuple(ends[match.end() - 1] for match in matches),
        broken,
    )


def _one(word: str) -> str:
    """A word as it is compared."""
    return SPACE.sub("", FOOTNOTE.sub("", THOUSANDS.sub("", word)))


def _folded(text: str) -> tuple[str, array[int], array[int]]:
    """The text in one spelling; for each of its characters, where that began and ended before."""
    parts: list[str] = []
    starts: array[int] = array("I")
    ends: array[int] = array("I")
    for match in PLAIN.finditer(text):
        start, end = match.span()
        visible = match.group()
        if visible.isascii():
            parts.append(visible.translate(SHAPES).lower())
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            spelled = _spelled(visible)
            parts.append(spelled)
            starts.extend([start] * len(spelled))
            ends.extend([end] * len(spelled))
    return "".join(parts), starts, ends


def _spelled(visible: str) -> str:
    """One visible character in its plainest spelling; a raised or broken number stays as it is."""
    visible = INVISIBLE.sub("", visible).translate(SHAPES)
    if any(unicodedata.decomposition(c).startswith(NUMERAL_FORMS) for c in visible):
        return visible
    return unicodedata.normalize("NFKC", visible).translate(SHAPES).casefold()
