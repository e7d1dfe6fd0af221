"""A class to measure in: the practice room and its people in this process, the bot in its own.

The room keeps Discord's rate limits. All times are those of this process's loop, in seconds, so
that what the model server sent and what a person saw can be subtracted from one another.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.discord_ui.streaming import CURSOR
from bot.room.people import Person
from bot.room.server import Room, RoomSettings

ROOT = Path(__file__).parents[1]
START_SECONDS = 60.0
STOP_SECONDS = 10.0
PLACE = re.compile(r"· (\d+) of \d+$")
"""The end of a speaker line: which turn of how many."""


class NotReady(Exception):
    """The bot did not come into the room; the text ends with what it said last."""


@dataclass(slots=True)
class Sighting:
    """One speech as a person saw it: when its visible words changed, and when it was whole."""

    changes: list[tuple[float, str]] = field(default_factory=list)
    final: float | None = None

    def see(self, at: float, content: str) -> None:
        """Take in the message as it stands at `at`."""
        words = content.partition("\n")[2]
        growing = words.endswith((CURSOR, "…"))
        words = words.removesuffix(CURSOR).rstrip("…").strip()
        if words and (not self.changes or words != self.changes[-1][1]):
            self.changes.append((at, words))
        if words and not growing and self.final is None:
            self.final = at

    @property
    def text(self) -> str:
        return self.changes[-1][1] if self.changes else ""

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.changes]


class Watcher(Person):
    """A person with a watch: notes when each frame came."""

    def __init__(self, url: str, key: str) -> None:
        super().__init__(url, key)
        self.speeches: dict[tuple[str, int], Sighting] = {}
        """By the thread's id and the turn, from 1."""
        self.threads_of: dict[str, str] = {}
        """The thread that a command has opened, by the interaction's id."""
        self.answered: dict[str, float] = {}
        """When an interaction was first acknowledged or failed, by its id."""

    def _take(self, frame: dict[str, Any]) -> None:
        self._note(frame, asyncio.get_running_loop().time())
        super()._take(frame)

    def _note(self, frame: dict[str, Any], at: float) -> None:
        kind, data = frame.get("t"), frame.get("d")
        if kind in ("message", "message_edit") and isinstance(data, dict):
            content = data["content"]
            if place := PLACE.search(content.partition("\n")[0]):
                speech = data["channel_id"], int(place[1])
                self.speeches.setdefault(speech, Sighting()).see(at, content)
            if data.get("interaction_id") and "<#" in content:
                thread = content.partition("<#")[2].partition(">")[0]
                self.threads_of[data["interaction_id"]] = thread
        elif kind == "interaction" and isinstance(data, dict) and data["state"] != "sent":
            self.answered.setdefault(data["id"], at)


@dataclass(frozen=True, slots=True)
class Classroom:
    """An open room with the bot in it. `pid` is the bot's process."""

    url: str
    pid: int
    log: Path

    def arrive(self, key: str) -> Watcher:
        return Watcher(self.url, key)

    def last_words(self) -> str:
        """The end of the bot's log."""
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-5:])


@asynccontextmanager
async def classroom(speaking: Mapping[str, object]) -> AsyncIterator[Classroom]:
    """A room with the bot in it; `speaking` is that part of its config.yaml.

    Raises NotReady when the bot does not come.
    """
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        home = Path(folder)
        async with Room(RoomSettings(port=0)) as room:
            _furnish(home, room, speaking)
            process = await _bot(home, room.token)
            try:
                opened = Classroom(room.url, process.pid, home / "bot.log")
                await _ready(opened, process)
                yield opened
            finally:
                await _end(process)


def _furnish(home: Path, room: Room, speaking: Mapping[str, object]) -> None:
    for folder in ("prompts", "corpus"):
        (home / folder).symlink_to(ROOT / folder)
    where = {"api_base": room.api_base, "gateway_url": room.gateway_url, "ready_seconds": 0.1}
    config = {
        "discord": where,
        "speaking": dict(speaking),
        "classroom": {"ask_consent": False},
    }
    (home / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")


async def _bot(home: Path, token: str) -> asyncio.subprocess.Process:
    with (home / "bot.log").open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            *("--config", str(home / "config.yaml"), "--data-dir", str(home / "data")),
            cwd=ROOT,
            env={**os.environ, "DISCORD_TOKEN": token},
            stdout=log,
            stderr=log,
        )


async def _ready(opened: Classroom, process: asyncio.subprocess.Process) -> None:
    """Wait until the bot is in the room and offers its commands."""
    async with opened.arrive("tess") as tess:
        gone = asyncio.create_task(process.wait())
        come = asyncio.create_task(_is_in(tess))
        await asyncio.wait({gone, come}, return_when=asyncio.FIRST_COMPLETED)
        left = gone.done()
        gone.cancel()
        try:
            if not left:
                await come
        except AssertionError as unseen:
            raise NotReady(f"The bot did not come. {unseen}\n{opened.last_words()}") from None
        finally:
            come.cancel()
    if left:
        raise NotReady(f"The bot ended with {process.returncode}.\n{opened.last_words()}")


async def _is_in(person: Person) -> None:
    await person.wait_command("transcript", timeout=START_SECONDS)
    await person.wait_bot(timeout=START_SECONDS)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
