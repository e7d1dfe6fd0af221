"""What the other side has said: the arguments recognised in its words, and what sort of words.

Where the bot itself spoke, the record tells which arguments were made and nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from bot.debate.arguments import Argument
from bot.debate.formats import lent
from bot.debate.model import AUDIENCE, BOT, LIST, Debate, Kind, Side, Speech
from bot.library.recognise import CLEAR, Recognised, Recogniser
from bot.library.stems import EMPTY, NEGATORS, sentences_of, words_of


class Sort(Enum):
    """What sort of words a speech is made of, when no argument was recognised in it."""

    SPEECH = "a speech"
    WITHDRAWN = "withdrawn"
    SHORT = "too short to answer"
    FOREIGN = "not in English"
    ORDER = "an order to the bot"
    ABUSE = "an insult"


ASKED = re.compile(
    r"\W*(?:what|whats|what's|why|how|who|whos|who's|isn't|isnt|aren't|arent|don't you|dont you)\b",
    re.IGNORECASE,
)
"""How a question opens that its writer gave no question mark."""


@dataclass(frozen=True, slots=True)
class Point:
    """An argument of the other side, how surely it was heard, in which words.

    `turn` is where it was first made, `again` where it was made last.
    """

    argument: Argument
    turn: int
    score: float
    words: str = ""
    again: int = -1

    @property
    def latest(self) -> int:
        """The turn in which it was made last."""
        return max(self.turn, self.again)

    @property
    def sure(self) -> bool:
        return self.score >= CLEAR

    @property
    def asked(self) -> bool:
        """Whether it was put as a question."""
        return bool(ASKED.match(self.words)) or self.words.rstrip().endswith("?")


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that one side has to answer."""

    points: tuple[Point, ...]
    shared: tuple[Point, ...]
    last: Speech | None
    since: int

    @property
    def new(self) -> tuple[Point, ...]:
        """The points made since this side gave a speech."""
        return tuple(p for p in self.points if p.latest >= self.since)

    @property
    def sort(self) -> Sort:
        """What sort of words the last speech is."""
        return sort_of(self.last.text) if self.last else Sort.SPEECH


class Ear(Protocol):
    """Tells arguments from words: on the motion, in what is asked, and on other motions."""

    @property
    def recogniser(self) -> Recogniser: ...

    @property
    def questions(self) -> Recogniser: ...

    @property
    def elsewhere(self) -> Recogniser: ...


def hear(debate: Debate, side: Side, ear: Ear, known: dict[str, Argument]) -> Hearing:
    """What the side opposite to `side` has said so far.

    `points` are its own school's arguments, each where it was first heard; `shared` are those of
    the hearer's own school that it took up.
    """
    theirs = debate.seat(side.other).school
    points: dict[str, Point] = {}
    shared: dict[str, Point] = {}
    theirs_spoken = spoken_for(debate, side.other)
    for speech in theirs_spoken:
        if speech.turn.kind is Kind.QUESTION:
            continue
        for point in _points(speech, ear, known, theirs):
            shelf = points if point.argument.school == theirs else shared
            first = shelf.get(point.argument.id, point)
            surer = max(first, point, key=lambda p: p.score)
            shelf[point.argument.id] = replace(surer, turn=first.turn, again=point.turn)
    newest = debate.speeches[-1:]
    spoken = [s for s in theirs_spoken if s.turn.seat != AUDIENCE or s in newest]
    brief = (Kind.QUESTION, Kind.ANSWER)
    own = [s.turn for s in spoken_for(debate, side) if s.turn.kind not in brief]
    own = [turn for turn in own if turn.seat != LIST]  # the list answers for nobody
    since = own[-1].index if own else 0
    return Hearing(
        tuple(points.values()), tuple(shared.values()), spoken[-1] if spoken else None, since
    )


def spoken_for(debate: Debate, side: Side) -> list[Speech]:
    """What was said for a side as its own: no observer's comment, no feedback, and no case that
    a speaker of the other side put for once."""
    apart = (Kind.COMMENT, Kind.FEEDBACK)
    own = [s for s in debate.speeches if s.turn.side is side and s.turn.kind not in apart]
    return [s for s in own if not lent(debate.format, s.turn)]


def _points(speech: Speech, ear: Ear, known: dict[str, Argument], school: str) -> list[Point]:
    at = speech.turn.index
    if speech.by == BOT:
        return [Point(known[id], at, 1.0) for id in speech.made if id in known]
    if not speech.text:
        return []
    text = speech.text
    here = ear.questions if "?" in text else ear.recogniser
    heard = [r for r in here.recognise(text, school=school) if _made(r, school)]
    if not heard:
        far = ear.elsewhere.recognise(text, school=school)
        heard = [r for r in far if r.argument.school == school and r.score >= FAR]
    if not heard:
        heard = [r for r in here.recognise(text) if r.score >= CLEAR and _made(r, school)]
    return [Point(r.argument, at, r.score, r.words) for r in heard if not ORDER.search(r.words)]


def _made(heard: Recognised, school: str) -> bool:
    """Whether the speaker makes the point, and does not tell what the other school holds."""
    return heard.argument.school == school or (
        heard.score >= CLEAR and not REPORTED.match(heard.words)
    )


REPORTED = re.compile(
    r"\W*(?:but |and |so )?(?:you|u|they|my opponent|the (?:other side|realists?|hawks?|bot))"
    r" (?:just |have |also )?(?:say|says|said|claim|claims|claimed|think|thinks|argue|argues|argued)\b",
    re.IGNORECASE,
)
"""How a sentence opens that tells what the other side holds."""


# --- what sort of words -----------------------------------------------------------------------

ORDER = re.compile(
    r"\b(?:ignore|forget|disregard|override)\b.{0,40}\b(?:rules?|instructions?|prompts?|previous|above|guidelines)\b"
    r"|\bgive me (?:a|an|the|full|top|max\w*) ?(?:[0-9]|good|perfect|high|best|marks?|grade|score)"
    r"|\b(?:system|developer) (?:prompt|message|mode)\b|\byou are now\b|\bpretend (?:to be|that you|you)\b"
    r"|\bact as\b|\breveal your\b|\byour (?:instructions|prompt)\b|\bas an ai\b"
    r"|\b(?:write|tell) me (?:a|an) (?:poem|joke|story|song|essay)\b",
    re.IGNORECASE | re.DOTALL,
)
INSULT = re.compile(
    r"\b(?:you|u|ur|your|you're|youre|bot)\b.{0,24}\b(?:stupid|idiots?|dumb|morons?|losers?|trash|garbage"
    r"|suck|sucks|ugly|pathetic|worthless|ass|bitch|clown|useless bot)\b"
    r"|\b(?:fuck|shit|bitch|asshole|stfu|shut up|kys|wtf|moron|idiot)\b",
    re.IGNORECASE,
)
FAR = 0.5
"""How surely an argument from another motion must be heard."""
FEWEST = 3
"""A speech of fewer words says too little to be answered."""


def sort_of(text: str | None) -> Sort:
    """What sort of words these are, by their look alone."""
    if text is None:
        return Sort.WITHDRAWN
    if INSULT.search(text):
        return Sort.ABUSE
    if ORDER.search(text):
        return Sort.ORDER
    words = words_of(text)
    if _foreign(text, words):
        return Sort.FOREIGN
    return Sort.SHORT if len(words) < FEWEST else Sort.SPEECH


def _foreign(text: str, words: tuple[str, ...]) -> bool:
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return False
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if latin < 0.6 * len(letters):
        return True
    english = sum(w in EMPTY or w in NEGATORS for w in words)
    return len(words) >= 5 and english < 0.12 * len(words)


# --- a student's own words --------------------------------------------------------------------

UNQUOTABLE = re.compile(r"[<>@\[\]*_~|`“”\"«»#\\]|https?:|www\.|\d{3,}")
SHORTEST, LONGEST = 4, 16
JOINT = re.compile(r"[,;:–—]\s+|\s+(?=(?:because|but|and then|so that)\b)")


def quotable(text: str) -> str:
    """A few words of `text`, verbatim, that can stand between quotation marks; else empty."""
    found: list[str] = []
    for sentence in sentences_of(text):
        for clause in (sentence, *JOINT.split(sentence)):
            words = clause.strip().rstrip(".!?…,;: ")
            if (
                SHORTEST <= len(words.split()) <= LONGEST
                and words in text
                and not UNQUOTABLE.search(words)
                and not INSULT.search(words)
                and not ORDER.search(words)
            ):
                found.append(words)
                break
    return max(found, key=_weight, default="")


def _weight(words: str) -> int:
    return sum(w not in EMPTY for w in words_of(words))
