"""Classes, on an open connection, and their settings as JSON.

Settings outlive the version that wrote them: what is not known any more is left out, and stands as
though it had never been set.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.classroom.model import Class, Settings
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.records.tables import classes

CHANGED = "Somebody else has changed this class since. Look at it again, then change it anew."
ELSEWHERE = "This channel is known as a class of another server."
CODE_TAKEN = "Another class on this server has that code. Choose another one."

_SETTINGS = TypeAdapter(Settings)
_FIELDS: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind) for name, kind in get_type_hints(Settings).items()
}


async def everything(connection: AsyncConnection) -> list[Class]:
    """Every class there is."""
    return [_class(row._asdict()) for row in await connection.execute(select(classes))]


async def set_up(connection: AsyncConnection, changed: Class) -> Class:
    """Keep this class, if nobody has changed it since; it comes back with its next version.

    Raises WrongPhase, NotYourSeat; IntegrityError where another process was first.
    """
    c = classes.c
    was = select(c.server, c.version).where(c.place == changed.place)
    known = (await connection.execute(was)).one_or_none()
    if known and known.server != changed.server:
        raise NotYourSeat(ELSEWHERE)
    if changed.version != (known.version if known else 0):
        raise WrongPhase(CHANGED)
    if changed.code and await _with_code(connection, changed) not in (None, changed.place):
        raise WrongPhase(CODE_TAKEN)
    kept = replace(changed, version=changed.version + 1)
    if known is None:
        await connection.execute(insert(classes).values(_row(kept)))
        return kept
    same = update(classes).where(c.place == kept.place, c.version == changed.version)
    if not (await connection.execute(same.values(_row(kept)))).rowcount:
        raise WrongPhase(CHANGED)
    return kept


async def _with_code(connection: AsyncConnection, changed: Class) -> str | None:
    c = classes.c
    query = select(c.place).where(c.server == changed.server, c.code == changed.code)
    place: str | None = await connection.scalar(query)
    return place


async def dissolve(connection: AsyncConnection, place: str) -> bool:
    """Remove a class and, with it, its roster; whether there was one."""
    gone = delete(classes).where(classes.c.place == place)
    return bool((await connection.execute(gone)).rowcount)


async def on(connection: AsyncConnection, servers: Collection[str]) -> list[str]:
    """The places of the classes of these servers."""
    query = select(classes.c.place).where(classes.c.server.in_(servers))
    return list(await connection.scalars(query.order_by(classes.c.place)))


# --- as they are stored -----------------------------------------------------------------------


def _row(one: Class) -> dict[str, Any]:
    plain = {field.name: getattr(one, field.name) for field in fields(Class)}
    return plain | {"settings": _SETTINGS.dump_python(one.settings, mode="json")}


def _class(row: dict[str, Any]) -> Class:
    return Class(**row | {"settings": settings(row["settings"])})


def settings(stored: object) -> Settings:
    """The settings that were stored, as far as they are known today; the rest as never set."""
    known: dict[str, Any] = {}
    for name, value in stored.items() if isinstance(stored, dict) else ():
        try:
            known[name] = _FIELDS[name].validate_python(value)
        except (KeyError, ValidationError):
            continue
    return Settings(**known)
