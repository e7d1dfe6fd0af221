"""What a class asks of the rooms around it: who is in it, and what waits for its teachers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.classroom.model import Class, Decision, Flag, Held
from bot.classroom.screening import Hit


class Classes(Protocol):
    """The classes and who sits in them. Looking a class up waits for nothing."""

    def at(self, place: str) -> Class | None:
        """The class that debates in this channel."""

    def on(self, server: str) -> tuple[Class, ...]:
        """The classes of a server, by name."""

    def servers(self) -> frozenset[str]:
        """Every server that has a class."""

    async def set_up(self, changed: Class) -> Class:
        """Keep a new class, or a changed one; it comes back with its next version.

        Raises WrongPhase where somebody else has changed it since, NotYourSeat where the channel
        is known as a class of another server, RecordsFailed.
        """

    async def dissolve(self, place: str) -> bool:
        """Let go of a class and its roster; whether there was one. Its debates stay."""

    async def enrol(self, place: str, people: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Put people on the roster; those who were not on it. Raises RecordsFailed."""

    async def strike(self, place: str, person: str) -> bool:
        """Take a person off the roster; whether they were on it."""

    async def roster(self, place: str) -> tuple[str, ...]:
        """Who sits in a class, in the order in which they came."""

    async def enrolled(self) -> frozenset[str]:
        """Everybody who is on some roster."""


class HeldBack(Protocol):
    """What waits for a teacher: words that were held back, and messages that were flagged."""

    async def hold(self, held: Held) -> None:
        """Keep these words until a teacher decides. Raises RecordsFailed."""

    async def held(self, id: str) -> Held:
        """One of them. Raises Unknown."""

    async def waiting(self, place: str) -> tuple[Held, ...]:
        """What of this class waits for a teacher, oldest first."""

    async def held_of(self, person: str) -> tuple[Held, ...]:
        """What of this person waits, in any class."""

    async def carded(self, id: str, card: str) -> None:
        """Keep which message at the teachers' desk shows these words."""

    async def decide(self, id: str, decision: Decision) -> Held | None:
        """Keep what a teacher decided, and let go of the words, which come back this once.

        None where it was decided before, or the words were erased. Raises Unknown.
        """

    async def flag(self, flag: Flag) -> bool:
        """Keep a flag; whether this message was not flagged before by this person."""

    async def flags(self, place: str) -> tuple[Flag, ...]:
        """The flags of this class that nobody has settled yet, oldest first."""

    async def settle(self, id: str) -> Flag | None:
        """Keep that a teacher has looked at it; None where that was known. Raises Unknown."""


class Moderator(Protocol):
    """Looks at what students and the bot have written, before others see it."""

    async def look(self, text: str, *, bot: bool = False) -> Hit | None:
        """What of this text is met, if anything; `bot` where the bot has written it.

        Raises nothing: what cannot be asked finds nothing.
        """
