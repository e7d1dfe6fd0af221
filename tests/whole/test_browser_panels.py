"""From the welcome card into a debate, and to the sources of what is said there, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.config import DiscordSettings
from tests.room.browser import OpenWindow, articles, chromium, shoot, windows
from tests.whole.practice import practice

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

SLOW = 30_000
"""Milliseconds after which a test gives up on something that should show."""

SETTINGS = DiscordSettings(ready_seconds=0.05, welcome_channel="welcome", debates_channel="debates")


async def test_one_press_to_a_debate_and_one_to_a_source(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with practice(tmp_path, words_a_second=2000, discord=SETTINGS) as p:
        page = await windows(p.room.url, "ada", color_scheme="light")
        title = page.get_by_role("heading", level=1)
        await expect(title).to_have_text("#welcome")
        await page.get_by_role("button", name="Watch the two debate").click(timeout=SLOW)
        await expect(title).not_to_contain_text("#", timeout=SLOW)
        card = page.get_by_role("region", name="Card")
        await expect(card).to_contain_text("This House", timeout=SLOW)
        await expect(card).to_contain_text("The debate is over", timeout=SLOW)
        first = page.locator("#log .footnote").first
        await first.click(timeout=SLOW)
        number = await first.get_attribute("data-footnote")
        source = page.get_by_role("region", name="Sources").locator(f'[data-source="{number}"]')
        await expect(source).to_be_focused(timeout=SLOW)
        await expect(source).to_contain_text("“")
        await shoot(page, "panels-sources")
        await page.keyboard.press("Escape")
        await expect(first).to_be_focused()
        heads = articles(page).locator(".speech-head .glyph")
        assert {await head.inner_text() for head in await heads.all()} == {"◆", "◇"}


async def test_the_card_opens_the_first_form_and_the_words_are_counted(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with practice(tmp_path, words_a_second=2000, discord=SETTINGS) as p:
        page = await windows(p.room.url, "ada", color_scheme="dark")
        await page.get_by_role("button", name="Argue against a hawk").click(timeout=SLOW)
        speak = page.get_by_role("button", name="Give your").last
        await speak.click(timeout=SLOW)
        form = page.get_by_role("dialog")
        await form.get_by_role("textbox").fill("Talks cost less than wars.")
        await expect(form).to_contain_text("5 of 120 words")
        await page.keyboard.press("Escape")
        await expect(form).to_have_count(0)
        await expect(page.locator("#count")).to_have_text("0 of 120 words")
        await expect(page.get_by_role("navigation")).to_contain_text("your turn")
