"""An OpenAI-compatible server that turns texts into vectors.

One request for each call, not repeated: whoever asks knows whether it is worth another try.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import openai

from bot.config import EmbeddingSettings, ModelSettings, Patience
from bot.llm.diagnosis import diagnose
from bot.llm.errors import ModelFailed, NonsenseAnswer, ServerAway
from bot.llm.server import connect

LONGEST = 8_000
"""Characters of a text that are sent: the models that are used for this take 512 tokens or more,
and a passage or a sentence has fewer."""


class EmbeddingClient:
    """`ports.Embedder` on one server. `key` is sent to that server and kept from all else."""

    def __init__(self, settings: EmbeddingSettings, patience: Patience, key: str = "") -> None:
        server = ModelSettings(name=settings.model, model=settings.model, base_url=settings.url)
        self.model = settings.model
        self.host = urlsplit(settings.url).netloc.rpartition("@")[2]
        self._patience = patience
        self._connections = connect(server, patience, key)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._connections.close()

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """A vector for each text, in their order. Raises ModelFailed."""
        if not texts:
            return ()
        seconds = self._patience.whole_speech
        try:
            async with asyncio.timeout(seconds):
                answer = await self._connections.embeddings.create(
                    model=self.model,
                    input=[text[:LONGEST] for text in texts],
                    encoding_format="float",  # not every server takes the client's base64
                )
            return _vectors(answer, len(texts))
        except TimeoutError:
            raise ServerAway(self.host, f"did not answer in {seconds:g} s") from None
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise self._means(error) from None

    def _means(self, error: Exception) -> ModelFailed:
        if isinstance(error, openai.OpenAIError):
            return diagnose(error, self.host, self.model, self._patience.connect)
        return NonsenseAnswer(self.host, "sent no vectors that can be used", type(error).__name__)


def _vectors(answer: Any, count: int) -> tuple[tuple[float, ...], ...]:
    """The vectors of an answer, which the client does not check. Raises what it trips over."""
    by_index = {int(item.index): tuple(map(float, item.embedding)) for item in answer.data}
    vectors = tuple(by_index.get(number, ()) for number in range(count))
    lengths = {len(vector) for vector in vectors}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError("vectors are missing, or of several lengths")
    if not all(math.isfinite(value) for vector in vectors for value in vector):
        raise ValueError("a vector holds what is no number")
    return vectors
