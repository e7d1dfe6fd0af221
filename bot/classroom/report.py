"""What a report on a class is made of: figures, marks and what a teacher looks for first.

Values alone; `reporting` makes them. Nobody is ranked, and no grade is made up: there is what was
counted, and the points that a judge or a teacher gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

DEFINITIONS: Mapping[str, str] = {
    "debates": "Debates in which the student spoke or holds a seat; of a class, those of any student.",
    "speeches": "Turns on the floor that are no question and no answer. A speech that was withdrawn, "
    "erased or hidden counts, and has no words.",
    "words": "Words of everything said, questions and answers too.",
    "words a speech": "The mean length of the speeches whose words still stand.",
    "questions": "Questions asked, from a seat or from the floor.",
    "answers": "Answers given to questions.",
    "citations": "Numbers such as [2] in what was said that lead to a passage cited up to then, each "
    "once a speech. Whether the passage bears the sentence out is for the judge, and not counted.",
    "sources": "Different sources among those citations.",
    "quotations": "Words in quotation marks, four or more, that stand word for word in a passage "
    "cited up to then.",
    "claims": "Claims of their own that stand on the flow sheet.",
    "answered": "Claims of the other side that the student's own claims met.",
    "dropped": "Claims of the other side that nobody on the student's side met, although the student "
    "had a speech, or let one pass, after they were made. Of a class, each claim once.",
    "hints": "Hints taken.",
    "passed": "Turns that went by without a speech, by choice or because the time was over; the "
    "record does not tell which. They count for whoever holds the seat now.",
    "share of the floor": "The student's words among all words that were said in those debates, "
    "the coach's left out.",
    "withdrawn": "Speeches, questions and answers of which no words are left.",
    "criteria": "Points from ballots, in order of date. What a teacher gave stands in place of what "
    "the judge gave. Ballots that are not released are left out unless the report says otherwise.",
    "not heard": "Students of the class without a speech, a question or an answer since that day.",
    "improved": "On each criterion, whoever's later ballots are the furthest above the earlier ones: "
    "the mean of the later half less that of the earlier half, the middle one of an odd number left "
    "out. Told from four ballots and half a point up.",
    "dropped most": "Arguments of the library that students most often left without an answer. Claims "
    "that the library does not know are counted together.",
    "flow sheet": "In a debate without a flow sheet, nothing is known to be answered or dropped.",
}
"""What each figure counts. It stands at the foot of every report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted of a student or a class; DEFINITIONS says of each field what it counts.

    `long` are the speeches whose words still stand, and `long_words` the words in them.
    """

    debates: int = 0
    speeches: int = 0
    words: int = 0
    questions: int = 0
    answers: int = 0
    citations: int = 0
    sources: int = 0
    quotations: int = 0
    claims: int = 0
    answered: int = 0
    dropped: int = 0
    hints: int = 0
    passed: int = 0
    withdrawn: int = 0
    long: int = 0
    long_words: int = 0

    @property
    def words_a_speech(self) -> float | None:
        """The mean length of a speech; None where there is none to measure."""
        return self.long_words / self.long if self.long else None


@dataclass(frozen=True, slots=True)
class Mark:
    """Points on one criterion, from the ballot of a debate that was over at `at`."""

    at: datetime
    debate: str
    criterion: str
    points: int
    released: bool


@dataclass(frozen=True, slots=True)
class Week:
    """What was said in the seven days from `monday` on."""

    monday: date
    speeches: int
    words: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a student did in one debate. `motion` is what it says."""

    debate: str
    motion: str
    at: datetime
    figures: Figures


@dataclass(frozen=True, slots=True)
class Student:
    """One student's figures, marks and debates, the earliest first. `share` is from 0 to 1.

    `share` is None where nobody has said a word, `last_heard` where the student never spoke.
    `held_back` counts the ballots about them that are not released.
    """

    person: str
    figures: Figures
    share: float | None
    last_heard: datetime | None
    marks: tuple[Mark, ...]
    held_back: int
    parts: tuple[Part, ...]
    weeks: tuple[Week, ...]

    def on(self, criterion: str) -> tuple[Mark, ...]:
        """The marks on one criterion, in order of date."""
        return tuple(mark for mark in self.marks if mark.criterion == criterion)


@dataclass(frozen=True, slots=True)
class Rise:
    """Who improved most on a criterion, and by how many points; several where they are even."""

    criterion: str
    people: tuple[str, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """An argument that was left without an answer so many times. `argument` is empty for claims
    that the library does not know."""

    argument: str
    times: int


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of all marks of a class on a criterion, and how many they are."""

    criterion: str
    points: float
    marks: int


@dataclass(frozen=True, slots=True)
class Report:
    """A class over some time, as it was at `at`.

    `since` is None for all that is on record. `students` are in the order of the roster, `weeks`
    without a gap. `unreleased` says whether ballots that are not released are in it. `heard_since`
    is the day from which on the students in `not_heard` have said nothing, each with when they last
    did. `others` spoke and stand on no roster, and are not counted; `unsheeted` debates have no
    flow sheet.
    """

    at: datetime
    since: datetime | None
    unreleased: bool
    students: tuple[Student, ...]
    figures: Figures
    ended: int
    unsheeted: int
    others: int
    weeks: tuple[Week, ...]
    means: tuple[Mean, ...]
    heard_since: datetime
    not_heard: tuple[tuple[str, datetime | None], ...]
    rises: tuple[Rise, ...]
    dropped_most: tuple[Dropped, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria of all marks, in the order of the ballots."""
        return tuple(mean.criterion for mean in self.means)

    @property
    def held_back(self) -> int:
        """How many ballots on students are not released."""
        return sum(student.held_back for student in self.students)

    def student(self, person: str) -> Student | None:
        return next((one for one in self.students if one.person == person), None)
