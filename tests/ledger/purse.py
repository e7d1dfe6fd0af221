"""A model on a scripted server with a budget over a real ledger, and a clock moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.config import BudgetSettings, Cap, ModelSettings, Patience
from bot.ledger import open_book
from bot.llm.bill import BILLION
from bot.llm.budget import Budget, ClassOf, most_tokens, worst_case
from bot.llm.client import Completion
from bot.llm.server import Message
from bot.llm.structured import StructuredClient
from bot.ports import Ledger, Payer, Spending
from tests.model_server import Asked

NOON = datetime(2025, 5, 5, 12, 20, tzinfo=UTC)
ADA, BEN = Payer("channel-1", "ada"), Payer("channel-1", "ben")
SPEECH = "A guard on a loan is no army."
WORDS: list[Message] = [{"role": "user", "content": "What would Russia gain? 🐻"}]
ROOM = 200
PRICES = ModelSettings(name="scripted", model="s", price_in=2, price_cached=0.5, price_out=10)
WORST = worst_case(PRICES, most_tokens(WORDS, {}), ROOM)
USUAL = Spending(200 * 2000 + 800 * 500 + 100 * 10_000, 1)
"""What the usage that a scripted server tells costs at these prices."""
MUCH = BudgetSettings(class_day=Cap(cost=1, calls=100), student_hour=Cap(cost=1, calls=100))


def in_money(billionths: int) -> float:
    return billionths / BILLION


def usage(tokens_in: int, tokens_out: int) -> dict[str, int]:
    return {"prompt_tokens": tokens_in, "completion_tokens": tokens_out}


def to_the_last(asked: Asked) -> dict[str, int]:
    """The usage of a server that bills whatever it may."""
    return usage(most_tokens(asked.body["messages"], {}), asked.body["max_completion_tokens"])


class Purse:
    """Asks for speeches within a budget; waits between tries are not waited."""

    def __init__(
        self,
        url: str,
        ledger: Ledger,
        caps: BudgetSettings,
        model: ModelSettings = PRICES,
        class_of: ClassOf | None = None,
        **patience: float,
    ) -> None:
        self.now = NOON
        self.caps = caps
        more = {"class_of": class_of} if class_of else {}
        self.budget = Budget(caps, ledger, clock=lambda: self.now, **more)
        waiting = {"first_token": 0.3, "between_tokens": 0.3, "whole_speech": 30, **patience}
        self.client = StructuredClient(
            model.model_copy(update={"base_url": url}),
            Patience(**{"breaker_failures": 10_000, **waiting}),
            sleep=self._no_wait,
            budget=self.budget,
        )

    async def _no_wait(self, seconds: float) -> None:
        pass

    async def ask(self, payer: Payer = ADA, words: list[Message] = WORDS) -> Completion:
        return await self.client.stream(words, ROOM, lambda text: None, payer)

    async def spent(self, payer: Payer = ADA) -> tuple[Spending, Spending]:
        """What is booked on this person's class today, and on them this hour; both have caps."""
        left = await self.budget.left(payer.place, payer.person)
        booked = []
        for cap, rest in (
            (self.caps.class_day, left.today),
            (self.caps.student_hour, left.this_hour),
        ):
            assert cap.cost is not None
            assert cap.calls is not None
            assert rest.cost is not None
            assert rest.calls is not None
            booked.append(Spending(round((cap.cost - rest.cost) * BILLION), cap.calls - rest.calls))
        return booked[0], booked[1]


@asynccontextmanager
async def purse(
    url: str, folder: Path, caps: BudgetSettings, *, database: str = "", **settings: object
) -> AsyncIterator[Purse]:
    """A purse with a ledger of its own in this folder, or in this database."""
    book = await open_book(database, folder)
    given = Purse(url, book, caps, **settings)  # type: ignore[arg-type]
    try:
        yield given
    finally:
        await given.client.close()
        await book.close()
