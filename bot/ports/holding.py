"""What it takes to hold a debate: somebody who speaks, listens, judges, coaches, shows and remembers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.debate.ballots import Ballot, Choice, Tally
from bot.debate.events import Event
from bot.debate.model import (
    Claim,
    Debate,
    Draft,
    Floor,
    HintKind,
    Passage,
    Side,
    Speech,
)

Say = Callable[[str], None]
"""Shows the whole of a speech as far as it goes. Calling it again replaces what was shown."""


class Clock(Protocol):
    """The time, so that tests can hold it."""

    def now(self) -> datetime:
        """The present moment, in UTC."""

    async def until(self, moment: datetime) -> None:
        """Wait until it is `moment`."""


class Speaker(Protocol):
    """Somebody who can argue for the bot."""

    name: str

    async def speak(self, debate: Debate, say: Say) -> Draft:
        """The speech for `debate.turn`, within its cap, shown through `say` while it grows.

        Raises SpeakerFailed with the line for the thread.
        """


class FlowKeeper(Protocol):
    """Somebody who listens and writes the flow sheet."""

    async def claims(self, debate: Debate, speech: Speech) -> tuple[Claim, ...]:
        """What this speech puts on the flow sheet, numbered on from the debate's last claim.

        Does not block the loop.
        """


class Judge(Protocol):
    """Somebody who can write a ballot."""

    @property
    def name(self) -> str:
        """What its ballots are signed with."""

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        """A ballot on all that people have said so far, and with `winner` on who won.

        Raises JudgeFailed with the line for the thread.
        """


@dataclass(frozen=True, slots=True)
class Advice:
    """What a coach says to one speaker: lines of its own, and passages to look at."""

    title: str
    lines: tuple[str, ...]
    passages: tuple[Passage, ...] = ()


class Coach(Protocol):
    """Somebody who makes a speaker think, and never writes the speech."""

    async def hint(self, debate: Debate, person: str, kind: HintKind) -> Advice:
        """A hint for the speech that this person has to give next."""

    async def check(self, debate: Debate | None, words: str) -> Advice:
        """What the sources say to these words: borne out, spoken against, or silent."""

    async def moves(self, debate: Debate | None, words: str, side: Side | None) -> Advice:
        """How these words could be answered: moves, not sentences. `side` is who would answer."""

    async def assumptions(self, debate: Debate | None, words: str) -> Advice:
        """What these words take for granted, as questions."""


class Polls(Protocol):
    """The votes of an open poll; once it is closed they are forgotten."""

    async def cast(self, debate: str, turn: int, person: str, choice: Choice) -> None:
        """Keep this person's vote, in the place of any earlier one."""

    async def tally(self, debate: str, turn: int) -> Tally:
        """How the poll stands."""

    async def forget(self, debate: str, turn: int) -> None:
        """Let go of who voted what."""


class Records(Protocol):
    """The event log: append-only, gap-free, committed before it answers."""

    async def load(self, debate: str) -> Debate:
        """The debate as its events make it. Raises Unknown, RecordsFailed."""

    async def append(self, debate: Debate | None, cause: str, *events: Event) -> bool:
        """Commit events after the last that `debate` has seen (None: a new debate).

        False when something with this cause was recorded before: nothing was then written.
        Raises RecordsFailed when another writer came between or the disk refused.
        """

    async def seen(self, debate: str, cause: str) -> bool:
        """Whether something with this cause is on the record of this debate."""

    async def open_debates(self) -> tuple[str, ...]:
        """Every debate that has not ended or still owes a posting, oldest first."""

    async def debate_on(self, thread: str) -> str | None:
        """The debate whose floor is this thread."""

    async def debates(
        self,
        *,
        person: str | None = None,
        place: str | None = None,
        still_open: bool = False,
        limit: int = 25,
    ) -> tuple[Debate, ...]:
        """The latest debates, newest first.

        With a person, those in which they hold a seat; with a place, those held in that channel;
        with `still_open`, those that have not ended.
        """


class People(Protocol):
    """Who is who. Debates know a person by an opaque id; names and accounts stay here."""

    async def person(self, account: str, name: str) -> str:
        """The person id for an account, made at first sight; keeps the name up to date."""

    async def known(self, account: str) -> str | None:
        """The person id for an account that was seen before; nothing is kept of any other."""

    async def account(self, person: str) -> str | None:
        """The account of a person, None once it was forgotten."""

    async def name(self, person: str) -> str:
        """The name to show; a neutral one once it was forgotten."""


class Stage(Protocol):
    """A message in which a speech of the bot appears while it is being made."""

    message: str

    def say(self, text: str) -> None:
        """Show the speech as far as it goes; returns at once."""

    async def leave(self, line: str) -> None:
        """Give up this speech: stop editing, and let `line` stand in its place."""


class Audience(Protocol):
    """Where a debate is seen. Every method may raise FloorGone."""

    async def lay_floor(self, debate: Debate) -> Floor:
        """Open the thread with its card; if it is already there, find it."""

    async def begin(self, debate: Debate) -> Stage:
        """Make ready to show the bot's speech; takes up `debate.begun` where there is one."""

    async def post(self, debate: Debate, speech: Speech) -> tuple[str, ...]:
        """Put a recorded speech into the thread, whole and for good; the ids of its messages.

        Doing it again shows it no second time.
        """

    async def show(self, debate: Debate) -> None:
        """Bring the card up to date."""

    async def tell(self, debate: Debate, line: str, reference: str = "") -> None:
        """One calm line in the thread; with a reference, an offer to try again."""

    async def ballot(self, debate: Debate) -> None:
        """Say that a ballot is ready, and let each speaker see their own."""
