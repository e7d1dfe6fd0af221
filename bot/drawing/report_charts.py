"""The charts of a report: the class at a glance, its weeks, claims met and left, points over time.

What is said by colour is also said by place, by hatching or in words. Students stand in the order
of their names, never of their figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.classroom.report import Report, Student, Week
from bot.drawing.class_chart import class_chart
from bot.drawing.criteria_chart import by_name, criteria_chart
from bot.drawing.letters import width
from bot.drawing.plotting import (
    BLUE,
    BROWN,
    DIM,
    LINE,
    MARGIN,
    ROOM,
    SIZE,
    SMALL,
    beside,
    day,
    heading,
    labels,
    named,
    picture,
    rule,
    text,
    ticks,
)

SCALE, BARS, OVER = 76, 170, 44
"""Pixels: the room left of bars for their scale, how high a panel of them is, and how far below its
heading it begins."""
BAR, ROW = 16, 58
"""Pixels: how high a bar of claims is, and a line with its name."""
NO_CLAIMS = "No claim of the other side has been met or left yet."
NO_WEEKS = "Nothing has been said yet."


def charts(
    report: Report, names: Mapping[str, str], criteria: Mapping[str, str]
) -> Mapping[str, str]:
    """The charts of a report as SVG: `class`, `weeks` and `arguments`, and for each student
    `criteria-1` and so on, in the order of `by_name`.

    `names` are by person, `criteria` names by id. A report on one student has no `class`, and its
    `arguments` are by debate. Measures text, so that the first call takes half a second.
    """
    students = by_name(report.students, names)
    alone = len(students) == 1
    drawn = {} if alone else {"class": class_chart(report, names, criteria)}
    drawn["weeks"] = weeks_chart(report.weeks)
    drawn["arguments"] = (
        claims_by_debate(students[0]) if alone else claims_by_student(students, names)
    )
    for number, student in enumerate(students, 1):
        name = named(names, student.person)
        drawn[f"criteria-{number}"] = criteria_chart(student, name, criteria, f"criteria-{number}")
    return drawn


# --- weeks ------------------------------------------------------------------------------------


def weeks_chart(weeks: Sequence[Week], id: str = "weeks") -> str:
    """Speeches and words in each week, one panel above the other."""
    body, y = heading("Speeches and words, week by week", () if weeks else [NO_WEEKS])
    places = _slots(len(weeks))
    for name, counts, fill in (
        ("Speeches", [week.speeches for week in weeks], BLUE),
        ("Words", [week.words for week in weeks], BROWN),
    ):
        if weeks:
            body += beside(y + LINE, name, f"{sum(counts):,} in all")
            body += _bars(y + LINE + OVER, counts, places, fill)
            y += LINE + OVER + BARS + 18
    if weeks:
        middles = [left + room / 2 for left, room in places]
        days = [day(week.monday) for week in weeks]
        body += labels(zip(middles, days, strict=True), y + 12)
        y += LINE + 12
    told = (
        f"Week of {day(week.monday)}: speeches {week.speeches:,}, words {week.words:,}."
        for week in weeks
    )
    title = "Speeches and words, week by week"
    return picture(id, title, " ".join(told) or NO_WEEKS, body, y + 10)


def _slots(number: int) -> list[tuple[float, float]]:
    """Where each bar begins, and how wide it is; few of them are no wider than they need."""
    room = ROOM - SCALE
    slot = min(room / max(number, 1), 90)
    return [(MARGIN + SCALE + n * slot + slot * 0.1, slot * 0.8) for n in range(number)]


def _bars(
    top: float, counts: Sequence[int], places: Sequence[tuple[float, float]], fill: str
) -> Iterator[str]:
    scale = ticks(max(counts))
    for tick in scale:
        y = top + BARS * (1 - tick / scale[-1])
        yield rule(MARGIN + SCALE, y, ROOM - SCALE)
        yield text(MARGIN + SCALE - 10, y + 7, f"{tick:,}", fill=DIM, size=SMALL, anchor="end")
    fits = all(
        width(f"{n:,}", SMALL) <= room * 1.05 for n, (_, room) in zip(counts, places, strict=True)
    )
    for count, (left, room) in zip(counts, places, strict=True):
        high = BARS * count / scale[-1]
        if count:
            yield (
                f'<rect x="{left:.1f}" y="{top + BARS - high:.1f}" width="{room:.1f}"'
                f' height="{high:.1f}" fill="{fill}"/>'
            )
        if fits:
            yield text(
                left + room / 2, top + BARS - high - 6, f"{count:,}", size=SMALL, anchor="middle"
            )


# --- claims -----------------------------------------------------------------------------------


def claims_by_student(students: Sequence[Student], names: Mapping[str, str]) -> str:
    """What each student met of the other side's claims, and what they left."""
    rows = [(named(names, s.person), s.figures.answered, s.figures.dropped) for s in students]
    return claims_chart(rows, "Claims of the other side, student by student")


def claims_by_debate(student: Student) -> str:
    """The same of one student, debate by debate."""
    rows = [
        (f"{day(part.at)}: {part.motion}", part.figures.answered, part.figures.dropped)
        for part in student.parts
    ]
    return claims_chart(rows, "Claims of the other side, debate by debate")


def claims_chart(rows: Sequence[tuple[str, int, int]], title: str, id: str = "arguments") -> str:
    """Bars of claims that were answered (filled) and left without an answer (hatched)."""
    most = max((answered + left for _, answered, left in rows), default=0)
    body, y = heading(title, () if most else [NO_CLAIMS])
    if most:
        body += _key(y, id)
        y += LINE + 14
    for name, answered, left in rows:
        body += beside(y + SIZE, name, f"{answered} answered, {left} left")
        body += _bar(y + SIZE + 8, answered, left, most, id)
        y += ROW
    told = (f"{name}: {answered} answered, {left} left." for name, answered, left in rows)
    return picture(id, title, " ".join(told) if most else NO_CLAIMS, body, y + 10)


def _key(y: float, id: str) -> Iterator[str]:
    words = {"answered": f'fill="{BLUE}"', "left without an answer": _hatched(id)}
    x = float(MARGIN)
    for said, filled in words.items():
        yield f'<rect x="{x:.1f}" y="{y + 4:.0f}" width="32" height="{BAR}" {filled}/>'
        yield text(x + 42, y + 20, said, fill=DIM, size=SMALL)
        x += 42 + width(said, SMALL) + 30


def _bar(y: float, answered: int, left: int, most: int, id: str) -> Iterator[str]:
    unit = ROOM / max(most, 1)
    x = float(MARGIN)
    if not answered + left:
        yield rule(MARGIN, y + BAR / 2, ROOM)
    for count, filled in ((answered, f'fill="{BLUE}"'), (left, _hatched(id))):
        if count:
            yield (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{count * unit:.1f}" height="{BAR}" {filled}/>'
            )
            x += count * unit


def _hatched(id: str) -> str:
    return f'fill="url(#{id}-hatch)" stroke="{BROWN}" stroke-width="2"'
