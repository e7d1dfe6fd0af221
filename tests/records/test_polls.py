"""Votes are counted while a poll is open; once it is closed nobody can find out who voted what."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import psycopg
import pytest

from bot.chair import Chair
from bot.debate import commands
from bot.debate.ballots import Choice, Tally
from bot.records import Store, open_records
from tests.debate.examples import command, floor, opening
from tests.fakes import FakeAudience, FakeSpeaker, HeldClock
from tests.records.held import OXFORD, OXFORD_DEBATE, before, called
from tests.records.recorded import record, run_sql
from tests.records.test_durability import each_connection, pragma

VOTERS = [f"p-voter{n:03}" for n in range(120)]
"""So many that their votes fill more than one page, and are found nowhere else."""

CHOICES = list(Choice)


async def everybody_votes(store: Store, debate: str, turn: int) -> None:
    """Everybody votes, and every third of them thinks again."""
    for n, voter in enumerate(VOTERS):
        await store.cast(debate, turn, voter, CHOICES[n % 3])
    for voter in VOTERS[::3]:
        await store.cast(debate, turn, voter, Choice.NEGATIVE)


def traces(database: Path) -> set[str]:
    """Whose votes can be found in the files of a SQLite database."""
    held = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    return {voter for voter in VOTERS if voter.encode() in held}


async def test_a_vote_is_counted_once_and_as_it_was_last_cast(store: Store) -> None:
    assert await store.tally("d1", 0) == Tally()
    await store.cast("d1", 0, "ada", Choice.AFFIRMATIVE)
    await store.cast("d1", 0, "bo", Choice.UNDECIDED)
    await store.cast("d1", 0, "ada", Choice.NEGATIVE)
    await store.cast("d1", 6, "ada", Choice.AFFIRMATIVE)
    await store.cast("d2", 0, "ada", Choice.AFFIRMATIVE)
    assert await store.tally("d1", 0) == Tally(negative=1, undecided=1)
    assert await store.tally("d1", 6) == Tally(affirmative=1)


async def test_many_who_vote_at_once_are_all_counted(store: Store) -> None:
    await asyncio.gather(*(store.cast("d1", 0, v, Choice.AFFIRMATIVE) for v in VOTERS * 2))
    assert await store.tally("d1", 0) == Tally(affirmative=len(VOTERS))


async def test_one_poll_is_forgotten_and_the_others_stay(store: Store) -> None:
    for debate, turn in (("d1", 0), ("d1", 6), ("d2", 0)):
        await store.cast(debate, turn, "ada", Choice.AFFIRMATIVE)
    await store.forget("d1", 0)
    await store.forget("d1", 0)
    assert await store.tally("d1", 0) == Tally()
    assert await store.tally("d1", 6) == await store.tally("d2", 0) == Tally(affirmative=1)


async def test_no_trace_of_a_vote_is_left_in_the_files(tmp_path: Path) -> None:
    database = tmp_path / "records.db"
    store = await open_records(database)
    await everybody_votes(store, "d1", 0)
    await run_sql(str(database), "PRAGMA wal_checkpoint(PASSIVE)")  # some lie in the file itself
    await everybody_votes(store, "d1", 6)
    assert traces(database) == set(VOTERS)
    await store.forget("d1", 0)
    assert await store.tally("d1", 6) == Tally(0, 80, 40)
    await store.forget("d1", 6)
    assert traces(database) == set()
    await store.close()
    assert traces(database) == set()


async def test_a_reader_delays_it_to_the_next_poll(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "records.db"
    with each_connection(pragma("busy_timeout = 0")):
        store = await open_records(database)
        await everybody_votes(store, "d1", 0)
        async with store._reading() as connection:
            await connection.exec_driver_sql("SELECT * FROM votes")
            with caplog.at_level(logging.WARNING):
                await store.forget("d1", 0)
        assert "until the next poll is closed" in caplog.text
        assert traces(database)
        await store.forget("d2", 0)
        assert traces(database) == set()
        await store.close()


async def test_no_trace_is_left_in_the_table_of_postgresql(postgres_url: str) -> None:
    def held() -> bytes:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            found = connection.execute(
                "SELECT pg_read_binary_file(pg_relation_filepath('votes'))"
                " || pg_read_binary_file(pg_relation_filepath('votes_pkey'))"
            ).fetchone()
        return bytes(found[0]) if found else b""

    store = await open_records(postgres_url)
    await everybody_votes(store, "d1", 0)
    assert VOTERS[0].encode() in held()
    await store.forget("d1", 0)
    assert not [voter for voter in VOTERS if voter.encode() in held()]
    await store.close()


async def test_votes_of_polls_that_are_over_are_swept_at_the_start(url: str) -> None:
    store = await open_records(url)
    end = command(commands.End, by="ada", reason="The bell rang.")
    for debate, *more in (
        ("d-open",),
        ("d-paused", command(commands.Pause, by="ada")),
        ("d-ended", end),
    ):
        await record(store, *called(debate, (opening(format=OXFORD), floor(), *more)))
    closed = await record(store, *before(OXFORD_DEBATE, commands.WarnTime))
    assert closed.polls
    for debate in ("d-open", "d-paused", "d-ended", "d1", "d-nowhere"):
        await store.cast(debate, 0, "cy", Choice.NEGATIVE)
    await store.cast("d-open", 5, "cy", Choice.NEGATIVE)
    await store.close()
    store = await open_records(url)
    kept = await run_sql(url, "SELECT debate, turn FROM votes ORDER BY debate")
    assert kept == [("d-open", 0), ("d-paused", 0)]
    await store.close()


async def test_what_a_crash_left_in_the_journal_is_swept_at_the_start(tmp_path: Path) -> None:
    database, copy = tmp_path / "records.db", tmp_path / "copy.db"
    store = await open_records(database)
    await everybody_votes(store, "d1", 0)
    for file in tmp_path.glob("records.db*"):  # the files as a process that is killed leaves them
        (tmp_path / file.name.replace("records", "copy")).write_bytes(file.read_bytes())
    await store.close()
    assert traces(copy) == set(VOTERS)
    store = await open_records(copy)
    assert traces(copy) == set()
    await store.close()


async def test_a_chair_closes_a_poll_with_its_tally_and_forgets_it(store: Store, url: str) -> None:
    chair = Chair(store, FakeSpeaker(), FakeAudience(), HeldClock(), polls=store)
    await chair.handle(opening(format=OXFORD))
    await chair.until("d1", lambda debate: debate.floor is not None)
    for n, voter in enumerate(VOTERS[:10]):
        await chair.vote("d1", 0, voter, CHOICES[n % 3])
    debate = await chair.handle(command(commands.CloseVote, by="ada", turn=0))
    assert [poll.tally for poll in debate.polls] == [Tally(4, 3, 3)]
    assert await run_sql(url, "SELECT * FROM votes") == []
    await chair.close()
