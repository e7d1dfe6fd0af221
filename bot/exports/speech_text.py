"""The text of a speech in pieces, so that citations can be linked and struck words struck."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.exports.wording import plain
from bot.records.transcript_model import Given, Transcript

MARK = re.compile(r"~~(?P<struck>.+?)~~|\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]")
"""Words that were struck, or a citation: one number, several, or a range."""
NUMBER = re.compile(r"\d+")
BLANK = re.compile(r"\n\s*\n")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a speech. `source` is the number of the source that they lead to."""

    text: str
    source: int | None = None
    struck: bool = False


Line = tuple[Piece, ...]


def paragraphs(text: str, sources: Collection[int]) -> tuple[tuple[Line, ...], ...]:
    """The paragraphs of a speech, each in its lines; what cites one of `sources` leads there."""
    parts = BLANK.split("\n".join(text.splitlines()))
    read = (tuple(_line(plain(line), sources) for line in part.splitlines()) for part in parts)
    return tuple(kept for lines in read if (kept := tuple(line for line in lines if line)))


def _line(text: str, sources: Collection[int]) -> Line:
    return tuple(piece for piece in _pieces(text, sources) if piece.text)


def _pieces(text: str, sources: Collection[int]) -> Iterator[Piece]:
    end = 0
    for mark in MARK.finditer(text):
        yield Piece(text[end : mark.start()])
        end = mark.end()
        if mark["struck"]:
            yield Piece(mark["struck"], struck=True)
        else:
            yield from _citation(mark[0], sources)
    yield Piece(text[end:])


def _citation(group: str, sources: Collection[int]) -> Iterator[Piece]:
    numbers = [int(number) for number in NUMBER.findall(group)]
    if len(numbers) == 1:
        yield Piece(group, numbers[0] if numbers[0] in sources else None)
        return
    end = 0
    for number in NUMBER.finditer(group):
        yield Piece(group[end : number.start()])
        yield Piece(number[0], int(number[0]) if int(number[0]) in sources else None)
        end = number.end()
    yield Piece(group[end:])


def cited_in(transcript: Transcript, number: int) -> tuple[int, ...]:
    """The turns whose speeches cite a source: on the record, or only by its number in the text."""
    return tuple(
        s.turn for s in transcript.speeches if number in (*s.citations, *_leads(s, number))
    )


def _leads(speech: Given, number: int) -> set[int]:
    parts = paragraphs(speech.text or "", (number,))
    return {piece.source for part in parts for line in part for piece in line if piece.source}


def turned(text: str) -> bool:
    """Whether a text is read from right to left: by its first letter."""
    first = LETTER.search(text)
    return first is not None and RIGHT_TO_LEFT.match(first[0]) is not None
