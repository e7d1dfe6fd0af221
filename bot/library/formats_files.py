"""The formats of `prompts/formats/*.yaml`, read with the line on which one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from bot.debate.errors import Faulty
from bot.debate.formats import FormatFault, read_format
from bot.debate.model import Format
from bot.library.front_matter import read_text
from bot.library.yaml_lines import Lined, Where, read_yaml

NO_TASK = frozenset({"house", "mend"})
"""Prompts beside those for speeches that are no task for a speech."""


def load_formats(folder: Path) -> Mapping[str, Format]:
    """Every format in `folder` by its id, the name of its file. Raises the first Faulty.

    The prompts that formats name are looked for in `speeches` beside `folder`.
    """
    return {path.stem: _format(path) for path in sorted(folder.glob("*.yaml"))}


def format_faults(folder: Path) -> tuple[Faulty, ...]:
    """What is wrong with the formats in `folder`, the first fault of each file."""
    faults = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            _format(path)
        except Faulty as fault:
            faults.append(fault)
    return tuple(faults)


def format_notes(folder: Path) -> Mapping[str, str]:
    """What the comment at the head of each format's file says, by the format's id; often empty."""
    notes = {}
    for path in sorted(folder.glob("*.yaml")):
        lines = read_text(path.name, path).splitlines()
        head = takewhile(lambda line: line.startswith("#"), lines)
        notes[path.stem] = " ".join(line.lstrip("#").strip() for line in head)
    return notes


def _format(path: Path) -> Format:
    file = f"{path.parent.name}/{path.name}"
    lined = read_yaml(file, read_text(file, path), typed=True)
    if not isinstance(lined.fields, dict):
        raise Faulty(file, 1, "", "must be a mapping with a name and speeches")
    try:
        format = read_format(path.stem, lined.fields)
    except FormatFault as fault:
        raise lined.fault(_where(fault.field), fault.problem) from None
    _prompts_are_there(lined, path.parent.parent / "speeches")
    return format


def _prompts_are_there(lined: Lined, folder: Path) -> None:
    """Raises Faulty at the first line of a format that names a prompt which is not there."""
    for number, line in enumerate(lined.fields["speeches"]):
        named = str(line.get("prompt", "")).strip()
        there = sorted({path.stem for path in folder.glob("*.md")} - NO_TASK) if named else []
        if named and named not in there:
            known = ", ".join(there) or f"none in {folder.name}"
            problem = f"there is no prompt “{named}” for a speech; there are: {known}"
            raise lined.fault(("speeches", number, "prompt"), problem)


def _where(field: str) -> Where:
    return tuple(int(step) if step.isdecimal() else step for step in field.split("."))
