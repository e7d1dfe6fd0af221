"""Formats: the shipped ones read, the broken ones say which field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.debate.formats import FormatFault, read_format
from bot.debate.model import Kind, Side

SHIPPED = sorted((Path(__file__).parents[2] / "prompts" / "formats").glob("*.yaml"))

SPEECH = {"side": "affirmative", "kind": "rebuttal", "words": 90, "minutes": 3}
CROSS = {
    "side": "negative",
    "kind": "cross-examination",
    "words": 40,
    "minutes": 2,
    "questions": 2,
    "answer_words": 80,
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_format_reads_and_gives_both_sides_a_voice(path: Path) -> None:
    format = read_format(path.stem, yaml.safe_load(path.read_text()))
    assert {t.side for t in format.turns} == set(Side)
    assert format.purpose


def test_lincoln_douglas_lite_is_as_classes_know_it() -> None:
    path = next(p for p in SHIPPED if p.stem == "lincoln-douglas-lite")
    format = read_format(path.stem, yaml.safe_load(path.read_text()))
    assert [(t.side.value, t.words) for t in format.speeches] == [
        ("affirmative", 200),
        ("negative", 220),
        ("affirmative", 130),
        ("negative", 180),
        ("affirmative", 100),
    ]
    assert sum(t.kind is Kind.QUESTION for t in format.turns) == 4
    assert not format.new_arguments_in_last_speech


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "no speeches": ({"name": "X"}, "speeches"),
    "an unknown key": ({"name": "X", "speeches": [SPEECH], "clock": 3}, "clock"),
    "a side that is none": (
        {"name": "X", "speeches": [SPEECH | {"side": "left"}]},
        "speeches.0.side",
    ),
    "a kind that is none": (
        {"name": "X", "speeches": [SPEECH | {"kind": "rant"}]},
        "speeches.0.kind",
    ),
    "no words": ({"name": "X", "speeches": [SPEECH | {"words": 0}]}, "speeches.0.words"),
    "words in letters": (
        {"name": "X", "speeches": [SPEECH | {"words": "many"}]},
        "speeches.0.words",
    ),
    "no minutes": ({"name": "X", "speeches": [{**SPEECH, "minutes": None}]}, "speeches.0.minutes"),
    "questions in a speech": (
        {"name": "X", "speeches": [SPEECH | {"questions": 2}]},
        "speeches.0.questions",
    ),
    "no cap for the answer": (
        {
            "name": "X",
            "speeches": [SPEECH, {k: v for k, v in CROSS.items() if k != "answer_words"}],
        },
        "speeches.1.answer_words",
    ),
    "an unknown rule": (
        {"name": "X", "speeches": [SPEECH], "rules": {"mercy": True}},
        "rules.mercy",
    ),
    "a rule that is no yes or no": (
        {"name": "X", "speeches": [SPEECH], "rules": {"only_bots": 3}},
        "rules.only_bots",
    ),
    "no name": ({"speeches": [SPEECH]}, "name"),
    "a list for a speech": ({"name": "X", "speeches": [["affirmative"]]}, "speeches.0"),
}


@pytest.mark.parametrize(("fields", "field"), BROKEN.values(), ids=BROKEN)
def test_a_broken_format_says_which_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(FormatFault) as fault:
        read_format("broken", fields)
    assert fault.value.field == field
