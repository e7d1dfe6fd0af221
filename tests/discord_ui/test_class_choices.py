"""The menus of a class's settings: Discord's limits, what is shown as chosen, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

import pytest

from bot.classroom.model import Against, Settings
from bot.debate.model import Format, HintKind, Level, Motion, Pace
from bot.discord_ui.teaching.choices import FULL, Menu, menus_of, number_of_pages
from tests.debate.examples import MOTION, QUICK


@dataclass
class Shelf:
    """A library with so many motions."""

    count: int

    def motions(self) -> tuple[Motion, ...]:
        return tuple(replace(MOTION, id=f"m{n}", says=f"This House {n}") for n in range(self.count))


@dataclass
class Around:
    """As much of a house as the menus look at."""

    library: Shelf
    formats: dict[str, Format] = field(
        default_factory=lambda: {f"f{n}": replace(QUICK, id=f"f{n}") for n in range(30)}
    )
    level: Level = Level.NOVICE
    hints: HintKind = HintKind.QUESTIONS
    pace: Pace = Pace.FREE
    hold_ballots: bool = False


def every_menu(house: Any, settings: Settings) -> list[Menu]:
    return [m for page in range(number_of_pages(house)) for m in menus_of(house, settings, page)]


@pytest.mark.parametrize("count", [1, 14, 25, 26, 120])
def test_no_menu_is_too_long_and_no_page_too_full(count: int) -> None:
    house: Any = Around(Shelf(count))
    for page in range(number_of_pages(house)):
        assert 0 < len(menus_of(house, Settings(), page)) <= 5
    menus = every_menu(house, Settings())
    assert all(1 <= len(m.choices) <= FULL for m in menus)
    assert all(len(o.label) <= 100 and len(o.says) <= 100 for m in menus for o in m.choices)
    assert sum(len(m.choices) for m in menus if m.field == "motions") == count
    assert len({m.key for m in menus}) == len(menus)


def test_every_setting_can_be_chosen_and_is_then_shown() -> None:
    house: Any = Around(Shelf(3))
    assert {m.field for m in every_menu(house, Settings())} == {f.name for f in fields(Settings)}
    for menu in every_menu(house, Settings()):
        for option in menu.choices:
            after = menu.taken(Settings(), (option.value,))
            (again,) = [m for m in every_menu(house, after) if m.key == menu.key]
            assert again.chosen == (option.value,)
            assert again.now == option.label


def test_what_stands_in_another_menu_is_kept() -> None:
    house: Any = Around(Shelf(30))
    settings = Settings(motions=("m1", "m28"))
    first, second = [m for m in every_menu(house, settings) if m.field == "motions"]
    assert first.taken(settings, ("m2",)).motions == ("m28", "m2")
    assert second.taken(settings, ()).motions == ("m1",)


def test_what_no_menu_has_changes_nothing() -> None:
    house: Any = Around(Shelf(3))
    for menu in every_menu(house, Settings(opponent=Against.PARLEY)):
        after = menu.taken(Settings(opponent=Against.PARLEY), ("nonsense", "usual; drop"))
        assert after == Settings(opponent=Against.PARLEY)
