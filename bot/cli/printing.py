"""How a command prints: tables for a person, plain lines for a pipe, JSON for a program."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal import clean


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under their columns; the first, which is an id, is never cut.

    In a pipe each row is a line with tabs between its fields and nothing is cut.
    """
    console = Console()
    if not console.is_terminal:
        for row in rows:
            print("\t".join(clean(field) for field in row))
        return
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        shown.add_column(column, no_wrap=number == 0, overflow="fold")
    for first, *others in rows:
        cells = (Text(clean(cell), no_wrap=True, overflow="ellipsis") for cell in others)
        shown.add_row(Text(clean(first)), *cells)
    console.print(shown)


def as_json(value: object) -> None:
    """A value as JSON, in characters that standard output can take."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, indent=2, ensure_ascii=not utf8))


def plain(value: Any) -> dict[str, Any]:
    """The fields of a dataclass as JSON has them."""
    fields: dict[str, Any] = dataclasses.asdict(value)
    return json.loads(json.dumps(fields, default=str))  # type: ignore[no-any-return]
