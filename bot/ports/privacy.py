"""Who agreed to what, what they are called elsewhere, who did what to whose record, and forgetting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Consent:
    """That a person agreed to be kept record of in a place, and to which version of the notice."""

    person: str
    place: str
    notice_version: str
    given_at: datetime
    revoked_at: datetime | None = None


class Consents(Protocol):
    """Who agreed to be kept record of. A place is a server, by its id."""

    async def consent(self, person: str, place: str) -> Consent | None:
        """The consent that is in force, None where there is none."""

    async def give_consent(
        self, person: str, place: str, notice_version: str, at: datetime
    ) -> Consent:
        """Keep that this person agrees from now on. Raises RecordsFailed, also where they were
        erased meanwhile: they are then to be met anew."""

    async def revoke_consent(self, person: str, place: str, at: datetime) -> bool:
        """Keep that this person no longer agrees; whether they did. What they said stays."""

    async def agreed(self) -> tuple[Consent, ...]:
        """Every consent that is in force, anywhere."""


class Pseudonyms(Protocol):
    """What people are called where their names must not be told."""

    async def pseudonym(self, person: str, place: str) -> str:
        """A neutral name, the same each time, and no other person's in this place."""

    async def pseudonyms(self, place: str) -> Mapping[str, str]:
        """The key: all pseudonyms of a place, by person id."""

    async def forget_pseudonyms(self, place: str) -> None:
        """Empty the key: who was called what in this place can be found out no more."""


Detail = str | int
"""A number, or a word such as an id: nothing that a sentence could stand in."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the audit log. `actor` is empty for Parley itself, `about` for nothing named."""

    at: datetime
    place: str
    actor: str
    action: str
    about: str
    detail: Mapping[str, Detail]


class Audit(Protocol):
    """Who read, exported, erased or changed what. Only ever added to, and without any words."""

    async def note(
        self,
        at: datetime,
        place: str,
        actor: str,
        action: str,
        about: str = "",
        **detail: Detail,
    ) -> None:
        """Note that `actor` did this; `about` is a person's or a debate's id.

        `action` is one word, hyphens allowed. Raises ValueError where one of them could be a
        sentence, RecordsFailed.
        """

    async def audited(
        self, place: str, about: str | None = None, limit: int = 100
    ) -> tuple[Noted, ...]:
        """The latest entries of a place, newest first; with `about`, those on that alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The messages in a thread that still show words which were erased from the records.

    `own` is true of what the person said; else the bot said it again, or spoke about them.
    """

    debate: str
    thread: str
    turn: int
    messages: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: in how many places words were emptied, and in which debates.

    `open` are the debates that go on and in which the person still sits, or stands on the list:
    ask there for LeaveSeat. `traceless` is false where files may still show traces; they are then
    removed with the next erasure, sweep or start.
    """

    words: int
    debates: tuple[str, ...]
    open: tuple[str, ...]
    shown: tuple[Shown, ...]
    traceless: bool = True


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: the debates and places that lost words, and how many people were forgotten.

    `seats` are (debate, person) where somebody who left still sits in a debate that goes on, `idle`
    debates that go on and in which nothing has happened for so long: the caller may free the ones
    and end the others, and the next sweep will see to them. `traceless` as of Erased.
    """

    words: int
    debates: tuple[str, ...]
    people: int
    seats: tuple[tuple[str, str], ...]
    idle: tuple[str, ...]
    traceless: bool = True


class Privacy(Protocol):
    """What keeps data no longer than it is needed."""

    async def erase(self, person: str) -> Erased:
        """Forget this person, and every word that is theirs. Raises RecordsFailed."""

    async def sweep(self, now: datetime, days: int, keep: Collection[str] = ()) -> Swept:
        """Let go of what is past its time. `keep` are people who are still on some roster.

        Raises RecordsFailed.
        """

    async def left(self, person: str | None, place: str, at: datetime) -> None:
        """Note that this person left the place; None: everybody, since the bot was removed."""

    async def came_back(self, person: str | None, place: str) -> None:
        """Take that back. None: the bot is there again."""
