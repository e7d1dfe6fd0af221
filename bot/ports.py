"""What the chair needs of the rooms around it. Each is a Protocol; `wiring` plugs in the rooms.

The chair calls these and nothing else. An implementation may raise the errors that its methods
name, and no others that the chair is expected to understand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self

from bot.classroom.model import Class, Decision, Flag, Held
from bot.classroom.screening import Hit
from bot.debate.arguments import Argument, Witness
from bot.debate.ballots import Ballot, Choice, Tally
from bot.debate.events import Event
from bot.debate.model import (
    BOT,
    Claim,
    Debate,
    Draft,
    Floor,
    HintKind,
    Motion,
    Passage,
    Quotation,
    Side,
    Source,
    Speech,
    Term,
)

Say = Callable[[str], None]
"""Shows the whole of a speech as far as it goes. Calling it again replaces what was shown."""


class Clock(Protocol):
    """The time, so that tests can hold it."""

    def now(self) -> datetime:
        """The present moment, in UTC."""

    async def until(self, moment: datetime) -> None:
        """Wait until it is `moment`."""


class Speaker(Protocol):
    """Somebody who can argue for the bot."""

    name: str

    async def speak(self, debate: Debate, say: Say) -> Draft:
        """The speech for `debate.turn`, within its cap, shown through `say` while it grows.

        Raises SpeakerFailed with the line for the thread.
        """


class FlowKeeper(Protocol):
    """Somebody who listens and writes the flow sheet."""

    async def claims(self, debate: Debate, speech: Speech) -> tuple[Claim, ...]:
        """What this speech puts on the flow sheet, numbered on from the debate's last claim.

        Does not block the loop.
        """


class Judge(Protocol):
    """Somebody who can write a ballot."""

    @property
    def name(self) -> str:
        """What its ballots are signed with."""

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        """A ballot on all that people have said so far, and with `winner` on who won.

        Raises JudgeFailed with the line for the thread.
        """


@dataclass(frozen=True, slots=True)
class Advice:
    """What a coach says to one speaker: lines of its own, and passages to look at."""

    title: str
    lines: tuple[str, ...]
    passages: tuple[Passage, ...] = ()


class Coach(Protocol):
    """Somebody who makes a speaker think, and never writes the speech."""

    async def hint(self, debate: Debate, person: str, kind: HintKind) -> Advice:
        """A hint for the speech that this person has to give next."""

    async def check(self, debate: Debate | None, words: str) -> Advice:
        """What the sources say to these words: borne out, spoken against, or silent."""

    async def moves(self, debate: Debate | None, words: str, side: Side | None) -> Advice:
        """How these words could be answered: moves, not sentences. `side` is who would answer."""

    async def assumptions(self, debate: Debate | None, words: str) -> Advice:
        """What these words take for granted, as questions."""


class Polls(Protocol):
    """The votes of an open poll; once it is closed they are forgotten."""

    async def cast(self, debate: str, turn: int, person: str, choice: Choice) -> None:
        """Keep this person's vote, in the place of any earlier one."""

    async def tally(self, debate: str, turn: int) -> Tally:
        """How the poll stands."""

    async def forget(self, debate: str, turn: int) -> None:
        """Let go of who voted what."""


class Library(Protocol):
    """The sources and the arguments drawn from them."""

    def motions(self) -> tuple[Motion, ...]:
        """Every motion, in the order of its file."""

    def motion(self, id: str) -> Motion:
        """One motion. Raises Unknown."""

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        """The arguments on a motion, of one school or of all."""

    def argument(self, id: str) -> Argument:
        """One argument. Raises Unknown."""

    def witnesses(self, argument: str) -> tuple[Witness, ...]:
        """Sentences of imported articles that bear this argument out; often none."""

    def terms(self) -> tuple[Term, ...]:
        """The glossary, in its order."""

    def explain(self, word: str) -> Term:
        """A term by its name or another word for it. Raises Unknown with the nearest terms."""

    def sources(self) -> tuple[Source, ...]:
        """Every source, briefs and imported articles."""

    def passage(self, id: str) -> Passage:
        """One passage, such as `keep-russia-at-bay#f1`. Raises Unknown."""

    async def search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> tuple[Passage, ...]:
        """The passages that best fit `query`, best first; empty when nothing does.

        With a motion, no source published after its `as_of` is offered. Does not block the loop.
        """

    def check_quotation(self, words: str, source: str) -> Quotation:
        """Hold `words` against one source. Raises Unknown where there is no such source."""


class Embedder(Protocol):
    """Who turns texts into vectors that lie the nearer to each other, the more alike they mean."""

    model: str

    async def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """A vector for each text, in their order and all of one length. Raises ParleyError."""


class Status(StrEnum):
    """What became of a document that was to be imported."""

    IMPORTED = "imported"
    ALREADY_THERE = "already there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one document, and what is known of the article in it.

    `unknown` are the fields that it does not give and nobody filled in. `school` is the one whose
    arguments it most resembles, or “not sure”; empty where there was nothing to tell it by.
    `grade` is the school year, as Americans count them, in which the text reads easily.
    """

    file: str
    status: Status
    reason: str = ""
    id: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    outlet: str = ""
    words: int = 0
    passages: int = 0
    unknown: tuple[str, ...] = ()
    school: str = ""
    grade: float | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """For whom a model is asked: the channel of a debate, and the person whose turn led to it."""

    place: str = ""
    person: str = ""

    @classmethod
    def of(cls, debate: Debate) -> Self:
        """The person who spoke last, before anybody has whoever opened the debate."""
        people = (speech.by for speech in reversed(debate.speeches) if speech.by != BOT)
        return cls(debate.place, next(people, debate.opened_by))


@dataclass(frozen=True, slots=True)
class Spending:
    """An amount: `cost` in billionths of the currency of the prices, and calls of a model."""

    cost: int = 0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What one class or one student, by `kind`, spends in the period that began at `since`."""

    kind: str
    whose: str
    since: datetime


class Ledger(Protocol):
    """What was spent on models, kept where every process that spends it can see it."""

    async def reserve(self, amount: Spending, most: Mapping[Account, Spending]) -> Account | None:
        """Book `amount` on every account, or on none where one would come to hold over its `most`.

        One transaction, also beside other processes, and committed before it answers: None when
        it is booked, else an account without room for it. Raises RecordsFailed.
        """

    async def give_back(self, rest: Spending, accounts: Collection[Account]) -> None:
        """Take `rest` off these accounts again; less than nothing is put on them.

        Raises RecordsFailed; it may then have been done or not.
        """

    async def booked(self, accounts: Collection[Account]) -> Mapping[Account, Spending]:
        """What is booked on each of these accounts. Raises RecordsFailed."""


class Acquisitions(Protocol):
    """The articles that teachers bring in, and take out again, while the bot runs."""

    largest: int
    """Bytes of the largest document that is looked at."""

    def articles(self) -> tuple[Source, ...]:
        """Every imported article."""

    async def add(self, name: str, content: bytes, told: Mapping[str, str]) -> ImportReport:
        """Import one document, at hand for every debate from then on. Does not block the loop.

        `told` are fields (title, author, published, outlet) that go before what it says itself.
        A document that cannot be imported is told in the report. Raises ParleyError where the
        library cannot be written.
        """

    async def remove(self, id: str) -> Source:
        """Take an imported article out of the library. Raises Unknown, also for what is none.

        What a debate has cited stays on its record.
        """


class Records(Protocol):
    """The event log: append-only, gap-free, committed before it answers."""

    async def load(self, debate: str) -> Debate:
        """The debate as its events make it. Raises Unknown, RecordsFailed."""

    async def append(self, debate: Debate | None, cause: str, *events: Event) -> bool:
        """Commit events after the last that `debate` has seen (None: a new debate).

        False when something with this cause was recorded before: nothing was then written.
        Raises RecordsFailed when another writer came between or the disk refused.
        """

    async def seen(self, debate: str, cause: str) -> bool:
        """Whether something with this cause is on the record of this debate."""

    async def open_debates(self) -> tuple[str, ...]:
        """Every debate that has not ended or still owes a posting, oldest first."""

    async def debate_on(self, thread: str) -> str | None:
        """The debate whose floor is this thread."""

    async def debates(
        self,
        *,
        person: str | None = None,
        place: str | None = None,
        still_open: bool = False,
        limit: int = 25,
    ) -> tuple[Debate, ...]:
        """The latest debates, newest first.

        With a person, those in which they hold a seat; with a place, those held in that channel;
        with `still_open`, those that have not ended.
        """


class People(Protocol):
    """Who is who. Debates know a person by an opaque id; names and accounts stay here."""

    async def person(self, account: str, name: str) -> str:
        """The person id for an account, made at first sight; keeps the name up to date."""

    async def known(self, account: str) -> str | None:
        """The person id for an account that was seen before; nothing is kept of any other."""

    async def account(self, person: str) -> str | None:
        """The account of a person, None once it was forgotten."""

    async def name(self, person: str) -> str:
        """The name to show; a neutral one once it was forgotten."""


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


class Classes(Protocol):
    """The classes and who sits in them. Looking a class up waits for nothing."""

    def at(self, place: str) -> Class | None:
        """The class that debates in this channel."""

    def on(self, server: str) -> tuple[Class, ...]:
        """The classes of a server, by name."""

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


class Stage(Protocol):
    """A message in which a speech of the bot appears while it is being made."""

    message: str

    def say(self, text: str) -> None:
        """Show the speech as far as it goes; returns at once."""

    async def leave(self, line: str) -> None:
        """Give up this speech: stop editing, and let `line` stand in its place."""


class Audience(Protocol):
    """Where a debate is seen. Every method may raise FloorGone."""

    async def lay_floor(self, debate: Debate) -> Floor:
        """Open the thread with its card; if it is already there, find it."""

    async def begin(self, debate: Debate) -> Stage:
        """Make ready to show the bot's speech; takes up `debate.begun` where there is one."""

    async def post(self, debate: Debate, speech: Speech) -> tuple[str, ...]:
        """Put a recorded speech into the thread, whole and for good; the ids of its messages.

        Doing it again shows it no second time.
        """

    async def show(self, debate: Debate) -> None:
        """Bring the card up to date."""

    async def tell(self, debate: Debate, line: str, reference: str = "") -> None:
        """One calm line in the thread; with a reference, an offer to try again."""

    async def ballot(self, debate: Debate) -> None:
        """Say that a ballot is ready, and let each speaker see their own."""


class Moderator(Protocol):
    """Looks at what students and the bot have written, before others see it."""

    async def look(self, text: str, *, bot: bool = False) -> Hit | None:
        """What of this text is met, if anything; `bot` where the bot has written it.

        Raises nothing: what cannot be asked finds nothing.
        """
