"""Run as a process: writes to four debates without end, and says what was acknowledged.

python -m tests.records.writes_until_killed DATABASE
"""

from __future__ import annotations

import asyncio
import sys

from bot.debate import events, rules
from bot.records import Store, open_records
from tests.debate.examples import T0, opening


async def write(store: Store, id: str) -> None:
    """Open a debate, then note one message after another; a line for each that is acknowledged."""
    happened = rules.decide(None, opening(debate=id))
    debate = None
    while True:
        cause = f"c{debate.seq if debate else 0}"
        assert await store.append(debate, cause, *happened)
        for event in happened:
            debate = rules.evolve(debate, event)
        assert debate is not None
        print(id, debate.seq, flush=True)
        happened = (events.SpeechBegun(at=T0, turn=0, message=f"m{debate.seq}"),) * 2


async def main(url: str) -> None:
    store = await open_records(url)
    await asyncio.gather(*(write(store, f"d{n}") for n in range(4)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
