"""How a person at a window debates: with a pointer, or with the keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.async_api import Locator, Page, expect

from tests.room.browser import articles, composer
from tests.whole.test_debate import CLOSING, OPENING, REBUTTAL

SLOW = 20_000
"""Milliseconds after which a test gives up on something that should show."""

MOTION = "small Russian deployments"


@dataclass(frozen=True)
class Part:
    """A student's part in a quick debate: the school opposite, and what they say on each turn."""

    against: str
    words: Mapping[int, str]
    opponent: str = "Parley, offline"

    @property
    def options(self) -> dict[str, str]:
        return {"format": "quick", "school": self.against, "opponent": self.opponent}


REALIST = Part("hawk", {0: OPENING, 2: REBUTTAL, 4: CLOSING})
HAWK = Part(
    "realist",
    {
        1: "A hundred soldiers are how a base begins. Moscow sent them without asking anybody, "
        "and whoever lets the first flight land will be told that the next is nothing new.",
        3: "You call it a loan. A lender sends accountants; whoever sends soldiers wants to stay.",
        5: "A limit that nobody defends is no limit. It is cheaper to say so now than later.",
    },
)
"""Against the realist the student speaks second; a first speech always names its sources."""


class Hands(Protocol):
    """What a person does at a window, whatever they do it with."""

    page: Page

    async def act(self, target: Locator) -> None:
        """Go to something and press it."""

    async def write(self, words: str) -> None:
        """Begin to write in the composer."""

    async def command(self, path: str, options: Mapping[str, str]) -> None:
        """Pick a slash command, fill in its options and run it."""

    async def fill_in(self, words: str) -> None:
        """Write into the open form, and send it in."""


class Pointer:
    """Presses everything that can be pressed; only words are typed. `touch` uses a finger."""

    def __init__(self, page: Page, *, touch: bool = False) -> None:
        self.page = page
        self._touch = touch

    async def act(self, target: Locator) -> None:
        await (target.tap if self._touch else target.click)(timeout=SLOW)

    async def write(self, words: str) -> None:
        await self.act(composer(self.page))
        await self.page.keyboard.type(words)

    async def command(self, path: str, options: Mapping[str, str]) -> None:
        page = self.page
        await self.write(f"/{path}")
        await self.act(page.get_by_role("option", name=f"/{path}"))
        for name, value in options.items():
            field = page.get_by_role("combobox", name=name, exact=True)
            if not await field.count():
                await self.act(page.get_by_role("button", name=f"Add {name}"))
            await field.fill(value)
            await self.act(page.get_by_role("option").filter(has_text=value).first)
        await self.act(page.get_by_role("button", name="Send", exact=True))

    async def fill_in(self, words: str) -> None:
        dialog = self.page.get_by_role("dialog")
        await self.act(dialog.get_by_role("textbox"))
        await self.page.keyboard.insert_text(words)
        await self.act(dialog.get_by_role("button", name="Submit"))
        await expect(dialog).to_have_count(0, timeout=SLOW)


class Keyboard:
    """Tab, arrows, Enter and typing, from the moment the page has loaded."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def act(self, target: Locator) -> None:
        await self.reach(target)
        await self.page.keyboard.press("Enter")

    async def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        await target.wait_for(timeout=SLOW)
        for _ in range(120):
            if await target.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    async def write(self, words: str) -> None:
        """Letters that are typed while nothing takes them go to the composer; else it is reached."""
        loose = "() => !document.activeElement.closest('input, textarea, select, button, dialog')"
        if not await self.page.evaluate(loose):
            await self.reach(composer(self.page))
        await self.page.keyboard.type(words)

    async def command(self, path: str, options: Mapping[str, str]) -> None:
        page, keys = self.page, self.page.keyboard
        await self.write(f"/{path}")
        await page.get_by_role("option", name=f"/{path}").wait_for()
        await keys.press("Enter")
        for name, value in options.items():
            field = page.get_by_role("combobox", name=name, exact=True)
            if not await field.count():
                await self.act(page.get_by_role("button", name=f"Add {name}"))
            await expect(field).to_be_focused()
            await keys.type(value)
            option = page.get_by_role("option").filter(has_text=value).first
            await option.wait_for(timeout=SLOW)
            await expect(field).to_have_attribute(
                "aria-activedescendant", await option.get_attribute("id") or ""
            )
            await keys.press("Enter")
        await keys.press("Enter")

    async def fill_in(self, words: str) -> None:
        dialog = self.page.get_by_role("dialog")
        await expect(dialog.get_by_role("textbox")).to_be_focused(timeout=SLOW)
        await self.page.keyboard.insert_text(words)
        await self.page.keyboard.press("ControlOrMeta+Enter")
        await expect(dialog).to_have_count(0, timeout=SLOW)


async def go_to(hands: Hands, name: str) -> None:
    """Go to a channel or thread through the list, which on a phone is a drawer."""
    page = hands.page
    await expect(page.locator("#banner")).to_be_empty(timeout=SLOW)
    drawer = page.locator("#drawer")
    if await drawer.is_visible():
        await hands.act(drawer)
    await hands.act(page.get_by_role("navigation").get_by_role("link", name=name).first)
    await expect(page.get_by_role("heading", level=1)).to_contain_text(name, timeout=SLOW)


async def open_debate(hands: Hands, *, motion: str = MOTION, **options: str) -> None:
    """Open a debate by slash command in #debates; the page then goes to its thread."""
    page = hands.page
    await go_to(hands, "debates")
    await expect(composer(page)).to_be_enabled(timeout=SLOW)
    await hands.command("debate start", {"motion": motion, **options})
    await expect(page.get_by_role("heading", level=1)).to_contain_text(motion, timeout=SLOW)


def speech(page: Page, number: int, turns: int = 6) -> Locator:
    """The message in which a speech ends, counted from 1."""
    return articles(page).filter(has_text=f"{number} of {turns}").last


def card(page: Page) -> Locator:
    """The card of the debate: beside the messages, or among them where there is no room."""
    cards = page.locator("article:not(.shown-beside)", has_text="Order of speech")
    return cards.filter(visible=True).first


def turn_button(page: Page, turn: int, turns: int = 6) -> Locator:
    """The button for a turn, below the speech before it, or below the card for the first."""
    above = speech(page, turn, turns) if turn else card(page)
    return above.get_by_role("button", name=re.compile("^(Give|Ask) your "))


async def give(hands: Hands, turn: int, words: str, turns: int = 6) -> None:
    """Press the button for a turn and send in its form; the words then stand in the thread."""
    await hands.act(turn_button(hands.page, turn, turns))
    await hands.fill_in(words)
    await expect(speech(hands.page, turn + 1, turns)).to_contain_text(words[:40], timeout=SLOW)


def shown_sources(page: Page) -> Locator:
    """The sources that were asked for, shown to the one who asked."""
    return page.get_by_role("article").filter(has_text="Only you can see this")


async def is_over(page: Page, part: Part = REALIST) -> None:
    """Every speech of the debate stands in the thread, once and in order, and it is over."""
    await expect(articles(page).get_by_text("The debate is over.").last).to_be_visible(timeout=SLOW)
    said = await articles(page).filter(has_text=" of 6").all_inner_texts()
    places = [f"{number} of 6" for number in range(1, 7)]
    assert [place for text in said for place in places if place in text] == places
    for turn, words in part.words.items():
        assert words in next(text for text in said if places[turn] in text)


async def take_transcript(hands: Hands, part: Part = REALIST) -> None:
    """Ask for the transcript and download it: everything said stands in it."""
    page = hands.page
    await hands.command("transcript", {})
    link = page.get_by_role("link", name=".json").last
    await link.wait_for(timeout=SLOW)
    async with page.expect_download() as coming:
        await hands.act(link)
    file = Path(await (await coming.value).path())
    spoken = [each["text"] for each in json.loads(file.read_text(encoding="utf-8"))["speeches"]]
    assert len(spoken) == 6
    assert [spoken[turn] for turn in part.words] == list(part.words.values())
