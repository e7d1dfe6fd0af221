"""An order of speech as data: from the fields of a format file to a `Format` with its turns.

Knows nothing of files: it takes what was read and says which field is wrong. What the fields mean
is told in docs/formats.md and shown by the formats that we come with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.debate.format_lines import (
    MOST_TURNS,
    FormatFault,
    Line,
    number_in,
    only,
    switch_in,
    text_in,
)
from bot.debate.model import AUDIENCE, COACH, LIST, Format, Kind, Role, Side, TimeUp, Turn

__all__ = ["FormatFault", "holds", "lent", "read_format", "turned"]

FORMAT_FIELDS = frozenset({"name", "for", "roles", "rounds", "speeches", "rules"})
SWITCHES = frozenset({"new_arguments_in_last_speech", "only_bots", "ballot"})
LONGEST_NAME = 60
ROLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_format(id: str, fields: Mapping[str, Any]) -> Format:
    """The format that `fields` describe, under the name of its file. Raises FormatFault."""
    only(fields, FORMAT_FIELDS, "")
    name = text_in(fields, "name")
    if not 0 < len(name) <= LONGEST_NAME:
        raise FormatFault("name", f"a format needs a name of at most {LONGEST_NAME} characters")
    lines = fields.get("speeches")
    if not isinstance(lines, Sequence) or isinstance(lines, str) or not lines:
        raise FormatFault("speeches", "a format needs a list of speeches")
    roles = _roles(fields.get("roles") or ())
    rules = _rules(fields.get("rules") or {})
    rounds = int(number_in(fields, "rounds", "")) if "rounds" in fields else 1
    turns = _turns(lines, rounds, roles)
    _everybody_speaks(turns, roles)
    return Format(
        id=id,
        name=name,
        purpose=text_in(fields, "for"),
        turns=tuple(replace(turn, index=index) for index, turn in enumerate(turns)),
        roles=tuple(roles.values()),
        **rules,
    )


def turned(format: Format) -> Format:
    """The same order of speech with the sides exchanged; each role changes its side as well."""
    sides = {side.value: side.other.value for side in Side}
    turns = (replace(t, side=t.side.other, seat=sides.get(t.seat, t.seat)) for t in format.turns)
    roles = (replace(role, side=role.side.other) for role in format.roles)
    return replace(format, turns=tuple(turns), roles=tuple(roles))


def holds(format: Format, turn: Turn) -> Side | None:
    """The side whose seat takes a turn, which need not be the side that is argued in it.

    None where anybody may take it: the audience, the speakers list, the coach.
    """
    if turn.seat in (AUDIENCE, LIST, COACH) or turn.kind is Kind.VOTE:
        return None
    if turn.seat in list(Side):
        return Side(turn.seat)
    role = format.role(turn.seat)
    return role.side if role else turn.side


def lent(format: Format, turn: Turn) -> bool:
    """Whether whoever takes this turn argues the other side's case in it, as in a steelman."""
    return holds(format, turn) not in (None, turn.side)


def _turns(lines: Sequence[Any], rounds: int, roles: Mapping[str, Role]) -> list[Turn]:
    turns: list[Turn] = []
    seated = Format("", "", "", (), roles=tuple(roles.values()))
    for number, line in [*enumerate(lines)] * min(rounds, MOST_TURNS + 1):
        at = f"speeches.{number}"
        found = list(Line(line, at, roles).turns())
        if not switch_in(line, "again", f"{at}."):
            _not_twice(seated, turns, found, at)
        if found[0].kind is Kind.FEEDBACK and found[0].side not in (
            holds(seated, t) for t in turns
        ):
            raise FormatFault(f"{at}.to", f"the {found[0].side} has said nothing up to here")
        turns.extend(found)
        if len(turns) > MOST_TURNS:
            raise FormatFault(at, f"more than {MOST_TURNS} turns up to here; that is the most")
    return turns


# --- what must hold of the whole --------------------------------------------------------------


def _not_twice(format: Format, before: Sequence[Turn], found: Sequence[Turn], at: str) -> None:
    """No side speaks twice on end for the same case by mistake; `again: true` says it is meant."""
    if not before or not (before[-1].kind.argues and found[0].kind.argues):
        return
    side = holds(format, found[0])
    same = side is holds(format, before[-1]) and found[0].side is before[-1].side
    if side is not None and same:
        raise FormatFault(
            f"{at}.side", f"the {side} speaks twice on end; say `again: true` if it should"
        )


def _everybody_speaks(turns: Sequence[Turn], roles: Mapping[str, Role]) -> None:
    if not any(turn.kind.argues for turn in turns):
        raise FormatFault("speeches", "nobody gives a speech; a vote or a question is none")
    for number, role in enumerate(roles.values()):
        if not any(turn.seat == role.id for turn in turns):
            raise FormatFault(f"roles.{number}", f"{role.id} never has a turn")


def _roles(entries: object) -> dict[str, Role]:
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise FormatFault("roles", "must be a list such as [{id: first-speaker, side: negative}]")
    roles: dict[str, Role] = {}
    for number, entry in enumerate(entries):
        at = f"roles.{number}"
        if not isinstance(entry, Mapping):
            raise FormatFault(at, "must be a mapping such as {id: first-speaker, side: negative}")
        only(entry, frozenset({"id", "name", "side"}), f"{at}.")
        id = text_in(entry, "id", f"{at}.")
        if not ROLE_ID.fullmatch(id) or len(id) > LONGEST_NAME:
            raise FormatFault(f"{at}.id", "must be small letters, digits and hyphens")
        if id in (AUDIENCE, LIST, COACH, *Side):
            raise FormatFault(f"{at}.id", f"must be another name than {id}, which has a meaning")
        if id in roles:
            raise FormatFault(f"{at}.id", f"there is a {id} already")
        try:
            side = Side(str(entry.get("side")))
        except ValueError:
            raise FormatFault(f"{at}.side", "must be affirmative or negative") from None
        roles[id] = Role(id, text_in(entry, "name", f"{at}.") or id.replace("-", " "), side)
    if roles and {role.side for role in roles.values()} != set(Side):
        raise FormatFault("roles", "must give each side a seat")
    return roles


def _rules(entries: object) -> dict[str, Any]:
    if not isinstance(entries, Mapping):
        raise FormatFault("rules", "must be a mapping")
    only(entries, SWITCHES | {"when_time_is_up"}, "rules.")
    rules: dict[str, Any] = {
        key: switch_in(entries, key, "rules.") for key in SWITCHES & {*entries}
    }
    if "when_time_is_up" in entries:
        try:
            rules["time_up"] = TimeUp(str(entries["when_time_is_up"]))
        except ValueError:
            problem = f"must be one of {', '.join(TimeUp)}"
            raise FormatFault("rules.when_time_is_up", problem) from None
    return rules
