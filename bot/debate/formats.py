"""An order of speech as data: from the fields of a format file to a `Format` with its turns.

Knows nothing of files: it takes what was read and says which field is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.debate.errors import ParleyError
from bot.debate.model import Format, Kind, Side, Turn

EXAMINATION = "cross-examination"
SPEECH_FIELDS = frozenset({"side", "kind", "words", "minutes", "questions", "answer_words"})
FORMAT_FIELDS = frozenset({"name", "for", "speeches", "rules"})
RULES = frozenset({"new_arguments_in_last_speech", "only_bots"})


class FormatFault(ParleyError):
    """A field of a format is wrong. `field` is dotted, such as `speeches.2.words`."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def read_format(id: str, fields: Mapping[str, Any]) -> Format:
    """The format that `fields` describe, under the name of its file. Raises FormatFault."""
    _only(fields, FORMAT_FIELDS, "")
    speeches = fields.get("speeches")
    if not isinstance(speeches, Sequence) or isinstance(speeches, str) or not speeches:
        raise FormatFault("speeches", "a format needs a list of speeches")
    rules = fields.get("rules") or {}
    if not isinstance(rules, Mapping):
        raise FormatFault("rules", "must be a mapping")
    _only(rules, RULES, "rules.")
    for key, value in rules.items():
        if not isinstance(value, bool):
            raise FormatFault(f"rules.{key}", "must be true or false")
    turns: list[Turn] = []
    for number, entry in enumerate(speeches):
        turns.extend(_turns(entry, f"speeches.{number}", len(turns)))
    if not isinstance(fields.get("name"), str):
        raise FormatFault("name", "a format needs a name")
    return Format(
        id=id,
        name=fields["name"],
        purpose=str(fields.get("for", "")),
        turns=tuple(turns),
        new_arguments_in_last_speech=rules.get("new_arguments_in_last_speech", True),
        only_bots=rules.get("only_bots", False),
    )


def _turns(entry: object, field: str, first: int) -> Iterator[Turn]:
    """The turns of one line of a format: one for a speech, two for each question."""
    if not isinstance(entry, Mapping):
        raise FormatFault(field, "must be a mapping such as {side: affirmative, kind: rebuttal}")
    _only(entry, SPEECH_FIELDS, f"{field}.")
    try:
        side = Side(str(entry.get("side")))
    except ValueError:
        raise FormatFault(f"{field}.side", "must be affirmative or negative") from None
    words = _number(entry, "words", field)
    seconds = round(_number(entry, "minutes", field, fraction=True) * 60)
    kind = entry.get("kind")
    if kind != EXAMINATION:
        if kind not in (Kind.CONSTRUCTIVE, Kind.REBUTTAL, Kind.CLOSING):
            known = "constructive, cross-examination, rebuttal or closing"
            raise FormatFault(f"{field}.kind", f"must be {known}")
        for extra in ("questions", "answer_words"):
            if extra in entry:
                raise FormatFault(f"{field}.{extra}", f"belongs to a {EXAMINATION} only")
        yield Turn(first, side, Kind(kind), int(words), seconds)
        return
    answer_words = _number(entry, "answer_words", field)
    for number in range(int(_number(entry, "questions", field))):
        at = first + 2 * number
        yield Turn(at, side, Kind.QUESTION, int(words), seconds)
        yield Turn(at + 1, side.other, Kind.ANSWER, int(answer_words), seconds)


def _number(entry: Mapping[str, Any], key: str, field: str, *, fraction: bool = False) -> float:
    value = entry.get(key)
    wanted = (int, float) if fraction else int
    if not isinstance(value, wanted) or isinstance(value, bool) or value <= 0:
        raise FormatFault(f"{field}.{key}", "must be a number above zero")
    return value


def _only(fields: Mapping[str, Any], known: frozenset[str], prefix: str) -> None:
    for key in fields:
        if key not in known:
            raise FormatFault(f"{prefix}{key}", f"unknown; there are {', '.join(sorted(known))}")
