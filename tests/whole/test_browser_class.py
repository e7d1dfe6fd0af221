"""A teacher's window: debates opened for a class, its board, its settings; wide and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.config import DiscordSettings
from tests.axe import barriers
from tests.room.browser import OpenWindow, articles, chromium, shoot, windows
from tests.whole.hands import SLOW, Pointer, go_to
from tests.whole.lessons import students, told, with_students
from tests.whole.practice import practice

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

SETTINGS = DiscordSettings(ready_seconds=0.05, debates_channel="debates")


@pytest.mark.parametrize(
    ("name", "window"),
    [
        pytest.param("desktop", {"viewport": {"width": 1280, "height": 800}}, id="desktop"),
        pytest.param(
            "phone", {"viewport": {"width": 360, "height": 740}, "has_touch": True}, id="phone"
        ),
    ],
)
async def test_a_teacher_opens_watches_and_pauses_a_class(
    tmp_path: Path, windows: OpenWindow, name: str, window: dict[str, Any]
) -> None:
    async with (
        practice(tmp_path, residents=students(26), discord=SETTINGS) as p,
        p.arrive("tess") as tess,
    ):
        await with_students(tess)
        await told(tess, "teachers", "class board")
        page = await windows(p.room.url, "tess", color_scheme="light", **window)
        hands = Pointer(page, touch=name == "phone")
        await go_to(hands, "teachers")
        await hands.command("class assign", {"motion": "small Russian", "format": "Quick"})
        done = articles(page).filter(has_text="28 debates open")
        await expect(done).to_contain_text("14 for the motion, 14 against it", timeout=60_000)
        if name == "phone":
            await page.get_by_role("button", name="Card", exact=True).tap()
        board = the_board(page)
        await expect(board).to_contain_text("28 open", timeout=SLOW)
        await expect(board).to_contain_text("Under way (28)")
        await expect(board.get_by_role("link", name="Student 07")).to_be_visible()
        found = await barriers(page, "the board")
        await shoot(page, f"class-board-{name}")
        await hands.act(page.get_by_role("button", name="Pause all").filter(visible=True).last)
        await expect(page.get_by_text("28 debates are paused.").last).to_be_visible(timeout=60_000)
        await page.keyboard.press("Escape")
        await expect(the_board(page)).to_contain_text("Paused (28)", timeout=SLOW)
        await hands.act(the_board(page).get_by_role("link", name="Student 07"))
        await expect(page.get_by_role("heading", level=1)).to_contain_text("small Russian")
        assert found == []


def the_board(page: Page) -> Locator:
    """The board, among the messages or beside them."""
    return page.locator("article", has_text="7B: 28 open").filter(visible=True).last


async def test_a_teacher_chooses_what_may_be_debated(tmp_path: Path, windows: OpenWindow) -> None:
    async with practice(tmp_path, discord=SETTINGS) as p, p.arrive("tess") as tess:
        await with_students(tess)
        page = await windows(p.room.url, "tess", color_scheme="dark")
        hands = Pointer(page)
        await go_to(hands, "teachers")
        await hands.command("class settings", {})
        panel = articles(page).filter(has_text="Settings of 7B")
        await expect(panel).to_contain_text("page 1 of 2", timeout=SLOW)
        found = await barriers(page, "the settings")
        await shoot(page, "class-settings")
        await panel.get_by_role("button", name="Page 2").click()
        await expect(panel).to_contain_text("Length of speeches", timeout=SLOW)
        await expect(panel).to_contain_text("Pseudonyms")
        found += await barriers(page, "the second page")
        assert found == []
