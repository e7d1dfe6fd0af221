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
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from bot.debate import commands, rules
from bot.debate.ballots import Ballot, Choice, Review
from bot.debate.errors import FloorGone, IllegalMove, JudgeFailed, ParleyError, SpeakerFailed
from bot.debate.model import COACH, NOWHERE, Claim, Debate, Draft, Phase, Speech
from bot.debate.wording import what_the_clock_did
from bot.ports import Audience, Clock, FlowKeeper, Judge, Polls, Records, Speaker

log = logging.getLogger(__name__)

LONGEST_NAP = 60.0
LONGEST_PAUSE = 30.0
"""Seconds between two tries, at the most, while the thread cannot be reached."""


class WallClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def until(self, moment: datetime) -> None:
        """Wait until it is `moment`; looks again now and then, since a computer may have slept."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110  time, not an event
            await asyncio.sleep(min(left, LONGEST_NAP))


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
    alarm: rules.Alarm | None = None
    ringing: asyncio.Task[None] | None = None
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
        coach: Speaker | None = None,
        keeper: FlowKeeper | None = None,
        judge: Judge | None = None,
        polls: Polls | None = None,
        speech_seconds: float = 180,
        pause: float = 1.0,
    ) -> None:
        """`coach` speaks where a format has feedback. `speech_seconds` bounds one speech or
        ballot of the bot, all tries together; `pause` is the first wait, in seconds, before an
        unreachable thread is tried again."""
        self.records = records
        self.speaker = speaker
        self.coach = coach or speaker
        self.keeper = keeper
        self.judge = judge
        self.polls = polls
        self.audience = audience
        self.clock = clock or WallClock()
        self._speech_seconds = speech_seconds
        self._pause = pause
        self._desks: WeakValueDictionary[str, Desk] = WeakValueDictionary()
        self._workers: set[asyncio.Task[None]] = set()
        self._closed = False

    # --- hearing ------------------------------------------------------------------------------

    async def handle(self, command: commands.Command) -> Debate:
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

    async def vote(self, debate: str, turn: int, person: str, choice: Choice) -> Debate:
        """Keep a vote in the poll of this turn, in the place of any that this person cast before.

        Raises IllegalMove where no such poll is open or the person holds a seat, Unknown,
        RecordsFailed.
        """
        async with self._desk(debate).lock:
            now = await self.records.load(debate)
            rules.may_vote(now, person, turn)
            if self.polls is not None:
                await self.polls.cast(debate, turn, person, choice)
            return now

    async def _decide(self, command: commands.Command) -> Debate:
        opening = isinstance(command, commands.Open)
        before = None if opening else await self.records.load(command.debate)
        polled = before is not None and before.phase is Phase.VOTING and self.polls is not None
        if polled and isinstance(command, (commands.CloseVote, commands.RunOut)):
            assert self.polls is not None
            tally = await self.polls.tally(command.debate, command.turn)
            command = replace(command, tally=tally)
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
        if polled and before and self.polls and debate.taken + bool(debate.ending) > before.taken:
            await self.polls.forget(
                debate.id, before.taken
            )  # who voted what is nobody's business now
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
        for worker in tuple(self._workers):
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
        self._set_clock(desk, debate)
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
        given = debate.speech(desk.doing.turn) is not None
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
                await self._record(commands.LayFloor, debate, "floor", floor=floor)
            case rules.Post(turn):
                speech = debate.speech(turn)
                assert speech is not None  # what is owed is derived from the speeches
                messages = await self.audience.post(debate, speech)
                await self._confirm(debate, turn, messages)
            case rules.Note(turn):
                speech = debate.speech(turn)
                assert speech is not None
                claims = await self._claims(debate, speech)
                cause = f"note {turn}"
                await self._record(commands.NoteClaims, debate, cause, turn=turn, claims=claims)
            case rules.Speak(turn):
                await self._speak(debate, turn)
            case rules.Judge():
                await self._judge(debate)

    async def _speak(self, debate: Debate, turn: int) -> None:
        """Let the bot's speaker speak, and record the speech or why there is none."""
        stage = await self.audience.begin(debate)
        try:
            if stage.message != debate.begun:
                cause = f"begin {turn} {stage.message}"
                await self._record(
                    commands.BeginSpeech, debate, cause, turn=turn, message=stage.message
                )
            draft = await self._draft(debate, stage.say)
            cause = f"deliver {turn}"
            await self._record(commands.DeliverSpeech, debate, cause, turn=turn, draft=draft)
        except asyncio.CancelledError:
            if not self._closed:
                await stage.leave("This speech was broken off.")
            raise
        except SpeakerFailed as error:
            word = reference()
            log.error("debate %s turn %d stalled, %s: %s", debate.id, turn, word, error.detail)
            await stage.leave(error.line)
            await self._record(
                commands.ReportStall,
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
                coached = debate.turn is not None and debate.turn.seat == COACH
                return await (self.coach if coached else self.speaker).speak(debate, say)
        except TimeoutError:
            line = f"This speech took longer than {self._speech_seconds:.0f} s and was given up."
            raise SpeakerFailed(line) from None
        except ParleyError:
            raise
        except Exception as error:
            log.exception("debate %s: the speaker broke", debate.id)
            line = "The speech could not be made. Nothing that was said is lost."
            raise SpeakerFailed(line, repr(error)) from error

    async def _claims(self, debate: Debate, speech: Speech) -> tuple[Claim, ...]:
        """What a speech puts on the flow sheet; nothing where listening fails, so that it goes on."""
        if self.keeper is None or not speech.text:
            return ()
        try:
            return await self.keeper.claims(debate, speech)
        except Exception:
            log.exception("debate %s: turn %d was not flowed", debate.id, speech.turn.index)
            return ()

    async def _judge(self, debate: Debate) -> None:
        """Have the ballot written, or record why there is none."""
        try:
            ballot = await self._ballot(debate)
        except JudgeFailed as error:
            word = reference()
            log.error("debate %s: no ballot, %s: %s", debate.id, word, error.detail)
            failure = {"line": error.line, "reference": word}
            await self._record(commands.FailBallot, debate, f"no ballot {word}", **failure)
            await self.audience.tell(debate, f"{error.line} Reference {word}.")
            return
        cause = f"ballot {debate.seq}"
        asked = debate.ballot_wanted is not None and debate.ballot_wanted.winner
        fields = {"ballot": ballot, "winner": asked}
        judged = await self._record(commands.CastBallot, debate, cause, **fields)
        if judged and judged.ballot and judged.review is Review.RELEASED:
            await self.audience.ballot(judged)

    async def _ballot(self, debate: Debate) -> Ballot:
        wanted = debate.ballot_wanted
        if self.judge is None or wanted is None:
            raise JudgeFailed("No judge is set up here, so there is no ballot.")
        try:
            async with asyncio.timeout(self._speech_seconds):
                return await self.judge.judge(debate, winner=wanted.winner)
        except TimeoutError:
            line = f"The ballot took longer than {self._speech_seconds:.0f} s and was given up."
            raise JudgeFailed(line) from None
        except ParleyError:
            raise
        except Exception as error:
            log.exception("debate %s: the judge broke", debate.id)
            line = "The ballot could not be written. Nothing that was said is lost."
            raise JudgeFailed(line, repr(error)) from error

    # --- the clock ----------------------------------------------------------------------------

    def _set_clock(self, desk: Desk, debate: Debate) -> None:
        """See that somebody looks at the clock when it has to be looked at next."""
        alarm = rules.alarm(debate)
        if alarm == desk.alarm or self._closed:
            return
        desk.alarm = alarm
        if desk.ringing:
            desk.ringing.cancel()
            desk.ringing = None
        if alarm:
            desk.ringing = asyncio.create_task(self._ring(desk, debate, alarm))
            self._workers.add(desk.ringing)
            desk.ringing.add_done_callback(self._workers.discard)

    async def _ring(self, desk: Desk, before: Debate, alarm: rules.Alarm) -> None:
        """Wait for the alarm, tell the rules, and say in the thread what they made of it."""
        await self.clock.until(alarm.at)
        desk.ringing = desk.alarm = None  # what is recorded now may set it anew
        cause = f"clock {alarm.turn} {alarm.command.__name__} {alarm.at.isoformat()}"
        after = await self._record(alarm.command, before, cause, turn=alarm.turn)
        if after is None or after.seq == before.seq:
            return
        line = what_the_clock_did(before, after, alarm.turn)
        if line:
            try:
                await self.audience.tell(after, line)
            except Exception:  # noqa: BLE001  the card shows it too
                log.warning("debate %s: the clock was not heard in its thread", before.id)

    async def _leave_floor(self, debate: Debate, reason: str) -> None:
        """The thread is gone: end the debate, and owe no postings to a place that is not there."""
        with contextlib.suppress(IllegalMove):
            await self._record(commands.End, debate, "floor gone", by="", reason=reason, may=True)
        for speech in debate.speeches:
            if not speech.posted:
                await self._confirm(debate, speech.turn.index, (NOWHERE,))

    async def _confirm(self, debate: Debate, turn: int, messages: tuple[str, ...]) -> None:
        cause = f"posted {turn}"
        await self._record(commands.ConfirmPosted, debate, cause, turn=turn, messages=messages)

    async def _record(
        self, kind: type[commands.Command], debate: Debate, cause: str, **fields: object
    ) -> Debate | None:
        """Hand in a command of the chair's own; one that came too late is dropped."""
        command = kind(debate=debate.id, cause=f"chair {cause}", at=self.clock.now(), **fields)
        try:
            return await self.handle(command)
        except IllegalMove as late:
            log.info("debate %s: %s came too late: %s", debate.id, kind.__name__, late)
            return None
