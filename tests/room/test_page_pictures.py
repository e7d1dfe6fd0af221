"""Pictures that come with messages, as a person sees them, and as one hears of them who does not."""

from __future__ import annotations

import io
from typing import Any

import discord
import pytest
from PIL import Image, ImageDraw
from playwright.async_api import expect

from tests.axe import barriers

from .browser import OpenWindow, articles, chromium, shoot, windows
from .page_scene import Scene, at, house, scene

__all__ = ["chromium", "house", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

WORDS = "A map of three claims: the loan is answered, the threat is dropped."
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">
<style>rect { fill: teal }</style><script>alert(1)</script><rect width="300" height="120"/></svg>"""


def map_png() -> bytes:
    """A picture of 1200 by 600 pixels, white and teal."""
    picture = Image.new("RGB", (1200, 600), "white")
    ImageDraw.Draw(picture).rectangle((80, 80, 520, 240), fill="teal")
    held = io.BytesIO()
    picture.save(held, "png")
    return held.getvalue()


def file(name: str, data: bytes) -> discord.File:
    return discord.File(io.BytesIO(data), filename=name, description=WORDS)


TOP = "article => article.getBoundingClientRect().top"


async def test_a_picture_is_shown_with_its_words_and_in_large(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada", color_scheme="dark")
    await scene.thread.send("Here it is.", file=file("map.png", map_png()))
    image = articles(page).last.get_by_role("img", name=WORDS)
    await expect(image).to_have_js_property("naturalWidth", 1200)
    await expect(articles(page).last.get_by_role("link", name="map.png")).to_be_visible()
    await expect(page.locator("#announcer")).to_contain_text(WORDS)
    await articles(page).last.get_by_role("button", name="Enlarge").press("Enter")
    viewer = page.get_by_role("dialog", name=WORDS)
    await expect(viewer.get_by_role("img", name=WORDS)).to_be_in_viewport(ratio=1)
    await shoot(page, "picture-large")
    assert await barriers(page, "a picture in large") == []
    await viewer.get_by_role("button", name="Full size").click()
    await expect(viewer.get_by_role("img")).to_have_css("width", "1200px")
    await page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)
    await expect(articles(page).last.get_by_role("button", name="Enlarge")).to_be_focused()


async def test_the_picture_of_an_embed_is_shown_once(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada", viewport={"width": 360, "height": 740}, has_touch=True)
    card = discord.Embed(title="The map", colour=0x2F7D5B).set_image(url="attachment://map.png")
    sent = await scene.thread.send(embed=card, file=file("map.png", map_png()))
    assert sent.attachments == []
    assert (sent.embeds[0].image.width, sent.embeds[0].image.height) == (1200, 600)
    article = articles(page).last
    await expect(article.get_by_role("img", name=WORDS)).to_have_js_property("naturalWidth", 1200)
    await expect(article.locator("img")).to_have_count(1)
    await expect(article.locator(".attachment")).to_have_count(0)
    assert await page.locator("html").evaluate("html => html.scrollWidth") <= 360
    await shoot(page, "picture-phone")
    await article.locator("img").tap()
    await expect(page.get_by_role("dialog", name=WORDS)).to_be_visible()
    await shoot(page, "picture-phone-large")
    await page.get_by_role("button", name="Close", exact=True).tap()
    await sent.edit(embed=sent.embeds[0].copy().set_footer(text="Now with a foot"))
    await expect(article).to_contain_text("Now with a foot")
    await expect(article.get_by_role("img", name=WORDS)).to_have_count(1)
    await expect(article.locator(".attachment")).to_have_count(0)


async def test_a_drawing_is_shown_and_its_script_is_not_run(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("Drawn.", file=file("map.svg", DRAWING))
    image = articles(page).last.get_by_role("img", name=WORDS)
    await expect(image).to_have_js_property("naturalWidth", 300)
    teal = """async img => { const c = document.createElement("canvas"); [c.width, c.height] = [3, 3];
      const on = c.getContext("2d"); on.drawImage(img, 0, 0); return [...on.getImageData(1, 1, 1, 1).data] }"""
    assert await image.evaluate(teal) == [0, 128, 128, 255]
    answer = await page.request.get(await image.get_attribute("src") or "")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_nothing_moves_when_a_picture_comes(windows: OpenWindow, scene: Scene) -> None:
    await scene.thread.send("Before.", file=file("map.png", map_png()))
    await scene.thread.send("After.")

    coming: list[Any] = []

    async def without_pictures(page: Any) -> None:
        await page.route("**/attachments/**", lambda request: coming.append(request))

    page = await at(windows, scene, "ada")
    await expect(articles(page).first.locator("img")).to_have_js_property("complete", True)
    there = await articles(page).last.evaluate(TOP)
    blind = await windows(scene.url, "ben", before=without_pictures)
    await blind.goto(f"{scene.url}/?as=ben#{scene.thread.id}")
    await expect(articles(blind)).to_have_count(2)
    await expect(articles(blind).first.locator("img")).to_have_js_property("complete", False)
    assert abs(await articles(blind).last.evaluate(TOP) - there) < 1
    for request in coming:
        await request.continue_()
    await expect(articles(blind).first.locator("img")).to_have_js_property("naturalWidth", 1200)
