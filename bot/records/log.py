"""The event log on an open connection: adding to it, reading it back, and the listing beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import RowMapping, case, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.errors import RecordsFailed
from bot.debate.events import DebateOpened, Event, SpeechGiven
from bot.debate.model import BOT, Debate, Side
from bot.debate.rules import due, evolve
from bot.records.codec import Part, Row, to_event, to_row
from bot.records.tables import debates, events, words

Parts = dict[int, dict[int, Part]]
"""The words of a debate: by the number of the event, then of the part."""

CAME_BETWEEN = "Something else was recorded in this debate first. Look again, and try again."


async def add(
    connection: AsyncConnection, before: Debate | None, cause: str, happened: Sequence[Event]
) -> bool:
    """Add what has happened after `before`; False, and nothing added, where the cause is known.

    Raises RecordsFailed when `before` is not the last that the log knows of this debate.
    """
    after, id = before, debate_of(before, happened)
    last, seen = await _last(connection, id, cause)
    if seen:
        return False
    if last != (before.seq if before else 0):
        raise RecordsFailed(CAME_BETWEEN)
    log: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for ordinal, event in enumerate(happened):
        after = evolve(after, event)
        row = to_row(event)
        key = {"debate": id, "seq": after.seq}
        log.append(
            key
            | {"kind": row.kind, "version": row.version, "at": row.at, "body": row.body}
            | {"cause": cause, "ordinal": ordinal}
        )
        for number, part in row.parts.items():
            whose = _whose(after, event, number)
            said.append(
                key | {"part": number, "person": whose, "text": part.text, "salt": part.salt}
            )
    await connection.execute(insert(events), log)
    if said:
        await connection.execute(insert(words), said)
    if after:
        await list_debate(connection, after)
    return True


def debate_of(before: Debate | None, happened: Sequence[Event]) -> str:
    """The id of the debate in which this happened. Raises ValueError if that cannot be told."""
    if before is not None:
        return before.id
    if happened and isinstance(happened[0], DebateOpened):
        return happened[0].debate
    raise ValueError("a debate begins with DebateOpened")


async def seen(connection: AsyncConnection, debate: str, cause: str) -> bool:
    """Whether something with this cause is on the log of the debate."""
    return (await _last(connection, debate, cause))[1]


async def _last(connection: AsyncConnection, debate: str, cause: str) -> tuple[int, bool]:
    caused = func.max(case((events.c.cause == cause, 1), else_=0))
    query = select(func.max(events.c.seq), caused).where(events.c.debate == debate)
    last, known = (await connection.execute(query)).one()
    return last or 0, bool(known)


def _whose(debate: Debate, event: Event, part: int) -> str:
    """Whose words these are: what a speech quotes of another belongs to the other side."""
    if not isinstance(event, SpeechGiven):
        return BOT
    if part == 0:
        return event.by
    side = debate.format.turns[event.turn].side
    return debate.seat(side.other).holder or BOT


# --- reading ----------------------------------------------------------------------------------


async def read(
    connection: AsyncConnection, ids: Iterable[str]
) -> dict[str, Debate | RecordsFailed]:
    """The debates of these ids as their events make them, or what is wrong with one.

    One without events is not among them.
    """
    ids = list(ids)
    rows: dict[str, list[RowMapping]] = defaultdict(list)
    parts: dict[str, Parts] = defaultdict(lambda: defaultdict(dict))
    # Events first: words that are added between the two queries then belong to nothing read here.
    query = select(events).where(events.c.debate.in_(ids)).order_by(events.c.debate, events.c.seq)
    for row in (await connection.execute(query)).mappings():
        rows[row["debate"]].append(row)
    for w in await connection.execute(select(words).where(words.c.debate.in_(ids))):
        parts[w.debate][w.seq][w.part] = Part(w.text, w.salt)
    return {id: _try_fold(id, rows[id], parts[id]) for id in rows}


def _try_fold(id: str, rows: list[RowMapping], parts: Parts) -> Debate | RecordsFailed:
    try:
        return fold(id, rows, parts)
    except RecordsFailed as failure:
        return failure


def fold(id: str, rows: Iterable[RowMapping], parts: Parts) -> Debate:
    """The debate that these rows make. Raises RecordsFailed where they do not make one."""
    debate: Debate | None = None
    for expected, row in enumerate(rows, start=1):
        if row["seq"] != expected:
            raise RecordsFailed(f"Debate {id} is damaged: event {expected} is missing.")
        try:
            stored = Row(
                row["kind"], row["version"], row["at"], row["body"], parts.get(expected, {})
            )
            event = to_event(stored)
            if isinstance(event, DebateOpened) and (expected > 1 or event.debate != id):
                raise RecordsFailed("It opens another debate.")
            debate = evolve(debate, event)
        except RecordsFailed as failure:
            raise RecordsFailed(
                f"Debate {id} is damaged at event {expected}. {failure.line}"
            ) from None
        except (TypeError, ValueError, LookupError, StopIteration):
            raise RecordsFailed(
                f"Debate {id} is damaged: event {expected} does not follow from those before it."
            ) from None
    if debate is None:
        raise RecordsFailed(f"Debate {id} is damaged: it has no events.")
    return debate


def compare(
    id: str, found: Debate | RecordsFailed | None, row: dict[str, Any] | None
) -> Debate | RecordsFailed | None:
    """Hold a debate as it was read against its row of the listing.

    None where they agree, the debate where the listing fell behind, else what is wrong with it.
    """
    if found is None:
        return RecordsFailed(f"Debate {id} is damaged: it has no events.")
    if isinstance(found, RecordsFailed) or (row and row == listed(found)):
        return found if isinstance(found, RecordsFailed) else None
    if row and row["seq"] > found.seq:
        return RecordsFailed(f"Debate {id} is damaged: its events after {found.seq} are missing.")
    return found


# --- the listing ------------------------------------------------------------------------------


def listed(debate: Debate) -> dict[str, Any]:
    """The row of the listing that this debate has."""
    return {
        "debate": debate.id,
        "seq": debate.seq,
        "motion": debate.motion.id,
        "opened_at": debate.opened_at,
        "ended": debate.ending is not None,
        "owes": bool(due(debate)),
        "thread": debate.floor.thread if debate.floor else None,
        "affirmative": debate.seat(Side.AFFIRMATIVE).holder,
        "negative": debate.seat(Side.NEGATIVE).holder,
    }


async def list_debate(connection: AsyncConnection, debate: Debate) -> None:
    """Bring the listing up to this debate, unless it has gone on since."""
    row = listed(debate)
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    query = dialect.insert(debates).values(row)
    query = query.on_conflict_do_update(
        index_elements=["debate"],
        set_={name: query.excluded[name] for name in row if name != "debate"},
        where=debates.c.seq <= query.excluded.seq,
    )
    await connection.execute(query)
