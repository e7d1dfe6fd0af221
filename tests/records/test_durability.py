"""What was acknowledged is there after the process is killed, and one process writes at a time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.debate import events, rules
from bot.debate.errors import RecordsFailed
from bot.records import open_records
from tests.debate.examples import T0, floor, opening, says
from tests.records.recorded import record

ROOT = Path(__file__).parent.parent.parent


def start(url: str) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.records.writes_until_killed", url]
    pipe = subprocess.PIPE
    return subprocess.Popen(program, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize("acknowledgements", [1, 7, 150])
async def test_what_was_acknowledged_survives_a_kill(url: str, acknowledgements: int) -> None:
    writer = start(url)
    assert writer.stdout
    lines = [writer.stdout.readline() for _ in range(acknowledgements)]
    writer.kill()
    rest, _ = writer.communicate()
    heard: dict[str, int] = {}
    for line in [*lines, *rest.splitlines(keepends=True)]:
        if line.endswith("\n"):
            id, number = line.split()
            heard[id] = int(number)
    assert heard
    store = await open_records(url)
    assert store.damaged == {}
    for id, seq in heard.items():
        debate = await store.load(id)
        assert debate.seq >= seq
        assert debate.seq % 2 == 1, "half of an append was kept"
    await store.close()


async def test_a_second_process_on_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    writer = start(str(path))
    assert writer.stdout
    writer.stdout.readline()
    with pytest.raises(RecordsFailed) as refused:
        await open_records(path)
    writer.kill()
    writer.communicate()
    assert refused.value.line == (
        f"Another Parley is already running on {path}. "
        "Stop it first, or give this one a database of its own."
    )
    await (await open_records(path)).close()


async def test_a_refused_second_opening_leaves_the_first_at_work(tmp_path: Path) -> None:
    store = await open_records(tmp_path / "records.db")
    with pytest.raises(RecordsFailed, match="already running"):
        await open_records(f"sqlite:///{tmp_path}/records.db")
    await record(store, opening())
    await store.close()


@contextmanager
def each_connection(runs: Callable[[Any], object]) -> Iterator[None]:
    """Whenever a connection is taken up meanwhile, this is run on its cursor first."""

    def prepare(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        runs(cursor)
        cursor.close()

    event.listen(Pool, "checkout", prepare)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", prepare)


def pragma(setting: str) -> Callable[[Any], object]:
    return lambda cursor: cursor.execute(f"PRAGMA {setting}")


async def test_a_commit_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    settings: dict[str, object] = {}

    def look(cursor: Any) -> None:
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            cursor.execute(f"PRAGMA {name}")
            settings[name] = cursor.fetchone()[0]

    with each_connection(look):
        await (await open_records(tmp_path / "records.db")).close()
    full = 2
    assert settings == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


async def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "records.db"
    store = await open_records(path)
    await record(store, opening())
    for file in path.parent.glob("records.db*"):
        if not file.name.endswith(".lock"):
            assert file.stat().st_mode & 0o077 == 0, file.name
    await store.close()


async def test_a_full_disk_is_said_calmly_and_nothing_half_is_kept(tmp_path: Path) -> None:
    url = str(tmp_path / "records.db")
    store = await open_records(url)
    debate = await record(store, opening(), floor())
    await store.close()
    long = events.SpeechGiven(at=T0, turn=0, by="ada", text="count the soldiers " * 20_000)
    with each_connection(pragma("max_page_count = 1")):  # no page more than there are
        store = await open_records(url)
        with pytest.raises(RecordsFailed) as refused:
            await store.append(debate, "c-long", long)
        assert await store.append(debate, "c-short", *rules.decide(debate, says("ada")))
        await store.close()
    assert refused.value.line == "The disk is full. Free some space and try again."
    store = await open_records(url)
    assert [s.text for s in (await store.load("d1")).speeches] == ["Ships are not soldiers."]
    assert store.damaged == {}
    await store.close()


async def test_a_disk_that_cannot_be_written_is_said_calmly(tmp_path: Path) -> None:
    with each_connection(pragma("query_only = ON")), pytest.raises(RecordsFailed) as refused:
        await open_records(tmp_path / "records.db")
    assert refused.value.line == "The records are on a disk that cannot be written."


async def test_a_database_that_another_program_writes_to_is_said_calmly(tmp_path: Path) -> None:
    url = str(tmp_path / "records.db")
    store = await open_records(url)
    with sqlite3.connect(url, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with each_connection(pragma("busy_timeout = 0")), pytest.raises(RecordsFailed) as refused:
            await store.append(None, "c1", *rules.decide(None, opening()))
    other.close()
    assert refused.value.line == ("Another program is holding the records. Close it and try again.")
    assert await store.append(None, "c1", *rules.decide(None, opening()))
    await store.close()


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("mysql://localhost/parley", "kept in SQLite or PostgreSQL"),
        ("sqlite://", "need a file"),
        ("postgresql://127.0.0.1:1/none?connect_timeout=2", "database failed"),
        ("/dev/null/records.db", "cannot be opened"),
        ("://", "not a URL"),
    ],
)
async def test_an_address_that_leads_nowhere_is_refused(address: str, line: str) -> None:
    with pytest.raises(RecordsFailed, match=line):
        await open_records(address)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "essay.db"
    path.write_text("This House believes " * 400, encoding="utf-8")
    with pytest.raises(RecordsFailed, match="damaged"):
        await open_records(path)
    assert path.read_text(encoding="utf-8") == "This House believes " * 400
