"""A reading of the whole log: what is damaged, where the listing fell behind, what should be gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.errors import RecordsFailed
from bot.debate.model import Debate
from bot.records import log, polls, tables

BATCH = 200
"""How many debates are read at a time."""

Reading = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class Check:
    """One reading of the log. What it has found is known once `fell_behind` has come to its end.

    `damaged` says by its id what is wrong with a debate, `closed` are polls of which there are
    still votes although they are over.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.damaged: dict[str, str] = {}
        self.closed: set[polls.Poll] = set()

    async def fell_behind(self) -> AsyncIterator[list[Debate]]:
        """The debates with which the listing has to be brought up to date, some at a time."""
        persons: dict[str, set[str]] = defaultdict(set)
        async with self._reading() as connection:
            self.closed = await polls.kept(connection)
            rows = (await connection.execute(select(tables.debates))).mappings()
            listing = {row["debate"]: dict(row) for row in rows}
            for id, person in await connection.execute(select(tables.taking_part)):
                persons[id].add(person)
            logged = await connection.scalars(select(tables.events.c.debate).distinct())
            ids = sorted({*listing, *logged})
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            async with self._reading() as connection:
                read = await log.read(connection, batch)
            behind: list[Debate] = []
            for id in batch:
                found = compare(id, read.get(id), listing.get(id), persons[id])
                if isinstance(found, RecordsFailed):
                    self.damaged[id] = found.line
                elif found is not None:
                    behind.append(found)
            if behind:
                yield behind
            sound = (debate for debate in read.values() if isinstance(debate, Debate))
            self.closed -= {poll for debate in sound if (poll := polls.open_in(debate))}


def compare(
    id: str,
    found: Debate | RecordsFailed | None,
    row: Mapping[str, Any] | None,
    persons: Collection[str],
) -> Debate | RecordsFailed | None:
    """Hold a debate as it was read against its row of the listing, and the persons listed in it.

    None where they agree, the debate where the listing fell behind, else what is wrong with it.
    """
    if found is None:
        return RecordsFailed(f"Debate {id} is damaged: it has no events.")
    if isinstance(found, RecordsFailed):
        return found
    if row and row["seq"] > found.seq:
        return RecordsFailed(f"Debate {id} is damaged: its events after {found.seq} are missing.")
    agree = row == log.listed(found) and set(persons) == log.those_in(found)
    return None if agree else found
