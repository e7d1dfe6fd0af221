"""Who wrote an article, where it appeared and when, from what its page says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from bot.library.blocks import Block
from bot.library.dates import date_in

PART = r"\p{Lu}[\p{L}\p{M}’'\-]*\.?|(?:de|da|del|der|den|di|du|la|le|van|von|bin|ibn|al|el|ter|zu)"
NAME = rf"\p{{Lu}}[\p{{L}}\p{{M}}’'\-]*\.?(?:\s(?:{PART})){{1,4}}"
ROLE = (
    r"(?:opinion |political |foreign |guest |staff |senior |chief |special )*"
    r"(?:contributors?|columnists?|writers?|reporters?|correspondents?|editors?|analysts?)"
)
NAMES = rf"{NAME}(?:(?:,\s(?!(?i:{ROLE})\b)|,?\sand\s|\s&\s){NAME})*"
BYLINE = regex.compile(
    rf"^(?i:by|written by|authors?|words by|text)\s*:?\s+(?P<names>{NAMES})(?=$|\s*[,|•·–—(/-])"
)
WITH_ROLE = regex.compile(rf"^(?P<names>{NAMES}),? +(?:[-–—|] +)?(?i:{ROLE})\b")
LONE = regex.compile(rf"^{NAME}$")
LED_BY = regex.compile(r"^(?:by|written by|author)\b", regex.IGNORECASE)
BIO = regex.compile(
    rf"^(?P<names>{NAMES})(?:,[^,.]{{2,80}},)?\s+"
    r"(?:is|are|was|were|serves?|served|teaches|teach|writes?|works?|worked|holds?|covers?|leads?|directs?)\b"
)
BIO_PLAIN = regex.compile(
    r"^(?:about the (?:author|writer)s?\b|the (?:author|writer)s? (?:is|are|was)\b)",
    regex.IGNORECASE,
)
OFFICE = regex.compile(
    r"\b(?:director|fellow|professor|lecturer|author|editor|columnist|analyst|researcher|writer|"
    r"correspondent|contributor|reporter|scholar|historian|journalist|student|adviser|advisor|"
    r"president|founder|chair|officer|diplomat|ambassador|teacher|economist|veteran|member|expert|"
    r"consultant|attorney|lawyer|secretary|strategist)s?\b",
    regex.IGNORECASE,
)
WORD = r"\p{Lu}[\p{L}\p{N}&\-]*(?:\.[\p{L}\p{N}]+)*"
OUTLET_NAME = rf"(?P<outlet>(?:[Tt]he\s)?{WORD}(?:\s(?:(?:of|and|for|the|&)\s)?{WORD}){{0,5}})"
OUTLETS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"\bnot\b[^.]*?\b(?:of|reflect|represent)\s+{OUTLET_NAME}",
        rf"\b(?:[Ff]irst|[Oo]riginally)\s(?:published|appeared|posted|ran)\s(?:in|on|at|by)\s{OUTLET_NAME}",
        rf"(?:[Cc]opyright|©)\s*(?:©|\([cC]\))?\s*(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?,?\s*(?:by\s)?{OUTLET_NAME}",
    )
)
NO_OUTLET = regex.compile(
    r"\b(?:Inc|LLC|Ltd|Corp|Company|Group|Media|Holdings|GmbH|Government|Department|Army|Navy|Force|"
    r"University|Ministry|All|Rights|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b"
)
PUBLISHED = regex.compile(r"\b(?:published|posted|first published|date)\b", regex.IGNORECASE)
UPDATED = regex.compile(
    r"\b(?:updated|modified|edited|accessed|retrieved|captured|printed)\b", regex.IGNORECASE
)
DATE_LINE_WORDS = 16


def author_in(blocks: Sequence[Block]) -> str:
    """The author that one of these lines gives, such as “By Jane Roe, opinion contributor”."""
    for number, block in enumerate(blocks):
        if not block.is_within(DATE_LINE_WORDS):
            continue
        match = BYLINE.search(_cased(block.text)) or WITH_ROLE.search(_cased(block.text))
        if match:
            return match["names"]
        beside = [*blocks[max(0, number - 1) : number], *blocks[number + 1 : number + 2]]
        if LONE.search(block.text) and any(is_date_line(other) for other in beside):
            return block.text
    return ""


def is_byline(block: Block, author: str) -> bool:
    """Whether the block only says who wrote the article."""
    if not block.is_within(DATE_LINE_WORDS):
        return False
    named = bool(author) and author.casefold() in block.text.casefold() and not block.stops
    return named or bool(BYLINE.search(_cased(block.text)))


def is_date_line(block: Block) -> bool:
    """Whether the block only says when the article appeared."""
    return (
        block.is_within(DATE_LINE_WORDS)
        and bool(date_in(block.text))
        and not block.text.endswith(".")
    )


def date_of(above: Iterable[Block], below: Iterable[Block], origins: Iterable[Block]) -> str:
    """When the article appeared; empty where the page does not surely say.

    `above` are the lines over the title, where the date of the capture stands as often as the
    article's, so only one that says “published” counts; `below` those between title and text.
    """
    above, below = list(above), list(below)
    said = [b.text for b in (*below, *above, *origins) if PUBLISHED.search(b.text)]
    plain = [b.text for b in below if is_date_line(b) and not UPDATED.search(b.text)]
    addresses = [b.text for b in (*above, *below) if b.text.startswith(("http://", "https://"))]
    for text in (*said, *addresses, *plain):
        found = date_in(UPDATED.split(text)[0])
        if found:
            return found
    return ""


def outlet_in(blocks: Iterable[Block]) -> str:
    """The outlet that a disclaimer, a note of origin or a copyright line names."""
    texts = [block.text for block in blocks]
    for pattern in OUTLETS:
        for text in texts:
            for match in pattern.finditer(text):
                name = match["outlet"].removeprefix("the ")
                if not NO_OUTLET.search(name):
                    return name
    return ""


def bio_author(block: Block, article: str, author: str) -> str | None:
    """The author whom this block introduces (maybe an empty name); None where it is no such note.

    Somebody of whom the article itself speaks is not taken for its author.
    """
    if not block.is_within(120):
        return None
    if BIO_PLAIN.search(block.text):
        return author
    match = BIO.search(block.text)
    if not match:
        return None
    names = match["names"]
    surname = names.split()[-1]
    if author and surname.casefold() == author.split()[-1].casefold():
        return author
    known = regex.search(rf"\b{regex.escape(surname)}\b", article)
    return names if OFFICE.search(block.text) and not known else None


def _cased(line: str) -> str:
    """A line in capitals as it would be written in running text."""
    return line.title() if line.isupper() else line
