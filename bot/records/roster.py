"""Who sits in which class, on an open connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.errors import RecordsFailed
from bot.records.tables import classes, departures, roster

NO_CLASS = "There is no class in this channel any more."


async def of(connection: AsyncConnection, place: str) -> tuple[str, ...]:
    """Who sits in a class, in the order in which they came."""
    r = roster.c
    query = select(r.person).where(r.place == place).order_by(r.ordinal, r.person)
    return tuple(await connection.scalars(query))


async def enrol(
    connection: AsyncConnection, place: str, persons: Sequence[str], at: datetime
) -> tuple[str, ...]:
    """Put these people on the roster; those who were not on it.

    Raises RecordsFailed where there is no such class.
    """
    # Held until the end, so that two processes cannot wait for each other's people.
    hold = select(classes.c.place).where(classes.c.place == place).with_for_update(key_share=True)
    if await connection.scalar(hold) is None:
        raise RecordsFailed(NO_CLASS)
    there = set(await of(connection, place))
    new = tuple(person for person in dict.fromkeys(persons) if person not in there)
    last = select(func.max(roster.c.ordinal)).where(roster.c.place == place)
    first = (await connection.scalar(last) or 0) + 1
    rows = [
        {"place": place, "person": person, "joined_at": at, "ordinal": ordinal}
        for ordinal, person in enumerate(new, first)
    ]
    if rows:
        await connection.execute(insert(roster), rows)
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
