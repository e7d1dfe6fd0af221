"""What one speech has cost, over all the tries that it took."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from bot.config import ModelSettings
from bot.llm.reading import Answer
from bot.llm.server import Message

BILLION = 1_000_000_000
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
        """In the currency of the prices."""
        tokens = (self.tokens_in, self.tokens_cached, self.tokens_out)
        return billionths(self._settings, *tokens) / BILLION


def billionths(settings: ModelSettings, tokens_in: int, tokens_cached: int, tokens_out: int) -> int:
    """What so many tokens cost, in billionths of the currency, rounded up.

    Prices are for a million tokens. Cached tokens are among those that went in; numbers that
    cannot be true, as a server may tell them, are brought within bounds.
    """
    went_in, out = max(tokens_in, 0), max(tokens_out, 0)
    cached = min(max(tokens_cached, 0), went_in)
    prices = (settings.price_in, settings.price_cached, settings.price_out)
    fresh, old, new = (Decimal(str(price)) for price in prices)
    millionths = (went_in - cached) * fresh + cached * old + out * new
    return int((millionths * 1000).to_integral_value(ROUND_CEILING))


def _or_estimate(tokens: int | None, characters: int) -> int:
    return tokens if tokens is not None else -(-characters // CHARACTERS_A_TOKEN)
