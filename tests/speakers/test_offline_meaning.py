"""The offline speaker with an embedding server beside it, and when that server is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import EmbeddingSettings, Patience
from bot.debate.model import Side
from bot.library.meaning import Meaning
from bot.llm.embedding import EmbeddingClient
from bot.speakers.offline import OfflineSpeaker
from tests import model_server as server_says
from tests.model_server import ModelServer, closed_port
from tests.speakers.fakes import MOTION, Shelf
from tests.speakers.played_offline import FORMATS, opened, reply, say

LINE = (
    "Whats stopping them from bringing missiles next, like in Cuba? The neighbors are scared too."
)


@asynccontextmanager
async def meaning_at(url: str, folder: Path) -> AsyncIterator[Meaning]:
    settings = EmbeddingSettings(url=url, model="vectors-1")
    client = EmbeddingClient(settings, Patience(connect=0.3))
    meaning = Meaning(client, folder / "vectors.sqlite3", reference=lambda: "k7-2f", quick=5)
    learning = asyncio.create_task(meaning.keep_learning())
    try:
        yield meaning
    finally:
        learning.cancel()
        await asyncio.gather(learning, return_exceptions=True)
        meaning.close()
        await client.close()


async def played(speaker: OfflineSpeaker) -> tuple[str, ...]:
    """The bot's two speeches around a student's."""
    debate, first = await reply(speaker, opened(MOTION, FORMATS["quick"], student=Side.NEGATIVE))
    debate, second = await reply(speaker, say(debate, LINE))
    return first.text, second.text, *second.heard


async def test_what_a_person_said_is_understood_before_it_is_answered(tmp_path: Path) -> None:
    async with ModelServer(server_says.embeddings(lambda text: [1.0, len(text)])) as server:
        async with meaning_at(server.url, tmp_path) as meaning:
            texts = await played(OfflineSpeaker(Shelf(), meaning=meaning))
        sent = {text for request in server.asked for text in request.body["input"]}
    assert "The neighbors are scared too." in sent
    assert not any(texts[0][:40] in text for text in sent), "the bot knows what it has said"


async def test_without_the_server_the_speeches_are_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alone = await played(OfflineSpeaker(Shelf()))
    with closed_port() as port:
        async with meaning_at(f"http://127.0.0.1:{port}/v1", tmp_path) as meaning:
            assert await played(OfflineSpeaker(Shelf(), meaning=meaning)) == alone
    [line] = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert line.getMessage().startswith("k7-2f: ")
    assert "missiles" not in caplog.text
