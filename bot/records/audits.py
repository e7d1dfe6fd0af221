"""The audit log, on an open connection: who read, exported, erased or changed what.

It outlives those it is about, so that nothing goes in but ids, numbers and single words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Noted
from bot.records.tables import audit

ACTION = re.compile(r"[a-z]{1,20}(-[a-z]{1,20}){0,3}")
WORD = re.compile(r"[\w.:+-]{0,64}", re.ASCII)
"""An id or a single word. Without a space, no sentence fits in."""


def checked(noted: Noted) -> Noted:
    """The entry itself. Raises ValueError where something in it could be what somebody said."""
    said = [noted.place, noted.actor, noted.about, *noted.detail]
    said += [value for value in noted.detail.values() if isinstance(value, str)]
    if not ACTION.fullmatch(noted.action) or not all(WORD.fullmatch(one) for one in said):
        raise ValueError("the audit log takes ids, numbers and single words alone")
    if noted.at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be recorded")
    return noted


async def add(connection: AsyncConnection, noted: Noted) -> None:
    """Add this entry to the log."""
    fields = {name: getattr(noted, name) for name in ("at", "place", "actor", "action", "about")}
    await connection.execute(insert(audit).values(**fields, detail=dict(noted.detail)))


async def latest(
    connection: AsyncConnection, place: str, about: str | None, limit: int
) -> tuple[Noted, ...]:
    """The latest entries of a place, newest first."""
    query = select(audit).where(audit.c.place == place)
    if about is not None:
        query = query.where(audit.c.about == about)
    rows = await connection.execute(query.order_by(audit.c.id.desc()).limit(limit))
    return tuple(_noted(row._asdict()) for row in rows)


async def concerning(
    connection: AsyncConnection, person: str, debates: Collection[str]
) -> tuple[Noted, ...]:
    """Every entry that this person brought about, or that is about them or one of these debates."""
    about = audit.c.about.in_({person, *debates})
    query = select(audit).where(or_(audit.c.actor == person, about)).order_by(audit.c.id)
    return tuple(_noted(row._asdict()) for row in await connection.execute(query))


def _noted(row: dict[str, Any]) -> Noted:
    return Noted(**{field: value for field, value in row.items() if field != "id"})
