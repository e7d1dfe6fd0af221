"""Who sits in which class, on an open connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import ModuleType

from sqlalchemy import Executable, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.tables import classes, departures, roster


async def of(connection: AsyncConnection, place: str) -> tuple[str, ...]:
    """Who sits in a class, in the order in which they came."""
    r = roster.c
    query = select(r.person).where(r.place == place).order_by(r.ordinal, r.person)
    return tuple(await connection.scalars(query))


async def enrol(
    connection: AsyncConnection, place: str, persons: Sequence[str], at: datetime
) -> tuple[str, ...]:
    """Put these people on the roster; those who were not on it.

    Raises IntegrityError where there is no such class.
    """
    there = set(await of(connection, place))
    new = tuple(person for person in dict.fromkeys(persons) if person not in there)
    last = select(func.max(roster.c.ordinal)).where(roster.c.place == place)
    first = (await connection.scalar(last) or 0) + 1
    rows = [
        {"place": place, "person": person, "joined_at": at, "ordinal": ordinal}
        for ordinal, person in enumerate(new, first)
    ]
    if rows:
        await connection.execute(JOINS[connection.dialect.name], rows)
    return new


async def strike(connection: AsyncConnection, place: str, person: str) -> bool:
    """Take a person off the roster; whether they were on it."""
    gone = delete(roster).where(roster.c.place == place, roster.c.person == person)
    return bool((await connection.execute(gone)).rowcount)


async def strike_on(connection: AsyncConnection, server: str, person: str) -> tuple[str, ...]:
    """Take a person off every roster of a server; the places of those classes."""
    c, r = classes.c, roster.c
    query = select(r.place).join(classes, c.place == r.place).order_by(r.place)
    places = tuple(await connection.scalars(query.where(c.server == server, r.person == person)))
    return tuple([place for place in places if await strike(connection, place, person)])


async def enrolled(connection: AsyncConnection) -> frozenset[str]:
    """Everybody who is on some roster."""
    return frozenset(await connection.scalars(select(roster.c.person).distinct()))


async def present(connection: AsyncConnection) -> frozenset[str]:
    """Everybody who is on the roster of a class on whose server they still are."""
    c, d, r = classes.c, departures.c, roster.c
    left = select(d.person).where(d.person == r.person, d.place == c.server).exists()
    query = select(r.person).join(classes, c.place == r.place).where(~left)
    return frozenset(await connection.scalars(query))


async def forget(connection: AsyncConnection, person: str) -> bool:
    """Take a person off every roster; whether they were on one."""
    gone = delete(roster).where(roster.c.person == person)
    return bool((await connection.execute(gone)).rowcount)


async def classes_of(connection: AsyncConnection, person: str) -> list[tuple[str, str, datetime]]:
    """The place and name of every class that this person sits in, and since when."""
    c, r = classes.c, roster.c
    query = select(c.place, c.name, r.joined_at).join(roster, r.place == c.place)
    rows = await connection.execute(query.where(r.person == person).order_by(c.place))
    return [(row.place, row.name, row.joined_at) for row in rows]


def _joins(dialect: ModuleType) -> Executable:
    joins: Executable = dialect.insert(roster).on_conflict_do_nothing(
        index_elements=["place", "person"]
    )
    return joins


JOINS = {"sqlite": _joins(sqlite), "postgresql": _joins(postgresql)}
