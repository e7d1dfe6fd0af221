"""The door of a school's room and the teacher's panel, in Chromium: phone and desk, keys and mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.room.server import Room
from tests.axe import barriers

from .browser import OpenWindow, chromium, composer, enter, shoot, windows
from .school import PASSWORD, Clock, code, school, student

__all__ = ["chromium", "windows"]
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}


@pytest_asyncio.fixture(loop_scope="session")
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with Room(school(data_file=tmp_path / "room.sqlite3")) as room:
        yield room


async def come_in(page: Page, join: str, name: str) -> None:
    """Through the door with the keyboard alone."""
    await expect(page.get_by_label("Join code")).to_be_focused()
    await page.keyboard.type(join)
    await page.keyboard.press("Tab")
    await page.keyboard.type(name)
    await page.keyboard.press("Enter")


async def come_in_to_teach(page: Page, name: str = "Ms Novak") -> None:
    await page.get_by_text("I teach here").click()
    await page.get_by_label("Teacher's password").fill(PASSWORD)
    await page.get_by_label("Your name in class").fill(name)
    await page.keyboard.press("Enter")
    await expect(composer(page)).to_be_enabled()


async def fits_the_phone(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_a_student_comes_in_by_keyboard_and_finds_their_way_back(
    room: Room, windows: OpenWindow
) -> None:
    page = await windows(room.url, "mia", **PHONE)
    assert await barriers(page, "door") == []
    assert await fits_the_phone(page)
    await shoot(page, "door-phone-dark")
    await come_in(page, "ccc ccc", "Mia")
    await expect(page.get_by_label("Join code")).to_be_focused()
    await expect(page.get_by_text("No class has this code today.")).to_be_visible()
    await expect(page.get_by_label("Join code")).to_have_attribute("aria-invalid", "true")
    assert await barriers(page, "wrong code") == []
    await page.get_by_label("Join code").fill(code(room).lower().replace("-", " "))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Welcome, Mia")).to_be_visible()
    words = " ".join(await page.locator(".own-words span").all_inner_texts())
    assert len(words.split()) == 4
    assert await barriers(page, "words") == []
    await shoot(page, "door-words")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name="#9b")).to_be_visible()
    assert await page.get_by_role("link", name="10a").count() == 0
    await page.reload()
    await expect(page.get_by_role("heading", level=1, name="#9b")).to_be_visible()

    other = await windows(room.url, "mia elsewhere", color_scheme="dark", **PHONE)
    await come_in(other, code(room), "mia")
    await expect(other.get_by_text("Somebody of that name is here already.")).to_be_visible()
    assert await barriers(other, "name taken") == []
    await shoot(other, "door-name-taken")
    await other.get_by_label("Your four words").fill("oak elm fox ivy")
    await other.keyboard.press("Enter")
    await expect(other.get_by_text("These are not the words")).to_be_visible()
    await other.get_by_label("Your four words").fill(words.upper())
    await other.keyboard.press("Enter")
    await expect(other.get_by_role("heading", level=1, name="#9b")).to_be_visible()
    await other.get_by_role("button", name="Channels").click()
    await other.locator(".people summary").click()
    assert await barriers(other, "way out") == []
    await other.get_by_role("button", name="Leave this device").click()
    await expect(other.get_by_label("Join code")).to_be_focused()
    await other.reload()
    await expect(other.get_by_label("Join code")).to_be_focused()


async def test_too_many_tries_count_down_and_end(windows: OpenWindow, tmp_path: Path) -> None:
    clock = Clock()
    async with Room(school(clock=clock)) as room:
        page = await windows(room.url, "mia", **PHONE)
        send = page.get_by_role("button", name="Come in", exact=True)
        await come_in(page, "ccc ccc", "Mia")
        for _ in range(4):
            await page.get_by_label("Join code").fill("ccc ccd")
            await send.click()
            await expect(page.get_by_text("No class has this code")).to_be_visible()
        await send.click()
        await expect(page.get_by_text("Too many tries.")).to_be_visible()
        await expect(page.get_by_role("button", name="Wait")).to_be_disabled()
        assert await barriers(page, "too many tries") == []
        await shoot(page, "door-too-many-tries")
        clock.ahead += 60
        await expect(send).to_be_enabled()
        await page.get_by_label("Join code").fill(code(room))
        await send.click()
        await expect(page.get_by_role("heading", name="Welcome, Mia")).to_be_visible()


async def test_the_teachers_panel(room: Room, windows: OpenWindow) -> None:
    teacher = await windows(room.url, "novak", color_scheme="dark")
    await come_in_to_teach(teacher)
    await teacher.get_by_role("button", name="Class", exact=True).click()
    panel = teacher.get_by_role("dialog", name="Class")
    nine = panel.get_by_role("region", name="Class 9B")
    await expect(nine).to_contain_text(code(room))
    await expect(nine).to_contain_text("Nobody has come in yet.")

    mia = await windows(room.url, "mia", **PHONE)
    await come_in(mia, code(room), "Mia")
    await mia.get_by_role("button", name="I have written them down").click()
    await expect(nine).to_contain_text("1 in this class, 1 here now")
    async with student(room, "Ida"):
        await expect(nine.get_by_role("listitem")).to_have_count(2)
        assert await barriers(teacher, "panel") == []
        await shoot(teacher, "class-panel")
        await nine.get_by_role("button", name="Show on the wall").click()
        wall = teacher.get_by_role("dialog", name="Join code of 9B")
        await expect(wall).to_contain_text(code(room))
        await expect(wall).to_contain_text(room.url)
        assert await barriers(teacher, "wall") == []
        await shoot(teacher, "class-wall")
        await teacher.keyboard.press("Escape")
    await expect(nine).to_contain_text("2 in this class, 1 here now")

    line = nine.get_by_role("listitem").filter(has_text="Mia")
    await line.get_by_role("button", name="Rename").click()
    await teacher.keyboard.type("Teacher")
    await teacher.keyboard.press("Enter")
    await expect(nine.get_by_role("alert").filter(has_text="taken for")).to_be_visible()
    await teacher.get_by_role("textbox", name="New name for Mia").fill("Mia K.")
    await teacher.keyboard.press("Enter")
    line = nine.get_by_role("listitem").filter(has_text="Mia K.")
    await expect(line).to_be_visible()
    await expect(mia).to_have_title("#9b · Mia K. · Practice room")

    old = code(room)
    await nine.get_by_role("button", name="New code").click()
    await nine.get_by_role("button", name="Replace the code").click()
    await expect(nine).not_to_contain_text(old)
    await expect(nine).to_contain_text(code(room))
    await nine.get_by_role("button", name="Close the door").click()
    await expect(nine).to_contain_text("nobody new comes in")
    await nine.get_by_role("button", name="Open the door").click()

    await line.get_by_role("button", name="Remove").click()
    await line.get_by_role("button", name="Remove for good").click()
    await expect(mia.get_by_text("Your teacher has taken you out of the class.")).to_be_visible()
    assert await barriers(mia, "removed") == []
    await shoot(mia, "door-removed")
    await expect(line).to_have_count(0)


async def test_the_panel_on_a_phone_with_a_class_of_twenty_eight(
    room: Room, windows: OpenWindow
) -> None:
    async with AsyncExitStack() as stack:
        for number in range(28):
            person = student(room, f"Anna-{number} of the long family")
            await stack.enter_async_context(person)
        page = await windows(room.url, "novak", **PHONE)
        await come_in_to_teach(page)
        await page.get_by_role("button", name="Channels").click()
        await page.get_by_role("button", name="Class", exact=True).click()
        nine = page.get_by_role("region", name="Class 9B")
        await expect(nine).to_contain_text("28 in this class, 28 here now")
        assert await barriers(page, "panel on a phone") == []
        rights = (
            "[...document.querySelectorAll('dialog *')].map((e) => e.getBoundingClientRect().right)"
        )
        assert max(await page.evaluate(rights)) <= 360
        await nine.get_by_role("listitem").last.scroll_into_view_if_needed()
        await shoot(page, "class-panel-phone")


async def test_a_room_that_is_closed_says_so_and_comes_back(
    windows: OpenWindow, tmp_path: Path
) -> None:
    settings = {"data_file": tmp_path / "room.sqlite3"}
    async with Room(school(**settings)) as room:
        page = await windows(room.url, "mia", **PHONE)
        await come_in(page, code(room), "Mia")
        await page.get_by_role("button", name="I have written them down").click()
        await composer(page).fill("a thought half")
        port = int(room.url.rpartition(":")[2])
    await expect(page.get_by_text("The room is closed.")).to_be_visible()
    assert await barriers(page, "closed") == []
    await shoot(page, "room-closed")
    async with Room(school(**settings, port=port, classes=("10A",))):
        await expect(page.get_by_text("The room of your class is closed today.")).to_be_visible(
            timeout=15_000
        )
        await shoot(page, "door-closed-today")
    async with Room(school(**settings, port=port)):
        await page.reload()
        await enter_by_drawer(page, "9b")
        await expect(page.get_by_role("heading", level=1, name="#9b")).to_be_visible()


async def enter_by_drawer(page: Page, name: str) -> None:
    await page.get_by_role("button", name="Channels").click()
    await enter(page, name)
