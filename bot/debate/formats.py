"""An order of speech as data: from the fields of a format file to a `Format` with its turns.

Knows nothing of files: it takes what was read and says which field is wrong. What a line of a
format may say is told in CONTRIBUTING.md and shown by the formats that we come with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.debate.errors import ParleyError
from bot.debate.model import AUDIENCE, COACH, LIST, Format, Kind, Role, Side, TimeUp, Turn

FORMAT_FIELDS = frozenset({"name", "for", "roles", "rounds", "speeches", "rules"})
SWITCHES = frozenset({"new_arguments_in_last_speech", "only_bots", "ballot"})
SPOKEN = (Kind.CONSTRUCTIVE, Kind.REBUTTAL, Kind.CLOSING, Kind.COMMENT)
MOST_TURNS = 200


class FormatFault(ParleyError):
    """A field of a format is wrong. `field` is dotted, such as `speeches.2.words`."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def read_format(id: str, fields: Mapping[str, Any]) -> Format:
    """The format that `fields` describe, under the name of its file. Raises FormatFault."""
    _only(fields, FORMAT_FIELDS, "")
    if not isinstance(fields.get("name"), str):
        raise FormatFault("name", "a format needs a name")
    lines = fields.get("speeches")
    if not isinstance(lines, Sequence) or isinstance(lines, str) or not lines:
        raise FormatFault("speeches", "a format needs a list of speeches")
    roles = _roles(fields.get("roles") or ())
    rules = _rules(fields.get("rules") or {})
    rounds = _number(fields, "rounds", "") if "rounds" in fields else 1
    turns: list[Turn] = []
    for again in range(int(rounds)):
        for number, line in enumerate(lines):
            at = f"speeches.{number}"
            found = list(_Line(line, at, roles).turns())
            if not again and not line.get("again"):
                _not_twice(turns, found, at)
            turns.extend(found)
    if len(turns) > MOST_TURNS:
        raise FormatFault("speeches", f"makes {len(turns)} turns; {MOST_TURNS} are the most")
    return Format(
        id=id,
        name=fields["name"],
        purpose=str(fields.get("for", "")),
        turns=tuple(replace(turn, index=index) for index, turn in enumerate(turns)),
        roles=tuple(roles.values()),
        **rules,
    )


class _Line:
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
        yield self.turn(side, kind, "words", self.seat("by", side), self.prompt())

    def examination(self) -> Iterator[Turn]:
        side = self.side("side")
        for _ in range(int(self.number("questions"))):
            yield self.turn(side, Kind.QUESTION, "words", self.seat("by", side))
            yield self.turn(
                side.other, Kind.ANSWER, "answer_words", self.seat("answered_by", side.other)
            )

    def crossfire(self) -> Iterator[Turn]:
        first = self.side("side")
        seats = {first: self.seat("by", first), first.other: self.seat("answered_by", first.other)}
        for number in range(int(self.number("questions"))):
            asks = first if number % 2 == 0 else first.other
            yield self.turn(asks, Kind.QUESTION, "words", seats[asks])
            yield self.turn(asks.other, Kind.ANSWER, "answer_words", seats[asks.other])

    def from_the_floor(self) -> Iterator[Turn]:
        to = self.side("to")
        for _ in range(int(self.number("questions"))):
            yield self.turn(to.other, Kind.QUESTION, "words", AUDIENCE)
            yield self.turn(to, Kind.ANSWER, "answer_words", self.seat("answered_by", to))

    def listed(self) -> Iterator[Turn]:
        for _ in range(int(self.number("speeches"))):
            yield self.turn(Side.AFFIRMATIVE, Kind.REBUTTAL, "words", LIST, self.prompt())

    def feedback(self) -> Iterator[Turn]:
        yield self.turn(self.side("to"), Kind.FEEDBACK, "words", COACH)

    def vote(self) -> Iterator[Turn]:
        yield Turn(0, Side.AFFIRMATIVE, Kind.VOTE, 0, self.seconds(), AUDIENCE)

    # --- fields ---

    def turn(self, side: Side, kind: Kind, words: str, seat: str, prompt: str = "") -> Turn:
        return Turn(0, side, kind, int(self.number(words)), self.seconds(), seat, prompt)

    def seconds(self) -> int:
        return round(self.number("minutes", fraction=True) * 60)

    def number(self, key: str, *, fraction: bool = False) -> float:
        return _number(self.line, key, f"{self.at}.", fraction=fraction)

    def side(self, key: str) -> Side:
        try:
            return Side(str(self.line.get(key)))
        except ValueError:
            raise FormatFault(f"{self.at}.{key}", "must be affirmative or negative") from None

    def seat(self, key: str, side: Side) -> str:
        """The role that is named, or the side's own seat: empty where each side has but one."""
        named = self.line.get(key)
        if named is None:
            own = [role.id for role in self.roles.values() if role.side is side]
            if len(own) > 1:
                raise FormatFault(f"{self.at}.{key}", f"is needed: {', '.join(own)}")
            return own[0] if own else ""
        known = list(self.roles) or [s.value for s in Side]
        if named not in known:
            raise FormatFault(f"{self.at}.{key}", f"must be one of {', '.join(known)}")
        return "" if named == side.value and not self.roles else str(named)

    def prompt(self) -> str:
        named = self.line.get("prompt", "")
        if not isinstance(named, str):
            raise FormatFault(f"{self.at}.prompt", "must be the name of a prompt file")
        return named


KINDS: Mapping[str, tuple[Callable[[_Line], Iterator[Turn]], frozenset[str]]] = {
    **{k.value: (_Line.speech, frozenset({"side", "by", "words", "prompt"})) for k in SPOKEN},
    "cross-examination": (
        _Line.examination,
        frozenset({"side", "by", "answered_by", "questions", "words", "answer_words"}),
    ),
    "crossfire": (
        _Line.crossfire,
        frozenset({"side", "by", "answered_by", "questions", "words", "answer_words"}),
    ),
    "questions-from-the-floor": (
        _Line.from_the_floor,
        frozenset({"to", "answered_by", "questions", "words", "answer_words"}),
    ),
    "speakers-list": (_Line.listed, frozenset({"speeches", "words", "prompt"})),
    "feedback": (_Line.feedback, frozenset({"to", "words"})),
    "vote": (_Line.vote, frozenset()),
}
"""What a line of a format can be, with the fields that it has beside `kind` and `minutes`."""


def _not_twice(before: Sequence[Turn], found: Sequence[Turn], at: str) -> None:
    """Nobody argues the same side twice on end by mistake; `again: true` says that it is meant."""
    if not before or not found or not (before[-1].kind.argues and found[0].kind.argues):
        return
    last, first = before[-1], found[0]
    if LIST not in (last.seat, first.seat) and last.side is first.side and last.seat == first.seat:
        raise FormatFault(
            f"{at}.side", f"the {first.side} speaks twice on end; say `again: true` if it should"
        )


def _roles(entries: object) -> dict[str, Role]:
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise FormatFault("roles", "must be a list such as [{id: first-speaker, side: negative}]")
    roles: dict[str, Role] = {}
    for number, entry in enumerate(entries):
        at = f"roles.{number}"
        if not isinstance(entry, Mapping):
            raise FormatFault(at, "must be a mapping such as {id: first-speaker, side: negative}")
        _only(entry, frozenset({"id", "name", "side"}), f"{at}.")
        id = entry.get("id")
        if not isinstance(id, str) or not id or id in (AUDIENCE, LIST, COACH):
            raise FormatFault(f"{at}.id", "must be a name that is not audience, list or coach")
        if id in roles:
            raise FormatFault(f"{at}.id", f"there is a {id} already")
        try:
            side = Side(str(entry.get("side")))
        except ValueError:
            raise FormatFault(f"{at}.side", "must be affirmative or negative") from None
        roles[id] = Role(id, str(entry.get("name") or id.replace("-", " ")), side)
    if roles and {role.side for role in roles.values()} != set(Side):
        raise FormatFault("roles", "must give each side a seat")
    return roles


def _rules(entries: object) -> dict[str, Any]:
    if not isinstance(entries, Mapping):
        raise FormatFault("rules", "must be a mapping")
    _only(entries, SWITCHES | {"when_time_is_up"}, "rules.")
    rules: dict[str, Any] = {}
    for key, value in entries.items():
        if key in SWITCHES:
            if not isinstance(value, bool):
                raise FormatFault(f"rules.{key}", "must be true or false")
            rules[key] = value
            continue
        try:
            rules["time_up"] = TimeUp(str(value))
        except ValueError:
            raise FormatFault(f"rules.{key}", f"must be one of {', '.join(TimeUp)}") from None
    return rules


def _number(entry: Mapping[str, Any], key: str, prefix: str, *, fraction: bool = False) -> float:
    value = entry.get(key)
    wanted = (int, float) if fraction else int
    if not isinstance(value, wanted) or isinstance(value, bool) or not 0 < value <= 5000:
        raise FormatFault(f"{prefix}{key}", "must be a number above zero")
    return value


def _only(fields: Mapping[str, Any], known: frozenset[str], prefix: str) -> None:
    for key in fields:
        if key not in known:
            raise FormatFault(f"{prefix}{key}", f"unknown; there are {', '.join(sorted(known))}")
