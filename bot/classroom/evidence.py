"""What a student's words draw on: the numbers that they cite, and the words that they quote.

A speech of a person is recorded as words alone, so that its evidence is read from them. Words are
held against a passage as they stand: nothing that is merely alike is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

GROUP = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]")
"""A citation: one number, several, or a range."""
QUOTED = re.compile(r"[“„«\"]([^“”„«»\"\n]{12,400})[”“»\"]")
WORD = re.compile(r"\w+(?:['’]\w+)*")
FEWEST_WORDS = 4
LONGEST_RANGE = 20


def cited(text: str) -> frozenset[int]:
    """The numbers that a text cites, ranges written out."""
    return frozenset(number for group in GROUP.findall(text) for number in _numbers(group))


def quoted(text: str, passages: Collection[str]) -> int:
    """How many runs of words in quotation marks stand word for word in one of these passages.

    `passages` are as `plain` writes them.
    """
    said = (plain(match[1]) for match in QUOTED.finditer(GROUP.sub(" ", text)))
    return sum(
        len(words.split()) >= FEWEST_WORDS and any(words in passage for passage in passages)
        for words in said
    )


def plain(text: str) -> str:
    """The words of a text alone, one blank around each, so that one text can be found in another."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return f" {' '.join(WORD.findall(folded))} "


def _numbers(group: str) -> Iterator[int]:
    for part in re.split("[,;]", group):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= LONGEST_RANGE:
            yield from range(ends[0], ends[1] + 1)
        else:
            yield from ends
