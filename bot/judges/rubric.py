"""The criteria of a ballot, read from `prompts/judging/*.yaml` with the line on which one is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.debate.ballots import HIGHEST, LOWEST
from bot.debate.errors import Faulty, Unknown
from bot.library.front_matter import read_text
from bot.library.yaml_lines import Lined, read_model, read_yaml

FILE = "rubric.yaml"
POINTS = tuple(range(LOWEST, HIGHEST + 1))

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is scored: what it asks, and what each number of points means, the least first."""

    id: str
    name: str
    asks: str
    descriptors: tuple[str, ...]
    scored: bool = True

    def means(self, points: int) -> str:
        """What so many points mean. Raises IndexError for points that there are not."""
        if points not in POINTS:
            raise IndexError(points)
        return self.descriptors[points - LOWEST]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria that a ballot may score, in their order."""

    name: str
    criteria: tuple[Criterion, ...]

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that a ballot does score."""
        return tuple(c for c in self.criteria if c.scored)

    def criterion(self, id: str) -> Criterion | None:
        return next((c for c in self.criteria if c.id == id), None)

    def choosing(self, ids: Collection[str]) -> Rubric:
        """The rubric with these criteria scored as well. Raises Unknown for one that it has not."""
        known = tuple(c.id for c in self.criteria)
        for id in ids:
            if id not in known:
                raise Unknown("criterion", id, known)
        chosen = (replace(c, scored=c.scored or c.id in ids) for c in self.criteria)
        return replace(self, criteria=tuple(chosen))


def load_rubric(path: Path) -> Rubric:
    """The rubric in a file. Raises Faulty with file, line and field at the first thing wrong."""
    file = f"{path.parent.name}/{path.name}"
    lined = read_yaml(file, read_text(file, path))
    if not isinstance(lined.fields, dict):
        raise Faulty(file, 1, "", "must be a mapping with a name and criteria")
    entry = read_model(_File, lined)
    assert entry is not None  # with nowhere to note faults, read_model raises them
    _refuse_doubles(lined, entry)
    if not any(c.scored for c in entry.criteria):
        raise lined.fault(("criteria",), "at least one criterion must be scored")
    return Rubric(entry.name, tuple(_criterion(c) for c in entry.criteria))


def faults(folder: Path) -> tuple[Faulty, ...]:
    """What is wrong with the rubrics in `folder`, the first fault of each file; one must be there."""
    found: list[Faulty] = []
    for path in sorted({folder / FILE, *folder.glob("*.yaml")}):
        try:
            load_rubric(path)
        except Faulty as fault:
            found.append(fault)
    return tuple(found)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Criterion(_Part):
    id: Id
    name: Words
    asks: Words
    descriptors: Mapping[str, Words]
    scored: bool = True


class _File(_Part):
    name: Words
    criteria: Annotated[tuple[_Criterion, ...], Field(min_length=1, max_length=12)]


def _refuse_doubles(lined: Lined, entry: _File) -> None:
    seen: set[str] = set()
    wanted = [str(points) for points in POINTS]
    for number, criterion in enumerate(entry.criteria):
        if criterion.id in seen:
            raise lined.fault(("criteria", number, "id"), f"there is a {criterion.id} already")
        seen.add(criterion.id)
        for key in criterion.descriptors:
            if key not in wanted:
                problem = f"unknown; there are {', '.join(wanted)}"
                raise lined.fault(("criteria", number, "descriptors", key), problem)
        for key in wanted:
            if key not in criterion.descriptors:
                raise lined.fault(("criteria", number, "descriptors"), f"says nothing for {key}")


def _criterion(entry: _Criterion) -> Criterion:
    descriptors = tuple(entry.descriptors[str(points)] for points in POINTS)
    return Criterion(entry.id, entry.name, entry.asks, descriptors, entry.scored)
