"""A breaker: a server that keeps failing is left alone, then asked once before all ask again.

CLOSED --failures in a row--> OPEN --after a rest--> HALF OPEN: one try
   ^                            ^                        |
   +--------- it works ---------|------------------------+
                                +------- it fails -------+
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.llm.errors import ModelFailed


class BreakerOpen(Exception):
    """The server is resting. `left` is for how many seconds yet; 0 while it is being tried."""

    def __init__(self, left: float) -> None:
        super().__init__("resting")
        self.left = left


class Breaker:
    """Counts the failures of one model on one server.

    `failures` in a row open it, for `rest` seconds by `clock`.
    """

    def __init__(
        self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._opened: float | None = None
        self._probing = False

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Surrounds one request. Raises BreakerOpen instead of letting it happen."""
        probe = self._admit()
        try:
            yield
        except ModelFailed as error:
            if error.counts:
                self._failed(probe)
            raise
        else:
            self._failures, self._opened = 0, None
        finally:
            if probe:
                self._probing = False

    def _admit(self) -> bool:
        """Whether this request is the one that tries a rested server."""
        if self._opened is None:
            return False
        left = self._opened + self._rest - self._clock()
        if self._probing or left > 0:
            raise BreakerOpen(max(left, 0))
        self._probing = True
        return True

    def _failed(self, probe: bool) -> None:
        self._failures += 1
        if probe or (self._opened is None and self._failures >= self._limit):
            self._opened = self._clock()
