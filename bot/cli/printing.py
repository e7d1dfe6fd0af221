"""How a command prints: tables for a person, plain lines for a pipe, JSON for a program."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.terminal import clean

NARROWEST = 24
"""Cells that the last column of a table needs to be worth reading."""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under their columns. Only the last column may be cut; ids never are.

    Where the screen is too narrow each row becomes a small paragraph, and in a pipe a line with
    tabs between its fields.
    """
    console = Console()
    cells = [[clean(field) for field in row] for row in rows]
    if not console.is_terminal:
        for row in cells:
            print("\t".join(row))
    elif _width(columns, cells) <= console.width:
        shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        for column in columns:
            shown.add_column(column, no_wrap=column != columns[-1])
        for *whole, last in cells:
            shown.add_row(*map(Text, whole), Text(last, no_wrap=True, overflow="ellipsis"))
        console.print(shown)
    else:
        for first, *others in cells:
            console.print(Text(first, style="bold"))
            console.print(Padding(Text(" · ".join(others)), (0, 0, 0, 2), expand=False))


def _width(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """The cells that a table needs at the least."""
    *whole, _ = (max(map(cell_len, column)) for column in zip(columns, *cells, strict=True))
    return sum(whole) + 2 * len(whole) + NARROWEST


def as_json(value: object) -> None:
    """A value as JSON, in characters that standard output can take."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, indent=2, ensure_ascii=not utf8))


def plain(value: Any) -> dict[str, Any]:
    """The fields of a dataclass as JSON has them."""
    fields: dict[str, Any] = dataclasses.asdict(value)
    return json.loads(json.dumps(fields, default=str))  # type: ignore[no-any-return]
