"""A class at a glance: for each student a line of small charts, all of them on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.classroom.report import Mark, Report, Student, Week
from bot.debate.ballots import HIGHEST, LOWEST
from bot.drawing.criteria_chart import by_name, points_in_words
from bot.drawing.letters import width
from bot.drawing.plotting import (
    BROWN,
    DIM,
    LINE,
    MARGIN,
    ROOM,
    SIZE,
    SMALL,
    beside,
    dot,
    heading,
    named,
    path,
    picture,
    rule,
    text,
)

IN_A_LINE = 6
CELL = ROOM / IN_A_LINE
LETTER, VALUE = 24, 24
SPARK, HIGH, ROW = CELL - LETTER - VALUE - 10, 24, 34
"""Pixels: a small chart with its letter before it and its latest value after it."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOBODY = "Nobody is in this class yet."


def class_chart(
    report: Report, names: Mapping[str, str], criteria: Mapping[str, str], id: str = "class"
) -> str:
    """Every student with words week by week, and points on each criterion from debate to debate."""
    students = by_name(report.students, names)
    letters = dict(zip(report.criteria, LETTERS[1:], strict=False))
    body, y = heading("The class at a glance", _key(letters, criteria) if students else [NOBODY])
    for student in students:
        body += _student(y, student, names, letters)
        y += LINE + ROW * -(-(1 + len(letters)) // IN_A_LINE)
        body.append(rule(MARGIN, y - 3, ROOM))
    told = (
        f"{named(names, one.person)}: {counted(one)}. {points_in_words(one, criteria)}"
        for one in students
    )
    return picture(id, "The class at a glance", " ".join(told) or NOBODY, body, y + 10)


def counted(student: Student) -> str:
    """A student's speeches and words, such as “1 speech, 1,204 words”."""
    speeches, words = student.figures.speeches, student.figures.words
    return f"{speeches:,} speech{'es' * (speeches != 1)}, {words:,} word{'s' * (words != 1)}"


def _key(letters: Mapping[str, str], criteria: Mapping[str, str]) -> Iterator[str]:
    told = [f"{LETTERS[0]} words, week by week"]
    told += [f"{letter} {criteria.get(id, id)}" for id, letter in letters.items()]
    yield from _lines(told)
    if letters:
        last, second = LETTERS[len(letters)], LETTERS[1]
        which = second if last == second else f"{second} to {last}"
        yield f"{which}: points from {LOWEST} to {HIGHEST}, debate by debate, and the latest."


def _lines(told: Sequence[str]) -> Iterator[str]:
    """These entries in lines, none of them broken."""
    line = told[0]
    for entry in told[1:]:
        longer = f"{line} · {entry}"
        if width(longer, SMALL) > ROOM:
            yield line
            longer = entry
        line = longer
    yield line


def _student(
    y: float, student: Student, names: Mapping[str, str], letters: Mapping[str, str]
) -> Iterator[str]:
    yield from beside(y + SIZE, named(names, student.person), counted(student))
    yield from _words(MARGIN, y + LINE, student.weeks)
    for number, (criterion, letter) in enumerate(letters.items(), 1):
        line, column = divmod(number, IN_A_LINE)
        yield from _points(
            MARGIN + column * CELL, y + LINE + line * ROW, letter, student.on(criterion)
        )


def _words(x: float, y: float, weeks: Sequence[Week]) -> Iterator[str]:
    yield text(x, y + HIGH - 2, LETTERS[0], fill=DIM, size=SMALL)
    most = max((week.words for week in weeks), default=0)
    room = SPARK + VALUE - 8
    slot = min(room / max(len(weeks), 1), 16)
    yield rule(x + LETTER, y + HIGH + 1, room)
    for number, week in enumerate(weeks):
        if week.words:
            high = max(HIGH * week.words / most, 2)
            yield (
                f'<rect x="{x + LETTER + number * slot:.1f}" y="{y + HIGH - high:.1f}"'
                f' width="{slot * 0.75:.1f}" height="{high:.1f}" fill="{BROWN}"/>'
            )


def _points(x: float, y: float, letter: str, marks: Sequence[Mark]) -> Iterator[str]:
    yield text(x, y + HIGH - 2, letter, fill=DIM, size=SMALL)
    left, step = x + LETTER, SPARK / max(len(marks) - 1, 1)
    for level in (LOWEST, HIGHEST):
        yield rule(left, _height(y, level), SPARK)
    line = [(left + n * step, _height(y, mark.points)) for n, mark in enumerate(marks)]
    if not line:
        yield text(left + SPARK + 10, y + HIGH - 2, "–", fill=DIM, size=SMALL)
        return
    yield path(line, 2.5)
    yield dot(*line[-1], 4, hollow=not marks[-1].released)
    yield text(left + SPARK + 10, y + HIGH - 2, str(marks[-1].points), size=SMALL)


def _height(y: float, points: int) -> float:
    return y + 4 + (HIGH - 6) * (HIGHEST - points) / (HIGHEST - LOWEST)
