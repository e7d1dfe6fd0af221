"""Every event survives being stored; what a later version wrote is refused calmly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate.ballots import Ballot, Score, Scorecard
from bot.debate.errors import RecordsFailed
from bot.debate.events import (
    EVENTS,
    BallotCast,
    DebateEnded,
    DebateOpened,
    Event,
    SeatTaken,
    SpeechGiven,
)
from bot.debate.model import Citation, Craft, Motion, Passage, Quotation, Side, Verdict
from bot.records import codec
from bot.records.codec import Part, Row, to_event, to_row
from tests.debate.examples import T0

MOMENTS = st.datetimes(timezones=st.just(UTC))
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


QUOTATIONS = st.lists(st.builds(Quotation, words=TEXT, found=TEXT), max_size=3).map(tuple)
PASSAGES = st.builds(Passage, standing=..., held_by=..., start=..., before=..., published_in=...)
CARDS = st.builds(
    Scorecard,
    scores=st.lists(st.builds(Score, why=TEXT, turn=..., words=...), max_size=3).map(tuple),
    strength=TEXT,
    next_step=TEXT,
)
BALLOTS = st.builds(
    Ballot,
    cards=st.lists(CARDS, max_size=3).map(tuple),
    reason=TEXT,
    notices=st.lists(TEXT, max_size=2).map(tuple),
)
IN_FULL: dict[type[Event], dict[str, Any]] = {
    BallotCast: {"ballot": BALLOTS},
    DebateEnded: {"reason": TEXT},
    DebateOpened: {
        "motion": st.builds(Motion, topics=..., sources=..., background=...),
        "topic": TEXT,
    },
    SpeechGiven: {
        "text": TEXT,
        "citations": st.lists(st.builds(Citation, passage=PASSAGES), max_size=3).map(tuple),
        "quotations": QUOTATIONS,
        "made": ...,
        "heard": ...,
        "notices": ...,
        "craft": st.none() | st.builds(Craft, cost=NUMBERS, tokens_in=..., model=...),
    },
}
"""What is left at its default unless it is asked for."""


@pytest.mark.parametrize("kind", EVENTS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_an_event_is_read_as_it_was_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(st.builds(kind, at=MOMENTS, **IN_FULL.get(kind, {})))
    row = to_row(event)
    stored = replace(row, body=json.loads(json.dumps(row.body)))
    assert to_event(stored) == event


GIVEN = SpeechGiven(
    at=T0,
    turn=1,
    by="bot",
    text="You say “count them”, and they were counted.",
    quotations=(
        Quotation("count them", Verdict.NEAR, found="Count them!"),
        Quotation("a guard on a loan", Verdict.VERIFIED, 1, "a guard on a loan", "brief"),
    ),
)


def test_what_a_person_said_is_not_in_the_body() -> None:
    row = to_row(GIVEN)
    body = json.dumps(row.body)
    assert "count them" not in body.lower()
    assert "a guard on a loan" in body
    assert [part.text for part in row.parts.values()] == [GIVEN.text, "count them", "Count them!"]


def test_the_hash_of_erased_words_tells_nothing() -> None:
    one, other = to_row(GIVEN), to_row(GIVEN)
    assert one.body["text"]["sha256"] != other.body["text"]["sha256"]


def test_words_that_were_emptied_read_as_withdrawn() -> None:
    row = to_row(GIVEN)
    emptied = replace(row, parts={number: Part(None, None) for number in row.parts})
    event = to_event(emptied)
    assert isinstance(event, SpeechGiven)
    assert event.text is None
    assert [q.words for q in event.quotations] == ["", "a guard on a loan"]


def test_words_that_are_not_those_that_were_recorded_are_refused() -> None:
    row = to_row(GIVEN)
    forged = {**row.parts, 0: Part("They were never counted.", row.parts[0].salt)}
    with pytest.raises(RecordsFailed, match="not those that were recorded"):
        to_event(replace(row, parts=forged))


@pytest.mark.parametrize(("kind", "version"), [("EncoreDemanded", 1), ("SeatTaken", 2)])
def test_what_a_later_version_wrote_is_refused(kind: str, version: int) -> None:
    row = Row(kind, version, T0, {"side": "negative", "by": "bo"}, {})
    with pytest.raises(RecordsFailed, match="Run the version that wrote it, or a newer one"):
        to_event(row)


def test_an_old_body_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def name_the_side(body: dict[str, Any]) -> dict[str, Any]:
        return {"side": "affirmative" if body["pro"] else "negative", "person": body["person"]}

    def call_it_by(body: dict[str, Any]) -> dict[str, Any]:
        return {"side": body["side"], "by": body["person"]}

    steps = {("SeatTaken", 1): name_the_side, ("SeatTaken", 2): call_it_by}
    monkeypatch.setattr(codec, "UPCASTERS", steps)
    monkeypatch.setattr(codec, "VERSIONS", {**codec.VERSIONS, "SeatTaken": 3})
    old = Row("SeatTaken", 1, T0, {"pro": False, "person": "bo"}, {})
    assert to_event(old) == SeatTaken(at=T0, side=Side.NEGATIVE, by="bo")


def test_every_version_has_a_step_to_the_next() -> None:
    needed = {(kind, v) for kind, newest in codec.VERSIONS.items() for v in range(1, newest)}
    assert set(codec.UPCASTERS) == needed
