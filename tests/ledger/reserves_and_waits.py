"""Run as a process: reserves on one account, says so, and waits to be killed.

python -m tests.ledger.reserves_and_waits DATABASE FOLDER
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.ledger import open_book
from tests.ledger.test_book import ADA, TEN, THREE


async def main(database: str, folder: str) -> None:
    book = await open_book(database, Path(folder))
    assert await book.reserve(THREE, {ADA: TEN}) is None
    print("reserved", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
