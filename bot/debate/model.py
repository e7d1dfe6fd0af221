"""The things a debate is made of, as frozen values. Knows no rule, file, model or chat program."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.debate.ballots import Ballot, Review, Tally, Wanted


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
    COMMENT = "comment"  # an observer says what the speakers did well, and what they missed
    FEEDBACK = "feedback"  # the coach on the speech just given
    VOTE = "vote"  # nobody speaks: the audience votes until the vote is closed

    @property
    def argues(self) -> bool:
        """Whether this is a speech proper, and neither a question, an answer nor a vote."""
        return self in (Kind.CONSTRUCTIVE, Kind.REBUTTAL, Kind.CLOSING)


class Pace(StrEnum):
    """Which clock a debate is held by."""

    FREE = "free"  # no clock: a turn takes as long as it takes
    LIVE = "live"  # the minutes of the format
    SLOW = "slow"  # hours, for a debate that runs over days


class HintKind(StrEnum):
    """How much a hint gives, the most first."""

    FRAMES = "sentence frames"
    STARTERS = "starters"
    QUESTIONS = "questions"
    NONE = "none"


class TimeUp(StrEnum):
    """What happens when the clock of a turn runs out."""

    PASS = "pass"  # the turn passes
    EXTEND = "extend"  # half the time again, once; then the turn passes
    WAIT = "wait"  # it is said, and waited for


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

AUDIENCE = "audience"
"""The seat of a turn that anybody may take who holds no seat; such as a question from the floor."""

LIST = "list"
"""The seat of a turn that belongs to whoever stands first on the speakers list."""

COACH = "coach"
"""The seat of a turn in which the bot speaks as the coach, for neither side."""

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
class Role:
    """A place that a format has on a side, such as the first speaker of a team of two."""

    id: str
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn on the floor: who, what for, how many words at most, how long.

    `side` is the side that is argued. `seat` is the role that argues it, or AUDIENCE, LIST or
    COACH; empty where each side has one seat, which then takes every turn of its side. `prompt`
    names the prompt file of a model's speech where it is not that of the kind.
    """

    index: int
    side: Side
    kind: Kind
    words: int
    seconds: int
    seat: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """An order of speech. `turns` are numbered from 0 without a gap.

    `roles` are the seats where a side has more than one, or where they have names of their own.
    `ballot` says that the judge writes one at the end.
    """

    id: str
    name: str
    purpose: str
    turns: tuple[Turn, ...]
    new_arguments_in_last_speech: bool = True
    only_bots: bool = False
    roles: tuple[Role, ...] = ()
    time_up: TimeUp = TimeUp.EXTEND
    ballot: bool = False

    @property
    def speeches(self) -> tuple[Turn, ...]:
        """The turns that are speeches proper, without what stands between them."""
        return tuple(t for t in self.turns if t.kind.argues)

    @property
    def listed(self) -> bool:
        """Whether it has a speakers list."""
        return any(t.seat == LIST for t in self.turns)

    @property
    def votes(self) -> tuple[Turn, ...]:
        """The turns in which the audience votes."""
        return tuple(t for t in self.turns if t.kind is Kind.VOTE)

    def role(self, id: str) -> Role | None:
        return next((role for role in self.roles if role.id == id), None)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the debate. `holder` is a person id, BOT, or None while it stands empty.

    `role` is the id of its role in the format; empty where it is its side's only seat.
    """

    side: Side
    school: str
    holder: str | None
    role: str = ""

    @property
    def name(self) -> str:
        """What tells it from the other seats: its role, else its side."""
        return self.role or self.side.value


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
    """A speech that has been given. `text` is None once it was withdrawn, and while it is hidden.

    `posted` are the messages that show it; empty until they stand in the thread. `hidden` are the
    words that a teacher took out of view: they are for nobody to argue with, judge or export.
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
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that stands on the flow sheet.

    `words` is its place in the text of the speech, in characters, so that a speech that was
    withdrawn takes its claims' words along. `argument` is the argument of the library that it
    makes, empty where it is new; `answers` are the numbers of the other side's claims that it
    meets, `supports` those of its own side that it takes up again; `cites` the citations in it.
    Numbers are the debate's, from 1, in the order in which the claims were made.
    """

    number: int
    words: tuple[int, int]
    argument: str = ""
    answers: tuple[int, ...] = ()
    supports: tuple[int, ...] = ()
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A person on the speakers list, and for which side they will speak."""

    person: str
    side: Side


@dataclass(frozen=True, slots=True)
class Poll:
    """A vote that was closed: in which turn, and how it went."""

    turn: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that a speaker took: in which turn, and of which kind."""

    person: str
    turn: int
    kind: str


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
    PAUSED = "paused"
    SPEAKING = "speaking"  # a person has the floor, or the audience
    LISTING = "listing"  # the speakers list has the floor, and nobody stands on it
    VOTING = "voting"
    ANSWERING = "answering"  # the bot has the floor
    STALLED = "stalled"  # the bot had the floor and failed
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate as its events have made it. `place` is the channel in which it was opened.

    `taken` counts the turns that are over, given or passed. Of the turn now due, `turn_since` is
    when its clock began, `added` the seconds by which it was lengthened, `warned` and
    `time_called` what was said of it. `slow_hours` is what a turn has at the slow pace.
    """

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
    topic: str = ""
    pace: Pace = Pace.FREE
    slow_hours: float = 24
    hold_ballots: bool = False
    coaching: HintKind = HintKind.QUESTIONS
    flowing: bool = False
    floor: Floor | None = None
    taken: int = 0
    speeches: tuple[Speech, ...] = ()
    passed: tuple[int, ...] = ()
    claims: tuple[tuple[int, tuple[Claim, ...]], ...] = ()
    listed: tuple[Listed, ...] = ()
    polls: tuple[Poll, ...] = ()
    hints: tuple[Hint, ...] = ()
    ballot_wanted: Wanted | None = None
    ballot: Ballot | None = None
    review: Review | None = None
    added: int = 0
    warned: bool = False
    time_called: bool = False
    paused_at: datetime | None = None
    begun: str = ""
    stall: Stall | None = None
    ending: Ending | None = None
    seq: int = field(default=0, compare=False)

    @property
    def turn(self) -> Turn | None:
        """The turn now due; None when all have been taken or the debate has ended.

        One of the speakers list is for the side of whoever stands first on it.
        """
        if self.ending or self.taken >= len(self.format.turns):
            return None
        turn = self.format.turns[self.taken]
        if turn.seat == LIST and self.listed:
            return replace(turn, side=self.listed[0].side)
        return turn

    @property
    def phase(self) -> Phase:
        turn = self.turn
        if turn is None:
            return Phase.ENDED
        if any(seat.holder is None for seat in self.seats):
            return Phase.GATHERING
        if self.paused_at:
            return Phase.PAUSED
        if turn.kind is Kind.VOTE:
            return Phase.VOTING
        holder = self.holder(turn)
        if holder is None:
            return Phase.LISTING
        if holder != BOT:
            return Phase.SPEAKING
        return Phase.STALLED if self.stall else Phase.ANSWERING

    @property
    def seconds(self) -> float:
        """How long the turn now due may take; 0 where no clock is kept."""
        if self.turn is None or self.pace is Pace.FREE:
            return 0
        whole = self.slow_hours * 3600 if self.pace is Pace.SLOW else self.turn.seconds
        return whole + self.added

    @property
    def deadline(self) -> datetime | None:
        """When the clock of this turn runs out; None while no clock runs."""
        if self.phase not in (Phase.SPEAKING, Phase.LISTING, Phase.VOTING) or not self.seconds:
            return None
        return self.turn_since + timedelta(seconds=self.seconds)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation so far, by number."""
        numbered = {c.number: c for speech in self.speeches for c in speech.citations}
        return tuple(numbered[n] for n in sorted(numbered))

    @property
    def last_turn(self) -> bool:
        """Whether the turn now due is the last."""
        return self.taken == len(self.format.turns) - 1

    def seat(self, side: Side) -> Seat:
        """The first seat of a side. What a side argues is the same for all of its seats."""
        return next(seat for seat in self.seats if seat.side is side)

    def seat_of(self, turn: Turn) -> Seat | None:
        """The seat that takes a turn; None for one of the audience, the list or the coach."""
        if turn.seat in (AUDIENCE, LIST, COACH) or turn.kind is Kind.VOTE:
            return None
        name = turn.seat or turn.side.value
        return next((s for s in self.seats if s.name == name), None) or self.seat(turn.side)

    def holder(self, turn: Turn) -> str | None:
        """Who has the floor in a turn: a person id, BOT, or AUDIENCE for anybody without a seat.

        None for an empty seat, and for the speakers list while nobody stands on it.
        """
        if turn.seat == COACH:
            return BOT
        if turn.seat == AUDIENCE or turn.kind is Kind.VOTE:
            return AUDIENCE
        if turn.seat == LIST:
            return self.listed[0].person if self.listed else None
        seat = self.seat_of(turn)
        return seat.holder if seat else None

    def speech(self, turn: int) -> Speech | None:
        """The speech that was given in a turn; None where none was."""
        return next((s for s in self.speeches if s.turn.index == turn), None)

    def seat_held_by(self, person: str) -> Seat | None:
        """The seat of a person; the one that is due where they hold several of a side."""
        held = [seat for seat in self.seats if seat.holder == person]
        turn = self.turn
        due = self.seat_of(turn) if turn else None
        return due if due in held else next(iter(held), None)

    def words(self, turn: int | None, place: tuple[int, int]) -> str:
        """The words at a place in a speech; empty where there are none, or they were withdrawn."""
        speech = self.speech(turn) if turn is not None else None
        if speech is None or speech.text is None:
            return ""
        return speech.text[slice(*place)]

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody whom its record names, the bot left out, each once."""
        others = [
            *(hint.person for hint in self.hints),
            *(card.person for card in (self.ballot.cards if self.ballot else ())),
            *(entry.person for entry in self.listed),
            self.ending.by if self.ending else "",
        ]
        named = dict.fromkeys((*self.people, *others))
        return tuple(person for person in named if person not in ("", BOT))

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who holds a seat or has spoken, the bot left out, each once."""
        seated = (seat.holder for seat in self.seats)
        spoke = (speech.by for speech in self.speeches)
        return tuple(dict.fromkeys(p for p in (*seated, *spoke) if p and p != BOT))
