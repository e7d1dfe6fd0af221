"""The caps: who has how much, for how long, and what becomes of a call that they do not bear.

The real openai client on a scripted server, and a real ledger in a file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import BudgetSettings, Cap, ModelSettings
from bot.debate.errors import Unknown
from bot.ledger import open_book
from bot.llm.bill import BILLION, billionths
from bot.llm.budget import Left, most_tokens, worst_case
from bot.llm.client import NOBODY
from bot.llm.errors import BudgetSpent, BudgetUnread, ServerAway, ServerResting
from bot.ports import Payer, Spending
from tests import model_server as server_says
from tests.ledger.purse import (
    ADA,
    BEN,
    MUCH,
    NOON,
    PRICES,
    ROOM,
    SPEECH,
    USUAL,
    WORDS,
    WORST,
    Purse,
    in_money,
    purse,
    usage,
)
from tests.model_server import ModelServer


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer(server_says.speech(SPEECH)) as running:
        yield running


def capped(*, time_zone: str = "UTC", **caps: Cap) -> BudgetSettings:
    return BudgetSettings(time_zone=time_zone, **caps)


# --- what a call may cost ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "plain words", "ﷺ 🏳️‍🌈 \n\t\x00", "\ud800", "漢字" * 50])
def test_a_prompt_has_no_more_tokens_than_bytes(text: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    assert most_tokens([{"role": "user", "content": text}]) >= size + 200


def test_prices_are_for_a_million_tokens_and_rounded_up() -> None:
    model = ModelSettings(name="m", model="m", price_in=0.25, price_cached=0.025, price_out=2)
    assert billionths(model, 1_000_000, 0, 0) == BILLION // 4
    assert billionths(model, 1000, 800, 100) == 200 * 250 + 800 * 25 + 100 * 2000
    cheap = ModelSettings(name="m", model="m", price_in=0.0001)
    assert [billionths(cheap, tokens, 0, 0) for tokens in (0, 1, 10, 11)] == [0, 1, 1, 2]


def test_numbers_that_cannot_be_true_are_brought_within_bounds() -> None:
    assert billionths(PRICES, -5, 0, -7) == 0
    assert billionths(PRICES, 100, 900, 0) == 100 * 500
    assert billionths(PRICES, 100, -900, 0) == 100 * 2000


def test_the_worst_case_counts_no_token_as_cached_unless_that_is_dearer() -> None:
    assert worst_case(PRICES, 100, 10) == Spending(100 * 2000 + 10 * 10_000, 1)
    odd = PRICES.model_copy(update={"price_cached": 3})
    assert worst_case(odd, 100, 10) == Spending(100 * 3000 + 10 * 10_000, 1)


# --- the caps ---------------------------------------------------------------------------------


async def test_at_the_cap_nobody_is_asked_and_one_calm_line_is_told(
    server: ModelServer, tmp_path: Path
) -> None:
    caps = capped(class_day=Cap(cost=in_money(WORST.cost + USUAL.cost)))
    async with purse(server.url, tmp_path, caps) as given:
        for _ in range(2):
            await given.ask()
        with pytest.raises(BudgetSpent) as failure:
            await given.ask()
    assert failure.value.line == str(failure.value) == "This class has used today's budget."
    assert len(server.asked) == 2


async def test_what_a_call_did_not_cost_is_there_for_the_next(
    server: ModelServer, tmp_path: Path
) -> None:
    server.otherwise = server_says.speech(SPEECH, usage=usage(100, 20))
    one = billionths(PRICES, 100, 0, 20)
    async with purse(
        server.url, tmp_path, capped(class_day=Cap(cost=in_money(2 * WORST.cost)))
    ) as given:
        for _ in range(WORST.cost // one + 1):
            await given.ask()
        with pytest.raises(BudgetSpent):
            await given.ask()


async def test_the_calls_of_one_student_are_not_those_of_another(
    server: ModelServer, tmp_path: Path
) -> None:
    async with purse(server.url, tmp_path, capped(student_hour=Cap(calls=2))) as given:
        await given.ask()
        await given.ask(Payer("channel-2", "ada"))
        with pytest.raises(BudgetSpent, match="This student has used this hour's budget"):
            await given.ask()
        assert (await given.ask(BEN)).text == SPEECH
    assert len(server.asked) == 3


@pytest.mark.parametrize("cap", [Cap(cost=0), Cap(calls=0)])
async def test_nothing_is_nothing(server: ModelServer, tmp_path: Path, cap: Cap) -> None:
    async with purse(server.url, tmp_path, capped(class_day=cap)) as given:
        with pytest.raises(BudgetSpent, match="This class has no budget for a model"):
            await given.ask()
    assert server.asked == []


async def test_a_model_without_a_price_costs_nothing_and_its_calls_count(
    server: ModelServer, tmp_path: Path
) -> None:
    local = ModelSettings(name="local", model="m")
    caps = capped(class_day=Cap(cost=0, calls=2))
    async with purse(server.url, tmp_path, caps, model=local) as given:
        await given.ask()
        server.script(server_says.without_end("A"))
        with pytest.raises(BudgetSpent):
            await given.ask()
        left = (await given.budget.left("channel-1", "ada")).today
    assert len(server.asked) == 2
    assert (left.cost, left.calls) == (0, 0)


async def test_without_a_cap_nothing_is_kept(server: ModelServer, tmp_path: Path) -> None:
    book = await open_book("", tmp_path)
    await book.close()
    given = Purse(server.url, book, BudgetSettings())
    assert (await given.ask()).text == SPEECH
    left = await given.budget.left("channel-1", "ada")
    assert [(part.cost, part.calls) for part in (left.today, left.this_hour)] == [(None, None)] * 2
    await given.client.close()


async def test_who_does_not_say_who_pays_is_capped_too(server: ModelServer, tmp_path: Path) -> None:
    caps = capped(class_day=Cap(calls=1), student_hour=Cap(calls=1))
    async with purse(server.url, tmp_path, caps) as given:
        await given.ask(NOBODY)
        with pytest.raises(BudgetSpent):
            await given.client.stream(WORDS, ROOM, lambda text: None)


async def test_a_class_pays_for_all_of_its_channels(server: ModelServer, tmp_path: Path) -> None:
    async def class_of(place: str) -> str:
        return {"channel-1": "9b", "channel-2": "9b"}.get(place, place)

    caps = capped(class_day=Cap(calls=1))
    async with purse(server.url, tmp_path, caps, class_of=class_of) as given:
        await given.ask(ADA)
        with pytest.raises(BudgetSpent):
            await given.ask(Payer("channel-2", "ben"))
        await given.ask(Payer("channel-3", "ben"))
        assert (await given.budget.left("channel-2", "ben")).today.calls == 0


async def test_a_cap_says_nothing_about_the_server(server: ModelServer, tmp_path: Path) -> None:
    """It neither counts as a failure of the server nor makes good for one."""
    server.otherwise = server_says.status(500)
    caps, waiting = capped(student_hour=Cap(calls=2)), {"attempts": 1, "breaker_failures": 3}
    async with purse(server.url, tmp_path, caps, **waiting) as given:
        for payer in (ADA, ADA, ADA, ADA, BEN):
            with pytest.raises((ServerAway, BudgetSpent)):
                await given.ask(payer)
        with pytest.raises(ServerResting):
            await given.ask(ADA)
    assert len(server.asked) == 3


# --- days and hours ---------------------------------------------------------------------------


async def test_a_new_day_and_a_new_hour_begin_with_the_whole_budget(
    server: ModelServer, tmp_path: Path
) -> None:
    caps = capped(class_day=Cap(calls=2), student_hour=Cap(calls=1), time_zone="Europe/Berlin")
    async with purse(server.url, tmp_path, caps) as given:
        await given.ask()
        with pytest.raises(BudgetSpent, match="hour"):
            await given.ask()
        given.now = NOON.replace(hour=13, minute=0)
        await given.ask()
        given.now = datetime(2025, 5, 5, 21, 59, tzinfo=UTC)  # a minute to midnight in Berlin
        with pytest.raises(BudgetSpent, match="today"):
            await given.ask()
        given.now += timedelta(minutes=1)
        await given.ask()


async def test_what_is_left_is_told_in_money_and_calls_and_until_when(
    server: ModelServer, tmp_path: Path
) -> None:
    caps = capped(
        class_day=Cap(cost=2.5), student_hour=Cap(cost=0.5, calls=10), time_zone="Asia/Kolkata"
    )
    cost = in_money(USUAL.cost)
    midnight = datetime(2025, 5, 5, 18, 30, tzinfo=UTC)
    six = datetime(2025, 5, 5, 12, 30, tzinfo=UTC)  # o'clock, in Kolkata
    async with purse(server.url, tmp_path, caps) as given:
        await given.ask()
        left = await given.budget.left("channel-1", "ada", NOON)
        assert left.today == Left(pytest.approx(2.5 - cost), None, midnight)
        assert left.this_hour == Left(pytest.approx(0.5 - cost), 9, six)
        other = await given.budget.left("channel-1", "ben", NOON)
        assert other.this_hour == Left(0.5, 10, six)
        server.script(server_says.speech(SPEECH, usage=usage(0, 90_000)))
        await given.ask()
        assert (await given.budget.left("channel-1", "ada", NOON)).this_hour.cost == 0


@pytest.mark.parametrize(
    ("zone", "now", "hours"),
    [
        ("Europe/Berlin", datetime(2025, 3, 30, 12, tzinfo=UTC), 23),
        ("Europe/Berlin", datetime(2025, 10, 26, 12, tzinfo=UTC), 25),
        ("America/Santiago", datetime(2025, 9, 7, 12, tzinfo=UTC), 23),  # has no midnight that day
        ("UTC", datetime(2025, 10, 26, 12, tzinfo=UTC), 24),
    ],
)
async def test_a_day_on_which_the_clocks_change_is_one_day(
    tmp_path: Path, zone: str, now: datetime, hours: int
) -> None:
    """Every hour from its beginning to its end is of that day, and no two hours are the same."""
    caps = capped(class_day=Cap(calls=1), time_zone=zone)
    async with purse("http://127.0.0.1:1/v1", tmp_path, caps) as given:

        async def at(moment: datetime) -> tuple[datetime, datetime]:
            left = await given.budget.left("c", "p", moment)
            return left.today.until, left.this_hour.until

        ends, _ = await at(now)
        began = ends - timedelta(hours=hours)
        seen = [await at(began + timedelta(hours=n, minutes=1)) for n in range(hours)]
        assert {day for day, _ in seen} == {ends}
        assert len({hour for _, hour in seen}) == hours
        assert (await at(began - timedelta(minutes=1)))[0] == began
        assert (await at(ends))[0] > ends


# --- when the ledger fails --------------------------------------------------------------------


async def test_where_the_budget_cannot_be_read_nobody_is_asked(
    server: ModelServer, tmp_path: Path
) -> None:
    async with purse(server.url, tmp_path, MUCH) as given:
        with closing(sqlite3.connect(tmp_path / "spending.sqlite3")) as other:
            other.execute("DROP TABLE spending")
        with pytest.raises(BudgetUnread, match="was not asked, since the budget cannot be read"):
            await given.ask()
    assert server.asked == []


async def test_a_call_that_cannot_be_settled_counts_in_full(
    server: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(tmp_path / "spending.sqlite3")) as other:
        async with purse(server.url, tmp_path, MUCH) as given:
            shown: list[str] = []

            def hide(text: str) -> None:
                if not shown:
                    other.execute("ALTER TABLE spending RENAME TO elsewhere")
                shown.append(text)

            answer = await given.client.stream(WORDS, ROOM, hide, ADA)
            other.execute("ALTER TABLE elsewhere RENAME TO spending")
            assert (answer.text, await given.spent()) == (SPEECH, (WORST, WORST))
    assert "could not be settled and counts in full" in caplog.text


async def test_a_channel_of_no_known_class_is_refused(server: ModelServer, tmp_path: Path) -> None:
    async def class_of(place: str) -> str:
        raise Unknown("class", place)

    async with purse(server.url, tmp_path, MUCH, class_of=class_of) as given:
        with pytest.raises(BudgetUnread):
            await given.ask()
    assert server.asked == []


# --- the configuration ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"class_day": {"cost": -1}},
        {"class_day": {"cost": float("nan")}},
        {"student_hour": {"cost": float("inf")}},
        {"student_hour": {"calls": -1}},
        {"student_hour": {"calls": 2.5}},
        {"student_day": {"calls": 2}},
        {"time_zone": "Europe/Atlantis"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": ""},
    ],
    ids=str,
)
def test_a_budget_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        BudgetSettings.model_validate(wrong)


@pytest.mark.parametrize("price", [-1, float("nan"), float("inf")])
def test_a_price_that_makes_no_sense_is_refused(price: float) -> None:
    with pytest.raises(ValidationError):
        ModelSettings(name="m", model="m", price_out=price)


def test_no_number_is_no_cap() -> None:
    assert BudgetSettings.model_validate({"class_day": {"cost": None}}) == BudgetSettings()
