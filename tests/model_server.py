"""A model server on loopback that does what a script tells it, faults and all.

    async with ModelServer() as server:
        server.script(status(500), speech("Good evening."))     # one reply for each request
        ... base_url=server.url ...
        assert len(server.asked) == 2                           # what was asked, in order

Once the script is spent, `server.otherwise` answers every request. Knows nothing of pytest, so
that whole debates and benchmarks can stand on it too.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

USAGE = {
    "prompt_tokens": 1000,
    "completion_tokens": 100,
    "total_tokens": 1100,
    "prompt_tokens_details": {"cached_tokens": 800},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def prompt(self) -> str:
        """All that was said to the model."""
        return "\n".join(message["content"] for message in self.body["messages"])


@dataclass(slots=True)
class Exchange:
    """What a reply has at hand: the request, its body, and an event set when the server stops."""

    request: web.Request
    body: dict[str, Any]
    closing: asyncio.Event

    async def open(self, content_type: str = "text/event-stream") -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": content_type})
        await response.prepare(self.request)
        return response

    def cut(self) -> None:
        """Drop the TCP connection."""
        if self.request.transport:
            self.request.transport.abort()


Reply = Callable[[Exchange], Awaitable[web.StreamResponse]]


def chunk(
    text: str | None = None,
    *,
    finish: str | None = None,
    usage: object = None,
    delta: Mapping[str, object] | None = None,
) -> bytes:
    """One chunk as an event."""
    data: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": "scripted-1",
        "choices": [],
    }
    if usage is None:
        given = delta if delta is not None else ({"content": text} if text is not None else {})
        data["choices"] = [{"index": 0, "delta": given, "finish_reason": finish}]
    else:
        data["usage"] = usage
    return event(json.dumps(data))


def event(data: str) -> bytes:
    return f"data: {data}\n\n".encode()


DONE = event("[DONE]")


def pieces(text: str) -> Iterator[str]:
    """`text` word by word, spaces kept."""
    word = ""
    for letter in text:
        if letter.isspace() and word.strip():
            yield word
            word = ""
        word += letter
    if word:
        yield word


def _ending(exchange: Exchange, finish: str = "stop", usage: object = USAGE) -> bytes:
    wanted = exchange.body.get("stream_options") or {}
    told = chunk(usage=usage) if wanted.get("include_usage") and usage else b""
    return chunk(finish=finish) + told + DONE


# --- replies ----------------------------------------------------------------------------------


def speech(text: str, *, finish: str = "stop", usage: object = USAGE) -> Reply:
    """A whole speech, word by word, without a pause."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        response = await exchange.open()
        await response.write(chunk(delta={"role": "assistant", "content": ""}))
        for piece in pieces(text):
            await response.write(chunk(piece))
        await response.write(_ending(exchange, finish, usage))
        return response

    return reply


def answering(compose: Callable[[Asked], str]) -> Reply:
    """A whole answer that depends on what was asked."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        return await speech(compose(Asked(exchange.body, dict(exchange.request.headers))))(exchange)

    return reply


def word_stream(text: str, seconds_per_word: float) -> Reply:
    """A whole speech at the pace of a model."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        response = await exchange.open()
        for piece in pieces(text):
            await response.write(chunk(piece))
            await asyncio.sleep(seconds_per_word)
        await response.write(_ending(exchange))
        return response

    return reply


def raw(*events: bytes, content_type: str = "text/event-stream") -> Reply:
    """Exactly these bytes, then a clean end."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        response = await exchange.open(content_type)
        for data in events:
            await response.write(data)
        return response

    return reply


def cut(text: str) -> Reply:
    """Some words, then the TCP connection is dropped."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        response = await exchange.open()
        await response.write(chunk(text))
        exchange.cut()
        return response

    return reply


def without_end(text: str) -> Reply:
    """Some words and a clean end, but no finish_reason."""
    return raw(chunk(text), DONE)


def broken_chunk(text: str) -> Reply:
    """Some words, then a chunk that is no JSON."""
    return raw(chunk(text), b'data: {"choices": [{"del\n\n', chunk(finish="stop"), DONE)


def error_event(text: str = "", **error: object) -> Reply:
    """Some words, then an error inside the stream."""
    return raw(*([chunk(text)] if text else []), event(json.dumps({"error": error})))


def html() -> Reply:
    """A web page, with status 200."""
    return raw(b"<!doctype html><title>Sign in</title>", content_type="text/html; charset=utf-8")


def silent(text: str = "") -> Reply:
    """Nothing more after `text`, for as long as the server lives. Without text, no headers."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        response = await exchange.open() if text else web.StreamResponse()
        if text:
            await response.write(chunk(text))
        await exchange.closing.wait()
        exchange.cut()
        return response

    return reply


def status(
    code: int, error_code: str = "", message: str = "No.", headers: Mapping[str, str] | None = None
) -> Reply:
    """An HTTP error in OpenAI's shape."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        body = {"error": {"message": message, "type": "error", "code": error_code or None}}
        return web.json_response(body, status=code, headers=headers)

    return reply


def refusing(field: str, then: Reply, code: int = 400) -> Reply:
    """Refuses every request that carries `field`; answers `then` to the others."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        if field not in exchange.body:
            return await then(exchange)
        error = {
            "message": f"Unsupported parameter: '{field}' is not supported with this model.",
            "type": "invalid_request_error",
            "param": field,
            "code": "unsupported_parameter",
        }
        return web.json_response({"error": error}, status=code)

    return reply


def refusing_forms(
    *kinds: str, then: Reply, code: int = 400, message: str = "This response_format is unavailable."
) -> Reply:
    """Refuses the kinds of `response_format` that are named; answers `then` to all else."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        asked = (exchange.body.get("response_format") or {}).get("type", "")
        if asked not in kinds:
            return await then(exchange)
        return web.json_response({"error": message}, status=code)

    return reply


def embeddings(vector: Callable[[str], Sequence[float]]) -> Reply:
    """A vector for each text that is asked about, by `vector`."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        texts = exchange.body["input"]
        data = [
            {"object": "embedding", "index": number, "embedding": list(vector(text))}
            for number, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
        body = {"object": "list", "data": data, "model": exchange.body["model"], "usage": usage}
        return web.json_response(body)

    return reply


def as_json(body: object) -> Reply:
    """Exactly this, with status 200."""

    async def reply(exchange: Exchange) -> web.StreamResponse:
        return web.json_response(body)

    return reply


# --- the server -------------------------------------------------------------------------------


class ModelServer:
    """An OpenAI-compatible server on 127.0.0.1, on a port of its own."""

    def __init__(self, otherwise: Reply | None = None) -> None:
        self.asked: list[Asked] = []
        self.otherwise: Reply = otherwise or status(500, message="The script is spent.")
        self._script: deque[Reply] = deque()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """What goes into `base_url`."""
        return f"http://127.0.0.1:{self.port}/v1"

    def script(self, *replies: Reply) -> None:
        """Answer the next requests like this, one each."""
        self._script.extend(replies)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/v1/chat/completions", self._answer)
        app.router.add_post("/v1/embeddings", self._answer)
        app.router.add_post("/v1/moderations", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        if self._runner:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(Asked(body, dict(request.headers)))
        reply = self._script.popleft() if self._script else self.otherwise
        try:
            return await reply(Exchange(request, body, self._closing))
        except ConnectionError:  # the client has gone, as several tests want it to
            return web.Response()


@contextmanager
def unanswered_port() -> Iterator[int]:
    """A loopback port whose queue is full: connecting to it hangs, as to a host that is gone."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for guest in waiting:
            guest.setblocking(False)
            guest.connect_ex(door.getsockname())
        try:
            yield door.getsockname()[1]
        finally:
            for guest in waiting:
                guest.close()


@contextmanager
def closed_port() -> Iterator[int]:
    """A loopback port that refuses connections."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        yield door.getsockname()[1]
