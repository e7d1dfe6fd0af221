"""The chair: hears a command, has it decided and recorded, and sees to what is then owed.

One desk a debate: its lock makes commands follow one another, its worker does what `rules.due`
says, one thing after another, from the record alone. The chair keeps nothing that a restart would
lose; `resume` asks every open debate what it is owed and goes on. It knows the ports, and no model,
database or chat program.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from bot.debate import events, rules
from bot.debate.errors import FloorGone, IllegalMove, ParleyError, SpeakerFailed
from bot.debate.model import NOWHERE, Debate, Draft
from bot.ports import Audience, Clock, Records, Speaker

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
"""Seconds between two tries, at the most, while the thread cannot be reached."""


class WallClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def reference() -> str:
    """A short word under which the log tells what a person was told, such as `k7-2f`."""
    word = secrets.token_hex(2)
    return f"{word[:2]}-{word[2:]}"


@dataclass(slots=True, weakref_slot=True)
class Desk:
    """What the chair keeps of one debate while somebody is busy with it; all may be lost."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    worker: asyncio.Task[None] | None = None
    effect: asyncio.Task[None] | None = None
    doing: rules.Effect | None = None
    poked: bool = False
    shown: int = 0


class Chair:
    """Holds every debate of this process."""

    def __init__(
        self,
        records: Records,
        speaker: Speaker,
        audience: Audience,
        clock: Clock | None = None,
        *,
        speech_seconds: float = 180,
        pause: float = 1.0,
    ) -> None:
        """`speech_seconds` bounds one speech of the bot, all tries together; `pause` is the first
        wait, in seconds, before an unreachable thread is tried again."""
        self.records = records
        self.speaker = speaker
        self.audience = audience
        self.clock = clock or WallClock()
        self._speech_seconds = speech_seconds
        self._pause = pause
        self._desks: WeakValueDictionary[str, Desk] = WeakValueDictionary()
        self._workers: set[asyncio.Task[None]] = set()
        self._closed = False

    # --- hearing ------------------------------------------------------------------------------

    async def handle(self, command: events.Command) -> Debate:
        """Decide and record `command`; the debate as it then is.

        Returns only once the outcome is committed. A cause that was recorded before changes
        nothing. Raises IllegalMove, Unknown, RecordsFailed.
        """
        desk = self._desk(command.debate)
        async with desk.lock:
            debate = await self._decide(command)
        self._attend(debate)
        async with desk.changed:
            desk.changed.notify_all()
        return debate

    async def _decide(self, command: events.Command) -> Debate:
        opening = isinstance(command, events.Open)
        before = None if opening else await self.records.load(command.debate)
        try:
            happened = rules.decide(before, command)
        except IllegalMove:
            if before and await self.records.seen(command.debate, command.cause):
                return before
            raise
        if not happened:
            assert before is not None  # an opening always brings an event
            return before
        if not await self.records.append(before, command.cause, *happened):
            return await self.records.load(command.debate)
        debate = before
        for event in happened:
            debate = rules.evolve(debate, event)
        assert debate is not None
        return debate

    async def until(self, debate: str, holds: Callable[[Debate], bool]) -> Debate:
        """Wait until `holds` is true of the debate; the debate as it then is."""
        desk = self._desk(debate)
        async with desk.changed:
            while True:
                now = await self.records.load(debate)
                if holds(now):
                    return now
                await desk.changed.wait()

    # --- seeing to what is owed ---------------------------------------------------------------

    async def resume(self, ours: Callable[[Debate], bool] = lambda debate: True) -> int:
        """Take up every open debate after a start; how many there were.

        `ours` leaves out those that are held elsewhere, where this audience cannot reach.
        """
        found = [await self.records.load(id) for id in await self.records.open_debates()]
        taken = [debate for debate in found if ours(debate)]
        for debate in taken:
            self._attend(debate)
        return len(taken)

    async def close(self) -> None:
        """Stop all work; what is owed stays owed and is done after the next start."""
        self._closed = True
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    def _desk(self, debate: str) -> Desk:
        return self._desks.setdefault(debate, Desk())

    def _attend(self, debate: Debate) -> None:
        """See that somebody works on this debate, and that nobody does what is no longer owed."""
        if self._closed:
            return
        desk = self._desk(debate.id)
        desk.poked = True
        if desk.effect and isinstance(desk.doing, rules.Speak) and not self._still(desk, debate):
            desk.effect.cancel()
        if desk.worker is None:
            desk.worker = asyncio.create_task(self._work(desk, debate.id))
            self._workers.add(desk.worker)
            desk.worker.add_done_callback(self._workers.discard)

    @staticmethod
    def _still(desk: Desk, debate: Debate) -> bool:
        """Whether the speech under way is still wanted; its own delivery ends it by itself."""
        assert isinstance(desk.doing, rules.Speak)
        given = len(debate.speeches) > desk.doing.turn
        return given or desk.doing in rules.due(debate)

    async def _work(self, desk: Desk, id: str) -> None:
        pause = self._pause
        try:
            while desk.poked:
                desk.poked = False
                try:
                    await self._pass(desk, id)
                    pause = self._pause
                except Exception:
                    log.exception("debate %s: trying again in %.1f s", id, pause)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                    desk.poked = True
        finally:
            desk.worker = None

    async def _pass(self, desk: Desk, id: str) -> None:
        """Do the first thing that is owed, if any, and bring the card up to date."""
        debate = await self.records.load(id)
        if debate.floor and desk.shown != debate.seq:
            desk.shown = debate.seq
            await self.audience.show(debate)
        owed = rules.due(debate)
        if not owed:
            return
        desk.poked = True
        desk.doing = owed[0]
        desk.effect = asyncio.create_task(self._perform(debate, owed[0]))
        try:
            await desk.effect
        except FloorGone as gone:
            await self._leave_floor(debate, gone.line)
        except asyncio.CancelledError:
            if not desk.effect.cancelled():
                desk.effect.cancel()  # the worker itself is being stopped
                await asyncio.gather(desk.effect, return_exceptions=True)
                raise
            current = asyncio.current_task()
            if current and current.cancelling():
                raise
        finally:
            desk.effect = desk.doing = None

    async def _perform(self, debate: Debate, effect: rules.Effect) -> None:
        match effect:
            case rules.LayTheFloor():
                floor = await self.audience.lay_floor(debate)
                await self._record(events.LayFloor, debate, "floor", floor=floor)
            case rules.Post(turn):
                messages = await self.audience.post(debate, debate.speeches[turn])
                await self._confirm(debate, turn, messages)
            case rules.Speak(turn):
                await self._speak(debate, turn)

    async def _speak(self, debate: Debate, turn: int) -> None:
        """Let the bot's speaker speak, and record the speech or why there is none."""
        stage = await self.audience.begin(debate)
        try:
            if stage.message != debate.begun:
                cause = f"begin {turn} {stage.message}"
                await self._record(
                    events.BeginSpeech, debate, cause, turn=turn, message=stage.message
                )
            draft = await self._draft(debate, stage.say)
            cause = f"deliver {turn}"
            await self._record(events.DeliverSpeech, debate, cause, turn=turn, draft=draft)
        except asyncio.CancelledError:
            if not self._closed:
                await stage.leave("The debate was ended before this speech was given.")
            raise
        except SpeakerFailed as error:
            word = reference()
            log.error("debate %s turn %d stalled, %s: %s", debate.id, turn, word, error.detail)
            await stage.leave(error.line)
            await self._record(
                events.ReportStall,
                debate,
                f"stall {word}",
                turn=turn,
                line=error.line,
                reference=word,
            )
            await self.audience.tell(debate, error.line, word)
            return

    async def _draft(self, debate: Debate, say: Callable[[str], None]) -> Draft:
        try:
            async with asyncio.timeout(self._speech_seconds):
                return await self.speaker.speak(debate, say)
        except TimeoutError:
            line = f"This speech took longer than {self._speech_seconds:.0f} s and was given up."
            raise SpeakerFailed(line) from None
        except ParleyError:
            raise
        except Exception as error:
            log.exception("debate %s: the speaker broke", debate.id)
            line = "The speech could not be made. Nothing that was said is lost."
            raise SpeakerFailed(line, repr(error)) from error

    async def _leave_floor(self, debate: Debate, reason: str) -> None:
        """The thread is gone: end the debate, and owe no postings to a place that is not there."""
        with contextlib.suppress(IllegalMove):
            await self._record(events.End, debate, "floor gone", by="", reason=reason, may=True)
        for speech in debate.speeches:
            if not speech.posted:
                await self._confirm(debate, speech.turn.index, (NOWHERE,))

    async def _confirm(self, debate: Debate, turn: int, messages: tuple[str, ...]) -> None:
        cause = f"posted {turn}"
        await self._record(events.ConfirmPosted, debate, cause, turn=turn, messages=messages)

    async def _record(
        self, kind: type[events.Command], debate: Debate, cause: str, **fields: object
    ) -> None:
        """Hand in a command of the chair's own; one that came too late is dropped."""
        command = kind(debate=debate.id, cause=f"chair {cause}", at=self.clock.now(), **fields)
        try:
            await self.handle(command)
        except IllegalMove as late:
            log.info("debate %s: %s came too late: %s", debate.id, kind.__name__, late)
