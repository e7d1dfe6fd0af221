"""The room's tests: every exchange is held against Discord's description when the test ends."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.room.server import Room
from bot.room.wire import Exchange
from tests.fixtures_room import quick

from .openapi import SPEC, checker


@pytest.fixture
def exchanges() -> list[Exchange]:
    """The REST exchanges of the test's room, in order."""
    return []


@pytest.fixture
async def room(exchanges: list[Exchange]) -> AsyncIterator[Room]:
    """A room in memory, whose exchanges must fit Discord's description."""
    async with Room(quick(on_exchange=exchanges.append)) as room:
        yield room
    if SPEC.is_file():
        faults = [fault for exchange in exchanges for fault in checker().check(exchange)]
        assert not faults, "\n".join(dict.fromkeys(faults))
