"""What is known of each motion is prepared once, shared where it is the same, and off the loop."""

from __future__ import annotations

import asyncio
import gc
import threading
from pathlib import Path

import pytest

from bot.debate.arguments import Argument
from bot.library.file_library import FileLibrary, open_library
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.planning import Repertoire
from bot.speakers.repertoires import Repertoires
from tests.speakers.fakes import MOTION, Shelf
from tests.speakers.played_offline import FORMATS, opened

LONG = 20
"""Seconds after which a test gives up that would else wait for ever."""


class SlowShelf(Shelf):
    """A library whose arguments are not at hand before `ready`; counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.ready = threading.Event()
        self.times = 0

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        self.times += 1
        self.asked.set()
        assert self.ready.wait(LONG)
        return super().arguments(motion, school)


@pytest.fixture(scope="module")
def shipped() -> FileLibrary:
    return open_library(Path(__file__).parents[2] / "corpus")


async def test_who_asks_for_a_motion_that_is_being_prepared_waits_for_it() -> None:
    shelf = SlowShelf()
    known = Repertoires(shelf)
    asking = [
        asyncio.create_task(asyncio.to_thread(known.on, MOTION.id, MOTION.as_of)) for _ in range(3)
    ]
    assert await asyncio.to_thread(shelf.asked.wait, LONG)
    shelf.ready.set()
    one, other, third = await asyncio.gather(*asking)
    assert one is other is third
    assert shelf.times == 1


async def test_a_speaker_prepares_a_motion_beside_the_loop_and_once() -> None:
    shelf = SlowShelf()
    speaker = OfflineSpeaker(shelf)
    debates = [opened(MOTION, FORMATS["quick"], seed=seed) for seed in (1, 2)]
    speeches = [asyncio.create_task(speaker.speak(d, lambda _: None)) for d in debates]
    while not shelf.asked.is_set():
        await asyncio.sleep(0)
    shelf.ready.set()
    assert all(draft.text for draft in await asyncio.gather(*speeches))
    assert shelf.times == 1


async def test_two_speakers_may_share_what_is_prepared() -> None:
    shelf = SlowShelf()
    shelf.ready.set()
    known = Repertoires(shelf)
    debate = opened(MOTION, FORMATS["quick"], seed=1)
    one, other = (OfflineSpeaker(shelf, repertoires=known) for _ in range(2))
    first = await one.speak(debate, lambda _: None)
    assert (await other.speak(debate, lambda _: None)).text == first.text
    assert shelf.times == 1


def test_motions_of_one_date_share_what_is_argued_elsewhere(shipped: FileLibrary) -> None:
    known = Repertoires(shipped)
    one, same, later = (
        known.on(id, shipped.motion(id).as_of)
        for id in ("small-deployments", "rule-out-threats", "backed-by-force")
    )
    assert one.elsewhere is same.elsewhere
    assert one.elsewhere is not later.elsewhere
    assert one.wording is later.wording
    assert set(one.wider) < set(later.wider)


def test_a_shared_repertoire_hears_what_one_made_alone_hears(shipped: FileLibrary) -> None:
    known = Repertoires(shipped)
    known.on("small-deployments", "2019-04")
    shared, alone = (
        known.on("diplomats-status", "2019-04"),
        Repertoire.on(shipped, "diplomats-status", "2019-04"),
    )
    for argument in shipped.arguments("small-deployments")[::5]:
        said = argument.also_said[0]
        assert shared.elsewhere.recognise(said) == alone.elsewhere.recognise(said)
        assert shared.questions.recognise(said) == alone.questions.recognise(said)
        assert shared.wording.inside(argument.claim) == alone.wording.inside(argument.claim)
    assert shared.arguments == alone.arguments  # fmt: skip


def test_the_collector_of_garbage_goes_on_afterwards() -> None:
    assert gc.isenabled()
    Repertoires(Shelf()).on(MOTION.id, MOTION.as_of)
    assert gc.isenabled()
