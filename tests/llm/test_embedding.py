"""Vectors from a server, and what becomes of them under its faults: the real client on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.config import EmbeddingSettings, Patience
from bot.llm.embedding import LONGEST, EmbeddingClient
from bot.llm.errors import (
    KeyRefused,
    ModelFailed,
    ModelMissing,
    NonsenseAnswer,
    QuotaSpent,
    RequestRefused,
    ServerAway,
    ServerBusy,
)
from tests import model_server as server_says
from tests.model_server import ModelServer, Reply, closed_port

SECRET = "sk-live-9d1c"
STUDENT = "zebra crossing in Caracas"
PATIENCE = Patience(connect=0.3, whole_speech=0.5)


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as running:
        yield running


async def asked(url: str, *texts: str) -> tuple[tuple[float, ...], ...]:
    client = EmbeddingClient(EmbeddingSettings(url=url, model="vectors-1"), PATIENCE, SECRET)
    try:
        return await client.embed(texts)
    finally:
        await client.close()


async def test_each_text_gets_its_vector(server: ModelServer) -> None:
    server.script(server_says.embeddings(lambda text: [len(text), 1]))
    assert await asked(server.url, "one", "three") == ((3.0, 1.0), (5.0, 1.0))
    [request] = server.asked
    assert request.body == {
        "model": "vectors-1",
        "input": ["one", "three"],
        "encoding_format": "float",
    }
    assert request.headers["Authorization"] == f"Bearer {SECRET}"


async def test_the_server_may_answer_in_any_order(server: ModelServer) -> None:
    data = [{"index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [1, 0]}]
    server.script(server_says.as_json({"object": "list", "model": "m", "data": data}))
    assert await asked(server.url, "one", "two") == ((1.0, 0.0), (0.0, 2.0))


async def test_nothing_asked_is_no_request(server: ModelServer) -> None:
    assert await asked(server.url) == ()
    assert server.asked == []


async def test_a_text_that_is_too_long_is_sent_in_part(server: ModelServer) -> None:
    server.script(server_says.embeddings(lambda text: [len(text)]))
    assert await asked(server.url, "long " * LONGEST) == ((float(LONGEST),),)


def data(*vectors: object) -> Reply:
    items = [{"index": number, "embedding": vector} for number, vector in enumerate(vectors)]
    return server_says.as_json({"object": "list", "model": "m", "data": items})


FAULTS: dict[str, tuple[Callable[[], Reply], type[ModelFailed]]] = {
    "in trouble": (lambda: server_says.status(500), ServerAway),
    "silent": (lambda: server_says.silent(), ServerAway),
    "busy": (lambda: server_says.status(429), ServerBusy),
    "key refused": (lambda: server_says.status(401, "invalid_api_key"), KeyRefused),
    "quota spent": (lambda: server_says.status(429, "insufficient_quota"), QuotaSpent),
    "no such model": (lambda: server_says.status(404), ModelMissing),
    "refused": (lambda: server_says.status(400, "invalid"), RequestRefused),
    "a web page": (lambda: server_says.html(), NonsenseAnswer),
    "no data": (lambda: server_says.as_json({"object": "list"}), NonsenseAnswer),
    "a list": (lambda: server_says.as_json([1, 2]), NonsenseAnswer),
    "too few": (lambda: data([1.0]), NonsenseAnswer),
    "several lengths": (lambda: data([1.0], [1.0, 2.0]), NonsenseAnswer),
    "empty vectors": (lambda: data([], []), NonsenseAnswer),
    "words": (lambda: data(["a"], ["b"]), NonsenseAnswer),
    "nothing in its place": (lambda: data(None, None), NonsenseAnswer),
    "no numbers": (lambda: data([float("nan")], [1.0]), NonsenseAnswer),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_every_fault_is_one_of_ours_and_tells_no_secret(
    server: ModelServer, fault: str
) -> None:
    reply, meant = FAULTS[fault]
    server.script(reply())
    with pytest.raises(meant) as failed:
        await asked(server.url, STUDENT, "another text")
    told = f"{failed.value.line} {failed.value.detail}"
    assert f"127.0.0.1:{server.port}" in told
    assert SECRET not in told
    assert "zebra" not in told
    assert len(server.asked) == 1


async def test_a_server_that_is_not_there_is_away() -> None:
    with closed_port() as port, pytest.raises(ServerAway, match="could not be reached"):
        await asked(f"http://127.0.0.1:{port}/v1", "one")
