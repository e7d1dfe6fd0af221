"""Threads in which nothing was said for as long as they were given: Discord archives them."""

from __future__ import annotations

from datetime import datetime

from . import threads
from .house import House
from .ids import seconds_of
from .wire import Change, Json


async def archive_quiet(house: House) -> None:
    """Archive each open thread whose `auto_archive_duration` has passed without a word."""
    change, now = Change(), house.clock()
    for thread in list(house.guild.threads()):
        meta = thread["thread_metadata"]
        if not meta["archived"] and now - _active_at(thread) >= meta["auto_archive_duration"] * 60:
            threads.set_state(house, change, thread, archived=True)
    if change.events:
        await house.commit(change)


def _active_at(thread: Json) -> float:
    """Unix seconds of the last message, or of the last time the thread was begun or reopened."""
    touched = datetime.fromisoformat(thread["thread_metadata"]["archive_timestamp"]).timestamp()
    return max(touched, seconds_of(thread["last_message_id"] or thread["id"]))
