"""A student's points from debate to debate, a panel for each criterion.

Debates stand at the same distance from each other, so that two on one day do not hide each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.classroom.report import Mark, Student
from bot.debate.ballots import HIGHEST, LOWEST
from bot.drawing.plotting import (
    DIM,
    LINE,
    MARGIN,
    ROOM,
    SMALL,
    beside,
    day,
    dot,
    heading,
    labels,
    named,
    path,
    picture,
    rule,
    spread,
    text,
)

AXIS, DOWN, PANEL, GAP = 34, LINE + 24, 110, 20
"""Pixels: left of a panel for its scale, below its heading, its height, and to the next."""
NO_POINTS = "No points have been released yet."


def by_name(students: Iterable[Student], names: Mapping[str, str]) -> tuple[Student, ...]:
    """Students in the order of their names."""
    return tuple(sorted(students, key=lambda one: named(names, one.person).casefold()))


def criteria_chart(
    student: Student, title: str, criteria: Mapping[str, str], id: str = "criteria"
) -> str:
    """A student's points, a panel for each criterion, the debates from left to right.

    `title` stands above them, such as the student's name.
    """
    debates = {mark.debate: mark.at for mark in sorted(student.marks, key=lambda mark: mark.at)}
    left, room = MARGIN + AXIS, ROOM - AXIS - 12
    places = dict(zip(debates, spread(len(debates), left + 12, room - 12), strict=True))
    shown = tuple(dict.fromkeys(mark.criterion for mark in student.marks))
    held = any(not mark.released for mark in student.marks)
    told = [f"Points from {LOWEST} to {HIGHEST} on each criterion, debate by debate."]
    told += ["A hollow dot is a ballot that is not released."] * held
    body, y = heading(title, told if debates else [NO_POINTS])
    for criterion in shown:
        marks = student.on(criterion)
        body += _panel_head(y, criteria.get(criterion, criterion), marks)
        body += _panel(y + DOWN, left, room, marks, places)
        y += DOWN + PANEL + GAP
    if debates:
        days = ((places[id], day(at)) for id, at in debates.items())
        body += labels(days, y + 10)
        y += LINE
    return picture(id, title, points_in_words(student, criteria), body, y + 10)


def _panel_head(y: float, name: str, marks: Sequence[Mark]) -> list[str]:
    return beside(y + LINE, name, f"latest {marks[-1].points} of {HIGHEST}")


def _panel(
    top: float, left: float, room: float, marks: Sequence[Mark], places: Mapping[str, float]
) -> Iterator[str]:
    def height(points: float) -> float:
        return top + PANEL * (HIGHEST - points) / (HIGHEST - LOWEST)

    for points in range(LOWEST, HIGHEST + 1):
        yield rule(left, height(points), room)
        yield text(left - 10, height(points) + 7, str(points), fill=DIM, size=SMALL, anchor="end")
    line = [(places[mark.debate], height(mark.points)) for mark in marks]
    yield path(line, 3)
    for (x, y), mark in zip(line, marks, strict=True):
        yield dot(x, y, 6, hollow=not mark.released)


def points_in_words(student: Student, criteria: Mapping[str, str]) -> str:
    """The same for a reader who cannot see the chart."""
    shown = dict.fromkeys(mark.criterion for mark in student.marks)
    told = (
        f"{criteria.get(one, one)}: {', '.join(str(mark.points) for mark in student.on(one))}."
        for one in shown
    )
    return " ".join(told) or NO_POINTS
