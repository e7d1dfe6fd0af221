"""A practice room and a real discord.py client in it, started quickly for a test.

    async with Room(quick()) as room, logged_in(room, client, tree) as client:
        ...

Rate limits are off unless a test is about them. `discord.http.Route.BASE` and
`DEFAULT_GATEWAY` are discord.py's own seams; they are put back afterwards.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord
from discord import app_commands
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.room.server import Room
from bot.room.settings import RateLimits, RoomSettings


def quick(**changes: Any) -> RoomSettings:
    """Settings for a test: a free port, no rate limits; `changes` are fields of RoomSettings."""
    return RoomSettings(**{"port": 0, "rate_limits": RateLimits.off(), **changes})


@contextmanager
def pointed_at(room: Room) -> Iterator[None]:
    """discord.py speaks to `room` instead of Discord."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    Route.BASE = room.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = URL(room.gateway_url)
    Asset.BASE = room.url
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before


class QuickClient(discord.Client):
    """A client that does not dawdle when it has to identify again."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits five seconds here, for the sake of Discord's own limit."""


def new_client(intents: discord.Intents | None = None, **options: Any) -> discord.Client:
    """A client that does not dawdle at start-up."""
    return QuickClient(
        intents=intents or discord.Intents.all(), guild_ready_timeout=0.01, **options
    )


@asynccontextmanager
async def logged_in(
    room: Room,
    client: discord.Client | None = None,
    tree: app_commands.CommandTree[Any] | None = None,
) -> AsyncIterator[discord.Client]:
    """`client` in `room`, ready, with the commands of `tree` synced; closed afterwards."""
    client = client or new_client()
    ready = asyncio.Event()

    async def on_ready() -> None:
        ready.set()

    client.event(on_ready)
    with pointed_at(room):
        await client.login(room.token)
        if tree is not None:
            await tree.sync()
        connection = asyncio.create_task(client.connect())
        try:
            waiting = asyncio.create_task(ready.wait())
            async with asyncio.timeout(10):
                await asyncio.wait({waiting, connection}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if connection.done():
                connection.result()
            yield client
        finally:
            await client.close()
            await asyncio.gather(connection, return_exceptions=True)


def text_channel(client: discord.Client, name: str = "debates") -> discord.TextChannel:
    """The guild's text channel of that name, as the client knows it."""
    return next(channel for channel in client.guilds[0].text_channels if channel.name == name)
