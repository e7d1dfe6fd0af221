"""Whether what a sentence cites or quotes is there, and says what the sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.debate.model import Citation, SourceKind, Verdict
from bot.judges.cohesion import links
from bot.judges.lexicon import RESTATES
from bot.judges.reading import Sentence
from bot.library import quotations
from bot.library.stems import words_of

GROUP = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\]|\b(?:source|fact|citation)s? (?:number |no\.? ?)?(\d{1,3})\b", re.IGNORECASE)  # fmt: skip
QUOTED = re.compile(r"[“„«\"]([^“”„«»\"\n]{12,400})[”“»\"]")
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
SPELLED = {"hundred": "100", "thousand": "1000", "dozen": "12"}
LONGEST_RANGE = 20
SHARED = 2
"""So many words of weight must a sentence share with the source that it cites."""


class Held(StrEnum):
    """What became of a citation or a quotation when it was held against its source."""

    BORNE_OUT = "borne out"
    LOOSE = "the source is there, but speaks of something else"
    OTHER_FIGURE = "the source gives another figure"
    NO_SUCH = "there is no source of that number"
    QUOTED = "quoted word for word from a source"
    SAID = "quoted word for word from a speech"
    UNCLAIMED = "claimed for nobody"
    MISQUOTED = "not what was said"


@dataclass(frozen=True, slots=True)
class Check:
    """One citation or quotation: where, and what became of it. `number` is 0 without a citation."""

    sentence: Sentence
    held: Held
    number: int = 0

    @property
    def good(self) -> bool:
        return self.held in (Held.BORNE_OUT, Held.QUOTED)

    @property
    def wrong(self) -> bool:
        return self.held in (Held.OTHER_FIGURE, Held.NO_SUCH, Held.MISQUOTED)


def citations_in(
    sentence: Sentence, known: Mapping[int, Citation], context: frozenset[str] = frozenset()
) -> Iterator[Check]:
    """What became of each number that a sentence cites, each once.

    `context` are the words of the sentences around it, which say what it is about.
    """
    seen: set[int] = set()
    since = 0
    for match in GROUP.finditer(sentence.text):
        clause = sentence.text[since : match.start()]
        since = match.end() if clause.strip() else since
        for number in _numbers(match):
            citation = known.get(number)
            held = _against(sentence, clause, citation, context) if citation else Held.NO_SUCH
            if number not in seen:
                yield Check(sentence, held, number)
            seen.add(number)


def quotations_in(
    sentence: Sentence, known: Mapping[int, Citation], heard: tuple[str, ...]
) -> Iterator[Check]:
    """What became of each quotation of four words or more: from a source, or from a speech.

    Words that are claimed for nobody may be a title or a saying, and are let be; so are those of an
    article, of which only a passage is at hand here.
    """
    cited = [n for match in GROUP.finditer(sentence.text) for n in _numbers(match) if n in known]
    for match in QUOTED.finditer(sentence.text):
        words = GROUP.sub(" ", match.group(1))
        if len(words_of(words)) >= quotations.FEWEST_WORDS:
            held = _quoted(words, cited, known, heard)
            if held is Held.MISQUOTED and not (cited or RESTATES.search(sentence.text)):
                held = Held.UNCLAIMED
            yield Check(sentence, held, next(iter(cited), 0))


def _quoted(
    words: str, cited: list[int], known: Mapping[int, Citation], heard: tuple[str, ...]
) -> Held:
    passages = [known[n].passage for n in (*cited, *known)]
    if any(_stands(words, f"{p.before} {p.text} {p.after}") for p in passages):
        return Held.QUOTED
    if any(_stands(words, speech) for speech in heard):
        return Held.SAID
    if any(known[n].passage.source.kind is SourceKind.ARTICLE for n in cited):
        return Held.LOOSE
    return Held.MISQUOTED


def _stands(words: str, text: str) -> bool:
    return quotations.check(words, text).verdict is Verdict.VERIFIED


def _against(sentence: Sentence, clause: str, citation: Citation, context: frozenset[str]) -> Held:
    """Hold a sentence against its source; figures only where they lead up to the citation."""
    passage = citation.passage
    source = f"{passage.before} {passage.text} {passage.after}"
    figures = _figures(clause)
    theirs = _figures(f"{source} {passage.when} {passage.source.published}")
    if figures and _figures(passage.text) and not figures & theirs:
        return Held.OTHER_FIGURE
    spoken_of = links(words_of(f"{source} {passage.source.title}"))
    own = len(links(sentence.words) & spoken_of) + len(figures & theirs)
    shared = own + len(context & spoken_of - links(sentence.words))
    return Held.BORNE_OUT if own and shared >= SHARED else Held.LOOSE


def _figures(text: str) -> frozenset[str]:
    """The figures in a text, some spelled ones among them, written alike."""
    spelled = (SPELLED[w] for w in words_of(text) if w in SPELLED)
    digits = (m.group().replace(",", "").rstrip(".") for m in FIGURE.finditer(text))
    return frozenset((*spelled, *digits, *(d[:4] for d in re.findall(r"\b\d{4}(?=-\d\d)", text))))


def _numbers(match: re.Match[str]) -> Iterator[int]:
    """The numbers in one citation, ranges written out."""
    for part in re.split(r"[,;]", match.group(1) or match.group(2)):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= LONGEST_RANGE:
            yield from range(ends[0], ends[1] + 1)
        else:
            yield from ends
