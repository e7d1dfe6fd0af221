"""A message is painted once for many changes, and again after a failure."""

from __future__ import annotations

import asyncio

from bot.discord_ui.teaching.repainting import Repainting


class Canvas:
    """Counts how often it was painted; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.painted = self.at_once = self.most_at_once = 0
        self.failures = failures
        self.done = asyncio.Event()

    async def paint(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if self.failures:
            self.failures -= 1
            self.done.set()
            raise OSError("no line")
        self.painted += 1
        self.done.set()


async def test_many_changes_are_one_edit_and_one_more_for_what_came_meanwhile() -> None:
    canvas = Canvas()
    clock = Repainting(canvas.paint, 0)
    for _ in range(100):
        clock.stir()
    await canvas.done.wait()
    canvas.done.clear()
    for _ in range(100):
        clock.stir()
    await canvas.done.wait()
    await asyncio.gather(clock.now(), clock.now())
    await clock.close()
    assert canvas.painted == 4
    assert canvas.most_at_once == 1


async def test_after_a_failure_the_next_change_is_painted() -> None:
    canvas = Canvas(failures=1)
    clock = Repainting(canvas.paint, 0)
    clock.stir()
    await canvas.done.wait()
    canvas.done.clear()
    clock.stir()
    await canvas.done.wait()
    await clock.close()
    assert canvas.painted == 1
