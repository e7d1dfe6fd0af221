"""Wrong codes and passwords, counted per address: after a few, each costs a longer wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

FREE = 5
LONGEST_WAIT = 60.0
FORGOTTEN_AFTER = 15 * 60.0
MOST_ADDRESSES = 10_000


class TooMany(Exception):
    """The address has to wait; `seconds` says how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.seconds = seconds


@dataclass
class _Count:
    wrong: int = 0
    last: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def wait(self, now: float) -> float:
        """Seconds until another try is heard."""
        if self.wrong < FREE:
            return 0.0
        pause = min(2.0 ** (self.wrong - FREE + 1), LONGEST_WAIT)
        return max(0.0, self.last + pause - now)


class Tries:
    """Counts for one kind of secret. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counts: dict[str, _Count] = {}

    @asynccontextmanager
    async def of(self, address: str) -> AsyncIterator[Callable[[], None]]:
        """One try, one at a time per address; call what is given when it was wrong.

        Raises TooMany without a try. A right try forgets nothing, or one who knows one secret
        could guess at another for ever.
        """
        self._forget_old()
        count = self._counts.setdefault(address, _Count())
        async with count.turn:
            seconds = count.wait(self._clock())
            if seconds:
                raise TooMany(seconds)

            def wrong() -> None:
                count.wrong += 1
                count.last = self._clock()

            yield wrong

    def _forget_old(self) -> None:
        now = self._clock()
        for address, count in list(self._counts.items()):
            if not count.turn.locked() and now - count.last > FORGOTTEN_AFTER:
                del self._counts[address]
        while len(self._counts) >= MOST_ADDRESSES:
            del self._counts[next(iter(self._counts))]
