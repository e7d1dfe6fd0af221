"""The small corpus with a scripted server of vectors, for whatever goes by meaning."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import EmbeddingSettings, Patience
from bot.library.file_library import FileLibrary, open_library
from bot.library.meaning import Meaning
from bot.llm.embedding import EmbeddingClient
from tests import model_server as server_says
from tests.library.small_corpus import put_article, write_corpus
from tests.model_server import ModelServer

IDEAS = (
    ("frigate", "fleet", "warship", "armada", "navy", "naval"),
    ("harbour", "port", "quay", "dock"),
    ("trade", "dues", "merchant", "customer", "earns"),
    ("mayor", "council", "quiet"),
)
LONG = 20
"""Seconds after which a test gives up that would else wait for ever."""


def ideas(text: str) -> list[float]:
    """A vector that says how much a text speaks of each idea: what a model does, in small."""
    folded = text.casefold()
    return [0.01, *(float(sum(folded.count(word) for word in words)) for words in IDEAS)]


@dataclass
class Scene:
    server: ModelServer
    meaning: Meaning
    library: FileLibrary

    async def ids(self, query: str, **how: object) -> list[str]:
        found = await self.library.search(query, **how)  # type: ignore[arg-type]
        return [passage.id for passage in found]

    @property
    def sent(self) -> list[list[str]]:
        """The texts of each request, in their order."""
        return [request.body["input"] for request in self.server.asked]

    async def learnt(self) -> None:
        async with asyncio.timeout(LONG):
            while self.meaning.lacking:
                await asyncio.sleep(0.005)


@asynccontextmanager
async def scene(
    folder: Path,
    *,
    otherwise: server_says.Reply | None = None,
    quick: float = 5,
    rest: float = LONG,
    file: str = "vectors.sqlite3",
    learning: bool = True,
) -> AsyncIterator[Scene]:
    """The small corpus, with a server of vectors that answers as it is told."""
    corpus = folder / "corpus"
    if not corpus.is_dir():
        put_article(write_corpus(folder))
    async with ModelServer(otherwise or server_says.embeddings(ideas)) as server:
        settings = EmbeddingSettings(url=server.url, model="vectors-1")
        client = EmbeddingClient(settings, Patience(connect=0.3, whole_speech=LONG))
        meaning = Meaning(client, folder / file, reference=lambda: "k7-2f", quick=quick, rest=rest)
        library = open_library(corpus, meaning=meaning)
        task = asyncio.create_task(meaning.keep_learning()) if learning else None
        try:
            yield Scene(server, meaning, library)
        finally:
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            library.close()
            meaning.close()
            await client.close()


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
