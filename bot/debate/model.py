"""The things a debate is made of, as frozen values. Knows no rule, file, model or chat program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Side(StrEnum):
    """For the motion or against it."""

    AFFIRMATIVE = "affirmative"
    NEGATIVE = "negative"

    @property
    def other(self) -> Side:
        return Side.NEGATIVE if self is Side.AFFIRMATIVE else Side.AFFIRMATIVE


class Kind(StrEnum):
    """What a turn is for."""

    CONSTRUCTIVE = "constructive"
    QUESTION = "question"
    ANSWER = "answer"
    REBUTTAL = "rebuttal"
    CLOSING = "closing"


class Level(StrEnum):
    """How demanding the bot's speeches are."""

    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Standing(StrEnum):
    """Whose claim a claim is."""

    AUTHORED = "authored"  # the source's author argues it
    ATTRIBUTED = "attributed"  # the source reports that somebody else holds it
    CONCEDED = "conceded"  # the author grants it to the other side
    DOCTRINE = "doctrine"  # a school's general teaching, tied to no one source


class SourceKind(StrEnum):
    """An article may be quoted; a brief is our own paraphrase and may not."""

    ARTICLE = "article"
    BRIEF = "brief"


BOT = "bot"
"""The holder of a seat in which the bot sits. People are held by their person id."""

NOWHERE = "nowhere"
"""Stands for the message of a speech whose thread was gone before it could be posted."""


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion. `as_of` (YYYY-MM) is the date from whose knowledge it is argued.

    `also` are further schools that can argue it, each with its side.
    """

    id: str
    says: str
    affirmed_by: str
    opposed_by: str
    as_of: str
    topics: tuple[str, ...] = ()
    background: str = ""
    sources: tuple[str, ...] = ()
    also: tuple[tuple[str, Side], ...] = ()

    @property
    def schools(self) -> tuple[str, ...]:
        """Every school that can argue this motion, the two main ones first."""
        return (self.affirmed_by, self.opposed_by, *(school for school, _ in self.also))

    def school_of(self, side: Side) -> str:
        """The main school of a side."""
        return self.affirmed_by if side is Side.AFFIRMATIVE else self.opposed_by

    def side_of(self, school: str) -> Side | None:
        """The side that this school takes here; None where it takes neither."""
        main = {self.affirmed_by: Side.AFFIRMATIVE, self.opposed_by: Side.NEGATIVE}
        return (dict(self.also) | main).get(school)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, in plain words. `also` are other words for it, or forms of it."""

    term: str
    says: str
    example: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn on the floor: who, what for, how many words at most, how long."""

    index: int
    side: Side
    kind: Kind
    words: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Format:
    """An order of speech. `turns` are numbered from 0 without a gap."""

    id: str
    name: str
    purpose: str
    turns: tuple[Turn, ...]
    new_arguments_in_last_speech: bool = True
    only_bots: bool = False

    @property
    def speeches(self) -> tuple[Turn, ...]:
        """The turns without the questions and answers between them."""
        return tuple(t for t in self.turns if t.kind not in (Kind.QUESTION, Kind.ANSWER))


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the debate. `holder` is a person id, BOT, or None while it stands empty."""

    side: Side
    school: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage comes from. A field that the source does not give is empty."""

    id: str
    kind: SourceKind
    title: str
    author: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a source. `start` and `end` are their place in its text, in characters.

    `id` is the source's id, `#`, and a key: `f1` a fact of a brief, `c1` a claim, `p12` a passage
    of an article. `before` and `after` are the sentences around it.
    """

    id: str
    source: Source
    text: str
    start: int = 0
    end: int = 0
    before: str = ""
    after: str = ""
    standing: Standing | None = None
    held_by: str = ""
    when: str = ""
    published_in: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered passage. Numbers are the debate's: once given, a number keeps its passage."""

    number: int
    passage: Passage


class Verdict(StrEnum):
    """What became of a quotation when it was held against its source."""

    VERIFIED = "verified"
    NEAR = "near"
    NOT_FOUND = "not found"
    NOT_QUOTABLE = "not quotable"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks and their verdict.

    `number` is the citation they were held against (None: an earlier speech of this debate);
    `found` the nearest words that the source really has.
    """

    words: str
    verdict: Verdict
    number: int | None = None
    found: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Craft:
    """How a speech of the bot was made, for the record and the bill."""

    speaker: str
    prompt: str = ""
    prompt_hash: str = ""
    model: str = ""
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A speech that a speaker has ready. Citations are those that its text uses.

    `made` and `answered` are the ids of the arguments it makes and answers, `heard` those that
    it recognised in the other side's words, `notices` lines that the thread must be told.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    made: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    craft: Craft | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech that has been given. `text` is None once it was withdrawn.

    `posted` are the messages that show it; empty until they stand in the thread.
    """

    turn: Turn
    by: str
    text: str | None
    given_at: datetime
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    made: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    craft: Craft | None = None
    posted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """Where a debate is held: the thread, and the message with its card."""

    thread: str
    card: str


@dataclass(frozen=True, slots=True)
class Stall:
    """Why the bot's turn could not be given, and the reference under which it was logged."""

    line: str
    reference: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a debate ended. `by` is a person id, BOT, or empty when it ran its course."""

    reason: str
    by: str
    at: datetime


class Phase(StrEnum):
    """Where a debate stands; derived, never stored."""

    GATHERING = "gathering"  # a seat is empty
    SPEAKING = "speaking"  # a person has the floor
    ANSWERING = "answering"  # the bot has the floor
    STALLED = "stalled"  # the bot had the floor and failed
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate as its events have made it. `place` is the channel in which it was opened."""

    id: str
    motion: Motion
    format: Format
    seats: tuple[Seat, ...]
    level: Level
    seed: int
    place: str
    opened_by: str
    opened_at: datetime
    turn_since: datetime
    speaker: str = ""
    floor: Floor | None = None
    speeches: tuple[Speech, ...] = ()
    begun: str = ""
    stall: Stall | None = None
    ending: Ending | None = None
    seq: int = field(default=0, compare=False)

    @property
    def turn(self) -> Turn | None:
        """The turn now due; None when all have been taken or the debate has ended."""
        if self.ending or len(self.speeches) >= len(self.format.turns):
            return None
        return self.format.turns[len(self.speeches)]

    @property
    def phase(self) -> Phase:
        turn = self.turn
        if turn is None:
            return Phase.ENDED
        if any(seat.holder is None for seat in self.seats):
            return Phase.GATHERING
        if self.seat(turn.side).holder != BOT:
            return Phase.SPEAKING
        return Phase.STALLED if self.stall else Phase.ANSWERING

    @property
    def deadline(self) -> datetime | None:
        """When the clock of this turn runs out; None while no clock runs."""
        turn = self.turn
        if turn is None or self.phase is Phase.GATHERING:
            return None
        return self.turn_since + timedelta(seconds=turn.seconds)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation so far, by number."""
        numbered = {c.number: c for speech in self.speeches for c in speech.citations}
        return tuple(numbered[n] for n in sorted(numbered))

    def seat(self, side: Side) -> Seat:
        return next(seat for seat in self.seats if seat.side is side)

    def seat_held_by(self, person: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.holder == person), None)
