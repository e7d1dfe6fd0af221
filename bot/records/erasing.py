"""Forgetting a person, on an open connection: their words, who they are, and the traces of it.

Events stay, and so does the debate; of a speech there is left that it was given. `whose` and
`apart` have seen to it that a person's words are theirs also where the bot said them again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.errors import RecordsFailed
from bot.debate.model import NOWHERE, Debate
from bot.ports import Erased, Shown
from bot.records import consents, flags, held, log, people, pseudonyms, roster, tables

TABLES = (
    "words",
    "people",
    "votes",
    "consents",
    "departures",
    "pseudonyms",
    "roster",
    "held",
    "flags",
)
"""Where there was something of a person who was forgotten."""

Read = Mapping[str, Debate | RecordsFailed]


async def erase(connection: AsyncConnection, person: str, at: datetime) -> Erased:
    """Forget this person. Doing it again finds nothing left to do."""
    theirs = tables.words.c.person == person
    ids = await with_words(connection, theirs)
    before = await log.read(connection, ids)
    words = await empty(connection, theirs)
    waited, were_held = await held.forget(connection, person)
    after = await log.read(connection, ids)
    changed = [
        bool(words),
        were_held,
        await people.forget(connection, person, at),
        await forget_aside(connection, person),
        await _forget_votes(connection, person),
    ]
    if any(changed):
        await leave_trace(connection, at)
    shown = _shown(person, before, after)
    return Erased(words + waited, ids, await _open_with(connection, person), shown)


async def empty(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    """Empty these words, whose they may be; how many pieces there were."""
    left = update(tables.words).where(tables.words.c.text.is_not(None), which)
    return (await connection.execute(left.values(text=None, salt=None))).rowcount


async def forget_aside(connection: AsyncConnection, person: str) -> bool:
    """Remove what this person agreed to, left and was called, where they sat, what they flagged.

    Whether there was anything.
    """
    return any(
        [
            await consents.forget(connection, person),
            await consents.forget_departures(connection, person),
            await pseudonyms.forget_person(connection, person),
            await roster.forget(connection, person),
            await flags.forget(connection, person),
        ]
    )


async def with_words(connection: AsyncConnection, which: ColumnElement[bool]) -> tuple[str, ...]:
    """The debates that hold such words."""
    w = tables.words.c
    query = select(w.debate).where(w.text.is_not(None), which).distinct().order_by(w.debate)
    return tuple(await connection.scalars(query))


async def _forget_votes(connection: AsyncConnection, person: str) -> bool:
    gone = delete(tables.votes).where(tables.votes.c.person == person)
    return bool((await connection.execute(gone)).rowcount)


async def _open_with(connection: AsyncConnection, person: str) -> tuple[str, ...]:
    """The debates that go on and in which this person sits or stands on the list."""
    debates, part = tables.debates.c, tables.taking_part.c
    query = (
        select(debates.debate)
        .join(tables.taking_part, part.debate == debates.debate)
        .where(part.person == person, ~debates.ended)
    )
    read = await log.read(connection, await connection.scalars(query))
    return tuple(
        id for id, found in read.items() if isinstance(found, Debate) and sits(found, person)
    )


def sits(debate: Debate, person: str) -> bool:
    """Whether this person has a seat in it, or a place on its speakers list."""
    return person in (
        *(seat.holder for seat in debate.seats),
        *(listed.person for listed in debate.listed),
    )


def _shown(person: str, before: Read, after: Read) -> tuple[Shown, ...]:
    """The messages of every speech that reads otherwise now."""
    shown: list[Shown] = []
    for id, was in before.items():
        now = after[id]
        if not isinstance(was, Debate) or not isinstance(now, Debate) or not now.floor:
            continue
        for old, new in zip(was.speeches, now.speeches, strict=True):
            if old != new and new.posted not in ((), (NOWHERE,)):
                own = new.by == person
                shown.append(Shown(id, now.floor.thread, new.turn.index, new.posted, own))
    return tuple(shown)


# --- traces -----------------------------------------------------------------------------------


async def leave_trace(connection: AsyncConnection, since: datetime, *, copies: bool = True) -> None:
    """Note, with what is erased, that the files may still show it; `copies`: those kept, too."""
    await connection.execute(insert(tables.traces).values(since=since, copies=copies))


async def traces(connection: AsyncConnection) -> tuple[int, bool]:
    """The number up to which there are traces to be removed, and whether kept copies show them.

    0 where there are none.
    """
    t = tables.traces.c
    up_to = await connection.scalar(select(func.max(t.id))) or 0
    return up_to, await connection.scalar(select(func.max(t.id)).where(t.copies)) is not None


async def remove_traces(connection: AsyncConnection, up_to: int) -> None:
    """Note that the files show nothing any more of what was erased until then."""
    await connection.execute(delete(tables.traces).where(tables.traces.c.id <= up_to))


def withdraw(folder: Path | None, debates: Collection[str] | None) -> None:
    """Remove the copies of these debates (None: all) from the folder in which they are kept.

    A copy of one debate is a file that begins with `debate-` and its id; any other file may be of
    many debates and goes too. They can all be made again. Raises RecordsFailed.
    """
    if folder is None or not folder.is_dir() or debates == ():
        return
    try:
        for file in [path for path in folder.rglob("*") if not path.is_dir()]:
            if debates is None or not _of_another(file.name, debates):
                file.unlink(missing_ok=True)
    except OSError as error:
        problem = error.strerror or "unknown error"
        raise RecordsFailed(f"A copy in {folder} could not be removed: {problem}.") from None


def _of_another(name: str, debates: Collection[str]) -> bool:
    stems = tuple(f"debate-{id}{end}" for id in debates for end in ".-_")
    return name.startswith("debate-") and not name.startswith(stems)
