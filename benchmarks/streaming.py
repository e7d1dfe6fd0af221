"""How a speech streams: what a person sees in the room against the model's stream itself.

    python -m benchmarks.streaming [--debates 1 8 30] [--words-a-second 25] [--json]

The scripted model server, the room and the person are in this process, the bot is in its own.
Each round reads streams raw, then has the bot open as many debates, then has it answer in as many,
each 0.37 s after the one before. What does not arrive in time is named, not waited for.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openai

from benchmarks.classroom import Classroom, NotReady, Watcher, classroom
from benchmarks.debating import APART, PAUSE, Asked, answer, in_time, opening, speeches
from benchmarks.figures import Json, Lot, Speech, longest_gap, result, table
from benchmarks.paced import PacedModel, Reading, read_raw
from bot.config import SpeakingSettings
from tests.model_server import ModelServer

SPARE = 12.0
"""Seconds that a lot of speeches may take beyond what they must."""
ALONE = 3
"""How often a round of a single debate is held, for one speech is no median."""

PAUSING = "seconds for which a student looks at a new debate before speaking in it"

READING = f"""\
Medians, and the worst beside each; bot/raw compares medians. Lower is better.
first words: what the bot adds to a model's own time to its first token is one edit.
longest freeze: the bot edits a message every {SpeakingSettings().edit_seconds:g} s, because Discord takes 5 edits in 5 s in
  a thread; raw is one word. Above that clock, edits have waited for Discord's limit.
last token to final text: quotations are checked, the speech is recorded, the last edit is made.
asked for, to first words: from /debate start (thread and card are made), from a speech sent in by
  its form, or from the raw client's call."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a round is held with."""

    room: Classroom
    person: Watcher
    model: PacedModel
    client: openai.AsyncOpenAI
    pause: float

    def limit(self, count: int) -> float:
        """Seconds in which so many speeches can be expected."""
        return count * APART + self.model.seconds + SPARE


async def measure(debates: Sequence[int], words_a_second: float, pause: float) -> list[Json]:
    """The results for each number of debates, in seconds. Raises NotReady."""
    model = PacedModel(words_a_second)
    async with ModelServer(model.reply) as server:
        speaking = {"models": [{"name": "scripted", "model": "scripted", "base_url": server.url}]}
        client = openai.AsyncOpenAI(base_url=server.url, api_key="none", max_retries=0)
        async with client, classroom(speaking) as room, room.arrive("ada") as ada:
            stage = Stage(room, ada, model, client, pause)
            await asyncio.gather(_raw(stage, 1), _opening(stage, 1), _answer(stage, 1))
            # The first of everything is slower, and was not counted.
            return [await _rounds(stage, count) for count in debates]


async def _rounds(stage: Stage, count: int) -> Json:
    lots: list[Lot] = []
    loads: list[float] = []
    for _ in range(ALONE if count == 1 else 1):
        lots.append(await _raw(stage, count))
        began, before = time.monotonic(), processor_seconds(stage.room.pid)
        lots.append(await _opening(stage, count))
        spent = processor_seconds(stage.room.pid) - before
        loads.append(spent / (time.monotonic() - began))
        lots.append(await _answer(stage, count))
    return result(count, lots, max(loads) or None)


async def _opening(stage: Stage, count: int) -> Lot:
    """The bot opens the debate."""
    limit = stage.limit(count)
    return await speeches("opening", opening, stage.person, stage.model, count, limit)


async def _answer(stage: Stage, count: int) -> Lot:
    """The bot answers what a person has just said."""

    async def ask(person: Watcher) -> Asked:
        return await answer(person, stage.pause)

    limit = stage.limit(count) + stage.pause
    return await speeches("answer", ask, stage.person, stage.model, count, limit)


async def _raw(stage: Stage, count: int) -> Lot:
    """The same streams, read without a bot."""

    async def read() -> Reading:
        return await read_raw(stage.client)

    readings, lost = await in_time([read] * count, stage.limit(count))
    measured = []
    for reading in readings:
        told = stage.model.behind(reading.text)
        assert told is not None, reading.text
        first, freeze = reading.times[0], longest_gap(reading.times)
        asked, end = first - reading.begun, reading.end - told.last
        measured.append(Speech(asked, first - told.asked, freeze, end))
    missing = tuple(f"raw stream {place} of {count}: {why}" for place, why in lost.items())
    return Lot("raw", tuple(measured), missing)


def processor_seconds(pid: int) -> float:
    """The processor seconds that a process has used; 0 where that cannot be read."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description="How a speech streams, against the raw stream.")
    parser.add_argument("--debates", type=int, nargs="+", default=[1, 8, 30], metavar="N")
    parser.add_argument("--words-a-second", type=float, default=25.0, metavar="W")
    parser.add_argument("--pause", type=float, default=PAUSE, metavar="S", help=PAUSING)
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    wish = parser.parse_args()
    try:
        results = asyncio.run(measure(wish.debates, wish.words_a_second, wish.pause))
    except NotReady as error:
        sys.stderr.write(f"{error}\n")
        return 1
    printed = json.dumps(results, indent=2) if wish.json else f"{table(results)}\n\n{READING}"
    sys.stdout.write(f"{printed}\n")
    return 1 if any(result["missing"] for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
