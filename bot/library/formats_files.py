"""The formats of `prompts/formats/*.yaml`, read with the line on which one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.debate.errors import Faulty
from bot.debate.formats import FormatFault, read_format
from bot.debate.model import Format
from bot.library.front_matter import read_text
from bot.library.yaml_lines import Where, read_yaml


def load_formats(folder: Path) -> Mapping[str, Format]:
    """Every format in `folder` by its id, the name of its file. Raises the first Faulty."""
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


def _format(path: Path) -> Format:
    file = f"{path.parent.name}/{path.name}"
    lined = read_yaml(file, read_text(file, path), typed=True)
    if not isinstance(lined.fields, dict):
        raise Faulty(file, 1, "", "must be a mapping with a name and speeches")
    try:
        return read_format(path.stem, lined.fields)
    except FormatFault as fault:
        raise lined.fault(_where(fault.field), fault.problem) from None


def _where(field: str) -> Where:
    return tuple(int(step) if step.isdecimal() else step for step in field.split("."))
