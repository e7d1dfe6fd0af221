"""What a class is. Every value is frozen; ids of channels, servers and roles are opaque words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.debate.model import HintKind, Level, Pace


class Against(StrEnum):
    """Whom the students of a class may argue against."""

    ANYBODY = "anybody"
    PARLEY = "parley"
    OFFLINE = "offline"
    STUDENT = "student"


class Starters(StrEnum):
    """Who may open a debate in the channel of a class. Teachers always may."""

    EVERYBODY = "everybody"
    ROSTER = "roster"
    TEACHERS = "teachers"


class Length(StrEnum):
    """How long speeches may be, beside what the format says."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"

    @property
    def share(self) -> float:
        """By what the format's word limits are multiplied."""
        return {Length.SHORT: 0.6, Length.STANDARD: 1.0, Length.LONG: 1.5}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a teacher has set for a class. None leaves it to the configuration.

    `motions` and `formats` are those allowed, none named means all. With `names`, exports tell
    the students' names instead of their pseudonyms.
    """

    motions: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    level: Level | None = None
    hints: HintKind | None = None
    opponent: Against = Against.ANYBODY
    length: Length = Length.STANDARD
    starters: Starters = Starters.EVERYBODY
    pace: Pace | None = None
    hold_ballots: bool | None = None
    names: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class, by the channel in which it debates: `place`, on `server`.

    `teachers` is the role of those who teach it, `desk` the channel in which only they read, and
    `code` lets students join; empty where there is none. `version` counts its changes, so that of
    two teachers at once the second sees what the first has set.
    """

    place: str
    server: str
    name: str
    teachers: str
    desk: str
    code: str = ""
    settings: Settings = field(default_factory=Settings)
    version: int = 0


class Decision(StrEnum):
    """What a teacher made of words that were held back."""

    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Words of a student that wait for a teacher.

    `place` is the class. `debate` and `turn` say for which speech they were meant, `by_form`
    whether they came by a form, so that they stand nowhere yet. `why` is one of the categories of
    the word list. `card` is the message at the teachers' desk. Once `decision` is there, the words
    are gone from here.
    """

    id: str
    place: str
    person: str
    debate: str
    turn: int
    words: str
    why: str
    at: datetime
    by_form: bool = True
    card: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """That somebody pointed a message out to the teachers. It holds no words.

    `message` stands in `channel`; `debate` is empty where it belongs to none. `settled` once a
    teacher has looked at it.
    """

    id: str
    place: str
    debate: str
    channel: str
    message: str
    by: str
    at: datetime
    settled: bool = False
