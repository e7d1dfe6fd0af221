"""Markdown files that begin with fields between two lines of three dashes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.debate.errors import Faulty
from bot.library.yaml_lines import Lined, read_yaml

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Page:
    """A file in two parts: its fields, and the text below them, which begins on line `starts`."""

    head: Lined
    body: str
    starts: int


def read_page(file: str, text: str) -> Page:
    """The fields and the body of `text`. Raises Faulty where there is no front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise Faulty(file, 1, "", "must begin with fields between two lines of ---")
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            head = read_yaml(file, "\n".join(lines[1:number]), above=1)
            if not isinstance(head.fields, dict):
                raise Faulty(file, 1, "", "the fields between --- must be a mapping")
            return Page(head, "\n".join(lines[number + 1 :]), number + 2)
    raise Faulty(file, 1, "", "the fields have no closing line of ---")


def read_text(file: str, path: Path) -> str:
    """The whole text of a file of ours. Raises Faulty where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Faulty(file, line, "", "is not UTF-8 text") from None
    except OSError as error:
        raise Faulty(file, 0, "", f"cannot be read ({error.strerror})") from None
