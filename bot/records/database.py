"""The database itself: where it is, how it is opened, locked and brought up to date."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.debate.errors import RecordsFailed

WRITES = {"writes": True}
"""The execution options of a connection that is going to write."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit is on the disk before it is acknowledged
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",  # erased words are overwritten, not only unlinked
    "PRAGMA recursive_triggers = ON",  # so that REPLACE cannot slip past the triggers
)

MIGRATING = 0x9A71E7
"""PostgreSQL's advisory lock under which one process at a time brings the schema up to date."""

FORGETTING = 0x9A71F0
"""The one that writers share, and that whoever erases words has alone."""


def locate(url_or_path: str | Path) -> URL:
    """The URL of a database, given as a URL or as the path of a SQLite file.

    Raises RecordsFailed where it is neither.
    """
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite+aiosqlite", database=str(url_or_path))
    try:
        url = make_url(url_or_path)
    except ArgumentError:
        raise RecordsFailed("The database address in the configuration is not a URL.") from None
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
    if backend not in drivers:
        raise RecordsFailed("The records are kept in SQLite or PostgreSQL, and in nothing else.")
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise RecordsFailed("The records need a file: a database in memory would forget them.")
    return url.set(drivername=drivers[backend])


# At DEBUG it writes every statement with its values, which are what people said.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)


def connect(url: URL) -> AsyncEngine:
    """An engine for `url`, with SQLite made durable and its transactions made real."""
    try:
        engine = create_async_engine(
            url, pool_size=5, max_overflow=5, pool_timeout=30, hide_parameters=True
        )
    except (ImportError, NoSuchModuleError):
        raise RecordsFailed(
            "PostgreSQL needs its driver: install Parley as parley[postgres]."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # Left to itself the driver opens a transaction only before some statements, and then too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


# --- one process at a time --------------------------------------------------------------------


class Held(RecordsFailed):
    """Another process holds the database."""


def hold(database: Path) -> IO[str]:
    """Hold a SQLite file for this process, until the returned file is closed or the process ends.

    Makes the file, for its owner's eyes only, where there is none. Raises Held when another
    process holds it, RecordsFailed when the folder cannot be written.
    """
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
        lock = database.with_name(database.name + ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        problem = error.strerror or "unknown error"
        raise RecordsFailed(f"The records cannot be opened in {database}: {problem}.") from None
    try:
        _lock(lock)
    except OSError:
        lock.close()
        raise Held(
            f"Another Parley is already running on {database}. Stop it first, or give this one "
            "a database of its own."
        ) from None
    return lock


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- bringing it up to date -------------------------------------------------------------------


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the schema up to `revision`, all or nothing. Raises RecordsFailed if it is newer."""
    async with engine.connect() as connection:
        await connection.execution_options(**WRITES)
        async with connection.begin():
            if engine.dialect.name == "postgresql":
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATING}
                )
            await connection.run_sync(_upgrade, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.records:migrations")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not set(MigrationContext.configure(connection).get_current_heads()) <= known:
        raise RecordsFailed(
            "The records were last used by a newer version of Parley. Run that version again."
        )
    command.upgrade(config, revision)


# --- leaving no trace ------------------------------------------------------------------------


async def take_turn(connection: AsyncConnection, *, alone: bool) -> None:
    """Write beside others until the transaction ends, or alone: after all who began before.

    SQLite has one writer at a time anyway; on PostgreSQL other processes write too.
    """
    if connection.dialect.name == "postgresql":
        function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        await connection.execute(text(f"SELECT {function}(:number)"), {"number": FORGETTING})


async def scrub(engine: AsyncEngine, *tables: str) -> bool:
    """Leave nothing of what was deleted from these tables in files; whether that could be done.

    SQLite has overwritten it in its pages, but its journal holds them as they were: it is emptied,
    unless somebody reads what it holds. PostgreSQL writes the tables anew; in its journal the rows
    stay until the server takes its segments back into use.
    """
    if engine.dialect.name == "postgresql":
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in tables:
                await connection.execute(text(f"VACUUM (FULL) {table}"))
        return True
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
            busy, _, _ = await cursor.fetchone()
    return not busy


# --- when it fails ----------------------------------------------------------------------------

FAULTS = (
    (("disk is full", "no space left"), "The disk is full. Free some space and try again."),
    (("readonly database", "read-only"), "The records are on a disk that cannot be written."),
    (("is locked",), "Another program is holding the records. Close it and try again."),
    (("malformed", "not a database"), "The database file is damaged. Restore it from a backup."),
    (("disk i/o", "unable to open"), "The disk that holds the records refused. Check it."),
)
"""What a driver may say, and what the operator is told."""


@contextmanager
def spoken() -> Iterator[None]:
    """Turn whatever the database raises inside into RecordsFailed with a calm line.

    The driver's own words are dropped: they may carry the values, which are what people said.
    """
    try:
        yield
    except PoolTimeout:
        raise RecordsFailed("The records are too busy to answer. Try again in a moment.") from None
    except (SQLAlchemyError, OSError) as error:
        said = str(getattr(error, "orig", None) or error).lower()
        line = next((line for signs, line in FAULTS if any(s in said for s in signs)), "")
        raise RecordsFailed(line or _unforeseen(error)) from None


def _unforeseen(error: Exception) -> str:
    name = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    return f"The database failed ({name}). Nothing that was acknowledged is lost."
