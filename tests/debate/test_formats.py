"""Formats: the shipped ones read, the broken ones say which field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.debate.formats import FormatFault, holds, lent, read_format, turned
from bot.debate.model import AUDIENCE, COACH, LIST, Format, Kind, Side, TimeUp

SHIPPED = sorted((Path(__file__).parents[2] / "prompts" / "formats").glob("*.yaml"))

AFF, NEG = Side.AFFIRMATIVE, Side.NEGATIVE
SPEECH = {"side": "affirmative", "kind": "rebuttal", "words": 90, "minutes": 3}
CROSS = {
    "side": "negative",
    "kind": "cross-examination",
    "words": 40,
    "minutes": 2,
    "questions": 2,
    "answer_words": 80,
}


def shipped(id: str) -> Format:
    path = next(p for p in SHIPPED if p.stem == id)
    return read_format(id, yaml.safe_load(path.read_text()))


def test_the_formats_that_classes_use_are_there() -> None:
    assert {path.stem for path in SHIPPED} >= {
        "quick", "exhibition", "lincoln-douglas-lite", "lincoln-douglas", "public-forum", "oxford",
        "moderated-caucus", "cross-examination-drill", "rebuttal-drill", "fishbowl", "steelman",
    }  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_format_reads_and_gives_both_sides_a_voice(path: Path) -> None:
    format = read_format(path.stem, yaml.safe_load(path.read_text()))
    assert {t.side for t in format.turns} == set(Side)
    assert format.purpose
    assert len(f"{format.name}: {format.purpose}") <= 100, "Discord shows no more of a choice"
    assert path.read_text().startswith("# "), "a comment says what a class should know"


def test_lincoln_douglas_lite_is_as_classes_know_it() -> None:
    format = shipped("lincoln-douglas-lite")
    assert [(t.side.value, t.words) for t in format.speeches] == [
        ("affirmative", 200),
        ("negative", 220),
        ("affirmative", 130),
        ("negative", 180),
        ("affirmative", 100),
    ]
    assert sum(t.kind is Kind.QUESTION for t in format.turns) == 4
    assert not format.new_arguments_in_last_speech


def test_lincoln_douglas_in_full_has_the_order_of_the_tournament() -> None:
    format, lite = shipped("lincoln-douglas"), shipped("lincoln-douglas-lite")
    order = [(t.side, t.kind) for t in format.speeches]
    assert order == [(t.side, t.kind) for t in lite.speeches]
    words = [t.words for t in format.speeches]
    assert all(
        full > less for full, less in zip(words, (t.words for t in lite.speeches), strict=True)
    )
    assert (sum(words[0::2]), sum(words[1::2])) == (650, 650), "both sides have as many words"
    assert format.ballot


def test_in_a_public_forum_two_teams_share_the_work() -> None:
    format = shipped("public-forum")
    assert [(r.id, r.side) for r in format.roles] == [
        ("first-for", AFF), ("second-for", AFF), ("first-against", NEG), ("second-against", NEG),
    ]  # fmt: skip
    assert [t.seat for t in format.speeches] == [
        "first-for", "first-against", "second-for", "second-against",
        "first-for", "first-against", "second-for", "second-against",
    ]  # fmt: skip
    asked = [t for t in format.turns if t.kind is Kind.QUESTION]
    assert sum(t.side is AFF for t in asked) == sum(t.side is NEG for t in asked) == 4
    grand = {t.seat for t in format.turns[-10:-2]}
    assert grand == {role.id for role in format.roles}, "the grand crossfire is for all four"


def test_an_oxford_house_votes_before_and_after_and_asks_both_sides() -> None:
    format = shipped("oxford")
    assert format.turns[0].kind is format.turns[-1].kind is Kind.VOTE
    assert len(format.votes) == 2
    floor = [t for t in format.turns if t.seat == AUDIENCE and t.kind is Kind.QUESTION]
    answers = [format.turns[t.index + 1] for t in floor]
    assert [t.side for t in answers] == [AFF, NEG, AFF, NEG]


def test_a_caucus_has_two_delegates_and_a_list_of_75_words() -> None:
    format = shipped("moderated-caucus")
    assert {t.words for t in format.turns} == {75}
    assert [t.seat for t in format.turns[:2]] == ["delegate-for", "delegate-against"]
    listed = [t for t in format.turns if t.seat == LIST]
    assert len(listed) > len(format.turns) / 2
    assert format.turns[-1].seat == LIST, "the last word is a student's"
    assert format.time_up is TimeUp.PASS


def test_the_rebuttal_drill_is_claim_answer_feedback_five_times() -> None:
    turns = shipped("rebuttal-drill").turns
    assert [t.kind for t in turns] == [Kind.CONSTRUCTIVE, Kind.REBUTTAL, Kind.FEEDBACK] * 5
    assert [t.words for t in turns[:2]] == [50, 60]
    assert [t.side for t in turns[:3]] == [AFF, NEG, NEG]
    assert turns[2].seat == COACH


def test_in_a_fishbowl_each_circle_comments_on_the_other() -> None:
    format = shipped("fishbowl")
    half = len(format.turns) // 2
    for part, (speak, watch) in (
        (format.turns[:half], ("inner", "outer")),
        (format.turns[half:], ("outer", "inner")),
    ):
        circles = {kind.argues: {t.seat.split("-")[0] for t in part if t.kind is kind}
                   for kind in (Kind.REBUTTAL, Kind.COMMENT)}  # fmt: skip
        assert circles == {True: {speak}, False: {watch}}


def test_in_a_steelman_each_puts_the_other_sides_case_first() -> None:
    format = shipped("steelman")
    first, second, *rest = format.turns
    assert (first.side, holds(format, first)) == (NEG, AFF)
    assert (second.side, holds(format, second)) == (AFF, NEG)
    assert not any(lent(format, turn) for turn in rest)


@pytest.mark.parametrize("id", ["rebuttal-drill", "steelman", "public-forum", "oxford"])
def test_a_format_can_be_turned_round_and_back(id: str) -> None:
    format = shipped(id)
    other = turned(format)
    for turn, twin in zip(format.turns, other.turns, strict=True):
        assert twin.side is turn.side.other
        held, holding = holds(format, turn), holds(other, twin)
        assert (held and held.other) is holding
        assert lent(other, twin) == lent(format, turn)
    assert turned(other) == format


FEEDBACK = {"kind": "feedback", "words": 60, "minutes": 1}
ROLES = [
    {"id": "one", "side": "affirmative"},
    {"id": "two", "side": "affirmative"},
    {"id": "three", "side": "negative"},
]
BY, ASIDE = SPEECH, {"side": "negative", "by": "three"}

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
    "a name that is a number": ({"name": 7, "speeches": [SPEECH]}, "name"),
    "an endless name": ({"name": "X" * 61, "speeches": [SPEECH]}, "name"),
    "a purpose that is a list": ({"name": "X", "for": ["me"], "speeches": [SPEECH]}, "for"),
    "a side that speaks twice": ({"name": "X", "speeches": [SPEECH, SPEECH]}, "speeches.1.side"),
    "a side that speaks twice from round to round": (
        {"name": "X", "rounds": 2, "speeches": [SPEECH, SPEECH | {"side": "negative"}, SPEECH]},
        "speeches.0.side",
    ),
    "a team that speaks twice": (
        {"name": "X", "roles": ROLES, "speeches": [BY | {"by": "one"}, BY | {"by": "two"}]},
        "speeches.1.side",
    ),
    "an again that is no yes or no": (
        {"name": "X", "speeches": [SPEECH, SPEECH | {"again": "sure"}]},
        "speeches.1.again",
    ),
    "endless rounds": (
        {"name": "X", "rounds": 5000, "speeches": [SPEECH, SPEECH | {"side": "negative"}]},
        "speeches.0",
    ),
    "endless questions": ({"name": "X", "speeches": [CROSS | {"questions": 5000}]}, "speeches.0"),
    "half a round": ({"name": "X", "rounds": 1.5, "speeches": [SPEECH]}, "rounds"),
    "half a word": ({"name": "X", "speeches": [SPEECH | {"words": 9.5}]}, "speeches.0.words"),
    "nobody who speaks": ({"name": "X", "speeches": [{"kind": "vote", "minutes": 2}]}, "speeches"),
    "a prompt that is a list": (
        {"name": "X", "speeches": [SPEECH | {"prompt": ["closing"]}]},
        "speeches.0.prompt",
    ),
    "feedback on nothing": (
        {"name": "X", "speeches": [SPEECH, FEEDBACK | {"to": "negative"}]},
        "speeches.1.to",
    ),
    "feedback to nobody": ({"name": "X", "speeches": [SPEECH, FEEDBACK]}, "speeches.1.to"),
    "a time that is up in a new way": (
        {"name": "X", "speeches": [SPEECH], "rules": {"when_time_is_up": "shout"}},
        "rules.when_time_is_up",
    ),
    "roles that are no list": ({"name": "X", "roles": "two", "speeches": [SPEECH]}, "roles"),
    "roles for one side": ({"name": "X", "roles": ROLES[:1], "speeches": [BY]}, "roles"),
    "a role twice": ({"name": "X", "roles": [*ROLES, ROLES[0]], "speeches": [BY]}, "roles.3.id"),
    "a role without a side": (
        {"name": "X", "roles": [*ROLES, {"id": "four"}], "speeches": [BY]},
        "roles.3.side",
    ),
    "a role with a button's name": (
        {"name": "X", "roles": [*ROLES, {"id": "A: b", "side": "negative"}], "speeches": [BY]},
        "roles.3.id",
    ),
    "a role by the name of a side": (
        {"name": "X", "roles": [*ROLES, {"id": "negative", "side": "negative"}], "speeches": [BY]},
        "roles.3.id",
    ),
    "a role that never speaks": (
        {"name": "X", "roles": ROLES, "speeches": [BY | {"by": "one"}, BY | ASIDE]},
        "roles.1",
    ),
    "a team without a speaker": ({"name": "X", "roles": ROLES, "speeches": [BY]}, "speeches.0.by"),
    "a speaker that is none": (
        {"name": "X", "roles": ROLES, "speeches": [BY | {"by": "five"}]},
        "speeches.0.by",
    ),
    "a speaker that is a list": (
        {"name": "X", "roles": ROLES, "speeches": [BY | {"by": ["one", "two"]}]},
        "speeches.0.by",
    ),
    "a question by the wrong side": (
        {"name": "X", "roles": ROLES, "speeches": [CROSS | {"by": "one", "answered_by": "one"}]},
        "speeches.0.by",
    ),
}


@pytest.mark.parametrize(("fields", "field"), BROKEN.values(), ids=BROKEN)
def test_a_broken_format_says_which_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(FormatFault) as fault:
        read_format("broken", fields)
    assert fault.value.field == field


def test_a_side_may_speak_twice_where_that_is_meant() -> None:
    fields = {"name": "X", "speeches": [SPEECH, SPEECH | {"again": True}]}
    assert [t.side for t in read_format("x", fields).turns] == [AFF, AFF]
