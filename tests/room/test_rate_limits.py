"""Rate limits: Discord's headers, its 429, and a client that obeys them."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord
import pytest

from bot.room.server import Room
from bot.room.settings import RateLimits, Rule
from bot.room.wire import Exchange
from tests.fixtures_room import logged_in, quick, text_channel

SEND = "POST /channels/{channel_id}/messages"


def _statuses(exchanges: list[Exchange], method: str) -> list[int]:
    return [e.status for e in exchanges if e.method == method and e.path.endswith("/messages")]


async def _post(room: Room, session: aiohttp.ClientSession, channel: str) -> Any:
    return await session.post(
        f"{room.api_base}/channels/{channel}/messages",
        json={"content": "x"},
        headers={"Authorization": f"Bot {room.token}"},
    )


async def test_the_sixth_message_in_five_seconds_is_429() -> None:
    now = [1_800_000_000.0]
    settings = quick(rate_limits=RateLimits(), clock=lambda: now[0])
    async with Room(settings) as room, aiohttp.ClientSession() as session:
        debates, lounge = (
            next(c["id"] for c in room.house.guild.channels.values() if c["name"] == name)
            for name in ("debates", "lounge")
        )
        for left in (4, 3, 2, 1, 0):
            answer = await _post(room, session, debates)
            assert answer.status == 200
            assert answer.headers["X-RateLimit-Limit"] == "5"
            assert answer.headers["X-RateLimit-Remaining"] == str(left)
            assert float(answer.headers["X-RateLimit-Reset-After"]) == 5.0
        answer = await _post(room, session, debates)
        assert answer.status == 429
        assert answer.headers["Via"]
        assert answer.headers["Retry-After"] == "5.000"
        assert answer.headers["X-RateLimit-Scope"] == "user"
        body = await answer.json()
        assert (body["retry_after"], body["global"]) == (5.0, False)
        assert (await _post(room, session, lounge)).status == 200, "each channel has its own"
        now[0] += 5
        assert (await _post(room, session, debates)).status == 200


async def test_the_global_limit_spares_interactions() -> None:
    now = [1_800_000_000.0]
    settings = quick(
        rate_limits=RateLimits(message=None, everywhere=Rule(3, 1.0)), clock=lambda: now[0]
    )
    async with Room(settings) as room, aiohttp.ClientSession() as session:
        channel = next(c["id"] for c in room.house.guild.channels.values() if c["position"] == 1)
        statuses = [(await _post(room, session, channel)).status for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        answer = await session.post(
            f"{room.api_base}/interactions/1/token/callback", json={"type": 5}
        )
        assert answer.status == 404


async def test_discord_py_waits_ahead_and_never_meets_the_limit() -> None:
    exchanges: list[Exchange] = []
    limits = RateLimits(message=Rule(5, 0.15), everywhere=None)
    async with (
        Room(quick(rate_limits=limits, on_exchange=exchanges.append)) as room,
        logged_in(room) as client,
    ):
        channel = text_channel(client)
        for number in range(12):
            await channel.send(str(number))
        assert _statuses(exchanges, "POST") == [200] * 12


async def test_discord_py_obeys_a_429_that_it_could_not_foresee(room: Room) -> None:
    async with logged_in(room) as client:
        room.fail(SEND, 429, times=2)
        message = await text_channel(client).send("at last")
        assert message.content == "at last"


async def test_arranged_failures_are_retried_or_shown(
    room: Room, exchanges: list[Exchange]
) -> None:
    async with logged_in(room) as client:
        channel = text_channel(client)
        room.fail(SEND, 503)
        with pytest.raises(discord.DiscordServerError):
            await channel.send("lost")
        room.fail(SEND, 502)
        room.slow("*", 0.01)
        await channel.send("found")
        assert [m.content async for m in channel.history()] == ["found"]
        assert _statuses(exchanges, "POST") == [503, 502, 200]
    exchanges[:] = [e for e in exchanges if e.status < 500]
