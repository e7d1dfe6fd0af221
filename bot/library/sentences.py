"""Where the sentences of a text begin and end. Pure; paragraphs are parted by blank lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

LONGEST_AROUND = 600
END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)""")
GAP = re.compile(r"\n[ \t]*\n\s*")
SPACE = re.compile(r"\s+")
FOLLOWER = re.compile(r"""\s+["'“‘«(\[]*(\w*)""")
WORD_BEFORE = re.compile(r"[\w.]+$")
INITIALS = re.compile(r"\w(?:\.\w)*")
ABBREVIATED = """
mr mrs ms dr prof gen col lt maj capt sgt adm sen rep gov pres amb hon rev st jr sr vs etc jan
feb mar apr jun jul aug sep sept oct nov dec ed eds inc ltd co corp dept univ
assn approx cf eg ie al
"""
OPENERS = """
the a an this that these those it he she they we you i but and yet so or if in on at as when while
what why how who there here his her its their our my no not after before since to for with by from
such some many most all one two first second third finally still indeed however
"""
NUMBERED = frozenset(("no", "p", "pp", "vol", "fig", "sec", "art", "ch"))
TITLES = frozenset(ABBREVIATED.split())
STARTERS = frozenset(OPENERS.split())


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in characters, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int = 0


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space between them."""
    spans: list[Span] = []
    for number, paragraph in enumerate(paragraphs(text)):
        start = paragraph.start
        for stop in END.finditer(text, paragraph.start, paragraph.end):
            if _ends(text, stop):
                spans.append(Span(start, stop.end(), number))
                start = stop.end() + _space_at(text, stop.end())
        if start < paragraph.end:
            spans.append(Span(start, paragraph.end, number))
    return tuple(spans)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`, without the blank lines between them."""
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in GAP.finditer(text, start, end):
        spans.append(Span(start, gap.start(), len(spans)))
        start = gap.end()
    if start < end:
        spans.append(Span(start, end, len(spans)))
    return tuple(spans)


CLOSERS = " .!?…\"'”’)]"
"""What may still stand between the last word of a sentence and its end."""


def around(text: str, spans: tuple[Span, ...], start: int, end: int) -> tuple[str, str]:
    """The words that lead up to `start` and follow on `end`, each to the far edge of a sentence.

    A stretch that begins or ends with a sentence is given the whole sentence next to it. Either
    is cut at 600 characters.
    """
    if not spans:
        return "", ""
    first = max(bisect_right(spans, start, key=_start) - 1, 0)
    last = max(bisect_right(spans, end - 1, key=_start) - 1, 0)
    opening = spans[first - 1 if start <= spans[first].start and first else first].start
    ends = not text[end : spans[last].end].strip(CLOSERS)
    closing = spans[last + 1 if ends and last + 1 < len(spans) else last].end
    before = text[max(opening, start - LONGEST_AROUND) : start]
    after = text[end : min(closing, end + LONGEST_AROUND)]
    return before.strip(), after.strip()


def _start(span: Span) -> int:
    return span.start


def _space_at(text: str, place: int) -> int:
    space = SPACE.match(text, place)
    return len(space.group()) if space else 0


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether `stop` ends a sentence, and not an abbreviation or an initial."""
    follower = FOLLOWER.match(text, stop.end())
    word = follower.group(1) if follower else ""
    if word[:1].islower():
        return False
    if stop.group()[:2] not in (".", ".”", '."', ".)", ".’", ".'", ".]", ".»"):
        return True
    before = WORD_BEFORE.search(text, max(0, stop.start() - 24), stop.start())
    abbreviated = before.group().lower() if before else ""
    if abbreviated in TITLES or (abbreviated in NUMBERED and word[:1].isdecimal()):
        return False
    if INITIALS.fullmatch(abbreviated):
        return word.lower() in STARTERS and (len(abbreviated) > 1 or abbreviated == "i")
    return True
