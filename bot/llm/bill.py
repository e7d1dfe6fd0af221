"""What one speech has cost, over all the tries that it took."""

from __future__ import annotations

from collections.abc import Sequence

from bot.config import ModelSettings
from bot.llm.reading import Answer
from bot.llm.server import Message

CHARACTERS_A_TOKEN = 4
"""For estimates, where a server tells no usage or broke off before it could."""


class Bill:
    """Tokens and money for one speech. `counted` is False once an estimate went into it."""

    def __init__(self, settings: ModelSettings, messages: Sequence[Message]) -> None:
        self._settings = settings
        self._prompt = sum(len(message["content"]) for message in messages)
        self.tokens_in = 0
        self.tokens_cached = 0
        self.tokens_out = 0
        self.counted = True

    def add(self, answer: Answer) -> None:
        """Put one try on the bill; one that the server did not take up costs nothing."""
        if answer.tokens_in is None or answer.tokens_out is None:
            if not answer.accepted:
                return
            self.counted = False
        self.tokens_in += _or_estimate(answer.tokens_in, self._prompt)
        self.tokens_out += _or_estimate(answer.tokens_out, len(answer.raw))
        self.tokens_cached += answer.tokens_cached

    @property
    def cost(self) -> float:
        """In the currency of the prices, which are for a million tokens."""
        fresh = max(self.tokens_in - self.tokens_cached, 0)
        return (
            fresh * self._settings.price_in
            + self.tokens_cached * self._settings.price_cached
            + self.tokens_out * self._settings.price_out
        ) / 1_000_000


def _or_estimate(tokens: int | None, characters: int) -> int:
    return tokens if tokens is not None else -(-characters // CHARACTERS_A_TOKEN)
