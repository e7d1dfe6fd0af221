"""The README's pictures, of a debate that is held anew: `make pictures` writes them."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import FloatRect, Page, expect

from tests.room.browser import OpenWindow, chromium, windows
from tests.whole.hands import SLOW, Pointer, open_debate, shown_sources, speech, turn_button
from tests.whole.practice import ROOT, practice

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

ANSWER = (
    "You say that force gives words their weight. But a threat has to be carried out once it is not "
    "believed, and then the talking is over. Whoever is threatened digs in, because to give way is "
    "to invite "
)
PICTURES = ROOT / "docs" / "pictures"


async def picture(page: Page, name: str, clip: FloatRect | None = None) -> None:
    """Take the picture, or the part `clip` of it; keep it only where it was asked for."""
    taken = await page.screenshot(animations="disabled", caret="hide", clip=clip)
    if os.environ.get("PARLEY_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        fewer_colours = Image.open(BytesIO(taken)).quantize(256, dither=Image.Dither.NONE)
        fewer_colours.save(PICTURES / f"{name}.png", optimize=True)


async def test_what_the_readme_shows_is_there(tmp_path: Path, windows: OpenWindow) -> None:
    async with practice(tmp_path, words_a_second=1200) as p:
        page = await windows(
            p.room.url,
            "ada",
            viewport={"width": 1280, "height": 800},
            color_scheme="light",
            locale="en-GB",
        )
        hands = Pointer(page)
        await open_debate(
            hands, motion="works best when backed by force", school="hawk", format="quick"
        )
        hawk = speech(page, 1)
        await expect(turn_button(page, 1)).to_be_in_viewport(timeout=SLOW)
        await expect(hawk.get_by_role("heading")).to_be_in_viewport()
        sources = hawk.get_by_role("button", name="Sources", exact=True)
        await expect(sources).to_be_in_viewport()
        await hands.write(ANSWER)
        await expect(turn_button(page, 1)).to_be_in_viewport(ratio=1)
        await page.mouse.move(640, 5)
        await picture(page, "debate")
        await hawk.get_by_role("button", name="Source 1", exact=True).click()
        await expect(shown_sources(page)).to_be_in_viewport(timeout=SLOW)
        await page.mouse.move(640, 5)
        await picture(page, "sources", {"x": 230, "y": 0, "width": 1050, "height": 540})
