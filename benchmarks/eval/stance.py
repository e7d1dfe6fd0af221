"""Whether the bot ever speaks for the other side.

Every sentence of a speech is held against what each of the two schools says on the motion. What a
school says are the fields of its arguments: claim, reason, weight and answers, and for the
speaker's own school also what it grants, what it asks, and the evidence. A sentence that is nearer to the
other school's words than to its own must be marked as told of the other side or granted to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.debate.arguments import Argument
from bot.debate.errors import Unknown
from bot.debate.model import BOT, Debate, Kind
from bot.ports import Library
from bot.speakers.wording import bare, sentences

NEAR = 85.0
"""From here on (of 100) a sentence holds the words of a field, the one that it begins with or not."""
MARK = re.compile(
    r"\b(?:you|your|yours|the other (?:side|school)|my opponent)\b"
    r"|\b(?:granted?|grants|admit|concede|suppose|perhaps|even if|it may be that|it is true that)\b"
    r"|\b(?:let me be fair|on one thing|on this we agree|to be honest|it is only fair)\b"
    r"|\b(?:point (?:that )?I have to answer|one side of the scale|held that|denies that|what I hear)\b"
    r"|\b(?:not (?:true|so) that|leave one point|have not refuted)\b"
    r"|\?$",
    re.IGNORECASE,
)
"""How a speaker says that words are not his own, or are granted, or are only asked about."""
LEADS_UP = re.compile(r":$|\btwo thoughts\.$")
"""How a sentence ends that speaks for the next one too."""
FEWEST = 5
"""A field of fewer words may stand in a sentence by chance."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A sentence in which the bot speaks for the other side, and the words that it is nearest to."""

    motion: str
    school: str
    sentence: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading speeches: sentences read, those marked as the other side's, lapses."""

    read: int
    told: int
    lapses: tuple[Lapse, ...]


class Ground:
    """What two opposed schools say, on whatever motion."""

    def __init__(self, library: Library, own: str, other: str) -> None:
        everywhere = {a.id: a for m in library.motions() for a in library.arguments(m.id)}
        mine = [a for a in everywhere.values() if a.school == own]
        theirs = [a for a in everywhere.values() if a.school == other]
        self._own = [bare(t) for a in mine for t in (*_case(a), *_ways(a), *_facts(library, a))]
        said = [bare(t) for a in theirs for t in (*_case(a), *_answers(a))]
        self._theirs = [words for words in said if len(words.split()) >= FEWEST]

    def theirs(self, sentence: str) -> str | None:
        """The words of the other school that a sentence is nearer to than to its own, if any."""
        words = bare(sentence)
        theirs = _nearest(words, self._theirs)
        if theirs is None:
            return None
        own = _nearest(words, self._own)
        return theirs[0] if own is None or own[1] < theirs[1] else None


def marked(sentence: str, before: str = "") -> bool:
    """Whether the sentence says that its words are the other side's, or are granted.

    `before` is the sentence before it, which says so for both where it leads up to this one.
    """
    return bool(MARK.search(sentence) or LEADS_UP.search(before))


def reading(debates: Iterable[Debate], library: Library, *, exchanged: bool = False) -> Reading:
    """The bot's speeches read for words of the other school.

    With `exchanged`, each speech is held as if the other school had given it: what is then found
    shows how much the check can see.
    """
    grounds: dict[tuple[str, str], Ground] = {}
    lapses: list[Lapse] = []
    read = told = 0
    for debate in debates:
        for speech in debate.speeches:
            if speech.by != BOT or speech.turn.kind is Kind.COMMENT:
                continue  # an observer speaks for neither side, of what both have said
            side = speech.turn.side.other if exchanged else speech.turn.side
            key = (debate.seat(side).school, debate.seat(side.other).school)
            if key not in grounds:
                grounds[key] = Ground(library, *key)
            ground = grounds[key]
            spoken = sentences(speech.text or "")
            for before, sentence in zip(["", *spoken], spoken, strict=False):
                read += 1
                theirs = ground.theirs(sentence)
                if theirs is None:
                    continue
                if marked(sentence, before):
                    told += 1
                else:
                    lapses.append(Lapse(debate.motion.id, key[0], sentence, theirs))
    return Reading(read, told, tuple(lapses))


def _nearest(words: str, fields: list[str]) -> tuple[str, float] | None:
    """The field that a sentence holds most of, and how much of it, where that is enough."""
    best = process.extractOne(words, fields, scorer=_held, score_cutoff=NEAR)
    return (best[0], best[1]) if best else None


def _held(sentence: str, field: str, *, score_cutoff: float | None = None) -> float:
    """How much of the field stands in the sentence, 0 to 100; a field much longer than it, none."""
    if len(field) > 1.2 * len(sentence):
        return 0.0
    return fuzz.partial_ratio(field, sentence, score_cutoff=score_cutoff)


def _case(argument: Argument) -> tuple[str, ...]:
    return argument.claim, argument.because, argument.so_what


def _answers(argument: Argument) -> Iterator[str]:
    for answer in argument.answers:
        yield from sentences(answer.say)


def _ways(argument: Argument) -> Iterator[str]:
    yield argument.grants
    yield from argument.asks
    yield from _answers(argument)


def _facts(library: Library, argument: Argument) -> Iterator[str]:
    for id in argument.evidence:
        try:
            yield library.passage(id).text
        except Unknown:
            continue
