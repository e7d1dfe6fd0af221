"""What a call is settled at: the usage that is told, nothing where it was turned away, else all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import BudgetSettings, Cap
from bot.llm.errors import BudgetSpent, ModelFailed, ServerAway
from bot.ports import Spending
from tests import model_server as server_says
from tests.ledger.purse import ADA, MUCH, ROOM, SPEECH, USUAL, WORDS, WORST, Purse, purse, usage
from tests.model_server import ModelServer, Reply


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer(server_says.speech(SPEECH)) as running:
        yield running


@pytest.fixture
async def once(server: ModelServer, tmp_path: Path) -> AsyncIterator[Purse]:
    """Asks once and not again."""
    async with purse(server.url, tmp_path, MUCH, attempts=1) as given:
        yield given


NOTHING_TOLD: dict[str, Callable[[], Reply]] = {
    "a cut stream": lambda: server_says.cut("A guard"),
    "a clean end without a finish": lambda: server_says.without_end("A guard"),
    "a broken chunk": lambda: server_says.broken_chunk("A guard"),
    "an error in the stream": lambda: server_says.error_event("A guard", code="429"),
    "usage, then a cut": lambda: server_says.raw(
        server_says.chunk("A guard"), server_says.chunk(usage=usage(10, 1))
    ),
    "usage, then a whole speech that breaks before its last word on usage": lambda: server_says.raw(
        server_says.chunk(usage=usage(10, 1)),
        server_says.chunk(SPEECH),
        server_says.chunk(finish="stop"),
        b"data: {oops\n\n",
    ),
    "silence in mid-speech": lambda: server_says.silent("A guard"),
    "silence before the headers": lambda: server_says.silent(),
    "a speech without usage": lambda: server_says.speech(SPEECH, usage=None),
    "a speech with half a usage": lambda: server_says.speech(SPEECH, usage={"prompt_tokens": 9}),
    "HTTP 408": lambda: server_says.status(408),
    "HTTP 500": lambda: server_says.status(500),
    "HTTP 504": lambda: server_says.status(504),
    "a web page": lambda: server_says.html(),
    "a speech that passes its limit": lambda: server_says.speech("On it goes. " * 900),
}


@pytest.mark.parametrize("reply", NOTHING_TOLD.values(), ids=NOTHING_TOLD)
async def test_where_nobody_knows_what_a_call_cost_all_of_it_is_spent(
    server: ModelServer, once: Purse, reply: Callable[[], Reply]
) -> None:
    server.script(reply())
    await asyncio.gather(once.ask(), return_exceptions=True)
    assert len(server.asked) == 1
    assert await once.spent() == (WORST, WORST)


@pytest.mark.parametrize("code", [400, 401, 404, 413, 429])
async def test_a_call_that_was_turned_away_costs_nothing(
    server: ModelServer, once: Purse, code: int
) -> None:
    server.script(server_says.status(code))
    with pytest.raises(ModelFailed):
        await once.ask()
    assert await once.spent() == (Spending(), Spending())


async def test_a_call_that_reached_nobody_costs_nothing(tmp_path: Path) -> None:
    with server_says.closed_port() as closed, server_says.unanswered_port() as unanswered:
        for port in (closed, unanswered):
            url = f"http://127.0.0.1:{port}/v1"
            async with purse(url, tmp_path, MUCH, connect=0.1) as given:
                with pytest.raises(ServerAway):
                    await given.ask()
                assert await given.spent() == (Spending(), Spending())


TOLD: dict[str, tuple[Reply, Spending]] = {
    "a speech": (server_says.speech(SPEECH), USUAL),
    "a speech cut at its limit": (server_says.speech(SPEECH, finish="length"), USUAL),
    "a speech withheld": (server_says.speech(SPEECH, finish="content_filter"), USUAL),
    "an empty answer": (server_says.speech(""), USUAL),
    "less than nothing": (server_says.speech(SPEECH, usage=usage(-1000, -50)), Spending(0, 1)),
    "more than the worst": (
        server_says.speech(SPEECH, usage=usage(0, 90_000)),
        Spending(900_000_000, 1),
    ),
}


@pytest.mark.parametrize(("reply", "cost"), TOLD.values(), ids=TOLD)
async def test_a_call_is_settled_at_the_usage_that_the_server_tells(
    server: ModelServer, once: Purse, reply: Reply, cost: Spending
) -> None:
    server.script(reply)
    await asyncio.gather(once.ask(), return_exceptions=True)
    assert await once.spent() == (cost, cost)


async def test_every_try_is_a_call_of_its_own(server: ModelServer, tmp_path: Path) -> None:
    async with purse(server.url, tmp_path, MUCH, attempts=4) as given:
        server.script(server_says.cut("A"), server_says.status(429), server_says.status(503))
        assert (await given.ask()).text == SPEECH
        assert len(server.asked) == 4
        assert (await given.spent())[0] == Spending(2 * WORST.cost + USUAL.cost, 3)


async def test_a_try_after_one_that_was_turned_away_is_not_forgotten(
    server: ModelServer, tmp_path: Path
) -> None:
    waiting = {"attempts": 2, "whole_speech": 0.5, "between_tokens": 5}
    async with purse(server.url, tmp_path, MUCH, **waiting) as given:
        server.script(server_says.status(429), server_says.silent("A guard"))
        with pytest.raises(ServerAway, match="did not finish"):
            await given.ask()
        assert (await given.spent())[0] == WORST


async def test_a_field_that_is_refused_makes_no_second_call(
    server: ModelServer, once: Purse
) -> None:
    server.otherwise = server_says.refusing("temperature", server_says.speech(SPEECH))
    await once.ask()
    assert len(server.asked) == 2
    assert (await once.spent())[0] == USUAL


async def test_a_speech_that_is_called_off_is_spent(server: ModelServer, once: Purse) -> None:
    server.script(server_says.silent("A guard"))
    begun = asyncio.Event()
    speech = asyncio.create_task(once.client.stream(WORDS, ROOM, lambda text: begun.set(), ADA))
    await begun.wait()
    speech.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speech
    assert (await once.spent())[0] == WORST


async def test_a_call_is_settled_in_the_period_in_which_it_was_made(once: Purse) -> None:
    once.now = datetime(2025, 5, 5, 23, 59, tzinfo=UTC)

    def midnight(text: str) -> None:
        once.now = datetime(2025, 5, 6, 0, 0, tzinfo=UTC)

    await once.client.stream(WORDS, ROOM, midnight, ADA)
    assert await once.spent() == (Spending(), Spending())
    once.now -= timedelta(minutes=1)
    assert await once.spent() == (USUAL, USUAL)


# --- a value of a certain form ----------------------------------------------------------------


class Marks(BaseModel):
    """A form."""

    points: int


async def test_every_answer_that_a_value_takes_is_paid_for(
    server: ModelServer, once: Purse
) -> None:
    refusing = server_says.refusing_forms
    server.script(refusing("json_schema", then=server_says.status(500), code=500))
    server.script(server_says.speech("three points"))
    server.otherwise = server_says.speech('{"points": 3}')
    value = await once.client.value(WORDS, Marks, ROOM, mend=lambda faults: "Again.", payer=ADA)
    assert (value.value.points, len(value.answers), len(server.asked)) == (3, 2, 3)
    assert (await once.spent())[0] == Spending(2 * USUAL.cost, 2)


async def test_the_form_is_part_of_the_worst_case(server: ModelServer, once: Purse) -> None:
    server.otherwise = server_says.speech('{"points": 3}', usage=None)
    await once.client.value(WORDS, Marks, ROOM, mend=lambda faults: "Again.", payer=ADA)
    form = server.asked[0].body["response_format"]
    spent, _ = await once.spent()
    assert spent.cost >= WORST.cost + len(str(form)) * 2000


async def test_at_the_cap_the_second_answer_is_not_asked_for(
    server: ModelServer, tmp_path: Path
) -> None:
    async with purse(server.url, tmp_path, BudgetSettings(class_day=Cap(calls=1))) as given:
        server.script(server_says.speech("three points"))
        with pytest.raises(BudgetSpent):
            await given.client.value(WORDS, Marks, ROOM, mend=lambda faults: "Again.", payer=ADA)
    assert len(server.asked) == 1
