"""Who is who, on an open connection: accounts and names by the opaque id that debates know."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.tables import people

NAMELESS = "Student"
"""What a person is called whose name was forgotten or never known."""

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that is mistaken for something else
FRESH = timedelta(hours=12)
"""How old `seen_at` may grow before it is worth a write."""


async def known(connection: AsyncConnection, account: str, name: str) -> str | None:
    """The id for an account, if everything on record about it is up to date."""
    query = select(people).where(people.c.account == account)
    row = (await connection.execute(query)).one_or_none()
    if row is None or row.name != name or row.seen_at < datetime.now(UTC) - FRESH:
        return None
    return str(row.person)


async def meet(connection: AsyncConnection, account: str, name: str) -> str:
    """The id for an account, made at first sight; the name and the time are brought up to date."""
    query = select(people.c.person).where(people.c.account == account)
    person: str | None = (await connection.execute(query)).scalar_one_or_none()
    fields = {"name": name, "seen_at": datetime.now(UTC)}
    if person is not None:
        await connection.execute(update(people).where(people.c.person == person).values(fields))
        return person
    person = "p-" + "".join(secrets.choice(ALPHABET) for _ in range(12))
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
