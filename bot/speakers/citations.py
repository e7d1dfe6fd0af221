"""No quotation without a source: every speech of the bot is held against what it cites.

check    what is wrong with a text, and what became of each quotation in it
strike   the text with the offending words struck and visibly marked
settled  a text that is still growing, without half a citation at its end
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.debate.errors import Unknown
from bot.debate.model import Citation, Quotation, SourceKind, Verdict
from bot.library import quotations
from bot.library.words import words_of
from bot.ports import Library
from bot.speakers.quoted import PARAGRAPH, Quoted, quoted

GROUP = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]")
"""A citation: one number, several, or a range."""
LONGEST_RANGE = 20
BETWEEN = re.compile(r"[\s.,;:!?…)\]—–-]*")
"""What may stand between a quotation and the citation that it claims for itself."""
HALF_CITATION = re.compile(r"\s*(?:\[[\d\s,;–-]{0,24})$")
OPEN_MARKS = re.compile(r"[*_~`|\\]+$")
SHOWN = 16
"""How many words of a quotation a fault repeats."""
NOT_IN_SOURCE = "(not in the source)"
NO_SUCH_SOURCE = "(no such source)"
ONLY_A_SUMMARY = "(not quotable)"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place of the text, in characters.

    `says` tells the speaker, so that it can do better; `instead` is what strike puts there.
    """

    start: int
    end: int
    says: str
    instead: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A text, the citations that it uses, what became of its quotations, and its faults."""

    text: str
    citations: tuple[Citation, ...]
    quotations: tuple[Quotation, ...]
    faults: tuple[Fault, ...]


def check(
    text: str, offered: Sequence[Citation], heard: Sequence[str], library: Library
) -> Checked:
    """Hold `text` against the passages that were `offered` and what was `heard` in this debate.

    A quotation of four words or more must stand word for word in an article: the one cited
    nearest behind it, else any that was offered. Words of an earlier speech may be quoted too,
    unless a citation right behind them claims them for a source.
    """
    by_number = {citation.number: citation for citation in offered}
    checker = _Checker(text, by_number, heard, library)
    held = [found for one in quoted(text) if (found := checker.hold(one)) is not None]
    struck = [fault for _, fault in held if fault]
    used = {n for n in _numbers_in(text) if n in by_number}
    used |= {q.number for q, _ in held if q.number is not None}
    unknown = [
        fault
        for fault in _unknown_numbers(text, by_number)
        if not any(other.start <= fault.start < other.end for other in struck)
    ]
    return Checked(
        text=text,
        citations=tuple(by_number[n] for n in sorted(used)),
        quotations=tuple(quotation for quotation, _ in held),
        faults=tuple(sorted([*struck, *unknown], key=lambda fault: fault.start)),
    )


def strike(checked: Checked) -> str:
    """The text with every fault struck or replaced, so that a reader sees what was wrong."""
    text = checked.text
    for fault in sorted(checked.faults, key=lambda fault: fault.start, reverse=True):
        text = text[: fault.start] + fault.instead + text[fault.end :]
    return text


def settled(text: str) -> str:
    """`text` as far as it can be shown: without a citation or a mark that has only just begun."""
    while True:
        shorter = OPEN_MARKS.sub(_unless_closing, HALF_CITATION.sub("", text))
        if shorter == text:
            return text
        text = shorter


def _unless_closing(match: re.Match[str]) -> str:
    """The marks at the end, if they close what was opened before; else nothing."""
    marks, before = match.group(), match.string[: match.start()]
    closing = before[-1:].strip() and before.count(marks) % 2 == 1 and "\\" not in marks
    return marks if closing else ""


class _Checker:
    """Holds the quotations of one text against its sources."""

    def __init__(
        self,
        text: str,
        offered: dict[int, Citation],
        heard: Sequence[str],
        library: Library,
    ) -> None:
        self._text = text
        self._offered = offered
        self._heard = heard
        self._library = library

    def hold(self, one: Quoted) -> tuple[Quotation, Fault | None] | None:
        """What became of one quotation; None where it is too short to be one."""
        readings = [
            (GROUP.sub(" ", words).strip(), end)
            for words, end in one.readings
            if len(words_of(GROUP.sub(" ", words))) >= quotations.FEWEST_WORDS
        ]
        verdicts = [(self._verdict(words, one.start, end), end) for words, end in readings]
        if not verdicts:
            return None
        good = [pair for pair in verdicts if pair[0].verdict is Verdict.VERIFIED]
        if good:
            return good[0][0], None
        quotation, end = verdicts[0]
        return quotation, self._fault(quotation, one.start, end)

    def _verdict(self, words: str, start: int, end: int) -> Quotation:
        """The best that can be said of these words, which stand from `start` to `end`."""
        cited, adjoining = self._cited_for(start, end)
        best = Quotation(words, Verdict.NOT_FOUND, next(iter(cited), None))
        for number in [*cited, *(n for n in self._offered if n not in cited)]:
            found = self._held_against(words, number, cited=number in cited)
            if found.verdict is Verdict.VERIFIED:
                return found
            if _weight(found) > _weight(best):
                best = found
        said_here = any(
            quotations.check(words, speech).verdict is Verdict.VERIFIED for speech in self._heard
        )
        if said_here and not adjoining:
            return Quotation(words, Verdict.VERIFIED)
        return best

    def _held_against(self, words: str, number: int, *, cited: bool) -> Quotation:
        passage = self._offered[number].passage
        source = passage.source
        if source.kind is SourceKind.BRIEF:
            ours = cited or quotations.check(words, passage.text).verdict is Verdict.VERIFIED
            verdict = Verdict.NOT_QUOTABLE if ours else Verdict.NOT_FOUND
            return Quotation(words, verdict, number, source_id=source.id)
        try:
            found = self._library.check_quotation(words, source.id)
        except Unknown:  # the article was taken out of the library since it was offered
            return Quotation(words, Verdict.NOT_FOUND, number, source_id=source.id)
        return Quotation(words, found.verdict, number, found.found, source.id)

    def _cited_for(self, start: int, end: int) -> tuple[list[int], bool]:
        """The known numbers of the citation inside a quotation, else of the nearest behind it.

        And whether nothing but punctuation stands between the two.
        """
        inside = list(GROUP.finditer(self._text, start, end))
        paragraph = PARAGRAPH.match(self._text, end)
        behind = GROUP.search(self._text, end, paragraph.end() if paragraph else end)
        group = inside[-1] if inside else behind
        if group is None:
            return [], False
        numbers = [n for n in _numbers(group.group(1)) if n in self._offered]
        between = BETWEEN.fullmatch(self._text, end, max(group.start(), end))
        return numbers, between is not None

    def _fault(self, quotation: Quotation, start: int, end: int) -> Fault:
        words = _shortened(quotation.words)
        own = "Say it in your own words, without quotation marks."
        if quotation.verdict is Verdict.NOT_QUOTABLE:
            says = (
                f"Source [{quotation.number}] is a summary and cannot be quoted: “{words}”. {own}"
            )
            mark = ONLY_A_SUMMARY
        elif quotation.verdict is Verdict.NEAR:
            says = (
                f"“{words}” is not what source [{quotation.number}] says. It says: "
                f"“{_shortened(quotation.found)}”. Quote that exactly, or not at all."
            )
            mark = NOT_IN_SOURCE
        else:
            says = f"“{words}” stands in no source and was not said in this debate. {own}"
            mark = NOT_IN_SOURCE
        return Fault(start, end, says, f"{_struck(self._text[start:end])} {mark}")


def _weight(quotation: Quotation) -> int:
    order = (Verdict.NOT_FOUND, Verdict.NOT_QUOTABLE, Verdict.NEAR, Verdict.VERIFIED)
    return order.index(quotation.verdict)


def _struck(text: str) -> str:
    """`text` struck through line by line, without the citations in it."""
    plain = GROUP.sub("", text).replace("~~", "")
    return "\n".join(f"~~{line.strip()}~~" for line in plain.splitlines() if line.strip())


def _shortened(words: str) -> str:
    first = words.split()
    return " ".join(first[:SHOWN]) + (" …" if len(first) > SHOWN else "")


def _numbers(group: str) -> Iterator[int]:
    """The numbers of a group, ranges written out."""
    for part in re.split(r"[,;]", group):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= LONGEST_RANGE:
            yield from range(ends[0], ends[1] + 1)
        else:
            yield from ends


def _numbers_in(text: str) -> Iterator[int]:
    for match in GROUP.finditer(text):
        yield from _numbers(match.group(1))


def _unknown_numbers(text: str, offered: dict[int, Citation]) -> Iterator[Fault]:
    """A fault for every citation that names a number which nothing has."""
    for match in GROUP.finditer(text):
        numbers = list(_numbers(match.group(1)))
        known = [n for n in numbers if n in offered]
        unknown = [n for n in numbers if n not in offered]
        if unknown:
            named = ", ".join(f"[{n}]" for n in unknown)
            there = ", ".join(f"[{n}]" for n in sorted(offered)) or "none"
            kept = "".join(f"[{n}]" for n in known)
            instead = f"{kept} {NO_SUCH_SOURCE}".strip()
            says = f"There is no source {named}. There are: {there}."
            yield Fault(match.start(), match.end(), says, instead)
