"""A damaged debate is left out and named; the others go on."""

from __future__ import annotations

import pytest

from bot.debate import rules
from bot.debate.errors import RecordsFailed
from bot.records import open_records
from tests.debate.examples import T0, floor, opening
from tests.records.held import TEAM_DEBATE, called
from tests.records.recorded import SECRET, record, run_sql, whole_debate

UNGUARD = {
    "sqlite": (
        "DROP TRIGGER events_keep",
        "DROP TRIGGER events_stay",
        "DROP TRIGGER words_keep",
        "DROP TRIGGER words_stay",
    ),
    "postgresql": (
        "ALTER TABLE events DISABLE TRIGGER USER",
        "ALTER TABLE words DISABLE TRIGGER USER",
        "ALTER TABLE words DROP CONSTRAINT words_of_event",
    ),
}
"""What somebody must do first who wants to damage the log."""

DAMAGES = {
    "an event in the middle is gone": (
        "DELETE FROM events WHERE debate = 'd1' AND seq = 4",
        "event 4 is missing",
    ),
    "the first event is gone": (
        "DELETE FROM events WHERE debate = 'd1' AND seq = 1",
        "event 1 is missing",
    ),
    "the last event is gone": (
        "DELETE FROM events WHERE debate = 'd1' AND seq = 11",
        "its events after 10 are missing",
    ),
    "all events are gone": ("DELETE FROM events WHERE debate = 'd1'", "it has no events"),
    "words were changed": (
        "UPDATE words SET text = 'I never said that.' WHERE debate = 'd1' AND seq = 3",
        "at event 3. Its words are not those that were recorded",
    ),
    "words are gone": (
        "DELETE FROM words WHERE debate = 'd1' AND seq = 3",
        "at event 3. A SpeechGiven in the records cannot be read",
    ),
    "an event of an unknown kind": (
        "UPDATE events SET kind = 'EncoreDemanded' WHERE debate = 'd1' AND seq = 4",
        "at event 4. The records hold a EncoreDemanded (version 1) that this version of Parley",
    ),
    "an event of a later version": (
        "UPDATE events SET version = 2 WHERE debate = 'd1' AND seq = 4",
        "at event 4. The records hold a SpeechPosted (version 2) that this version of Parley",
    ),
    "a body that is not one": (
        "UPDATE events SET body = '[1]' WHERE debate = 'd1' AND seq = 4",
        "at event 4. A SpeechPosted in the records cannot be read",
    ),
    "a first event that opens nothing": (
        "UPDATE events SET kind = 'TurnRetried', body = '{\"by\": \"ada\"}' "
        "WHERE debate = 'd1' AND seq = 1",
        "event 1 does not follow from those before it",
    ),
    "a second opening": (
        "UPDATE events SET kind = 'DebateOpened', body = (SELECT body FROM events AS first "
        "WHERE first.debate = 'd1' AND first.seq = 1) WHERE debate = 'd1' AND seq = 4",
        "at event 4. It opens a debate that is already open",
    ),
    "a turn that the format does not have": (
        "UPDATE words SET text = NULL WHERE debate = 'd1' AND seq = 3; "
        'UPDATE events SET body = \'{"turn": 40, "by": "ada", "quotations": [], '
        '"text": {"part": 0, "sha256": ""}}\' WHERE debate = \'d1\' AND seq = 3',
        "event 3 does not follow from those before it",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_debate_is_left_out_and_the_others_go_on(url: str, damage: str) -> None:
    statement, line = DAMAGES[damage]
    store = await open_records(url)
    await record(store, *whole_debate("d1"))
    sound = await record(store, opening(debate="d2"))
    await store.close()
    dialect = "postgresql" if "://" in url else "sqlite"
    await run_sql(url, *UNGUARD[dialect], *statement.split("; "))

    store = await open_records(url)
    assert list(store.damaged) == ["d1"]
    assert line in store.damaged["d1"]
    assert SECRET not in store.damaged["d1"]
    with pytest.raises(RecordsFailed) as refused:
        await store.load("d1")
    assert refused.value.line == store.damaged["d1"]
    assert await store.open_debates() == ("d2",)
    assert await store.debates() == (sound,)
    assert await store.debate_on("70") is None
    assert await store.append(sound, "c-on", *rules.decide(sound, floor()))
    await store.close()


LISTING = "SELECT * FROM debates ORDER BY debate"
PERSONS = "SELECT * FROM taking_part ORDER BY debate, person"


async def test_the_listing_is_made_again_from_the_events(url: str) -> None:
    store = await open_records(url)
    await record(store, opening(debate="d1"), floor())
    await record(store, opening(debate="d2", at=T0.replace(hour=12)), floor())
    await record(store, *called("d3", TEAM_DEBATE))
    listing = await run_sql(url, LISTING)
    persons = await run_sql(url, PERSONS)
    assert persons == [("d1", "ada"), ("d2", "ada"), ("d3", "ada"), ("d3", "bo")]
    await store.close()
    await run_sql(
        url,
        "DELETE FROM debates WHERE debate = 'd1'",
        "UPDATE debates SET seq = 1, thread = '9' WHERE debate = 'd2'",
        "DELETE FROM taking_part WHERE person = 'ada'",
        "INSERT INTO taking_part VALUES ('d3', 'cy')",
    )
    store = await open_records(url)
    assert store.damaged == {}
    assert await run_sql(url, LISTING) == listing
    assert await run_sql(url, PERSONS) == persons
    assert await store.open_debates() == ("d1", "d3", "d2")
    await store.close()
