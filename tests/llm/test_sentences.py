"""Texts are cut between sentences, and within the words that a speech may have."""

from __future__ import annotations

import pytest

from bot.debate.rules import count_words
from bot.llm.sentences import whole_sentences, within

LONG = "The U.S. has ships. Russia was owed six billion [1][2]. “They came for money.” [3] And th"


def test_the_last_whole_sentence_is_the_end() -> None:
    assert whole_sentences(LONG) == LONG.removesuffix(" And th")


def test_an_abbreviation_ends_nothing() -> None:
    assert whole_sentences("He met Mr. Putin in the U.S. Capitol and th") == ""


@pytest.mark.parametrize(
    ("words", "ends"), [(4, "ships."), (8, "ships."), (10, "[1][2]."), (14, "[1][2]."), (15, "[3]")]
)
def test_a_speech_is_cut_after_the_last_sentence_that_fits(words: int, ends: str) -> None:
    text = within(LONG, words)
    assert text.endswith(ends)
    assert count_words(text) <= words


def test_a_speech_that_fits_is_left_as_it_is() -> None:
    assert within("One. Two three", 3) == "One. Two three"


def test_one_endless_sentence_is_cut_between_words_and_shows_it() -> None:
    assert within("and so on, and so on", 3) == "and so on…"
