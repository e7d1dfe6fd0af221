"""Reading and writing the database: one write at a time, each finished once it was begun.

What every part of the store stands on; it knows no table.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.errors import RecordsFailed
from bot.records import database
from bot.records.database import spoken

Done = TypeVar("Done")

LAST_READS = 5.0
"""Seconds for which a closing store waits for those who still read."""


class Access:
    """An open database. `exports` is the folder in which copies of transcripts are kept, if any."""

    def __init__(self, engine: AsyncEngine, lock: IO[str] | None, exports: Path | None) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**database.WRITES)
        self._lock = lock
        self._exports = exports
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False
        self._reads = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def close(self) -> None:
        """Let go of the database, after what is being written or read; nothing new is begun."""
        self._closing = True
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_READS):
                await self._quiet.wait()
        await self._last_things()
        await self._engine.dispose()
        if self._lock:
            self._lock.close()

    async def _last_things(self) -> None:
        """What is left to do once nobody reads or writes any more."""

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        if self._closing:
            raise RecordsFailed("The records are closed: Parley is stopping.")
        self._reads += 1
        self._quiet.clear()
        try:
            with spoken():
                async with self._engine.connect() as connection:
                    yield connection
        finally:
            self._reads -= 1
            if not self._reads:
                self._quiet.set()

    @asynccontextmanager
    async def _writing(self, *, alone: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction when it is our turn; `alone` also keeps other processes from writing."""
        async with self._turn, self._transaction(alone=alone) as connection:
            yield connection

    @asynccontextmanager
    async def _transaction(self, *, alone: bool = False) -> AsyncIterator[AsyncConnection]:
        async with self._writer.begin() as connection:
            await database.take_turn(connection, alone=alone)
            yield connection

    async def _finish(self, write: Coroutine[None, None, Done]) -> Done:
        """Run a write to its end even if whoever asked for it goes away meanwhile."""
        return await asyncio.shield(self._start(write))

    def _start(self, write: Coroutine[None, None, Done]) -> asyncio.Task[Done]:
        task = asyncio.create_task(write)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, so that a write nobody waits for any more is not noisy
