"""The menu of a message: the page's own tools, and the commands that an application put there."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.axe import barriers

from .browser import OpenWindow, articles, chromium, composer, more, shoot, use_on, windows
from .page_scene import Scene, at, house, scene

__all__ = ["chromium", "house", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


# Whether no word of the article lies below its menu's button.
CLEAR = """button => {
  const edge = button.getBoundingClientRect();
  const body = button.closest("article").querySelector(".body");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNode(walker.currentNode);
    lines.push(...range.getClientRects());
  }
  const seen = lines.filter(line => line.width > 1 && line.right > 0);
  return seen.length > 0 && seen.every(line =>
    line.right <= edge.left || line.top >= edge.bottom || line.bottom <= edge.top);
}"""


async def say(page: Page, words: str) -> None:
    await composer(page).fill(words)
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(articles(page).last).to_contain_text(words)


async def test_a_command_on_a_message_by_the_keyboard_alone(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada")
    keys = page.keyboard
    await scene.thread.send("Russia is still owed six billion.")
    await say(page, "So it is a guard on a loan.")
    await articles(page).last.focus()
    await keys.press("ArrowUp")
    await keys.press("Tab")
    await expect(more(articles(page).first)).to_be_focused()
    await keys.press("Enter")
    menu = page.get_by_role("menu", name="Message")
    items = menu.get_by_role("menuitem")
    await expect(items).to_have_text(["Reply", "Check this claim", "Quote this", "Who is this"])
    await expect(items.first).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("ArrowUp")
    await keys.press("End")
    await expect(items.last).to_be_focused()
    await keys.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(more(articles(page).first)).to_be_focused()
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await expect(items.nth(1)).to_be_focused()
    await keys.press("Enter")
    answer = page.get_by_role("region", name="Check this claim")
    await expect(answer).to_contain_text("It stands: Russia is still owed six billion.")
    await expect(answer).to_be_focused()
    await expect(answer).to_contain_text("Parley: Russia is still owed six billion.")
    await expect(articles(page)).to_have_count(2)
    await shoot(page, "menu-answer")
    await keys.press("Escape")
    await expect(more(articles(page).first)).to_be_focused()


async def test_an_answer_for_all_leads_to_its_message(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    ben = await at(windows, scene, "ben")
    await say(ben, "A threat is cheap.")
    await articles(page).last.hover()
    await more(articles(page).last).click()
    menu = page.get_by_role("menu")
    await expect(menu.get_by_role("group", name="Apps, for Ben")).to_have_text(
        "Apps, for BenWho is this"
    )
    await shoot(page, "menu")
    await page.keyboard.press("Escape")
    await use_on(page, articles(page).last, "Quote this")
    for window in (page, ben):
        last = articles(window).last
        await expect(last).to_contain_text("They wrote “A threat is cheap.”.")
        await expect(last).to_contain_text("Ada used Quote this")
        await expect(last.get_by_role("link", name="Ben: A threat is cheap.")).to_be_visible()


async def test_a_command_that_nobody_answers(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await say(page, "Who am I?")
    button = more(articles(page).last)
    await button.hover()
    await button.click()
    await page.get_by_role("menuitem", name="Who is this").click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(articles(page).last.get_by_role("alert")).to_contain_text("did not respond")
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await button.click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(articles(page)).to_have_count(0)


async def test_on_a_phone_every_message_shows_its_menu(windows: OpenWindow, scene: Scene) -> None:
    await scene.thread.send(
        "◇ **Hawk** · negative · rebuttal · 4 of 6\nAct first, and be believed."
    )
    page = await at(windows, scene, "ada", **PHONE)
    await say(page, "One line that fills the whole of the width of a small telephone, and more.")
    await say(page, "And another below it, which has no name above it and is as long as the first.")
    for number in range(3):
        button = more(articles(page).nth(number))
        await expect(button).to_have_css("opacity", "1")
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 32
        assert await button.evaluate(CLEAR)
    await shoot(page, "menu-phone-closed")
    await more(articles(page).last).tap()
    menu = page.get_by_role("menu")
    await expect(menu.get_by_role("menuitem", name="Edit")).to_be_visible()
    await shoot(page, "menu-phone")
    assert await barriers(page, "the menu of a message") == []
    assert await page.locator("html").evaluate("html => html.scrollWidth") <= 360
    await menu.get_by_role("menuitem", name="Check this claim").tap()
    sheet = page.get_by_role("dialog", name="Beside the messages")
    await expect(sheet).to_contain_text("It stands: And another below it")


async def test_what_is_not_everybodys_has_no_menu(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    message = await scene.thread.send("To be pinned.")
    await message.pin()
    await composer(page).fill("/rehearse stop")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(articles(page).last).to_contain_text("It is over.")
    await expect(more(articles(page).last)).to_have_count(1)
    pinned = articles(page).filter(has_text="pinned a message")
    await expect(pinned).to_have_count(1)
    await expect(more(pinned)).to_have_count(0)
