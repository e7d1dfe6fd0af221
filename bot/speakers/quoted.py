"""Where a speech quotes: the words between quotation marks of any kind, and quoted lines.

Only the outermost marks count; what is quoted within a quotation belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CLOSED_BY: dict[str, tuple[str, ...]] = {
    "“": ("”", '"“'),
    "„": ("“”", '"'),
    "”": ("”", '"'),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
    '"': ('"', "”"),
    "＂": ("＂",),
    "‘": ("’", "'"),
    "‚": ("‘’",),
    "'": ("'", "’"),
}
"""Every mark that can open a quotation, and what closes it: as it should be, else as it may be."""
APOSTROPHES = frozenset("'’‘")
CLIPPED = re.compile(r"['’‘](?:em|tis|twas|til|cause|n|bout|round|cos|cuz|\d0s)\b", re.IGNORECASE)
"""Words that begin with an apostrophe."""
PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
QUOTED_LINES = re.compile(r"^[ \t]*>+[ \t]?[^\n]*(?:\n[ \t]*>+[ \t]?[^\n]*)*", re.MULTILINE)
LINE_MARK = re.compile(r"^[ \t]*>+[ \t]?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Something quoted: its place with its marks, in characters, and the ways to read its words.

    An apostrophe looks like a closing mark, so there can be more than one reading; each is the
    words and where they end, shortest first.
    """

    start: int
    readings: tuple[tuple[str, int], ...]


def quoted(text: str) -> tuple[Quoted, ...]:
    """Everything that `text` quotes, in its order."""
    found: list[Quoted] = []
    for paragraph in PARAGRAPH.finditer(text):
        at = paragraph.start()
        while at < paragraph.end():
            one = _line_quotation(text, at) or _marked(text, at, paragraph.end())
            if one is None:
                at += 1
                continue
            found.append(one)
            at = one.readings[0][1]
    return tuple(found)


def _line_quotation(text: str, at: int) -> Quoted | None:
    if at and text[at - 1] != "\n":
        return None
    match = QUOTED_LINES.match(text, at)
    if not match:
        return None
    return Quoted(at, ((LINE_MARK.sub("", match.group()).strip(), match.end()),))


def _marked(text: str, at: int, end: int) -> Quoted | None:
    """The quotation that opens at `at`, if one does; without a closing mark it runs to `end`."""
    mark = text[at]
    if mark not in CLOSED_BY or not _opens(text, at):
        return None
    for closing in CLOSED_BY[mark]:
        if ends := tuple(_ends(text, at, end, closing)):
            return Quoted(at, tuple((text[at + 1 : past - 1], past) for past in ends))
    return None if mark in APOSTROPHES else Quoted(at, ((text[at + 1 : end], end),))


def _opens(text: str, at: int) -> bool:
    """Whether the mark at `at` can open a quotation where it stands."""
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in APOSTROPHES:
        return not before.isalnum() and after.isalnum() and not CLIPPED.match(text, at)
    if mark in '"＂':
        return after.isalnum() or not (before.isalnum() or before in ".,;:!?…’”)]")
    if mark in "”»›":
        return not before.isalnum() and not after.isspace()
    return True


def _ends(text: str, at: int, end: int, closing: str) -> Iterator[int]:
    """Where the quotation that opens at `at` may end, past its closing mark."""
    if text[at] in APOSTROPHES:
        yield from _apostrophe_ends(text, at, end, closing)
        return
    depth = 0
    for place in range(at + 1, end):
        mark = text[place]
        if mark in closing and (mark != text[at] or mark in '"＂”' or _closes(text, place)):
            if not depth:
                yield place + 1
                return
            depth -= 1
        elif mark == text[at]:
            depth += 1


def _apostrophe_ends(text: str, at: int, end: int, closing: str) -> Iterator[int]:
    """Up to the first that cannot be the apostrophe of a plural."""
    for place in range(at + 1, end):
        if text[place] == "‘" and _opens(text, place):
            return
        if text[place] in closing and _closes(text, place):
            yield place + 1
            if text[place - 1] not in "sS":
                return


def _closes(text: str, at: int) -> bool:
    """Whether a mark that can be something else closes a quotation where it stands."""
    after = text[at + 1] if at + 1 < len(text) else " "
    return not text[at - 1].isspace() and not after.isalnum()
