"""Real databases for the ledger: a file in a folder of its own, PostgreSQL out of a wheel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger import Book, open_book
from tests.records.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """What the configuration names as its database, once for each kind."""
    if request.param == "sqlite":
        return ""
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
async def book(database: str, tmp_path: Path) -> AsyncIterator[Book]:
    """An open ledger, empty."""
    book = await open_book(database, tmp_path)
    yield book
    await book.close()
