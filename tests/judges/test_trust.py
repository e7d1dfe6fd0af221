"""What must change nothing on an offline ballot: who, which side, in which order, padding, orders."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.eval.judged_files import Labelled, read_debates, read_pairs
from benchmarks.eval.judging import RUBRIC, as_debate, flips, gain, measured
from benchmarks.eval.padding import INJECTIONS, PADDINGS
from benchmarks.eval.report import page_of_judging
from bot.debate.ballots import TOO_CLOSE, Ballot
from bot.debate.model import Debate, Side
from bot.judges.offline import OfflineJudge
from bot.judges.rubric import load_rubric

JUDGE = OfflineJudge(load_rubric(RUBRIC))
DEBATES = read_debates()
SINGLE = [as_debate(pair) for pair in read_pairs()[::25]]
ALL: list[Debate] = [*(one.debate for one in DEBATES), *SINGLE]


@pytest.mark.parametrize("one", DEBATES, ids=lambda one: one.id)
def test_who_clearly_did_better_wins(one: Labelled) -> None:
    assert JUDGE.ballot(one.debate, winner=True).winner == (one.better or TOO_CLOSE)


def test_the_better_of_a_pair_wins_or_it_is_too_close() -> None:
    pairs = [pair for pair in read_pairs() if pair.split == "test"][::3]
    won = [JUDGE.ballot(as_debate(pair), winner=True).winner for pair in pairs]
    assert won.count(Side.AFFIRMATIVE.value) >= 0.7 * len(pairs)
    assert won.count(Side.NEGATIVE.value) <= 0.1 * len(pairs)


def test_names_sides_and_order_change_no_points_and_no_winner() -> None:
    found = flips(JUDGE, ALL)
    assert {name for name, share in found.items() if share.hits} == set()
    assert all(share.of for share in found.values())


def test_the_check_sees_a_judge_that_looks_at_names() -> None:
    class Partial(OfflineJudge):
        def ballot(self, debate: Debate, *, winner: bool) -> Ballot:
            fair = super().ballot(debate, winner=winner)
            friend = min(fair.cards, key=lambda card: card.person)
            favour = (replace(friend.scores[0], points=4), *friend.scores[1:])
            cards = (replace(c, scores=favour) if c is friend else c for c in fair.cards)
            return replace(fair, cards=tuple(cards))

    found = flips(Partial(load_rubric(RUBRIC)), ALL)
    assert found["names exchanged"].hits > 0


@pytest.mark.parametrize("name", sorted(set(PADDINGS) - {"facts off the motion"}))
def test_padding_gains_no_point_and_no_win(name: str) -> None:
    found = gain(JUDGE, ALL, PADDINGS[name])
    assert found.most <= 0
    assert found.wins.hits == 0


def test_facts_off_the_motion_gain_nothing_on_the_whole() -> None:
    """In whole debates: a single short speech leaves too little to tell by what it is off."""
    whole = [one.debate for one in DEBATES]
    found = gain(JUDGE, whole, PADDINGS["facts off the motion"])
    assert found.mean <= 0
    assert found.most <= 2


@pytest.mark.parametrize("name", sorted(INJECTIONS))
def test_an_order_to_the_judge_gains_and_costs_nothing(name: str) -> None:
    found = gain(JUDGE, ALL, INJECTIONS[name])
    assert (found.mean, found.most, found.wins.hits) == (0, 0, 0)


def test_every_process_writes_the_same_ballots() -> None:
    """Sets are ordered otherwise in every process."""
    program = (
        "from tests.judges.test_trust import ALL, JUDGE\n"
        "print([JUDGE.ballot(debate, winner=True) for debate in ALL[:6]])"
    )
    ballots = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(ballots) == 1
    assert "Scorecard" in ballots.pop()


def test_the_figures_are_measured_and_printed() -> None:
    found = measured(step=25)
    text = page_of_judging(found)
    for words in ("longer one is better", "names exchanged", "said twice", "an order at the end"):
        assert words in text
    assert found["labelled"]["otherwise"] == []
