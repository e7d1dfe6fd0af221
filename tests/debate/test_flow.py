"""The flow sheet: what stands, what was answered and what was dropped, told from the record alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.debate import events, rules
from bot.debate.flow import State, answered, flow, sheet_of, spoken
from bot.debate.model import BOT, Debate, Kind, Side
from tests.debate.examples import T0
from tests.debate.flowed import claim, opened, speaks, withdrawn


def states(debate: Debate) -> dict[int, State]:
    return {entry.number: entry.state for entry in sheet_of(debate).entries}


def test_a_debate_without_notes_has_an_empty_sheet() -> None:
    assert sheet_of(opened()).entries == ()
    assert sheet_of(speaks(opened())).entries == ()


def test_a_claim_stands_until_the_other_side_has_spoken() -> None:
    debate = speaks(opened(), ("Ships are not soldiers.", claim(1, "ships")))
    (entry,) = sheet_of(debate).entries
    assert (entry.state, entry.words, entry.by) == (
        State.STANDING,
        "Ships are not soldiers.",
        "ada",
    )
    assert (entry.side, entry.turn, entry.argument) == (Side.AFFIRMATIVE, 0, "ships")


def test_what_is_answered_says_where_and_by_what_and_the_rest_is_dropped() -> None:
    debate = speaks(opened(), ("One.", claim(1)), ("Two.", claim(2)))
    debate = speaks(debate, ("No to two.", claim(3, answers=[2])))
    assert states(debate) == {1: State.DROPPED, 2: State.ANSWERED, 3: State.STANDING}
    two = sheet_of(debate).entry(2)
    assert two is not None
    assert (two.answered_in, two.answered_by) == ((1,), (3,))
    debate = speaks(debate, ("No to that.", claim(4, answers=[3])))
    debate = speaks(debate, ("Once more to two.", claim(5, answers=[2])))
    two = sheet_of(debate).entry(2)
    assert two is not None
    assert (two.answered_in, two.answered_by) == ((1, 3), (3, 5))


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.ANSWER, Kind.COMMENT])
def test_only_a_speech_proper_is_a_chance_to_answer(kind: Kind) -> None:
    debate = opened(Kind.CONSTRUCTIVE, kind, Kind.REBUTTAL)
    debate = speaks(speaks(debate, ("One.", claim(1))))
    assert states(debate) == {1: State.STANDING}


def test_a_speech_that_was_let_pass_was_a_chance_too() -> None:
    debate = speaks(opened(), ("One.", claim(1)))
    passed = rules.evolve(debate, events.TurnPassed(at=T0, turn=1, by="bo"))
    assert states(passed) == {1: State.DROPPED}


def test_what_its_own_side_makes_again_is_no_second_entry() -> None:
    debate = speaks(opened(), ("One.", claim(1, "a", cites=[1])))
    debate = speaks(debate, ("No.", claim(2)))
    debate = speaks(debate, ("One again.", claim(3, "a", supports=[1], answers=[2], cites=[2])))
    debate = speaks(debate, ("Against the second time.", claim(4, answers=[3])))
    sheet = sheet_of(debate)
    assert [entry.number for entry in sheet.entries] == [1, 2, 4]
    one = sheet.entry(3)
    assert one is not None
    assert (one.number, one.words, one.again, one.cites) == (1, "One.", (2,), (1, 2))
    assert (one.answers, one.answered_by, one.supports) == ((2,), (4,), ())
    two = sheet.entry(2)
    assert two is not None
    assert (two.answered_by, two.answered_in) == ((1,), (2,))


def test_another_claim_that_backs_one_is_an_entry_of_its_own() -> None:
    debate = speaks(opened(), ("One.", claim(1, "a")))
    debate = speaks(debate, ("No.", claim(2)))
    debate = speaks(debate, ("More for one.", claim(3, "b", supports=[1])))
    sheet = sheet_of(debate)
    assert [entry.supports for entry in sheet.entries] == [(), (), (1,)]


def test_two_claims_that_are_new_to_the_library_are_two_entries() -> None:
    debate = speaks(speaks(opened(), ("One.", claim(1))))
    debate = speaks(debate, ("More for one.", claim(2, supports=[1])))
    assert [entry.supports for entry in sheet_of(debate).entries] == [(), (1,)]


def test_nobody_answers_their_own_side_or_backs_the_other() -> None:
    debate = speaks(opened(), ("One.", claim(1)), ("Two.", claim(2, answers=[1])))
    debate = speaks(debate, ("Three.", claim(3, supports=[1], answers=[99])))
    for entry in sheet_of(debate).entries:
        assert (entry.answers, entry.supports, entry.answered_by) == ((), (), ())


def test_withdrawn_words_are_gone_and_what_they_answered_stays_answered() -> None:
    debate = speaks(opened(), ("One.", claim(1)))
    debate = withdrawn(speaks(debate, ("No.", claim(2, answers=[1]))), 1)
    one, two = sheet_of(debate).entries
    assert (one.state, two.words) == (State.ANSWERED, "")


def test_the_sides_are_told_apart() -> None:
    debate = speaks(speaks(opened(), ("One.", claim(1))), ("Two.", claim(2)))
    assert [e.number for e in sheet_of(debate).of(Side.NEGATIVE)] == [2]


# --- arguments of the library -----------------------------------------------------------------


def test_without_notes_the_record_of_the_bots_speeches_is_read() -> None:
    debate = replace(opened(), flowing=False)
    debate = rules.evolve(debate, events.SpeechGiven(at=T0, turn=0, by="ada", text="Ships."))
    given = events.SpeechGiven(
        at=T0, turn=1, by=BOT, text="No.", made=("base",), answered=("ships",), heard=("ships",)
    )
    debate = rules.evolve(debate, given)
    points = [(p.argument, p.side, p.turn, p.answered_in) for p in flow(debate)]
    assert points == [
        ("ships", Side.AFFIRMATIVE, 0, (1,)),
        ("base", Side.NEGATIVE, 1, ()),
    ]
    assert spoken(debate, Side.NEGATIVE) == {"base"}
    assert answered(debate, Side.NEGATIVE) == {"ships"}


def test_a_turn_that_was_passed_does_not_hide_who_was_heard() -> None:
    debate = replace(opened(), flowing=False)
    debate = rules.evolve(debate, events.TurnPassed(at=T0, turn=0, by="ada"))
    debate = rules.evolve(debate, events.SpeechGiven(at=T0, turn=1, by="bo", text="Base."))
    given = events.SpeechGiven(at=T0, turn=2, by=BOT, text="No.", heard=("base",))
    debate = rules.evolve(debate, given)
    assert [(p.argument, p.turn) for p in flow(debate)] == [("base", 1)]


def test_with_notes_a_teammates_claims_and_answers_count_as_the_sides_own() -> None:
    debate = speaks(opened(), ("Ships.", claim(1, "ships")))
    debate = speaks(debate, ("Base.", claim(2, "base", answers=[1])), ("New.", claim(3)))
    assert spoken(debate, Side.NEGATIVE) == {"base"}
    assert answered(debate, Side.NEGATIVE) == {"ships"}
