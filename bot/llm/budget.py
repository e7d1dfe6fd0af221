"""What models may cost, and whose money it is: set aside before a call, settled after it.

    reserve   the most that the call may cost, on every account with a cap: all of them or none
      └── call
            ├── its usage is known          what it did not cost is given back
            ├── it was never taken up       all of it is given back
            └── nobody knows                it stays spent: cut, timed out, or the process ended

So what is booked is never less than what was spent, also after a crash, and nothing has to be
put right when the bot starts again. A call is one request; each further try is reserved anew.
Knows accounts and amounts, and nothing of what is said in a call.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.config import BudgetSettings, Cap, ModelSettings
from bot.debate.errors import ParleyError, RecordsFailed
from bot.llm.bill import BILLION, billionths
from bot.llm.errors import BudgetSpent, BudgetUnread
from bot.ports import Account, Ledger, Payer, Spending

log = logging.getLogger(__name__)

ClassOf = Callable[[str], Awaitable[str]]
"""From the channel of a debate to the class that pays. May raise ParleyError."""

CLASS, STUDENT = "class", "student"
ROUNDS = {CLASS: ("This class", "today's"), STUDENT: ("This student", "this hour's")}
HOUR = timedelta(hours=1)
NO_CAP = 2**62
FRAME = 256
"""Tokens that a server may put around a request: roles, the date, a line of its own."""
NOTHING = Spending()


def most_tokens(*sent: object) -> int:
    """More tokens than these parts of a request can have: each stands for one byte at least."""
    written = json.dumps(sent, ensure_ascii=False)
    return FRAME + len(written.encode("utf-8", "surrogatepass"))


def worst_case(settings: ModelSettings, tokens_in: int, tokens_out: int) -> Spending:
    """The most that one call may cost, with at most so many tokens in and out."""
    cached = tokens_in if settings.price_cached > settings.price_in else 0
    return Spending(billionths(settings, tokens_in, cached, tokens_out), 1)


@dataclass(frozen=True, slots=True)
class Left:
    """What may still be spent until `until`, in the currency and in calls; None is no cap."""

    cost: float | None
    calls: int | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to a class today and to a student this hour."""

    today: Left
    this_hour: Left


@dataclass(slots=True)
class Receipt:
    """What one call cost; None while nobody knows."""

    paid: Spending | None = None


@dataclass(frozen=True, slots=True)
class _Capped:
    """An account, its cap, and when its period ends."""

    account: Account
    cap: Cap
    until: datetime

    @property
    def most(self) -> Spending:
        cost, calls = self.cap.cost, self.cap.calls
        return Spending(
            NO_CAP if cost is None else round(cost * BILLION), NO_CAP if calls is None else calls
        )

    @property
    def holds(self) -> bool:
        return self.cap != Cap()

    @property
    def used_up(self) -> str:
        """Why a call is not made, without a full stop."""
        who, when = ROUNDS[self.account.kind]
        if 0 in (self.cap.cost, self.cap.calls):
            return f"{who} has no budget for a model"
        return f"{who} has used {when} budget"

    def left(self, booked: Mapping[Account, Spending]) -> Left:
        used, most = booked.get(self.account, NOTHING), self.most
        return Left(
            None if self.cap.cost is None else max(most.cost - used.cost, 0) / BILLION,
            None if self.cap.calls is None else max(most.calls - used.calls, 0),
            self.until,
        )


async def _each_place_a_class(place: str) -> str:
    return place


class Budget:
    """The caps of the configuration, held over everything that goes through `ledger`.

    Without `class_of` every channel counts as a class of its own. `clock` tells the time in UTC.
    """

    def __init__(
        self,
        settings: BudgetSettings,
        ledger: Ledger,
        class_of: ClassOf = _each_place_a_class,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._class_of = class_of
        self._clock = clock

    @asynccontextmanager
    async def call(self, payer: Payer, worst: Spending, host: str) -> AsyncIterator[Receipt]:
        """Surrounds one call that may cost `worst`; put what it did cost on the receipt.

        Raises BudgetSpent, or BudgetUnread, instead of letting it happen.
        """
        accounts = await self._reserve(payer, worst, host)
        receipt = Receipt()
        try:
            yield receipt
        finally:
            if receipt.paid is not None:
                await self._settle(worst, receipt.paid, accounts)

    async def left(self, place: str, person: str, now: datetime | None = None) -> Allowance:
        """What is left to the class that this channel is of, and to this person.

        Raises ParleyError where that cannot be found out.
        """
        today, this_hour = await self._capped(Payer(place, person), now or self._clock())
        held = [capped.account for capped in (today, this_hour) if capped.holds]
        booked = await self._ledger.booked(held) if held else {}
        return Allowance(today.left(booked), this_hour.left(booked))

    async def _reserve(self, payer: Payer, worst: Spending, host: str) -> tuple[Account, ...]:
        """The accounts on which `worst` is now booked."""
        try:
            held = {c.account: c for c in await self._capped(payer, self._clock()) if c.holds}
            most = {account: capped.most for account, capped in held.items()}
            full = await self._ledger.reserve(worst, most) if most else None
        except ParleyError as error:
            problem = "was not asked, since the budget cannot be read"
            raise BudgetUnread(host, problem, f"{type(error).__name__} {error.line}") from None
        if full is not None:
            detail = f"no room on the account of a {full.kind} for {worst}"
            raise BudgetSpent(host, held[full].used_up, detail)
        return tuple(held)

    async def _settle(self, worst: Spending, paid: Spending, accounts: tuple[Account, ...]) -> None:
        """Give back what was not needed. Where that fails, the call counts as spent in full."""
        if paid.cost > worst.cost:
            log.warning("a call cost %s, more than was thought possible: %s", paid, worst)
        rest = Spending(worst.cost - paid.cost, worst.calls - paid.calls)
        if rest == NOTHING or not accounts:
            return
        try:
            await self._ledger.give_back(rest, accounts)
        except RecordsFailed as error:
            log.warning("a call could not be settled and counts in full: %s", error.line)

    async def _capped(self, payer: Payer, now: datetime) -> tuple[_Capped, _Capped]:
        """The class on its day and the student in their hour, in this order."""
        day, hour = self._settings.class_day, self._settings.student_hour
        room = await self._class_of(payer.place) if day != Cap() else payer.place
        local = now.astimezone(self._settings.zone)
        began, this_hour = _midnight(local), _full_hour(local)
        tomorrow = _midnight(local + timedelta(days=1))
        return (
            _Capped(Account(CLASS, room, began), day, tomorrow),
            _Capped(Account(STUDENT, payer.person, this_hour), hour, this_hour + HOUR),
        )


def _midnight(local: datetime) -> datetime:
    """When the day of a local time began, in UTC."""
    return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)


def _full_hour(local: datetime) -> datetime:
    """When the hour of a local time began, in UTC; twice the same hour is two hours."""
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return local.astimezone(UTC) - past
