"""A message in which a speech of the bot appears: an edit clock of its own, and no jump.

Every message has its own clock, so that thirty debates do not wait for one another. The painter
shows the latest text at most every `seconds`; the speech itself is put there by a last edit,
which is not this module's to forget: the audience makes it, and the record says it is owed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging

import discord

from bot.discord_ui.layout import MESSAGE, graphemes, plain

log = logging.getLogger(__name__)

CURSOR = " ▍"
"""The quiet mark at the end of words that are still coming."""


class GrowingMessage:
    """One message, edited as its speech grows. Implements the chair's Stage."""

    def __init__(self, message: discord.PartialMessage, header: str, seconds: float) -> None:
        self.message = str(message.id)
        self._target = message
        self._header = header
        self._seconds = seconds
        self._latest = ""
        self._wake = asyncio.Event()
        self._painter = asyncio.create_task(self._paint())
        self._editing = asyncio.Lock()
        self.growing = True

    def say(self, text: str) -> None:
        """Show `text` at the next tick of this message's clock."""
        self._latest = text
        self._wake.set()

    async def leave(self, line: str) -> None:
        """Stop editing and let `line` stand in place of the speech."""
        await self.settle()
        with contextlib.suppress(discord.HTTPException):
            await self._target.edit(content=f"{self._header}\n{line}", view=None)

    async def settle(self) -> None:
        """Stop the clock; returns once no edit of this message is on its way."""
        self.growing = False
        self._painter.cancel()
        async with self._editing:
            pass

    async def _paint(self) -> None:
        shown = ""
        while True:
            await self._wake.wait()
            self._wake.clear()
            text = self._latest
            if text == shown:
                continue
            shown = text
            await asyncio.shield(self._show(text))
            await asyncio.sleep(self._seconds)

    async def _show(self, text: str) -> None:
        room = MESSAGE - len(self._header) - len(CURSOR) - 1
        body = graphemes(plain(text), room)
        async with self._editing:
            try:
                await self._target.edit(content=f"{self._header}\n{body}{CURSOR}")
            except discord.HTTPException as error:
                # A lost edit is harmless: the next one, or the last, shows these words too.
                log.info("an edit was refused: %s", error.status)
