"""A report for programs: tables for a spreadsheet, and JSON that `report.schema.json` describes.

Students appear by the names that are handed in, never by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.classroom.report import DEFINITIONS, Figures, Report, Student, Week
from bot.debate.ballots import HIGHEST
from bot.exports.csv_tables import Cell, as_csv, time_cell
from bot.exports.report_words import Told
from bot.exports.wording import plain

VERSION = 1
"""Of the JSON's shape. Raised when a field changes its meaning or goes away."""
COUNTS = (
    "debates", "speeches", "words", "questions", "answers", "citations", "sources", "quotations",
    "claims", "answered", "dropped", "hints", "passed", "withdrawn",
)  # fmt: skip
STUDENTS = (
    "student", *COUNTS, "words a speech", "share of the floor", "last heard", "ballots not released",
)  # fmt: skip
SCORES = ("student", "date", "debate", "motion", "criterion", "points", "out of", "released")


def students_csv(told: Told) -> bytes:
    """A row for each student; shares are from 0 to 1."""
    return as_csv([STUDENTS, *(_student_row(told, student) for student in told.students)])


def scores_csv(told: Told) -> bytes:
    """A row for each criterion of each scorecard, the earliest of a student first."""
    rows = (row for student in told.students for row in _score_rows(told, student))
    return as_csv([SCORES, *rows])


def _student_row(told: Told, student: Student) -> Sequence[Cell]:
    mean, share = student.figures.words_a_speech, student.share
    return (
        told.name(student.person),
        *(getattr(student.figures, name) for name in COUNTS),
        "" if mean is None else f"{mean:.1f}",
        "" if share is None else f"{share:.3f}",
        time_cell(student.last_heard) if student.last_heard else "",
        student.held_back,
    )


def _score_rows(told: Told, student: Student) -> Iterable[Sequence[Cell]]:
    motions = {part.debate: part.motion for part in student.parts}
    for mark in student.marks:
        yield (
            told.name(student.person),
            time_cell(mark.at),
            mark.debate,
            motions.get(mark.debate, ""),
            told.criterion(mark.criterion),
            mark.points,
            HIGHEST,
            "yes" if mark.released else "no",
        )


# --- JSON -------------------------------------------------------------------------------------


def as_json(told: Told) -> dict[str, Any]:
    """The report as plain values; times in UTC."""
    report = told.report
    return {
        "version": VERSION,
        "title": told.heading,
        "made_at": _at(report.at),
        "since": _at(report.since),
        "unreleased": report.unreleased,
        "class": _class(told),
        "first": _first(told, report),
        "students": [_student(told, student) for student in told.students],
        "definitions": dict(DEFINITIONS),
    }


def _class(told: Told) -> dict[str, Any]:
    report = told.report
    return {
        "figures": _figures(report.figures),
        "ended": report.ended,
        "without_flow_sheet": report.unsheeted,
        "not_on_roster": report.others,
        "held_back": report.held_back,
        "weeks": [_week(week) for week in report.weeks],
        "criteria": [
            {
                "criterion": mean.criterion,
                "name": told.criterion(mean.criterion),
                "mean": round(mean.points, 3),
                "marks": mean.marks,
            }
            for mean in report.means
        ],
    }


def _first(told: Told, report: Report) -> dict[str, Any]:
    return {
        "heard_since": _at(report.heard_since),
        "not_heard": [
            {"student": told.name(person), "last_heard": _at(at)} for person, at in report.not_heard
        ],
        "improved": [
            {
                "criterion": rise.criterion,
                "name": told.criterion(rise.criterion),
                "students": sorted(told.name(person) for person in rise.people),
                "points": round(rise.points, 3),
            }
            for rise in report.rises
        ],
        "dropped_most": [
            {
                "argument": one.argument,
                "says": told.argument(one.argument) if one.argument else "",
                "times": one.times,
            }
            for one in report.dropped_most
        ],
    }


def _student(told: Told, student: Student) -> dict[str, Any]:
    share = student.share
    return {
        "name": told.name(student.person),
        "figures": _figures(student.figures),
        "share": None if share is None else round(share, 4),
        "last_heard": _at(student.last_heard),
        "held_back": student.held_back,
        "marks": [asdict(mark) | {"at": _at(mark.at)} for mark in student.marks],
        "debates": [
            {
                "debate": part.debate,
                "motion": plain(part.motion),
                "at": _at(part.at),
                "figures": _figures(part.figures),
            }
            for part in student.parts
        ],
        "weeks": [_week(week) for week in student.weeks],
    }


def _figures(figures: Figures) -> dict[str, Any]:
    mean = figures.words_a_speech
    counts = {name: getattr(figures, name) for name in COUNTS}
    return {**counts, "words_a_speech": None if mean is None else round(mean, 2)}


def _week(week: Week) -> dict[str, Any]:
    return asdict(week) | {"monday": week.monday.isoformat()}


def _at(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
