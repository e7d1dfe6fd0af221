"""What is argued from: the library, what is imported into it, and how texts are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.debate.arguments import Argument, Witness
from bot.debate.model import (
    Motion,
    Passage,
    Quotation,
    Source,
    Term,
)


class Library(Protocol):
    """The sources and the arguments drawn from them."""

    def motions(self) -> tuple[Motion, ...]:
        """Every motion, in the order of its file."""

    def motion(self, id: str) -> Motion:
        """One motion. Raises Unknown."""

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        """The arguments on a motion, of one school or of all."""

    def argument(self, id: str) -> Argument:
        """One argument. Raises Unknown."""

    def witnesses(self, argument: str) -> tuple[Witness, ...]:
        """Sentences of imported articles that bear this argument out; often none."""

    def terms(self) -> tuple[Term, ...]:
        """The glossary, in its order."""

    def explain(self, word: str) -> Term:
        """A term by its name or another word for it. Raises Unknown with the nearest terms."""

    def sources(self) -> tuple[Source, ...]:
        """Every source, briefs and imported articles."""

    def passage(self, id: str) -> Passage:
        """One passage, such as `keep-russia-at-bay#f1`. Raises Unknown."""

    async def search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> tuple[Passage, ...]:
        """The passages that best fit `query`, best first; empty when nothing does.

        With a motion, no source published after its `as_of` is offered. Does not block the loop.
        """

    def check_quotation(self, words: str, source: str) -> Quotation:
        """Hold `words` against one source. Raises Unknown where there is no such source."""


class Embedder(Protocol):
    """Who turns texts into vectors that lie the nearer to each other, the more alike they mean."""

    model: str

    async def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """A vector for each text, in their order and all of one length. Raises ParleyError."""


class Status(StrEnum):
    """What became of a document that was to be imported."""

    IMPORTED = "imported"
    ALREADY_THERE = "already there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one document, and what is known of the article in it.

    `unknown` are the fields that it does not give and nobody filled in. `school` is the one whose
    arguments it most resembles, or “not sure”; empty where there was nothing to tell it by.
    `grade` is the school year, as Americans count them, in which the text reads easily.
    """

    file: str
    status: Status
    reason: str = ""
    id: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    outlet: str = ""
    words: int = 0
    passages: int = 0
    unknown: tuple[str, ...] = ()
    school: str = ""
    grade: float | None = None


class Acquisitions(Protocol):
    """The articles that teachers bring in, and take out again, while the bot runs."""

    largest: int
    """Bytes of the largest document that is looked at."""

    def articles(self) -> tuple[Source, ...]:
        """Every imported article."""

    async def add(self, name: str, content: bytes, told: Mapping[str, str]) -> ImportReport:
        """Import one document, at hand for every debate from then on. Does not block the loop.

        `told` are fields (title, author, published, outlet) that go before what it says itself.
        A document that cannot be imported is told in the report. Raises ParleyError where the
        library cannot be written.
        """

    async def remove(self, id: str) -> Source:
        """Take an imported article out of the library. Raises Unknown, also for what is none.

        What a debate has cited stays on its record.
        """
