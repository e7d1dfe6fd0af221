"""Who is who, on an open connection: accounts and names by the opaque id that debates know."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.tables import people

NAMELESS = "Student"
"""What a person is called whose name was forgotten or never known."""

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that is mistaken for something else
PREFIX = "p-"
"""What the id of a person begins with."""

FRESH = timedelta(hours=12)
"""How old `seen_at` may grow before it is worth a write."""


async def known(connection: AsyncConnection, account: str) -> str | None:
    """The id for an account that was seen before."""
    query = select(people.c.person).where(people.c.account == account)
    return (await connection.execute(query)).scalar_one_or_none()


async def up_to_date(connection: AsyncConnection, account: str, name: str) -> str | None:
    """The id for an account, if everything on record about it is up to date."""
    query = select(people).where(people.c.account == account)
    row = (await connection.execute(query)).one_or_none()
    if row is None or row.name != name or row.seen_at < datetime.now(UTC) - FRESH:
        return None
    return str(row.person)


async def meet(connection: AsyncConnection, account: str, name: str) -> str:
    """The id for an account, made at first sight; the name and the time are brought up to date."""
    person = await known(connection, account)
    fields = {"name": name, "seen_at": datetime.now(UTC)}
    if person is not None:
        # By the account, so that a person whom another process forgot just now stays forgotten.
        same = update(people).where(people.c.person == person, people.c.account == account)
        if (await connection.execute(same.values(fields))).rowcount:
            return person
    person = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(12))
    await connection.execute(insert(people).values(person=person, account=account, **fields))
    return person


async def account(connection: AsyncConnection, person: str) -> str | None:
    """The account of a person, None where there is none or it was forgotten."""
    query = select(people.c.account).where(people.c.person == person)
    return (await connection.execute(query)).scalar_one_or_none()


async def name(connection: AsyncConnection, person: str) -> str:
    """The name of a person, NAMELESS where it is not known or was forgotten."""
    query = select(people.c.name).where(people.c.person == person)
    return (await connection.execute(query)).scalar_one_or_none() or NAMELESS


async def forgotten(connection: AsyncConnection, persons: Collection[str]) -> set[str]:
    """Those of these persons who were forgotten."""
    query = select(people.c.person).where(people.c.person.in_(persons), people.c.account.is_(None))
    return set(await connection.scalars(query))


async def forget(connection: AsyncConnection, person: str, at: datetime) -> bool:
    """Forget whose account this person is, and their name; whether they were known until now.

    The id stays, so that what is still to be recorded of them is known as a forgotten person's.
    """
    known = people.c.account.is_not(None) | people.c.name.is_not(None)
    gone = {"account": None, "name": None, "seen_at": at}
    one = update(people).where(people.c.person == person, known)
    if (await connection.execute(one.values(gone))).rowcount:
        return True
    if not await forgotten(connection, [person]):
        await connection.execute(insert(people).values(person=person, **gone))
    return False
