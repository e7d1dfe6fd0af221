"""`ports.Ledger` over SQLite or PostgreSQL: one row for each account, one transaction for each step.

The drivers are used as they are, in a thread of the book's own: it is three statements that both
databases understand, and one writer at a time is what SQLite is best at.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.debate.errors import RecordsFailed
from bot.ports import Account, Spending

Done = TypeVar("Done")

PATIENCE = 10
"""Seconds for which a lock, or a database at the other end of a line, is waited for."""
KEPT = timedelta(days=2)
"""How long an account is kept once a later one is opened; nothing looks at it again."""
PREPARING = 0x9A71E8
"""PostgreSQL's advisory lock under which one process at a time makes the table."""

POSTGRES = re.compile(r"postgres(?:ql)?(?:\+\w+)?://")

TABLE = """
CREATE TABLE IF NOT EXISTS spending (
    kind  TEXT NOT NULL,
    whose TEXT NOT NULL,
    since TEXT NOT NULL,
    cost  BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (kind, whose, since)
)"""
OPEN = """
INSERT INTO spending (kind, whose, since, cost, calls) VALUES (:kind, :whose, :since, 0, 0)
ON CONFLICT DO NOTHING"""
BOOK = """
UPDATE spending SET cost = cost + :cost, calls = calls + :calls
WHERE kind = :kind AND whose = :whose AND since = :since
AND cost + :cost <= :most_cost AND calls + :calls <= :most_calls"""
GIVE_BACK = """
UPDATE spending SET cost = cost - :cost, calls = calls - :calls
WHERE kind = :kind AND whose = :whose AND since = :since"""
READ = """
SELECT cost, calls FROM spending WHERE kind = :kind AND whose = :whose AND since = :since"""
FORGET = "DELETE FROM spending WHERE since < :before"


class _Full(Exception):
    """An account has no room; what was begun is undone."""

    def __init__(self, account: Account) -> None:
        super().__init__(account.kind)
        self.account = account


@dataclass(frozen=True, slots=True)
class _Database:
    """How to speak to one kind of database, by its DB-API driver."""

    connect: Callable[[], Any]
    prepare: tuple[str, ...]
    begin: str
    named: Callable[[str], str]
    faults: tuple[type[Exception], ...]


async def open_book(database: str, folder: Path) -> Book:
    """The ledger in PostgreSQL where `database` is the address of one, else in a file in `folder`.

    Raises RecordsFailed where it cannot be opened.
    """
    postgres = POSTGRES.match(database)
    book = Book(_postgres(database) if postgres else _sqlite(folder / "spending.sqlite3"))
    try:
        await book.prepare()
    except BaseException:
        await book.close()
        raise
    return book


def _sqlite(file: Path) -> _Database:
    def connect() -> sqlite3.Connection:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        # A commit is on the disk before the money is spent.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    return _Database(connect, (), "BEGIN IMMEDIATE", str, (sqlite3.Error, OSError))


def _postgres(address: str) -> _Database:
    try:
        import psycopg
    except ImportError:
        raise RecordsFailed(
            "PostgreSQL needs its driver: install Parley as parley[postgres]."
        ) from None

    def connect() -> Any:
        connection = psycopg.connect(
            POSTGRES.sub("postgresql://", address, count=1),
            autocommit=True,
            connect_timeout=PATIENCE,
            tcp_user_timeout=PATIENCE * 1000,
        )
        connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
        return connection

    return _Database(
        connect,
        (f"SELECT pg_advisory_xact_lock({PREPARING})",),
        "BEGIN ISOLATION LEVEL READ COMMITTED",
        lambda statement: re.sub(r":(\w+)", r"%(\1)s", statement),
        (psycopg.Error, OSError),
    )


class Book:
    """The ledger itself. Its connection is made when it is needed, and again after a fault."""

    def __init__(self, database: _Database) -> None:
        self._database = database
        self._connection: Any = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")

    async def prepare(self) -> None:
        """See that there is a table to write to. Raises RecordsFailed."""

        def prepare() -> None:
            for statement in (*self._database.prepare, TABLE):
                self._execute(statement)

        await self._done(prepare)

    async def reserve(self, amount: Spending, most: Mapping[Account, Spending]) -> Account | None:
        """Book `amount` on every account, or on none where one would come to hold over its `most`.

        None when it is booked, else an account without room for it. Raises RecordsFailed.
        """

        def reserve() -> None:
            # In one order everywhere, so that no two transactions wait for each other.
            for account in sorted(most, key=_key):
                if self._execute(OPEN, account).rowcount:
                    self._execute(FORGET, before=_written(account.since - KEPT))
                limits = {"most_cost": most[account].cost, "most_calls": most[account].calls}
                if not self._execute(BOOK, account, amount, **limits).rowcount:
                    raise _Full(account)

        try:
            await self._done(reserve)
        except _Full as full:
            return full.account
        return None

    async def give_back(self, rest: Spending, accounts: Collection[Account]) -> None:
        """Take `rest` off these accounts again; less than nothing is put on them.

        Raises RecordsFailed; it may then have been done or not, and must not be repeated.
        """

        def give_back() -> None:
            for account in sorted(accounts, key=_key):
                self._execute(GIVE_BACK, account, rest)

        await self._done(give_back)

    async def booked(self, accounts: Collection[Account]) -> Mapping[Account, Spending]:
        """What is booked on each of these accounts. Raises RecordsFailed."""

        def booked() -> dict[Account, Spending]:
            rows = {account: self._execute(READ, account).fetchone() for account in accounts}
            return {account: Spending(*row) if row else Spending() for account, row in rows.items()}

        return await self._done(booked)

    async def close(self) -> None:
        """Let go of the database."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._drop)
        self._thread.shutdown()

    async def _done(self, work: Callable[[], Done]) -> Done:
        """What `work` returns, done in one transaction beside the loop."""

        def whole() -> Done:
            with self._transaction():
                return work()

        return await asyncio.get_running_loop().run_in_executor(self._thread, whole)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            if self._connection is None:
                self._connection = self._database.connect()
            self._execute(self._database.begin)
            try:
                yield
            except _Full:
                self._execute("ROLLBACK")
                raise
            self._execute("COMMIT")
        except _Full:
            raise
        except BaseException as error:
            # Closing undoes what was begun, and a connection that broke is of no more use.
            self._drop()
            if not isinstance(error, self._database.faults):
                raise
            problem = f"What models cost cannot be booked ({type(error).__name__})."
            raise RecordsFailed(problem) from None

    def _execute(
        self,
        statement: str,
        account: Account | None = None,
        amount: Spending | None = None,
        **more: object,
    ) -> Any:
        values = dict(more)
        if account:
            values |= dict(zip(("kind", "whose", "since"), _key(account), strict=True))
        if amount:
            values |= {"cost": amount.cost, "calls": amount.calls}
        return self._connection.execute(self._database.named(statement), values)

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _key(account: Account) -> tuple[str, str, str]:
    return account.kind, account.whose, _written(account.since)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
