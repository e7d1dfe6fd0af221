"""The practice room's page under axe-core, in every state that a debate brings it into."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.axe import barriers
from tests.room.browser import OpenWindow, chromium, composer, windows
from tests.whole.hands import (
    HAWK,
    SLOW,
    Pointer,
    go_to,
    open_debate,
    shown_sources,
    speech,
    turn_button,
)
from tests.whole.lines import Line
from tests.whole.practice import practice

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]


@pytest.mark.parametrize(
    "window",
    [
        pytest.param({"viewport": {"width": 1280, "height": 800}}, id="desktop"),
        pytest.param({"viewport": {"width": 360, "height": 740}, "has_touch": True}, id="phone"),
    ],
)
async def test_no_state_of_a_debate_shuts_anybody_out(
    tmp_path: Path, windows: OpenWindow, window: dict[str, object]
) -> None:
    line, found = Line(), []
    async with practice(tmp_path, words_a_second=600) as p:
        page = await windows(p.room.url, "ada", before=line.lay, **window)
        hands = Pointer(page)
        await go_to(hands, "debates")
        found += await barriers(page, "an empty channel")
        await composer(page).press_sequentially("/de")
        await page.get_by_role("option").first.wait_for()
        found += await barriers(page, "the picker of commands")
        await composer(page).fill("")

        await open_debate(hands, **HAWK.options)
        await expect(speech(page, 1).get_by_role("button", name="Sources")).to_be_visible()
        found += await barriers(page, "a thread with a speech")
        await speech(page, 1).get_by_role("button", name="Sources").click()
        await expect(shown_sources(page)).to_be_visible(timeout=SLOW)
        found += await barriers(page, "sources shown")
        await page.keyboard.press("Escape")
        await turn_button(page, 1).click()
        await page.get_by_role("dialog").get_by_role("textbox").fill("word " * 140)
        found += await barriers(page, "a form with too many words")
        await page.get_by_role("button", name="Cancel").click()
        if await page.locator("#drawer").is_visible():
            await page.locator("#drawer").click()
            await expect(page.locator("#channels")).to_be_visible()
            found += await barriers(page, "the drawer")
            await page.keyboard.press("Escape")
        await line.cut()
        await expect(page.locator("#banner")).to_contain_text("Connection lost")
        found += await barriers(page, "cut off")
    assert found == []
