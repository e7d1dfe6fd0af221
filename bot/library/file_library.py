"""The library as the rest of Parley uses it: sources, arguments, search and quotation checking."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from rapidfuzz import process

from bot.debate.arguments import Answer, Argument, Witness
from bot.debate.errors import Faulty, Unknown
from bot.debate.model import (
    Motion,
    Passage,
    Quotation,
    Source,
    SourceKind,
    Standing,
    Term,
    Verdict,
)
from bot.library import quotations
from bot.library.articles import Article, read_articles
from bot.library.checks import all_faults, schools_beside
from bot.library.corpus import Corpus, read_corpus
from bot.library.dates import later
from bot.library.files import SCHOOLS, UNALIGNED, ArgumentEntry, MotionEntry
from bot.library.finding import Finder
from bot.library.index import Index
from bot.library.likeness import wordings
from bot.library.meaning import Meaning
from bot.library.passages import article_passages, brief_passages, brief_source
from bot.library.witnesses import find_witnesses

T = TypeVar("T")
MOST_OF_A_SOURCE = 3
TEXTS_KEPT = 64


def open_library(
    corpus: Path,
    *,
    articles: Path | None = None,
    index: Path | None = None,
    meaning: Meaning | None = None,
) -> FileLibrary:
    """The library in the folder `corpus`. Raises the first Faulty of its shipped files.

    `articles` is the folder of imported articles, `corpus/articles` where it is not given; one
    that cannot be used is left out and told in `skipped`. `index` is the file for the search
    index; without one it is kept in memory. With a `meaning`, what is searched for is also looked
    for by that, and every passage and every wording of an argument is given to it to learn.
    """
    read = read_corpus(corpus)
    for fault in all_faults(read, schools_beside(corpus)):
        raise fault
    taken = {brief.entry.id for brief in read.briefs}
    imported, skipped = read_articles(articles or corpus / "articles", taken)
    return FileLibrary(read, imported, skipped, index, meaning)


class FileLibrary:
    """A library read from files. It does not change while it is open; `reread` gives the next."""

    def __init__(
        self,
        corpus: Corpus,
        articles: Iterable[Article] = (),
        skipped: tuple[Faulty, ...] = (),
        index: Path | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        self.skipped = skipped
        self._corpus = corpus
        self._index_file = index
        self._motions = {m.entry.id: _motion(m.entry) for m in corpus.motions}
        self._arguments = {a.entry.id: _argument(a.entry) for a in corpus.arguments}
        self._articles = {article.head.id: article for article in articles}
        self._schools: dict[str, str] = {b.entry.id: b.entry.school for b in corpus.briefs} | {
            id: article.head.school for id, article in self._articles.items()
        }
        self._sources = {b.entry.id: brief_source(b.entry) for b in corpus.briefs} | {
            id: article.source for id, article in self._articles.items()
        }
        shelves = {b.entry.id: tuple(brief_passages(b.entry, b.body)) for b in corpus.briefs} | {
            id: tuple(article_passages(article)) for id, article in self._articles.items()
        }
        self._shelves: Mapping[str, tuple[Passage, ...]] = shelves
        self._passages = {p.id: p for shelf in shelves.values() for p in shelf}
        self._terms = {
            word.casefold(): Term(t.entry.term, t.entry.says, t.entry.example, t.entry.also)
            for t in corpus.terms
            for word in (t.entry.term, *t.entry.also)
        }
        self._witnesses = find_witnesses(
            (brief.entry for brief in corpus.briefs), self._articles.values(), shelves
        )
        held = tuple(self._passages.values())
        self._index = Index(held, index)
        self._meaning = meaning
        self._finder = Finder(self._index, held, meaning) if meaning else None
        if meaning:
            told = (
                text for a in self._arguments.values() for text, _ in wordings(a, questions=True)
            )
            meaning.chart(list(told))
        self._text = lru_cache(maxsize=TEXTS_KEPT)(self._prepared)

    def reread(self, articles: Path) -> FileLibrary:
        """Another library of the same corpus, with the articles that are in this folder now."""
        taken = {brief.entry.id for brief in self._corpus.briefs}
        imported, skipped = read_articles(articles, taken)
        return FileLibrary(self._corpus, imported, skipped, self._index_file, self._meaning)

    def close(self) -> None:
        """Let go of the index's file."""
        self._index.close()

    def motions(self) -> tuple[Motion, ...]:
        """Every motion, in the order of its file."""
        return tuple(self._motions.values())

    def motion(self, id: str) -> Motion:
        """One motion. Raises Unknown."""
        return _known("motion", id, self._motions)

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        """The arguments on a motion, of one school or of all. Raises Unknown for the motion."""
        self.motion(motion)
        return tuple(
            argument
            for argument in self._arguments.values()
            if motion in argument.motions and school in (None, argument.school)
        )

    def every_argument(self) -> tuple[Argument, ...]:
        """The arguments on all motions, in the order of their files."""
        return tuple(self._arguments.values())

    def argument(self, id: str) -> Argument:
        """One argument. Raises Unknown."""
        return _known("argument", id, self._arguments)

    def witnesses(self, argument: str) -> tuple[Witness, ...]:
        """Sentences of imported articles that bear this argument out; often none."""
        return self._witnesses.get(argument, ())

    def terms(self) -> tuple[Term, ...]:
        """The glossary, in its order."""
        return tuple(dict.fromkeys(self._terms.values()))

    def explain(self, word: str) -> Term:
        """A term by its name or another word for it. Raises Unknown with the nearest terms."""
        folded = " ".join(word.casefold().split())
        if folded in self._terms:
            return self._terms[folded]
        near = process.extract(folded, list(self._terms), limit=5, score_cutoff=60)
        names = dict.fromkeys(self._terms[found].term for found, _, _ in near)
        raise Unknown("term in the glossary", word, tuple(names))

    def sources(self) -> tuple[Source, ...]:
        """Every source, briefs and imported articles."""
        return tuple(self._sources.values())

    def source(self, id: str) -> Source:
        """One source. Raises Unknown."""
        return _known("source", id, self._sources)

    def article(self, source: str) -> Article:
        """One imported article with its text. Raises Unknown, also for a brief."""
        return _known("article", source, self._articles)

    def passage(self, id: str) -> Passage:
        """One passage, such as `keep-russia-at-bay#f1`. Raises Unknown."""
        return _known("passage", id, self._passages, hint=False)

    def passages(self, source: str) -> tuple[Passage, ...]:
        """All the passages of a source, in its order. Raises Unknown."""
        self.source(source)
        return self._shelves[source]

    def motion_passages(self, motion: str) -> tuple[Passage, ...]:
        """The passages of the sources that a motion names. Raises Unknown."""
        return tuple(p for source in self.motion(motion).sources for p in self._shelves[source])

    async def search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> tuple[Passage, ...]:
        """The passages that best fit `query`, best first; empty when nothing does.

        With a school, none that argues for another one; a fact is open to all, and so is a claim
        that a source only reports or concedes. With a motion, none that is later than its `as_of`.
        """

        def allowed(passage: Passage) -> bool:
            return self._speaks_for(passage, school) and (
                motion is None or known_by(passage, motion.as_of)
            )

        if self._finder:
            return await self._finder.search(query, allowed, limit, MOST_OF_A_SOURCE)
        return await asyncio.to_thread(self._index.search, query, allowed, limit, MOST_OF_A_SOURCE)

    def check_quotation(self, words: str, source: str) -> Quotation:
        """Hold `words` against one source. Raises Unknown where there is no such source."""
        found = self.find_quotation(words, source)
        return Quotation(words, found.verdict, found=found.words, source_id=source)

    def find_quotation(self, words: str, source: str) -> quotations.Found:
        """Like `check_quotation`, with the place in the text and the sentences around it."""
        if self.source(source).kind is not SourceKind.ARTICLE:
            return quotations.Found(Verdict.NOT_QUOTABLE)
        return quotations.check(words, self._text(source))

    def _prepared(self, source: str) -> quotations.Text:
        return quotations.Text.of(self._articles[source].text)

    def _speaks_for(self, passage: Passage, school: str | None) -> bool:
        """Whether a speaker of this school may lean on the passage."""
        argues_for = self._schools[passage.source.id]
        if school in (None, argues_for) or argues_for in UNALIGNED:
            return True
        reported = passage.standing in (Standing.ATTRIBUTED, Standing.CONCEDED)
        return reported or passage.id.rpartition("#")[2].startswith("f")


def known_by(passage: Passage, as_of: str) -> bool:
    """Whether the passage was known at `as_of`, as far as its dates tell."""
    return not later(passage.source.published, as_of) and not later(passage.when, as_of)


def _known(what: str, id: str, things: Mapping[str, T], *, hint: bool = True) -> T:
    try:
        return things[id]
    except KeyError:
        raise Unknown(what, id, tuple(things) if hint else ()) from None


def _motion(entry: MotionEntry) -> Motion:
    other = next(school for school in SCHOOLS if school != entry.affirmed_by)
    return Motion(
        entry.id,
        entry.says,
        entry.affirmed_by,
        entry.opposed_by or other,
        entry.as_of,
        entry.topics,
        entry.background,
        entry.sources,
        tuple(entry.also.items()),
    )


def _argument(entry: ArgumentEntry) -> Argument:
    return Argument(
        entry.id,
        entry.school,
        entry.motions,
        entry.claim,
        entry.because,
        entry.so_what,
        entry.also_said,
        tuple(evidence.passage for evidence in entry.evidence),
        tuple(Answer(answer.claim, answer.by, answer.say) for answer in entry.answers),
        entry.grants,
        entry.asks,
        entry.standing,
        entry.as_of,
    )
