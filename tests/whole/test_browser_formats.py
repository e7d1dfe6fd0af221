"""Three formats in Chromium: a drill with its coach, an Oxford house that votes, a caucus on its list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.axe import barriers
from tests.room.browser import OpenWindow, articles, chromium, shoot, windows
from tests.whole.hands import SLOW, Pointer, card, go_to, open_debate, speech
from tests.whole.holding import LINES, QUESTIONS
from tests.whole.practice import practice, speak, start

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

MOTION = "small Russian deployments"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def button(place: Locator, name: str) -> Locator:
    return place.get_by_role("button", name=re.compile(name)).first


def beside(page: Page) -> Locator:
    """What a press was answered, for this person alone."""
    return page.get_by_role("article").filter(has_text="Only you can see this").last


async def test_a_drill_with_hints_feedback_and_the_argument_map(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with practice(tmp_path, words_a_second=2000) as p:
        page = await windows(p.room.url, "ada", viewport=DESKTOP, color_scheme="light")
        hands = Pointer(page)
        await open_debate(hands, motion=MOTION, format="Rebuttal drill", school="hawk")
        claim = speech(page, 1, 15)
        await expect(button(claim, "Give your rebuttal")).to_be_visible(timeout=SLOW)
        await hands.act(button(claim, "Hint"))
        await expect(beside(page)).to_contain_text("?", timeout=SLOW)
        await shoot(page, "formats-hint")
        await hands.act(button(claim, "Give your rebuttal"))
        await hands.fill_in(LINES[0])
        feedback = speech(page, 3, 15)
        await expect(feedback).to_contain_text("Coach", timeout=SLOW)
        await expect(feedback.get_by_role("heading")).to_contain_text("feedback")
        await expect(button(speech(page, 4, 15), "Give your rebuttal")).to_be_visible(timeout=SLOW)
        await hands.act(button(speech(page, 2, 15), "Flow"))
        await expect(beside(page).get_by_role("img")).to_be_visible(timeout=SLOW)
        await shoot(page, "formats-drill")
        assert await barriers(page, "format") == []


async def test_a_house_votes_asks_and_is_told_who_moved_it(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with (
        practice(tmp_path, words_a_second=100_000) as p,
        p.arrive("ada") as ada,
        p.arrive("tess") as tess,
    ):
        thread = await start(ada, motion="small-deployments", format="oxford", school="hawk")
        page = await windows(
            p.room.url, "ben", viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark"
        )
        hands = Pointer(page, touch=True)
        await go_to(hands, "Believes that small")
        await hands.act(button(card(page), "Against it"))
        await expect(beside(page)).to_contain_text("Nobody else sees it", timeout=SLOW)
        await shoot(page, "formats-vote")
        await page.keyboard.press("Escape")
        await tess.history(thread.id)
        top = await ada.wait_message(lambda m: bool(m.get("pinned")), channel=thread.id)
        close = next(
            b for row in top["components"] for b in row["components"] if "Close" in b["label"]
        )
        await ada.press(top, custom_id=close["custom_id"])
        await speak(ada, thread, 1, LINES[0])
        ask = button(speech(page, 3, 14), "Ask a question")
        await expect(ask).to_be_visible(timeout=SLOW)
        await hands.act(ask)
        await hands.fill_in(QUESTIONS[0])
        asked = speech(page, 4, 14)
        await expect(asked).to_contain_text("From the floor", timeout=SLOW)
        await speak(ada, thread, 4, LINES[1])
        await shoot(page, "formats-house")
        assert await barriers(page, "format") == []


async def test_a_caucus_goes_by_its_list(tmp_path: Path, windows: OpenWindow) -> None:
    async with practice(tmp_path, words_a_second=100_000) as p, p.arrive("ada") as ada:
        thread = await start(
            ada, motion="small-deployments", format="moderated-caucus", topic="The loan first"
        )
        page = await windows(p.room.url, "ben", viewport=DESKTOP, color_scheme="dark")
        hands = Pointer(page)
        await go_to(hands, "Believes that small")
        await expect(card(page)).to_contain_text("The loan first", timeout=SLOW)
        await expect(card(page)).to_contain_text("list is empty", timeout=SLOW)
        await hands.act(button(card(page), "Speak against"))
        await expect(beside(page)).to_contain_text("You have the floor", timeout=SLOW)
        await page.keyboard.press("Escape")
        await hands.act(button(card(page), "Give your speech"))
        await hands.fill_in(LINES[2])
        mine = articles(page).filter(has_text="3 of 18").last
        await expect(mine).to_contain_text("negative · speech", timeout=SLOW)
        await shoot(page, "formats-caucus")
        assert await barriers(page, "format") == []
        assert thread.id
