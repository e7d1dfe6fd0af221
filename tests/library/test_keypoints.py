"""Matching a sentence to key points."""

from __future__ import annotations

import pytest

from bot.library.keypoints import match

SCHOOL = (
    "Uniforms cost families too much money.",
    "Uniforms take away how children express themselves.",
    "Uniforms make pupils more equal and stop bullying.",
    "Uniforms are uncomfortable in summer.",
)


@pytest.mark.parametrize(
    ("sentence", "point"),
    [
        ("many parents dont have the money for expensive uniforms", 0),
        ("Children cannot express who they are if everybody wears the same.", 1),
        ("nobody gets bullied for cheap clothes, pupils are equal", 2),
        ("have you ever worn one of those in sumer? so uncomfortabel", 3),
    ],
)
def test_a_sentence_is_matched_to_its_point(sentence: str, point: int) -> None:
    scores = match(sentence, SCHOOL)
    assert len(scores) == len(SCHOOL)
    assert all(0 <= score <= 1 for score in scores)
    assert scores.index(max(scores)) == point


def test_a_point_matches_itself_best() -> None:
    for number, point in enumerate(SCHOOL):
        scores = match(point, SCHOOL)
        assert scores.index(max(scores)) == number
        assert scores[number] > 0.7


def test_what_has_nothing_in_common_scores_nothing() -> None:
    assert max(match("Volcanoes erupt.", SCHOOL)) == 0
    assert match("", SCHOOL) == (0.0,) * 4
    assert match("anything", ()) == ()


def test_a_denial_on_one_side_counts_against_a_match() -> None:
    [said] = match("Uniforms stop bullying.", ("Uniforms stop bullying.",))
    [denied] = match("Uniforms do not stop bullying.", ("Uniforms stop bullying.",))
    assert denied < said
