"""A room with the small bot in it, and a thread of each test's own, for the tests of the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Page

from bot.room.server import Room
from bot.room.settings import RateLimits, RoomSettings

from . import page_bot
from .browser import OpenWindow, enter
from .page_bot import PageBot


@dataclass(frozen=True)
class Scene:
    """A running room, the bot in it, and a thread of the test's own."""

    url: str
    bot: PageBot
    thread: discord.Thread


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house() -> AsyncIterator[tuple[Room, PageBot]]:
    settings = RoomSettings(port=0, ack_seconds=1.0, rate_limits=RateLimits.off())
    async with Room(settings) as room:
        with page_bot.pointed_at(room.api_base, room.gateway_url):
            bot = PageBot()
            task = await page_bot.run(bot, room.token)
            yield room, bot
            await page_bot.end(bot, task)


@pytest_asyncio.fixture(loop_scope="session")
async def scene(
    house: tuple[Room, PageBot], request: pytest.FixtureRequest
) -> AsyncIterator[Scene]:
    room, bot = house
    name = request.node.name.removeprefix("test_").replace("_", " ")[:90]
    thread = await bot.thread(name)
    yield Scene(room.url, bot, thread)
    await thread.delete()


async def at(windows: OpenWindow, scene: Scene, person: str, **options: Any) -> Page:
    """A window of `person` with the test's thread open."""
    page = await windows(scene.url, person, **options)
    if page.viewport_size is not None and page.viewport_size["width"] <= 768:
        await page.get_by_role("button", name="Channels").click()
    await enter(page, scene.thread.name)
    return page
