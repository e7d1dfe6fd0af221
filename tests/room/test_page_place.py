"""The reader's place in a thread, whatever comes while the line is cut."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.room.people import Person
from tests.whole.lines import Line, hurry

from .browser import OpenWindow, articles, chromium, windows
from .page_scene import Scene, at, house, scene

__all__ = ["chromium", "house", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]


async def test_who_reads_further_up_keeps_the_place_over_a_long_cut(
    windows: OpenWindow, scene: Scene
) -> None:
    line, thread = Line(), str(scene.thread.id)
    async with Person.arrive(scene.url, "ben") as ben:
        said = [await ben.say(thread, f"Before {number}") for number in range(40)]
        page = await at(windows, scene, "ada", before=line.lay)
        await expect(articles(page).last).to_contain_text("Before 39")
        log = page.locator("#log")
        await log.hover()
        await page.mouse.wheel(0, -700)
        await expect(page.get_by_role("button", name="To the newest")).to_be_visible()
        eyes = page.locator("article", has_text="Before 20")
        await eyes.scroll_into_view_if_needed()
        before = await eyes.bounding_box()
        await line.cut()
        await expect(page.locator("#banner")).to_contain_text("Connection lost")
        for number in range(170):
            await ben.say(thread, f"Meanwhile {number}")
        await ben.delete(said[39])
        line.mend()
        await hurry(page)
        await expect(page.get_by_role("button", name="170 new")).to_be_visible(timeout=20_000)
        assert await eyes.bounding_box() == before
        texts = await articles(page).locator(".prose").all_inner_texts()
        assert texts == [f"Before {n}" for n in range(39)] + [f"Meanwhile {n}" for n in range(170)]
        await page.get_by_role("button", name="170 new").click()
        await expect(articles(page).last).to_be_in_viewport()
