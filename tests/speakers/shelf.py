"""A small library written by hand: one brief, one article, two arguments on each side."""

from __future__ import annotations

from dataclasses import replace

from bot.debate.arguments import Answer, Argument, Move
from bot.debate.errors import Unknown
from bot.debate.model import (
    Motion,
    Passage,
    Quotation,
    Source,
    SourceKind,
    Standing,
    Verdict,
)
from bot.library import quotations
from tests.debate.examples import MOTION

BRIEF = Source("bay", SourceKind.BRIEF, "To Keep Russia At Bay", published="2019-04")
ARTICLE = Source("talks", SourceKind.ARTICLE, "Talks <b>Now</b>", "R. Author", published="2019-03")
LATE = Source("late", SourceKind.ARTICLE, "Much Later", published="2022-01")

ARTICLE_TEXT = (
    "Mr. Bolton warned that the deployment was “a direct threat” to peace. "
    "The talks lasted 41 days, and they did not fail. "
    "Diplomats do their best work in small rooms."
)
PASSAGES = {
    p.id: p
    for p in (
        Passage("bay#f1", BRIEF, "About 100 Russian military personnel arrived in Caracas."),
        Passage("bay#f2", BRIEF, "Venezuela still owed Russia about $6 billion."),
        Passage(
            "bay#c7",
            BRIEF,
            "The deployment threatens the peace of the region.",
            standing=Standing.ATTRIBUTED,
            held_by="John Bolton",
        ),
        Passage("talks#p1", ARTICLE, ARTICLE_TEXT, standing=Standing.AUTHORED),
        Passage("late#p1", LATE, "In 2022 all of this looked different."),
    )
}


def argument(id: str, school: str, claim: str, **fields: object) -> Argument:
    plain = Argument(
        id=id,
        school=school,
        motions=(MOTION.id,),
        claim=claim,
        because="",
        so_what="",
        also_said=(),
        evidence=(),
        answers=(),
        grants="",
        asks=(),
        standing=Standing.DOCTRINE,
        as_of="2019-04",
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


ARGUMENTS = (
    argument(
        "foothold-grows",
        "hawk",
        "A small foothold in Caracas will grow into a missile base.",
        also_said=("whats stopping them from bringing missiles next like in Cuba",),
        evidence=("bay#c7",),
    ),
    argument(
        "guards-a-loan",
        "realist",
        "Russia is in Venezuela to guard the billions that it is owed.",
        also_said=("they are just there to protect their money",),
        evidence=("bay#f2", "gone#f9"),
        answers=(Answer("foothold-grows", Move.UNDERCUT, "A guard on a loan is no base."),),
    ),
)


class Shelf:
    """Stands in for the library. `queries` are what it was searched for."""

    def __init__(self) -> None:
        self.queries: list[str] = []
        self.found = ("bay#f1", "talks#p1", "late#p1", "bay#c7")

    def motions(self) -> tuple[Motion, ...]:
        return (MOTION,)

    def motion(self, id: str) -> Motion:
        return MOTION

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        return tuple(a for a in ARGUMENTS if school in (None, a.school))

    def argument(self, id: str) -> Argument:
        for one in ARGUMENTS:
            if one.id == id:
                return one
        raise Unknown("argument", id)

    def sources(self) -> tuple[Source, ...]:
        return (BRIEF, ARTICLE, LATE)

    def passage(self, id: str) -> Passage:
        try:
            return PASSAGES[id]
        except KeyError:
            raise Unknown("passage", id) from None

    async def search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> tuple[Passage, ...]:
        self.queries.append(query)
        return tuple(PASSAGES[id] for id in self.found)

    def check_quotation(self, words: str, source: str) -> Quotation:
        if source == BRIEF.id:
            return Quotation(words, Verdict.NOT_QUOTABLE, source_id=source)
        if source != ARTICLE.id:
            raise Unknown("source", source)
        found = quotations.check(words, ARTICLE_TEXT)
        return Quotation(words, found.verdict, found=found.words, source_id=source)
