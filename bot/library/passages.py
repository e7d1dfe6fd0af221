"""From a source to its passages: facts, claims and summary of a brief; stretches of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.debate.model import Passage, Source, SourceKind
from bot.library.articles import Article
from bot.library.files import NOT_GIVEN, BriefHead
from bot.library.sentences import Span, around, paragraphs, sentences

FEWEST = 60
MOST = 120
WORD = re.compile(r"\S+")


def brief_source(head: BriefHead) -> Source:
    """The source that a brief is about; what the source does not give is empty."""
    author = "" if head.author == NOT_GIVEN else head.author
    outlet = "" if head.outlet == NOT_GIVEN else head.outlet
    return Source(head.id, SourceKind.BRIEF, head.title, author, outlet, head.published, head.url)


def brief_passages(head: BriefHead, summary: str) -> Iterator[Passage]:
    """The facts of a brief (`#f1`), its claims (`#c1`) and the paragraphs of its summary (`#s1`)."""
    source = brief_source(head)
    for key, fact in head.facts.items():
        yield Passage(
            f"{head.id}#{key}", source, fact.says, 0, len(fact.says),
            when=fact.when, published_in=fact.source,
        )  # fmt: skip
    for key, claim in head.claims.items():
        yield Passage(
            f"{head.id}#{key}", source, claim.says, 0, len(claim.says),
            standing=claim.standing, held_by=claim.to,
        )  # fmt: skip
    for number, span in enumerate(paragraphs(summary), start=1):
        text = summary[span.start : span.end]
        yield Passage(f"{head.id}#s{number}", source, text, span.start, span.end)


def article_passages(article: Article) -> Iterator[Passage]:
    """Stretches of about 60 to 120 words (`#p1`), cut between paragraphs or else sentences."""
    text, source = article.text, article.source
    spans = sentences(text)
    for number, (start, end) in enumerate(_stretches(text, spans), start=1):
        before, after = around(text, spans, start, end)
        yield Passage(f"{source.id}#p{number}", source, text[start:end], start, end, before, after)


def _stretches(text: str, spans: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Where each passage begins and ends. All words are in one passage and none is in two."""
    kept: list[Span] = []
    held = 0
    for number, span in enumerate(pieces := list(_pieces(text, spans))):
        words = _count(text, span)
        ends_paragraph = number and span.paragraph != pieces[number - 1].paragraph
        if kept and (held + words > MOST or (held >= FEWEST and ends_paragraph)):
            yield kept[0].start, kept[-1].end
            kept, held = [], 0
        kept.append(span)
        held += words
    if kept:
        yield kept[0].start, kept[-1].end


def _pieces(text: str, spans: tuple[Span, ...]) -> Iterator[Span]:
    """The sentences, with one that is longer than a passage cut between words."""
    for span in spans:
        words = list(WORD.finditer(text, span.start, span.end))
        for first in range(0, len(words), MOST):
            last = min(first + MOST, len(words)) - 1
            yield Span(words[first].start(), words[last].end(), span.paragraph)


def _count(text: str, span: Span) -> int:
    return sum(1 for _ in WORD.finditer(text, span.start, span.end))
