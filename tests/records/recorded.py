"""A short way to put debates on record, and to look at or damage what lies in the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.debate import commands, rules
from bot.debate.model import (
    Citation,
    Craft,
    Debate,
    Draft,
    Passage,
    Quotation,
    Source,
    SourceKind,
    Standing,
    Verdict,
)
from bot.records import Store, database
from bot.records.codec import Part, Row, to_row
from tests.debate.examples import command, floor, opening, posts, says

SECRET = "My grandmother told me about the missiles"
"""What a student said: found nowhere but in `words`."""


def whole_debate(debate: str) -> tuple[commands.Command, ...]:
    """A whole quick debate: a student opens it, the bot answers, the student closes."""
    return (
        opening(debate=debate),
        floor(),
        says("ada", f"{SECRET}.", message="m0"),
        command(commands.BeginSpeech, turn=1, message="m1"),
        command(commands.ReportStall, turn=1, line="The model is down.", reference="k7-2f"),
        command(commands.Retry, by="ada"),
        command(commands.DeliverSpeech, turn=1, draft=DRAFT),
        posts(1),
        says("ada", "Then count them."),
    )


BRIEF = Source(
    id="keep-russia-at-bay",
    kind=SourceKind.BRIEF,
    title="To Keep Russia At Bay, We Need Good Diplomacy",
    author="",
    outlet="",
    published="2019-04",
)

DRAFT = Draft(
    text=f"You say “{SECRET.lower()}”. A hundred men came [1], and that was called a threat [2].",
    citations=(
        Citation(
            1,
            Passage(
                "keep-russia-at-bay#f1",
                BRIEF,
                "About 100 Russian military personnel arrived in Caracas.",
                when="2019-03",
            ),
        ),
        Citation(
            2,
            Passage(
                "keep-russia-at-bay#c7",
                BRIEF,
                "The deployment directly threatens peace.",
                standing=Standing.ATTRIBUTED,
                held_by="John Bolton",
            ),
        ),
    ),
    quotations=(
        Quotation(SECRET.lower(), Verdict.VERIFIED, found=SECRET),
        Quotation("directly threatens peace", Verdict.NOT_QUOTABLE, 2, source_id=BRIEF.id),
    ),
    made=("small-force-small-threat",),
    notices=("The model was slow; this is its second try.",),
    craft=Craft("llm", "rebuttal@3", "ab12", "gpt-test", 1200, 300, 180, 0.0012, 2),
)


async def record(store: Store, *asked: commands.Command) -> Debate:
    """Put these commands on record, each of which must be allowed and new; the debate after them."""
    debate: Debate | None = None
    for one in asked:
        happened = rules.decide(debate, one)
        assert await store.append(debate, one.cause, *happened)
        for event in happened:
            debate = rules.evolve(debate, event)
    assert debate is not None
    return debate


def rows(asked: tuple[commands.Command, ...]) -> list[Row]:
    """What the store would keep of these commands."""
    debate: Debate | None = None
    kept: list[Row] = []
    for one in asked:
        for event in rules.decide(debate, one):
            kept.append(to_row(event, debate))
            debate = rules.evolve(debate, event)
    return kept


def without(row: Row, person: str) -> Row:
    """The row once this person was forgotten."""
    parts = {n: Part(None, None, person) if p.person == person else p for n, p in row.parts.items()}
    return replace(row, parts=parts)


async def run_sql(url: str, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements past the store, as somebody with a database tool would; the last one's rows."""
    engine = create_async_engine(database.locate(url))
    rows: list[tuple[Any, ...]] = []
    try:
        async with engine.begin() as connection:
            for statement in statements:
                result = await connection.execute(text(statement))
                rows = [tuple(row) for row in result] if result.returns_rows else []
    finally:
        await engine.dispose()
    return rows
