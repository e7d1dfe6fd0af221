"""Nothing is quoted that was not said, and whatever was made up is struck where all can see it."""

from __future__ import annotations

import pytest

from bot.debate.model import Citation, Verdict
from bot.speakers.citations import Checked, check, settled, strike
from tests.speakers.shelf import PASSAGES, Shelf

OFFERED = (
    Citation(1, PASSAGES["bay#f1"]),
    Citation(2, PASSAGES["bay#f2"]),
    Citation(3, PASSAGES["talks#p1"]),
    Citation(4, PASSAGES["late#p1"]),
)
HEARD = ("I say they're there to protect money, and money likes quiet.",)


def held(text: str) -> Checked:
    return check(text, OFFERED, HEARD, Shelf())


def verdicts(text: str) -> list[Verdict]:
    return [quotation.verdict for quotation in held(text).quotations]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("A hundred came [1]. They were owed six billion [2].", [1, 2]),
        ("Both are told [1, 2].", [1, 2]),
        ("Both are told [1][3].", [1, 3]),
        ("All are told [1-3].", [1, 2, 3]),
        ("All are told [1–2; 4].", [1, 2, 4]),
        ("In [2019] they came, and [sic] stayed [", []),
    ],
)
def test_citations_are_understood(text: str, used: list[int]) -> None:
    checked = held(text)
    assert [c.number for c in checked.citations] == used
    assert checked.faults == ()
    assert strike(checked) == text


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("They came [7].", "They came (no such source)."),
        ("They came [1, 7, 9].", "They came [1] (no such source)."),
        ("They came [0][2].", "They came (no such source)[2]."),
    ],
)
def test_an_unknown_number_is_removed_and_marked(text: str, struck: str) -> None:
    checked = held(text)
    assert len(checked.faults) == 1
    assert "[1], [2], [3], [4]" in checked.faults[0].says
    assert strike(checked) == struck


TRUE = "Diplomats do their best work in small rooms"


@pytest.mark.parametrize(
    "marks", ["“{}”", '"{}"', "«{}»", "‘{}’", "'{}'", "„{}“", "»{}«", "”{}”", '“{}"', "\n> {}\n"]
)
def test_quotations_are_found_in_marks_of_every_kind(marks: str) -> None:
    assert verdicts(f"It says {marks.format(TRUE)} [3].") == [Verdict.VERIFIED]
    false = marks.format("Diplomats have never done any good at all")
    checked = held(f"It says {false} [3].")
    assert [q.verdict for q in checked.quotations] == [Verdict.NOT_FOUND]
    assert "~~" in strike(checked)
    assert "(not in the source)" in strike(checked)


def test_a_quotation_knows_the_citation_that_it_was_held_against() -> None:
    quotation = held(f"A hundred came [1]. “{TRUE},” it says [3].").quotations[0]
    assert (quotation.number, quotation.source_id) == (3, "talks")


def test_an_article_that_was_offered_counts_though_another_is_cited() -> None:
    checked = held(f"“{TRUE}” [1].")
    assert checked.quotations[0].number == 3
    assert [c.number for c in checked.citations] == [1, 3]


def test_nearly_right_is_wrong_and_the_true_words_are_kept() -> None:
    checked = held("“The talks lasted 14 days, and they did not fail” [3].")
    assert checked.quotations[0].verdict is Verdict.NEAR
    assert "41 days" in checked.quotations[0].found
    assert "41 days" in checked.faults[0].says
    assert strike(checked).startswith("~~“The talks lasted 14 days")


def test_a_dropped_negation_is_wrong() -> None:
    assert verdicts("“The talks lasted 41 days, and they … fail” [3].") != [Verdict.VERIFIED]


def test_the_words_of_a_summary_cannot_be_quoted() -> None:
    checked = held("It is said that “Venezuela still owed Russia about $6 billion” [2].")
    assert checked.quotations[0].verdict is Verdict.NOT_QUOTABLE
    assert strike(checked).endswith("~~ (not quotable) [2].")


def test_the_other_sides_words_may_be_quoted_without_a_source() -> None:
    checked = held("You say “they’re there to protect money”, and six billion is owed [2].")
    assert [q.verdict for q in checked.quotations] == [Verdict.VERIFIED]
    assert checked.quotations[0].number is None
    assert checked.faults == ()


def test_the_other_sides_words_are_not_a_sources_words() -> None:
    assert verdicts("It reads “they’re there to protect money” [3].") == [Verdict.NOT_FOUND]


def test_a_quotation_in_a_quotation_belongs_to_it() -> None:
    text = "He wrote “the deployment was ‘a direct threat’ to peace” [3]."
    assert verdicts(text) == [Verdict.VERIFIED]
    false = "He wrote “the deployment was ‘a real threat to us all’ and worse” [3]."
    assert len(held(false).faults) == 1


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    checked = held("He wrote “nobody should ever talk to them. So it is.\n\nI disagree.")
    assert [q.verdict for q in checked.quotations] == [Verdict.NOT_FOUND]
    assert strike(checked).endswith("~~ (not in the source)\n\nI disagree.")


@pytest.mark.parametrize(
    "text",
    [
        "It's the states' own fault, and they don't see the others' fear of it.",
        "The 'ordinary' people of the states' lands don't want the neighbors' wars.",
        "They'd say 'em and 'tis all the same in the '90s and the states' view of it.",
        "He is 5'10\" tall and she is 6'2\" tall, which proves nothing at all.",
        "They call it a “small step” and a ‘mere visit’ of “their people”.",
    ],
)
def test_apostrophes_inches_and_short_words_are_no_quotations(text: str) -> None:
    checked = held(text)
    assert (checked.quotations, checked.faults) == ((), ())


def test_a_possessive_does_not_end_a_quotation_early() -> None:
    library = Shelf()
    heard = ("I fear the states' power in small rooms.",)
    checked = check("You fear ‘the states’ power in small rooms’.", OFFERED, heard, library)
    assert [q.verdict for q in checked.quotations] == [Verdict.VERIFIED]


def test_several_faults_are_struck_each_in_its_place() -> None:
    text = "“It was never about any money” [9]. They came [1]. ‘Nobody ever asked us first’ [2][8]."
    assert strike(held(text)) == (
        "~~“It was never about any money”~~ (not in the source) (no such source). They came [1]. "
        "~~‘Nobody ever asked us first’~~ (not quotable) [2](no such source)."
    )


def test_a_citation_inside_the_marks_counts_as_theirs() -> None:
    assert held(f"“{TRUE} [3].”").faults == ()
    checked = held("“It was never about any money [9].”")
    assert strike(checked) == "~~“It was never about any money .”~~ (not in the source)"


def test_struck_words_cannot_end_the_strike_early() -> None:
    struck = strike(held("“It was ~~ never about\nany money” [3]."))
    assert struck.count("~~") == 4
    assert struck.splitlines()[0] == "~~“It was  never about~~"


@pytest.mark.parametrize(
    ("growing", "shown"),
    [
        ("They came [1", "They came"),
        ("They came [1, ", "They came"),
        ("They came [", "They came"),
        ("They came [1][", "They came [1]"),
        ("They came [1]", "They came [1]"),
        ("They **came**", "They **came**"),
        ("They **came*", "They **came"),
        ("They **", "They "),
        ("They came `", "They came "),
        ("They came [in", "They came [in"),
        ("**[1", ""),
        ("", ""),
    ],
)
def test_a_growing_speech_shows_no_half_citation_and_no_lone_mark(growing: str, shown: str) -> None:
    assert settled(growing) == shown


def test_what_is_shown_of_a_growing_speech_is_always_its_beginning() -> None:
    text = "They **came** [1, 2] and `stayed` [3]. *So* it is [sic] ~~now~~."
    for length in range(len(text) + 1):
        assert text.startswith(settled(text[:length]))
