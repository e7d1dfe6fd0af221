"""Whether the argument that a line makes is found in it, and nothing where it makes none."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.eval.lines import Line
from benchmarks.eval.shares import Share
from bot.library.recognise import Recogniser
from bot.ports import Library


def heard(lines: Iterable[Line], library: Library) -> dict[Line, tuple[str, ...]]:
    """For each line the arguments that are told from it, the surest first."""
    known: dict[str, Recogniser] = {}
    found: dict[Line, tuple[str, ...]] = {}
    for line in lines:
        if line.motion not in known:
            known[line.motion] = Recogniser(library.arguments(line.motion))
        told = known[line.motion].recognise(line.says, school=line.school)
        found[line] = tuple(r.argument.id for r in told)
    return found


def hearing(lines: Iterable[Line], library: Library) -> dict[str, Share]:
    """The shares of one part. A line that makes two arguments counts with either of them."""
    found = heard(lines, library)
    labelled = {line: ids for line, ids in found.items() if line.argument}
    empty = [ids for line, ids in found.items() if not line.argument]
    return {
        "found first": Share.counted(line.makes & {*ids[:1]} != set() for line, ids in labelled.items()),
        "found among three": Share.counted(line.makes & {*ids[:3]} != set() for line, ids in labelled.items()),
        "another found first": Share.counted(bool(ids) and ids[0] not in line.makes for line, ids in labelled.items()),
        "not sure, though it makes a point": Share.counted(not ids for ids in labelled.values()),
        "not sure of a line without a point": Share.counted(not ids for ids in empty),
        "false alarm on a line without a point": Share.counted(bool(ids) for ids in empty),
    }  # fmt: skip
