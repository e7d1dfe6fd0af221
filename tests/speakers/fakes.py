"""A library by hand: one motion, two schools, a few arguments that meet each other, one article."""

from __future__ import annotations

from dataclasses import replace

from bot.debate.arguments import Answer, Argument, Move, Witness
from bot.debate.errors import Unknown
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

MOTION = Motion(
    id="small-deployments",
    says="This House believes that small Russian deployments in Latin America do not threaten US security",
    affirmed_by="realist",
    opposed_by="hawk",
    as_of="2021-11",
)
BAY = Source("keep-russia-at-bay", SourceKind.BRIEF, "To Keep Russia At Bay", "", "", "2019-04")
CUBA = Source("cuban-missile-crisis", SourceKind.BRIEF, "The Cuban missile crisis", "", "", "1999")
ESSAY = Source(
    "essay", SourceKind.ARTICLE, "Small forces", "Joan Doe", "The Hill", "2019-05", "https://x.test"
)
SENTENCE = "A hundred technicians in Caracas cannot endanger a country as strong as ours."
PASSAGES = (
    Passage(
        "keep-russia-at-bay#f1",
        BAY,
        "About 100 Russian military personnel, described as cybersecurity staff, arrived in Caracas.",
        when="2019-03",
    ),
    Passage(
        "keep-russia-at-bay#f5",
        BAY,
        "Venezuela still owed Russia about $6 billion in the spring of 2019.",
        when="2019-04",
    ),
    Passage(
        "keep-russia-at-bay#c12",
        BAY,
        "The Russian deployment directly endangers the peace of the region.",
        standing=Standing.ATTRIBUTED,
        held_by="John Bolton",
    ),
    Passage(
        "cuban-missile-crisis#f1",
        CUBA,
        "In 1962 the Soviet Union secretly shipped nuclear missiles and 40,000 soldiers to Cuba.",
        when="1962",
    ),
    Passage(
        "keep-russia-at-bay#f99",
        BAY,
        "Russia did something in 2023 that nobody could know of.",
        when="2023-05",
    ),
)
ARTICLE = Passage("essay#p1", ESSAY, f"It was May. {SENTENCE} But the danger is a clash.")


def argument(id: str, school: str, claim: str, because: str, **fields: object) -> Argument:
    """An argument on the motion; what is not told is plain."""
    plain = Argument(
        id, school, (MOTION.id,), claim, because, f"That is what {id} comes to.",
        (), (), (), "", (f"What of {id}, then?",), Standing.DOCTRINE, "2019-04",
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


ARGUMENTS = (
    argument(
        "tiny-force",
        "realist",
        "A hundred technicians in Caracas cannot endanger a country as strong as the United States.",
        "A danger needs the means to do harm, and so small a group has none.",
        so_what="Treating it as a danger spends fear and money on the wrong thing.",
        also_said=("its literally 100 guys", "100 people cant attack america"),
        evidence=("keep-russia-at-bay#f1", "keep-russia-at-bay#f99"),
        answers=(
            Answer(
                "foothold",
                Move.UNDERCUT,
                "A first step does not prove a second one. Each step costs Moscow more than the last.",
            ),
        ),
        grants="A force with long-range missiles would be a different case.",
        asks=("What could a hundred people in Caracas do to the United States?",),
    ),
    argument(
        "guards-a-loan",
        "realist",
        "Russia is in Venezuela above all to protect its money.",
        "A lender who is owed billions wants calm.",
        so_what="An interest in dollars can be settled by bargaining.",
        also_said=("they just want their money back", "its more like a bank than an army"),
        evidence=("keep-russia-at-bay#f5",),
        answers=(
            Answer(
                "foothold",
                Move.TURN,
                "A great base would put those billions at risk, so Moscow has reason to stay small.",
            ),
            Answer("region", Move.CONCEDE, "The neighbors may worry. A quarrel would hurt them more."),
        ),
        grants="Money is seldom the only motive.",
        asks=("What would Russia gain that is worth more than its six billion dollars?",),
    ),
    argument(
        "old-ties",
        "realist",
        "Russian business in Venezuela is almost twenty years old.",
        "A tie that did no harm for eighteen years does no harm through one more airplane.",
        so_what="Alarm over an old habit leads to hasty steps.",
        also_said=("this isnt even new", "they've been there for ages and nothing happened"),
    ),
    argument(
        "foothold",
        "hawk",
        "A small team is how a large base begins.",
        "The first people on the ground make the next flight easier.",
        so_what="The cheapest moment to object is the first step.",
        also_said=(
            "first its 100 then its 1000",
            "whats stopping them from bringing missiles next like in cuba",
            "give them an inch and they take a mile",
        ),
        evidence=("cuban-missile-crisis#f1",),
        answers=(
            Answer("tiny-force", Move.UNDERMINE, "Counting heads today tells us nothing of tomorrow."),
            Answer("guards-a-loan", Move.REBUT, "Banks collect debts without sending soldiers."),
        ),
        grants="Many small deployments stay small.",
        asks=("At what number would you begin to object?",),
    ),
    argument(
        "region",
        "hawk",
        "Russian soldiers in Venezuela put the peace of the whole region in danger.",
        "Outside soldiers make a stubborn government bolder toward its neighbors.",
        so_what="The neighbors pay first, in fear and in families who flee.",
        also_said=("the neighbors are scared too", "they dont belong in our part of the world"),
        evidence=("keep-russia-at-bay#c12",),
        answers=(Answer("guards-a-loan", Move.UNDERCUT, "A loan can be guarded by lawyers."),),
        grants="The danger is to the region first.",
        asks=("Would the neighbors call those soldiers harmless?",),
        standing=Standing.ATTRIBUTED,
    ),
)  # fmt: skip


class Shelf:
    """A Library that holds what it is given. Search finds the article, when there is one."""

    def __init__(
        self, arguments: tuple[Argument, ...] = ARGUMENTS, article: Passage | None = None
    ) -> None:
        self._arguments = {a.id: a for a in arguments}
        self._passages = {p.id: p for p in PASSAGES}
        self._article = article

    def motions(self) -> tuple[Motion, ...]:
        return (MOTION,)

    def motion(self, id: str) -> Motion:
        if id != MOTION.id:
            raise Unknown("motion", id)
        return MOTION

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        return tuple(a for a in self._arguments.values() if school in (None, a.school))

    def argument(self, id: str) -> Argument:
        if id not in self._arguments:
            raise Unknown("argument", id)
        return self._arguments[id]

    def witnesses(self, argument: str) -> tuple[Witness, ...]:
        return ()

    def terms(self) -> tuple[Term, ...]:
        return ()

    def explain(self, word: str) -> Term:
        raise Unknown("term in the glossary", word)

    def sources(self) -> tuple[Source, ...]:
        return (BAY, CUBA, ESSAY)

    def passage(self, id: str) -> Passage:
        if id not in self._passages:
            raise Unknown("passage", id)
        return self._passages[id]

    async def search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> tuple[Passage, ...]:
        return (self._article,) if self._article else ()

    def check_quotation(self, words: str, source: str) -> Quotation:
        text = self._article.text if self._article and source == "essay" else ""
        verdict = Verdict.VERIFIED if words in text else Verdict.NOT_FOUND
        return Quotation(words, verdict, source_id=source)
