"""The dates in a text: days, months, years and decades, as far as they are told.

Knows nothing of sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.library.dates import MONTHS

Place = tuple[int, int]
"""Where something stands in a text, in characters."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date at a place of a text, as far as it is told. `years` is 10 for a decade."""

    year: int
    month: int
    day: int
    place: Place
    years: int = 1
    telling: bool = True

    def same(self, other: Date) -> bool:
        """Whether both can be the same day, as far as both are told."""
        if not (self._holds(other.year) or other._holds(self.year)):
            return False
        return all(
            not one or not two or one == two
            for one, two in ((self.month, other.month), (self.day, other.day))
        )

    def _holds(self, year: int) -> bool:
        return self.year <= year < self.year + self.years


_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_EDGE, _END = r"(?<![\w$€£.,-])", r"(?![\w%]|[.,]\d|-\d)"
DATES = tuple(
    re.compile(_EDGE + shape + _END, re.IGNORECASE)
    for shape in (
        rf"{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        rf"{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        r"(?P<year>1[5-9]\d|20\d)(?P<decade>0)['’]?s",
        _YEAR,
    )
)
COUNTED = re.compile(
    r"\s+(?:[a-z]+\s+)?[a-z]+s\b|\s+(?:people|men|women|troops|percent|per)\b", re.I
)
"""What follows a number such as 2000 when it counts something and is no year."""
IN = re.compile(r"\b(?:in|of|since|until|till|by|from|after|before|during|early|late|mid|and|to|year|spring"
                r"|summer|autumn|fall|winter|the|between|around|circa)\s+$", re.IGNORECASE)  # fmt: skip

LONGEST_BEFORE = 12
"""Characters before a number that are looked at."""


def dates_of(text: str) -> tuple[Date, ...]:
    """The dates in a text, in its order: days, months, years and decades."""
    taken: list[Place] = []
    found: list[Date] = []
    for shape in DATES:
        for match in shape.finditer(text):
            place = match.span()
            if any(place[0] < end and start < place[1] for start, end in taken):
                continue
            date = _date(match, text)
            if date:
                taken.append(place)
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.place))


def _date(match: re.Match[str], text: str) -> Date | None:
    named = match.groupdict()
    if "decade" in named:
        return Date(int(f"{named['year']}0"), 0, 0, match.span(), years=10)
    year = int(named["year"])
    if "month" not in named:
        counts = COUNTED.match(text, match.end()) and not IN.search(
            text, max(0, match.start() - LONGEST_BEFORE), match.start()
        )
        return None if counts else Date(year, 0, 0, match.span())
    month = named["month"].lower().rstrip(".")
    number = MONTHS.get(month) or int(month)
    return Date(year, number, int(named.get("day") or 0), match.span())


def date_of(when: str) -> Date | None:
    """A date as the corpus writes it (YYYY, YYYY-MM or YYYY-MM-DD); None for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", when)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return Date(year, month, day, (0, 0))
