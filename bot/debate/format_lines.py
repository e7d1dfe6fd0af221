"""The lines of a format file: what each kind of line says, and the turns that it makes.

Knows single lines and their fields; what must hold of a whole format is in `formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.debate.errors import ParleyError
from bot.debate.model import AUDIENCE, COACH, LIST, Kind, Role, Side, Turn

SPOKEN = (Kind.CONSTRUCTIVE, Kind.REBUTTAL, Kind.CLOSING, Kind.COMMENT)
MOST_TURNS = 200


class FormatFault(ParleyError):
    """A field of a format is wrong. `field` is dotted, such as `speeches.2.words`."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Line:
    """One line of a format: a speech, or what makes several turns of it."""

    def __init__(self, line: object, at: str, roles: Mapping[str, Role]) -> None:
        if not isinstance(line, Mapping):
            raise FormatFault(at, "must be a mapping such as {side: affirmative, kind: rebuttal}")
        self.line, self.at, self.roles = line, at, roles

    def turns(self) -> Iterator[Turn]:
        """The turns of this line, not yet numbered. Raises FormatFault."""
        kind = self.line.get("kind")
        maker, known = KINDS.get(str(kind), (None, frozenset()))
        if maker is None:
            raise FormatFault(f"{self.at}.kind", f"must be one of {', '.join(KINDS)}")
        for key in self.line:
            if key not in known and key not in ("kind", "minutes", "again"):
                fields = ", ".join(sorted(known | {"kind", "minutes"}))
                raise FormatFault(f"{self.at}.{key}", f"belongs to no {kind}; it has {fields}")
        return maker(self)

    def speech(self) -> Iterator[Turn]:
        side = self.side("side")
        kind = Kind(str(self.line["kind"]))
        yield self.turn(side, kind, "words", self.seat("by", side, lends=True), self.prompt())

    def examination(self) -> Iterator[Turn]:
        side = self.side("side")
        for _ in range(self.count("questions")):
            yield self.turn(side, Kind.QUESTION, "words", self.seat("by", side))
            yield self.turn(
                side.other, Kind.ANSWER, "answer_words", self.seat("answered_by", side.other)
            )

    def crossfire(self) -> Iterator[Turn]:
        first = self.side("side")
        seats = {first: self.seat("by", first), first.other: self.seat("answered_by", first.other)}
        for number in range(self.count("questions")):
            asks = first if number % 2 == 0 else first.other
            yield self.turn(asks, Kind.QUESTION, "words", seats[asks])
            yield self.turn(asks.other, Kind.ANSWER, "answer_words", seats[asks.other])

    def from_the_floor(self) -> Iterator[Turn]:
        to = self.side("to")
        for _ in range(self.count("questions")):
            yield self.turn(to.other, Kind.QUESTION, "words", AUDIENCE)
            yield self.turn(to, Kind.ANSWER, "answer_words", self.seat("answered_by", to))

    def listed(self) -> Iterator[Turn]:
        for _ in range(self.count("speeches")):
            yield self.turn(Side.AFFIRMATIVE, Kind.REBUTTAL, "words", LIST, self.prompt())

    def feedback(self) -> Iterator[Turn]:
        yield self.turn(self.side("to"), Kind.FEEDBACK, "words", COACH)

    def vote(self) -> Iterator[Turn]:
        yield Turn(0, Side.AFFIRMATIVE, Kind.VOTE, 0, self.seconds(), AUDIENCE)

    # --- fields ---

    def turn(self, side: Side, kind: Kind, words: str, seat: str, prompt: str = "") -> Turn:
        return Turn(0, side, kind, self.number(words), self.seconds(), seat, prompt)

    def seconds(self) -> int:
        return max(round(number_in(self.line, "minutes", f"{self.at}.", fraction=True) * 60), 1)

    def number(self, key: str) -> int:
        return int(number_in(self.line, key, f"{self.at}."))

    def count(self, key: str) -> int:
        return min(self.number(key), MOST_TURNS + 1)

    def side(self, key: str) -> Side:
        try:
            return Side(str(self.line.get(key)))
        except ValueError:
            raise FormatFault(f"{self.at}.{key}", "must be affirmative or negative") from None

    def seat(self, key: str, side: Side, *, lends: bool = False) -> str:
        """The role that is named, or the side's own seat: empty where each side has but one.

        `lends` says that a seat of the other side may argue this one.
        """
        named = self.line.get(key)
        sides = {r.id: r.side for r in self.roles.values()} or {s.value: s for s in Side}
        own = [id for id, of in sides.items() if of is side]
        if named is None:
            if len(own) > 1:
                raise FormatFault(f"{self.at}.{key}", f"is needed: {', '.join(own)}")
            return own[0] if self.roles else ""
        if not isinstance(named, str) or named not in sides:
            raise FormatFault(f"{self.at}.{key}", f"must be one of {', '.join(sides)}")
        if named not in own and not lends:
            raise FormatFault(f"{self.at}.{key}", f"{named} sits on the {side.other} side")
        return "" if named == side.value and not self.roles else named

    def prompt(self) -> str:
        return text_in(self.line, "prompt", f"{self.at}.")


KINDS: Mapping[str, tuple[Callable[[Line], Iterator[Turn]], frozenset[str]]] = {
    **{k.value: (Line.speech, frozenset({"side", "by", "words", "prompt"})) for k in SPOKEN},
    "cross-examination": (
        Line.examination,
        frozenset({"side", "by", "answered_by", "questions", "words", "answer_words"}),
    ),
    "crossfire": (
        Line.crossfire,
        frozenset({"side", "by", "answered_by", "questions", "words", "answer_words"}),
    ),
    "questions-from-the-floor": (
        Line.from_the_floor,
        frozenset({"to", "answered_by", "questions", "words", "answer_words"}),
    ),
    "speakers-list": (Line.listed, frozenset({"speeches", "words", "prompt"})),
    "feedback": (Line.feedback, frozenset({"to", "words"})),
    "vote": (Line.vote, frozenset()),
}
"""What a line of a format can be, with the fields that it has beside `kind` and `minutes`."""


# --- single fields ----------------------------------------------------------------------------


def number_in(entry: Mapping[str, Any], key: str, prefix: str, *, fraction: bool = False) -> float:
    """The number in a field, whole unless it may be a `fraction`. Raises FormatFault."""
    value = entry.get(key)
    wanted = (int, float) if fraction else int
    if not isinstance(value, wanted) or isinstance(value, bool) or not 0 < value <= 5000:
        whole = "" if fraction else ", and whole"
        raise FormatFault(f"{prefix}{key}", f"must be a number above zero, at most 5000{whole}")
    return value


def text_in(entry: Mapping[str, Any], key: str, prefix: str = "") -> str:
    """The text in a field, empty where it is not given. Raises FormatFault."""
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise FormatFault(f"{prefix}{key}", "must be text")
    return value.strip()


def switch_in(entry: Mapping[str, Any], key: str, prefix: str) -> bool:
    """Whether a field is true; false where it is not given. Raises FormatFault."""
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise FormatFault(f"{prefix}{key}", "must be true or false")
    return value


def only(fields: Mapping[str, Any], known: frozenset[str], prefix: str) -> None:
    """See that there are no fields but those that are `known`. Raises FormatFault."""
    for key in fields:
        if key not in known:
            raise FormatFault(f"{prefix}{key}", f"unknown; there are {', '.join(sorted(known))}")
