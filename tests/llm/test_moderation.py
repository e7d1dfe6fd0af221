"""The word list and a moderation server together: the real openai client on a scripted server.

Waits between tries are written down instead of waited.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Self

import pytest
from aiohttp import web

from bot.classroom.screening import Action, Category, Hit, Screen, Whose
from bot.config import Patience
from bot.llm.breaker import Breaker
from bot.llm.moderation import PIECE, Moderation, ModerationClient, ModerationSettings
from bot.ports import Moderator
from tests import model_server as server_says
from tests.model_server import Exchange, ModelServer, Reply, closed_port

SECRET = "sk-live-9d1c"
STUDENT = "zebra crossing in Caracas"
CLEAN = {"harassment": False, "hate": False, "hate/threatening": False, "self-harm": False}


def verdict(*named: str, extra: Mapping[str, object] | None = None) -> Reply:
    """A verdict on each text that is asked about, in OpenAI's shape."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        categories = CLEAN | dict.fromkeys(named, True) | dict(extra or {})
        result = {"flagged": bool(named), "categories": categories, "category_scores": {}}
        results = [result for _ in exchange.body["input"]]
        return web.json_response({"id": "m-1", "model": "omni", "results": results})

    return reply


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer(otherwise=verdict()) as running:
        yield running


class Asking:
    """A client with short patience, on a clock that is set by hand."""

    def __init__(self, url: str, *, seconds: float = 5, **changes: float) -> None:
        self.now = 0.0
        self.waits: list[float] = []
        patience = Patience(**{"connect": 0.3, "attempts": 3, "breaker_failures": 5, **changes})
        self.client = ModerationClient(
            ModerationSettings(use=True, url=url, seconds=seconds),
            patience,
            SECRET,
            Breaker(patience.breaker_failures, 60, lambda: self.now),
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()


async def test_the_server_names_what_it_finds(server: ModelServer) -> None:
    server.script(verdict("harassment", "hate/threatening"))
    async with Asking(server.url) as asking:
        named = await asking.client.named(STUDENT)
    assert named == {"harassment", "hate/threatening"}
    [request] = server.asked
    assert request.body == {"model": "omni-moderation-latest", "input": [STUDENT]}
    assert request.headers["Authorization"] == f"Bearer {SECRET}"


async def test_a_server_with_categories_of_its_own(server: ModelServer) -> None:
    server.script(verdict("S10", extra={"hate": None, "self-harm": 0.9}))
    async with Asking(server.url) as asking:
        assert await asking.client.named(STUDENT) == {"S10"}


async def test_nothing_written_is_no_request(server: ModelServer) -> None:
    async with Asking(server.url) as asking:
        assert await asking.client.named(" \n") == frozenset()
    assert server.asked == []


async def test_a_long_text_is_looked_at_in_pieces(server: ModelServer) -> None:
    text = "a" * PIECE + "b" * 10
    async with Asking(server.url) as asking:
        await asking.client.named(text)
    assert server.asked[0].body["input"] == ["a" * PIECE, "b" * 10]


async def test_it_is_asked_again_where_that_helps(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(server_says.status(500), server_says.status(429), verdict("hate"))
    async with Asking(server.url) as asking:
        assert await asking.client.named(STUDENT) == {"hate"}
    assert len(server.asked) == 3
    assert len(asking.waits) == 2
    assert caplog.records == []


FAULTS: dict[str, tuple[Callable[[], Reply], int]] = {
    "in trouble": (lambda: server_says.status(500), 3),
    "busy": (lambda: server_says.status(429), 3),
    "key refused": (lambda: server_says.status(401, "invalid_api_key"), 1),
    "quota spent": (lambda: server_says.status(429, "insufficient_quota"), 1),
    "no such model": (lambda: server_says.status(404), 1),
    "refused": (lambda: server_says.status(400, "invalid", message=STUDENT), 1),
    "moved": (lambda: server_says.status(302, headers={"Location": "http://127.0.0.1:9/v1"}), 1),
    "a web page": (lambda: server_says.html(), 3),
    "no JSON": (lambda: server_says.raw(b"{", content_type="application/json"), 3),
    "a list": (lambda: server_says.as_json([1]), 3),
    "no results": (lambda: server_says.as_json({"id": "m"}), 3),
    "too few": (lambda: server_says.as_json({"results": []}), 3),
    "no categories": (lambda: server_says.as_json({"results": [{"flagged": True}]}), 3),
    "words": (lambda: server_says.as_json({"results": ["yes"]}), 3),
    "categories as a list": (lambda: server_says.as_json({"results": [{"categories": ["hate"]}]}), 3),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
async def test_where_it_fails_it_finds_nothing_and_the_log_says_so_without_the_words(
    server: ModelServer, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    reply, requests = FAULTS[fault]
    server.otherwise = reply()
    caplog.set_level(logging.DEBUG, "bot")
    async with Asking(server.url) as asking:
        assert await asking.client.named(STUDENT) == frozenset()
    assert len(server.asked) == requests
    [record] = [record for record in caplog.records if record.name.startswith("bot")]
    assert f"127.0.0.1:{server.port}" in record.getMessage()
    assert "zebra" not in caplog.text
    assert SECRET not in caplog.text


async def test_a_silent_server_is_not_waited_for_long(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.otherwise = server_says.silent()
    async with Asking(server.url, seconds=0.2, breaker_failures=2) as asking:
        for _ in range(3):
            assert await asking.client.named(STUDENT) == frozenset()
    assert len(server.asked) == 2, "the third time it is left alone"
    assert asking.waits == []
    assert "did not answer in 0.2 s" in caplog.text


async def test_a_server_that_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    with closed_port() as port:
        async with Asking(f"http://127.0.0.1:{port}/v1") as asking:
            assert await asking.client.named(STUDENT) == frozenset()
    assert "could not be reached" in caplog.text


async def test_an_outage_is_told_once_and_its_end_too(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    bad = [server_says.status(500) for _ in range(9)]
    server.script(*bad, verdict("hate"), server_says.status(401, "invalid_api_key"))
    async with Asking(server.url, breaker_failures=100) as asking:
        for _ in range(3):
            assert await asking.client.named(STUDENT) == frozenset()
        assert await asking.client.named(STUDENT) == {"hate"}
        assert await asking.client.named(STUDENT) == frozenset()
    levels = [r.levelname for r in caplog.records if r.name.startswith("bot")]
    assert levels == ["WARNING", "INFO", "WARNING"]


async def test_a_server_that_keeps_failing_is_left_alone(server: ModelServer) -> None:
    server.script(*(server_says.status(500) for _ in range(3)), verdict("hate"))
    async with Asking(server.url, breaker_failures=3) as asking:
        assert await asking.client.named(STUDENT) == frozenset()
        assert await asking.client.named(STUDENT) == frozenset()
        assert len(server.asked) == 3
        asking.now = 61
        assert await asking.client.named(STUDENT) == {"hate"}


async def test_being_cancelled_is_no_failure(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    begun = asyncio.Event()

    async def never(exchange: Exchange) -> web.StreamResponse:
        begun.set()
        return await server_says.silent()(exchange)

    server.script(never)
    async with Asking(server.url) as asking:
        task = asyncio.create_task(asking.client.named(STUDENT))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert caplog.records == []


# --- both together ------------------------------------------------------------------------------


def category(name: str, action: Action, whose: Whose, phrase: str, *server: str) -> Category:
    return Category(
        name=name, action=action, whose=whose, line=f"{name}.", phrases=(phrase,), server=server
    )


SCREEN = Screen.of_entries(
    [
        category("distress", Action.MEET, Whose.STUDENTS, "alas", "self-harm"),
        category("insult", Action.HOLD, Whose.BOTH, "dunce", "harassment"),
        category("rude", Action.TELL, Whose.BOTH, "bother", "rude"),
    ]
)
DISTRESS, INSULT, RUDE = (category.hit for category in SCREEN.categories)


@pytest.mark.parametrize(
    ("text", "named", "bot", "hit"),
    [
        ("good day", [], False, None),
        ("good day", ["violence"], False, None),
        ("good day", ["harassment"], False, INSULT),
        ("good day", ["harassment", "self-harm"], False, DISTRESS),
        ("good day", ["harassment", "self-harm"], True, INSULT),
        ("good day", ["self-harm"], True, None),
        ("bother", [], False, RUDE),
        ("bother", ["harassment"], False, INSULT),
        ("bother", ["rude"], False, RUDE),
    ],
)
async def test_what_the_list_lets_pass_the_server_may_find(
    server: ModelServer, text: str, named: list[str], bot: bool, hit: Hit | None
) -> None:
    server.script(verdict(*named))
    async with Asking(server.url) as asking:
        moderator: Moderator = Moderation(SCREEN, asking.client)
        assert await moderator.look(text, bot=bot) == hit


async def test_what_the_list_holds_is_not_sent(server: ModelServer) -> None:
    async with Asking(server.url) as asking:
        moderation = Moderation(SCREEN, asking.client)
        assert await moderation.look("you dunce") == INSULT
        await moderation.close()
    assert server.asked == []


async def test_the_list_stands_alone_without_a_server_and_while_it_is_away(
    server: ModelServer,
) -> None:
    alone = Moderation(SCREEN)
    assert await alone.look("alas") == DISTRESS
    assert await alone.look("good day") is None
    await alone.close()
    server.otherwise = server_says.status(503)
    async with Asking(server.url) as asking:
        moderation = Moderation(SCREEN, asking.client)
        assert await moderation.look("bother") == RUDE
        assert await moderation.look("good day") is None


async def test_no_name_and_no_id_is_sent(server: ModelServer) -> None:
    async with Asking(server.url) as asking:
        await Moderation(SCREEN, asking.client).look("good day")
    [request] = server.asked
    body: dict[str, Any] = request.body
    assert sorted(body) == ["input", "model"]
    assert json.loads(json.dumps(body["input"])) == ["good day"]


def test_it_is_off_unless_it_is_turned_on() -> None:
    assert ModerationSettings().use is False
    assert ModerationSettings().url.startswith("https://")
