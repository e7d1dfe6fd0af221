"""A whole debate in Chromium on the practice room's page, as `make run` offers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.room.browser import OpenWindow, chromium, composer, enter, shoot, windows
from tests.whole.practice import practice
from tests.whole.test_debate import WORDS

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

SLOW = 20_000
"""Milliseconds after which a test gives up on something that should show."""


async def run_command(page: Page, typed: str, **options: str) -> None:
    """Type a slash command as a person does: pick it, fill in its options, send it."""
    box = composer(page)
    await box.click()
    await box.press_sequentially(typed)
    await page.keyboard.press("Enter")
    for name, value in options.items():
        field = page.get_by_label(name, exact=True)
        if not await field.count():
            await page.get_by_role("button", name=f"Add {name}").click()
        await field.fill(value)
        await page.get_by_role("option").filter(has_text=value).first.wait_for()
        await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")


async def give(page: Page, turn: int, words: str) -> None:
    """Press the button for this turn, below the speech before it, and send in its form."""
    before = page.locator("article", has_text=f"{turn} of 13" if turn else "Order of speech")
    await before.last.get_by_role("button", name=LABELS[turn]).click(timeout=SLOW)
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill(words)
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).to_be_hidden()


LABELS = {
    0: "Give your opening speech",
    2: "Give your answer",
    4: "Give your answer",
    6: "Ask your question",
    8: "Ask your question",
    10: "Give your rebuttal",
    12: "Give your closing speech",
}


async def test_a_student_holds_a_debate_and_takes_the_transcript_home(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with practice(tmp_path, words_a_second=400, edit_seconds=0.2) as p:
        page = await windows(p.room.url, "ada", color_scheme="light")
        await enter(page, "debates")
        await run_command(page, "/debate start", motion="small Russian", school="hawk")
        link = page.get_by_role("navigation").get_by_role("link", name="small Russian")
        await expect(link).to_be_visible(timeout=SLOW)
        await shoot(page, "debate-1-opened")
        await link.click()
        await expect(page.locator("article").first).to_contain_text("Order of speech")
        await shoot(page, "debate-2-card")
        for turn, words in WORDS.items():
            await give(page, turn, words)
            if turn == 4:
                hawk = page.locator("article", has_text="6 of 13").last
                await expect(hawk.get_by_role("button", name=LABELS[6])).to_be_visible(timeout=SLOW)
                await shoot(page, "debate-3-the-hawk-opens")
        await expect(page.get_by_text("The debate is over.").last).to_be_visible(timeout=SLOW)
        await page.get_by_role("button", name="Sources").last.click()
        await expect(page.get_by_text("Only you can see this").last).to_be_visible()
        await shoot(page, "debate-4-sources")
        await run_command(page, "/transcript")
        download_link = page.get_by_role("link", name=".md").last
        await expect(download_link).to_be_visible(timeout=SLOW)
        async with page.expect_download() as waiting:
            await download_link.click()
        file = await (await waiting.value).path()
        text = Path(file).read_text(encoding="utf-8")
        for words in WORDS.values():
            assert words.split(".")[0] in text
        await shoot(page, "debate-5-transcript")
