"""The figures of a report: what is counted, what is not, and for whom."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.classroom.evidence import cited, plain, quoted
from bot.classroom.report import DEFINITIONS, Dropped, Figures, Report, Student, Week
from bot.classroom.reporting import report_of
from bot.debate.model import BOT, Debate
from tests.classroom.term import a_debate, a_term, judged, withdrawn
from tests.debate.examples import T0
from tests.exports.lesson import lesson

LATER = T0 + timedelta(days=100)


def report(*debates: Debate, roster: tuple[str, ...] = (), **options: object) -> Report:
    return report_of(debates, roster, **{"at": LATER, **options})  # type: ignore[arg-type]


def of(found: Report, person: str) -> Student:
    student = found.student(person)
    assert student
    return student


def test_what_a_student_did_in_one_debate() -> None:
    ada = of(report(a_debate("d1", hints=2)), "ada").figures
    assert (ada.debates, ada.speeches, ada.questions, ada.answers) == (1, 3, 1, 0)
    assert ada.words == 10 + 5 + 19 + 5
    assert ada.words_a_speech == pytest.approx((10 + 19 + 5) / 3)
    assert (ada.citations, ada.sources, ada.quotations) == (2, 2, 1)
    assert (ada.claims, ada.answered, ada.dropped) == (2, 1, 1)
    assert (ada.hints, ada.passed, ada.withdrawn) == (2, 0, 0)


def test_the_bot_is_no_student_and_a_class_is_the_sum_of_its_students() -> None:
    found = report(a_debate("d1"), a_debate("d2", "ada", "bo"), a_debate("d3", BOT, BOT))
    assert [one.person for one in found.students] == ["ada", "bo"]
    assert found.figures.debates == 2
    ada, bo = of(found, "ada").figures, of(found, "bo").figures
    for name in ("speeches", "words", "questions", "answers", "claims", "hints", "citations"):
        assert getattr(found.figures, name) == getattr(ada, name) + getattr(bo, name), name
    assert found.figures.sources == 2


def test_an_erased_speech_counts_without_words_and_shortens_nobody_s_mean() -> None:
    whole, gone = a_debate("d1"), withdrawn(a_debate("d1"), 4)
    before, after = of(report(whole), "ada").figures, of(report(gone), "ada").figures
    assert (after.speeches, after.withdrawn) == (before.speeches, 1)
    assert after.words == before.words - 19
    assert after.words_a_speech == pytest.approx(7.5)
    assert (after.citations, after.quotations) == (0, 0)
    assert after.claims == before.claims - 1


def test_nobody_is_blamed_for_a_claim_whose_words_are_gone() -> None:
    found = report(withdrawn(a_debate("d1", answers=()), 1))
    assert (found.figures.dropped, found.dropped_most) == (0, ())


def test_a_citation_counts_only_once_the_source_is_on_the_table() -> None:
    early = of(report(a_debate("d1", said={0: "They were a hundred [1]."}, turns=1)), "ada")
    assert early.figures.citations == 0
    unknown = of(report(a_debate("d1", said={4: "They were a hundred [7]."}, answers=())), "ada")
    assert unknown.figures.citations == 0
    often = of(report(a_debate("d1", said={4: "So [1]. And so [1]. And [1]."}, answers=())), "ada")
    assert (often.figures.citations, often.figures.sources) == (1, 1)


def test_numbers_and_quotations_are_read_as_people_write_them() -> None:
    assert cited("as [1], [2, 4] and [6–8] say, not [x] or (9)") == {1, 2, 4, 6, 7, 8}
    source = {plain("He said: “Nobody’s harbour is free,” and left.")}
    assert quoted("“nobody's harbour is free” [2]", source) == 1
    assert quoted("“nobody's harbour was free” [2]", source) == 0
    assert quoted("“harbour is free”", source) == 0
    assert quoted("“body's harbour is free”", source) == 0


def test_a_claim_is_left_by_those_who_could_have_met_it() -> None:
    left = report(a_debate("d1", "ada", "bo", answers=()))
    assert of(left, "ada").figures.dropped == 2
    assert of(left, "bo").figures.dropped == 1  # ada's first claim, with two speeches since
    early = report(a_debate("d1", "ada", "bo", answers=(), turns=2))
    assert of(early, "ada").figures.dropped == 0
    let_pass = report(a_debate("d1", "ada", "bo", turns=5, passes=[4]))
    assert of(let_pass, "ada").figures.dropped == 2


def test_what_the_class_drops_most_is_told_once_a_claim() -> None:
    left = [a_debate(f"d{n}", answers=()) for n in range(3)]
    found = report(*left, a_debate("d9", "ada", "bo", answers=(3,)))
    assert found.dropped_most == (
        Dropped("weakness", 4),
        Dropped("small-steps", 3),
        Dropped("", 2),
    )
    assert found.figures.dropped == 9


def test_in_a_team_a_dropped_claim_counts_for_each_and_once_for_the_class() -> None:
    found = report(lesson())
    assert {one.person for one in found.students} == {"ada", "bo", "cy"}
    dropped = {one.person: one.figures.dropped for one in found.students}
    assert found.figures.dropped <= sum(dropped.values())
    assert dropped["cy"] == 0  # asked from the floor, and had no speech
    assert of(found, "cy").figures.questions == 1
    assert of(found, "bo").figures.answers == 1


def test_turns_that_go_by_and_a_question_takes_its_answer_along() -> None:
    found = report(a_debate("d1", "ada", "bo", passes=[2, 6]))
    assert of(found, "ada").figures.passed == 2
    assert of(found, "bo").figures.passed == 0


def test_points_come_in_order_of_date_and_a_teacher_s_in_place_of_the_judge_s() -> None:
    from bot.debate import commands
    from tests.classroom.term import told
    from tests.debate.examples import then

    late = judged(a_debate("d2", at=T0 + timedelta(days=7)), {"ada": [4]})
    early = judged(a_debate("d1"), {"ada": [2]})
    changed = then(
        early,
        told("d1", T0, commands.ChangeScore, by="t", person="ada", criterion="clarity", points=3,
             may=True),
    )  # fmt: skip
    found = of(report(late, changed), "ada")
    assert [mark.points for mark in found.on("clarity")] == [3, 4]
    assert [mark.debate for mark in found.marks] == ["d1", "d2"]


def test_grades_that_are_not_released_are_hidden_and_counted() -> None:
    held = judged(a_debate("d1", held=True), {"ada": [2, 3]}, released=False)
    hidden, shown = report(held), report(held, unreleased=True)
    assert (of(hidden, "ada").marks, hidden.means, hidden.held_back) == ((), (), 1)
    assert [mark.released for mark in of(shown, "ada").marks] == [False, False]
    assert shown.criteria == ("clarity", "evidence")
    assert shown.held_back == 1


def test_who_improved_most_is_told_by_criterion_and_not_from_little() -> None:
    def term(person: str, points: list[int]) -> list[Debate]:
        days = [T0 + timedelta(days=n) for n in range(len(points))]
        return [
            judged(a_debate(f"{person}{n}", person, at=days[n]), {person: [p]})
            for n, p in enumerate(points)
        ]

    assert report(*term("ada", [1, 1, 4])).rises == ()
    found = report(*term("ada", [1, 2, 4, 3, 4]), *term("bo", [2, 2, 2, 2]))
    (rise,) = found.rises
    assert (rise.criterion, rise.people, rise.points) == ("clarity", ("ada",), 2.0)
    assert report(*term("bo", [2, 2, 2, 2]), *term("cy", [4, 4, 1, 1])).rises == ()
    even = report(*term("ada", [1, 1, 2, 2]), *term("bo", [2, 2, 3, 3]))
    assert even.rises[0].people == ("ada", "bo")


def test_who_was_not_heard_of_the_roster() -> None:
    found = report(
        a_debate("d1", "ada"),
        a_debate("d2", "bo", at=LATER - timedelta(days=1)),
        roster=("ada", "bo", "cy"),
    )
    heard = T0 + timedelta(minutes=7)
    assert found.not_heard == (("ada", heard), ("cy", None))
    assert of(found, "cy").share is None
    sooner = report(a_debate("d1"), roster=("ada",), heard_since=T0)
    assert sooner.not_heard == ()


def test_a_roster_decides_who_is_counted_and_says_how_many_are_not() -> None:
    found = report(a_debate("d1", "ada", "guest"), a_debate("d2", "guest"), roster=("ada", "ada"))
    assert [one.person for one in found.students] == ["ada"]
    assert (found.figures.debates, found.others) == (1, 1)


def test_since_leaves_out_what_was_opened_before_but_not_when_somebody_spoke_last() -> None:
    found = report(a_debate("d1", "ada"), roster=("ada",), since=T0 + timedelta(days=1))
    assert found.figures == Figures()
    assert of(found, "ada").last_heard == T0 + timedelta(minutes=7)


def test_weeks_begin_on_monday_have_no_gap_and_are_those_of_the_school() -> None:
    debates = [a_debate("d1"), a_debate("d2", at=T0 + timedelta(days=15))]
    found = report(*debates)
    mondays = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]
    assert [week.monday for week in found.weeks] == mondays
    assert found.weeks[1] == Week(mondays[1], 0, 0)
    assert [week.speeches for week in of(found, "ada").weeks] == [3, 0, 3]
    west = report(*debates, zone=ZoneInfo("Pacific/Honolulu"))
    assert west.weeks[0].monday == date(2025, 12, 29)


def test_the_share_of_the_floor_leaves_the_coach_out() -> None:
    found = report(a_debate("d1", "ada", "bo"))
    assert sum(one.share or 0 for one in found.students) == pytest.approx(1)
    assert of(found, "ada").share == pytest.approx(39 / (39 + 10 + 3 + 5))


def test_a_debate_without_a_flow_sheet_is_told() -> None:
    found = report(a_debate("d1", turns=0), a_debate("d2"))
    assert (found.unsheeted, found.ended) == (1, 1)


def test_nothing_is_a_report_too() -> None:
    found = report()
    assert (found.figures, found.students, found.weeks) == (Figures(), (), ())
    assert found.figures.words_a_speech is None


def test_a_term_adds_up() -> None:
    found = report(*a_term(6, 8))
    assert found.figures.debates == 4 * 3 + 4 * 6
    assert {one.figures.debates for one in found.students} == {8}
    assert {len(one.parts) for one in found.students} == {8}
    assert {len(one.on("clarity")) for one in found.students} == {8}
    for student in found.students:
        assert sum(part.figures.words for part in student.parts) == student.figures.words
        assert sum(week.words for week in student.weeks) == student.figures.words
    assert sum(week.words for week in found.weeks) == found.figures.words


def test_every_figure_has_a_definition() -> None:
    inner = {"long", "long_words"}
    assert {one.name for one in fields(Figures)} - inner <= DEFINITIONS.keys()
