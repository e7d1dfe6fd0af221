"""A model's speaker makes out which arguments are heard beside the loop, and prepares that once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

from bot.config import ModelSettings, Patience
from bot.debate.arguments import Argument
from bot.llm.client import ModelClient
from bot.speakers.aside import Aside
from bot.speakers.llm import ModelSpeaker
from bot.speakers.prompts import load_prompts
from tests.debate.examples import delivers, floor, opening, played, posts, says
from tests.model_server import ModelServer, speech
from tests.speakers.shelf import Shelf

PROMPTS = load_prompts(Path(__file__).parents[2] / "prompts")
SAID = "Once they are in Caracas whats stopping them from bringing missiles next like in Cuba"
OWED = "They are just there to protect their money [1]."


class WatchedShelf(Shelf):
    """A library that notes in which threads its arguments are gone through, and how often."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        found = super().arguments(motion, school)
        return found if school else Watched(found, self.threads)


class Watched(tuple[Argument, ...]):
    """Arguments that note the thread of whoever goes through them."""

    threads: list[int]

    def __new__(cls, arguments: tuple[Argument, ...], threads: list[int]) -> Watched:
        new = super().__new__(cls, arguments)
        new.threads = threads
        return new

    def __iter__(self) -> Iterator[Argument]:
        self.threads.append(threading.get_ident())
        return super().__iter__()


async def test_the_recogniser_is_built_once_and_beside_the_loop() -> None:
    shelf, aside = WatchedShelf(), Aside()
    debate = played(
        opening(school="realist"), floor(), delivers(0, "No."), posts(0), says("ada", SAID)
    )
    async with ModelServer(speech(OWED)) as server:
        settings = ModelSettings(name="scripted", model="scripted-1", base_url=server.url)
        client = ModelClient(settings, Patience())
        speaker = ModelSpeaker(client, shelf, PROMPTS, aside=aside)
        drafts = await asyncio.gather(*(speaker.speak(debate, lambda _: None) for _ in range(3)))
        await client.close()

    async def thread() -> int:
        return threading.get_ident()

    for draft in drafts:
        assert (draft.heard, draft.made) == (("foothold-grows",), ("guards-a-loan",))
    assert shelf.threads == [await aside.compose(thread)]
    assert shelf.threads != [threading.get_ident()]
