"""A class in the practice room as `parley room --class` opens it: the door, consent, a debate."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot import wiring
from bot.config import Config, DiscordSettings, SpeakingSettings
from bot.room.people import Person, buttons_of, text_of
from bot.room.server import Room
from bot.room.settings import RateLimits, RoomSettings
from tests.room.browser import OpenWindow, chromium, composer, shoot, windows
from tests.room.school import PASSWORD, code, student, teacher
from tests.whole.hands import MOTION, Pointer
from tests.whole.lessons import assigned, board_of, told
from tests.whole.practice import HURRIED, ROOT, Thread, download, floor_is_at, speak
from tests.whole.test_class_tools import answered

__all__ = ["chromium", "windows"]

SLOW = 20_000
QUICK = {"motion": "small-deployments", "format": "quick", "school": "hawk"}


@asynccontextmanager
async def class_room(data: Path, *classes: str) -> AsyncIterator[Room]:
    """The room that holds these classes, with the bot in it."""
    speaking = SpeakingSettings(patience=HURRIED, words_a_second=100_000, edit_seconds=0.02)
    config = Config(discord=DiscordSettings(ready_seconds=0.05), speaking=speaking)
    opened: asyncio.Future[Room] = asyncio.get_running_loop().create_future()
    settings = RoomSettings(
        port=0,
        data_file=data / "classes.sqlite3",
        classes=classes,
        teacher_password=PASSWORD,
        rate_limits=RateLimits.off(),
    )
    home = wiring.Home(config, ROOT, data)
    work = wiring.run_room(home, settings, with_bot=True, opened=opened.set_result)
    running = asyncio.create_task(work)
    either: set[asyncio.Future[Any]] = {opened, running}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    try:
        if running.done():
            running.result()
        yield opened.result()
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def agree(person: Person, channel: str) -> None:
    """Ask for a debate, read the notice, agree."""
    await person.wait_command("transcript", timeout=20)
    await person.wait_bot(timeout=20)
    await person.slash(channel, "debate start", **QUICK)
    notice = await person.wait_ephemeral(lambda m: "Before you take part" in m["content"])
    yes = next(b for b in buttons_of(notice) if ":agree:" in b["custom_id"])
    await person.press(notice, custom_id=yes["custom_id"])
    await person.wait_ephemeral(lambda m: "Go on where you were" in m["content"])


async def test_a_class_debates_and_the_other_class_sees_nothing_of_it(tmp_path: Path) -> None:
    async with (
        class_room(tmp_path, "9B", "10A") as room,
        student(room, "Mia") as mia,
        student(room, "Jan", "10A") as jan,
        teacher(room) as novak,
    ):
        await agree(mia, "9b")
        await mia.slash("9b", "debate start", **QUICK)
        thread = await mia.wait_thread(lambda c: True, timeout=20)
        await mia.wait_message(lambda m: bool(buttons_of(m)), channel=thread["id"], timeout=20)
        assert await novak.wait_thread(lambda c: c["id"] == thread["id"])
        assert jan.threads == []
        own = jan.channel_id("10a")
        assert {m["channel_id"] for m in jan.messages()} <= {own}
        # One who is taken out is out of the debate's thread as well, and the bot goes on.
        await novak.do("class_remove", person=mia.me["id"])
        with pytest.raises((ConnectionError, RuntimeError)):
            await mia.say(thread["id"], "am I still here?")
        await agree(jan, "10a")
        await jan.slash("10a", "debate start", **QUICK)
        assert (await jan.wait_thread(lambda c: True, timeout=20))["id"] != thread["id"]


async def test_a_class_is_set_up_by_itself_and_its_records_are_its_own(tmp_path: Path) -> None:
    async with (
        class_room(tmp_path, "9B") as room,
        student(room, "Mia") as mia,
        teacher(room) as novak,
    ):
        await mia.wait_message(lambda m: "Practice a debate" in text_of(m), channel="9b")
        await board_of(novak, "/class assign")
        await agree(novak, "9b")
        said = await told(novak, "9b", "class roster add", role=room.classes[0].key)
        assert "1 student added: Mia" in said
        assert "1 debate open" in await assigned(novak, "9b")
        assert await mia.wait_message(lambda m: "you speak for the" in m["content"])
        assert await told(novak, "9b", "class board")
        await board_of(novak, "1 open", "Mia")
    assert not (tmp_path / "parley.sqlite3").exists()
    home = wiring.Home(Config(), ROOT, tmp_path).for_classes()
    async with wiring.reading(home) as store:
        (debate,) = await store.debates()
        assert debate.place == room.classes[0].channel
    assert home.articles == tmp_path / "articles", "what a teacher has imported serves both"


async def test_who_is_erased_is_in_no_file_of_the_room_either(tmp_path: Path) -> None:
    first = "Quillonia owes a loan, and a hundred technicians who look after it threaten nobody."
    second = "Zambrakia says a small step becomes a large one, but here are no missiles at all."
    async with class_room(tmp_path, "9B") as room, student(room, "Mia") as mia:
        await agree(mia, "9b")
        await mia.slash("9b", "debate start", **QUICK)
        channel = await mia.wait_thread(lambda c: True, timeout=20)
        thread = Thread(channel["id"], channel["name"].rpartition("· ")[2])
        await speak(mia, thread, 0, first)
        await floor_is_at(mia, thread, 2)
        await mia.say(thread.id, second)
        await floor_is_at(mia, thread, 4)
        files = await answered(mia, mia.slash(thread.id, "transcript"))
        texts = [await download(f) for f in files["attachments"] if f["filename"].endswith(".md")]
        assert b"Quillonia" in texts[0]
        assert "You are forgotten" in await told(mia, thread.id, "privacy erase", sure=True)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"classes.sqlite3", "parley.sqlite3"}
    spoken = [file for file in files if file.name in ("classes.sqlite3", "parley.sqlite3")]
    assert [file.stat().st_mode & 0o077 for file in spoken] == [0, 0]
    for word in (b"Quillonia", b"Zambrakia"):
        assert [file.name for file in files if word in file.read_bytes()] == []


async def test_twenty_eight_students_come_in_and_ask_at_once(tmp_path: Path) -> None:
    async with class_room(tmp_path, "9B") as room, AsyncExitStack() as stack:
        came = [student(room, f"Student number {n}") for n in range(28)]
        people = await asyncio.gather(*(stack.enter_async_context(each) for each in came))
        await asyncio.gather(*(agree(person, "9b") for person in people))
        said = [[m for m in person.ephemeral if "Go on" in m["content"]] for person in people]
        assert [len(each) for each in said] == [1] * 28


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_a_student_and_a_teacher_in_two_windows(tmp_path: Path, windows: OpenWindow) -> None:
    async with class_room(tmp_path, "9B") as room:
        novak = await windows(room.url, "novak")
        await novak.get_by_text("I teach here").click()
        await novak.get_by_label("Teacher's password").fill(PASSWORD)
        await novak.get_by_label("Your name in class").fill("Ms Novak")
        await novak.keyboard.press("Enter")
        await expect(novak.get_by_role("heading", level=1)).to_have_text("#9b", timeout=SLOW)

        mia = await windows(room.url, "mia", viewport={"width": 360, "height": 740})
        await mia.get_by_label("Join code").fill(code(room))
        await mia.get_by_label("Your name in this class").fill("Mia")
        await mia.keyboard.press("Enter")
        await mia.get_by_role("button", name="I have written them down").click()
        await expect(composer(mia)).to_be_enabled(timeout=SLOW)
        await expect(mia.locator("#banner")).to_be_empty(timeout=SLOW)

        hands = Pointer(mia)
        await hands.command("debate start", {"motion": MOTION})
        await mia.get_by_role("button", name=re.compile("agree", re.IGNORECASE)).first.click()
        await expect(mia.get_by_text("Go on where you were")).to_be_visible(timeout=SLOW)
        await mia.keyboard.press("Escape")
        await hands.command("debate start", {"motion": MOTION})
        title = mia.get_by_role("heading", level=1)
        await expect(title).to_contain_text(MOTION, timeout=SLOW)
        await shoot(mia, "class-debate-phone")

        thread = novak.get_by_role("navigation").get_by_role("link", name=MOTION)
        await thread.click(timeout=SLOW)
        await expect(novak.get_by_role("heading", level=1)).to_contain_text(MOTION, timeout=SLOW)
        await novak.get_by_role("button", name="Class", exact=True).click()
        await expect(novak.get_by_text("1 in this class, 1 here now")).to_be_visible()
        await shoot(novak, "class-debate-teacher")
