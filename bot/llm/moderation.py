"""The check of what was written: the word list first, then a moderation server where there is one.

The server gets the text alone: no name, no id, no place. Where it cannot be asked the word list
stands alone; the log says so once, and never says what was written.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import openai

from bot.classroom.screening import Hit, Screen
from bot.config import ModelSettings, ModerationSettings, Patience
from bot.llm.breaker import Breaker, BreakerOpen
from bot.llm.diagnosis import diagnose
from bot.llm.errors import ModelFailed, NonsenseAnswer, ServerAway
from bot.llm.retry import Sleep, tries
from bot.llm.server import connect

log = logging.getLogger(__name__)

PIECE = 6_000
"""Characters that are looked at as one: well within what such models take."""


SPARE = 0.1
"""Seconds by which a wait between tries may pass the time that there is in all."""


class _TooSlow(ServerAway):
    """It took all the time that there was, so there is none left to ask again."""

    retryable = False


class ModerationClient:
    """One moderation server. `key` is sent to it and kept from all else; `sleep` waits between
    tries."""

    def __init__(
        self,
        settings: ModerationSettings,
        patience: Patience,
        key: str = "",
        breaker: Breaker | None = None,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        server = ModelSettings(name=settings.model, model=settings.model, base_url=settings.url)
        self.host = urlsplit(settings.url).netloc.rpartition("@")[2]
        self._settings = settings
        self._patience = patience
        self._connections = connect(server, patience, key)
        self._breaker = breaker or Breaker(patience.breaker_failures, patience.breaker_rest)
        self._sleep = sleep
        self._away = False

    async def close(self) -> None:
        """Let go of the connections."""
        await self._connections.close()

    async def named(self, text: str) -> frozenset[str]:
        """The server's names for what it finds in `text`, such as `harassment`.

        Nothing where it finds nothing, and where it cannot be asked. Raises nothing.
        """
        if not text.strip():
            return frozenset()
        until = asyncio.get_running_loop().time() + self._settings.seconds
        try:
            async with asyncio.timeout_at(until + SPARE):
                found = await self._tried(text, until)
        except TimeoutError:
            self._failed(self._too_slow())
        except ModelFailed as failure:
            self._failed(failure)
        except BreakerOpen:
            pass
        else:
            if self._away:
                log.info("The moderation server at %s answers again.", self.host)
            self._away = False
            return found
        return frozenset()

    async def _tried(self, text: str, until: float) -> frozenset[str]:
        """What the first try that succeeds has found. Raises ModelFailed, BreakerOpen."""
        async for attempt in tries(self._patience, self._sleep):
            with attempt, self._breaker.attempt():
                return await self._asked(text, until)
        raise NonsenseAnswer(self.host, "gave no answer")

    async def _asked(self, text: str, until: float) -> frozenset[str]:
        """One request, answered by the loop's time `until`. Raises ModelFailed."""
        pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        try:
            async with asyncio.timeout_at(until):
                answer = await self._connections.moderations.create(
                    model=self._settings.model, input=pieces
                )
            return _names(answer, len(pieces))
        except TimeoutError:
            raise self._too_slow() from None
        except openai.OpenAIError as error:
            model, connect = self._settings.model, self._patience.connect
            raise diagnose(error, self.host, model, connect) from None
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            problem = "sent no verdict that can be used"
            raise NonsenseAnswer(self.host, problem, type(error).__name__) from None

    def _too_slow(self) -> _TooSlow:
        return _TooSlow(self.host, f"did not answer in {self._settings.seconds:g} s")

    def _failed(self, failure: ModelFailed) -> None:
        """Say once that the server is of no use, until it is again."""
        if not self._away:
            log.warning(
                "Moderation goes by the word list alone for now: %s", failure.detail or failure.line
            )
        self._away = True


def _names(answer: Any, pieces: int) -> frozenset[str]:
    """What an answer names, which the client does not check. Raises what it trips over."""
    results: Sequence[dict[str, Any]] = answer.to_dict(warnings=False)["results"]
    if len(results) != pieces:
        raise ValueError("verdicts are missing")
    return frozenset(
        name
        for result in results
        for name, flagged in result["categories"].items()
        if flagged is True
    )


class Moderation:
    """`ports.Moderator`: the word list and, where there is one, a server for what it lets pass."""

    def __init__(self, screen: Screen, client: ModerationClient | None = None) -> None:
        self._screen = screen
        self._client = client

    async def close(self) -> None:
        """Let go of the server."""
        if self._client:
            await self._client.close()

    async def look(self, text: str, *, bot: bool = False) -> Hit | None:
        """What of this text is met, if anything; `bot` where the bot has written it.

        Words that the list only tells of may be held for what the server finds.
        """
        hit = self._screen.of(text, bot=bot)
        if self._client is None or (hit and hit.action.holds):
            return hit
        found = self._screen.named(await self._client.named(text), bot=bot)
        return found if found and (hit is None or found.action.holds) else hit
