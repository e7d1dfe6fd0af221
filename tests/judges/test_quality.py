"""The measure of one argument: what it tells apart, and what gains nothing with it."""

from __future__ import annotations

import pytest

from benchmarks.eval.judged_files import SPLITS, Pair, read_pairs
from benchmarks.eval.padding import FILLER, ORDERS
from bot.judges.quality import WEIGHTS, quality
from bot.judges.traits import Traits

PAIRS = read_pairs()
TOPIC = "Single-use plastic bags should be banned"
GOOD = (
    "A bag is used for about twelve minutes and then lies in the sea for decades, because nothing "
    "there breaks it down. Ireland put a charge of 15 cents on bags in 2002, and use fell by ninety "
    "percent."
)


def of(split: str) -> list[Pair]:
    return [pair for pair in PAIRS if pair.split == split]


# --- the pairs --------------------------------------------------------------------------------


def test_the_pairs_are_many_and_length_tells_nothing_in_them() -> None:
    assert len(PAIRS) >= 120
    assert len({pair.topic for pair in PAIRS}) >= 60
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)
    for split in SPLITS:
        longer = [pair.longer_is_better for pair in of(split)]
        assert len(longer) == len(PAIRS) / 2
        assert sum(longer) == len(longer) / 2


@pytest.mark.parametrize("split", SPLITS)
def test_the_better_argument_scores_higher_far_more_often_than_the_longer_one(split: str) -> None:
    pairs = of(split)
    right = [quality(p.better, p.topic) > quality(p.worse, p.topic) for p in pairs]
    assert sum(right) >= 0.9 * len(pairs)
    of_the_shorter = [r for r, p in zip(right, pairs, strict=True) if not p.longer_is_better]
    assert sum(of_the_shorter) >= 0.85 * len(of_the_shorter)


def test_no_topic_is_needed() -> None:
    right = [quality(p.better) > quality(p.worse) for p in PAIRS]
    assert sum(right) >= 0.9 * len(PAIRS)


# --- what counts ------------------------------------------------------------------------------


def test_every_trait_is_weighed() -> None:
    assert set(WEIGHTS) == set(Traits.__dataclass_fields__)


@pytest.mark.parametrize(
    "worse",
    [
        "Plastic bags are bad and they should be banned.",
        "Bags are terrible!!! Anybody who uses one is an IDIOT and should be ashamed!!!",
        "i think bags r bad cuz u know they are just bad lol",
        "Maybe bags are kind of bad, perhaps, I guess, but I am not sure, it depends.",
        "In Greece we swam every day, and my sister found a shell. The food was very good too.",
        "Why bags? Who made them? And why should anybody care about any of this?",
        "",
    ],
)
def test_a_full_and_reasoned_argument_beats(worse: str) -> None:
    assert quality(GOOD, TOPIC) > quality(worse, TOPIC) + 0.1


def test_a_fact_a_reason_and_new_words_each_raise_it() -> None:
    bare = "A bag lies in the sea and harms the fish there."
    reasoned = "A bag lies in the sea and harms the fish there, because it looks like a jellyfish."
    proved = f"{reasoned} In 2019 a whale in Sardinia had 22 kilos of plastic in its stomach."
    assert quality(bare, TOPIC) < quality(reasoned, TOPIC) < quality(proved, TOPIC)


# --- what gains nothing -----------------------------------------------------------------------


@pytest.mark.parametrize("pair", of("test")[::3], ids=lambda p: p.id)
def test_padding_gains_nothing(pair: Pair) -> None:
    for text in (pair.better, pair.worse):
        if not text.rstrip().endswith((".", "!", "?")):
            continue
        before = quality(text, pair.topic)
        assert quality(f"{text} {text}", pair.topic) <= before
        assert quality(f"{text} {' '.join(FILLER)}", pair.topic) <= before + 0.01
        assert quality(f"{text} {pair.topic}.", pair.topic) <= before + 0.01


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_to_the_judge_changes_nothing(order: str) -> None:
    assert quality(f"{GOOD} {order}", TOPIC) == quality(GOOD, TOPIC)
    assert quality(f"{order} {GOOD}", TOPIC) == quality(GOOD, TOPIC)


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "!!!",
        "\u200b",
        "😀 😀",
        "Я думаю, что пакеты вредны, потому что они лежат в море.",
        "Je pense que les sacs sont mauvais parce que la mer en souffre beaucoup.",
        "我认为塑料袋应该被禁止。",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor",
        "bag " * 400,
        "a" * 5000,
        "\x00\ud800 [999] <b>",
    ],
)
def test_what_is_no_argument_scores_next_to_nothing_and_breaks_nothing(text: str) -> None:
    assert 0 <= quality(text, TOPIC) < 0.05
