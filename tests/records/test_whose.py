"""Words belong to whoever said them first, and go with them, wherever they were said again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate import commands, rules
from bot.debate.ballots import Ballot
from bot.debate.events import BallotCast, Event, SpeechGiven
from bot.debate.model import BOT, Citation, Debate, Passage, Quotation, Verdict
from bot.records.codec import Row, to_event, to_row
from tests.debate.examples import T0, command, delivers, floor, opening, played, posts, says, then
from tests.records.held import (
    ADA_SAID,
    BALLOT,
    BO_SAID,
    CARD,
    CAUCUS_DEBATE,
    JUDGED_DEBATE,
    OXFORD_DEBATE,
    TEAM_DEBATE,
    before,
)
from tests.records.recorded import BRIEF, rows, without


def whose(row: Row) -> list[tuple[str, str | None]]:
    return [(part.person, part.text) for part in row.parts.values()]


def bots(text: str, **fields: Any) -> SpeechGiven:
    return SpeechGiven(at=T0, turn=1, by=BOT, text=text, **fields)


DEBATE = played(opening(), floor(), says("ada", f"{ADA_SAID}."))


def test_words_that_are_out_of_view_are_still_their_person_s() -> None:
    hidden = then(DEBATE, command(commands.HideSpeech, by="tess", turn=0, may=True))
    assert hidden.speeches[0].text is None
    event = bots(f"You say “{ADA_SAID}”, and what then?")
    assert whose(to_row(event, hidden))[1] == ("ada", ADA_SAID)


@pytest.mark.parametrize(
    "asked",
    [OXFORD_DEBATE, TEAM_DEBATE, CAUCUS_DEBATE, JUDGED_DEBATE],
    ids=lambda asked: asked[0].format.id,
)
def test_what_a_person_said_stands_in_no_body(asked: tuple[commands.Command, ...]) -> None:
    debate = played(*asked)
    said = [s.text for s in debate.speeches if s.by != BOT and s.text] + [BO_SAID, ADA_SAID]
    for row in rows(asked):
        for words in said:
            assert words.lower() not in json.dumps(row.body, ensure_ascii=False).lower()


@pytest.mark.parametrize(
    "asked",
    [OXFORD_DEBATE, TEAM_DEBATE, CAUCUS_DEBATE, JUDGED_DEBATE],
    ids=lambda asked: asked[0].format.id,
)
@pytest.mark.parametrize("person", ["ada", "bo", "cy"])
def test_whoever_is_forgotten_leaves_no_words_and_every_event(
    asked: tuple[commands.Command, ...], person: str
) -> None:
    debate = played(*asked)
    said = [s.text.strip(".") for s in debate.speeches if s.by == person and s.text]
    after: Debate | None = None
    for row in rows(asked):
        after = rules.evolve(after, to_event(without(row, person)))
    assert after is not None
    assert after.seq == debate.seq
    for words in said:
        assert words.lower() not in repr(after).lower()
    others = [(s.by, s.turn, s.text) for s in debate.speeches if s.by not in (person, BOT)]
    assert [(s.by, s.turn, s.text) for s in after.speeches if s.by not in (person, BOT)] == others


def test_a_speech_of_the_audience_or_from_the_list_is_its_speaker_s() -> None:
    for asked, by in ((OXFORD_DEBATE, "cy"), (CAUCUS_DEBATE, "bo")):
        spoken = [row for row in rows(asked) if row.body.get("by") == by and "text" in row.body]
        assert [person for row in spoken for person, _ in whose(row)] == [by]


def test_a_quotation_is_whose_speech_holds_it_and_not_their_team_s_first() -> None:
    quoting = next(r for r in rows(TEAM_DEBATE) if r.kind == "SpeechGiven" and r.body["turn"] == 3)
    assert whose(quoting) == [
        (BOT, f"You say “{'(withdrawn)'.ljust(len(BO_SAID))}”. Then a hundred men looked [1]."),
        ("bo", BO_SAID.lower()),
        ("bo", BO_SAID.lower()),
        ("bo", BO_SAID),
    ]


def test_a_quotation_that_nobody_said_is_the_other_side_s_first_seat_s() -> None:
    debate = played(*before(TEAM_DEBATE, commands.PassTurn)[:-3])
    assert debate.turn is not None
    assert debate.turn.index == 3
    invented = Quotation("we shall burn every ship", Verdict.NOT_FOUND)
    row = to_row(replace(bots("No."), turn=3, quotations=(invented,)), debate)
    assert whose(row) == [(BOT, "No."), ("ada", invented.words)]


@pytest.mark.parametrize(
    ("quoted", "person"),
    [
        ("hold a harbour … against a navy", "ada"),
        ("HOLD A HARBOUR AGAINST", "ada"),
        ("navy", "ada"),
        ("weakness invites a test of wills", BOT),
    ],
)
def test_a_quotation_is_known_again_in_other_clothes(quoted: str, person: str) -> None:
    debate = then(DEBATE, *_answered("Weakness invites a test of wills."))
    event = bots("So be it.", quotations=(Quotation(quoted, Verdict.VERIFIED),))
    assert whose(to_row(event, debate))[1] == (person, quoted)


def _answered(text: str) -> tuple[commands.Command, ...]:
    return posts(0), delivers(1, text), posts(1)


def test_words_that_were_cited_for_a_source_are_kept_apart_where_a_person_had_said_them() -> None:
    claimed = Quotation("men cannot hold a harbour", Verdict.NOT_FOUND, 1, source_id="brief")
    row = to_row(bots("~~It cannot be held~~.", quotations=(claimed,)), DEBATE)
    assert whose(row)[1:] == [("ada", claimed.words)]
    assert row.body["quotations"][0]["number"] == 1


def test_words_of_the_motion_and_of_a_source_are_nobody_s() -> None:
    passage = Passage("loan#f1", BRIEF, "A hundred men came to guard a loan.")
    debate = played(
        opening(),
        floor(),
        says("ada", "Small deployments are no threat, for a hundred men came to guard a loan."),
    )
    text = "You hold that small deployments are no threat: a hundred men came to guard a loan [1]."
    assert whose(to_row(bots(text, citations=(Citation(1, passage),)), debate)) == [(BOT, text)]


def test_the_feedback_of_the_coach_is_the_person_s_whom_it_is_about() -> None:
    feedback = next(r for r in rows(TEAM_DEBATE) if r.kind == "SpeechGiven" and r.body["turn"] == 5)
    assert whose(feedback) == [("bo", "Your bolts were clear. Name the bridge.")]


def test_a_card_is_its_person_s_and_the_reason_is_the_judge_s_but_for_what_it_repeats() -> None:
    row = to_row(BallotCast(at=T0, ballot=BALLOT), DEBATE)
    assert whose(row) == [
        ("ada", CARD.scores[0].why),
        ("ada", CARD.scores[1].why),
        ("ada", CARD.strength),
        ("ada", CARD.next_step),
        (BOT, f"“{'(withdrawn)'.ljust(len(ADA_SAID))}” was never answered."),
        ("ada", ADA_SAID),
        (BOT, "This ballot is indicative."),
    ]
    assert to_event(row) == BallotCast(at=T0, ballot=BALLOT)


def test_of_a_ballot_the_scores_stay_when_the_person_is_forgotten() -> None:
    event = to_event(without(to_row(BallotCast(at=T0, ballot=BALLOT), DEBATE), "ada"))
    assert isinstance(event, BallotCast)
    card = event.ballot.cards[0]
    assert [(s.criterion, s.points, s.why) for s in card.scores] == [
        ("responsiveness", 2, ""),
        ("evidence", 3, ""),
    ]
    assert (card.strength, card.next_step) == ("", "")
    assert event.ballot.reason.startswith("“(withdrawn)  ")
    assert event.ballot.notices == BALLOT.notices


def test_one_card_may_repeat_another_person() -> None:
    card = replace(CARD, person="bo", strength=f"You met “{ADA_SAID}”.")
    row = to_row(BallotCast(at=T0, ballot=Ballot("offline", (card,))), DEBATE)
    gone = to_event(without(row, "ada"))
    assert isinstance(gone, BallotCast)
    assert gone.ballot.cards[0].strength == f"You met “{'(withdrawn)'.ljust(len(ADA_SAID))}”."


SAID = st.lists(
    st.sampled_from(["war", "peace", "ships", "men", "a", "the", "of", "Bo's", "№1"]), max_size=12
)


@given(SAID, SAID, SAID, SAID)
@settings(max_examples=200, deadline=None)
def test_a_speech_reads_as_it_was_given_and_keeps_its_length(
    ada: list[str], first: list[str], own: list[str], last: list[str]
) -> None:
    said = " ".join(ada) or "No."
    text = " ".join([*first, f"“{said}”, ", *own, *ada[:5], "\n", *last])
    debate = replace(DEBATE, speeches=(replace(DEBATE.speeches[0], text=said),))
    event = bots(text)
    row = to_row(event, debate)
    assert _read(row) == event
    gone = _read(without(row, "ada"))
    assert isinstance(gone, SpeechGiven)
    assert gone.text is not None
    assert len(gone.text) == len(text)
    if len(ada) >= 4:
        assert said not in gone.text


def _read(row: Row) -> Event:
    return to_event(replace(row, body=json.loads(json.dumps(row.body))))
