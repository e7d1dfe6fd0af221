"""What may be asked of a debate. A command may be refused; what follows from it are `events`.

Every command carries its cause (the interaction or message that brought it), so that a second
delivery changes nothing, and the time at which it was received, so that the rules need no clock.
Where there is a `may`, it is true of those whose word is enough without a seat: teachers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.debate.ballots import Ballot, Review, Tally
from bot.debate.model import Claim, Draft, Floor, Format, HintKind, Level, Motion, Pace, Seat, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked of a debate. `cause` is unique for each thing that a person did."""

    debate: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Command):
    """Open a debate. `speaker` names who argues for the bot; empty leaves it to the operator.

    `topic` narrows the motion down, where the chair of a caucus has set one. With `hold_ballots`
    a teacher sees each ballot before anybody else; `coaching` is how much a hint gives.
    """

    motion: Motion
    format: Format
    seats: tuple[Seat, ...]
    by: str
    place: str
    level: Level = Level.NOVICE
    seed: int = 0
    speaker: str = ""
    topic: str = ""
    pace: Pace = Pace.FREE
    slow_hours: float = 24
    hold_ballots: bool = False
    coaching: HintKind = HintKind.QUESTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class LayFloor(Command):
    """The thread and its card are there."""

    floor: Floor


# --- seats and the speakers list --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSeat(Command):
    """A person sits down in the seat of that name (`Seat.name`)."""

    by: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveSeat(Command):
    """A person gets up. `person` is who, `by` who says so: themselves or a teacher."""

    by: str
    person: str
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSeats(Command):
    """Let the bot sit down in every empty seat."""

    by: str
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinList(Command):
    """A person puts themselves on the speakers list, for this side."""

    by: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveList(Command):
    """A person takes themselves off the speakers list."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveSeat(Command):
    """A teacher gives a seat to somebody else: `holder` is a person id, or BOT."""

    by: str
    seat: str
    holder: str
    may: bool = False


# --- speeches ---------------------------------------------------------------------------------


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
class NoteClaims(Command):
    """What the speech of this turn has put on the flow sheet."""

    turn: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HideSpeech(Command):
    """A teacher takes the speech of this turn out of everybody's view."""

    by: str
    turn: int
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSpeech(Command):
    """A teacher puts a hidden speech back."""

    by: str
    turn: int
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStall(Command):
    """No speaker could give the bot's speech."""

    turn: int
    line: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry(Command):
    """Let the bot try its speech again."""

    by: str
    may: bool = False


# --- the clock --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnTime(Command):
    """The time of this turn is nearly over."""

    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOut(Command):
    """The time of this turn is over. To a vote, the chair adds how it went."""

    turn: int
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendTime(Command):
    """Give the turn now due so many seconds more."""

    by: str
    seconds: int
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTurn(Command):
    """Let this turn pass without a speech."""

    by: str
    turn: int
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Command):
    """Stop the clock, and the debate with it."""

    by: str
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """Go on after a pause."""

    by: str
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Command):
    """End the debate."""

    by: str
    reason: str
    may: bool = False


# --- votes, hints, ballots --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote(Command):
    """Close the vote of this turn; the chair adds how it went."""

    by: str
    turn: int
    tally: Tally = field(default_factory=Tally)
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHint(Command):
    """A speaker takes a hint; `what` says of which kind."""

    by: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBallot(Command):
    """Ask the judge for a ballot, and with `winner` also for who won."""

    by: str
    winner: bool = False
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CastBallot(Command):
    """The judge's ballot is ready; `winner` says whether it was asked who won."""

    ballot: Ballot
    winner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FailBallot(Command):
    """No judge could write a ballot; `line` says why."""

    line: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBallot(Command):
    """A teacher releases a ballot, or withholds it."""

    by: str
    review: Review
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeScore(Command):
    """A teacher gives a speaker other points on a criterion."""

    by: str
    person: str
    criterion: str
    points: int
    may: bool = False
