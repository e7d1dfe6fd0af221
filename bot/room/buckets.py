"""Rate limits as Discord keeps them: a window per bucket, and headers that tell of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from .faults import RateLimited
from .settings import RateLimits, Rule


@dataclass
class _Window:
    ends: float
    used: int = 0


class Buckets:
    """Counts requests per bucket and major parameter. `clock` gives Unix seconds."""

    def __init__(self, limits: RateLimits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._windows: dict[tuple[str, str], _Window] = {}

    def spend(self, kind: str, major: str, *, counts_everywhere: bool) -> dict[str, str]:
        """Count one request; the headers for its answer. Raises RateLimited when spent.

        `kind` names a rule of RateLimits; `major` is the channel, guild or interaction.
        """
        now = self._clock()
        if counts_everywhere and self._limits.everywhere is not None:
            window = self._window("everywhere", "", self._limits.everywhere, now)
            if window.used >= self._limits.everywhere.count:
                raise RateLimited(window.ends - now, everywhere=True)
        rule: Rule | None = getattr(self._limits, kind)
        headers: dict[str, str] = {}
        if rule is not None:
            window = self._window(kind, major, rule, now)
            if window.used >= rule.count:
                raise RateLimited(window.ends - now)
            window.used += 1
            headers = self.headers(kind, major)
        if counts_everywhere and self._limits.everywhere is not None:
            self._window("everywhere", "", self._limits.everywhere, now).used += 1
        return headers

    def headers(self, kind: str, major: str) -> dict[str, str]:
        """What the bucket stands at, as X-RateLimit headers; none where no rule holds."""
        rule: Rule | None = getattr(self._limits, kind)
        if rule is None:
            return {}
        now = self._clock()
        window = self._window(kind, major, rule, now)
        return {
            "X-RateLimit-Limit": str(rule.count),
            "X-RateLimit-Remaining": str(max(rule.count - window.used, 0)),
            "X-RateLimit-Reset": f"{window.ends:.3f}",
            "X-RateLimit-Reset-After": f"{max(window.ends - now, 0):.3f}",
            "X-RateLimit-Bucket": hashlib.md5(kind.encode(), usedforsecurity=False).hexdigest(),
        }

    def _window(self, kind: str, major: str, rule: Rule, now: float) -> _Window:
        window = self._windows.get((kind, major))
        if window is None or window.ends <= now:
            if len(self._windows) > 2000:
                self._windows = {k: w for k, w in self._windows.items() if w.ends > now}
            window = self._windows[kind, major] = _Window(now + rule.seconds)
        return window
