"""The teachers' desk in Chromium: words that wait, a student who may need somebody, a flag."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.room.browser import OpenWindow, articles, chromium, enter, shoot, use_on, windows
from tests.whole.practice import floor_is_at, speak, spoken
from tests.whole.test_moderation import (
    AGAIN,
    DISTRESS,
    MAIL,
    OPENING,
    THREAT,
    arrived,
    classroom,
    form,
    let_the_bot_call_roles,
    opened,
)

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

SLOW = 20_000
"""Milliseconds after which a test gives up on something that should show."""


async def test_a_teacher_reads_the_desk_and_decides(tmp_path: Path, windows: OpenWindow) -> None:
    async with (
        classroom(tmp_path) as p,
        arrived(p, "ada", "ben") as (ada, ben),
    ):
        await let_the_bot_call_roles(p, "teachers")
        thread = await opened(ada)
        page = await windows(p.room.url, "tess", color_scheme="light")
        await enter(page, "teachers")
        await form(ada, thread, 0, MAIL)
        other = await opened(ben)
        await form(ben, other, 0, THREAT)
        await form(ben, other, 0, DISTRESS)
        first, urgent = articles(page).nth(0), articles(page).nth(2)
        await expect(first).to_contain_text("Held back: personal data", timeout=SLOW)
        await expect(urgent).to_contain_text("Please look now: distress", timeout=SLOW)
        await expect(urgent).to_contain_text("@Teacher")
        await shoot(page, "moderation-desk")
        await first.get_by_role("button", name="Approve").click()
        await expect(first).to_contain_text("Approved by", timeout=SLOW)
        await expect(first).not_to_contain_text("zebra")
        await expect(first.get_by_role("button", name="Approve")).to_have_count(0)
        await urgent.get_by_role("button", name="I have seen it").click()
        await expect(urgent).to_contain_text("Seen by", timeout=SLOW)
        await shoot(page, "moderation-desk-decided")
        await first.locator("a", has_text=thread.debate).first.click()
        await expect(articles(page).filter(has_text="zebra")).to_have_count(1, timeout=SLOW)


async def test_a_student_is_told_and_says_it_another_way(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada") as (ada,):
        thread = await opened(ada)
        page = await windows(p.room.url, "ada", color_scheme="dark")
        await enter(page, thread.debate)
        await page.get_by_role("button", name="Give your opening speech").first.click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("textbox").fill(MAIL)
        await dialog.get_by_role("button", name="Submit").click()
        told = articles(page).filter(has_text="still your turn")
        await expect(told).to_contain_text("zebra", timeout=SLOW)
        await shoot(page, "moderation-told")
        await ada.say(thread.id, THREAT)
        note = articles(page).filter(has_text="A word for you alone")
        await expect(note).to_have_count(1, timeout=SLOW)
        await expect(articles(page).filter(has_text="Quagmire")).to_have_count(0)
        await note.get_by_role("button", name="Read it").click()
        await expect(page.get_by_text("Quagmire")).to_have_count(1, timeout=SLOW)
        await shoot(page, "moderation-word-alone")


async def test_a_message_is_flagged_and_settled(tmp_path: Path, windows: OpenWindow) -> None:
    async with classroom(tmp_path) as p, arrived(p, "ada") as (ada,):
        thread = await opened(ada)
        await speak(ada, thread, 0, OPENING)
        await spoken(ada, thread, "2 of 6")
        await floor_is_at(ada, thread, 2)
        await speak(ada, thread, 2, AGAIN)
        page = await windows(p.room.url, "ben", color_scheme="light")
        await enter(page, thread.debate)
        await use_on(page, articles(page).filter(has_text="2 of 6").first, "Flag to teacher")
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("textbox").fill("It makes fun of what Ada said.")
        await shoot(page, "moderation-flag-form")
        await dialog.get_by_role("button", name="Submit").click()
        await expect(articles(page).filter(has_text="Thank you")).to_have_count(1, timeout=SLOW)
        desk = await windows(p.room.url, "tess", color_scheme="dark")
        await enter(desk, "teachers")
        card = articles(desk).filter(has_text="Flagged message")
        await expect(card).to_contain_text("makes fun", timeout=SLOW)
        await shoot(desk, "moderation-flag")
        await card.get_by_role("button", name="Settle").click()
        await expect(card).to_contain_text("Settled by", timeout=SLOW)
        await expect(card).not_to_contain_text("makes fun")
        await card.get_by_role("link", name="See the message").click()
        await expect(articles(desk).filter(has_text="2 of 6").first).to_be_in_viewport(timeout=SLOW)
