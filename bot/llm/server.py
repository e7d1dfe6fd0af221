"""An OpenAI-compatible server: sends one request and hands back its chunks.

Compatible servers differ in which fields they take. What one refuses is left out, or renamed,
from then on; everything that it may raise becomes one of our own errors here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypedDict
from urllib.parse import urlsplit

import httpx2
import openai

from bot.config import ModelSettings, Patience
from bot.llm.diagnosis import diagnose, refused_field, turned_away
from bot.llm.errors import ModelFailed, NonsenseAnswer, StreamCut

NO_KEY = "none"
"""Sent to servers that want no key; without it the client would take one from the environment."""
MAX_TOKENS = ("max_completion_tokens", "max_tokens")


class Message(TypedDict):
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


Stream = openai.AsyncStream[Any]


def connect(settings: ModelSettings, patience: Patience, key: str) -> openai.AsyncOpenAI:
    """The connections to the server of `settings`; several models on it may share them.

    Only connecting is timed here, retries are not made here, and a redirect is not followed:
    it would take a student's words to another host.
    """
    return openai.AsyncOpenAI(
        api_key=key or NO_KEY,
        base_url=settings.base_url,
        max_retries=0,
        http_client=openai.DefaultAsyncHttpx2Client(
            timeout=httpx2.Timeout(None, connect=patience.connect), follow_redirects=False
        ),
    )


class Server:
    """The server of one model. `form` is the part of a request that says how to answer."""

    form: Mapping[str, object] = {}

    def __init__(
        self, settings: ModelSettings, patience: Patience, connections: openai.AsyncOpenAI
    ) -> None:
        self.host = urlsplit(settings.base_url).netloc.rpartition("@")[2]
        self._model = settings.model
        self._connect = patience.connect
        self._connections = connections
        self._optional: dict[str, Any] = {
            "temperature": settings.temperature,
            "stream_options": {"include_usage": True},
        }
        names = dict.fromkeys((settings.max_tokens_field, *MAX_TOKENS))
        self._max_tokens_names = list(names)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._connections.close()

    async def ask(
        self, messages: Sequence[Message], max_tokens: int, on_request: Callable[[], None]
    ) -> Stream:
        """The stream of an answer. `on_request` is called before each request that it takes.

        Raises ModelFailed.
        """
        while True:
            fields = {self._max_tokens_names[0]: max_tokens, **self._optional}
            on_request()
            try:
                stream = await self._create(messages, fields)
            except (openai.OpenAIError, ValueError) as error:
                if self._leave_out(refused_field(error, fields)):
                    continue
                failure = self._means(error)
                failure.taken_up = not turned_away(error)
                raise failure from None
            kind = stream.response.headers.get("content-type", "")
            if kind.startswith(("text/html", "application/json")):
                await stream.close()
                raise NonsenseAnswer(
                    self.host, "did not answer as a model server does", kind.partition(";")[0]
                )
            return stream

    async def next_chunk(self, stream: Stream) -> Any:
        """The next chunk, None at the end. Raises ModelFailed."""
        try:
            return await anext(stream, None)
        except openai.APIConnectionError as error:
            broken = type(error.__cause__ or error).__name__
            raise StreamCut(self.host, "broke off in mid-speech", broken) from None
        except (openai.OpenAIError, ValueError) as error:
            raise self._means(error) from None

    async def _create(self, messages: Sequence[Message], fields: dict[str, Any]) -> Stream:
        create: Any = self._connections.chat.completions.create
        stream: Stream = await create(
            model=self._model, messages=list(messages), stream=True, extra_body=fields
        )
        return stream

    def _leave_out(self, field: str | None) -> bool:
        """Do without a refused field from now on. False where that is not possible."""
        if field in self._optional:
            del self._optional[field]
            return True
        if field in self._max_tokens_names and len(self._max_tokens_names) > 1:
            self._max_tokens_names.remove(field)
            return True
        return False

    def _means(self, error: Exception) -> ModelFailed:
        return diagnose(error, self.host, self._model, self._connect)
