"""Run as a process: many calls at once under one cap, in a ledger that others use too.

python -m tests.ledger.spends_at_once URL DATABASE FOLDER COUNT

Says that it is ready, waits for a line, and says how many calls the cap did not bear. The cap is
that of `CAPS`.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.config import BudgetSettings, Cap
from bot.llm.errors import BudgetSpent, ModelFailed
from tests.ledger.purse import WORST, in_money, purse

CAPS = BudgetSettings(class_day=Cap(cost=in_money(9 * WORST.cost), calls=1000))


async def main(url: str, database: str, folder: str, count: str) -> None:
    refused = 0
    async with purse(
        url, Path(folder), CAPS, database=database, attempts=1, first_token=60
    ) as given:

        async def speak() -> None:
            nonlocal refused
            try:
                await given.ask()
            except BudgetSpent:
                refused += 1
            except ModelFailed:
                pass

        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await asyncio.gather(*(speak() for _ in range(int(count))))
    print(refused)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
