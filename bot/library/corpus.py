"""The shipped corpus, read from its files: motions, briefs and arguments, with their places.

Reading notes every fault and goes on; whether a fault stops anything is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from bot.debate.errors import Faulty
from bot.library.files import ArgumentEntry, BriefHead, Entry, MotionEntry, TermEntry
from bot.library.front_matter import read_page, read_text
from bot.library.yaml_lines import Lined, Where, read_model, read_yaml

E = TypeVar("E", bound=Entry)
ENTRY_ID = re.compile(r"^\s*-\s*\{?\s*id:\s*[\"']?([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Placed(Generic[E]):
    """An entry and where it stands in its file."""

    entry: E
    lined: Lined
    where: Where = ()
    body: str = ""

    def fault(self, field: Where, problem: str) -> Faulty:
        """The fault `problem` in a field of this entry."""
        return self.lined.fault((*self.where, *field), problem)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that could be read, and all that was wrong.

    `unread` are the ids of entries that stand in a file but could not be read: a reference to one
    of them is not a second fault.
    """

    motions: tuple[Placed[MotionEntry], ...]
    briefs: tuple[Placed[BriefHead], ...]
    arguments: tuple[Placed[ArgumentEntry], ...]
    faults: tuple[Faulty, ...]
    terms: tuple[Placed[TermEntry], ...] = ()
    unread: frozenset[str] = frozenset()


def read_corpus(folder: Path) -> Corpus:
    """The corpus in `folder`, with the faults of its single files; `checks` compares them."""
    faults: list[Faulty] = []
    briefs = sorted((folder / "briefs").glob("*.md"))
    lists = sorted((folder / "arguments").glob("*.yaml"))
    glossary = folder / "glossary.yaml"
    read = Corpus(
        tuple(_entries(MotionEntry, folder, folder / "motions.yaml", faults)),
        tuple(brief for path in briefs for brief in _brief(folder, path, faults)),
        tuple(a for path in lists for a in _entries(ArgumentEntry, folder, path, faults)),
        (),
        tuple(_entries(TermEntry, folder, glossary, faults)) if glossary.exists() else (),
    )
    if not faults:
        return read
    named = {path.stem for path in briefs}.union(*map(_ids, (folder / "motions.yaml", *lists)))
    return replace(read, faults=tuple(faults), unread=frozenset(named))


def _ids(path: Path) -> set[str]:
    """The ids of the entries in a file, whether or not it can be read as YAML."""
    try:
        return set(ENTRY_ID.findall(path.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return set()


def shown(folder: Path, path: Path) -> str:
    """The name of a file of the corpus as its reader knows it."""
    return path.relative_to(folder.parent).as_posix()


def _entries(model: type[E], folder: Path, path: Path, faults: list[Faulty]) -> Iterator[Placed[E]]:
    """The entries of a file that is a list of them."""
    file = shown(folder, path)
    try:
        lined = read_yaml(file, read_text(file, path))
    except Faulty as fault:
        faults.append(fault)
        return
    if not isinstance(lined.fields, list):
        faults.append(Faulty(file, 1, "", "must be a list of entries that begin with - id:"))
        return
    for number in range(len(lined.fields)):
        entry = read_model(model, lined, (number,), faults)
        if entry is not None:
            yield Placed(entry, lined, (number,))


def _brief(folder: Path, path: Path, faults: list[Faulty]) -> Iterator[Placed[BriefHead]]:
    file = shown(folder, path)
    try:
        page = read_page(file, read_text(file, path))
    except Faulty as fault:
        faults.append(fault)
        return
    head = read_model(BriefHead, page.head, (), faults)
    if head is None:
        return
    placed = Placed(head, page.head, body=page.body.strip())
    if head.id != path.stem:
        faults.append(placed.fault(("id",), f"must be the name of its file, {path.stem}"))
    if not placed.body:
        faults.append(Faulty(file, page.starts, "", "a brief needs a summary below its fields"))
    yield placed
