"""A speech as parts that stand or fall whole, fitted to a cap and written out with its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.debate.model import Citation, Passage, Quotation
from bot.debate.rules import count_words
from bot.speakers.numbers import Numbers

PLACE = re.compile(r"\[\[([^\]]+)\]\]")
"""Where a number will stand: `[[keep-russia-at-bay#f1]]`. Counts as one word, as `[1]` does."""

CORE, FIRM, GOOD, SPARE, LOOSE = 90, 70, 50, 30, 10
"""How hard a part is to do without. The least goes first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One or more sentences. With `on`, it stands only if the part of that name does.

    A part is never worth more than the one it stands on. `short` says the same in fewer words.
    """

    text: str
    worth: int = GOOD
    paragraph: int = 0
    name: str = ""
    on: str = ""
    short: str = ""
    passages: tuple[Passage, ...] = ()
    made: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()


def place(passage: Passage) -> str:
    """The mark that becomes the passage's number when the speech is written out."""
    return f"[[{passage.id}]]"


def fitted(parts: Iterable[Part], cap: int, *, tight: bool = False) -> tuple[Part, ...]:
    """As many of the parts as `cap` words can hold, the worthiest first, in their own order.

    A part that does not fit is tried in its short form; `tight` takes that form at once.
    """
    offered = [p for p in parts if p.text]
    kept: dict[int, Part] = {}
    names = {p.name for p in offered if p.name}
    standing: set[str] = set()
    room = cap
    for number in sorted(range(len(offered)), key=lambda n: (-offered[n].worth, n)):
        part = offered[number]
        if part.on in names and part.on not in standing:
            continue
        forms = [part.short] if tight and part.short else [part.text, part.short]
        text = next((t for t in forms if t and count_words(t) <= room), None)
        if text is not None:
            kept[number] = replace(part, text=text)
            standing.add(part.name)
            room -= count_words(text)
    return tuple(kept[n] for n in sorted(kept))


@dataclass(frozen=True, slots=True)
class Written:
    """A speech written out, the citations it uses by number, and the quotations in it."""

    text: str
    citations: tuple[Citation, ...]
    quotations: tuple[Quotation, ...]


def written(parts: Iterable[Part], numbers: Numbers) -> Written:
    """The speech in paragraphs, with numbers given in the order in which they are needed."""
    paragraphs: dict[int, list[str]] = {}
    used: dict[int, Citation] = {}
    quotations: list[Quotation] = []
    for part in parts:
        passages = {p.id: p for p in part.passages}

        def number(found: re.Match[str], known: dict[str, Passage] = passages) -> str:
            citation = numbers.of(known[found.group(1)])
            used[citation.number] = citation
            return f"[{citation.number}]"

        paragraphs.setdefault(part.paragraph, []).append(PLACE.sub(number, part.text))
        for quotation in part.quotations:
            source = numbers.of(part.passages[0]).number if quotation.source_id else None
            quotations.append(replace(quotation, number=source))
    text = "\n\n".join(" ".join(paragraphs[n]) for n in sorted(paragraphs))
    return Written(text, tuple(used[n] for n in sorted(used)), tuple(quotations))
