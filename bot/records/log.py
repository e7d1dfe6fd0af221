"""The event log on an open connection: adding to it, reading it back, and the listing beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import ModuleType
from typing import Any

from sqlalchemy import Executable, bindparam, delete, exists, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.errors import RecordsFailed
from bot.debate.events import DebateOpened, Event
from bot.debate.model import Debate
from bot.debate.rules import due, evolve
from bot.records import people
from bot.records.codec import Part, Row, to_event, to_row
from bot.records.tables import debates, events, taking_part, words

Parts = dict[int, dict[int, Part]]
"""The words of a debate: by the number of the event, then of the part."""

Outcome = bool | RecordsFailed

HEADS = (
    select(events.c.debate, events.c.cause, func.max(events.c.seq))
    .where(events.c.debate.in_(bindparam("ids", expanding=True)))
    .group_by(events.c.debate, events.c.cause)
)

EVENTS_OF = (
    select(events)
    .where(events.c.debate.in_(bindparam("ids", expanding=True)))
    .order_by(events.c.debate, events.c.seq)
)

WORDS_OF = select(words).where(words.c.debate.in_(bindparam("ids", expanding=True)))

CAME_BETWEEN = "Something else was recorded in this debate first. Look again, and try again."


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added to one debate, ready to be written.

    `after` is the debate with it, `seq` the number of the event that it follows.
    """

    debate: str
    seq: int
    cause: str
    after: Debate
    events: tuple[dict[str, Any], ...]
    words: tuple[dict[str, Any], ...]


def addition(
    before: Debate | None,
    cause: str,
    happened: Sequence[Event],
    recall: Callable[[Debate], Debate] = lambda debate: debate,
) -> Addition:
    """What has happened after `before`, as rows. Raises ValueError where it makes no sense.

    `recall` gives a debate with the words that were erased from it meanwhile.
    """
    after = before
    rows: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for ordinal, event in enumerate(happened):
        if after is None and not isinstance(event, DebateOpened):
            raise ValueError("a debate begins with DebateOpened")
        row = to_row(event, after and recall(after))
        after = evolve(after, event)
        key = {"debate": after.id, "seq": after.seq}
        what = {"kind": row.kind, "version": row.version, "at": row.at, "body": row.body}
        rows.append(key | what | {"cause": cause, "ordinal": ordinal})
        said += [key | {"part": n, **asdict(part)} for n, part in row.parts.items()]
    if after is None:
        raise ValueError("nothing has happened")
    return Addition(after.id, before.seq if before else 0, cause, after, tuple(rows), tuple(said))


async def add(connection: AsyncConnection, additions: Sequence[Addition]) -> list[Outcome]:
    """Add these, in this order: True for each that was added, False where its cause was known.

    RecordsFailed stands for one that does not follow the last that the log knows of its debate;
    the others are added all the same.
    """
    last, known = await _heads(connection, {new.debate for new in additions})
    outcomes: list[Outcome] = []
    added: list[Addition] = []
    for new in additions:
        if (new.debate, new.cause) in known:
            outcomes.append(False)
        elif last.get(new.debate, 0) != new.seq:
            outcomes.append(RecordsFailed(CAME_BETWEEN))
        else:
            known.add((new.debate, new.cause))
            last[new.debate] = new.after.seq
            added.append(new)
            outcomes.append(True)
    # In one order everywhere, so that two processes cannot wait for each other.
    added.sort(key=lambda new: (new.debate, new.seq))
    if added:
        await connection.execute(insert(events), [row for new in added for row in new.events])
        await list_debates(connection, list({new.debate: new.after for new in added}.values()))
    if said := [row for new in added for row in new.words]:
        gone = await people.forgotten(connection, {row["person"] for row in said})
        # What was said before its person was erased, and recorded after, is never written.
        empty = {"text": None, "salt": None}
        kept = [row | empty if row["person"] in gone else row for row in said]
        await connection.execute(insert(words), kept)
    return outcomes


async def _heads(
    connection: AsyncConnection, ids: Collection[str]
) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """The last number of each of these debates, and every cause that is on record in them."""
    last: dict[str, int] = {}
    known: set[tuple[str, str]] = set()
    for id, cause, seq in await connection.execute(HEADS, {"ids": list(ids)}):
        known.add((id, cause))
        last[id] = max(seq, last.get(id, 0))
    return last, known


async def seen(connection: AsyncConnection, debate: str, cause: str) -> bool:
    """Whether something with this cause is on the log of this debate."""
    query = select(exists().where(events.c.debate == debate, events.c.cause == cause))
    return bool(await connection.scalar(query))


# --- reading ----------------------------------------------------------------------------------


async def read(
    connection: AsyncConnection, ids: Iterable[str]
) -> dict[str, Debate | RecordsFailed]:
    """The debates of these ids as their events make them, or what is wrong with one.

    One without events is not among them.
    """
    ids = list(ids)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    parts: dict[str, Parts] = defaultdict(lambda: defaultdict(dict))
    # Events first: words that are added between the two queries then belong to nothing read here.
    for row in await connection.execute(EVENTS_OF, {"ids": ids}):
        rows[row.debate].append(row._asdict())
    for w in await connection.execute(WORDS_OF, {"ids": ids}):
        parts[w.debate][w.seq][w.part] = Part(w.text, w.salt, w.person)
    return {id: _try_fold(id, rows[id], parts[id]) for id in rows}


def _try_fold(id: str, rows: list[dict[str, Any]], parts: Parts) -> Debate | RecordsFailed:
    try:
        return fold(id, rows, parts)
    except RecordsFailed as failure:
        return failure


def fold(id: str, rows: Iterable[Mapping[str, Any]], parts: Parts) -> Debate:
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
                raise RecordsFailed("It opens a debate that is already open, or another.")
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
        "place": debate.place,
    }


def those_in(debate: Debate) -> set[str]:
    """Who takes part in a debate: with a seat, a speech, or a place on the speakers list."""
    return {*debate.people, *(listed.person for listed in debate.listed)}


async def list_debates(connection: AsyncConnection, after: Sequence[Debate]) -> None:
    """Bring the listing up to these debates, except where one has gone on since."""
    await connection.execute(UPSERT[connection.dialect.name], [listed(d) for d in after])
    seqs: dict[str, int] = {}
    known: dict[str, set[str]] = defaultdict(set)
    for id, seq, person in await connection.execute(PERSONS, {"ids": [d.id for d in after]}):
        seqs[id] = seq
        known[id] |= {person} - {None}
    current = [debate for debate in after if seqs[debate.id] == debate.seq]
    gone = [(d.id, person) for d in current for person in known[d.id] - those_in(d)]
    new = [(d.id, person) for d in current for person in those_in(d) - known[d.id]]
    if gone:
        await connection.execute(LEAVES, [{"of": id, "who": person} for id, person in gone])
    if new:
        rows = [{"debate": id, "person": person} for id, person in new]
        await connection.execute(insert(taking_part), rows)


PERSONS = (
    select(debates.c.debate, debates.c.seq, taking_part.c.person)
    .outerjoin(taking_part, taking_part.c.debate == debates.c.debate)
    .where(debates.c.debate.in_(bindparam("ids", expanding=True)))
)

LEAVES = delete(taking_part).where(
    taking_part.c.debate == bindparam("of"), taking_part.c.person == bindparam("who")
)


def _upsert(dialect: ModuleType) -> Executable:
    query = dialect.insert(debates)
    changed = {c.name: query.excluded[c.name] for c in debates.c if not c.primary_key}
    newer = debates.c.seq <= query.excluded.seq
    upsert: Executable = query.on_conflict_do_update(
        index_elements=["debate"], set_=changed, where=newer
    )
    return upsert


UPSERT = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}
