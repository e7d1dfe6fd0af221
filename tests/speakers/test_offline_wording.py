"""Fitting sentences into sentences."""

from __future__ import annotations

import pytest

from bot.speakers.wording import Wording, dated, marked, month_and_year, whole

WORDING = Wording(
    ["The troops of Russia and Moscow are there.", "He told Schelling of the threats."]
)


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("A small team begins.", "a small team begins"),
        ("Moscow waits.", "Moscow waits"),
        ("Threats work.", "threats work"),
        ("Counting heads is wrong.", "counting heads is wrong"),
        ("Russia's debt is old.", "Russia's debt is old"),
        ("President Trump spoke.", "President Trump spoke"),
        ("NATO met.", "NATO met"),
        ("Daryl Press wrote.", "Daryl Press wrote"),
    ],
)
def test_a_sentence_reads_on_inside_another(sentence: str, clause: str) -> None:
    assert WORDING.inside(sentence) == clause


def test_a_marker_stands_before_the_stop() -> None:
    assert marked("They came.", "[1]") == "They came [1]."
    assert whole("they came [1].") == "They came [1]."
    assert whole("they came") == "They came."


@pytest.mark.parametrize(
    ("sentence", "when", "said"),
    [
        ("The troops came.", "2019-03", "In March 2019 the troops came."),
        ("Schelling wrote it.", "1966", "In 1966 Schelling wrote it."),
        ("They came in 2018.", "2019-03", "They came in 2018."),
        ("In the spiral model, fear grows.", "1976", "In the spiral model, fear grows."),
        ("They came.", "soon", "They came."),
    ],
)
def test_a_date_is_put_where_it_is_missing(sentence: str, when: str, said: str) -> None:
    assert dated(sentence, when, WORDING) == said


def test_a_month_that_is_none_leaves_the_year() -> None:
    assert month_and_year("2019-13") == "2019"
