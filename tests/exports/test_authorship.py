"""How speeches came about: what is known, said as facts, and nothing beyond."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.exports.authorship import (
    FASTEST,
    FOREWORD,
    HEADINGS,
    LARGE,
    cells,
    lasted,
    process,
    remarks,
)
from tests.debate.examples import T0
from tests.exports.lesson import ARTICLE, lesson, without

ACCUSING = ("cheat", "copied", "plagiar", "suspicious", "dishonest", "ai-", "chatgpt", "verdict:")


def test_every_speech_of_a_person_is_there_and_none_of_the_bot() -> None:
    assert [(one.turn, one.by) for one in process(lesson())] == [
        (2, "ada"),
        (4, "cy"),
        (5, "bo"),
        (6, "bo"),
    ]


def test_times_are_from_the_end_of_the_speech_before() -> None:
    _, question, answer, rebuttal = process(lesson())
    assert question.opened_at == T0 + timedelta(seconds=310)
    assert (question.seconds, answer.seconds, rebuttal.seconds) == (90, 60, 10)
    assert rebuttal.words == 73
    assert rebuttal.words_a_minute == pytest.approx(438)


def test_when_a_turn_opened_after_a_vote_is_not_known_and_nothing_is_made_of_it() -> None:
    first = process(lesson())[0]
    assert (first.opened_at, first.seconds, first.words_a_minute) == (None, None, None)
    assert not first.pasted
    assert cells(first)[0] == "not known"
    assert cells(first)[2] == "59 words"


def test_hints_count_for_the_turn_in_which_they_were_taken() -> None:
    hints = [one.hints for one in process(lesson())]
    assert hints == [(("questions", 1), ("starters", 2)), (), (), ()]


def test_only_many_words_that_nobody_types_so_fast_were_not_typed_in_their_turn() -> None:
    rebuttal = process(lesson())[3]
    assert rebuttal.pasted
    at_the_limit = replace(rebuttal, words=100, seconds=100 * 60 / FASTEST)
    assert not at_the_limit.pasted
    assert replace(at_the_limit, seconds=39).pasted
    assert not replace(rebuttal, words=LARGE - 1, seconds=0).pasted
    assert replace(rebuttal, words=LARGE, seconds=0).pasted


def test_words_in_common_with_the_bot_are_those_it_said_before() -> None:
    first, question, answer, rebuttal = process(lesson())
    assert (first.shared, question.shared, answer.shared) == ((), (), ())
    (shared,) = rebuttal.shared
    assert (shared.speech, shared.source) == (3, None)
    assert shared.common.run == 22
    assert shared.common.longest.startswith("It shows who may come")
    assert 0.4 < shared.common.share < 0.5


def test_words_in_common_with_a_source_name_the_source() -> None:
    debate = lesson()
    words = "A guard on a loan has every reason to keep the street quiet, my friends."
    speeches = tuple(replace(s, text=words) if s.turn.index == 5 else s for s in debate.speeches)
    shared = process(replace(debate, speeches=speeches))[3].shared
    assert [(one.speech, one.source, one.common.run) for one in shared] == [(None, 2, 13)]
    assert ARTICLE.id == debate.citations[1].passage.source.id


def test_of_a_withdrawn_speech_no_word_is_left() -> None:
    rebuttal = process(without(lesson(), 5))[3]
    assert (rebuttal.words, rebuttal.shared, rebuttal.pasted) == (0, (), False)


def test_what_the_bot_said_and_was_withdrawn_is_not_compared() -> None:
    assert process(without(lesson(), 2))[3].shared == ()


def test_it_is_told_as_facts_with_no_accusation() -> None:
    rebuttal = process(lesson())[3]
    told = " ".join((FOREWORD, *HEADINGS, *cells(rebuttal)))
    assert not [word for word in ACCUSING if word in told.lower()]
    fast, common = remarks(rebuttal)
    assert "more than 150 words a minute" in fast
    assert "it was written before the turn, pasted or dictated" in fast
    assert common.startswith("44% of its words stand in the same order in the bot’s speech 3")
    assert len(cells(rebuttal)) == len(HEADINGS) - 1


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (59.6, "1 min"), (250, "4 min 10 s"), (7200, "2 h"), (183_600, "2 d 3 h")],
)
def test_lengths_of_time_are_told_in_two_units(seconds: float, told: str) -> None:
    assert lasted(seconds) == told
