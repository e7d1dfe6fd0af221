"""`kill -9` at any moment of a turn: after the next start the answer comes, once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import yaml

from bot.room.people import Person
from bot.room.server import Room
from bot.room.settings import RateLimits, RoomSettings
from tests.whole.practice import ROOT, Thread, floor_is_at, speak, spoken, start

WORDS = "A hundred technicians guard a loan, and nobody starts a war over a loan."


class Process:
    """The bot as a process of its own, pointed at a room."""

    def __init__(self, room: Room, home: Path) -> None:
        self._room = room
        self._home = home
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        command = [sys.executable, "-m", "bot", "run", "--config", str(self._home / "config.yaml")]
        self._process = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env={**os.environ, "DISCORD_TOKEN": self._room.token},
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self._process
        if self._process.returncode is None:
            self._process.send_signal(how)
        await self._process.wait()


@asynccontextmanager
async def room_and_bot(tmp: Path, words_a_second: float) -> AsyncIterator[tuple[Room, Process]]:
    for folder in ("prompts", "corpus"):
        (tmp / folder).symlink_to(ROOT / folder)
    async with Room(RoomSettings(port=0, rate_limits=RateLimits.off())) as room:
        config = {
            "discord": {
                "api_base": room.api_base,
                "gateway_url": room.gateway_url,
                "ready_seconds": 0.1,
            },
            "speaking": {"words_a_second": words_a_second, "edit_seconds": 0.05},
            "classroom": {"ask_consent": False, "names_in_exports": True},
        }
        (tmp / "config.yaml").write_text(yaml.safe_dump(config))
        process = Process(room, tmp)
        await process.start()
        try:
            yield room, process
        finally:
            await process.kill()


async def at_once(ada: Person, thread: Thread) -> None:
    """The words are acknowledged, and that is all."""


async def when_the_answer_begins(ada: Person, thread: Thread) -> None:
    await ada.wait_message(lambda m: "2 of 6" in m["content"], channel=thread.id)


async def in_mid_answer(ada: Person, thread: Thread) -> None:
    await ada.wait_message(
        lambda m: "2 of 6" in m["content"] and len(m["content"]) > 150, channel=thread.id
    )


@pytest.mark.parametrize("moment", [at_once, when_the_answer_begins, in_mid_answer])
async def test_the_answer_comes_once_after_a_kill(
    tmp_path: Path, moment: Callable[[Person, Thread], Awaitable[None]]
) -> None:
    async with room_and_bot(tmp_path, words_a_second=40) as (room, bot):
        async with Person.arrive(room.url, "ada") as ada:
            await ada.wait_command("transcript", timeout=30)
            await ada.wait_bot(timeout=30)
            thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
            given = await speak(ada, thread, 0, WORDS)
            assert await given.wait() == "done"
            await moment(ada, thread)
            await bot.kill()
            await ada.wait_bot(online=False)
            await bot.start()
            await spoken(ada, thread, "2 of 6")
            answers = [m for m in ada.messages(thread.id) if "2 of 6" in m["content"]]
            assert len(answers) == 1
            mine = [m for m in ada.messages(thread.id) if WORDS in m["content"]]
            assert len(mine) == 1
            await speak(ada, thread, 2, "The button of before the crash still opens a form.")
            await ada.wait_message(lambda m: "3 of 6" in m["content"], channel=thread.id)


async def test_a_form_opened_before_a_crash_is_taken_after_it(tmp_path: Path) -> None:
    async with room_and_bot(tmp_path, words_a_second=10_000) as (room, bot):
        async with Person.arrive(room.url, "ada") as ada:
            await ada.wait_command("transcript", timeout=30)
            await ada.wait_bot(timeout=30)
            thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
            card = await floor_is_at(ada, thread, 0)
            await ada.press(card, custom_id=f"parley:speak:{thread.debate}:0")
            modal = await ada.wait_modal()
            await bot.kill(signal.SIGTERM)
            await ada.wait_bot(online=False)
            await bot.start()
            await ada.wait_bot(timeout=30)
            await ada.submit(modal, speech=WORDS)
            await floor_is_at(ada, thread, 2)
            assert any(WORDS in m["content"] for m in ada.messages(thread.id))
