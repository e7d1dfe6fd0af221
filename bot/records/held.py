"""Words that wait for a teacher, on an open connection. They stand nowhere else meanwhile.

Once somebody has decided, there is left that they were held, and why; that goes in its time, too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import datetime
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Executable, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.classroom.model import Decision, Held
from bot.debate.errors import Unknown
from bot.records.apart import storable
from bot.records.tables import held

WAITS = held.c.decision.is_(None) & held.c.words.is_not(None)


async def hold(connection: AsyncConnection, one: Held) -> None:
    """Keep these words; what was held under this id before stays as it is."""
    row = {field.name: getattr(one, field.name) for field in fields(Held)}
    row |= {"words": storable(one.words), "decision": None}
    await connection.execute(HOLDS[connection.dialect.name], row)


async def one(connection: AsyncConnection, id: str) -> Held:
    """One of them; its words are empty once they are gone. Raises Unknown."""
    found = await _where(connection, held.c.id == id)
    if not found:
        raise Unknown("held speech", id)
    return found[0]


async def waiting(connection: AsyncConnection, place: str) -> tuple[Held, ...]:
    """What of this class waits, oldest first."""
    return await _where(connection, WAITS, held.c.place == place)


async def waiting_of(connection: AsyncConnection, person: str) -> tuple[Held, ...]:
    """What of this person waits, in any class, oldest first."""
    return await _where(connection, WAITS, held.c.person == person)


async def kept_of(connection: AsyncConnection, person: str) -> tuple[Held, ...]:
    """All that was held of this person and is still noted, oldest first."""
    return await _where(connection, held.c.person == person)


async def _where(connection: AsyncConnection, *which: ColumnElement[bool]) -> tuple[Held, ...]:
    rows = await connection.execute(select(held).where(*which).order_by(held.c.at, held.c.id))
    return tuple([_held(row._asdict()) for row in rows])


async def carded(connection: AsyncConnection, id: str, card: str) -> None:
    """Keep which message shows these words; nothing where they are known no more."""
    await connection.execute(update(held).where(held.c.id == id).values(card=card))


async def decide(connection: AsyncConnection, id: str, decision: Decision) -> Held | None:
    """Keep the decision and let go of the words, which come back this once.

    None where it was decided before, or the words are gone. Raises Unknown.
    """
    found = await one(connection, id)
    decided = update(held).where(WAITS, held.c.id == id)
    done = await connection.execute(decided.values(decision=decision.value, words=None))
    if not done.rowcount:
        return None
    return replace(found, decision=decision)


# --- letting go -------------------------------------------------------------------------------


async def forget(connection: AsyncConnection, person: str) -> tuple[int, bool]:
    """Remove all that was held of this person: how many words waited, and whether there was any."""
    waited = len(await waiting_of(connection, person))
    gone = await connection.execute(delete(held).where(held.c.person == person))
    return waited, bool(gone.rowcount)


async def empty(connection: AsyncConnection, before: datetime) -> int:
    """Let go of words that wait since before then; how many there were."""
    old = update(held).where(held.c.words.is_not(None), held.c.at < before)
    return (await connection.execute(old.values(words=None))).rowcount


async def clear(connection: AsyncConnection, before: datetime, places: Collection[str]) -> int:
    """Remove also the notes: those from before then, and all of these places; how many."""
    old = delete(held).where(or_(held.c.at < before, held.c.place.in_(places)))
    return (await connection.execute(old)).rowcount


def _held(row: dict[str, Any]) -> Held:
    decision = row["decision"] and Decision(row["decision"])
    return Held(**row | {"words": row["words"] or "", "decision": decision})


def _holds(dialect: ModuleType) -> Executable:
    holds: Executable = dialect.insert(held).on_conflict_do_nothing(index_elements=["id"])
    return holds


HOLDS = {"sqlite": _holds(sqlite), "postgresql": _holds(postgresql)}
