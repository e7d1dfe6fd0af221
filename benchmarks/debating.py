"""People who ask for speeches of the bot, one debate after another, and what they saw of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.classroom import Watcher
from benchmarks.figures import Lot, Speech, longest_gap
from benchmarks.paced import PacedModel
from bot.room.people import NotSeen, Refused, buttons_of

T = TypeVar("T")

APART = 0.37
"""Seconds from one debate to the next."""
PAUSE = 5.5
"""Seconds for which a student looks at a new debate, until Discord's limits have forgotten it."""
WORDS = "A hundred technicians guard a loan, and nobody starts a war over a loan."


@dataclass(frozen=True, slots=True)
class Asked:
    """A speech that the bot owes: since when, in which thread, at which turn (from 1)."""

    at: float
    thread: str
    turn: int


Asking = Callable[[Watcher], Awaitable[Asked]]


async def opening(person: Watcher) -> Asked:
    """Start a debate that the bot opens."""
    begun = asyncio.get_running_loop().time()
    return Asked(begun, await _start(person, against="realist"), 1)


async def answer(person: Watcher, pause: float = PAUSE) -> Asked:
    """Open a debate oneself, by the form, for the bot to answer."""
    thread = await _start(person, against="hawk")
    await asyncio.sleep(pause)
    card = await person.wait_message(lambda m: "parley:speak:" in _ids(m), channel=thread)
    speak = next(id for id in _ids(card).split() if "parley:speak:" in id)
    await person.press(card, custom_id=speak)
    debate = speak.split(":")[2]
    form = await person.wait_modal(lambda modal: debate in modal["custom_id"])
    begun = asyncio.get_running_loop().time()
    await person.submit(form, speech=WORDS)
    return Asked(begun, thread, 2)


def _ids(message: dict[str, object]) -> str:
    return " ".join(button.get("custom_id", "") for button in buttons_of(message))


async def _start(person: Watcher, against: str) -> str:
    """The thread of a new debate."""
    motion = {"motion": "small-deployments", "format": "quick", "school": against}
    given = await person.slash("debates", "debate start", **motion)
    await person.wait(
        lambda: given.id in person.threads_of and person.threads_of[given.id] in person.channels,
        10,
        lambda: f"a thread; {given.state} {given.reason}",
    )
    return person.threads_of[given.id]


async def speeches(
    kind: str, ask: Asking, person: Watcher, model: PacedModel, count: int, limit: float
) -> Lot:
    """`count` speeches of the bot, asked for one a moment after the other.

    What is not there after `limit` seconds is named, and waited for no longer.
    """

    async def one() -> Speech:
        asked = await ask(person)
        place = asked.thread, asked.turn
        await person.wait(
            lambda: place in person.speeches and person.speeches[place].final is not None,
            limit,
            lambda: (
                f"the end of {person.speeches[place].text[:60]!r}"
                if place in person.speeches
                else "a word of the speech"
            ),
        )
        return _measured(asked, person, model)

    done, lost = await in_time([one] * count, limit)
    missing = tuple(f"{kind} {number} of {count}: {why}" for number, why in lost.items())
    return Lot(kind, tuple(done), missing)


def _measured(asked: Asked, person: Watcher, model: PacedModel) -> Speech:
    seen = person.speeches[asked.thread, asked.turn]
    told = model.behind(seen.text)
    if told is None or seen.final is None:
        raise NotSeen(f"a speech of the model came not, but {seen.text[:60]!r}")
    first, freeze = seen.times[0], longest_gap(seen.times)
    return Speech(first - asked.at, first - told.asked, freeze, seen.final - told.last)


async def in_time(
    ways: Sequence[Callable[[], Awaitable[T]]], limit: float
) -> tuple[list[T], dict[int, str]]:
    """Set these going, one a moment after the other; what came of them, and why not of others.

    The reasons are by the place of what is missing, from 1.
    """

    async def begun(place: int) -> T:
        await asyncio.sleep(place * APART)
        return await ways[place]()

    tasks = [asyncio.create_task(begun(place)) for place in range(len(ways))]
    _, late = await asyncio.wait(tasks, timeout=limit)
    for task in late:
        task.cancel()
    came: list[T] = []
    lost: dict[int, str] = {}
    for place, outcome in enumerate(await asyncio.gather(*tasks, return_exceptions=True), 1):
        if isinstance(outcome, asyncio.CancelledError):
            lost[place] = f"not in {limit:.0f} s"
        elif isinstance(outcome, NotSeen | Refused | OSError | TimeoutError):
            lost[place] = str(outcome) or type(outcome).__name__
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            came.append(outcome)
    return came, lost
