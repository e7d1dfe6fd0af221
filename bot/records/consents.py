"""Who agreed to be kept record of, and who left, on an open connection. A place is a server."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from types import ModuleType

from sqlalchemy import Executable, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Consent
from bot.records.tables import consents, departures

EVERYBODY = ""
"""Stands for the person where all have left, since the bot was removed."""


# --- agreeing ---------------------------------------------------------------------------------


async def in_force(connection: AsyncConnection, person: str, place: str) -> Consent | None:
    """The consent of this person in this place."""
    of = await kept(connection, person)
    return next((c for c in of if c.place == place and c.revoked_at is None), None)


async def give(connection: AsyncConnection, consent: Consent) -> None:
    """Keep a consent, in the place of the one that was in force; who agrees is there."""
    await revoke(connection, consent.person, consent.place, consent.given_at)
    await come_back(connection, consent.person, consent.place)
    row = {
        "person": consent.person,
        "place": consent.place,
        "given_at": consent.given_at,
        "notice_version": consent.notice_version,
        "revoked_at": None,
    }
    await connection.execute(AGREES[connection.dialect.name], row)


async def revoke(connection: AsyncConnection, person: str, place: str, at: datetime) -> bool:
    """Let the consent of this person in this place end; whether there was one."""
    c = consents.c
    one = update(consents).where(c.person == person, c.place == place, c.revoked_at.is_(None))
    return bool((await connection.execute(one.values(revoked_at=at))).rowcount)


async def kept(connection: AsyncConnection, person: str) -> list[Consent]:
    """Every consent of this person, the latest first."""
    query = select(consents).where(consents.c.person == person)
    rows = await connection.execute(query.order_by(consents.c.given_at.desc()))
    return [Consent(**row) for row in rows.mappings()]


async def all_in_force(connection: AsyncConnection) -> tuple[Consent, ...]:
    """Every consent that is in force, the oldest first."""
    c = consents.c
    query = select(consents).where(c.revoked_at.is_(None)).order_by(c.given_at, c.person, c.place)
    return tuple([Consent(**row) for row in (await connection.execute(query)).mappings()])


async def forget(
    connection: AsyncConnection, person: str, places: Collection[str] | None = None
) -> bool:
    """Remove what this person agreed to, in these places or in all; whether there was anything."""
    one = delete(consents).where(consents.c.person == person)
    if places is not None:
        one = one.where(consents.c.place.in_(places))
    return bool((await connection.execute(one)).rowcount)


# --- leaving ----------------------------------------------------------------------------------


async def leave(connection: AsyncConnection, person: str, place: str, at: datetime) -> None:
    """Note when this person left this place; where it is noted already, the first time stands."""
    row = {"person": person, "place": place, "left_at": at}
    await connection.execute(LEAVES[connection.dialect.name], row)


async def come_back(connection: AsyncConnection, person: str, place: str) -> None:
    """Take that back; whoever comes back shows that the bot is there, too."""
    d = departures.c
    back = delete(departures).where(d.place == place, d.person.in_((person, EVERYBODY)))
    await connection.execute(back)


async def forget_departures(connection: AsyncConnection, person: str) -> bool:
    """Remove all that is noted of the leaving of this person; whether there was anything."""
    gone = delete(departures).where(departures.c.person == person)
    return bool((await connection.execute(gone)).rowcount)


async def departed(connection: AsyncConnection, before: datetime) -> dict[str, set[str]]:
    """Who is gone for good: the places that they left before that moment, by person.

    Nobody is gone who still agrees to be kept record of in another place.
    """
    d = departures.c
    rows = await connection.execute(select(d.person, d.place).where(d.left_at < before))
    left = {(person, place) for person, place in rows}
    agrees = consents.c.revoked_at.is_(None)
    held = await connection.execute(select(consents.c.person, consents.c.place).where(agrees))
    gone: dict[str, set[str]] = {}
    present: set[str] = set()
    for person, place in left - {(EVERYBODY, place) for _, place in left}:
        gone.setdefault(person, set()).add(place)
    for person, place in held:
        if left & {(person, place), (EVERYBODY, place)}:
            gone.setdefault(person, set()).add(place)
        else:
            present.add(person)
    return {person: places for person, places in gone.items() if person not in present}


async def abandoned(connection: AsyncConnection, before: datetime) -> list[str]:
    """The places that the bot itself left before that moment."""
    d = departures.c
    query = select(d.place).where(d.person == EVERYBODY, d.left_at < before)
    return list(await connection.scalars(query))


def _agrees(dialect: ModuleType) -> Executable:
    query = dialect.insert(consents)
    names = ("notice_version", "revoked_at")
    agrees: Executable = query.on_conflict_do_update(
        index_elements=["person", "place", "given_at"],
        set_={name: query.excluded[name] for name in names},
    )
    return agrees


def _leaves(dialect: ModuleType) -> Executable:
    leaves: Executable = dialect.insert(departures).on_conflict_do_nothing()
    return leaves


AGREES = {"sqlite": _agrees(sqlite), "postgresql": _agrees(postgresql)}
LEAVES = {"sqlite": _leaves(sqlite), "postgresql": _leaves(postgresql)}
