"""Where the room's state is kept: one SQLite file, or nowhere.

Writes go to one thread, which commits whatever has gathered while it was busy in one
transaction; a caller goes on only when its own rows are safe on the disk. So the loop
never waits for the disk, and an answer never runs ahead of it. The store knows nothing
of what the rows mean.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .faults import DataFileInUse, DataFileUnfit
from .wire import Change, pack

_log = logging.getLogger(__name__)

_TABLES = """
create table if not exists thing (
  kind text not null, key text not null, body text not null, primary key (kind, key)
) without rowid;
create table if not exists file (id text primary key, bytes blob not null);
create table if not exists last_id (one integer primary key check (one = 1), id integer not null);
"""


@dataclass(frozen=True)
class _Batch:
    change: Change
    last_id: int
    told: Callable[[], None]
    done: asyncio.Future[None]


class Store:
    """Keeps rows and files. `path` None keeps files in memory and rows not at all."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._thread: ThreadPoolExecutor | None = None
        self._disk: sqlite3.Connection | None = None
        self._files: dict[str, bytes] = {}
        self._waiting: list[_Batch] = []
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> tuple[int, list[tuple[str, str, str]]]:
        """Take hold of the file; the highest id ever given and all rows (kind, key, body).

        Raises DataFileInUse when another room holds it.
        """
        if self._path is None:
            return 0, []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="room-store")
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._open, self._path)
        except BaseException:
            self._thread.shutdown()
            raise

    def _open(self, path: Path) -> tuple[int, list[tuple[str, str, str]]]:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.touch(mode=0o600)  # what people say is for nobody else on this computer
            disk = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.OperationalError) as error:
            raise DataFileUnfit(f"{path} cannot be opened: {error}.") from error
        try:
            # An exclusive lock lasts as long as the process: no lock file is left by a crash.
            disk.execute("pragma locking_mode = exclusive")
            disk.execute("pragma journal_mode = wal")
            # A killed program loses nothing so; a power cut at worst the last moments.
            disk.execute("pragma synchronous = normal")
            disk.execute("pragma secure_delete = on")
            disk.execute("begin immediate")
            disk.execute("commit")
            disk.executescript(_TABLES)
        except sqlite3.OperationalError as error:
            disk.close()
            if "locked" in str(error):
                raise DataFileInUse(f"{path} is in use by another practice room.") from error
            raise DataFileUnfit(f"{path} cannot be used: {error}.") from error
        except sqlite3.DatabaseError as error:
            disk.close()
            raise DataFileUnfit(f"{path} is no practice room's data file: {error}.") from error
        self._disk = disk
        row = disk.execute("select id from last_id").fetchone()
        rows = disk.execute("select kind, key, body from thing order by kind, key").fetchall()
        return (row[0] if row else 0), rows

    async def write(self, change: Change, last_id: int, told: Callable[[], None]) -> None:
        """Make `change` durable, then call `told`; returns after that. Order is kept."""
        self._files.update(change.passing)
        for key, data in change.files:
            if data is None:
                self._files.pop(key, None)
            elif self._disk is None:
                self._files[key] = data
        if self._disk is None:
            told()
            return
        loop = asyncio.get_running_loop()
        batch = _Batch(change, last_id, told, loop.create_future())
        self._waiting.append(batch)
        if self._writer is None or self._writer.done():
            self._writer = loop.create_task(self._write_waiting())
        # A client that hangs up must not cancel a commit that others share.
        await asyncio.shield(batch.done)

    async def _write_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batches, self._waiting = self._waiting, []
            try:
                await loop.run_in_executor(self._thread, self._commit, batches)
            except sqlite3.Error as error:
                _log.error("The room could not write %s: %s", self._path, error)
                for batch in batches:
                    if not batch.done.done():
                        batch.done.set_exception(OSError(f"cannot write {self._path}: {error}"))
                        batch.done.exception()
                continue
            for batch in batches:
                batch.told()
                if not batch.done.done():
                    batch.done.set_result(None)

    def _commit(self, batches: list[_Batch]) -> None:
        disk = self._disk
        assert disk is not None
        disk.execute("begin immediate")
        try:
            for batch in batches:
                self._put(disk, batch.change)
            last = max(batch.last_id for batch in batches)
            disk.execute("insert or replace into last_id values (1, ?)", (last,))
        except BaseException:
            disk.execute("rollback")
            raise
        disk.execute("commit")
        if any(body is None for batch in batches for _, _, body in batch.change.rows):
            # What a person deleted must not live on in the journal.
            disk.execute("pragma wal_checkpoint(truncate)")

    @staticmethod
    def _put(disk: sqlite3.Connection, change: Change) -> None:
        for kind, key, body in change.rows:
            if body is None:
                disk.execute("delete from thing where kind = ? and key = ?", (kind, key))
            else:
                disk.execute(
                    "insert or replace into thing values (?, ?, ?)", (kind, key, pack(body))
                )
        for key, data in change.files:
            if data is None:
                disk.execute("delete from file where id = ?", (key,))
            else:
                disk.execute("insert or replace into file values (?, ?)", (key, data))

    async def file(self, key: str) -> bytes | None:
        """The bytes of an attachment, or None."""
        if self._disk is None or key in self._files:
            return self._files.get(key)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._file, key)

    def _file(self, key: str) -> bytes | None:
        assert self._disk is not None
        row = self._disk.execute("select bytes from file where id = ?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    async def close(self) -> None:
        """Finish what is being written and let go of the file."""
        if self._writer is not None:
            await self._writer
        if self._disk is not None and self._thread is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, self._disk.close)
            self._thread.shutdown()
            self._disk = None
