"""Whole debates in Chromium: with the keyboard alone, on a phone, over a line that breaks,
through a restart, and with four people in four windows."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.async_api import expect

from tests.room.browser import OpenWindow, chromium, composer, shoot, windows
from tests.whole.hands import (
    HAWK,
    MOTION,
    REALIST,
    SLOW,
    Keyboard,
    Part,
    Pointer,
    card,
    give,
    go_to,
    is_over,
    open_debate,
    shown_sources,
    speech,
    take_transcript,
    turn_button,
)
from tests.whole.lines import Line
from tests.whole.practice import ROOT, practice

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

__all__ = ["chromium", "windows"]

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}


async def test_the_keyboard_alone_is_enough(tmp_path: Path, windows: OpenWindow) -> None:
    async with practice(tmp_path, words_a_second=600) as p:
        page = await windows(p.room.url, "ada", viewport=DESKTOP, color_scheme="dark")
        hands = Keyboard(page)
        await open_debate(hands, **HAWK.options)
        for turn, words in HAWK.words.items():
            await give(hands, turn, words)
        await is_over(page, HAWK)
        sources = speech(page, 1).get_by_role("button", name="Sources")
        await hands.act(sources)
        await expect(shown_sources(page)).to_be_visible(timeout=SLOW)
        await shoot(page, "keyboard-sources")
        await page.keyboard.press("Escape")
        await expect(shown_sources(page)).to_have_count(0)
        await expect(sources).to_be_focused()
        await take_transcript(hands, HAWK)
        await shoot(page, "keyboard-transcript")


async def test_on_a_phone_a_line_that_breaks_in_mid_speech_costs_nothing(
    tmp_path: Path, windows: OpenWindow
) -> None:
    line = Line()
    async with practice(tmp_path, words_a_second=40, edit_seconds=0.1) as p:
        page = await windows(
            p.room.url,
            "ada",
            before=line.lay,
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            color_scheme="light",
        )
        hands = Pointer(page, touch=True)
        await open_debate(hands, **REALIST.options)
        await give(hands, 0, REALIST.words[0])
        await expect(speech(page, 2)).to_have_text(re.compile("2 of 6.{60}", re.S), timeout=SLOW)
        await line.cut()
        banner = page.locator("#banner")
        await expect(banner).to_contain_text("Connection lost")
        await expect(speech(page, 2).locator(".row button")).to_have_count(0)
        await hands.write("A note to myself")
        await shoot(page, "phone-cut")
        line.mend()
        await expect(banner).to_be_empty(timeout=SLOW)
        await expect(turn_button(page, 2)).to_be_visible(timeout=SLOW)
        await expect(composer(page)).to_have_value("A note to myself")
        await composer(page).fill("")
        await give(hands, 2, REALIST.words[2])
        await shoot(page, "phone-debate")
        await give(hands, 4, REALIST.words[4])
        await is_over(page)
        await take_transcript(hands)
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@asynccontextmanager
async def parley_room(
    home: Path, port: int
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """`parley room` as a process of its own: its address, and the process, ended with a kill."""
    command = [sys.executable, "-m", "bot", "room", "--no-browser", "--port", str(port)]
    command += ["--config", str(home / "config.yaml"), "--data-dir", str(home / "data")]
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout
        told = (await process.stdout.readline()).decode()
        yield next(word for word in told.split() if word.startswith("http")), process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def test_on_a_phone_by_keyboard_a_killed_process_comes_back_to_the_same_page(
    tmp_path: Path, windows: OpenWindow
) -> None:
    for folder in ("prompts", "corpus"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    speaking = {"words_a_second": 600, "edit_seconds": 1.2}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump({"speaking": speaking}))
    async with parley_room(tmp_path, 0) as (url, _):
        page = await windows(url, "ada", viewport=PHONE, color_scheme="dark")
        hands = Keyboard(page)
        await open_debate(hands, **REALIST.options)
        await give(hands, 0, REALIST.words[0])
        await turn_button(page, 2).wait_for(timeout=SLOW)
        await hands.write("A note to myself")
        await hands.act(turn_button(page, 2))
        form = page.get_by_role("dialog").get_by_role("textbox")
        await expect(form).to_be_focused(timeout=SLOW)
        words = REALIST.words[2]
        half = len(words) // 2
        await page.keyboard.insert_text(words[:half])
    banner = page.locator("#banner")
    await expect(banner).to_contain_text("Connection lost", timeout=SLOW)
    await shoot(page, "phone-killed")
    async with parley_room(tmp_path, urlsplit(url).port or 0):
        await expect(banner).to_be_empty(timeout=2 * SLOW)
        await expect(form).to_be_focused()
        await hands.fill_in(words[half:])
        await expect(speech(page, 3)).to_contain_text(words[:40], timeout=SLOW)
        await expect(composer(page)).to_have_value("A note to myself")
        await give(hands, 4, REALIST.words[4])
        await is_over(page)
        await shoot(page, "phone-by-keyboard")


async def test_four_people_hold_watch_and_end_one_debate(
    tmp_path: Path, windows: OpenWindow
) -> None:
    async with practice(tmp_path, words_a_second=600) as p:
        ada, ben, tess, sam = everybody = [
            await windows(p.room.url, key, viewport=DESKTOP)
            for key in ("ada", "ben", "tess", "sam")
        ]
        hands = {page: Pointer(page) for page in everybody}
        with_ben = Part("hawk", {}, opponent="another student")
        await open_debate(hands[ada], **with_ben.options)
        for page in (ben, tess, sam):
            await go_to(hands[page], MOTION)
            await expect(card(page)).to_be_visible(timeout=SLOW)
        await hands[ben].act(card(ben).get_by_role("button", name="Take the negative seat"))
        await expect(ben.get_by_text("You speak for the negative")).to_be_visible(timeout=SLOW)
        await ben.keyboard.press("Escape")
        await hands[sam].act(turn_button(sam, 0))
        refusal = "You hold no seat in this debate. You are welcome to watch."
        await expect(sam.get_by_text(refusal)).to_be_visible(timeout=SLOW)
        await shoot(sam, "stranger-refused")
        await sam.keyboard.press("Escape")
        await expect(card(sam)).to_be_visible()

        await give(hands[ada], 0, REALIST.words[0])
        for page in everybody:
            await expect(speech(page, 1)).to_contain_text(REALIST.words[0], timeout=SLOW)
        await p.stop_bot()
        for page in everybody:
            await expect(page.locator("#banner")).to_contain_text("Parley is away", timeout=SLOW)
        p.start_bot()
        for page in everybody:
            await expect(page.locator("#banner")).to_be_empty(timeout=SLOW)
        await give(hands[ben], 1, HAWK.words[1])
        for page in everybody:
            await expect(speech(page, 2)).to_contain_text(HAWK.words[1], timeout=SLOW)

        await expect(turn_button(ada, 2)).to_be_visible(timeout=SLOW)
        await hands[tess].command("debate end", {})
        for page in everybody:
            await expect(card(page)).to_contain_text("ended before its last speech", timeout=SLOW)
            await expect(turn_button(page, 2)).to_have_count(0)
        for page in (ada, ben, tess):
            await expect(page.get_by_text(refusal)).to_have_count(0)
        await shoot(tess, "teacher-ended")
        await shoot(sam, "stranger-watched")
