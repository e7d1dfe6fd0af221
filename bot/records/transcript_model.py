"""What a transcript holds, as frozen values. `transcript.schema.json` says the same of the JSON.

Persons appear under names, never by their ids. Turns are counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.debate.model import Craft


@dataclass(frozen=True, slots=True)
class Position:
    """A seat. `role` is empty where it is its side's only one.

    `speaker` is a name, the school for the bot, None on an empty seat.
    """

    side: str
    role: str
    school: str
    speaker: str | None
    bot: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that is over. `place` is from where it is spoken: seat, audience, list or coach.

    `side` is the side that is argued; of the audience and the coach, the side that is spoken to;
    empty where nobody from the list took the turn. Off the seats, `role` and `school` are empty.
    """

    turn: int
    kind: str
    place: str
    side: str
    role: str
    school: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, what became of them, and the nearest that the source has.

    `source` is the number of a source, None where an earlier speech was quoted.
    """

    words: str
    verdict: str
    source: int | None
    nearest: str


@dataclass(frozen=True, slots=True)
class Flowed:
    """A claim that a speech put on the flow sheet, and the claims that it answers and supports.

    `words` is empty once the speech was withdrawn.
    """

    number: int
    words: str
    answers: tuple[int, ...]
    supports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given(Taken):
    """A speech as it was given. `text` is None once it was withdrawn."""

    speaker: str
    bot: bool
    given_at: datetime
    words: int
    text: str | None
    citations: tuple[int, ...]
    quotations: tuple[Quoted, ...]
    claims: tuple[Flowed, ...]
    notices: tuple[str, ...]
    craft: Craft | None


@dataclass(frozen=True, slots=True)
class Passed(Taken):
    """A turn that went by without a speech."""


@dataclass(frozen=True, slots=True)
class Voted:
    """How a vote went."""

    turn: int
    affirmative: int
    negative: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Swung:
    """How far each side's share moved between the first vote and the last, in points of a hundred."""

    affirmative: float
    negative: float
    winner: str


@dataclass(frozen=True, slots=True)
class Helped:
    """How many hints of a kind a speaker took."""

    speaker: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Points on a criterion, why, and the words that earned them: all of it, or none, in a turn."""

    criterion: str
    points: int
    why: str
    turn: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a ballot says of one speaker."""

    speaker: str
    side: str
    total: int
    marks: tuple[Mark, ...]
    strength: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A ballot that was released. `winner` is empty where it was not asked for."""

    judge: str
    winner: str
    reason: str
    notices: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered source of the debate: the passage that was used, and whose claim it is."""

    number: int
    kind: str
    title: str
    author: str
    outlet: str
    published: str
    url: str
    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How the debate ended; `by` is a name, empty when it ran its course."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Transcript:
    """All of a debate that may be handed on.

    `pace` is free, live or slow; `turn_hours` what a turn has at the slow pace, else None.
    `swing` is None with less than two votes, `ballot` until one is released.
    """

    debate: str
    motion: str
    topic: str
    as_of: str
    format: str
    level: str
    pace: str
    turn_hours: float | None
    opened_at: datetime
    seats: tuple[Position, ...]
    speeches: tuple[Given, ...]
    passed: tuple[Passed, ...]
    votes: tuple[Voted, ...]
    swing: Swung | None
    hints: tuple[Helped, ...]
    ballot: Judged | None
    sources: tuple[Cited, ...]
    ending: Ended | None
