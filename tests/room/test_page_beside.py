"""What stands beside the messages: sources behind footnotes, answers to a press, the card."""

from __future__ import annotations

import discord
import pytest
from playwright.async_api import expect

from .browser import OpenWindow, articles, chromium, shoot, windows
from .page_bot import Floor, Stage
from .page_scene import Scene, at, house, scene

__all__ = ["chromium", "house", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

SPEECH = """◇ **Hawk** · negative · rebuttal · 4 of 6
Peace was what they asked for [1], and ~~it was a triumph~~ (not in the source) after that [2]."""


async def test_a_footnote_opens_its_source_beside(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    floor = Floor()
    await scene.thread.send(SPEECH, view=floor)
    speech = articles(page).last
    second = speech.get_by_role("button", name="Source 2")
    await expect(speech).to_contain_text("that [2].")
    await expect(speech.locator("s.struck")).to_have_attribute(
        "title", "Struck: these words do not stand in the source"
    )
    await second.focus()
    await page.keyboard.press("Enter")
    panel = page.get_by_role("region", name="Sources")
    await expect(panel.locator('[data-source="2"]')).to_be_focused()
    await expect(panel.locator("mark")).to_have_text("no more than peace")
    await expect(panel.locator(".verdict.stands")).to_contain_text("✓Quotation verified")
    await expect(panel.locator(".verdict.falls")).to_contain_text("✗Struck: not in the source")
    await expect(articles(page)).to_have_count(1)
    await shoot(page, "sources-beside")
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(second).to_be_focused()
    await speech.get_by_role("button", name="Source 1").click()
    await expect(panel.locator('[data-source="1"]')).to_be_focused()
    assert floor.asked == 1
    await panel.get_by_role("button", name="Close").click()
    await expect(speech.get_by_role("button", name="Source 1")).to_be_focused()
    await page.reload()
    await expect(articles(page)).to_have_count(1)


async def test_no_footnotes_where_there_are_no_sources(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("As in [1].", view=Stage())
    await scene.thread.send("`a[1]` and [2]", view=Floor())
    await expect(articles(page)).to_have_count(2)
    await expect(page.locator("#log .footnote")).to_have_text(["[2]"])


async def test_on_a_phone_an_answer_is_a_sheet(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada", viewport={"width": 360, "height": 740}, has_touch=True)
    await scene.thread.send(SPEECH, view=Floor())
    await articles(page).last.get_by_role("button", name="Source 1").click()
    sheet = page.get_by_role("dialog", name="Beside the messages")
    await expect(sheet.locator('[data-source="1"]')).to_be_focused()
    await expect(page.locator("main")).to_have_attribute("inert", "")
    assert await page.locator("html").evaluate("html => html.scrollWidth") <= 360
    await shoot(page, "sources-phone")
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(articles(page).last.get_by_role("button", name="Source 1")).to_be_focused()


async def test_an_answer_takes_no_focus_from_one_who_writes(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send(SPEECH, view=Floor())
    await page.keyboard.type("Before that, ")
    await articles(page).last.get_by_role("button", name="Sources").evaluate("b => b.click()")
    await page.keyboard.type("a thought")
    await expect(page.get_by_role("region", name="Sources")).to_be_visible()
    await page.keyboard.type(" of mine")
    await expect(page.locator("#write")).to_have_value("Before that, a thought of mine")


async def test_the_pinned_card_stands_beside(windows: OpenWindow, scene: Scene) -> None:
    card = discord.Embed(title="This House would talk")
    message = await scene.thread.send(
        embed=card.copy().add_field(name="Now", value="Ada speaks"), view=Stage()
    )
    await message.pin()
    for number in range(55):
        await scene.thread.send(f"Line {number}")
    page = await at(windows, scene, "ada")
    panel = page.get_by_role("region", name="Card")
    await expect(panel.get_by_role("heading", name="This House would talk")).to_be_visible()
    await expect(panel).to_contain_text("Ada speaks")
    await message.edit(embed=card.copy().add_field(name="Now", value="Ben speaks"))
    await expect(panel).to_contain_text("Ben speaks")
    await panel.get_by_role("button", name="Whisper").click()
    await expect(page.locator("#answer")).to_contain_text("Between the two of us.")
    await page.keyboard.press("Escape")
    await expect(panel.get_by_role("button", name="Whisper")).to_be_focused()
    await page.set_viewport_size({"width": 700, "height": 740})
    await expect(panel).to_be_hidden()
    await page.get_by_role("button", name="Card", exact=True).click()
    await expect(page.get_by_role("dialog")).to_contain_text("Ben speaks")
    await page.keyboard.press("Escape")
    await message.unpin()
    await expect(page.get_by_role("button", name="Card", exact=True)).to_be_hidden()


async def test_the_card_is_one_line_in_the_stream(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    message = await scene.thread.send(embed=discord.Embed(title="This House would talk"))
    await expect(articles(page).first.get_by_role("heading")).to_be_visible()
    await message.pin()
    line = articles(page).first.get_by_role("button", name="Card · shown beside")
    await expect(line).to_be_visible()
    await expect(articles(page).first.get_by_role("heading")).to_be_hidden()
    await line.click()
    await expect(page.get_by_role("region", name="Card")).to_be_focused()
    await expect(page.locator("#announcer")).to_contain_text("This House would talk")
    await message.edit(embed=discord.Embed(title="This House would wait"))
    await expect(page.get_by_role("region", name="Card")).to_contain_text("would wait")
    await scene.thread.send("Read this out.")
    await expect(page.locator("#announcer")).to_contain_text("Read this out.")
    await expect(page.locator("#announcer")).not_to_contain_text("would wait")
