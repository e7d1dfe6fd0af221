"""What has happened in a debate. An event is a fact and never changes; `commands` bring them about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.debate.ballots import Ballot, Review, Tally
from bot.debate.model import (
    Citation,
    Claim,
    Craft,
    Floor,
    Format,
    HintKind,
    Level,
    Motion,
    Pace,
    Quotation,
    Seat,
    Side,
)


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
    topic: str = ""
    pace: Pace = Pace.FREE
    slow_hours: float = 24
    hold_ballots: bool = False
    coaching: HintKind = HintKind.QUESTIONS
    flowing: bool = False  # whether a flow sheet is kept; older debates have none


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLaid(Event):
    """The debate has its thread and card."""

    floor: Floor


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken(Event):
    """A person, or the bot, has sat down. `role` is empty for a side's only seat."""

    side: Side
    by: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLeft(Event):
    """This seat stands empty again. `by` says who said so."""

    seat: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListJoined(Event):
    """A person stands on the speakers list, for this side."""

    by: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLeft(Event):
    """A person no longer stands on the speakers list."""

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
class SpeechHidden(Event):
    """A teacher has taken this speech out of everybody's view."""

    turn: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechShown(Event):
    """A hidden speech can be seen again."""

    turn: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsNoted(Event):
    """What a speech has put on the flow sheet."""

    turn: int
    claims: tuple[Claim, ...]


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
class TimeWarned(Event):
    """It was said that the time of this turn is nearly over."""

    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExtended(Event):
    """This turn has so many seconds more. `by` is empty where the format gave them."""

    turn: int
    seconds: int
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCalled(Event):
    """The time of this turn is over, and it is waited for."""

    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPassed(Event):
    """This turn went by without a speech. `by` is empty where its time ran out."""

    turn: int
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebatePaused(Event):
    """The clock stands still."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebateResumed(Event):
    """The clock runs again."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed(Event):
    """A vote is closed; nothing is kept of who voted what."""

    turn: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class HintTaken(Event):
    """A speaker took a hint, for this turn."""

    turn: int
    by: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotAsked(Event):
    """A ballot is wanted. `by` is empty at the end of a debate whose format has one."""

    by: str
    winner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCast(Event):
    """The judge has written a ballot."""

    ballot: Ballot


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFailed(Event):
    """No ballot could be written; whoever asks again may have better luck."""

    line: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotReviewed(Event):
    """A teacher has released the ballot, or withheld it."""

    by: str
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChanged(Event):
    """A teacher has given other points."""

    by: str
    person: str
    criterion: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DebateEnded(Event):
    """The debate is over. `by` is empty when it ran its course."""

    by: str
    reason: str


EVENTS: tuple[type[Event], ...] = (
    DebateOpened,
    FloorLaid,
    SeatTaken,
    SeatLeft,
    ListJoined,
    ListLeft,
    SpeechBegun,
    SpeechGiven,
    SpeechPosted,
    SpeechHidden,
    SpeechShown,
    ClaimsNoted,
    TurnStalled,
    TurnRetried,
    TimeWarned,
    TimeExtended,
    TimeCalled,
    TurnPassed,
    DebatePaused,
    DebateResumed,
    VoteClosed,
    HintTaken,
    BallotAsked,
    BallotCast,
    BallotFailed,
    BallotReviewed,
    ScoreChanged,
    DebateEnded,
)
