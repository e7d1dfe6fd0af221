"""A WebSocket to write to without waiting: frames queue up, one task sends them."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

MOST_WAITING = 20_000


class Outlet:
    """The sending half of one socket. A reader too slow to keep up is cut off."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._socket = socket
        self._transport = request.transport
        self._frames: asyncio.Queue[str] = asyncio.Queue()
        self._task = asyncio.create_task(self._pump())

    def send(self, frame: str) -> None:
        if self._frames.qsize() < MOST_WAITING:
            self._frames.put_nowait(frame)
        else:
            self.cut()

    async def _pump(self) -> None:
        with suppress(ConnectionError, RuntimeError):
            while True:
                await self._socket.send_str(await self._frames.get())
                self._frames.task_done()

    def cut(self) -> None:
        """Break the connection without a word, as a failing network does."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, code: int = 1000, message: str = "") -> None:
        """Send what is queued, then close."""
        if not self._task.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._frames.join(), 1)
        self._task.cancel()
        with suppress(ConnectionError, RuntimeError):
            await self._socket.close(code=code, message=message.encode(), drain=False)

    async def stop(self) -> None:
        """Stop sending; for when the socket is gone."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
