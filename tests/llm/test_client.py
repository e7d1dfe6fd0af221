"""A speech from a model, and what becomes of it under every fault of a server.

The real openai client on a scripted server; waits between tries are recorded, not waited.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable

import pytest

from bot.config import ModelSettings, Patience
from bot.llm.breaker import Breaker
from bot.llm.client import Completion, ModelClient
from bot.llm.errors import (
    AnswerWithheld,
    KeyRefused,
    ModelFailed,
    ModelMissing,
    NonsenseAnswer,
    QuotaSpent,
    RequestRefused,
    ServerAway,
    ServerBusy,
    ServerResting,
    StreamCut,
)
from tests import model_server as server_says
from tests.model_server import ModelServer, Reply

SPEECH = "A guard on a loan is no army. What would Russia gain?"
SECRET = "sk-live-9d1c"
STUDENT = "zebra crossing in Caracas"


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as running:
        yield running


class Asking:
    """A client with short patience whose waits are written down instead of waited."""

    def __init__(self, url: str, **changes: float) -> None:
        self.waits: list[float] = []
        self.shown: list[str] = []
        self.now = 0.0
        patience = Patience(
            **{
                "connect": 0.3,
                "first_token": 0.5,
                "between_tokens": 0.3,
                "whole_speech": 20,
                "attempts": 3,
                "breaker_failures": 5,
                **changes,
            }
        )
        settings = ModelSettings(
            name="scripted",
            model="scripted-1",
            base_url=url,
            price_in=2,
            price_cached=0.5,
            price_out=10,
        )
        self.breaker = Breaker(
            patience.breaker_failures, patience.breaker_rest, clock=lambda: self.now
        )
        self.client = ModelClient(settings, patience, SECRET, self.breaker, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def __call__(self) -> Completion:
        return await self.client.stream(
            [{"role": "user", "content": STUDENT}], 200, self.shown.append
        )


@pytest.fixture
async def ask(server: ModelServer) -> AsyncIterator[Asking]:
    asking = Asking(server.url)
    yield asking
    await asking.client.close()


async def test_a_speech_grows_and_is_billed(server: ModelServer, ask: Asking) -> None:
    server.script(server_says.speech(SPEECH))
    answer = await ask()
    assert answer.text == SPEECH
    assert ask.shown[0] == "A"
    assert ask.shown[-1] == SPEECH
    assert all(
        later.startswith(earlier) for earlier, later in zip(ask.shown, ask.shown[1:], strict=False)
    )
    assert (answer.tokens_in, answer.tokens_cached, answer.tokens_out) == (1000, 800, 100)
    assert answer.cost == pytest.approx((200 * 2 + 800 * 0.5 + 100 * 10) / 1e6)
    assert (answer.requests, answer.model, answer.counted) == (1, "scripted-1", True)
    body = server.asked[0].body
    assert body["max_completion_tokens"] == 200
    assert body["stream_options"] == {"include_usage": True}
    assert server.asked[0].headers["Authorization"] == f"Bearer {SECRET}"
