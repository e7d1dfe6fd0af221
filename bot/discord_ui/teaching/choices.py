"""The menus of the settings of a class: what can be chosen, what is chosen, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.classroom.model import Against, Length, Settings, Starters
from bot.debate.model import HintKind, Level, Pace
from bot.discord_ui.house import House
from bot.discord_ui.layout import shortened

FULL = 25
"""Discord's limit for the options of a menu."""

USUAL = "usual"
"""The value of an option that leaves it to the configuration."""

PAGES = ("what is debated", "how it is held", "more motions")


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    value: str
    label: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu for one field of the settings; `part` counts the menus that share a field.

    `chosen` are the values that now hold, `rest` those of the field that stand in other menus.
    """

    field: str
    title: str
    says: str
    choices: tuple[Option, ...]
    chosen: tuple[str, ...]
    several: bool = False
    part: int = 0
    rest: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.field}.{self.part}"

    @property
    def placeholder(self) -> str:
        return "All of them" if self.several else "Choose"

    @property
    def now(self) -> str:
        """What now holds, in words."""
        labels = [c.label for c in self.choices if c.value in self.chosen]
        if not self.several:
            return labels[0] if labels else "as usual"
        if len(labels) > 3 or self.rest:
            return f"{len(labels) + len(self.rest)} of them"
        return ", ".join(labels) or "all of them"

    def taken(self, settings: Settings, values: Sequence[str]) -> Settings:
        """The settings with these values chosen. Values that the menu does not have are left out."""
        known = [c.value for c in self.choices if c.value in values]
        if self.several:
            changed: dict[str, Any] = {self.field: (*self.rest, *known)}
            return replace(settings, **changed)
        if not known:
            return settings
        return replace(settings, **{self.field: PARSED[self.field](known[0])})


def number_of_pages(house: House) -> int:
    """Two, and a third where there are more motions than fit into a menu."""
    return 3 if len(house.library.motions()) > FULL else 2


def menus_of(house: House, settings: Settings, page: int) -> tuple[Menu, ...]:
    """The menus of a page, at most five."""
    motions = tuple(_motions(house, settings))
    if page == 2:
        return motions[1:6]
    if page == 1:
        return tuple(_how(house, settings))
    return (*motions[:1], *_what(house, settings))


def _motions(house: House, settings: Settings) -> Iterator[Menu]:
    offered = [
        Option(m.id, shortened(m.says.removeprefix("This House ").strip(), 100))
        for m in house.library.motions()
    ]
    chosen = settings.motions
    for part, choices in enumerate(_batched(offered)):
        here = {c.value for c in choices}
        rest = tuple(id for id in chosen if id not in here)
        says = "which may be debated; none chosen means all"
        yield Menu("motions", "Motions", says, choices, chosen, True, part, rest)


def _what(house: House, settings: Settings) -> Iterator[Menu]:
    """Of the formats, as many as fit into a menu."""
    orders = [
        Option(f.id, shortened(f.name, 100), shortened(f.purpose, 100))
        for f in house.formats.values()
    ][:FULL]
    says = "which may be held; none chosen means all"
    yield Menu("formats", "Formats", says, tuple(orders), settings.formats, True)
    says = "whom students may argue against"
    yield _menu("opponent", "Opponent", says, OPPONENTS, settings.opponent)
    says = "who may open a debate; teachers always may"
    yield _menu("starters", "Who may start", says, STARTERS, settings.starters)
    says = "how demanding Parley's speeches are"
    yield _usual("level", "Level", says, LEVELS, settings.level, house.level)


def _how(house: House, settings: Settings) -> Iterator[Menu]:
    says = "how much a hint gives"
    yield _usual("hints", "Hints", says, HINTS, settings.hints, house.hints)
    says = "how long speeches may be, beside what the format says"
    yield _menu("length", "Length of speeches", says, LENGTHS, settings.length)
    says = "whether turns have a time"
    yield _usual("pace", "Clock", says, CLOCKS, settings.pace, house.pace)
    held, usual = settings.hold_ballots, _held(house.hold_ballots)
    ballots = None if held is None else _held(held)
    says = "when students see their scores"
    yield _usual("hold_ballots", "Ballots", says, BALLOTS, ballots, usual)
    says = "what exports call the students"
    named = Naming.NAMES if settings.names else Naming.PSEUDONYMS
    yield _menu("names", "Names in exports", says, NAMING, named)


class Ballots(StrEnum):
    """When a ballot is seen."""

    HELD = "held"
    AT_ONCE = "at-once"


class Naming(StrEnum):
    """What exports call people."""

    PSEUDONYMS = "pseudonyms"
    NAMES = "names"


def _held(hold: bool) -> Ballots:
    return Ballots.HELD if hold else Ballots.AT_ONCE


Labels = Mapping[Any, str]
OPPONENTS: Labels = {
    Against.ANYBODY: "Anybody they like",
    Against.PARLEY: "Parley",
    Against.OFFLINE: "Parley, offline",
    Against.STUDENT: "Another student",
}
STARTERS: Labels = {
    Starters.EVERYBODY: "Everybody in the channel",
    Starters.ROSTER: "Who is on the roster",
    Starters.TEACHERS: "Teachers alone",
}
LEVELS: Labels = {level: level.value.capitalize() for level in Level}
HINTS: Labels = {
    HintKind.FRAMES: "Sentence frames",
    HintKind.STARTERS: "Sentence starters",
    HintKind.QUESTIONS: "Questions",
    HintKind.NONE: "No hints",
}
LENGTHS: Labels = {
    Length.SHORT: "Short: a good half of the format's words",
    Length.STANDARD: "Standard: as the format says",
    Length.LONG: "Long: half as much again",
}
CLOCKS: Labels = {
    Pace.FREE: "No clock",
    Pace.LIVE: "The minutes of the format",
    Pace.SLOW: "Hours, for a debate over days",
}
BALLOTS: Labels = {
    Ballots.AT_ONCE: "At once",
    Ballots.HELD: "After a teacher has released them",
}
NAMING: Labels = {Naming.PSEUDONYMS: "Pseudonyms", Naming.NAMES: "Their names"}

PARSED: Mapping[str, Any] = {
    "opponent": Against,
    "starters": Starters,
    "length": Length,
    "level": lambda value: None if value == USUAL else Level(value),
    "hints": lambda value: None if value == USUAL else HintKind(value),
    "pace": lambda value: None if value == USUAL else Pace(value),
    "hold_ballots": lambda value: None if value == USUAL else value == Ballots.HELD,
    "names": lambda value: value == Naming.NAMES,
}
"""From the value of an option to what the settings hold."""


def _menu(field: str, title: str, says: str, labels: Labels, now: StrEnum) -> Menu:
    choices = tuple(Option(value.value, label) for value, label in labels.items())
    return Menu(field, title, says, choices, (now.value,))


def _usual(
    field: str, title: str, says: str, labels: Labels, now: StrEnum | None, usual: StrEnum
) -> Menu:
    """A menu whose first line leaves it to the configuration, and says what that is."""
    first = Option(USUAL, shortened(f"As usual here: {labels[usual]}", 100))
    menu = _menu(field, title, says, labels, usual)
    chosen = (now.value if now is not None else USUAL,)
    return replace(menu, choices=(first, *menu.choices), chosen=chosen)


def _batched(options: Sequence[Option]) -> Iterator[tuple[Option, ...]]:
    for start in range(0, max(len(options), 1), FULL):
        yield tuple(options[start : start + FULL])
