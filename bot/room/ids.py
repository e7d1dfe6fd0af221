"""Snowflakes: Discord's ids. Time in the high bits, rising, never given out twice."""

from __future__ import annotations

import re
from collections.abc import Callable

EPOCH_MS = 1_420_070_400_000
_SNOWFLAKE = re.compile(r"[0-9]{1,20}")


class Snowflakes:
    """Gives out ids in rising order, whatever the clock does.

    `last` is the highest id ever given; a room that starts again passes the stored one.
    """

    def __init__(self, clock: Callable[[], float], last: int = 0) -> None:
        self._clock = clock
        self.last = last

    def next(self) -> str:
        moment = max(int(self._clock() * 1000) - EPOCH_MS, 0)
        self.last = max(moment << 22, self.last + 1)
        return str(self.last)


def seconds_of(snowflake: str) -> float:
    """Unix seconds at which `snowflake` was made."""
    return ((int(snowflake) >> 22) + EPOCH_MS) / 1000


def is_snowflake(value: object) -> bool:
    return isinstance(value, int | str) and _SNOWFLAKE.fullmatch(str(value)) is not None
