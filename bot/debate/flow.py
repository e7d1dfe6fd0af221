"""The flow sheet: which claims stand, which were answered, which were dropped.

A pure reading of the record: of the claims that were noted after each speech, and of what was
recorded with the bot's speeches themselves, which is all there is in a debate without notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.debate.formats import lent
from bot.debate.model import BOT, LIST, Claim, Debate, Kind, Side, Speech


class State(StrEnum):
    """What has become of a claim."""

    STANDING = "standing"  # the other side has had no speech since
    ANSWERED = "answered"
    DROPPED = "dropped"  # the other side has had a speech since, and did not answer it


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as it stands on the sheet.

    `words` are the speaker's, empty once they were withdrawn. `answered_in` are the turns, and
    `answered_by` the numbers, that meet it; `answers` and `supports` the numbers that it meets and
    backs; `again` the turns in which its own side took it up again.
    """

    number: int
    side: Side
    by: str
    turn: int
    words: str
    argument: str = ""
    state: State = State.STANDING
    answered_in: tuple[int, ...] = ()
    answered_by: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    supports: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowSheet:
    """Every claim of a debate, in the order in which they were made.

    An argument of the library that its side makes again is no second entry; `folded` leads from
    the number of that claim to that of the entry that it was taken into.
    """

    entries: tuple[Entry, ...]
    folded: Mapping[int, int]

    def of(self, side: Side) -> tuple[Entry, ...]:
        """The claims of one side."""
        return tuple(entry for entry in self.entries if entry.side is side)

    def entry(self, number: int) -> Entry | None:
        """The entry that holds the claim of this number."""
        number = self.folded.get(number, number)
        return next((entry for entry in self.entries if entry.number == number), None)


def sheet_of(debate: Debate) -> FlowSheet:
    """The flow sheet of a debate as it stands; empty where no claims were noted."""
    entries: dict[int, Entry] = {}
    folded: dict[int, int] = {}
    for speech, claim in _noted(debate):
        if head := _made_before(claim, speech.turn.side, entries, folded):
            folded[claim.number] = head.number
            again = _once((*head.again, speech.turn.index))
            cites = _once((*head.cites, *claim.cites))
            entries[head.number] = replace(head, again=again, cites=cites)
        else:
            entries[claim.number] = _entry(debate, speech, claim)
    for speech, claim in _noted(debate):
        _draw(claim, speech.turn.index, entries, folded)
    chances = tuple(_chances(debate))
    return FlowSheet(tuple(_settled(entry, chances) for entry in entries.values()), folded)


def _noted(debate: Debate) -> Iterator[tuple[Speech, Claim]]:
    for turn, claims in debate.claims:
        if speech := debate.speech(turn):
            for claim in claims:
                yield speech, claim


def _made_before(
    claim: Claim, side: Side, entries: Mapping[int, Entry], folded: Mapping[int, int]
) -> Entry | None:
    """The earlier entry of the same side whose argument this claim makes again, if it does."""
    if not claim.argument:
        return None
    backed = (entries.get(folded.get(number, number)) for number in claim.supports)
    same = (e for e in backed if e and e.side is side and e.argument == claim.argument)
    return next(same, None)


def _entry(debate: Debate, speech: Speech, claim: Claim) -> Entry:
    return Entry(
        number=claim.number,
        side=speech.turn.side,
        by=speech.by,
        turn=speech.turn.index,
        words=debate.words(speech.turn.index, claim.words),
        argument=claim.argument,
        cites=claim.cites,
    )


def _draw(claim: Claim, turn: int, entries: dict[int, Entry], folded: Mapping[int, int]) -> None:
    """Draw what a claim meets and backs. Nobody answers their own side, or backs the other."""
    number = folded.get(claim.number, claim.number)
    for met in _heads(claim.answers, entries, folded):
        if met.side is not entries[number].side:
            _add(entries, number, answers=met.number)
            _add(entries, met.number, answered_by=number, answered_in=turn)
    for backed in _heads(claim.supports, entries, folded):
        if backed.side is entries[number].side and backed.number != number:
            _add(entries, number, supports=backed.number)


def _heads(
    numbers: Iterable[int], entries: Mapping[int, Entry], folded: Mapping[int, int]
) -> tuple[Entry, ...]:
    found = (entries.get(folded.get(number, number)) for number in numbers)
    return tuple(entry for entry in found if entry)


def _add(entries: dict[int, Entry], number: int, **numbers: int) -> None:
    entry = entries[number]
    more: dict[str, Any] = {
        name: _once((*getattr(entry, name), one)) for name, one in numbers.items()
    }
    entries[number] = replace(entry, **more)


def _once(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _chances(debate: Debate) -> Iterator[tuple[int, Side]]:
    """The turns in which a side could answer: its speeches proper, those it let pass too."""
    given = [s.turn for s in debate.speeches]
    passed = [t for t in debate.format.turns if t.index in debate.passed and t.seat != LIST]
    for turn in (*given, *passed):
        if turn.kind.argues and not lent(debate.format, turn):
            yield turn.index, turn.side


def _settled(entry: Entry, chances: Iterable[tuple[int, Side]]) -> Entry:
    """The entry with its state."""
    if entry.answered_by:
        return replace(entry, state=State.ANSWERED)
    had_one = any(at > entry.turn and side is entry.side.other for at, side in chances)
    return replace(entry, state=State.DROPPED if had_one else State.STANDING)


# --- arguments of the library -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """An argument on the table: who made it, in which turn, and where it was answered."""

    argument: str
    side: Side
    turn: int
    answered_in: tuple[int, ...] = ()


def flow(debate: Debate) -> tuple[Point, ...]:
    """Every argument of the library made so far, in the order in which it was first made."""
    points: dict[tuple[str, Side], Point] = {}
    for speech in debate.speeches:
        for argument, side, turn in _made(debate, speech):
            points.setdefault((argument, side), Point(argument, side, turn))
        for argument in speech.answered:
            _answer(points, (argument, speech.turn.side.other), speech.turn.index)
    for entry in sheet_of(debate).entries:
        if entry.argument:
            key = (entry.argument, entry.side)
            points.setdefault(key, Point(entry.argument, entry.side, entry.turn))
            for turn in entry.answered_in:
                _answer(points, key, turn)
    return tuple(sorted(points.values(), key=lambda point: point.turn))


def _answer(points: dict[tuple[str, Side], Point], key: tuple[str, Side], turn: int) -> None:
    if key in points:
        answered = _once((*points[key].answered_in, turn))
        points[key] = replace(points[key], answered_in=answered)


def _made(debate: Debate, speech: Speech) -> list[tuple[str, Side, int]]:
    made = [(argument, speech.turn.side, speech.turn.index) for argument in speech.made]
    if speech.by == BOT and speech.heard:
        other = speech.turn.side.other
        earlier = [
            s
            for s in debate.speeches
            if s.turn.index < speech.turn.index
            and s.turn.side is other
            and s.by != BOT
            and s.turn.kind is not Kind.QUESTION
        ]
        turn = earlier[-1].turn.index if earlier else speech.turn.index
        made = [(argument, other, turn) for argument in speech.heard] + made
    return made


def spoken(debate: Debate, side: Side) -> frozenset[str]:
    """The arguments that this side has already made, so that it need not repeat them."""
    return frozenset(p.argument for p in flow(debate) if p.side is side)


def answered(debate: Debate, side: Side) -> frozenset[str]:
    """The arguments of the other side that this side has already answered."""
    return frozenset(p.argument for p in flow(debate) if p.side is side.other and p.answered_in)
