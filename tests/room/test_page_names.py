"""Names that begin alike, and words from right to left, wherever the page shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.room.server import Room
from bot.room.settings import STUDENT, TEACHER, RateLimits, Resident, RoomSettings

from . import page_bot
from .browser import OpenWindow, articles, chromium, composer, more, shoot, windows
from .page_bot import PageBot
from .page_scene import Scene, at, scene

__all__ = ["chromium", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

ARABIC = "نعمة"
WORDS = "السلام أولاً، ثم التجارة (1648)!"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house() -> AsyncIterator[tuple[Room, PageBot]]:
    """A room of three people whose names begin alike, and one whose name reads the other way."""
    people = (
        Resident("ada", "Ann", (STUDENT,)),
        Resident("ben", "Anna", (STUDENT,)),
        Resident("tess", "Anna Maria", (TEACHER,)),
        Resident("sam", ARABIC, (STUDENT,)),
    )
    settings = RoomSettings(port=0, residents=people, rate_limits=RateLimits.off())
    async with Room(settings) as room:
        with page_bot.pointed_at(room.api_base, room.gateway_url):
            bot = PageBot()
            task = await page_bot.run(bot, room.token)
            yield room, bot
            await page_bot.end(bot, task)


async def test_of_names_that_begin_alike_the_whole_one_is_meant(
    windows: OpenWindow, scene: Scene
) -> None:
    page = await at(windows, scene, "ada")
    words = "@Anna, @Ann: @Anna Maria and @Annabel wrote to mail@Ann"
    await composer(page).fill(words)
    await composer(page).press("Enter")
    said = articles(page).last.locator(".prose")
    await expect(said).to_have_text(words)
    await expect(said.locator(".mention")).to_have_text(["@Anna", "@Ann", "@Anna Maria"])
    await composer(page).press("ArrowUp")
    await expect(composer(page)).to_have_value(words)


class Hall(discord.ui.View):
    """Controls whose every word reads from right to left."""

    @discord.ui.button(label=WORDS)
    async def speak(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        form = discord.ui.Modal(title=ARABIC)
        form.add_item(
            discord.ui.Label(
                text=WORDS, description=WORDS, component=discord.ui.TextInput(default=WORDS)
            )
        )
        await interaction.response.send_modal(form)

    @discord.ui.select(
        placeholder=WORDS, options=[discord.SelectOption(label=ARABIC, description=WORDS)]
    )
    async def choose(
        self, interaction: discord.Interaction, _: discord.ui.Select[discord.ui.View]
    ) -> None:
        await interaction.response.defer()


# The texts from right to left that nothing keeps apart from the words around them.
LOOSE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const loose = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!/[\\u0590-\\u08ff]/.test(text.data)) continue;
    for (let at = text.parentElement; ; at = at.parentElement) {
      if (at.matches("bdi, [dir]")) break;
      if (getComputedStyle(at).display.startsWith("inline")) continue;
      loose.push(`${at.tagName}.${at.className}: ${text.data}`);
      break;
    }
  }
  return loose;
}"""


async def loose(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(LOOSE)
    return found


async def test_words_from_right_to_left_turn_no_others(windows: OpenWindow, scene: Scene) -> None:
    ada = await at(windows, scene, "ada")
    sam = await at(windows, scene, "sam")
    await scene.thread.edit(name=f"{WORDS} 2")
    await expect(articles(ada).last).to_contain_text(f"Parley changed the name: {WORDS} 2")
    await composer(sam).fill(f"{WORDS}\nand then in English.\n- {WORDS}")
    await composer(sam).press("Enter")
    said = articles(ada).last.locator(".prose")
    await expect(said).to_contain_text(WORDS)
    await expect(said.locator("p")).to_have_css("direction", "rtl")
    await expect(said.locator("li")).to_have_css("direction", "rtl")
    await articles(ada).last.hover()
    await articles(ada).last.get_by_role("button", name="Reply").click()
    await expect(ada.locator("#reply")).to_contain_text(f"Replying to {ARABIC}")
    await ada.locator("#file").set_input_files(
        {"name": f"{ARABIC} 1.txt", "mimeType": "text/plain", "buffer": b"."}
    )
    assert await loose(ada) == []
    await composer(ada).fill(WORDS)
    await expect(composer(ada)).to_have_css("direction", "rtl")
    await composer(ada).press("Enter")
    await expect(articles(sam).last).to_contain_text(WORDS)

    card = discord.Embed(title=WORDS, description=WORDS, url="https://example.org/a")
    card.add_field(name=ARABIC, value=WORDS).set_footer(text=WORDS).set_author(name=ARABIC)
    card.timestamp = discord.utils.utcnow()
    await scene.thread.send(WORDS, embed=card, view=Hall())
    last = articles(ada).last
    await expect(last.get_by_role("heading")).to_have_css("direction", "rtl")
    await composer(sam).press("a")
    await expect(ada.locator("#typing")).to_have_text(f"{ARABIC} is typing …")
    await ada.locator("summary", has_text="You are").click()
    await last.get_by_role("combobox").press("Enter")
    await expect(ada.get_by_role("option")).to_contain_text(WORDS)
    assert await loose(ada) == []
    await shoot(ada, "right-to-left")
    await ada.keyboard.press("Escape")
    await articles(ada).nth(1).hover()
    await more(articles(ada).nth(1)).click()
    await expect(ada.get_by_role("menu")).to_contain_text(f"Apps, for {ARABIC}")
    assert await loose(ada) == []
    await ada.keyboard.press("Escape")
    await last.get_by_role("button", name=WORDS).click()
    form = ada.get_by_role("dialog", name=ARABIC)
    await expect(form.get_by_label(WORDS)).to_have_css("direction", "rtl")
    assert await loose(ada) == []
    await form.get_by_role("button", name="Cancel").click()

    await composer(ada).fill("@")
    await expect(ada.get_by_role("option", name=ARABIC)).to_be_visible()
    assert await loose(ada) == []
    await composer(ada).fill("")
    await scene.thread.edit(name=scene.thread.name)
