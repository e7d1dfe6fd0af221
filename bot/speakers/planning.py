"""What a side has to say: its arguments, what it may still bring, and what answers what.

Chooses; writes nothing. The same debate gives the same choices.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot.debate.arguments import Answer, Argument, Move
from bot.debate.errors import Unknown
from bot.debate.flow import answered, spoken
from bot.debate.formats import lent
from bot.debate.model import Debate, Kind, Level, Motion, Passage, Side, Turn
from bot.library.dates import later
from bot.library.meaning import Meaning
from bot.library.recognise import Recogniser
from bot.library.stems import in_common
from bot.ports import Library
from bot.speakers.hearing import Hearing, Point, hear
from bot.speakers.memory import Pen, Said
from bot.speakers.wording import Wording

SHARE = {Level.NOVICE: 0.85, Level.INTERMEDIATE: 0.94, Level.ADVANCED: 1.0}
"""How much of the cap a speech may fill."""

SHORT = 120
"""A speech of so many words has none to spare, at whatever level."""
BOLD = frozenset({Move.TURN, Move.CONCEDE})


@dataclass(frozen=True, slots=True)
class Repertoire:
    """All that is argued on a motion, prepared once for every debate on it."""

    arguments: tuple[Argument, ...]
    wider: tuple[Argument, ...]
    recogniser: Recogniser
    questions: Recogniser
    elsewhere: Recogniser
    wording: Wording

    @classmethod
    def on(
        cls,
        library: Library,
        motion: str,
        as_of: str,
        *,
        beside: Iterable[Repertoire] = (),
        meaning: Meaning | None = None,
    ) -> Repertoire:
        """The repertoire for a motion. `wider` are the arguments of all motions known by then.

        What does not hang on the motion is taken over from those `beside` it, of the same library.
        With a `meaning`, that has a say in which arguments are recognised.
        """
        wider: dict[str, Argument] = {}
        for other in library.motions():
            wider.update({a.id: a for a in library.arguments(other.id)})
        known = {id: a for id, a in wider.items() if not later(a.as_of, as_of)}
        here = tuple(a for a in known.values() if motion in a.motions)
        others = tuple(beside)
        alike = next((other for other in others if list(other.wider) == list(known.values())), None)
        return cls(
            here,
            tuple(known.values()),
            Recogniser(here, meaning=meaning),
            Recogniser(here, questions=True, meaning=meaning),
            alike.elsewhere if alike else Recogniser(known.values(), meaning=meaning),
            others[0].wording if others else _wording(library, wider.values()),
        )


def _wording(library: Library, arguments: Iterable[Argument]) -> Wording:
    """The wording learnt from all that the arguments say and lean on."""
    every = tuple(arguments)
    texts = [t for a in every for t in (a.claim, a.because, a.so_what, a.grants)]
    return Wording([*texts, *(p.text for a in every for p in _passages(library, a))])


def _passages(library: Library, argument: Argument) -> Iterator[Passage]:
    """The evidence of an argument, as far as the library has it."""
    for id in argument.evidence:
        with suppress(Unknown):
            yield library.passage(id)


class Search(Protocol):
    """How a case searches the library; see `ports.Library.search`."""

    def __call__(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> Awaitable[tuple[Passage, ...]]: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """An own argument and the answer by which it meets a point."""

    argument: Argument
    answer: Answer


WITNESSED = 0.35
"""How much sooner an argument is made when an article bears it out in its own words."""
ON_TOPIC = 0.5
"""How much sooner for each word of weight that it shares with the topic that the chair has set."""


class Case:
    """One side's case at one turn of one debate."""

    def __init__(
        self,
        debate: Debate,
        turn: Turn,
        library: Library,
        repertoire: Repertoire,
        search: Search | None = None,
    ) -> None:
        """`search` is how the library is searched, where not by its own method."""
        self.debate = debate
        self.turn = turn
        self.side: Side = turn.side
        self.lent = lent(debate.format, turn)
        closes = turn.kind is Kind.CLOSING
        self.school = debate.seat(turn.side).school
        self.level = debate.level
        self.novice = debate.level is Level.NOVICE
        self.advanced = debate.level is Level.ADVANCED
        share = 1 if closes or turn.words <= SHORT else SHARE[debate.level]
        self.cap = max(1, int(turn.words * share))
        self.library = library
        self.search: Search = search or library.search
        self.repertoire = repertoire
        self.wording = repertoire.wording
        self.said = Said(debate)
        self.pen = Pen(debate, self.said)
        self.spoken = spoken(debate, self.side)
        self.answered = answered(debate, self.side)
        self.own = tuple(a for a in repertoire.arguments if a.school == self.school)
        own = [s for s in debate.speeches if s.turn.side is self.side]
        self._cited = {c.passage.id for s in own for c in s.citations}
        self._cited_by_them = {c.passage.id for c in debate.citations} - self._cited

    def afresh(self) -> Case:
        """The same case with nothing written yet, to try another plan."""
        case = Case(self.debate, self.turn, self.library, self.repertoire, self.search)
        case.hearing = self.hearing
        return case

    @cached_property
    def hearing(self) -> Hearing:
        """What the other side has said."""
        known = {a.id: a for a in self.repertoire.wider}
        return hear(self.debate, self.side, self.repertoire, known)

    @property
    def may_bring_new(self) -> bool:
        """Whether this speech may still bring a new argument."""
        return self.turn.kind is not Kind.CLOSING and (
            self.debate.format.new_arguments_in_last_speech or not self.last_speech
        )

    @property
    def last_speech(self) -> bool:
        """Whether this side gives no further speech."""
        return not any(t.side is self.side for t in self._to_come if t in self._speeches)

    @property
    def they_follow(self) -> bool:
        """Whether the other side has a turn still to come."""
        return any(t.side is not self.side for t in self._to_come)

    @property
    def _to_come(self) -> tuple[Turn, ...]:
        return self.debate.format.turns[self.turn.index + 1 :]

    @property
    def _speeches(self) -> tuple[Turn, ...]:
        return self.debate.format.speeches

    # --- own arguments ---

    @cached_property
    def fresh(self) -> list[Argument]:
        """The own arguments on this motion that were not made yet, the aptest first."""
        order = random.Random(f"{self.debate.seed}/{self.side}")
        rank = {a.id: order.random() - 0.6 / len(a.motions) for a in self.own}
        for argument in self.own:
            if self.library.witnesses(argument.id):
                rank[argument.id] -= WITNESSED
            if self.debate.topic:
                on_topic = in_common(self.debate.topic, f"{argument.claim} {argument.because}")
                rank[argument.id] -= ON_TOPIC * on_topic
        unsaid = [a for a in self.own if a.id not in self.spoken and not self.said.already(a.claim)]
        return sorted(unsaid, key=lambda a: rank[a.id])

    @property
    def made(self) -> list[Argument]:
        """The own arguments that were made, in the order in which they were."""
        known = {a.id: a for a in self.repertoire.wider}
        order: list[str] = []
        for speech in self.debate.speeches:
            if speech.turn.side is self.side and not lent(self.debate.format, speech.turn):
                order += [id for id in speech.made if id not in order]
        return [known[id] for id in order if id in known]

    def facts(self, argument: Argument) -> list[Passage]:
        """The evidence of an argument that this side has not cited and that was known by then."""
        found: list[Passage] = []
        as_of = self.debate.motion.as_of
        for passage in _passages(self.library, argument):
            dated_later = later(passage.when, as_of) or later(passage.source.published, as_of)
            leans = passage.text.startswith("The same ")
            if not (passage.id in self._cited or dated_later or leans):
                found.append(passage)
        return sorted(found, key=lambda p: p.id in self._cited_by_them)

    def cited(self, argument: Argument) -> list[Passage]:
        """The evidence of an argument that this side has cited already."""
        return [p for p in _passages(self.library, argument) if p.id in self._cited]

    def theirs(self, passage: Passage) -> bool:
        """Whether only the other side has cited this passage."""
        return passage.id in self._cited_by_them

    def take(self, passage: Passage) -> None:
        """Hold the passage as cited from now on."""
        self._cited.add(passage.id)

    def met(self, argument: Argument) -> bool:
        """Whether the other side has said anything that answers this argument of one's own."""
        heard = (p.argument for p in self.hearing.points)
        if any(answer.claim == argument.id for other in heard for answer in other.answers):
            return True
        spoken_by_bot = (s for s in self.debate.speeches if s.turn.side is not self.side)
        return any(argument.id in s.answered for s in spoken_by_bot)

    # --- answering ---

    @cached_property
    def open_points(self) -> list[Point]:
        """What the other side said and this side has not answered: the newest and surest first.

        A point that was answered and is made again is open while there is more to say to it.
        """
        last = self.hearing.last
        waiting = [p for p in self.hearing.points if p.argument.id not in self.answered]
        waiting += [p for p in self.repeated if self.replies(p)]
        return sorted(
            waiting,
            key=lambda p: (
                last is not None and p.latest < last.turn.index,
                p.latest < self.hearing.since,
                not self.replies(p),
                -p.score,
            ),
        )

    @property
    def repeated(self) -> list[Point]:
        """The answered points that the other side's last speech makes again."""
        last = self.hearing.last
        if last is None:
            return []
        again = [p for p in self.hearing.points if p.turn < p.latest == last.turn.index]
        return [p for p in again if p.argument.id in self.answered]

    def replies(self, point: Point) -> list[Reply]:
        """The unsaid answers to a point, from this motion first, the aptest for the level first."""
        order = random.Random(f"{self.debate.seed}/{point.argument.id}")
        found: list[tuple[tuple[bool, bool, float], Reply]] = []
        for argument in self.repertoire.wider:
            if argument.school != self.school:
                continue
            for answer in argument.answers:
                if answer.claim != point.argument.id or self.said.already(answer.say):
                    continue
                apt = (answer.by in BOLD) is self.advanced
                foreign = self.debate.motion.id not in argument.motions
                found.append(((foreign, not apt, order.random()), Reply(argument, answer)))
        return [reply for _, reply in sorted(found, key=lambda f: f[0])]

    # --- asking ---

    def asks(self, first: Iterable[Argument] = ()) -> list[tuple[Argument, str]]:
        """The questions not yet asked: of `first`, then those aimed at what was said, then others."""
        heard = {p.argument.id for p in self.hearing.points}
        aimed = [a for a in self.own if any(x.claim in heard for x in a.answers)]
        rest = [*self.made, *self.own]
        self.pen.random.shuffle(aimed)
        ordered = {a.id: a for a in (*first, *aimed, *rest)}
        return [
            (argument, ask)
            for argument in ordered.values()
            for ask in argument.asks
            if not self.said.already(ask)
        ]
