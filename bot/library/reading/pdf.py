"""A PDF: the text of its pages, joined to paragraphs again and freed of running heads.

A PDF knows lines and no paragraphs. One ends where a line stops short of the usual width, or where
the page has a blank line. Its metadata is often the typist's: a title or author in it counts only
where the text says so too.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from bot.library.blocks import STOP, Block, joined, words_in
from bot.library.bylines import is_byline
from bot.library.captures import Capture, of_blocks
from bot.library.decoding import Refused
from bot.library.reading.claims import confirmed

MOST_PAGES = 200
MOST_TEXT = 2_000_000
FEWEST_LETTERS = 100
FULL = 0.8
"""A line shorter than this part of the usual width ends its paragraph, if it ends a sentence."""
SHORT = 0.55
"""A line shorter than this ends its paragraph in any case: a heading, a byline, a verse."""
EDGE = 2
"""Lines at the head and foot of a page that may be the same on every page."""
OPENING = 8
"""The first lines, among which a line that names an author is a byline."""
DIGITS = re.compile(r"\d+")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"})

Lines = Sequence[str]


def read_pdf(data: bytes) -> Capture:
    """The article in a PDF. Raises Refused where it is locked, scanned or far too long."""
    reader = PdfReader(io.BytesIO(data))
    try:
        pages = list(_pages(reader))
    except (FileNotDecryptedError, DependencyError):
        raise Refused("is locked with a password; save a copy without one") from None
    except LimitReachedError:
        raise Refused("holds far more than an article") from None
    text = "\n".join(line for page in pages for line in page)
    letters = sum(map(str.isalpha, text))
    if letters < FEWEST_LETTERS:
        raise Refused("holds pictures of pages and no text; put it through text recognition first")
    if letters * 2 < len("".join(text.split())):
        raise Refused("gives signs and no words; its fonts do not say which letters they show")
    told = reader.metadata
    title = confirmed(told.title if told else None, text)
    seen = of_blocks(tuple(_blocks(_without_edges(pages), title, words_in(text))))
    return seen.with_author(confirmed(told.author if told else None, text[:3000]))


def _pages(reader: PdfReader) -> Iterator[Lines]:
    """The lines of each page."""
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Refused(f"has {count} pages; {MOST_PAGES} are the most")
    size = 0
    for page in reader.pages:
        text = page.extract_text().translate(LIGATURES)
        size += len(text)
        if size > MOST_TEXT:
            raise Refused("holds far more than an article")
        yield [" ".join(line.split()) for line in text.strip().splitlines()]


def _without_edges(pages: Sequence[Lines]) -> Iterator[Lines]:
    """The pages without the heads and feet that most of them share, and without their numbers."""
    edges = Counter(mark for page in pages for mark in {_mark(line) for line in _edge(page)})
    often = {mark for mark, n in edges.items() if n >= 3 and n * 2 > len(pages)}
    for page in pages:
        last = len(page) - EDGE
        yield [
            line
            for number, line in enumerate(page)
            if EDGE <= number < last or not (_mark(line) in often or line.isdecimal())
        ]


def _edge(page: Lines) -> Iterator[str]:
    yield from page[:EDGE]
    yield from page[max(EDGE, len(page) - EDGE) :]


def _mark(line: str) -> str:
    """A line as it is on every page, whatever its number."""
    return DIGITS.sub("#", line)


def _blocks(pages: Iterator[Lines], title: str, known: frozenset[str]) -> Iterator[Block]:
    """The paragraphs of all pages, the title's lines as one heading."""
    lines = [line for page in pages for line in page]
    if title:
        yield Block(title, heading=1)
        lines = _without(lines, title)
    widths = sorted(len(line) for line in lines if len(line) > 20)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    held = ""
    for number, line in enumerate(lines):
        alone = number < OPENING and bool(line) and is_byline(Block(line), "")
        if held and (alone or not line):
            yield Block(held)
            held = ""
        held = joined(held, line, known) if held else line
        if held and (alone or len(line) < usual * (FULL if STOP.search(line) else SHORT)):
            yield Block(held)
            held = ""
    if held:
        yield Block(held)


def _without(lines: list[str], title: str) -> list[str]:
    """The lines without the first run of them that is the title."""
    for first in range(len(lines)):
        for last in range(first + 1, min(first + 5, len(lines)) + 1):
            if " ".join(lines[first:last]).casefold() == title.casefold():
                return [*lines[:first], "", *lines[last:]]
    return lines
