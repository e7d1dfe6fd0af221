"""A whole Parley for a test: a practice room, the real discord.py in it, and people who debate."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot import wiring
from bot.config import (
    BudgetSettings,
    ClassSettings,
    Config,
    DiscordSettings,
    ModelSettings,
    Patience,
    SpeakingSettings,
)
from bot.room.people import Interaction, Person, buttons_of, text_of
from bot.room.server import Room
from bot.room.settings import RateLimits, RoomSettings

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SPEC = ROOT.parent / "shared" / "data" / "discord-openapi.json"

HURRIED = Patience(
    connect=1,
    first_token=1,
    between_tokens=0.5,
    whole_speech=10,
    attempts=3,
    longest_retry_after=0.2,
)

AT_HOME = ClassSettings(ask_consent=False, names_in_exports=True)
"""As in a practice room of one's own."""

Message = dict[str, Any]


@dataclass
class Practice:
    """A room and what is known of it."""

    room: Room
    home: wiring.Home
    exchanges: list[Any] = field(default_factory=list)
    bot: asyncio.Task[None] | None = None

    def arrive(self, key: str) -> Person:
        return Person.arrive(self.room.url, key)

    def start_bot(self) -> None:
        settings = self.home.config.discord.model_copy(
            update={"api_base": self.room.api_base, "gateway_url": self.room.gateway_url}
        )
        self.bot = asyncio.create_task(wiring.run_bot(self.home, settings, self.room.token))

    async def stop_bot(self) -> None:
        if self.bot:
            self.bot.cancel()
            await asyncio.gather(self.bot, return_exceptions=True)
            self.bot = None

    async def ready(self) -> None:
        """Wait until the bot has logged in and offers its commands, or has failed."""
        async with self.arrive("tess") as tess:
            known = asyncio.create_task(_is_in(tess))
            assert self.bot is not None
            done, _ = await asyncio.wait({known, self.bot}, return_when=asyncio.FIRST_COMPLETED)
            if self.bot in done:
                known.cancel()
                self.bot.result()
            await known


async def _is_in(person: Person) -> None:
    await person.wait_command("transcript", timeout=20)
    await person.wait_bot(timeout=20)


async def download(attachment: dict[str, Any]) -> bytes:
    """What a person gets who follows an attachment's link."""
    async with aiohttp.ClientSession() as session, session.get(attachment["url"]) as answer:
        answer.raise_for_status()
        return await answer.read()


@asynccontextmanager
async def practice(
    data: Path,
    *,
    models: tuple[ModelSettings, ...] = (),
    patience: Patience = HURRIED,
    words_a_second: float = 100_000,
    edit_seconds: float = 0.02,
    discord: DiscordSettings | None = None,
    classroom: ClassSettings | None = None,
    budget: BudgetSettings | None = None,
    start_bot: bool = True,
    **room: Any,
) -> AsyncIterator[Practice]:
    """A room with the bot in it. `models` are asked before the offline opponent."""
    config = Config(
        discord=discord or DiscordSettings(ready_seconds=0.05),
        classroom=classroom or AT_HOME,
        budget=budget or BudgetSettings(),
        speaking=SpeakingSettings(
            models=models,
            patience=patience,
            words_a_second=words_a_second,
            edit_seconds=edit_seconds,
        ),
    )
    exchanges: list[Any] = []
    settings = {"port": 0, "rate_limits": RateLimits.off(), "on_exchange": exchanges.append, **room}
    async with Room(RoomSettings(**settings)) as opened:
        here = Practice(opened, wiring.Home(config, ROOT, data), exchanges)
        try:
            if start_bot:
                here.start_bot()
                await here.ready()
            yield here
        finally:
            await here.stop_bot()


# --- reading messages ---------------------------------------------------------------------------


def has_button(fragment: str) -> Callable[[Message], bool]:
    """Whether a message has a button whose id contains this."""
    return lambda m: any(fragment in b.get("custom_id", "") for b in buttons_of(m))


def button_id(message: Message, fragment: str) -> str:
    return next(b["custom_id"] for b in buttons_of(message) if fragment in b.get("custom_id", ""))


# --- debating -----------------------------------------------------------------------------------


@dataclass
class Thread:
    """A debate as somebody sees it in its thread."""

    id: str
    debate: str


async def start(person: Person, **options: str) -> Thread:
    """Open a debate and find its thread."""
    known = {m["id"] for m in person.ephemeral}
    await person.slash("debates", "debate start", **options)
    told = await person.wait_ephemeral(
        lambda m: m["id"] not in known and "Your debate is open" in m["content"]
    )
    id = told["content"].partition("<#")[2].partition(">")[0]
    channel = await person.wait_thread(lambda c: c["id"] == id)
    return Thread(id, channel["name"].rpartition("· ")[2])


async def speak(person: Person, thread: Thread, turn: int, text: str) -> Interaction:
    """Press the button of a turn as soon as it is there, and fill in the form."""
    fragment = f"parley:speak:{thread.debate}:{turn}"
    message = await person.wait_message(has_button(fragment), channel=thread.id, timeout=15)
    return await person.submit(await _form(person, message, fragment), speech=text)


async def _form(person: Person, message: Message, fragment: str) -> Message:
    """Press the button until its form opens: on a busy machine the bot may ask for another press."""
    while True:
        before = len(person.ephemeral)
        await person.press(message, custom_id=button_id(message, fragment))

        def come(before: int = before) -> bool:
            late = any("once more" in m["content"] for m in person.ephemeral[before:])
            return late or bool(person.modals)

        await person.wait(come, 15, lambda: f"a form; what was seen:\n{person.seen_text()}")
        if person.modals:
            return await person.wait_modal()


async def floor_is_at(person: Person, thread: Thread, turn: int) -> Message:
    """Wait until the button for this turn stands in the thread."""
    fragment = f"parley:speak:{thread.debate}:{turn}"
    return await person.wait_message(has_button(fragment), channel=thread.id, timeout=15)


async def spoken(person: Person, thread: Thread, place: str) -> Message:
    """Wait until the speech at this place (“2 of 6”) stands there after its last edit."""

    def stands(m: Message) -> bool:
        said: str = m["content"]
        return place in said and not said.endswith(("▍", "…"))

    return await person.wait_message(stands, channel=thread.id, timeout=20)


__all__ = ["text_of"]
