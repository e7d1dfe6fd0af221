"""Votes of open polls, on an open connection. Of a closed poll the events keep the tally alone."""

from __future__ import annotations

from collections.abc import Collection
from types import ModuleType

from sqlalchemy import Executable, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.ballots import Choice, Tally
from bot.debate.model import Debate, Kind
from bot.records.tables import votes

Poll = tuple[str, int]
"""A debate and the turn in which it votes."""


async def cast(
    connection: AsyncConnection, debate: str, turn: int, person: str, choice: Choice
) -> None:
    """Keep this person's vote, in the place of any earlier one."""
    vote = {"debate": debate, "turn": turn, "person": person, "choice": choice.value}
    await connection.execute(UPSERT[connection.dialect.name], vote)


async def tally(connection: AsyncConnection, debate: str, turn: int) -> Tally:
    """How the poll stands."""
    query = (
        select(votes.c.choice, func.count())
        .where(votes.c.debate == debate, votes.c.turn == turn)
        .group_by(votes.c.choice)
    )
    counts: dict[str, int] = dict((await connection.execute(query)).all())
    return Tally(**{choice.value: counts.get(choice.value, 0) for choice in Choice})


async def forget(connection: AsyncConnection, polls: Collection[Poll]) -> None:
    """Remove the votes of these polls."""
    for debate, turn in polls:
        await connection.execute(
            delete(votes).where(votes.c.debate == debate, votes.c.turn == turn)
        )


async def kept(connection: AsyncConnection) -> set[Poll]:
    """Every poll of which there are votes."""
    rows = await connection.execute(select(votes.c.debate, votes.c.turn).distinct())
    return {(debate, turn) for debate, turn in rows}


def open_in(debate: Debate) -> Poll | None:
    """The poll at which a debate stands, were it only paused there."""
    turn = debate.turn
    return (debate.id, turn.index) if turn and turn.kind is Kind.VOTE else None


def _upsert(dialect: ModuleType) -> Executable:
    query = dialect.insert(votes)
    upsert: Executable = query.on_conflict_do_update(
        index_elements=["debate", "turn", "person"], set_={"choice": query.excluded.choice}
    )
    return upsert


UPSERT = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}
