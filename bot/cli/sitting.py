"""A debate held at this terminal: its records, its chair, and the loop in which they work.

The loop runs only while the bot has something to do. While a person types it stands still, so
that line editing, Ctrl-C and Ctrl-D are what they are everywhere. It knows no rule of debate.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console

from bot import wiring
from bot.chair import Chair
from bot.cli.options import log_to_file
from bot.debate import commands, rules, seating
from bot.debate.errors import RecordsFailed, WrongPhase
from bot.debate.model import BOT, Debate, Format, Level, Motion, Seat
from bot.library.file_library import FileLibrary
from bot.terminal import PLACE, TerminalAudience

if TYPE_CHECKING:
    from bot.records.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is needed to hold one debate here; `kept` where it is recorded. Made by `sitting`."""

    library: FileLibrary
    store: Store
    chair: Chair
    audience: TerminalAudience
    runner: asyncio.Runner
    kept: bool

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Let the loop run until `work` is done. Raises KeyboardInterrupt on Ctrl-C."""
        return self.runner.run(work)

    def open(
        self,
        motion: Motion,
        order: Format,
        seats: tuple[Seat, ...],
        *,
        by: str,
        level: Level,
        seed: int,
    ) -> Debate:
        """Open a debate here; `by` is the person who asked for it. Raises IllegalMove."""
        return self.run(
            self.chair.handle(
                commands.Open(
                    debate=secrets.token_hex(4),
                    cause=PLACE,
                    at=self.chair.clock.now(),
                    motion=motion,
                    format=seating.ordered(order, seats),
                    seats=seats,
                    by=by,
                    place=PLACE,
                    level=level,
                    seed=seed,
                    speaker="",
                )
            )
        )

    def take_up(self, id: str) -> Debate:
        """Go on with a debate that was left. Raises Unknown, or WrongPhase where it cannot be."""
        debate = self.run(self.store.load(id))
        if debate.place != PLACE:
            raise WrongPhase(f"Debate {id} is held in a channel; go on with it there.")
        if debate.ending and not rules.due(debate):
            raise WrongPhase(f"Debate {id} is over. `parley transcript show {id}` shows it.")
        if debate.floor:
            self.audience.card(debate)
        if debate.speeches and debate.speeches[-1].posted:
            self.audience.said(debate, debate.speeches[-1])
        self.run(self.chair.resume(lambda one: one.id == id))
        return self.retry(debate) if debate.stall else debate

    def settled(self, id: str) -> Debate:
        """The debate once the bot owes nothing: it is over, a person's turn, or stalled."""
        return self.run(self.chair.until(id, lambda debate: not rules.due(debate)))

    def ask(
        self, kind: type[commands.Command], debate: Debate, cause: str, **fields: object
    ) -> Debate:
        """Hand the chair a command about this debate. Raises IllegalMove."""
        now = self.chair.clock.now()
        return self.run(
            self.chair.handle(kind(debate=debate.id, cause=cause, at=now, **fields)),
        )

    def give(self, debate: Debate, text: str) -> Debate:
        """Give a person's speech. Raises IllegalMove."""
        assert debate.turn
        turn = debate.turn.index
        by = debate.holder(debate.turn) or ""
        told = {"by": by, "text": text, "turn": turn, "message": f"line {turn}"}
        return self.ask(commands.GiveSpeech, debate, f"typed {turn}", **told)

    def retry(self, debate: Debate) -> Debate:
        """Let the bot try its speech again."""
        cause = f"retry {debate.stall.reference if debate.stall else ''}"
        return self.ask(commands.Retry, debate, cause, by=debate.opened_by)

    def end(self, debate: Debate) -> Debate:
        """End the debate before its last speech."""
        reason = "It was ended before its last speech."
        by = next((s.holder for s in debate.seats if s.holder != BOT), None) or debate.opened_by
        return self.ask(commands.End, debate, "end", by=by, reason=reason)


@contextmanager
def sitting(
    home: wiring.Home, only: str = "", *, quiet: bool = False, must_keep: bool = True
) -> Iterator[Sitting]:
    """Everything that a debate here needs, given back whatever happens.

    `only` as in `wiring.staff_of`; `quiet` prints nothing of the debate. While a running bot
    has the records, a debate that need not be kept is held all the same, and thrown away; with
    `must_keep` RecordsFailed is raised. Raises ParleyError.
    """
    log_to_file(home)
    terminated = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    console = Console()
    audience = TerminalAudience(console, Console(stderr=True), lost=_leave, quiet=quiet)
    watched = home if console.is_terminal and not quiet else _unpaced(home)
    library = wiring.library_of(home)
    try:
        with asyncio.Runner() as runner:
            open_things = AsyncExitStack()
            try:
                records = _records(home, must_keep)
                store, kept = runner.run(open_things.enter_async_context(records))
                at_work = wiring.chair_of(watched, store, audience, library, only)
                chair, _ = runner.run(open_things.enter_async_context(at_work))
                yield Sitting(library, store, chair, audience, runner, kept)
            finally:
                audience.close()
                runner.run(open_things.aclose())
    finally:
        library.close()
        signal.signal(signal.SIGTERM, terminated)


def _leave(why: str) -> None:
    """Go as if by Ctrl-C, since nobody can see the debate any more."""
    if why:
        print(why, file=sys.stderr)
    signal.raise_signal(signal.SIGINT)


def _unpaced(home: wiring.Home) -> wiring.Home:
    """The same home with an offline opponent that nobody watches, and who need not wait."""
    speaking = home.config.speaking.model_copy(update={"words_a_second": 0})
    return replace(home, config=home.config.model_copy(update={"speaking": speaking}))


@asynccontextmanager
async def _records(home: wiring.Home, must_keep: bool) -> AsyncIterator[tuple[Store, bool]]:
    """The records and whether they last."""
    async with AsyncExitStack() as open_things:
        try:
            store, kept = await open_things.enter_async_context(wiring.store_of(home)), True
        except RecordsFailed as held:
            if must_keep:
                raise
            print(f"{held.line} This debate is not kept.", file=sys.stderr)
            folder = open_things.enter_context(tempfile.TemporaryDirectory())
            config = home.config.model_copy(update={"database": ""})
            thrown = replace(home, config=config, data=Path(folder))
            store, kept = await open_things.enter_async_context(wiring.store_of(thrown)), False
        yield store, kept
