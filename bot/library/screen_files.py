"""The word list of `prompts/moderation.yaml`, read with the line on which it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.classroom.personal import SHAPES
from bot.classroom.phrases import PhraseFault, prove
from bot.classroom.screening import Action, Category, Screen, Whose, filled
from bot.debate.errors import Faulty
from bot.library.front_matter import read_text
from bot.library.yaml_lines import Lined, Where, read_model, read_yaml

LONGEST_LINE = 600
"""Characters of a line: it is shown in one small message."""
NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
LONGEST_PHRASE = 500

Phrase = Annotated[str, Field(min_length=1, max_length=LONGEST_PHRASE)]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Entry(_Form):
    """One category as it is written."""

    do: str
    of: str
    line: Annotated[str, Field(max_length=LONGEST_LINE)]
    phrases: tuple[Phrase, ...] = ()
    let_through: tuple[Phrase, ...] = ()
    shapes: tuple[str, ...] = ()
    server: tuple[str, ...] = ()

    @field_validator("do")
    @classmethod
    def _known_action(cls, do: str) -> str:
        return _one_of(do, tuple(Action))

    @field_validator("of")
    @classmethod
    def _known_writer(cls, of: str) -> str:
        return _one_of(of, tuple(Whose))

    @field_validator("shapes")
    @classmethod
    def _known_shapes(cls, shapes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_of(shape, tuple(SHAPES)) for shape in shapes)


class _List(_Form):
    """The whole file as it is written."""

    fill_in: dict[str, str] = {}
    lists: dict[str, tuple[Phrase, ...]] = {}
    categories: dict[str, _Entry]


def _one_of(said: str, known: Sequence[str]) -> str:
    if said not in known:
        raise ValueError(f"must be one of: {', '.join(known)}")
    return said


def load_screen(path: Path) -> Screen:
    """The screen of the word list in `path`. Raises the first Faulty."""
    lined, written = _read(path)
    for fault in _faults(lined, written):
        raise fault
    return Screen.of_entries(_categories(written), written.lists)


def screen_faults(path: Path) -> tuple[Faulty, ...]:
    """All that is wrong with the word list in `path`."""
    try:
        lined, written = _read(path)
    except Faulty as fault:
        return (fault,)
    return tuple(_faults(lined, written))


def _read(path: Path) -> tuple[Lined, _List]:
    lined = read_yaml(path.name, read_text(path.name, path))
    if not isinstance(lined.fields, dict):
        raise Faulty(path.name, 1, "", "must be a mapping with categories")
    written = read_model(_List, lined)
    assert written is not None
    return lined, written


def _categories(written: _List) -> Iterator[Category]:
    for name, entry in written.categories.items():
        yield Category(
            name=name,
            action=Action(entry.do),
            whose=Whose(entry.of),
            line=filled(entry.line, written.fill_in),
            phrases=entry.phrases,
            let_through=entry.let_through,
            shapes=entry.shapes,
            server=entry.server,
        )


def _faults(lined: Lined, written: _List) -> Iterator[Faulty]:
    """What is wrong beyond the form of the file."""
    if not written.categories:
        yield lined.fault(("categories",), "must not be empty")
    for name, words in written.lists.items():
        yield from _phrase_faults(lined, ("lists", name), words, {})
    for name, entry in written.categories.items():
        where: Where = ("categories", name)
        if not NAME.fullmatch(name):
            yield lined.fault(where, "must be one word of small letters")
        yield from _line_faults(lined, where, entry, written)
        for part in ("phrases", "let_through"):
            phrases = getattr(entry, part)
            yield from _phrase_faults(lined, (*where, part), phrases, written.lists)


def _line_faults(lined: Lined, where: Where, entry: _Entry, written: _List) -> Iterator[Faulty]:
    """A line that is missing where it will be shown, or names what is not filled in."""
    if not entry.line.strip() and entry.do != Action.TELL:
        yield lined.fault((*where, "line"), "must not be empty: the writer is shown it")
    try:
        whole = filled(entry.line, written.fill_in)
    except KeyError as name:
        known = ", ".join(f"{{{key}}}" for key in written.fill_in) or "nothing"
        problem = f"asks for {{{name.args[0]}}}, and fill_in has {known}"
        yield lined.fault((*where, "line"), problem)
    else:
        if len(whole) > LONGEST_LINE:
            yield lined.fault((*where, "line"), f"is over {LONGEST_LINE} characters, filled in")


def _phrase_faults(
    lined: Lined, where: Where, phrases: Sequence[str], lists: dict[str, tuple[str, ...]]
) -> Iterator[Faulty]:
    for number, phrase in enumerate(phrases):
        try:
            prove(phrase, lists)
        except PhraseFault as fault:
            yield lined.fault((*where, number), f"“{phrase[:60]}” {fault}")
