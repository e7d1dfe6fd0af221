"""Two hundred calls at once at the cap: spending never passes it, whatever the server does.

The real openai client on a scripted server that bills what it may, and a real ledger.
"""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.config import BudgetSettings, Cap
from bot.llm.bill import billionths
from bot.llm.budget import most_tokens, worst_case
from bot.llm.errors import BudgetSpent, ModelFailed
from bot.llm.server import Message
from bot.ports import Payer, Spending
from tests import model_server as server_says
from tests.ledger.purse import (
    ADA,
    PRICES,
    ROOM,
    SPEECH,
    WORST,
    Purse,
    in_money,
    purse,
    to_the_last,
)
from tests.ledger.spends_at_once import CAPS
from tests.model_server import Asked, Exchange, ModelServer, Reply


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as running:
        yield running


async def dearest(exchange: Exchange) -> web.StreamResponse:
    """A whole speech that costs all that it may."""
    usage = to_the_last(Asked(exchange.body, {}))
    return await server_says.speech(SPEECH, usage=usage)(exchange)


class Gate:
    """Lets no answer through until it is opened."""

    def __init__(self, then: Reply) -> None:
        self.opened = asyncio.Event()
        self._then = then

    async def reply(self, exchange: Exchange) -> web.StreamResponse:
        await self.opened.wait()
        return await self._then(exchange)


BEARS_SEVEN: dict[str, Cap] = {
    "in currency": Cap(cost=in_money(8 * WORST.cost - 1)),
    "in calls": Cap(calls=7),
    "in both": Cap(cost=in_money(7 * WORST.cost), calls=9),
}


@pytest.mark.parametrize("then", [dearest, server_says.cut("A guard")], ids=["whole", "cut"])
@pytest.mark.parametrize("kind", ["class_day", "student_hour"])
@pytest.mark.parametrize("cap", BEARS_SEVEN.values(), ids=BEARS_SEVEN)
async def test_only_those_are_asked_that_the_cap_bears(
    server: ModelServer, tmp_path: Path, cap: Cap, kind: str, then: Reply
) -> None:
    gate = Gate(then)
    server.otherwise = gate.reply
    refused = 0
    async with purse(
        server.url, tmp_path, BudgetSettings(**{kind: cap}), attempts=1, first_token=60
    ) as given:

        async def speak() -> None:
            nonlocal refused
            try:
                await given.ask()
            except BudgetSpent:
                refused += 1
                if refused == 193:
                    gate.opened.set()
            except ModelFailed:
                pass

        async with asyncio.timeout(60):
            await asyncio.gather(*(speak() for _ in range(200)))
        assert (refused, len(server.asked)) == (193, 7)
        with pytest.raises(BudgetSpent):
            await given.ask()


class Accountant:
    """A server that fails in every way there is, and writes down what it bills whom."""

    def __init__(self) -> None:
        self.billed: dict[str, int] = defaultdict(int)
        self.calls: dict[str, int] = defaultdict(int)
        self._dice = random.Random(7)

    async def reply(self, exchange: Exchange) -> web.StreamResponse:
        fault = self._dice.choice(["", "", "", "429", "500", "cut", "no end", "no usage"])
        if fault == "429":
            return await server_says.status(429)(exchange)
        most = to_the_last(Asked(exchange.body, {}))
        told = {name: self._dice.randint(0, tokens) for name, tokens in most.items()}
        cost = billionths(PRICES, told["prompt_tokens"], 0, told["completion_tokens"])
        for payer in exchange.body["messages"][0]["content"].split():
            self.billed[payer] += cost
            self.calls[payer] += 1
        replies = {
            "": server_says.speech(SPEECH, usage=told),
            "500": server_says.status(500),
            "cut": server_says.cut("A guard"),
            "no end": server_says.without_end("A guard"),
            "no usage": server_says.speech(SPEECH, usage=None),
        }
        return await replies[fault](exchange)


def words(payer: Payer) -> list[Message]:
    return [{"role": "user", "content": f"{payer.person} {payer.place}"}]


ROUGHLY = worst_case(PRICES, most_tokens(words(Payer("channel-2", "student-19")), {}), ROOM).cost


async def test_nobody_is_billed_more_than_is_booked_and_allowed(
    server: ModelServer, tmp_path: Path
) -> None:
    """Three classes and twenty students, each speech tried up to three times, two ledgers."""
    caps = BudgetSettings(
        class_day=Cap(cost=in_money(30 * ROUGHLY), calls=60),
        student_hour=Cap(cost=in_money(4 * ROUGHLY), calls=6),
    )
    accountant = Accountant()
    server.otherwise = accountant.reply
    payers = [Payer(f"channel-{n % 3}", f"student-{n % 20}") for n in range(200)]

    async def speak(purse: Purse, payer: Payer) -> bool:
        try:
            await purse.ask(payer, words(payer))
        except ModelFailed as failure:
            return not isinstance(failure, BudgetSpent)
        return True

    async with (
        purse(server.url, tmp_path, caps, first_token=60) as one,
        purse(server.url, tmp_path, caps, first_token=60) as other,
    ):
        purses = [one, other] * 100
        went = await asyncio.gather(*map(speak, purses, payers))
        assert 0 < sum(went) < 200
        for payer in set(payers):
            of_class, of_student = await one.spent(payer)
            for whose, cap, booked in (
                (payer.place, caps.class_day, of_class),
                (payer.person, caps.student_hour, of_student),
            ):
                assert cap.cost is not None
                assert cap.calls is not None
                assert accountant.billed[whose] <= booked.cost <= round(cap.cost * 1e9)
                assert accountant.calls[whose] == booked.calls <= cap.calls


async def _spending(url: str, database: str, folder: Path, count: int) -> Process:
    """A process that is ready to make so many calls, once it is told to go."""
    program = (sys.executable, "-m", "tests.ledger.spends_at_once")
    process = await asyncio.create_subprocess_exec(
        *(*program, url, database, str(folder), str(count)), stdin=PIPE, stdout=PIPE
    )
    assert process.stdout
    assert await process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.parametrize(
    ("kind", "then"), [("sqlite", server_says.cut("A guard")), ("postgresql", dearest)]
)
async def test_two_processes_share_one_cap(
    request: pytest.FixtureRequest, server: ModelServer, tmp_path: Path, kind: str, then: Reply
) -> None:
    database = "" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    server.otherwise = then
    processes = [await _spending(server.url, database, tmp_path, 100) for _ in range(2)]
    told = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert sum(int(out) for out, _ in told) == 191
    assert len(server.asked) == 9
    async with purse(server.url, tmp_path, CAPS, database=database) as given:
        with pytest.raises(BudgetSpent):
            await given.ask()
        assert (await given.budget.left(ADA.place, ADA.person)).today.calls == 1000 - 9


async def test_a_call_during_which_the_process_was_killed_is_spent(
    server: ModelServer, tmp_path: Path
) -> None:
    """Also when the bot runs again, and without anything to put right."""
    begun = asyncio.Event()

    async def begin(exchange: Exchange) -> web.StreamResponse:
        begun.set()
        return await server_says.silent("A guard")(exchange)

    server.otherwise = begin
    process = await _spending(server.url, "", tmp_path, 1)
    assert process.stdin
    process.stdin.write(b"go\n")
    await begun.wait()
    process.kill()
    await process.communicate()
    caps = CAPS.model_copy(update={"student_hour": Cap(cost=1, calls=1)})
    async with purse(server.url, tmp_path, caps) as given:
        assert (await given.spent())[0] == Spending(WORST.cost, 1)
