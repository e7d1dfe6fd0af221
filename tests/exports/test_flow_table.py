"""The flow sheet as a table: what a claim meets, and what became of it."""

from __future__ import annotations

from dataclasses import replace

from bot.exports.flow_table import flow_rows
from tests.debate.flowed import claim, opened, speaks, withdrawn
from tests.exports.lesson import record


def test_a_claim_is_answered_by_the_other_side_alone() -> None:
    debate = speaks(opened(), ("ships sail", claim(1)))
    debate = speaks(debate, ("ships sink", claim(2, answers=[1])))
    debate = speaks(
        debate, ("ships float", claim(3, answers=[1, 2])), ("so", claim(4, answers=[2]))
    )
    rows = flow_rows(record(debate))
    assert [row.answered_by for row in rows] == [(2,), (3, 4), (), ()]
    assert [row.became for row in rows][:3] == [
        "answered by 2",
        "answered by 3 and 4",
        "no answer noted",
    ]


def test_what_is_struck_is_left_out_and_what_is_withdrawn_is_said_to_be() -> None:
    debate = speaks(opened(), ("it ~~is “gone”~~ (not in the source) said", claim(1)))
    (row,) = flow_rows(record(debate))
    assert row.said == "It … said"
    (row,) = flow_rows(record(withdrawn(debate, 0)))
    assert row.said == "(words withdrawn)"


def test_an_answer_to_nothing_known_is_kept() -> None:
    debate = speaks(opened(), ("ships sail", claim(1, answers=[9])))
    (row,) = flow_rows(record(debate))
    assert row.meets == "answers 9"
    assert flow_rows(replace(record(debate), speeches=())) == ()
