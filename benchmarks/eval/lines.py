"""The labelled lines of students: which argument each one makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.debate.errors import Unknown
from bot.ports import Library

HERE = Path(__file__).parent
FILES = {"first": HERE / "lines.yaml", "second": HERE / "lines_second.yaml"}
"""Each hand's lines. The first hand also wrote the ideas by which lines are heard."""
SPLITS = ("tune", "test")
PARTS = (*SPLITS, *(f"second {split}" for split in SPLITS))
"""What figures are given for, each hand's halves on their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a student of `school` says on a motion. `argument` is None where the library has none.

    `also` is a second argument of a line that makes two. `hand` is the set that it comes from.
    """

    id: str
    motion: str
    school: str
    split: str
    argument: str | None
    says: str
    also: str | None = None
    hand: str = "first"

    @property
    def part(self) -> str:
        """Its half, told apart from the first hand's where another wrote it."""
        return self.split if self.hand == "first" else f"{self.hand} {self.split}"

    @property
    def makes(self) -> frozenset[str]:
        """The arguments that the line makes."""
        return frozenset(id for id in (self.argument, self.also) if id)


def read_lines(files: Mapping[str, Path] = FILES) -> tuple[Line, ...]:
    """The lines of every hand in their order. Raises TypeError for a wrong or missing field."""
    return tuple(
        Line(**entry, hand=hand)
        for hand, file in files.items()
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


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
