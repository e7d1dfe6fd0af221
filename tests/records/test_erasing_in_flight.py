"""What was on its way while somebody was erased is recorded, and without their words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from bot.chair import Chair
from bot.debate import commands, rules
from bot.debate.ballots import Ballot, Choice, Tally
from bot.debate.errors import RecordsFailed
from bot.debate.model import BOT, Debate, Draft, Ending, Quotation, Verdict
from bot.ports import Say
from bot.records import Store, open_records
from bot.records.remembering import Memory
from tests.debate.examples import T0, command, floor, opening, played, says
from tests.fakes import FakeAudience, HeldClock
from tests.records.held import ADA_SAID, BALLOT, CARD, JUDGED, OXFORD, TEAM_DEBATE, before
from tests.records.recorded import SECRET, record, run_sql
from tests.records.searching import files_of, found


class Slow:
    """Speaks, and judges, what it was told to say; waits for `gate` first. `began` says that it is
    at work."""

    name = "slow"

    def __init__(self, draft: Draft, ballot: Ballot = BALLOT) -> None:
        self.draft = draft
        self.ballot = ballot
        self.began = asyncio.Event()
        self.gate = asyncio.Event()

    async def speak(self, debate: Debate, say: Say) -> Draft:
        say(self.draft.text)
        self.began.set()
        await self.gate.wait()
        return self.draft

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        self.began.set()
        await self.gate.wait()
        return self.ballot


QUOTING = Draft(
    f"You told us: “{SECRET.lower()}”. A hundred men came.",
    quotations=(Quotation(SECRET.lower(), Verdict.VERIFIED, found=SECRET),),
)

Chairing = Callable[[Slow], Awaitable[Chair]]


@pytest.fixture
async def chairing(store: Store) -> AsyncIterator[Chairing]:
    """Makes a chair whose speaker and judge are slow, on the store."""
    chairs: list[Chair] = []

    async def make(slow: Slow) -> Chair:
        chair = Chair(store, slow, FakeAudience(), HeldClock(), judge=slow, polls=store)
        chairs.append(chair)
        return chair

    yield make
    for chair in chairs:
        await chair.close()


async def test_the_bot_says_words_again_that_were_erased_meanwhile(
    store: Store, url: str, chairing: Chairing
) -> None:
    slow = Slow(QUOTING)
    chair = await chairing(slow)
    await chair.handle(opening())
    await chair.handle(says("ada", f"{SECRET}.", message="m0"))
    await slow.began.wait()
    await store.erase("ada")
    slow.gate.set()
    debate = await chair.until("d1", lambda debate: len(debate.speeches) == 2)
    given = debate.speeches[1]
    assert given.text == QUOTING.text.replace(SECRET.lower(), "(withdrawn)".ljust(len(SECRET)))
    assert [(quoted.words, quoted.found) for quoted in given.quotations] == [("", "")]
    await chair.until("d1", lambda debate: bool(debate.speeches[1].posted))
    assert isinstance(chair.audience, FakeAudience)
    assert SECRET.lower() not in repr(chair.audience.posts).lower()
    assert found([SECRET], files_of(url)) == set()
    await store.check()
    assert store.damaged == {}


async def test_a_debate_goes_on_once_the_seat_is_free(
    store: Store, url: str, chairing: Chairing
) -> None:
    slow = Slow(QUOTING)
    chair = await chairing(slow)
    await chair.handle(opening())
    await chair.handle(says("ada", f"{SECRET}.", message="m0"))
    await slow.began.wait()
    (open_,) = (await store.erase("ada")).open
    leave = commands.LeaveSeat(debate=open_, cause="erased", at=T0, by="ada", person="ada")
    await chair.handle(leave)
    slow.gate.set()
    await chair.handle(command(commands.TakeSeat, by="bo", seat="affirmative"))
    await chair.until("d1", lambda debate: len(debate.speeches) == 2 and debate.turn is not None)
    await chair.until("d1", lambda debate: bool(debate.speeches[1].posted))
    debate = await chair.handle(says("bo", "Then count them again."))
    assert [speech.by for speech in debate.speeches] == ["ada", BOT, "bo"]
    assert found([SECRET], files_of(url)) == set()


async def test_a_ballot_is_written_on_somebody_who_was_erased_meanwhile(
    store: Store, url: str, chairing: Chairing
) -> None:
    other = replace(CARD, person="bo", strength=f"You met “{ADA_SAID}”.")
    slow = Slow(Draft("They need only be shot at."), replace(BALLOT, cards=(CARD, other)))
    slow.gate.set()
    chair = await chairing(slow)
    await chair.handle(opening(format=JUDGED, opponent=None))
    await chair.handle(command(commands.TakeSeat, by="bo", seat="negative"))
    await chair.handle(says("ada", f"{ADA_SAID}.", message="m0"))
    slow.gate.clear()
    await chair.handle(says("bo", "Ships leave harbours.", message="m1"))
    await slow.began.wait()
    await store.erase("ada")
    slow.gate.set()
    debate = await chair.until("d1", lambda debate: debate.ballot is not None)
    assert debate.ballot
    one, two = debate.ballot.cards
    assert [(s.points, s.why) for s in one.scores] == [(2, ""), (3, "")]
    assert (one.strength, one.next_step) == ("", "")
    withdrawn = "(withdrawn)".ljust(len(ADA_SAID))
    assert two.strength == f"You met “{withdrawn}”."
    assert debate.ballot.reason == f"“{withdrawn}” was never answered."
    mine = {score.why for score in CARD.scores} - {score.why for score in other.scores}
    assert found([ADA_SAID, CARD.strength, *mine], files_of(url)) == set()


async def test_a_speech_that_was_on_its_way_is_recorded_without_its_words(
    store: Store, url: str
) -> None:
    debate = await record(store, opening(), floor())
    speech = says("ada", f"{SECRET}.", message="m0")
    happened = rules.decide(debate, speech)
    await store.erase("ada")
    assert await store.append(debate, speech.cause, *happened)
    loaded = await store.load("d1")
    assert [(given.by, given.text) for given in loaded.speeches] == [("ada", None)]
    assert found([SECRET], files_of(url)) == set()
    await store.check()
    assert store.damaged == {}


async def test_so_is_a_debate_that_was_about_to_be_opened_or_ended(store: Store, url: str) -> None:
    topic, reason = "What the harbour master saw", "My bus leaves in a minute."
    opened = await record(store, opening(opponent=None))
    await store.erase("ada")
    ended = rules.decide(opened, command(commands.End, by="ada", reason=reason))
    await store.append(opened, "c-end", *ended)
    late = opening(debate="d2", topic=topic)
    await store.append(None, "c-open", *rules.decide(None, late))
    assert (await store.load("d2")).topic == ""
    assert found([topic, reason], files_of(url)) == set()


async def test_whatever_comes_first_nothing_is_left(store: Store, url: str) -> None:
    debates = [await record(store, opening(debate=f"d{n:02}"), floor()) for n in range(30)]

    async def speak(debate: Debate) -> None:
        given = says("ada", f"{SECRET}.", message="m0")
        for word in (given.cause, "c-again"):
            await store.append(debate, word, *rules.decide(debate, given))

    async def erase() -> None:
        await asyncio.sleep(0)
        await store.erase("ada")

    await asyncio.gather(
        *(speak(debate) for debate in debates[:15]),
        erase(),
        *(speak(debate) for debate in debates[15:]),
        return_exceptions=True,
    )
    assert found([SECRET], files_of(url)) == set()
    for debate in debates:
        assert len((await store.load(debate.id)).speeches) == 1


async def test_another_process_is_in_mid_speech(postgres_url: str) -> None:
    here, there = await open_records(postgres_url), await open_records(postgres_url)
    before_it = await record(here, opening(), floor(), says("ada", f"{SECRET}.", message="m0"))
    heard = await there.load("d1")
    assert heard == before_it
    await here.erase("ada")
    now = await there.load("d1")
    assert now.speeches[0].text is None
    delivered = command(commands.DeliverSpeech, turn=1, draft=QUOTING)
    await there.append(now, delivered.cause, *rules.decide(now, delivered))
    assert found([SECRET], files_of(postgres_url)) == set()
    for store in (here, there):
        await store.close()


async def test_processes_that_write_while_one_erases_leave_nothing(postgres_url: str) -> None:
    stores = [await open_records(postgres_url) for _ in range(2)]
    debates = [await record(stores[0], opening(debate=f"d{n:02}"), floor()) for n in range(40)]

    async def speak(store: Store, debate: Debate) -> None:
        given = says("ada", f"{SECRET}.", message="m0")
        await store.append(debate, given.cause, *rules.decide(debate, given))

    await asyncio.gather(
        *(speak(stores[1], debate) for debate in debates[:20]),
        stores[0].erase("ada"),
        *(speak(stores[1], debate) for debate in debates[20:]),
    )
    assert found([SECRET], files_of(postgres_url)) == set()
    for store in stores:
        await store.close()


async def test_a_vote_a_consent_a_pseudonym_and_a_departure_come_too_late(
    store: Store, url: str
) -> None:
    await record(store, opening(format=OXFORD), floor())
    await store.erase("cy")
    await store.cast("d1", 0, "cy", Choice.AFFIRMATIVE)
    assert await store.tally("d1", 0) == Tally()
    with pytest.raises(RecordsFailed, match="just erased"):
        await store.give_consent("cy", "4000", "1", T0)
    assert await store.pseudonym("cy", "4000") == "Student"
    await store.left("cy", "4000", T0)
    for table in ("votes", "consents", "pseudonyms", "departures"):
        assert await run_sql(url, f"SELECT * FROM {table}") == [], table


def test_only_some_debates_are_remembered_and_none_that_is_over() -> None:
    memory = Memory(most=2)
    asked = before(TEAM_DEBATE, commands.PassTurn)
    debate = played(*asked)
    emptied = replace(debate, speeches=tuple(replace(s, text=None) for s in debate.speeches))
    memory.keep(debate)
    memory.keep(emptied)
    recalled = memory.recall(emptied)
    said = [(s.by, s.text) for s in debate.speeches if s.by != BOT]
    assert [(s.by, s.text) for s in recalled.speeches if s.by != BOT] == said
    memory.keep(replace(emptied, ending=Ending("", "", T0), flowing=False))
    assert memory.recall(emptied) == emptied
    memory.keep(debate)
    for id in ("d2", "d3"):
        memory.keep(replace(debate, id=id))
    assert memory.recall(emptied) == emptied
    assert memory.recall(replace(emptied, id="d2")).speeches == recalled.speeches
