"""Who debates whom, and on which side, when a teacher opens debates for a whole class.

Everybody on the list sits in exactly one debate. Chance comes from a seed: the same list and seed
give the same debates, in whatever order the list stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from bot.debate.errors import WrongPhase
from bot.debate.model import BOT, Side

Last = Mapping[str, Side]
"""The side on which somebody sat last time, by person id."""


class Sides(StrEnum):
    """How the sides are given out."""

    RANDOM = "random"
    SWAPPED = "swapped"
    AFFIRMATIVE = "affirmative"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A debate to be opened: who holds each side, a person id or BOT."""

    affirmative: str
    negative: str

    @classmethod
    def of(cls, person: str, side: Side, other: str = BOT) -> Pairing:
        """`person` on this side, and `other` on the other one."""
        return cls(person, other) if side is Side.AFFIRMATIVE else cls(other, person)

    @property
    def people(self) -> tuple[str, ...]:
        """Those in it who are people, the affirmative first."""
        return tuple(p for p in (self.affirmative, self.negative) if p != BOT)

    def on(self, side: Side) -> str:
        """Who holds a side."""
        return self.affirmative if side is Side.AFFIRMATIVE else self.negative

    def side_of(self, person: str) -> Side:
        """The side that somebody in it holds."""
        return Side.AFFIRMATIVE if person == self.affirmative else Side.NEGATIVE


def against_the_bot(
    people: Iterable[str], sides: Sides, seed: int, last: Last
) -> tuple[Pairing, ...]:
    """One debate a person, the bot opposite, in the order of the list.

    By chance, both sides are held by the same number of people, or by one more. Swapped, everybody
    sits opposite to last time, and who has no last time is spread so that the sides come out even.
    """
    listed = tuple(dict.fromkeys(people))
    if sides in (Sides.AFFIRMATIVE, Sides.NEGATIVE):
        return tuple(Pairing.of(person, Side(sides.value)) for person in listed)
    given = _wished(listed, last) if sides is Sides.SWAPPED else {}
    given |= _evened(_shuffled(set(listed) - set(given), seed), given, seed)
    return tuple(Pairing.of(person, given[person]) for person in listed)


def in_pairs(people: Iterable[str], sides: Sides, seed: int, last: Last) -> tuple[Pairing, ...]:
    """Everybody against another one; of an odd number, the one left over against the bot.

    Swapped, as many as can be sit opposite to last time: where more sat on one side than on the
    other, some of them have to meet, and one of the two stays where they were. Raises WrongPhase
    where all are to sit on one side.
    """
    if sides in (Sides.AFFIRMATIVE, Sides.NEGATIVE):
        raise WrongPhase("In a pair each has a side of their own: choose random or swapped.")
    drawn = _shuffled(people, seed)
    wished = _wished(drawn, last) if sides is Sides.SWAPPED else {}
    groups: dict[Side | None, list[str]] = {Side.AFFIRMATIVE: [], Side.NEGATIVE: [], None: []}
    for person in drawn:
        groups[wished.get(person)].append(person)
    for person in groups[None]:
        fewer = min(Side, key=lambda side: len(groups[side]))
        groups[fewer].append(person)
    pairs: list[Pairing] = []
    while groups[Side.AFFIRMATIVE] and groups[Side.NEGATIVE]:
        pairs.append(Pairing(groups[Side.AFFIRMATIVE].pop(), groups[Side.NEGATIVE].pop()))
    for side in Side:
        while len(groups[side]) > 1:
            pairs.append(Pairing.of(groups[side].pop(), side, groups[side].pop()))
        pairs += [Pairing.of(person, side) for person in groups[side]]
    return tuple(pairs)


def kept_their_side(pairings: Iterable[Pairing], last: Last) -> tuple[str, ...]:
    """Those who sit where they sat last time."""
    return tuple(
        person
        for pairing in pairings
        for person in pairing.people
        if last.get(person) is pairing.side_of(person)
    )


def left_to_the_bot(pairings: Iterable[Pairing]) -> tuple[str, ...]:
    """Those who have no other person opposite."""
    return tuple(pairing.people[0] for pairing in pairings if len(pairing.people) == 1)


def _wished(people: Sequence[str], last: Last) -> dict[str, Side]:
    """The side opposite to last time, of those who had one."""
    return {person: last[person].other for person in people if person in last}


def _evened(people: Sequence[str], given: Mapping[str, Side], seed: int) -> dict[str, Side]:
    """A side for each of these, always the one that fewer hold so far; at first by the seed."""
    held = {side: sum(s is side for s in given.values()) for side in Side}
    sides = list(Side) if seed % 2 else list(Side)[::-1]
    chosen: dict[str, Side] = {}
    for person in people:
        chosen[person] = min(sides, key=lambda side: held[side])
        held[chosen[person]] += 1
    return chosen


def _shuffled(people: Iterable[str], seed: int) -> list[str]:
    """These, each once, in an order that only the seed and they themselves settle."""
    return sorted(set(people), key=lambda p: (sha256(f"{seed} {p}".encode()).digest(), p))
