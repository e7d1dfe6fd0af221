"""The HTML file in Chromium: on a phone, in the dark, for a screen reader, and on paper."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from pypdf import PdfReader

from bot.drawing.argument_map import argument_map
from bot.exports.authorship import process
from bot.exports.html import as_html
from tests.axe import barriers
from tests.exports.lesson import NAMES, OPENS, lesson, record
from tests.room.browser import chromium, shoot  # noqa: F401  chromium is a fixture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 900}


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser, tmp_path: Path) -> AsyncIterator[Page]:  # noqa: F811
    """The file, opened; the test fails where it asks for anything or logs anything."""
    debate = lesson()
    file = tmp_path / "debate.html"
    text = as_html(record(debate), argument_map(debate, NAMES), process(debate))
    file.write_text(text, encoding="utf-8")
    noise: list[str] = []
    context = await chromium.new_context(viewport=PHONE)
    page = await context.new_page()
    page.on("request", lambda asked: noise.append(asked.url) if asked.url != file.as_uri() else 0)
    page.on("console", lambda message: noise.append(message.text))
    page.on("dialog", lambda dialog: noise.append(dialog.message))
    await page.goto(file.as_uri())
    yield page
    await context.close()
    assert noise == []


async def too_wide(page: Page) -> list[str]:
    """What reaches over the right edge of the window."""
    return await page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => !e.closest("svg, thead") && e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.tagName)"""
    )


async def test_nothing_reaches_over_the_edge_of_a_phone_or_a_desk(page: Page) -> None:
    for size in (PHONE, DESK, {"width": 320, "height": 600}):
        await page.set_viewport_size(size)
        assert await too_wide(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.set_viewport_size(PHONE)
    await shoot(page, "export-phone")


async def test_nothing_stands_in_the_way_of_a_reader(page: Page) -> None:
    found = await barriers(page, "a file on a phone")
    await page.set_viewport_size(DESK)
    assert [*found, *await barriers(page, "a file on a desk")] == []


async def test_it_goes_dark_where_the_reader_wants_it_and_never_on_paper(page: Page) -> None:
    async def paper() -> str:
        return await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert await paper() == "rgb(255, 255, 255)"
    await page.emulate_media(color_scheme="dark")
    assert await paper() == "rgb(22, 24, 27)"
    await shoot(page, "export-dark")
    await page.emulate_media(color_scheme="dark", media="print")
    assert await paper() == "rgb(255, 255, 255)"


async def test_the_tables_are_still_tables_on_a_phone(page: Page) -> None:
    table = page.get_by_role("table", name="Flow sheet")
    assert await table.get_by_role("columnheader").count() == 5
    assert await table.get_by_role("row").count() == 10
    assert await table.get_by_role("rowheader", name="3").count() == 1


async def test_a_citation_is_followed_by_keyboard_and_the_passage_is_marked(page: Page) -> None:
    link = page.locator("#speech-3").get_by_role("link", name="[1]")
    await link.focus()
    await page.keyboard.press("Enter")
    source = page.locator("#source-1")
    assert await source.evaluate("e => e.matches(':target')")
    assert await source.evaluate("e => e.getBoundingClientRect().top < innerHeight")


async def test_it_is_printed_on_a4_with_numbered_pages_and_every_word(page: Page) -> None:
    printed = PdfReader(io.BytesIO(await page.pdf(prefer_css_page_size=True)))
    box = printed.pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)
    texts = [sheet.extract_text() for sheet in printed.pages]
    assert f"1 / {len(texts)}" in texts[0]
    together = "".join("".join(texts).split())
    assert "".join(OPENS.split()) in together
    assert "https://example.org/harbour/2019/guards-on-a-loan?page=1&part=2" in together
    assert "Partsofthistranscript" not in together
