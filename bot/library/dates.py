"""Dates as the corpus writes them: YYYY, YYYY-MM or YYYY-MM-DD, as far as they are known."""

from __future__ import annotations

import re
from datetime import date

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_date(written: str) -> bool:
    """Whether `written` is a date of the corpus and on the calendar."""
    match = WRITTEN.fullmatch(written)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def later(one: str, other: str) -> bool:
    """Whether `one` is surely after `other`, as far as both are told; never where one is unknown."""
    if not (is_date(one) and is_date(other)):
        return False
    told = min(len(one), len(other))
    return one[:told] > other[:told]
