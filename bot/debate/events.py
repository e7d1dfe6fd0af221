"""What may be asked of a debate (commands) and what has happened in it (events).

A command may be refused; an event is a fact and never changes. Every command carries its cause
(the interaction or message that brought it), so that a second delivery changes nothing, and the
time at which it was received, so that the rules need no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.debate.model import (
    Citation,
    Craft,
    Draft,
    Floor,
    Format,
    Level,
    Motion,
    Quotation,
    Seat,
    Side,
)

# --- commands ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked of a debate. `cause` is unique for each thing that a person did."""

    debate: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Command):
    """Open a debate. `speaker` names who argues for the bot; empty leaves it to the operator."""

    motion: Motion
    format: Format
    seats: tuple[Seat, ...]
    by: str
    place: str
    level: Level = Level.NOVICE
    seed: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayFloor(Command):
    """The thread and its card are there."""

    floor: Floor


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSeat(Command):
    """A person sits down."""

    by: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveSpeech(Command):
    """A person speaks. `turn` is the turn they meant, None for whichever is due.

    `message` is where the words stand already, empty where they came by a form.
    """

    by: str
    text: str
    turn: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginSpeech(Command):
    """The bot's speech has a message in which it will appear."""

    turn: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverSpeech(Command):
    """The bot's speech is ready and checked."""

    turn: int
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPosted(Command):
    """A recorded speech stands in the thread, in these messages."""

    turn: int
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStall(Command):
    """No speaker could give the bot's speech."""

    turn: int
    line: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry(Command):
    """Let the bot try its speech again. `may` as in End."""

    by: str
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Command):
    """End the debate. `may` is true of those whose word is enough without a seat: teachers."""

    by: str
    reason: str
    may: bool = False


# --- events -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that has happened, and when (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DebateOpened(Event):
    """The first event of every debate; carries the motion and format as they were that day."""

    debate: str
    motion: Motion
    format: Format
    seats: tuple[Seat, ...]
    by: str
    place: str
    level: Level
    seed: int
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLaid(Event):
    """The debate has its thread and card."""

    floor: Floor


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken(Event):
    """A person has sat down."""

    side: Side
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechBegun(Event):
    """The bot's speech is appearing in this message."""

    turn: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechGiven(Event):
    """A speech is on the record. `text` is None where it was withdrawn since."""

    turn: int
    by: str
    text: str | None
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    made: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    craft: Craft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechPosted(Event):
    """A recorded speech stands in the thread."""

    turn: int
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnStalled(Event):
    """The bot could not speak; the thread was told, with this reference."""

    turn: int
    line: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRetried(Event):
    """Somebody asked the bot to try again."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebateEnded(Event):
    """The debate is over. `by` is empty when it ran its course."""

    by: str
    reason: str


EVENTS: tuple[type[Event], ...] = (
    DebateOpened,
    FloorLaid,
    SeatTaken,
    SpeechBegun,
    SpeechGiven,
    SpeechPosted,
    TurnStalled,
    TurnRetried,
    DebateEnded,
)
