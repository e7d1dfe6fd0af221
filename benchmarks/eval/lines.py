"""The labelled lines of students: which argument each one makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.debate.errors import Unknown
from bot.ports import Library

FILE = Path(__file__).with_name("lines.yaml")
SPLITS = ("tune", "test")


@dataclass(frozen=True, slots=True)
class Line:
    """What a student of `school` says on a motion. `argument` is None where the library has none.

    `also` is a second argument of a line that makes two.
    """

    id: str
    motion: str
    school: str
    split: str
    argument: str | None
    says: str
    also: str | None = None

    @property
    def makes(self) -> frozenset[str]:
        """The arguments that the line makes."""
        return frozenset(id for id in (self.argument, self.also) if id)


def read_lines(file: Path = FILE) -> tuple[Line, ...]:
    """The lines in their order. Raises TypeError for one with a wrong or missing field."""
    return tuple(Line(**entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8")))


def faults(lines: Iterable[Line], library: Library) -> list[str]:
    """What is wrong with the labels, one sentence each; empty where they fit the library."""
    found: list[str] = []
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            found.append(f"{line.id} stands twice")
        seen.add(line.id)
        if line.split not in SPLITS:
            found.append(f"{line.id} is of no split: {line.split}")
        for id in line.makes:
            try:
                argument = library.argument(id)
            except Unknown:
                found.append(f"{line.id} names an argument that there is not: {id}")
                continue
            if argument.school != line.school or line.motion not in argument.motions:
                found.append(f"{line.id} gives {id} to the wrong school or motion")
    return found
