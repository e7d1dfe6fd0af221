"""Run by a test, killed by it: a room and a person who says one thing after another.

Each line printed is a message that the room has confirmed.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.room.people import Person
from bot.room.server import Room, RoomSettings


async def main() -> None:
    async with (
        Room(RoomSettings(port=0, data_file=Path(sys.argv[1]))) as room,
        Person.arrive(room.url, "ada") as ada,
    ):
        for number in range(100_000):
            message = await ada.say("debates", f"line {number}")
            sys.stdout.write(message["id"] + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
