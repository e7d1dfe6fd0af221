"""The page under what nobody hopes for: many tabs, huge pastes, strange names, long absences."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Page, WebSocketRoute, expect

from bot.room.people import Person
from bot.room.server import Room
from bot.room.settings import STUDENT, TEACHER, RateLimits, Resident, RoomSettings

from . import page_bot
from .browser import OpenWindow, articles, chromium, composer, windows
from .page_bot import Floor, PageBot, Stage
from .page_scene import Scene, at, scene

__all__ = ["chromium", "scene", "windows"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

MARKUP = "<img src=x onerror=alert(1)>"
EMOJI = "👩🏽‍🚀 Ada 🇬🇷"
HEBREW = "נעמי"
OVERRIDE = "\u202eTess"
MEGABYTE = "word " * 200_000
PATIENCE = 30_000.0
HOUR = 3600
AHEAD = [0.0]
"""By how many seconds the room's clock is ahead."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house() -> AsyncIterator[tuple[Room, PageBot]]:
    """A room of people with strange names, whose clock can be put forward."""
    people = (
        Resident("ada", EMOJI, (STUDENT,), "#2f7d5b"),
        Resident("ben", HEBREW, (STUDENT,), "#b4571f"),
        Resident("tess", OVERRIDE, (TEACHER,), "#6a4bb0"),
        Resident("sam", MARKUP, (), "#5c6470"),
    )
    settings = RoomSettings(
        port=0,
        ack_seconds=3.0,
        residents=people,
        rate_limits=RateLimits.off(),
        clock=lambda: time.time() + AHEAD[0],
    )
    async with Room(settings) as room:
        with page_bot.pointed_at(room.api_base, room.gateway_url):
            bot = PageBot()
            task = await page_bot.run(bot, room.token)
            yield room, bot
            await page_bot.end(bot, task)


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=None)


class Odd(discord.ui.Modal, title=MARKUP):
    """A form of markup, with a field that sets no limit of its own."""

    words: discord.ui.TextInput[Odd] = discord.ui.TextInput(
        label=MARKUP, placeholder=MARKUP, style=discord.TextStyle.paragraph
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"They said: {self.words.value}")


class Asks(discord.ui.View):
    @discord.ui.button(label="Ask")
    async def ask(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.send_modal(Odd())


async def paste(page: Page, text: str) -> None:
    """Put `text` on the clipboard and paste it as the keyboard does."""
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await page.keyboard.press("ControlOrMeta+V")


async def length(field: Any) -> int:
    return int(await field.evaluate("field => field.value.length"))


async def test_ten_tabs_of_one_person(windows: OpenWindow, scene: Scene) -> None:
    first = await at(windows, scene, "ada")
    wrong: list[str] = []
    first.context.on("weberror", lambda error: wrong.append(str(error.error)))
    tabs = [first] + [await first.context.new_page() for _ in range(9)]
    for tab in tabs[1:]:
        await tab.goto(first.url)
    await scene.thread.send("To all ten.", view=Stage())
    for tab in tabs:
        await expect(articles(tab).last).to_contain_text("To all ten.")
    voice = articles(tabs[9]).last.get_by_role("combobox", name="Choose a voice")
    await voice.press("Enter")
    await tabs[9].keyboard.press("Enter")
    await composer(tabs[4]).fill("From the fifth.")
    await composer(tabs[4]).press("Enter")
    for tab in tabs:
        await expect(articles(tab)).to_have_count(3)
        await expect(articles(tab).filter(has_text="The voice is low.")).to_have_count(1)
        await expect(articles(tab).filter(has_text="From the fifth.")).to_have_count(1)
    assert not wrong


async def test_a_megabyte_is_not_sent_and_not_lost(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await composer(page).focus()
    await paste(page, MEGABYTE)
    assert await length(composer(page)) == len(MEGABYTE)
    await page.keyboard.press("Enter")
    await expect(page.locator("#complaint")).to_have_text(
        "Not sent: a message holds 2000 characters; this has 999999."
    )
    assert await length(composer(page)) == len(MEGABYTE)
    await page.reload()
    await expect(page.locator("#count")).to_contain_text("1000000 of 2000 characters")
    await composer(page).fill("Shorter.")
    await composer(page).press("Enter")
    await expect(articles(page)).to_have_count(1)
    await expect(articles(page).last).to_contain_text("Shorter.")


async def test_more_than_the_browser_can_store(windows: OpenWindow, scene: Scene) -> None:
    page = await at(windows, scene, "ada")
    await composer(page).focus()
    await paste(page, MEGABYTE * 6)
    await page.keyboard.press("Enter")
    await expect(page.locator("#complaint")).to_contain_text("a message holds 2000 characters")
    await page.get_by_role("navigation").get_by_role("link", name="lounge").click()
    await expect(composer(page)).to_have_value("")
    await page.get_by_role("navigation").get_by_role("link", name=scene.thread.name).click()
    await expect(page.locator("#count")).to_contain_text("6000000 of 2000 characters")
    await composer(page).fill("")


@pytest.mark.parametrize(
    ("view", "button", "field", "complaint"),
    [
        (Stage, "Speak", "Lines", "At most 60 characters; this has 999940 too many."),
        (Asks, "Ask", MARKUP, "This was not taken: "),
    ],
    ids=["a limit of the form", "a limit of the room"],
)
async def test_a_megabyte_in_a_form(
    windows: OpenWindow,
    scene: Scene,
    view: type[discord.ui.View],
    button: str,
    field: str,
    complaint: str,
) -> None:
    page = await at(windows, scene, "ada")
    await scene.thread.send("Your turn.", view=view())
    await articles(page).last.get_by_role("button", name=button).click()
    form = page.get_by_role("dialog")
    lines = form.get_by_label(field, exact=True)
    await lines.focus()
    await paste(page, MEGABYTE)
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(form.get_by_role("alert").filter(has_text=complaint)).to_be_visible()
    assert await length(lines) == len(MEGABYTE)
    await lines.fill("The strong do what they can.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(articles(page).last).to_contain_text("They said: The strong do what they can.")
    await expect(articles(page)).to_have_count(2)


async def test_markup_in_forms_options_files_and_names(windows: OpenWindow, scene: Scene) -> None:
    sam = await at(windows, scene, "sam")
    ada = await at(windows, scene, "ada")
    await expect(sam.locator("summary .me strong")).to_have_text(MARKUP)
    await composer(sam).fill(f"/rehearse start piece:{MARKUP}")
    await expect(sam.get_by_role("listbox")).to_contain_text("Nothing fits these words.")
    await sam.get_by_label("piece", exact=True).press("Escape")
    await sam.keyboard.press("Enter")
    await expect(articles(ada).last).to_contain_text(f"{MARKUP} used /rehearse")
    await expect(articles(ada).last).to_contain_text(f"Now {MARKUP} (plain, 1 times).")
    await scene.thread.send("Ask.", view=Asks())
    await articles(sam).last.get_by_role("button", name="Ask").click()
    form = sam.get_by_role("dialog", name=MARKUP)
    field = form.get_by_label(MARKUP, exact=True)
    await expect(field).to_have_attribute("placeholder", MARKUP)
    await field.fill(MARKUP)
    await sam.keyboard.press("ControlOrMeta+Enter")
    await expect(articles(ada).last).to_contain_text(f"They said: {MARKUP}")
    await sam.locator("#file").set_input_files(
        {"name": f"{MARKUP}.txt", "mimeType": "text/html", "buffer": MARKUP.encode()}
    )
    await expect(sam.get_by_role("list", name="Files to send")).to_contain_text(f"{MARKUP}.txt")
    await sam.get_by_role("button", name="Send").click()
    link = articles(ada).last.get_by_role("link", name="onerror")
    async with ada.expect_download() as coming:
        await link.click()
    assert (await (await coming.value).path()).read_text(encoding="utf-8") == MARKUP
    await sam.locator("summary", has_text="You are").click()
    for page in (sam, ada):
        assert await page.locator("img, script:not([src])").count() == 0


async def test_names_of_emoji_and_from_right_to_left(windows: OpenWindow, scene: Scene) -> None:
    ada = await at(windows, scene, "ada")
    ben = await at(windows, scene, "ben")
    tess = await at(windows, scene, "tess")
    await expect(ada).to_have_title(f"{scene.thread.name} · {EMOJI} · Practice room")
    await composer(ben).fill("שלום to all")
    await composer(ben).press("Enter")
    await composer(ada).press_sequentially(f"Hear @{HEBREW[:2]}")
    await expect(ada.get_by_role("option")).to_have_text([f"@{HEBREW}"])
    await ada.keyboard.press("Enter")
    await ada.keyboard.type("12 34")
    await ada.keyboard.press("Enter")
    await expect(articles(ben).last.locator(".mention")).to_have_text(f"@{HEBREW}")
    await expect(articles(ben).last.locator(".author")).to_have_text(EMOJI)
    await expect(articles(ben).last.locator(".initial")).to_have_text("👩🏽‍🚀")
    await composer(tess).fill(f"To @{OVERRIDE}, from here")
    await composer(tess).press("Enter")
    said = articles(ben).last.locator(".prose")
    await expect(said).to_contain_text("from here")
    for prose in (said, articles(ben).nth(1).locator(".prose")):
        assert await prose.evaluate(RUNS_ON)
    await articles(ben).nth(0).hover()
    await articles(ben).nth(0).get_by_role("button", name="Reply").click()
    await expect(ben.locator("#reply")).to_contain_text(HEBREW)
    await composer(ada).press("a")
    await expect(ben.locator("#typing")).to_have_text(f"{EMOJI} is typing …")


# Whether the words after a mention stand to the right of it, each left of the next.
RUNS_ON = """prose => {
  const after = prose.querySelector(".mention").nextSibling;
  const range = document.createRange();
  const places = [...after.data].map((_, at) => {
    range.setStart(after, at);
    range.setEnd(after, at + 1);
    return range.getBoundingClientRect().left;
  });
  const left = prose.querySelector(".mention").getBoundingClientRect().left;
  return [left, ...places].every((place, at, all) => at === 0 || place > all[at - 1]);
}"""


class Sleeper:
    """A browser that can be put to sleep: its line is dead then, and does not say so."""

    def __init__(self) -> None:
        self._lines: list[WebSocketRoute] = []
        self._dead: list[WebSocketRoute] = []

    async def between(self, page: Page) -> None:
        await page.clock.install()
        await page.add_init_script(
            "Object.defineProperty(Document.prototype, 'hidden', {get: () => Boolean(window.away)})"
        )
        await page.route_web_socket("**/people/socket*", self._through)

    async def _through(self, line: WebSocketRoute) -> None:
        far = line.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if line not in self._dead:
                far.send(frame)

        def pass_back(frame: str | bytes) -> None:
            if line not in self._dead:
                line.send(frame)

        line.on_message(pass_on)
        far.on_message(pass_back)
        self._lines.append(line)

    async def sleep(self, page: Page) -> None:
        await page.evaluate("away = true; document.dispatchEvent(new Event('visibilitychange'))")
        self._dead += self._lines
        AHEAD[0] += HOUR

    async def wake(self, page: Page) -> None:
        await page.clock.fast_forward(HOUR * 1000)
        await page.evaluate("away = false; document.dispatchEvent(new Event('visibilitychange'))")
        await page.clock.fast_forward(5000)


async def test_an_hour_asleep(windows: OpenWindow, scene: Scene, house: Any) -> None:
    sleeper = Sleeper()
    page = await at(windows, scene, "ada", before=sleeper.between)
    ends = int(house[0].settings.clock()) + HOUR + 30 * 60 + 59
    await scene.thread.send(f"Before. It ends <t:{ends}:R>.")
    await scene.thread.send("Your turn.", view=Stage())
    await expect(articles(page).first.locator("time[data-style]")).to_have_text("in 1 hour")
    await articles(page).last.get_by_role("button", name="Speak").click()
    form = page.get_by_role("dialog", name="Your lines")
    await form.get_by_label("Lines", exact=True).fill("Half a speech")

    await sleeper.sleep(page)
    async with Person.arrive(scene.url, "ben") as ben:
        for number in range(60):
            await ben.say(str(scene.thread.id), f"Line {number}")
    await sleeper.wake(page)

    await expect(articles(page).last).to_contain_text("Line 59")
    await expect(page.locator("#banner")).to_be_empty()
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(articles(page).last).to_contain_text("They said: Half a speech")
    await expect(form).to_have_count(0)
    await page.locator("#log").evaluate("log => { log.scrollTop = 0 }")
    await expect(articles(page)).to_have_count(63)
    texts = await articles(page).locator(".prose").all_inner_texts()
    assert texts[2:62] == [f"Line {number}" for number in range(60)]
    await expect(articles(page).first.locator("time[data-style]")).to_have_text("in 30 minutes")
    await articles(page).nth(1).get_by_role("button", name="Whisper").click()
    await expect(page.locator("#answer")).to_contain_text("Between the two of us.")


async def test_an_answer_that_never_came_while_asleep(windows: OpenWindow, scene: Scene) -> None:
    sleeper = Sleeper()
    page = await at(windows, scene, "ada", before=sleeper.between)
    await scene.thread.send("Your turn.", view=Floor())
    button = articles(page).first.get_by_role("button", name="Ponder")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await composer(page).fill("/ponder")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(articles(page).last).to_contain_text("Parley is thinking")

    await sleeper.sleep(page)
    await sleeper.wake(page)
    await expect(articles(page).last).to_contain_text("Parley did not answer in time")
    await expect(articles(page)).to_have_count(2)
    await expect(page.locator("#answer")).to_contain_text("Parley did not answer in time")
    await expect(button).not_to_have_attribute("aria-busy", "true")


# Scroll up until earlier messages are due; which article the eyes are on, and how far down it is.
LOOK = """log => {
  log.scrollTop = 300;
  const top = log.getBoundingClientRect().top;
  const seen = [...log.querySelectorAll("article")].find((one) => one.getBoundingClientRect().bottom > top);
  return [seen.dataset.messageId, seen.getBoundingClientRect().top - top];
}"""
LOOK_AGAIN = """(log, id) =>
  log.querySelector(`article[data-message-id="${id}"]`).getBoundingClientRect().top
  - log.getBoundingClientRect().top"""


async def test_a_thread_of_five_hundred(windows: OpenWindow, scene: Scene) -> None:
    async with Person.arrive(scene.url, "ben") as ben:
        for number in range(500):
            await ben.say(str(scene.thread.id), f"Line {number}\n" * (1 + number % 3))
    page = await at(windows, scene, "ada")
    log = page.locator("#log")
    await expect(articles(page)).to_have_count(50)
    await expect(articles(page).last).to_contain_text("Line 499")
    await expect(articles(page).last).to_be_in_viewport(ratio=1)
    for count in range(100, 501, 50):
        seen, before = await log.evaluate(LOOK)
        await expect(articles(page)).to_have_count(count)
        assert abs(await log.evaluate(LOOK_AGAIN, seen) - before) <= 1
    await expect(page.get_by_text("This thread begins here.")).to_be_attached()
    await expect(articles(page).first).to_contain_text("Line 0")
    await page.get_by_role("button", name="To the newest").click()
    await expect(articles(page).last).to_be_in_viewport(ratio=1)
