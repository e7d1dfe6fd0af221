"""Chromium for tests, and windows of the practice room in it.

Import the fixtures where they are used: `from tests.room.browser import chromium, windows`.
They live on the session's event loop, so a test that takes them needs
`pytestmark = pytest.mark.asyncio(loop_scope="session")`, and so does the room that it visits.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Where Chromium is: $PARLEY_CHROMIUM, Debian's place, or the path; None if nowhere."""
    named = os.environ.get("PARLEY_CHROMIUM", "/usr/bin/chromium")
    return named if Path(named).is_file() else shutil.which("chromium")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium for all tests; the tests are skipped where there is none."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium: install it, or name it in PARLEY_CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


class OpenWindow(Protocol):
    """Opens a window of the room at `base` (http://host:port) as a person."""

    def __call__(
        self,
        base: str,
        person: str,
        *,
        before: Callable[[Page], Awaitable[None]] | None = None,
        **options: Any,
    ) -> Awaitable[Page]: ...


@pytest_asyncio.fixture(loop_scope="session")
async def windows(chromium: Browser) -> AsyncIterator[OpenWindow]:
    """Opens windows, each with cookies and storage of its own, and closes them after the test.

    `options` are those of Playwright's `new_context`; `before` is awaited with the page
    before it loads. The test fails if a page threw, logged an error (a breach of the
    content policy is one) or opened an alert.
    """
    contexts = []
    wrong: list[str] = []

    async def open_window(
        base: str,
        person: str,
        *,
        before: Callable[[Page], Awaitable[None]] | None = None,
        **options: Any,
    ) -> Page:
        context = await chromium.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: wrong.append(f"{person}: {error}"))
        page.on("console", lambda m: wrong.append(f"{person}: {m.text}") if bad(m) else None)
        page.on("dialog", lambda dialog: wrong.append(f"{person}: alert {dialog.message}"))
        if before is not None:
            await before(page)
        await page.goto(f"{base}/?as={person}")
        return page

    yield open_window
    for context in contexts:
        await context.close()
    assert not wrong, wrong


def bad(message: Any) -> bool:
    """Whether a console message is an error of the page's own (a cut line or a shut door is not)."""
    if message.type != "error" or "WebSocket connection" in message.text:
        return False
    return not ("Failed to load resource" in message.text and "/class/" in message.location["url"])


async def shoot(page: Page, name: str) -> None:
    """Keep a picture of the window, for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"{name}.png")


def composer(page: Page) -> Any:
    """The composer's text field."""
    return page.locator('textarea[aria-label^="Message"]')


def articles(page: Page) -> Any:
    """The messages in the open channel, oldest first."""
    return page.locator("main [role=log] article[data-message-id]")


def more(message: Locator) -> Locator:
    """The button that opens a message's menu."""
    return message.get_by_role("button", name="More (")


async def use_on(page: Page, message: Locator, command: str) -> None:
    """Run a command from a message's menu, e.g. "Check this claim"."""
    await message.hover()
    await more(message).click()
    await page.get_by_role("menuitem", name=command, exact=True).click()


async def enter(page: Page, channel: str) -> None:
    """Go to a channel or thread by its name."""
    await page.get_by_role("navigation").get_by_role("link", name=channel).first.click()
    await page.get_by_role("heading", level=1, name=channel).wait_for()
