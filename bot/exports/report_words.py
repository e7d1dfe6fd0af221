"""How a report is put into words and rows, the same on a page, on paper and in a terminal.

Names come in as they are to be shown; what people are called is cleaned of what cannot be seen, and
each form escapes for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.classroom.report import DEFINITIONS, Figures, Report, Student
from bot.drawing.criteria_chart import by_name
from bot.drawing.plotting import NAMELESS
from bot.exports.paper import kept
from bot.exports.wording import moment, plain
from bot.records.escaping import count

HEADINGS = (
    "Student", "Debates", "Speeches", "Words", "Words a speech", "Asked", "Answered questions",
    "Sources", "Claims answered", "Claims left", "Hints", "Passed", "Share of the floor",
)  # fmt: skip
PARTS = ("Date", "Motion", "Speeches", "Words", "Sources", "Claims answered", "Claims left")
NONE = "–"
FOREWORD = (
    "These are counts, and the points that ballots gave. They say nothing of what it cost a student "
    "to speak, and they are no grade."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report is told with: a title, and names of persons, criteria and arguments by id."""

    report: Report
    names: Mapping[str, str]
    criteria: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    @property
    def students(self) -> tuple[Student, ...]:
        """The students in the order of their names."""
        return by_name(self.report.students, self.names)

    @property
    def alone(self) -> Student | None:
        """The student, of a report on one."""
        return self.report.students[0] if len(self.report.students) == 1 else None

    @property
    def heading(self) -> str:
        if self.title:
            return plain(self.title)
        return f"Report on {self.name(self.alone.person)}" if self.alone else "Report on a class"

    def name(self, person: str) -> str:
        return plain(self.names.get(person, "")) or NAMELESS

    def criterion(self, id: str) -> str:
        return plain(self.criteria.get(id, id))

    def argument(self, id: str) -> str:
        """What an argument of the library claims; of one that it has no more, its id in words."""
        return plain(self.arguments.get(id) or id.replace("-", " ").capitalize())


def facts(told: Told) -> Iterator[tuple[str, str]]:
    """What stands under the title: names of facts, and the facts."""
    report, figures = told.report, told.report.figures
    since = day(report.since) if report.since else "the first debate on record"
    yield "Time", f"since {since}, made on {moment(report.at)}"
    if not told.alone:
        yield "Students", f"{len(report.students):,}"
    yield "Debates", f"{figures.debates:,}, of which {report.ended:,} are over"
    yield "Said", f"{speeches(figures.speeches)}, {count(figures.words, 'word')}"
    if report.held_back:
        shown = "shown here" if report.unreleased else "left out here"
        yield "Not released", f"{count(report.held_back, 'ballot')} on a student, {shown}"
    if report.unsheeted:
        yield "Without a flow sheet", count(report.unsheeted, "debate")
    if report.others and not told.alone:
        spoke = "one who is" if report.others == 1 else f"{report.others:,} who are"
        yield "Not counted", f"{spoke} not on the roster"


def first(told: Told) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a teacher looks for first: headings, each with its lines."""
    report = told.report
    missing = [f"{kept(told.name(person))}{_last(at)}" for person, at in report.not_heard]
    everybody = "Everybody has said something." if report.students else "Nobody is in this class."
    heading = f"Not heard since {day(report.heard_since)}"
    yield heading, tuple(sorted(missing, key=str.casefold)) or (everybody,)
    improved = tuple(
        f"{told.criterion(rise.criterion)}: {listed_names([kept(told.name(p)) for p in rise.people])}, "
        f"{rise.points:+.1f} points"
        for rise in report.rises
    )
    yield (
        "Improved" if told.alone else "Improved most",
        improved or ("There are too few ballots to tell yet.",),
    )
    dropped = tuple(
        f"{told.argument(one.argument)} ({times(one.times)})"
        if one.argument
        else f"Claims that the library does not know ({times(one.times)})"
        for one in report.dropped_most
    )
    yield "Dropped most", dropped or ("No claim was left without an answer.",)


def row(told: Told, student: Student) -> tuple[str, ...]:
    """A student's figures, under HEADINGS."""
    return (told.name(student.person), *cells(student.figures), share(student.share))


def cells(figures: Figures) -> tuple[str, ...]:
    mean = figures.words_a_speech
    numbers = (
        figures.questions, figures.answers, figures.sources, figures.answered, figures.dropped,
        figures.hints, figures.passed,
    )  # fmt: skip
    return (
        f"{figures.debates:,}",
        f"{figures.speeches:,}",
        f"{figures.words:,}",
        NONE if mean is None else f"{mean:.0f}",
        *(f"{number:,}" for number in numbers),
    )


def parts(student: Student) -> Iterator[tuple[str, ...]]:
    """A student's debates, under PARTS."""
    for part in student.parts:
        f = part.figures
        numbers = (f.speeches, f.words, f.sources, f.answered, f.dropped)
        yield (day(part.at), plain(part.motion), *(f"{number:,}" for number in numbers))


def about(student: Student) -> str:
    """A line on a student, beside their chart."""
    figures = student.figures
    said = [count(figures.debates, "debate"), speeches(figures.speeches)]
    said.append(count(figures.words, "word"))
    said.append(f"last heard {day(student.last_heard)}" if student.last_heard else "never heard")
    if student.held_back:
        said.append(f"{count(student.held_back, 'ballot')} not released")
    return ", ".join(said)


def definitions() -> Iterator[tuple[str, str]]:
    """What each figure counts."""
    return ((name.capitalize(), says) for name, says in DEFINITIONS.items())


def share(part: float | None) -> str:
    return NONE if part is None else f"{part:.0%}"


def day(at: datetime) -> str:
    """A day such as “5 January 2026”."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y}"


def listed_names(names: Sequence[str]) -> str:
    """Names in a row, the first in the alphabet first."""
    *others, last = sorted(names, key=str.casefold)
    return f"{', '.join(others)} and {last}" if others else last


def speeches(number: int) -> str:
    return "1 speech" if number == 1 else f"{number:,} speeches"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _last(at: datetime | None) -> str:
    return f", last on {day(at)}" if at else ", never yet"
