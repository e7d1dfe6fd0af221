"""Work beside the event loop: the loop stays free, and what needs the loop is done on it."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.speakers.aside import Aside, OnLoop

LONG = 20
"""Seconds after which a test gives up that would else wait for ever."""


async def test_composing_leaves_the_loop_free() -> None:
    freed = threading.Event()

    async def compose() -> bool:
        return freed.wait(LONG)

    composing = asyncio.create_task(Aside().compose(compose))
    await asyncio.sleep(0)
    freed.set()
    assert await composing


async def test_what_is_asked_for_is_awaited_on_the_loop() -> None:
    here = threading.get_ident()

    async def where(word: str) -> tuple[str, int]:
        await asyncio.sleep(0)
        return word, threading.get_ident()

    async def compose() -> list[tuple[str, int]]:
        assert threading.get_ident() != here
        return [await OnLoop(lambda: where("one")), await OnLoop(lambda: where("two"))]

    assert await Aside().compose(compose) == [("one", here), ("two", here)]


async def test_one_piece_is_worked_on_at_a_time_in_the_order_of_coming() -> None:
    aside = Aside()
    told: list[str] = []

    def piece(name: str) -> asyncio.Task[None]:
        async def compose() -> None:
            told.append(f"{name} begins")
            told.append(f"{name} ends")

        return asyncio.create_task(aside.compose(compose))

    await asyncio.gather(*(piece(name) for name in "abc"))
    assert told == [f"{name} {does}" for name in "abc" for does in ("begins", "ends")]


async def test_errors_reach_whoever_asked() -> None:
    async def fails() -> int:
        raise LookupError("in the thread")

    async def missing() -> int:
        raise KeyError("on the loop")

    async def asks() -> int:
        return await OnLoop(missing)

    aside = Aside()
    with pytest.raises(LookupError, match="in the thread"):
        await aside.compose(fails)
    with pytest.raises(KeyError, match="on the loop"):
        await aside.compose(asks)


async def test_nothing_else_may_be_awaited() -> None:
    async def sleeps() -> None:
        await asyncio.sleep(0)

    with pytest.raises(TypeError, match="may await only"):
        await Aside().compose(sleeps)


async def test_what_is_called_off_before_its_turn_is_never_begun() -> None:
    aside = Aside()
    begun, go_on = threading.Event(), threading.Event()
    told: list[str] = []

    async def first() -> None:
        begun.set()
        go_on.wait(LONG)
        told.append("first")

    async def second() -> None:
        told.append("second")

    one = asyncio.create_task(aside.compose(first))
    assert await asyncio.to_thread(begun.wait, LONG)
    other = asyncio.create_task(aside.compose(second))
    await asyncio.sleep(0)
    other.cancel()
    with pytest.raises(asyncio.CancelledError):
        await other
    go_on.set()
    await one
    assert told == ["first"]


async def test_what_is_called_off_while_it_waits_is_let_go() -> None:
    asked = asyncio.Event()
    let_go = threading.Event()

    async def never() -> None:
        asked.set()
        await asyncio.Event().wait()

    async def compose() -> None:
        try:
            await OnLoop(never)
        finally:
            let_go.set()

    aside = Aside()
    composing = asyncio.create_task(aside.compose(compose))
    await asked.wait()
    composing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await composing
    del composing
    assert await asyncio.to_thread(let_go.wait, LONG)
