"""Figures and dates are compared as numbers, however they are spelled."""

from __future__ import annotations

import pytest

from bot.coaching.dating import dates_of
from bot.coaching.figures import Unit, figures_of, shown


@pytest.mark.parametrize(
    ("text", "value", "unit", "told"),
    [
        ("About 100 Russian soldiers came.", 100, Unit.COUNT, "about 100 Russian soldiers"),
        ("like a hundred men", 100, Unit.COUNT, "like a hundred men"),
        ("40,000 troops were there", 40_000, Unit.COUNT, "40,000 troops"),
        ("40.000 soldiers", 40_000, Unit.COUNT, "40.000 soldiers"),
        ("17k people", 17_000, Unit.COUNT, "17k people"),
        ("two hundred and ten threats", 210, Unit.COUNT, "two hundred and ten threats"),
        ("$6 billion in loans", 6e9, Unit.MONEY, "$6 billion"),
        ("6 bn dollars", 6e9, Unit.MONEY, "6 bn dollars"),
        ("six billion euros", 6e9, Unit.MONEY, "six billion euros"),
        ("34% of cases", 34, Unit.PERCENT, "34% of cases"),
        ("34 per cent of cases", 34, Unit.PERCENT, "34 per cent of cases"),
        ("4.6 percent", 4.6, Unit.PERCENT, "4.6 percent"),
        ("2000 soldiers came", 2000, Unit.COUNT, "2000 soldiers"),
    ],
)
def test_a_figure_is_read(text: str, value: float, unit: Unit, told: str) -> None:
    (figure,) = figures_of(text)
    assert (figure.low, figure.high, figure.unit) == (value, value, unit)
    assert shown(text, figure) == told


@pytest.mark.parametrize(
    "text",
    ["no one came one day", "the U-2 and the Tu-160", "as it says [1]", "the 21st century",
     "hundreds of soldiers", "in 2014", "in the 1990s", "on March 3, 2019"],
)  # fmt: skip
def test_what_is_no_figure_is_none(text: str) -> None:
    assert figures_of(text) == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in March 2019", [(2019, 3, 0)]),
        ("on 27 October 1962 and December 5, 1994", [(1962, 10, 27), (1994, 12, 5)]),
        ("2019-03-24", [(2019, 3, 24)]),
        ("from 1918 to 2001", [(1918, 0, 0), (2001, 0, 0)]),
        ("they may march in may", []),
        ("2000 soldiers", []),
        ("1,962 tanks cost $1962", []),
    ],
)
def test_a_date_is_read(text: str, dates: list[tuple[int, int, int]]) -> None:
    assert [(d.year, d.month, d.day) for d in dates_of(text)] == dates


@pytest.mark.parametrize(
    ("said", "source", "same"),
    [
        ("a hundred soldiers", "about 100 military personnel", True),
        ("1,000 soldiers", "about 100 military personnel", False),
        ("41 days", "14 days", False),
        ("6 billion dollars", "$6 billion", True),
        ("6 billion euros", "$6 billion", False),
        ("60 billion dollars", "$6 billion", False),
        ("40,000 soldiers", "more than 40,000 personnel", True),
        ("900,000 soldiers", "more than 40,000 personnel", False),
        ("more than 90 soldiers", "about 100 personnel", True),
        ("fewer than 90 soldiers", "about 100 personnel", False),
        ("98 soldiers", "about 100 personnel", False),
        ("two to three thousand men", "2,000 to 3,000 men", True),
    ],
)
def test_near_is_not_the_same(said: str, source: str, same: bool) -> None:
    (one,), (other,) = figures_of(said), figures_of(source)
    assert one.comparable(other)
    assert one.same(other) is same


@pytest.mark.parametrize(
    ("said", "source"),
    [("100 tanks", "100 soldiers"), ("34 soldiers", "34 percent"), ("41 days", "$41 million")],
)
def test_what_counts_something_else_is_not_compared(said: str, source: str) -> None:
    (one,), (other,) = figures_of(said), figures_of(source)
    assert not one.comparable(other)


def test_dates_are_compared_as_far_as_they_are_told() -> None:
    def same(one: str, other: str) -> bool:
        return dates_of(one)[0].same(dates_of(other)[0])

    assert same("2019", "March 24, 2019")
    assert same("March 2019", "March 24, 2019")
    assert not same("April 2019", "March 24, 2019")
    assert not same("March 2018", "March 2019")
    assert same("the 1990s", "1994")
    assert not same("the 1990s", "2001")
