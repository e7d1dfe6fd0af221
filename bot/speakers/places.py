"""Where words stand in a speech: its sentences, and phrases found again, by character."""

from __future__ import annotations

import re

Place = tuple[int, int]
"""Where words begin and end in a text, in characters."""

BREAK = re.compile(r"(?<=[.!?…;])[\"”')\]]*\s+|\s*\n+\s*")
"""What parts two sentences, also where the second has no capital."""
SPACE = re.compile(r"\s+")


def sentences(text: str) -> tuple[Place, ...]:
    """The sentences of a speech in order, without the white space around them."""
    edges = [0, *(edge for found in BREAK.finditer(text) for edge in found.span()), len(text)]
    places = zip(edges[::2], edges[1::2], strict=True)
    return tuple(trimmed for place in places if (trimmed := _trimmed(text, place)))


def find(text: str, words: str) -> Place | None:
    """Where these words stand first, however they are spaced and capitalised; None if nowhere."""
    wanted = SPACE.split(words.strip())
    if not wanted[0]:
        return None
    found = re.search(r"\s+".join(map(re.escape, wanted)), text, re.IGNORECASE)
    return found.span() if found else None


def around(places: tuple[Place, ...], place: Place) -> Place:
    """The sentences that a place lies in, from the start of the first to the end of the last."""
    touched = [p for p in places if overlap(p, place)]
    return (touched[0][0], touched[-1][1]) if touched else place


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _trimmed(text: str, place: Place) -> Place | None:
    start, end = place
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None
