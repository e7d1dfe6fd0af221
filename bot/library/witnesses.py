"""Where an article itself says what an argument claims: one sentence, to be quoted word for word.

A brief says of each claim which arguments it supports, and by which few words its place in the
full article is found. Once a teacher has imported the article, that sentence bears witness.
Nothing here is guessed from likeness: no sentence, no witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.debate.arguments import Witness
from bot.debate.model import Passage
from bot.library.articles import Article
from bot.library.files import BriefHead
from bot.library.sentences import sentences
from bot.library.words import words_of

OPENER = re.compile(
    r"(?:First and foremost|First|Second|Third|Fourth|Finally|Lastly|Indeed|Of course|To be sure"
    r"|Still|Unfortunately|Moreover|Furthermore|However|Thus|Therefore|Yet|But|And),? (?=\w)"
)
"""What ties a sentence to the one before it, and can be left off without changing what it says."""


def find_witnesses(
    briefs: Iterable[BriefHead],
    articles: Iterable[Article],
    shelves: Mapping[str, Sequence[Passage]],
) -> dict[str, tuple[Witness, ...]]:
    """The witnesses of every argument, by its id, in the order of the claims."""
    by_title = {_folded(article.source.title): article for article in articles}
    found: dict[str, list[Witness]] = {}
    for brief in briefs:
        article = by_title.get(_folded(brief.title))
        if article is None:
            continue
        for witness in _of_brief(brief, article, shelves[article.source.id]):
            found.setdefault(witness.argument, []).append(witness)
    return {argument: tuple(witnesses) for argument, witnesses in found.items()}


def _of_brief(brief: BriefHead, article: Article, passages: Sequence[Passage]) -> Iterator[Witness]:
    for claim in brief.claims.values():
        sentence = _sentence(article.text, claim.at) if claim.at else None
        passage = next((p for p in passages if sentence and sentence in p.text), None)
        if sentence and passage:
            for argument in claim.supports:
                yield Witness(argument, sentence, passage, claim.standing)


def _sentence(text: str, at: Sequence[str]) -> str | None:
    """The only sentence in which all these words stand; None when there is none, or several."""
    wanted = {word for term in at for word in words_of(term).said}
    spans = (text[span.start : span.end] for span in sentences(text))
    found = [sentence for sentence in spans if wanted <= set(words_of(sentence).said)]
    return OPENER.sub("", found[0], count=1) if len(found) == 1 else None


def _folded(title: str) -> tuple[str, ...]:
    return words_of(title).said
