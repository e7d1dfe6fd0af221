"""The schema is built from nothing, step by step, and holds what the code expects."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from bot.classroom.model import Starters
from bot.debate.errors import RecordsFailed
from bot.debate.model import HintKind, Phase
from bot.records import database, open_records, tables
from tests.debate.examples import opening
from tests.records.recorded import record, run_sql

CONFIG = Config()
CONFIG.set_main_option("script_location", "bot.records:migrations")
STEPS = list(ScriptDirectory.from_config(CONFIG).walk_revisions())[::-1]

SCHEMAS = Path(__file__).parent / "schemas"


async def test_the_steps_build_what_the_code_expects(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), tables.METADATA))

    await (await open_records(url)).close()
    engine = database.connect(database.locate(url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


def test_the_steps_are_numbered_and_each_says_why() -> None:
    assert [step.revision for step in STEPS] == [f"{n:04}" for n in range(1, len(STEPS) + 1)]
    for step in STEPS:
        assert step.doc, step.revision
        assert len(step.longdoc) > len(step.doc), step.revision


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.revision)
async def test_a_database_of_each_schema_is_brought_up_and_read(
    step: Script, tmp_path: Path
) -> None:
    """Each schema has a database that was written under it, with one whole debate and a person."""
    path = tmp_path / "records.db"
    old = sqlite3.connect(path)
    old.executescript((SCHEMAS / f"{step.revision}.sql").read_text(encoding="utf-8"))
    old.close()
    store = await open_records(path)
    assert store.damaged == {}
    debate = await store.load("d1")
    assert (debate.phase, len(debate.speeches)) == (Phase.ENDED, 3)
    assert await store.name("p-222222222222") == "Ada"
    assert [d.id for d in await store.debates(person="ada")] == ["d1"]
    assert [d.id for d in await store.debates(place="7")] == ["d1"]
    await record(store, opening(debate="d2"))
    await store.close()
    head = await run_sql(str(path), "SELECT version_num FROM alembic_version")
    assert head == [(STEPS[-1].revision,)]


def written(step: str) -> list[str]:
    """The statements that put into a database of this schema what was written under it."""
    lines = (SCHEMAS / f"{step}.sql").read_text(encoding="utf-8").splitlines()
    inserts = [one for one in lines if one.startswith("INSERT") and "alembic" not in one]
    for number, truth in ((",1,1,'70'", ",true,true,'70'"), (",1,'m7'", ",true,'m7'")):
        inserts = [one.replace(number, truth) for one in inserts]
    return [one.replace(",0);", ",false);") if '"flags"' in one else one for one in inserts]


async def test_old_debates_are_listed_by_their_channel(url: str) -> None:
    engine = database.connect(database.locate(url))
    await database.migrate(engine, "0003")
    bodyless = "INSERT INTO debates VALUES ('d2', 1, 'm', '2026-01-05', false, false, NULL)"
    await run_sql(url, *written("0003"), bodyless)
    await database.migrate(engine, "0004")
    await engine.dispose()
    listed = "SELECT debate, place FROM debates ORDER BY debate"
    assert await run_sql(url, listed) == [("d1", "7"), ("d2", "")]


@pytest.mark.parametrize("step", ["0003", "0005"])
async def test_what_was_written_is_brought_up_on_both_databases(url: str, step: str) -> None:
    engine = database.connect(database.locate(url))
    await database.migrate(engine, step)
    await engine.dispose()
    await run_sql(url, *written(step))
    store = await open_records(url)
    assert store.damaged == {}
    assert len((await store.load("d1")).speeches) == 3
    assert [d.id for d in await store.debates(place="7", person="ada")] == ["d1"]
    assert [consent.place for consent in await store.agreed()] == ["4000"]
    assert await store.pseudonyms("4000") == {"p-222222222222": "Heron"}
    sits = step == "0005"
    assert await store.roster("7") == ("p-222222222222",) * sits
    assert [one.id for one in await store.waiting("7")] == ["h1"] * sits
    assert [flag.id for flag in await store.flags("7")] == ["f1"] * sits
    if sits:
        class_ = store.at("7")
        assert class_
        assert class_.settings.starters is Starters.ROSTER
        assert class_.settings.hints is HintKind.QUESTIONS
    await store.close()


async def test_records_of_a_newer_version_are_refused_and_left_alone(url: str) -> None:
    await (await open_records(url)).close()
    await run_sql(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordsFailed) as refused:
        await open_records(url)
    assert refused.value.line == (
        "The records were last used by a newer version of Parley. Run that version again."
    )
    assert await run_sql(url, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_opening_twice_changes_nothing(url: str) -> None:
    await (await open_records(url)).close()
    await (await open_records(url)).close()
    assert await run_sql(url, "SELECT version_num FROM alembic_version") == [(STEPS[-1].revision,)]


async def test_a_step_that_fails_leaves_no_half_schema(url: str) -> None:
    await run_sql(url, "CREATE TABLE people (person TEXT)")
    with pytest.raises(RecordsFailed):
        await open_records(url)
    engine = database.connect(database.locate(url))
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda c: engine.dialect.get_table_names(c))
    await engine.dispose()
    assert found == ["people"]
