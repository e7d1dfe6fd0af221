"""The ledger: what was booked is on the disk, and no account ever holds more than it may."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.debate.errors import RecordsFailed
from bot.ledger import Book, open_book
from bot.ports import Account, Spending

TODAY = datetime(2025, 5, 5, tzinfo=UTC)
CLASS = Account("class", "9b", TODAY)
ADA = Account("student", "ada", TODAY)
BEN = Account("student", "ben", TODAY)
TEN, THREE = Spending(10, 10), Spending(3, 1)


async def test_what_is_reserved_is_booked_on_every_account(book: Book) -> None:
    assert await book.reserve(THREE, {CLASS: TEN, ADA: TEN}) is None
    assert await book.reserve(THREE, {CLASS: TEN, BEN: TEN}) is None
    assert await book.booked([CLASS, ADA, BEN]) == {CLASS: Spending(6, 2), ADA: THREE, BEN: THREE}


async def test_an_account_may_be_filled_to_the_brim_and_no_further(book: Book) -> None:
    assert await book.reserve(Spending(7, 1), {CLASS: TEN}) is None
    assert await book.reserve(THREE, {CLASS: TEN}) is None
    assert await book.reserve(Spending(1, 1), {CLASS: TEN}) == CLASS
    assert await book.reserve(Spending(0, 1), {CLASS: TEN}) is None
    assert await book.booked([CLASS]) == {CLASS: Spending(10, 3)}


async def test_where_one_account_is_full_nothing_is_booked_on_any(book: Book) -> None:
    full, none = Spending(2, 9), Spending(9, 0)
    assert await book.reserve(THREE, {CLASS: TEN, ADA: full}) == ADA
    assert await book.reserve(THREE, {CLASS: none, BEN: TEN}) == CLASS
    booked = await book.booked([CLASS, ADA, BEN])
    assert set(booked.values()) == {Spending(0, 0)}


async def test_what_is_given_back_can_be_spent(book: Book) -> None:
    assert await book.reserve(Spending(10, 1), {CLASS: TEN, ADA: TEN}) is None
    assert await book.reserve(THREE, {CLASS: TEN}) == CLASS
    await book.give_back(Spending(4, 0), [CLASS, ADA])
    assert await book.reserve(THREE, {CLASS: TEN}) is None
    await book.give_back(Spending(-5, 0), [ADA])
    assert await book.booked([CLASS, ADA]) == {CLASS: Spending(9, 2), ADA: Spending(11, 1)}


async def test_amounts_may_be_as_large_as_money_gets(book: Book) -> None:
    much = Spending(2**61, 1)
    assert await book.reserve(much, {CLASS: Spending(2**62, 2**62)}) is None
    assert await book.booked([CLASS]) == {CLASS: much}


async def test_a_name_is_only_ever_a_value(book: Book) -> None:
    odd = Account("student", "'; DROP TABLE spending; -- :cost %(cost)s", TODAY)
    assert await book.reserve(THREE, {odd: TEN}) is None
    assert await book.booked([odd]) == {odd: THREE}


async def test_it_is_still_booked_after_the_bot_was_stopped(database: str, tmp_path: Path) -> None:
    book = await open_book(database, tmp_path)
    await book.reserve(THREE, {CLASS: TEN})
    await book.close()
    again = await open_book(database, tmp_path)
    assert await again.booked([CLASS]) == {CLASS: THREE}
    await again.close()


async def test_it_is_still_booked_after_the_process_was_killed(
    database: str, tmp_path: Path
) -> None:
    program = (sys.executable, "-m", "tests.ledger.reserves_and_waits", database, str(tmp_path))
    process = await asyncio.create_subprocess_exec(*program, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"reserved\n"
    process.kill()
    await process.wait()
    book = await open_book(database, tmp_path)
    assert await book.booked([ADA]) == {ADA: THREE}
    await book.close()


async def test_many_at_once_in_two_ledgers_on_one_database_never_pass_the_cap(
    database: str, tmp_path: Path
) -> None:
    books = [await open_book(database, tmp_path) for _ in range(2)]
    most = Spending(50, 20)

    async def reserve(number: int) -> bool:
        account = Account("student", f"s{number % 5}", TODAY)
        limits = {account: Spending(50, 9), CLASS: most}
        return await books[number % 2].reserve(THREE, limits) is None

    went = await asyncio.gather(*(reserve(number) for number in range(200)))
    assert sum(went) == 16
    assert (await books[0].booked([CLASS]))[CLASS] == Spending(48, 16)
    for book in books:
        await book.close()


async def test_old_accounts_are_forgotten_and_leave_no_name_behind(tmp_path: Path) -> None:
    book = await open_book("", tmp_path)
    old = Account("student", "person-0815", TODAY - timedelta(days=3))
    late = Account("student", "person-4711", TODAY - timedelta(days=1))
    for account in (old, late, CLASS):
        await book.reserve(THREE, {account: TEN})
    assert await book.booked([old, late]) == {old: Spending(0, 0), late: THREE}
    await book.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"person-4711" in written
    assert b"person-0815" not in written


async def test_its_file_is_for_its_owners_eyes_only(tmp_path: Path) -> None:
    book = await open_book("", tmp_path / "not yet there")
    await book.reserve(THREE, {CLASS: TEN})
    files = list((tmp_path / "not yet there").iterdir())
    assert files
    assert {stat.S_IMODE(os.stat(file).st_mode) for file in files} == {0o600}
    await book.close()


async def test_a_file_that_is_no_database_is_named_calmly(tmp_path: Path) -> None:
    (tmp_path / "spending.sqlite3").write_text("Dear diary, " * 200)
    with pytest.raises(RecordsFailed, match="What models cost cannot be booked"):
        await open_book("", tmp_path)


async def test_after_a_fault_it_books_again(tmp_path: Path) -> None:
    book = await open_book("", tmp_path)
    await book.reserve(THREE, {CLASS: TEN})
    with sqlite3.connect(tmp_path / "spending.sqlite3") as other:
        other.execute("ALTER TABLE spending RENAME TO elsewhere")
    with pytest.raises(RecordsFailed):
        await book.reserve(THREE, {CLASS: TEN})
    with other:
        other.execute("ALTER TABLE elsewhere RENAME TO spending")
    other.close()
    assert await book.reserve(THREE, {CLASS: TEN}) is None
    assert await book.booked([CLASS]) == {CLASS: Spending(6, 2)}
    await book.close()


async def test_a_connection_that_the_server_ended_is_made_anew(
    postgres_url: str, tmp_path: Path
) -> None:
    book = await open_book(postgres_url.replace("postgresql", "postgresql+psycopg"), tmp_path)
    await book.reserve(THREE, {CLASS: TEN})
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(RecordsFailed):
        await book.reserve(THREE, {CLASS: TEN})
    assert await book.reserve(THREE, {CLASS: TEN}) is None
    assert await book.booked([CLASS]) == {CLASS: Spending(6, 2)}
    assert list(tmp_path.iterdir()) == []
    await book.close()


async def test_a_postgresql_that_is_not_there_is_named_calmly(tmp_path: Path) -> None:
    with pytest.raises(RecordsFailed, match="OperationalError") as failure:
        await open_book(f"postgresql://teacher:chalk@/parley?host={tmp_path}", tmp_path)
    assert "chalk" not in str(failure.value)
