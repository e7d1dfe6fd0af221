"""Messages that somebody pointed out to the teachers, on an open connection."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from types import ModuleType
from typing import Any

from sqlalchemy import Executable, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.classroom.model import Flag
from bot.debate.errors import Unknown
from bot.records.tables import flags


async def raise_(connection: AsyncConnection, flag: Flag) -> bool:
    """Keep a flag; whether this message was not flagged before by this person."""
    row = {field.name: getattr(flag, field.name) for field in fields(Flag)}
    return bool((await connection.execute(RAISES[connection.dialect.name], row)).scalar())


async def unsettled(connection: AsyncConnection, place: str) -> tuple[Flag, ...]:
    """The flags of this class that nobody has settled yet, oldest first."""
    f = flags.c
    query = select(flags).where(f.place == place, ~f.settled).order_by(f.at, f.id)
    return tuple([_flag(row._asdict()) for row in await connection.execute(query)])


async def raised_by(connection: AsyncConnection, person: str) -> tuple[Flag, ...]:
    """Every flag of this person, oldest first."""
    query = select(flags).where(flags.c.by == person).order_by(flags.c.at, flags.c.id)
    return tuple([_flag(row._asdict()) for row in await connection.execute(query)])


async def settle(connection: AsyncConnection, id: str) -> Flag | None:
    """Keep that a teacher has looked at it; None where that was known. Raises Unknown."""
    query = select(flags).where(flags.c.id == id)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise Unknown("flag", id)
    seen = update(flags).where(flags.c.id == id, ~flags.c.settled).values(settled=True)
    if not (await connection.execute(seen)).rowcount:
        return None
    return _flag(row._asdict() | {"settled": True})


async def forget(connection: AsyncConnection, person: str) -> bool:
    """Remove every flag of this person; whether there was one."""
    return bool((await connection.execute(delete(flags).where(flags.c.by == person))).rowcount)


async def clear(connection: AsyncConnection, before: datetime, places: Collection[str]) -> int:
    """Remove the flags from before then, and all of these places; how many there were."""
    old = delete(flags).where(or_(flags.c.at < before, flags.c.place.in_(places)))
    return (await connection.execute(old)).rowcount


def _flag(row: dict[str, Any]) -> Flag:
    return Flag(**row)


def _raises(dialect: ModuleType) -> Executable:
    raises: Executable = dialect.insert(flags).on_conflict_do_nothing().returning(flags.c.id)
    return raises


RAISES = {"sqlite": _raises(sqlite), "postgresql": _raises(postgresql)}
