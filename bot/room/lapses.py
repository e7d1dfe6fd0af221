"""Answers that were promised and never came: the token dies, and the placeholder says so.

Discord tells an application nothing of it; a person's client shows the placeholder as failed.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from .drafts import LOADING
from .house import House
from .ids import seconds_of
from .interactions import ACKNOWLEDGED, FAILED, NO_RESPONSE, Interaction
from .wire import Change


def watch(house: House, asked: Interaction) -> None:
    """Wait for the words that `asked` was promised, for as long as its token lives."""
    age = house.clock() - seconds_of(asked.id)
    left = max(house.settings.token_seconds - age, 0)
    timer = asyncio.get_running_loop().call_later(left, _lapse, house, asked.id)
    house.interactions.pending(asked.id).timer = timer


def watch_all(house: House) -> None:
    """Wait for what was still promised when the room stopped."""
    for asked in house.interactions.acknowledged():
        watch(house, asked)


def _lapse(house: House, key: str) -> None:
    held = house.interactions.get(key)
    if held.state != ACKNOWLEDGED:
        return
    change = Change()
    house.interactions.settle(key)
    house.interactions.put(change, replace(held, state=FAILED))
    failed = {"id": key, "state": FAILED, "reason": NO_RESPONSE}
    change.tell("_INTERACTION", failed, only=held.person)
    message = house.messages.find(held.channel, held.original) if held.original else None
    if message is not None and message["flags"] & LOADING:
        only = house.messages.only_for(message["id"])
        change.tell("_LAPSED", message, channel=held.channel, only=only)
    house.commit_soon(change)
