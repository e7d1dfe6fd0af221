"""Counts and times, and how they are written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @classmethod
    def counted(cls, marks: Iterable[bool]) -> Share:
        """How many of the marks are true."""
        all_of_them = list(marks)
        return cls(sum(all_of_them), len(all_of_them))

    def __str__(self) -> str:
        percent = f"{100 * self.hits / self.of:.0f} %" if self.of else "none"
        return f"{percent} ({self.hits}/{self.of})"

    def json(self) -> Json:
        share = round(self.hits / self.of, 4) if self.of else None
        return {"hits": self.hits, "of": self.of, "share": share}


def middle_and_tail(seconds: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile, in milliseconds. Needs two times at least."""
    return 1000 * median(seconds), 1000 * quantiles(seconds, n=20)[-1]
