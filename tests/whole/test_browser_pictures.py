"""The pictures of README and docs/teachers.md, of debates held anew: `make pictures` writes them."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, FloatRect, Page, expect

from bot.classroom.reporting import report_of
from bot.exports.report import report_files
from bot.room.people import Person
from bot.room.settings import STUDENT, TEACHER, Resident
from tests.classroom.term import CRITERIA, a_term
from tests.room.browser import OpenWindow, articles, chromium, enter, windows
from tests.whole.hands import SLOW, Pointer, open_debate, shown_sources, speech, turn_button
from tests.whole.lessons import MOTION, assigned, role, set_up, told
from tests.whole.practice import ROOT, Thread, floor_is_at, practice, speak
from tests.whole.test_class_tools import answered

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

ANSWER = (
    "You say that force gives words their weight. But a threat has to be carried out once it is not "
    "believed, and then the talking is over. Whoever is threatened digs in, because to give way is "
    "to invite "
)
PICTURES = ROOT / "docs" / "pictures"

NAMES = (
    *("Amira", "Beatriz", "Chidi", "Dalia", "Emil", "Farah", "Goran", "Hana", "Ilse", "Jonas"),
    *("Kofi", "Lena", "Mateo", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tamsin"),
    *("Umar", "Vera", "Wanda", "Xavier", "Yara", "Zoran", "Aiko", "Bruno"),
)
CLASS = (
    Resident("tess", "Ms Okafor", (TEACHER,)),
    *(Resident(name.lower(), name, (STUDENT,)) for name in NAMES),
)
MAIL = "My cousin worked in Caracas; write to amira.k@example.org and she will tell you more."


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


async def first_turn(person: Person) -> tuple[Thread, int]:
    """The debate that a teacher opened for somebody, and the first turn that is theirs."""
    mine = f"<@{person.me['id']}>, you speak for"
    call = await person.wait_message(lambda m: mine in m["content"], timeout=60)
    channel = await person.wait_thread(lambda c: c["id"] == call["channel_id"])
    thread = Thread(call["channel_id"], channel["name"].rpartition("· ")[2])
    turn = 0 if "affirmative" in call["content"] else 1
    await floor_is_at(person, thread, turn)
    return thread, turn


async def with_a_class(teacher: Person) -> None:
    """A class of 28, each with a debate."""
    await set_up(teacher, name="9B")
    await told(teacher, "debates", "class roster add", role=role(teacher, STUDENT))
    said = await assigned(teacher, "teachers", motion=MOTION, format="quick", clock="live")
    assert "28 debates open" in said
    await told(teacher, "teachers", "class board")


async def test_what_the_teachers_guide_shows_is_there(tmp_path: Path, windows: OpenWindow) -> None:
    async with (
        practice(tmp_path, residents=CLASS) as p,
        p.arrive("tess") as okafor,
        p.arrive("amira") as amira,
    ):
        await with_a_class(okafor)
        page = await windows(
            p.room.url,
            "tess",
            viewport={"width": 1280, "height": 800},
            color_scheme="light",
            locale="en-GB",
        )
        await enter(page, "teachers")
        thread, turn = await first_turn(amira)
        await answered(amira, speak(amira, thread, turn, MAIL))
        held = articles(page).filter(has_text="Held back: personal data")
        await expect(held.get_by_role("button", name="Approve")).to_be_in_viewport(timeout=SLOW)
        beside = page.get_by_role("region").filter(has_text="9B: 28 open")
        await expect(beside).to_contain_text("Needs you (1)", timeout=SLOW)
        await page.mouse.move(640, 5)
        await picture(page, "desk")


async def test_a_students_report_is_there(tmp_path: Path, chromium: Browser) -> None:
    """Of a made-up term of one student, with the charts and the words of today."""
    term = a_term(students=1, debates=12)
    names = {"s00": "Heron"}
    found = report_of(term, ("s00",), at=term[-1].opened_at + timedelta(days=1))
    page_file = tmp_path / "report.html"
    page_file.write_bytes((await report_files(found, names, criteria=CRITERIA))["report.html"])
    page = await chromium.new_page(viewport={"width": 900, "height": 1340})
    await page.goto(page_file.as_uri())
    await expect(page.get_by_role("heading", level=1)).to_have_text("Report on Heron")
    await picture(page, "report")
    await page.close()
