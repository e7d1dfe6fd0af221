"""The chair: records before it answers, does what is owed, once, and goes on after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.chair import Chair
from bot.debate import commands, events
from bot.debate.errors import NotYourTurn, RecordsFailed, SpeakerFailed, Unknown
from bot.debate.model import BOT, Debate, Phase
from tests.debate.examples import EXAMINED, command, opening, says
from tests.fakes import FakeAudience, FakeSpeaker, HeldClock, MemoryRecords


class Held:
    """A chair and the stand-ins around it."""

    def __init__(self, *speeches: str | Exception, records: MemoryRecords | None = None) -> None:
        self.records = records or MemoryRecords()
        self.speaker = FakeSpeaker(*speeches)
        self.audience = FakeAudience()
        self.chair = Chair(
            self.records, self.speaker, self.audience, HeldClock(), speech_seconds=5, pause=0.001
        )

    async def until(self, phase: Phase, speeches: int = 0) -> Debate:
        async with asyncio.timeout(5):
            return await self.chair.until(
                "d1",
                lambda d: (
                    d.phase is phase
                    and len(d.speeches) >= speeches
                    and (d.floor is not None or d.ending is not None)
                    and all(s.posted for s in d.speeches)
                ),
            )


@asynccontextmanager
async def held(
    *speeches: str | Exception, records: MemoryRecords | None = None
) -> AsyncIterator[Held]:
    house = Held(*speeches, records=records)
    try:
        yield house
    finally:
        await house.chair.close()


async def test_a_debate_is_held_to_its_end() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        await h.chair.handle(says("ada", "First."))
        await h.until(Phase.SPEAKING, 2)
        await h.chair.handle(says("ada", "Last."))
        debate = await h.until(Phase.ENDED, 3)
        assert h.audience.posts == [(0, "First."), (1, "Weakness invites a test."), (2, "Last.")]
        assert h.audience.floors == 1
        assert debate.ending is not None


async def test_the_bot_debates_itself() -> None:
    async with held() as h:
        await h.chair.handle(opening(person=BOT, format=EXAMINED))
        debate = await h.until(Phase.ENDED, 6)
        assert [i for i, _ in h.audience.posts] == list(range(6))
        assert all(s.by == BOT for s in debate.speeches)


async def test_a_speech_grows_in_the_message_that_is_on_record() -> None:
    async with held("One two three four.") as h:
        await h.chair.handle(opening(school="realist"))
        debate = await h.until(Phase.SPEAKING, 1)
        stage = h.audience.stages[0]
        assert stage.shown[-1] == "One two three four."
        assert debate.speeches[0].posted == (stage.message,)


async def test_a_second_delivery_of_the_same_cause_changes_nothing() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        once = says("ada")
        await h.chair.handle(once)
        debate = await h.until(Phase.SPEAKING, 2)
        again = await h.chair.handle(once)
        assert again.seq == debate.seq
        with pytest.raises(Unknown):
            await h.chair.handle(says("ada", debate="d2"))


async def test_two_who_speak_at_once_are_heard_one_after_the_other() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        results = await asyncio.gather(
            h.chair.handle(says("ada", "One.")),
            h.chair.handle(says("ada", "Two.")),
            return_exceptions=True,
        )
        assert [type(r) for r in results] == [Debate, NotYourTurn]
        assert (await h.until(Phase.SPEAKING, 2)).speeches[0].text == "One."


async def test_words_that_could_not_be_recorded_are_not_acknowledged() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        h.records.fail_next = True
        with pytest.raises(RecordsFailed):
            await h.chair.handle(says("ada"))
        assert (await h.records.load("d1")).speeches == ()
        await h.chair.handle(says("ada"))
        await h.until(Phase.SPEAKING, 2)


async def test_a_speaker_that_fails_stalls_the_turn_in_words_and_a_retry_mends_it() -> None:
    broken = SpeakerFailed("The model server did not answer.")
    async with held(broken, ValueError("secret detail"), "At last.") as h:
        await h.chair.handle(opening(school="realist"))
        stalled = await h.until(Phase.STALLED)
        assert stalled.stall is not None
        assert h.audience.lines == [f"The model server did not answer. {stalled.stall.reference}"]
        await h.chair.handle(command(commands.Retry, by="ada"))
        async with asyncio.timeout(5):
            await h.chair.until("d1", lambda d: bool(d.stall and d.stall != stalled.stall))
        assert "secret" not in h.audience.lines[-1]
        await h.chair.handle(command(commands.Retry, by="ada"))
        debate = await h.until(Phase.SPEAKING, 1)
        assert debate.speeches[0].text == "At last."
        assert len({s.message for s in h.audience.stages}) == 1, "it takes up the same message"


async def test_a_speaker_that_never_ends_is_given_up() -> None:
    async with held() as h:
        h.speaker.gate = asyncio.Event()
        h.chair._speech_seconds = 0.05
        await h.chair.handle(opening(school="realist"))
        stalled = await h.until(Phase.STALLED)
        assert stalled.stall is not None
        assert "longer than" in stalled.stall.line


async def test_ending_a_debate_stops_the_speech_under_way() -> None:
    async with held() as h:
        h.speaker.gate = asyncio.Event()
        await h.chair.handle(opening(school="realist"))
        async with asyncio.timeout(5):
            await h.chair.until("d1", lambda d: bool(d.begun))
        await h.chair.handle(command(commands.End, by="ada", reason="Bell."))
        debate = await h.until(Phase.ENDED)
        await asyncio.sleep(0.01)
        assert debate.speeches == ()
        assert "broken off" in h.audience.stages[0].left
        assert h.audience.posts == []


async def test_an_end_that_comes_just_before_the_speech_leaves_no_half_of_it() -> None:
    class UnhurriedRecords(MemoryRecords):
        """Records that take their time over an end."""

        def __init__(self) -> None:
            super().__init__()
            self.asked, self.go_on = asyncio.Event(), asyncio.Event()

        async def append(self, debate: Debate | None, cause: str, *happened: events.Event) -> bool:
            if isinstance(happened[0], events.DebateEnded):
                self.asked.set()
                await self.go_on.wait()
            return await super().append(debate, cause, *happened)

    records = UnhurriedRecords()
    async with held(records=records) as h:
        h.speaker.gate = asyncio.Event()
        await h.chair.handle(opening(school="realist"))
        async with asyncio.timeout(5):
            await h.chair.until("d1", lambda d: bool(d.begun))
        end = command(commands.End, by="ada", reason="Bell.")
        ending = asyncio.create_task(h.chair.handle(end))
        await records.asked.wait()
        h.speaker.gate.set()  # the speech is ready, and waits behind the end
        for _ in range(20):
            await asyncio.sleep(0)
        records.go_on.set()
        await ending
        async with asyncio.timeout(5):
            while not h.audience.stages[0].left:
                await asyncio.sleep(0)
        assert (await records.load("d1")).speeches == ()


async def test_after_a_crash_the_answer_comes_once() -> None:
    records = MemoryRecords()
    async with held(records=records) as first:
        first.speaker.gate = asyncio.Event()
        await first.chair.handle(opening())
        await first.until(Phase.SPEAKING)
        await first.chair.handle(says("ada", "First."))
        async with asyncio.timeout(5):
            begun = (await first.chair.until("d1", lambda d: bool(d.begun))).begun
    assert first.audience.stages[0].left == "", "a stop is no end: the message waits"
    async with held(records=records) as second:
        assert await second.chair.resume() == 1
        debate = await second.until(Phase.SPEAKING, 2)
        assert second.audience.stages[0].message == begun
        assert second.audience.posts == [(1, "Weakness invites a test.")]
        assert debate.speeches[1].posted == (begun,)
    async with held(records=records) as third:
        await third.chair.resume()
        await asyncio.sleep(0.01)
        assert third.audience.posts == []
        assert third.speaker.asked == 0


async def test_an_unreachable_thread_is_tried_again() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        h.audience.unreachable = 3
        await h.chair.handle(says("ada", "First."))
        await h.until(Phase.SPEAKING, 2)
        assert [i for i, _ in h.audience.posts] == [0, 1]


async def test_a_debate_whose_thread_is_gone_ends_and_owes_nothing() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        h.audience.gone = True
        await h.chair.handle(says("ada", "First."))
        debate = await h.until(Phase.ENDED, 1)
        assert debate.speeches[0].text == "First."
        assert await h.records.open_debates() == ()


async def test_a_channel_that_takes_no_thread_ends_the_debate_with_its_reason() -> None:
    async with held() as h:
        h.audience.gone = True
        await h.chair.handle(opening())
        debate = await h.until(Phase.ENDED)
        assert debate.ending is not None
        assert debate.ending.reason == "Its thread is no longer there."


async def test_many_debates_do_not_wait_for_one_another() -> None:
    async with held() as h:
        h.speaker.gate = asyncio.Event()
        for n in range(40):
            await h.chair.handle(opening(school="realist", debate=f"d{n}"))
        async with asyncio.timeout(5):
            while h.speaker.asked < 40:
                await asyncio.sleep(0)
            h.speaker.gate.set()
            for n in range(40):
                await h.chair.until(f"d{n}", lambda d: bool(d.speeches and d.speeches[0].posted))


async def test_the_card_follows_the_record() -> None:
    async with held() as h:
        await h.chair.handle(opening())
        await h.until(Phase.SPEAKING)
        await h.chair.handle(says("ada"))
        last = await h.until(Phase.SPEAKING, 2)
        async with asyncio.timeout(5):
            while h.audience.shown[-1].seq != last.seq:
                await asyncio.sleep(0)
