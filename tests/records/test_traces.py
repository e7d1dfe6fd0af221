"""What was erased is gone from the files as well: also after a reader, a crash, or PostgreSQL's samples."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from bot.classroom.model import Decision
from bot.records import database, open_records
from bot.records.erasing import withdraw
from tests.debate.examples import T0
from tests.records.recorded import SECRET, record, run_sql, whole_debate
from tests.records.searching import files_of, found
from tests.records.test_durability import each_connection, pragma
from tests.records.test_held import HELD, PHONE


async def test_a_reader_delays_it_to_the_next_sweep(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = str(tmp_path / "records.db")
    with each_connection(pragma("busy_timeout = 0")):
        store = await open_records(url)
        await record(store, *whole_debate("d1"))
        async with store._reading() as connection:
            await connection.exec_driver_sql("SELECT * FROM words")
            erased = await store.erase("ada")
        assert not erased.traceless
        assert "until the next sweep" in caplog.text
        assert found([SECRET], files_of(url)) == {SECRET}
        assert (await store.sweep(T0, 30)).traceless
        assert found([SECRET], files_of(url)) == set()
        await store.close()


async def test_what_a_crash_left_is_removed_at_the_start(tmp_path: Path) -> None:
    whole, crashed = tmp_path / "whole", tmp_path / "crashed"
    for folder in (whole, crashed):
        folder.mkdir()
    url, copy = str(whole / "records.db"), str(crashed / "records.db")
    with each_connection(pragma("busy_timeout = 0")):
        store = await open_records(url)
        await record(store, *whole_debate("d1"))
        async with store._reading() as connection:
            await connection.exec_driver_sql("SELECT * FROM words")
            await store.erase("ada")
            for file in whole.iterdir():  # the files as a process that is killed leaves them
                (crashed / file.name).write_bytes(file.read_bytes())
        await store.close()
    (crashed / "exports").mkdir()
    (crashed / "exports" / "debate-d1.md").write_text(SECRET)
    assert found([SECRET], files_of(copy)) == {SECRET}
    store = await open_records(copy, exports=crashed / "exports")
    assert found([SECRET], files_of(copy)) == set()
    assert await run_sql(copy, "SELECT * FROM traces") == []
    await store.close()


async def test_copies_stay_where_a_teacher_decided_and_go_where_somebody_was_erased(
    tmp_path: Path,
) -> None:
    copy = tmp_path / "exports" / "debate-d1.md"
    copy.parent.mkdir()
    copy.write_text(SECRET)
    url = str(tmp_path / "records.db")
    store = await open_records(url, exports=copy.parent)
    await store.hold(HELD)
    await store.decide(HELD.id, Decision.APPROVED)
    await store.close()
    store = await open_records(url, exports=copy.parent)
    assert found([PHONE, SECRET], files_of(url)) == {SECRET}
    assert copy.exists()
    await run_sql(url, "INSERT INTO traces (since, copies) VALUES ('2026-01-05', true)")
    await store.hold(replace(HELD, id="h2"))
    await store.decide("h2", Decision.APPROVED)
    await store.close()
    store = await open_records(url, exports=copy.parent)
    assert not copy.exists()
    await store.close()


async def test_postgresql_keeps_no_samples_of_words_and_names(postgres_url: str) -> None:
    def sampled() -> str:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("ANALYZE")
            stats = "SELECT tablename, attname, most_common_vals::text, histogram_bounds::text"
            rows = connection.execute(f"{stats} FROM pg_stats WHERE schemaname = 'public'")
            return repr(rows.fetchall())

    engine = database.connect(database.locate(postgres_url))
    await database.migrate(engine, "0002")
    await engine.dispose()
    names = [f"('p-{n}', 'account {n}', 'Ada {n}', now())" for n in range(9)]
    await run_sql(postgres_url, f"INSERT INTO people VALUES {', '.join(names)}")
    assert "account 3" in sampled()
    assert "Ada 3" in sampled()
    store = await open_records(postgres_url)
    for n in range(9):
        await record(store, *whole_debate(f"d{n}"))
        await store.hold(replace(HELD, id=f"h{n}"))
    assert "d3" in sampled()
    assert "account 3" not in sampled()
    assert "Ada 3" not in sampled()
    assert "personal data" in sampled()
    assert PHONE not in sampled()
    assert SECRET.lower() not in sampled().lower()
    await store.close()


def test_copies_of_the_debates_and_of_many_are_removed_and_others_stay(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    gone = ["debate-d1.md", "debate-d1-flow.png", "report.csv", "class/debate-d1.json", "d1.md"]
    stay = ["debate-d10.md", "class/debate-d2.json"]
    (folder / "class").mkdir(parents=True)
    for name in (*gone, *stay):
        (folder / name).write_text("words")

    def left() -> list[str]:
        return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())

    withdraw(folder, ())
    assert len(left()) == 7
    withdraw(folder, ("d1",))
    assert left() == sorted(stay)
    withdraw(folder, None)
    assert left() == []
    withdraw(folder / "nowhere", None)
    withdraw(None, None)


@pytest.mark.parametrize(
    "written",
    [
        "Zoë said so".encode(),
        "Zoë said SO.".encode("utf-16-le"),
        json.dumps("Zoë said so").encode(),
    ],
)
def test_the_search_finds_words_however_they_are_written(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"\x00\x01" + written)
    assert found(["Zoë said so."], [file])
    assert not found(["Zoë said no."], [file])
