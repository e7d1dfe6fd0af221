"""The benchmarks run, and every figure that they promise is there. How high it is, is not tested."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.figures import MEASURES, Lot, Speech, result, table
from benchmarks.paced import SHORTEST, PacedModel, speech
from bot.debate.rules import count_words

ROOT = Path(__file__).parents[1]


async def run(module: str, *options: str) -> Any:
    """What a benchmark prints as JSON."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"benchmarks.{module}", *options, "--json"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()
    assert process.returncode == 0, complaint.decode() or said.decode()
    return json.loads(said)


@pytest.mark.timeout(100)
async def test_a_debate_is_measured_from_its_first_word_to_its_last() -> None:
    results = await run("streaming", "--debates", "1", "--words-a-second", "400", "--pause", "0")
    (one,) = results
    assert one["debates"] == 1
    assert one["missing"] == []
    assert set(one["bot"]) == {"opening", "answer"}
    for figures in (one["raw"], *one["bot"].values()):
        assert figures["seen"] > 0
        for name in MEASURES:
            assert 0 < figures[name]["lowest"] <= figures[name]["median"] <= figures[name]["worst"]
        assert figures["first"]["lowest"] <= figures["asked"]["worst"]
    for figures in one["bot"].values():
        assert all(figures[name]["ratio"] > 0 for name in MEASURES)


def test_every_speech_of_the_paced_model_fits_its_turn_and_tells_which_it_is() -> None:
    model = PacedModel(25)
    lengths = set()
    for number in range(1, 200):
        text = speech(number)
        assert SHORTEST <= count_words(text) <= 120
        assert text.startswith(f"Point {number}:")
        assert "[1]" in text
        lengths.add(count_words(text))
        assert model.behind(text) is None
    assert len(lengths) > 20


def test_what_did_not_arrive_is_said_in_the_table() -> None:
    raw = Lot("raw", (Speech(0.2, 0.1, 0.04, 0.01),))
    lost = Lot("opening", (), ("opening 1 of 1: not in 12 s",))
    shown = table([result(1, [raw, lost], None)])
    assert "did not arrive: opening 1 of 1: not in 12 s" in shown
    assert "opening (0 seen)" in shown


def test_ratios_compare_medians() -> None:
    raw = Lot("raw", (Speech(0.2, 0.1, 0.04, 0.01),) * 3)
    bot = Lot("answer", (Speech(0.4, 0.3, 1.2, 0.1), Speech(0.4, 0.5, 1.2, 0.2)))
    figures = result(2, [raw, bot], 0.5)["bot"]["answer"]
    assert figures["first"]["ratio"] == pytest.approx(4)
    assert figures["freeze"]["ratio"] == pytest.approx(30)
    assert figures["end"] == {
        "median": pytest.approx(0.15),
        "lowest": 0.1,
        "worst": 0.2,
        "ratio": pytest.approx(15),
    }
