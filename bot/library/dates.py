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


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
SHAPES = tuple(
    re.compile(rf"(?<!\w){shape}(?!\w)", re.IGNORECASE)
    for shape in (
        rf"{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+Z?)?",
        rf"{MONTH}\s+{DAY},?\s+{YEAR}",
        rf"{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
        rf"{MONTH},?\s+{YEAR}",
        rf"{YEAR}-(?P<month>\d\d)",
    )
)
AMERICAN = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/((?:19|20)?\d\d)(?!\d)(?=.*\b[AP]\.?M\b)", re.I)
IN_ADDRESS = re.compile(r"https?://\S*?/((?:19|20)\d\d)/(\d\d?)(?:/(\d\d?))?/")


def date_in(words: str) -> str:
    """The first date that stands in `words`, as the corpus writes it; empty where there is none.

    1/2/2019 is a date only beside an American time of day; otherwise nobody can tell its month.
    """
    address = IN_ADDRESS.search(words)
    if address:
        return _date(*(int(part) if part else 0 for part in address.groups()))
    american = AMERICAN.search(words)
    if american:
        month, day, year = (int(part) for part in american.groups())
        return _date(year + 2000 if year < 100 else year, month, day)
    for shape in SHAPES:
        match = shape.search(words)
        if match:
            named = match.groupdict()
            month_named = named["month"].lower()
            month = MONTHS.get(month_named) or int(month_named)
            return _date(int(named["year"]), month, int(named.get("day") or 0))
    return ""


def _date(year: int, month: int, day: int) -> str:
    parts = [f"{year:04}", f"{month:02}", *([f"{day:02}"] if day else [])]
    written = "-".join(parts)
    return written if is_date(written) else ""
