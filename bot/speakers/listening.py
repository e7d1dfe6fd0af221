"""One speech, listened to for the claims in it and for what each of them meets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.debate.arguments import Argument
from bot.debate.flow import sheet_of
from bot.debate.model import Debate, Kind, Speech
from bot.library.recognise import CLEAR
from bot.speakers.asserting import asserts, says_back, weight
from bot.speakers.hearing import Hearing, hear
from bot.speakers.meeting import OPPOSED, REFERS, Sentence, Table, Weights
from bot.speakers.places import Place, around, find, overlap, sentences
from bot.speakers.planning import Repertoire
from bot.speakers.recorded import Fact, recorded, repeated

TURNED = re.compile(rf"{OPPOSED.pattern}|\b(?:not|never|n't|nt|no)\b", re.IGNORECASE)
"""What shows that a sentence which sounds like the other side speaks against it."""
LONGEST = 45
"""Of a sentence of more words only the stretch is noted in which an argument was heard."""
LASTS = 2
"""For so many sentences what was said back is what the next ones are about."""
NEXT = re.compile(
    r"^\W*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|also|next|another|finally|lastly|moreover|besides"
    r"|in addition|on top of|anyway|my (?:first|second|third|next|own|other|last))\b",
    re.IGNORECASE,
)
"""How a sentence opens that goes on to something else."""
NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Told:
    """A speech of a debate and its words."""

    debate: Debate
    speech: Speech
    text: str

    def said(self, place: Place) -> str:
        return self.text[slice(*place)]

    def cited(self, place: Place) -> frozenset[int]:
        """The numbers in brackets at a place."""
        return frozenset(map(int, NUMBER.findall(self.said(place))))


@dataclass(frozen=True, slots=True)
class Found:
    """A claim found in a speech, and the numbers of the claims that it meets and takes up."""

    place: Place
    argument: Argument | None = None
    answers: tuple[int, ...] = ()
    supports: tuple[int, ...] = ()


class Listening:
    """Listens to one speech, with the ear for its motion and what stands on the sheet before it."""

    def __init__(self, told: Told, ear: Repertoire, weights: Weights) -> None:
        self._told, self._ear, self._weights = told, ear, weights
        self._turn = turn = told.speech.turn
        self._school = told.debate.seat(turn.side).school
        self._known = {argument.id: argument for argument in ear.wider}
        self._places = sentences(told.text)
        sheet = sheet_of(told.debate)
        self._own = [e for e in sheet.of(turn.side) if e.turn < turn.index]
        self._theirs = [e for e in sheet.of(turn.side.other) if e.turn < turn.index]
        self._table = Table(
            weights,
            self._theirs,
            self._own,
            _latest(told),
            self._known,
            self._school,
            replying=turn.kind is not Kind.CONSTRUCTIVE,
        )

    def facts(self) -> tuple[Found, ...]:
        """What was recorded with a speech of the bot."""
        speech, text = self._told.speech, self._told.text
        facts = recorded(speech, text, self._known, self._school)
        kept = {e.argument for e in self._own} - set(speech.made)
        again = repeated(text, {id: self._known[id] for id in kept if id in self._known})
        clear = [a for a in again if not any(overlap(a.place, f.place) for f in facts)]
        return tuple(self._of_record(fact) for fact in (*facts, *clear))

    def points(self) -> tuple[Found, ...]:
        """The arguments of the library that a person is heard to make."""
        found: list[Found] = []
        for point in sorted(self._hearing.points, key=lambda p: -p.score):
            stretch = find(self._told.text, point.words)
            if stretch is None:
                continue
            whole = around(self._places, stretch)
            if says_back(self._told.said(whole)):
                continue
            beside = any(overlap(f.place, stretch) for f in found)
            if beside and not point.sure:
                continue
            short = len(self._told.said(whole).split()) <= LONGEST
            place = whole if short and not beside else stretch
            found.append(self._met(place, point.argument, point.sure))
        return tuple(found)

    def new(self, known: Sequence[Found], most: int) -> tuple[Found, ...]:
        """The weightiest sentences that assert something which the library does not know."""
        free = (p for p in self._places if not any(overlap(p, f.place) for f in known))
        asserted = [place for place in free if self._asserts(place)]
        asserted.sort(key=lambda place: -weight(self._told.said(place)))
        return tuple(self._met(place) for place in asserted[:most])

    def joined(self, *found: Iterable[Found]) -> tuple[Found, ...]:
        """All that was found in the order of the words; the first of it meets what was asked."""
        ordered = sorted((one for some in found for one in some), key=lambda f: f.place)
        if not ordered or self._turn.kind is not Kind.ANSWER:
            return tuple(ordered)
        answers, supports = self._asked()
        first = replace(
            ordered[0],
            answers=tuple(dict.fromkeys((*ordered[0].answers, *answers))),
            supports=tuple(dict.fromkeys((*ordered[0].supports, *supports))),
        )
        return (first, *ordered[1:])

    def _asserts(self, place: Place) -> bool:
        """Whether a sentence asserts something on the motion, and on this side's part."""
        said, in_reply = self._told.said(place), place in self._references
        if self._said_back(place) and not TURNED.search(said):
            return False
        return asserts(said, in_reply=in_reply) and (in_reply or self._weights.on_topic(said))

    # --- what it meets ---

    def _of_record(self, fact: Fact) -> Found:
        answers = tuple(e.number for e in self._theirs if e.argument and e.argument in fact.answers)
        id = fact.argument.id if fact.argument else ""
        supports = tuple(e.number for e in self._own if id and e.argument == id)
        return Found(fact.place, fact.argument, answers, supports[:1])

    def _met(self, place: Place, argument: Argument | None = None, sure: bool = False) -> Found:
        refers = next((n for p, n in self._references.items() if overlap(p, place)), None)
        sentence = Sentence(self._told.said(place), argument, sure, refers)
        again = self._table.taken_up(sentence)
        return Found(place, argument, self._table.met(sentence), () if again is None else (again,))

    @cached_property
    def _hearing(self) -> Hearing:
        alone = replace(self._told.debate, speeches=(self._told.speech,))
        return hear(alone, self._turn.side.other, self._ear, self._known)

    @cached_property
    def _references(self) -> dict[Place, int]:
        """For each sentence the claim of the other side that it speaks of, if it speaks of one."""
        found: dict[Place, int] = {}
        running, left = None, 0
        for place in self._places:
            number = self._table.referred(self._told.said(place), self._theirs_in(place))
            if number is not None:
                running, left = number, LASTS + 1
            elif NEXT.match(self._told.said(place)):
                left = 0
            if running is not None and left > 0:
                found[place] = running
                left -= 1
        return found

    def _theirs_in(self, place: Place) -> tuple[str, ...]:
        """The other side's arguments that are heard in a sentence."""
        said = self._told.said(place)
        if not self._theirs:
            return ()
        if not REFERS.search(said):
            return self._said_back(place)
        school = self._told.debate.seat(self._turn.side.other).school
        heard = self._ear.recogniser.recognise(said, school=school)
        return tuple(r.argument.id for r in heard if r.score >= CLEAR)

    def _said_back(self, place: Place) -> tuple[str, ...]:
        """The arguments of the other side that were heard in a sentence of this speech."""
        stretches = ((find(self._told.text, p.words), p) for p in self._hearing.shared)
        return tuple(p.argument.id for s, p in stretches if s and overlap(s, place))

    def _asked(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The claim that was just asked from, and the own claim that was asked about."""
        question = next(
            (
                s.text
                for s in reversed(self._told.debate.speeches)
                if s.turn.index < self._turn.index and s.turn.kind is Kind.QUESTION
            ),
            None,
        )
        if not question:
            return (), ()
        asked = {a.id for a in self._known.values() for ask in a.asks if find(question, ask)}
        if meant := [e.number for e in self._theirs if e.argument in asked]:
            return tuple(meant[-1:]), ()
        about = self._about(question)
        return (), () if about is None else (about,)

    def _about(self, question: str) -> int | None:
        """The own claim that a question speaks of."""
        turned = Table(self._weights, self._own, (), frozenset(), self._known, "")
        return turned.referred(question)


def _latest(told: Told) -> frozenset[int]:
    """The turns of the other side since this side's last speech proper; at least its last one."""
    before = [s.turn for s in told.debate.speeches if s.turn.index < told.speech.turn.index]
    own = [t.index for t in before if t.side is told.speech.turn.side and t.kind.argues]
    theirs = [t.index for t in before if t.side is not told.speech.turn.side]
    since = [index for index in theirs if index > max(own, default=-1)]
    return frozenset(since or theirs[-1:])
