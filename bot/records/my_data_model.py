"""All that is kept of one person, as frozen values. `my_data.schema.json` says the same of the JSON.

Other people appear in it neither by name nor by id, and with their words only where the coach or the
judge said them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Detail
from bot.records.transcript_model import Card


@dataclass(frozen=True, slots=True)
class Said:
    """A speech that they gave; `turn` counts from 1. `text` is None once it was withdrawn.

    `claims` are its words that stand on the flow sheet.
    """

    turn: int
    kind: str
    given_at: datetime
    words: int
    text: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hinted:
    """A hint that they took: in which turn, and of which kind."""

    turn: int
    kind: str


@dataclass(frozen=True, slots=True)
class VotedFor:
    """A vote of theirs in a poll that is open; it is forgotten when the poll closes."""

    turn: int
    choice: str


@dataclass(frozen=True, slots=True)
class TookPart:
    """A debate, and what is kept of them in it.

    `seats` are those that they hold; `typed` are lines of theirs that are no speeches: a topic, a
    reason to end; `said_again` their words in the bot's mouth; `feedback` what the coach told them.
    `ballot` is empty, held, released or withheld; the `card` on them is here once it was released.
    """

    debate: str
    motion: str
    format: str
    opened_at: datetime
    opened_by_you: bool
    ended_at: datetime | None
    seats: tuple[str, ...]
    typed: tuple[str, ...]
    speeches: tuple[Said, ...]
    said_again: tuple[str, ...]
    feedback: tuple[str, ...]
    hints: tuple[Hinted, ...]
    votes: tuple[VotedFor, ...]
    ballot: str
    card: Card | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent: where, to which version of the notice, from when to when."""

    place: str
    notice_version: str
    given_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Called:
    """The pseudonym that they have in a place."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Left:
    """A place that they left, and when."""

    place: str
    left_at: datetime


@dataclass(frozen=True, slots=True)
class SitsIn:
    """A class on whose roster they are: its channel, its name, and since when."""

    place: str
    name: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Words of theirs that were held back for a teacher, and why; `turn` counts from 1.

    `words` are None once a teacher has decided, or they waited too long. `decision` is approved,
    declined, or empty.
    """

    place: str
    debate: str
    turn: int
    words: str | None
    why: str
    at: datetime
    decision: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A message that they pointed out to the teachers; `settled` once a teacher has looked."""

    place: str
    debate: str
    channel: str
    message: str
    at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An entry of the audit log that they brought about, or that is about them or their debates.

    `by` is “you”, “somebody else” or “Parley”; `about` is one of these, a debate's id, or empty.
    """

    at: datetime
    place: str
    by: str
    action: str
    about: str
    detail: Mapping[str, Detail]


@dataclass(frozen=True, slots=True)
class MyData:
    """All of it. `person` is the id by which the records know them."""

    person: str
    name: str | None
    account: str | None
    seen_at: datetime | None
    debates: tuple[TookPart, ...]
    consents: tuple[Agreed, ...]
    pseudonyms: tuple[Called, ...]
    departures: tuple[Left, ...]
    classes: tuple[SitsIn, ...]
    held: tuple[HeldBack, ...]
    flags: tuple[Flagged, ...]
    audit: tuple[Done, ...]
