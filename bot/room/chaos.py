"""Faults on purpose, for tests: a slow route, a failing route.

A route is named `"POST /channels/{channel_id}/messages"`, as in Discord's spec, or `"*"`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from .faults import Fault, RateLimited


@dataclass
class _Failure:
    status: int
    times: int


class Chaos:
    def __init__(self) -> None:
        self._slow: dict[str, float] = {}
        self._fail: dict[str, _Failure] = {}

    def slow(self, route: str, seconds: float) -> None:
        """Answer `route` only after `seconds`; 0 ends it."""
        self._slow[route] = seconds

    def fail(self, route: str, status: int, times: int) -> None:
        """Answer the next `times` requests of `route` with `status`, unheard."""
        self._fail[route] = _Failure(status, times)

    async def strike(self, route: str) -> None:
        """Wait or raise as arranged for `route`."""
        seconds = self._slow.get(route) or self._slow.get("*")
        if seconds:
            await asyncio.sleep(seconds)
        failure = self._fail.get(route) or self._fail.get("*")
        if failure is None or failure.times <= 0:
            return
        failure.times -= 1
        if failure.status == 429:
            raise RateLimited(0.05)
        raise Fault(failure.status, 0, f"{failure.status}: arranged by a test")
