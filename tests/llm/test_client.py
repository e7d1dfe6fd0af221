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


Fault = Callable[[], Reply]
BROKEN_ONCE: dict[str, Fault] = {
    "HTTP 500": lambda: server_says.status(500),
    "HTTP 503 as a page": lambda: server_says.status(503, message="<html>busy</html>"),
    "rate limit": lambda: server_says.status(429, "rate_limit_exceeded"),
    "TCP cut in mid-stream": lambda: server_says.cut("A guard on"),
    "TCP cut before a word": lambda: server_says.cut(""),
    "clean end without finish_reason": lambda: server_says.without_end("A guard on"),
    "broken chunk": lambda: server_says.broken_chunk("A guard on"),
    "chunk in no encoding": lambda: server_says.raw(b"data: \xff\xfe\n\n"),
    "chunk that is a number": lambda: server_says.raw(server_says.event("5"), server_says.DONE),
    "chunk of nulls": lambda: server_says.raw(
        server_says.event('{"choices": [{"delta": null, "finish_reason": null}], "usage": null}'),
        server_says.event('{"choices": null}'),
    ),
    "error event": lambda: server_says.error_event("A guard on", message="overloaded"),
    "error event with a status": lambda: server_says.error_event(code=502, message="bad gateway"),
    "empty answer": lambda: server_says.speech(""),
    "blank answer": lambda: server_says.speech(" \n "),
    "nothing at all": lambda: server_says.raw(),
    "web page with status 200": lambda: server_says.html(),
    "JSON with status 200": lambda: server_says.raw(b"{}", content_type="application/json"),
    "cut off before its first sentence": lambda: server_says.speech("A guard on", finish="length"),
    "finish_reason error": lambda: server_says.speech("A guard on", finish="error"),
    "silence before the first word": lambda: server_says.silent(),
    "silence in mid-speech": lambda: server_says.silent("A guard on"),
}


@pytest.mark.parametrize("fault", BROKEN_ONCE.values(), ids=BROKEN_ONCE)
async def test_a_fault_that_may_pass_is_tried_again_from_the_start(
    server: ModelServer, ask: Asking, fault: Fault
) -> None:
    server.script(fault(), server_says.speech(SPEECH))
    answer = await ask()
    assert answer.text == SPEECH
    assert answer.requests == len(server.asked) == 2
    assert len(ask.waits) == 1
    assert ask.shown[-1] == SPEECH
    assert "A guard on A guard on" not in "".join(ask.shown)


LASTING: dict[str, tuple[Fault, type[ModelFailed], int, str]] = {
    "500 without end": (lambda: server_says.status(500), ServerAway, 3, "(HTTP 500) (3 tries)."),
    "no word at all": (
        lambda: server_says.silent(),
        ServerAway,
        3,
        "did not answer in 0.5 s (3 tries).",
    ),
    "cut every time": (lambda: server_says.cut("A"), StreamCut, 3, "broke off"),
    "empty every time": (lambda: server_says.speech(""), NonsenseAnswer, 3, "empty answer"),
    "always busy": (lambda: server_says.status(429), ServerBusy, 3, "too many requests"),
    "refused key": (lambda: server_says.status(401, "invalid_api_key"), KeyRefused, 1, "the key"),
    "no permission": (lambda: server_says.status(403), KeyRefused, 1, "the key"),
    "quota spent": (
        lambda: server_says.status(429, "insufficient_quota"),
        QuotaSpent,
        1,
        "no credit left",
    ),
    "not paid": (lambda: server_says.status(402), QuotaSpent, 1, "no credit left"),
    "quota spent, told in the stream": (
        lambda: server_says.error_event(code="insufficient_quota", message="Sorry."),
        QuotaSpent,
        1,
        "no credit left",
    ),
    "no such model": (
        lambda: server_says.status(404, "model_not_found"),
        ModelMissing,
        1,
        "“scripted-1”",
    ),
    "bad request": (lambda: server_says.status(400, "invalid"), RequestRefused, 1, "HTTP 400"),
    "prompt too long": (
        lambda: server_says.status(400, "context_length_exceeded"),
        RequestRefused,
        1,
        "too long",
    ),
    "filtered": (
        lambda: server_says.speech("A guard.", finish="content_filter"),
        AnswerWithheld,
        1,
        "withheld",
    ),
    "declined": (
        lambda: server_says.raw(
            server_says.chunk(delta={"refusal": "I will not."}), server_says.chunk(finish="stop")
        ),
        AnswerWithheld,
        1,
        "withheld",
    ),
    "sent elsewhere": (
        lambda: server_says.status(307, headers={"Location": "http://127.0.0.1:9/"}),
        RequestRefused,
        1,
        "HTTP 307",
    ),
}


@pytest.mark.parametrize(("fault", "error", "requests", "line"), LASTING.values(), ids=LASTING)
async def test_a_lasting_fault_ends_in_one_calm_line(
    server: ModelServer,
    ask: Asking,
    fault: Fault,
    error: type[ModelFailed],
    requests: int,
    line: str,
) -> None:
    server.script(*(fault() for _ in range(5)))
    with pytest.raises(error) as failure:
        await ask()
    assert len(server.asked) == requests
    assert len(ask.waits) == requests - 1
    assert failure.value.line.startswith(f"The model server at 127.0.0.1:{server.port} ")
    assert line in failure.value.line


async def test_a_server_that_says_when_is_left_alone_until_then(
    server: ModelServer, ask: Asking
) -> None:
    server.script(server_says.status(429, headers={"Retry-After": "7"}), server_says.speech(SPEECH))
    await ask()
    assert len(server.asked) == 2
    assert 7 < ask.waits[0] <= 8


async def test_a_server_that_asks_for_longer_than_we_wait_is_not_asked_again(
    server: ModelServer, ask: Asking
) -> None:
    server.script(server_says.status(429, headers={"Retry-After": "3600"}))
    with pytest.raises(ServerBusy):
        await ask()
    assert len(server.asked) == 1


async def test_no_try_is_begun_that_would_come_after_the_deadline(server: ModelServer) -> None:
    ask = Asking(server.url, whole_speech=5)
    server.script(server_says.status(429, headers={"Retry-After": "6"}))
    with pytest.raises(ServerBusy):
        await ask()
    assert (len(server.asked), ask.waits) == (1, [])
    await ask.client.close()


async def test_a_speech_that_never_ends_is_given_up_at_the_deadline(server: ModelServer) -> None:
    ask = Asking(server.url, whole_speech=0.5)
    server.script(server_says.word_stream("on and " * 500, 0.02))
    with pytest.raises(ServerAway, match=r"did not finish in 0\.5 s"):
        await ask()
    assert len(server.asked) == 1
    await ask.client.close()


async def test_a_host_that_is_not_there_is_given_up_after_the_time_for_connecting() -> None:
    with server_says.unanswered_port() as port:
        ask = Asking(f"http://127.0.0.1:{port}/v1", connect=0.1)
        with pytest.raises(ServerAway, match=r"did not answer in 0\.1 s \(3 tries\)"):
            await ask()
        await ask.client.close()


async def test_a_port_where_nobody_listens() -> None:
    with server_says.closed_port() as port:
        ask = Asking(f"http://127.0.0.1:{port}/v1")
        with pytest.raises(ServerAway, match=rf"127\.0\.0\.1:{port} could not be reached"):
            await ask()
        await ask.client.close()


@pytest.mark.parametrize("field", ["stream_options", "max_completion_tokens", "temperature"])
@pytest.mark.parametrize("code", [400, 422])
async def test_a_field_that_a_server_refuses_is_left_out_from_then_on(
    server: ModelServer, ask: Asking, field: str, code: int
) -> None:
    server.otherwise = server_says.refusing(field, server_says.speech(SPEECH), code)
    first, second = await ask(), await ask()
    assert first.text == second.text == SPEECH
    assert (first.requests, second.requests) == (2, 1)
    assert [field in asked.body for asked in server.asked] == [True, False, False]
    if field == "max_completion_tokens":
        assert server.asked[-1].body["max_tokens"] == 200


async def test_without_usage_the_bill_is_estimated_and_says_so(
    server: ModelServer, ask: Asking
) -> None:
    server.script(server_says.speech(SPEECH, usage=None))
    answer = await ask()
    assert not answer.counted
    assert answer.tokens_out == -(-len(SPEECH) // 4)
    assert answer.cost > 0


async def test_a_speech_that_broke_off_is_on_the_bill_too(server: ModelServer, ask: Asking) -> None:
    server.script(server_says.cut("A guard on"), server_says.speech(SPEECH))
    answer = await ask()
    assert answer.tokens_in > 1000
    assert not answer.counted


async def test_a_speech_without_room_ends_at_its_last_whole_sentence(
    server: ModelServer, ask: Asking
) -> None:
    server.script(server_says.speech("It is so [1]. It was so in 1962. And if it", finish="length"))
    answer = await ask()
    assert answer.text == "It is so [1]. It was so in 1962."
    assert answer.cut


async def test_a_fault_after_the_last_word_is_none(server: ModelServer, ask: Asking) -> None:
    whole = [server_says.chunk(SPEECH), server_says.chunk(finish="stop")]
    server.script(server_says.raw(*whole, b"data: {oops\n\n"))
    answer = await ask()
    assert (answer.text, len(server.asked)) == (SPEECH, 1)


async def test_reasoning_is_no_part_of_the_speech(server: ModelServer, ask: Asking) -> None:
    server.script(server_says.speech(f"<think>The student is wrong.</think>\n\n{SPEECH}"))
    answer = await ask()
    assert answer.text == SPEECH
    assert not any("student is wrong" in shown for shown in ask.shown)


async def test_a_server_that_ignores_the_limit_is_stopped(server: ModelServer, ask: Asking) -> None:
    server.script(server_says.speech("It goes on. " * 1000))
    answer = await ask()
    assert answer.cut
    assert len(answer.text) < 3000


async def test_after_many_failures_a_server_is_left_alone_then_asked_once(
    server: ModelServer,
) -> None:
    ask = Asking(server.url, attempts=1, breaker_failures=2, breaker_rest=60)
    for _ in range(2):
        with pytest.raises(ServerAway):
            await ask()
    with pytest.raises(ServerResting, match="left alone for 60 s more"):
        await ask()
    assert len(server.asked) == 2
    ask.now = 61
    with pytest.raises(ServerAway):
        await ask()
    with pytest.raises(ServerResting):
        await ask()
    assert len(server.asked) == 3
    ask.now = 122
    server.otherwise = server_says.speech(SPEECH)
    assert (await ask()).text == SPEECH
    assert (await ask()).text == SPEECH
    await ask.client.close()


async def test_when_the_breaker_opens_between_tries_the_failure_is_the_servers(
    server: ModelServer,
) -> None:
    ask = Asking(server.url, attempts=3, breaker_failures=1)
    with pytest.raises(ServerAway, match="HTTP 500"):
        await ask()
    assert len(server.asked) == 1
    await ask.client.close()


async def test_no_key_and_no_words_reach_the_log_or_the_errors(
    server: ModelServer, ask: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = f"Incorrect key {SECRET} for {STUDENT}"
    server.script(
        server_says.status(500, message=echo),
        server_says.error_event(STUDENT, message=echo, code=echo),
        server_says.status(401, echo, message=echo),
    )
    with pytest.raises(KeyRefused) as failure:
        await ask()
    told = f"{failure.value} {failure.value.detail} {caplog.text}"
    assert caplog.records
    assert SECRET not in told
    assert STUDENT not in told


async def test_a_name_and_password_in_the_address_are_not_told(server: ModelServer) -> None:
    ask = Asking(f"http://teacher:chalk@127.0.0.1:{server.port}/v1", attempts=1)
    with pytest.raises(ServerAway) as failure:
        await ask()
    assert "chalk" not in failure.value.detail
    await ask.client.close()


async def test_a_server_without_a_key_is_not_sent_one_from_the_environment(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    settings = ModelSettings(name="local", model="m", base_url=server.url)
    client = ModelClient(settings, Patience())
    server.script(server_says.speech(SPEECH))
    await client.stream([{"role": "user", "content": "?"}], 50, lambda text: None)
    assert "somebody" not in str(server.asked[0].headers)
    await client.close()
