"""How long a search and the hearing of a line take, and how long they hold up the event loop.

The passages are made up from the words of the corpus, so that they are like it in kind and may be
as many as one wants.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median

from benchmarks.eval.answering import replied
from benchmarks.eval.lines import Line
from benchmarks.eval.shares import Json, middle_and_tail
from bot.debate.model import Passage, Source, SourceKind
from bot.library.index import Index
from bot.library.recognise import Recogniser
from bot.ports import Library
from bot.speakers.offline import OfflineSpeaker

OF_A_SOURCE, SHORTEST, LONGEST = 40, 60, 120
"""Passages of one article, and how many words a passage of an article has."""
TICK = 0.001


@dataclass(slots=True)
class Ticking:
    """The longest time, in seconds, by which a task that ticks was late."""

    late: float = 0.0


@contextlib.asynccontextmanager
async def ticking() -> AsyncIterator[Ticking]:
    """A task that ticks all the while; what it was late by, the event loop was held up."""
    watch = Ticking()

    async def tick() -> None:
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            watch.late = max(watch.late, time.perf_counter() - due)

    task = asyncio.create_task(tick())
    await asyncio.sleep(5 * TICK)
    watch.late = 0.0
    try:
        yield watch
        await asyncio.sleep(0)
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the corpus, as often as they stand there."""

    words: tuple[str, ...]
    weights: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, library: Library) -> Vocabulary:
        counts: dict[str, int] = {}
        for motion in library.motions():
            for argument in library.arguments(motion.id):
                texts = (argument.claim, argument.because, argument.so_what, *argument.also_said)
                texts = (*texts, *(answer.say for answer in argument.answers))
                texts = (*texts, *(library.passage(id).text for id in argument.evidence))
                for word in " ".join(texts).split():
                    counts[word] = counts.get(word, 0) + 1
        return cls(tuple(counts), tuple(accumulate(counts.values())))


def passages(vocabulary: Vocabulary, count: int, seed: int = 1) -> tuple[Passage, ...]:
    """`count` passages of random words; the same seed gives the same ones."""
    pick = random.Random(seed)
    made: list[Passage] = []
    for number in range(count):
        id = f"made-up-{number // OF_A_SOURCE}"
        source = Source(id, SourceKind.ARTICLE, id)
        length = pick.randint(SHORTEST, LONGEST)
        text = " ".join(pick.choices(vocabulary.words, cum_weights=vocabulary.weights, k=length))
        made.append(Passage(f"{id}#p{number}", source, text, 0, len(text)))
    return tuple(made)


async def searching(held: Sequence[Passage], queries: Iterable[str]) -> Json:
    """Searches through so many passages, off the event loop as the library makes them."""
    index = await asyncio.to_thread(Index, held)
    times: list[float] = []
    busy: list[float] = []

    def search(query: str) -> None:
        before = time.thread_time()
        found = index.search(query, lambda _: True, 8, 3)
        busy.append(time.thread_time() - before)
        assert found, f"nothing found for: {query}"

    async with ticking() as watch:
        for query in queries:
            before = time.perf_counter()
            await asyncio.to_thread(search, query)
            times.append(time.perf_counter() - before)
    index.close()
    return {"passages": len(held), **_told(times, busy, watch)}


async def matching(library: Library, lines: Sequence[tuple[str, str]]) -> Json:
    """Lines, each with its motion, matched to the arguments of that motion on the event loop."""
    motions = {motion for motion, _ in lines}
    known = {motion: Recogniser(library.arguments(motion)) for motion in motions}
    times: list[float] = []
    busy: list[float] = []
    async with ticking() as watch:
        for motion, said in lines:
            before, worked = time.perf_counter(), time.thread_time()
            known[motion].recognise(said)
            busy.append(time.thread_time() - worked)
            times.append(time.perf_counter() - before)
            await asyncio.sleep(0)
    return _told(times, busy, watch)


async def replying(library: Library, lines: Sequence[Line]) -> Json:
    """Replies of the offline opponent to lines, with what is prepared once for each motion apart."""
    speaker = OfflineSpeaker(library)
    firsts: list[float] = []
    async with ticking() as watch:
        for line in {line.motion: line for line in lines}.values():
            before = time.perf_counter()
            await replied(line, library, speaker)
            firsts.append(time.perf_counter() - before)
    first_late = watch.late
    times: list[float] = []
    busy: list[float] = []
    async with ticking() as watch:
        for line in lines:
            before, worked = time.perf_counter(), time.thread_time()
            await replied(line, library, speaker)
            busy.append(time.thread_time() - worked)
            times.append(time.perf_counter() - before)
    return {
        **_told(times, busy, watch),
        "first_of_a_motion_ms": 1000 * max(firsts),
        "first_late_ms": 1000 * first_late,
    }


def _told(times: Sequence[float], busy: Sequence[float], watch: Ticking) -> Json:
    """Times as they passed on the clock, and `work_ms`: the processor's, whatever else it did."""
    middle, tail = middle_and_tail(times)
    work = 1000 * median(busy)
    return {"work_ms": work, "median_ms": middle, "p95_ms": tail, "late_ms": 1000 * watch.late}
