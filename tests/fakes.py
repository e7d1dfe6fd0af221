"""Stand-ins at the ports, written by hand: records in memory, an audience that listens, a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice

from bot.debate import rules
from bot.debate.ballots import Choice, Tally
from bot.debate.errors import FloorGone, ParleyError, RecordsFailed, Unknown
from bot.debate.events import Event
from bot.debate.model import Debate, Draft, Floor, Phase, Speech
from tests.debate.examples import T0


class MemoryRecords:
    """Records that forget when the test ends. `fail_next` makes the next append fail."""

    def __init__(self) -> None:
        self.logs: dict[str, list[tuple[str, Event]]] = {}
        self.fail_next = False

    async def load(self, debate: str) -> Debate:
        await asyncio.sleep(0)
        if debate not in self.logs:
            raise Unknown("debate", debate)
        state: Debate | None = None
        for _, event in self.logs[debate]:
            state = rules.evolve(state, event)
        assert state is not None
        return state

    async def append(self, debate: Debate | None, cause: str, *events: Event) -> bool:
        await asyncio.sleep(0)
        if self.fail_next:
            self.fail_next = False
            raise RecordsFailed("The disk is full.")
        id = debate.id if debate else getattr(events[0], "debate", "")
        log = self.logs.setdefault(id, [])
        if any(known == cause for known, _ in log):
            return False
        if len(log) != (debate.seq if debate else 0):
            raise RecordsFailed("Another writer came between.")
        log.extend((cause, event) for event in events)
        return True

    async def seen(self, debate: str, cause: str) -> bool:
        return any(known == cause for known, _ in self.logs.get(debate, []))

    async def open_debates(self) -> tuple[str, ...]:
        folded = [await self.load(id) for id in self.logs]
        return tuple(d.id for d in folded if d.phase is not Phase.ENDED or rules.due(d))

    async def debate_on(self, thread: str) -> str | None:
        folded = [await self.load(id) for id in self.logs]
        return next((d.id for d in folded if d.floor and d.floor.thread == thread), None)

    async def debates(
        self,
        *,
        person: str | None = None,
        place: str | None = None,
        still_open: bool = False,
        limit: int = 25,
    ) -> tuple[Debate, ...]:
        folded = [await self.load(id) for id in reversed(self.logs)]
        found = (
            debate
            for debate in folded
            if (person is None or debate.seat_held_by(person))
            and (place is None or debate.place == place)
            and not (still_open and debate.phase is Phase.ENDED)
        )
        return tuple(islice(found, limit))


class HeldClock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.time = T0
        self._moved: asyncio.Event | None = None

    def now(self) -> datetime:
        return self.time

    async def until(self, moment: datetime) -> None:
        while self.time < moment:
            self._moved = self._moved or asyncio.Event()
            await self._moved.wait()

    def pass_(self, **span: float) -> None:
        self.time += timedelta(**span)
        if self._moved:
            self._moved.set()
            self._moved = None


class MemoryPolls:
    """Polls that forget when the test ends. `open` are the votes, by debate, turn and person."""

    def __init__(self) -> None:
        self.open: dict[tuple[str, int], dict[str, Choice]] = {}

    async def cast(self, debate: str, turn: int, person: str, choice: Choice) -> None:
        self.open.setdefault((debate, turn), {})[person] = choice

    async def tally(self, debate: str, turn: int) -> Tally:
        votes = list(self.open.get((debate, turn), {}).values())
        return Tally(*(votes.count(choice) for choice in Choice))

    async def forget(self, debate: str, turn: int) -> None:
        self.open.pop((debate, turn), None)


class FakeStage:
    """Notes what is shown while a speech grows."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.shown: list[str] = []
        self.left = ""

    def say(self, text: str) -> None:
        self.shown.append(text)

    async def leave(self, line: str) -> None:
        self.left = line


class FakeAudience:
    """Notes what a thread would show. `gone` makes every posting fail as a deleted thread does;
    `unreachable` makes so many next postings fail as a broken line does."""

    def __init__(self) -> None:
        self.floors = 0
        self.posts: list[tuple[int, str]] = []
        self.stages: list[FakeStage] = []
        self.lines: list[str] = []
        self.ballots: list[Debate] = []
        self.shown: list[Debate] = []
        self.gone = False
        self.unreachable = 0

    def _reach(self) -> None:
        if self.gone:
            raise FloorGone("Its thread is no longer there.")
        if self.unreachable:
            self.unreachable -= 1
            raise ConnectionError("no line")

    async def lay_floor(self, debate: Debate) -> Floor:
        self._reach()
        self.floors += 1
        return Floor(f"t-{debate.id}", f"c-{debate.id}")

    async def begin(self, debate: Debate) -> FakeStage:
        self._reach()
        stage = FakeStage(debate.begun or f"s{len(self.stages)}")
        self.stages.append(stage)
        return stage

    async def post(self, debate: Debate, speech: Speech) -> tuple[str, ...]:
        self._reach()
        self.posts.append((speech.turn.index, speech.text or ""))
        return (debate.begun or f"p{speech.turn.index}",)

    async def show(self, debate: Debate) -> None:
        self.shown.append(debate)

    async def tell(self, debate: Debate, line: str, reference: str = "") -> None:
        self.lines.append(f"{line} {reference}".strip())

    async def ballot(self, debate: Debate) -> None:
        self.ballots.append(debate)


class FakeSpeaker:
    """Speaks what it is told to, or raises it; waits for `gate` before it ends, if there is one."""

    name = "fake"

    def __init__(self, *speeches: str | Exception) -> None:
        self.speeches = list(speeches)
        self.asked = 0
        self.gate: asyncio.Event | None = None

    async def speak(self, debate: Debate, say: Callable[[str], None]) -> Draft:
        self.asked += 1
        speech = self.speeches.pop(0) if self.speeches else "Weakness invites a test."
        if isinstance(speech, Exception):
            raise speech
        say(speech[: len(speech) // 2])
        if self.gate:
            await self.gate.wait()
        say(speech)
        return Draft(speech)


__all__ = [
    "FakeAudience",
    "FakeSpeaker",
    "HeldClock",
    "MemoryPolls",
    "MemoryRecords",
    "ParleyError",
]
