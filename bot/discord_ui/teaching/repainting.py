"""A message that is brought up to date as often as Discord likes, however often it changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Repainting:
    """One edit clock: `paint` is awaited soon after `stir`, at most every `seconds`, and never
    twice at a time. However often it is stirred meanwhile, it paints once more, and not less."""

    def __init__(self, paint: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._paint = paint
        self._seconds = seconds
        self._stirred = asyncio.Event()
        self._painting = asyncio.Lock()
        self._task = asyncio.create_task(self._keep())

    def stir(self) -> None:
        """Something has changed."""
        self._stirred.set()

    async def now(self) -> None:
        """Paint at once, whatever the clock says; raises what painting raises."""
        async with self._painting:
            self._stirred.clear()
            await self._paint()

    async def close(self) -> None:
        """Stop; returns once nothing is being painted any more."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _keep(self) -> None:
        while True:
            await self._stirred.wait()
            try:
                await self.now()
            except Exception as error:  # noqa: BLE001  it is painted anew with the next change
                log.warning("something was not painted: %s %s", type(error).__name__, error)
            await asyncio.sleep(self._seconds)
