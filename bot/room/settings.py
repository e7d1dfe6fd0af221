"""What a room is told when it is made: its address, its people, its limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .network import is_loopback
from .wire import Exchange

ALL_INTENTS = (1 << 27) - 1


@dataclass(frozen=True)
class Rule:
    """At most `count` requests in a window of `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True)
class RateLimits:
    """One rule per kind of route, each counted per channel, guild or interaction.

    The figures are those that Discord's answers have shown. `None` lifts a rule and leaves
    its headers out; `off()` is so generous that nothing is ever refused, and still tells
    clients so: without headers discord.py sends one request at a time.
    """

    message: Rule | None = Rule(5, 5.0)
    edit: Rule | None = Rule(5, 5.0)
    delete: Rule | None = Rule(5, 1.0)
    reaction: Rule | None = Rule(1, 0.25)
    webhook: Rule | None = Rule(5, 2.0)
    typing: Rule | None = Rule(5, 5.0)
    callback: Rule | None = None
    other: Rule | None = Rule(50, 1.0)
    everywhere: Rule | None = Rule(50, 1.0)

    @classmethod
    def off(cls) -> RateLimits:
        free = Rule(1_000_000, 1.0)
        return cls(free, free, free, free, free, free, free, free, None)


@dataclass(frozen=True)
class Resident:
    """A person of the room; `key` is the short name by which a browser or a test arrives."""

    key: str
    name: str
    roles: tuple[str, ...] = ()
    colour: str = "#5865f2"


TEACHER = "Teacher"
STUDENT = "Student"

RESIDENTS = (
    Resident("ada", "Ada", (STUDENT,), "#2f7d5b"),
    Resident("ben", "Ben", (STUDENT,), "#b4571f"),
    Resident("tess", "Tess", (TEACHER,), "#6a4bb0"),
    Resident("sam", "Sam", (), "#5c6470"),
)


@dataclass(frozen=True)
class RoomSettings:
    """A room's settings. Times are in seconds, sizes in bytes.

    `port` 0 takes a free one. Without `data_file` all is forgotten when the room stops.
    `bot_token` empty makes one, and keeps it in the data file. `allowed_intents` are the
    gateway intents that the application has been granted: asking for others closes 4014.
    `quiet_check_seconds` is how often threads are looked at that may have to be archived.
    `clock` gives Unix seconds.

    `classes` names the classes that are held: then nobody lives here from the start, people
    come in by join code or with `teacher_password` (empty: the one that is kept), and only
    then may `host` be more than loopback.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    data_file: Path | None = None
    guild_name: str = "Practice room"
    bot_name: str = "Parley"
    bot_token: str = ""
    residents: tuple[Resident, ...] = RESIDENTS
    classes: tuple[str, ...] = ()
    teacher_password: str = field(default="", repr=False)
    ack_seconds: float = 3.0
    token_seconds: float = 15 * 60.0
    nonce_seconds: float = 5 * 60.0
    resume_seconds: float = 120.0
    replay_events: int = 5000
    heartbeat_seconds: float = 41.25
    quiet_check_seconds: float = 60.0
    max_file_bytes: int = 10 * 1024 * 1024
    allowed_intents: int = ALL_INTENTS
    rate_limits: RateLimits = field(default_factory=RateLimits)
    clock: Callable[[], float] = time.time
    on_exchange: Callable[[Exchange], None] | None = None

    @property
    def living_here(self) -> tuple[Resident, ...]:
        """Who is in the room from the start; in a school's room nobody."""
        return () if self.classes else self.residents

    def __post_init__(self) -> None:
        if not self.classes and not is_loopback(self.host):
            raise ValueError("a room in which anybody may be anybody stays on this machine")
