"""What models cost, whom it is booked to, and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from bot.debate.model import (
    BOT,
    Debate,
)


@dataclass(frozen=True, slots=True)
class Payer:
    """For whom a model is asked: the channel of a debate, and the person whose turn led to it."""

    place: str = ""
    person: str = ""

    @classmethod
    def of(cls, debate: Debate) -> Self:
        """The person who spoke last, before anybody has whoever opened the debate."""
        people = (speech.by for speech in reversed(debate.speeches) if speech.by != BOT)
        return cls(debate.place, next(people, debate.opened_by))


@dataclass(frozen=True, slots=True)
class Spending:
    """An amount: `cost` in billionths of the currency of the prices, and calls of a model."""

    cost: int = 0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What one class or one student, by `kind`, spends in the period that began at `since`."""

    kind: str
    whose: str
    since: datetime


class Ledger(Protocol):
    """What was spent on models, kept where every process that spends it can see it."""

    async def reserve(self, amount: Spending, most: Mapping[Account, Spending]) -> Account | None:
        """Book `amount` on every account, or on none where one would come to hold over its `most`.

        One transaction, also beside other processes, and committed before it answers: None when
        it is booked, else an account without room for it. Raises RecordsFailed.
        """

    async def give_back(self, rest: Spending, accounts: Collection[Account]) -> None:
        """Take `rest` off these accounts again; less than nothing is put on them.

        Raises RecordsFailed; it may then have been done or not.
        """

    async def booked(self, accounts: Collection[Account]) -> Mapping[Account, Spending]:
        """What is booked on each of these accounts. Raises RecordsFailed."""
