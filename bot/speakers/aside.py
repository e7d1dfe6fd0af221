"""Work done beside the event loop: in one thread, a piece at a time, in the order in which it came.

A composer is a coroutine that awaits nothing but what it asks of the loop, such as a search in the
library. In the thread it is taken on from one such asking to the next; what it asks for is awaited
on the loop. Knows nothing of speeches.

There is one thread and not several because only one can run Python at a time: each further one
would only have the loop wait longer for its turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class OnLoop(Generic[T]):
    """What has to be awaited on the event loop; a composer awaits this in its place."""

    def __init__(self, call: Callable[[], Awaitable[T]]) -> None:
        self.call = call

    def __await__(self) -> Generator[OnLoop[T], T, T]:
        return (yield self)


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    value: T


class _Composing(Generic[T]):
    """A composer that is begun and taken on in the thread."""

    def __init__(self, compose: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._compose = compose
        self._begun: Coroutine[Any, Any, T] | None = None

    def take_on(self, answer: object) -> OnLoop[Any] | _Done[T]:
        """Go on, with the answer to what was asked for last, to the next asking or to the end."""
        if self._begun is None:
            self._begun = self._compose()
        try:
            asked = self._begun.send(answer)
        except StopIteration as end:
            return _Done(end.value)
        if not isinstance(asked, OnLoop):
            self._begun.close()
            raise TypeError("a composer may await only what is on the loop")
        return asked


class Aside:
    """The thread. Made in no loop and bound to none."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")

    async def compose(self, compose: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What the coroutine that `compose` makes returns; also its errors, and those of the loop."""
        loop = asyncio.get_running_loop()
        composing = _Composing(compose)
        answer: object = None
        while True:
            step = partial(composing.take_on, answer)
            asked = await loop.run_in_executor(self._thread, step)
            if isinstance(asked, _Done):
                return asked.value
            answer = await asked.call()
