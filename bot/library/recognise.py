"""Which arguments somebody is making, told from their own words.

A speech is heard sentence by sentence. Each sentence is held against every wording that the
argument files give, by its letters and words (`likeness`), and against the whole of each argument,
by its words and ideas (`bearing`). What is not clear enough is not reported: to say nothing is
better than to answer what nobody said. Where an embedding server is set up, what is nearest in
`meaning` has a say in which argument it is, and none in whether that is clear enough.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.debate.arguments import Argument
from bot.library.bearing import Bearing, Borne
from bot.library.likeness import Heard, Likeness, wordings
from bot.library.meaning import Meaning, fused
from bot.library.stems import sentences_of

SURE = 0.4
"""The score that is reported."""
FEWEST_WORDS = 2
"""A text of fewer words makes no point."""
CLEAR = 0.58
"""From here on a speaker may say the point back without hedging."""
CLAUSE = re.compile(r"[,;:]\s+|\s+(?:because|since|but|so|and|cause|bc)\s+", re.IGNORECASE)
SHORT = 5
"""A clause of fewer words is not heard by itself."""
LONG, STEP = 24, 12
"""A sentence of more words than LONG is heard in overlapping stretches of that length."""
OTHER_SCHOOL = 0.6
"""How far a likeness to the other school's argument counts: it is more often reported speech."""
LIKE = 0.3
"""How far likeness to a wording counts beside the bearing of words and ideas."""
ODDS = (-1.64, 3.07, 0.58, 0.30)
"""The odds that the nearest argument is the one that is made, told from how near it is, how far
ahead of the next, and how much shows it. Fitted to the tune half of the labelled lines."""
DENIAL = re.compile(
    r"\W*(?:(?:it is|it's|its|that is|that's|thats) )?(?:simply )?(?:not true|untrue|false|wrong|nonsense) that"
    r"|\W*i (?:don't|dont|do not|can't|cannot) (?:think|believe|agree|accept)|\W*i disagree",
    re.IGNORECASE,
)
"""How a sentence opens that says the opposite of what follows."""
DENIED = 0.35
"""How far a likeness counts in such a sentence."""
IDLE = 2.0
"""How much it takes away that a remark of small talk takes up more of a text than the argument."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """An argument heard in a text, from 0 to 1 how surely, and the words that it was heard in."""

    argument: Argument
    score: float
    words: str = ""


class Recogniser:
    """Knows one set of arguments. Costly to make and cheap to ask: keep it."""

    def __init__(
        self,
        arguments: Iterable[Argument],
        *,
        questions: bool = False,
        meaning: Meaning | None = None,
    ) -> None:
        """`questions` also counts what an argument asks as one of its wordings."""
        self._arguments = tuple(arguments)
        self._likeness = Likeness(self._arguments, questions=questions)
        self._bearing = Bearing(self._arguments)
        told = [
            (number, text)
            for number, argument in enumerate(self._arguments)
            for text, _ in wordings(argument, questions=questions)
        ]
        self._told_by = [number for number, _ in told]
        self._chart = meaning.chart([text for _, text in told]) if meaning else None

    def recognise(self, text: str, *, school: str = "") -> tuple[Recognised, ...]:
        """The arguments heard in `text`, the surest first; empty when none is clear.

        `school` is the speaker's: its arguments are preferred, since a speech that repeats the
        other school's words does so mostly in order to deny them.
        """
        best: dict[str, Recognised] = {}
        if len(text.split()) < FEWEST_WORDS:
            return ()
        for stretch in stretches(text):
            found = self._nearest(stretch, school)
            if found is None or found.score < SURE:
                continue
            id = found.argument.id
            if id not in best or found.score > best[id].score:
                best[id] = found
        return tuple(sorted(best.values(), key=lambda r: (-r.score, r.argument.id)))

    def likeness(self, text: str, argument: str) -> float:
        """How much one text is like the wordings of one argument, 0 to 1."""
        number = next((n for n, a in enumerate(self._arguments) if a.id == argument), None)
        heard = self._likeness.hear(text)
        if number is None or heard is None:
            return 0.0
        return min(self._likeness.scores(heard)[number], 1.0)

    def _nearest(self, stretch: str, school: str) -> Recognised | None:
        """The argument that a stretch is nearest to, and how sure that is; None of no words."""
        heard = self._likeness.hear(stretch)
        if heard is None or not self._arguments:
            return None
        likeness = self._likeness.scores(heard)
        borne = self._bearing.borne(heard.forms)
        schools = [1.0 if school in ("", a.school) else OTHER_SCHOOL for a in self._arguments]
        near = [
            (LIKE * like + on.score) * weight
            for like, on, weight in zip(likeness, borne, schools, strict=True)
        ]
        top = max(range(len(near)), key=near.__getitem__)
        found = self._surely(top, heard, near, borne)
        other = self._by_meaning(stretch, near, schools)
        if other not in (None, top):
            meant = self._surely(other, heard, near, borne)
            return meant if meant.score >= SURE else found
        return found

    def _surely(
        self, number: int, heard: Heard, near: Sequence[float], borne: Sequence[Borne]
    ) -> Recognised:
        """How sure it is that this argument is the one that is made."""
        next_best = max((n for other, n in enumerate(near) if other != number), default=0.0)
        score = _odds(near[number], next_best, borne[number].evidence)
        denied = DENIED if DENIAL.match(heard.text) else 1.0
        idle = max(0.0, self._bearing.small_talk(heard.forms) - borne[number].share)
        return Recognised(
            self._arguments[number], score * denied * (1 - min(IDLE * idle, 1.0)), heard.text
        )

    def _by_meaning(
        self, stretch: str, near: Sequence[float], schools: Sequence[float]
    ) -> int | None:
        """The argument that is first by words and by meaning together; None of no known meaning."""
        told = self._chart.nearest(stretch) if self._chart else []
        if not told:
            return None
        meant: dict[int, float] = {}
        for place, nearness in told:
            number = self._told_by[place]
            meant[number] = max(meant.get(number, -1.0), nearness * schools[number])
        by_words = sorted(range(len(near)), key=lambda number: -near[number])
        by_meaning = sorted(meant, key=lambda number: -meant[number])
        return fused(by_words, by_meaning)[0]


def _odds(nearest: float, next_best: float, evidence: float) -> float:
    """How sure it is, 0 to 1, that the nearest argument is the one that is made."""
    always, near, ahead, shown = ODDS
    lead = max(nearest / (next_best + 0.05), 0.5)
    odds = always + near * math.log(nearest + 0.05) + ahead * math.log(lead) + shown * evidence
    return 1 / (1 + math.exp(-odds))


def recognise(text: str, arguments: Iterable[Argument]) -> tuple[Recognised, ...]:
    """The arguments heard in `text`, the surest first; empty when none is clear."""
    return Recogniser(arguments).recognise(text)


def stretches(text: str) -> Iterator[str]:
    """The parts of a speech that are heard by themselves: sentences, their clauses, stretches of long ones."""
    for sentence in sentences_of(text):
        words = sentence.split()
        yield sentence
        if DENIAL.match(sentence):
            continue
        if len(words) > LONG:
            for start in range(0, len(words) - STEP, STEP):
                yield " ".join(words[start : start + LONG])
        clauses = [c.strip() for c in CLAUSE.split(sentence) if c]
        yield from (c for c in clauses if c != sentence and len(c.split()) >= SHORT)
