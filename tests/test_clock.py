"""The clock of a turn, through the real chair: a warning, more time, a turn that passes, a pause."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.chair import Chair
from bot.debate import commands, rules
from bot.debate.errors import NotYourSeat, NotYourTurn, WrongPhase
from bot.debate.model import BOT, Debate, Pace, Phase, TimeUp
from tests.debate.examples import EXAMINED, QUICK, command, opening, says
from tests.fakes import FakeAudience, FakeSpeaker, HeldClock, MemoryRecords

MINUTE = timedelta(minutes=1)


class Timed:
    """A chair whose clock moves when told."""

    def __init__(
        self, records: MemoryRecords | None = None, clock: HeldClock | None = None
    ) -> None:
        self.records = records or MemoryRecords()
        self.clock = clock or HeldClock()
        self.audience = FakeAudience()
        self.chair = self.new_chair()

    def new_chair(self) -> Chair:
        return Chair(self.records, FakeSpeaker(), self.audience, self.clock, pause=0.001)

    async def open(self, **fields: Any) -> Debate:
        await self.chair.handle(opening(**{"pace": Pace.LIVE, **fields}))
        return await self.until(lambda d: d.floor is not None)

    async def until(self, holds: Callable[[Debate], bool]) -> Debate:
        async with asyncio.timeout(5):
            return await self.chair.until("d1", holds)

    async def now(self) -> Debate:
        return await self.records.load("d1")

    async def told(self, line: str) -> None:
        async with asyncio.timeout(5):
            while not any(line in told for told in self.audience.lines):
                await asyncio.sleep(0)


@asynccontextmanager
async def timed() -> AsyncIterator[Timed]:
    t = Timed()
    try:
        yield t
    finally:
        await t.chair.close()


def format(time_up: TimeUp) -> Any:
    return replace(QUICK, time_up=time_up)


async def test_a_speaker_is_warned_then_has_half_the_time_again_then_passes() -> None:
    async with timed() as t:
        await t.open(format=format(TimeUp.EXTEND))
        t.clock.pass_(minutes=3, seconds=12)
        await t.until(lambda d: d.warned)
        await t.told("48 seconds left for the affirmative opening speech.")
        t.clock.pass_(minutes=1)
        debate = await t.until(lambda d: d.added > 0)
        assert debate.added == 120, "half of four minutes"
        await t.told("2 minutes more, once")
        t.clock.pass_(minutes=3)
        debate = await t.until(lambda d: d.taken == 2)
        assert debate.passed == (0,)
        assert debate.speeches[0].by == BOT, "the bot speaks although nobody spoke before it"


async def test_a_turn_passes_at_once_where_the_format_says_so() -> None:
    async with timed() as t:
        await t.open(format=format(TimeUp.PASS))
        t.clock.pass_(minutes=4)
        await t.until(lambda d: d.passed == (0,))
        await t.told("There was no opening speech")
        with pytest.raises((NotYourTurn, WrongPhase)):
            await t.chair.handle(says("ada", turn=0, at=t.clock.now()))


async def test_a_format_may_wait_and_then_nothing_more_is_said() -> None:
    async with timed() as t:
        await t.open(format=format(TimeUp.WAIT))
        t.clock.pass_(minutes=5)
        debate = await t.until(lambda d: d.time_called)
        assert debate.taken == 0
        t.clock.pass_(hours=5)
        await t.chair.handle(says("ada", at=t.clock.now()))
        debate = await t.until(lambda d: d.taken == 2)
        assert debate.speeches[0].by == "ada"


async def test_without_a_clock_nothing_ever_runs_out() -> None:
    async with timed() as t:
        debate = await t.open(pace=Pace.FREE)
        assert debate.deadline is None
        assert rules.alarm(debate) is None


async def test_at_the_slow_pace_a_turn_has_hours() -> None:
    async with timed() as t:
        debate = await t.open(pace=Pace.SLOW, slow_hours=10)
        assert debate.deadline == debate.turn_since + timedelta(hours=10)
        t.clock.pass_(hours=9, minutes=1)
        await t.told("1 hour left")


async def test_a_pause_stops_the_clock_and_what_is_left_is_left_after_it() -> None:
    async with timed() as t:
        await t.open(format=format(TimeUp.PASS))
        t.clock.pass_(minutes=1)
        await t.chair.handle(command(commands.Pause, by="ada", at=t.clock.now()))
        with pytest.raises(WrongPhase, match="paused"):
            await t.chair.handle(says("ada", at=t.clock.now()))
        t.clock.pass_(hours=2)
        assert (await t.now()).phase is Phase.PAUSED
        await t.chair.handle(command(commands.Resume, by="ada", at=t.clock.now()))
        debate = await t.now()
        assert debate.deadline == t.clock.now() + 3 * MINUTE
        t.clock.pass_(minutes=3)
        await t.until(lambda d: d.passed == (0,))


async def test_a_pause_breaks_off_the_bots_speech_and_it_speaks_after_it() -> None:
    async with timed() as t:
        speaker = FakeSpeaker()
        speaker.gate = asyncio.Event()
        t.chair.speaker = speaker
        await t.open(school="realist")
        async with asyncio.timeout(5):
            while not t.audience.stages:
                await asyncio.sleep(0)
        await t.chair.handle(command(commands.Pause, by="ada", at=t.clock.now()))
        async with asyncio.timeout(5):
            while not t.audience.stages[0].left:
                await asyncio.sleep(0)
        speaker.gate.set()
        await t.chair.handle(command(commands.Resume, by="ada", at=t.clock.now()))
        debate = await t.until(lambda d: d.taken == 1)
        assert [s.by for s in debate.speeches] == [BOT]


async def test_the_clock_goes_on_after_a_restart() -> None:
    async with timed() as t:
        await t.open(format=format(TimeUp.PASS))
        await t.chair.close()
        t.clock.pass_(minutes=10)  # the time ran out while nobody was there
        t.chair = t.new_chair()
        await t.chair.resume()
        await t.until(lambda d: d.passed == (0,))


async def test_more_time_is_given_by_who_opened_or_a_teacher_and_by_nobody_else() -> None:
    async with timed() as t:
        await t.open(opponent="ben", format=format(TimeUp.PASS))
        before = (await t.now()).deadline
        assert before
        with pytest.raises(NotYourSeat):
            await t.chair.handle(command(commands.ExtendTime, by="ben", seconds=60))
        await t.chair.handle(command(commands.ExtendTime, by="tess", seconds=60, may=True))
        assert (await t.now()).deadline == before + MINUTE
        with pytest.raises(WrongPhase):
            await t.chair.handle(command(commands.ExtendTime, by="ada", seconds=10**9))


async def test_with_a_question_the_answer_to_it_passes() -> None:
    async with timed() as t:
        await t.open(opponent="ben", format=replace(EXAMINED, time_up=TimeUp.PASS))
        await t.chair.handle(says("ada", at=t.clock.now()))
        await t.until(lambda d: d.taken == 1 and bool(d.speeches[0].posted))
        await t.chair.handle(command(commands.PassTurn, by="ben", turn=1, at=t.clock.now()))
        debate = await t.now()
        assert debate.passed == (1, 2)
        assert debate.turn
        assert debate.turn.index == 3


async def test_an_alarm_that_rings_twice_does_its_work_once() -> None:
    async with timed() as t:
        await t.open(format=format(TimeUp.EXTEND))
        t.clock.pass_(minutes=5)
        await t.until(lambda d: d.added > 0)
        debate = await t.now()
        late = command(commands.RunOut, turn=0, at=t.clock.now())
        assert (await t.chair.handle(late)).seq == debate.seq, "there is time again"
