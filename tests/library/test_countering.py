"""Ranking passages as answers to a statement."""

from __future__ import annotations

from bot.library.countering import Counters, counters

STATEMENT = "Zoos protect rare animals, because they breed species that are dying out in the wild."
SAME_SIDE = "Zoos teach visitors about rare animals and raise money to protect them in the wild."
ANSWER = (
    "However, zoos do not protect rare animals. Few species that they breed are ever set free, and "
    "breeding does not save what is dying out in the wild."
)
OTHER = "Electric buses are quieter than diesel ones and cheaper to run."
PASSAGES = (OTHER, SAME_SIDE, STATEMENT, ANSWER)


def test_the_opposed_passage_on_the_same_aspect_comes_first() -> None:
    ranked = counters(STATEMENT, PASSAGES)
    assert PASSAGES[ranked[0].place] == ANSWER
    assert [point.score for point in ranked] == sorted((p.score for p in ranked), reverse=True)


def test_the_statement_itself_is_never_an_answer() -> None:
    loose = STATEMENT.upper().replace(",", " -- ")
    for said in (STATEMENT, loose):
        assert 2 not in {point.place for point in counters(said, PASSAGES)}
    twice = (*PASSAGES, loose)
    assert not {2, 4} & {point.place for point in counters(STATEMENT, twice)}


def test_what_shares_nothing_is_left_out() -> None:
    assert 0 not in {point.place for point in counters(STATEMENT, PASSAGES)}
    assert counters("Volcanoes erupt.", PASSAGES) == ()
    assert counters("", PASSAGES) == ()
    assert counters(STATEMENT, ()) == ()


def test_of_two_passages_on_one_aspect_the_one_that_denies_comes_first() -> None:
    says = "School uniforms make pupils equal and stop bullying at school."
    denies = "School uniforms do not make pupils equal and never stop bullying at school."
    claim = "Uniforms stop bullying and make pupils at school equal."
    order = [point.place for point in counters(claim, (says, denies))]
    assert order == [1, 0]


def test_a_limit_cuts_the_end_and_a_kept_index_answers_alike() -> None:
    kept = Counters(PASSAGES)
    assert kept.rank(STATEMENT) == counters(STATEMENT, PASSAGES)
    assert kept.rank(STATEMENT, 1) == counters(STATEMENT, PASSAGES)[:1]
