"""A school's room for tests: two classes, a teacher's password, and a clock that can be turned."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.room.people import Person
from bot.room.server import Room
from bot.room.settings import RoomSettings
from tests.fixtures_room import quick

PASSWORD = "correct horse battery"


@dataclass
class Clock:
    """The time of day, and what was added to it."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


def school(**changes: Any) -> RoomSettings:
    """Settings of a room that holds 9B and 10A today; `changes` are fields of RoomSettings."""
    return quick(**{"classes": ("9B", "10A"), "teacher_password": PASSWORD, **changes})


def code(room: Room, name: str = "9B") -> str:
    """The join code of a class."""
    return next(one.code for one in room.classes if one.name == name)


def student(room: Room, name: str, of: str = "9B") -> Person:
    return Person.arrive(room.url, name, code=code(room, of))


def teacher(room: Room, name: str = "Ms Novak") -> Person:
    return Person.arrive(room.url, name, password=PASSWORD)


async def knock(
    room: Room, path: str, form: Any, headers: Mapping[str, str] | None = None
) -> tuple[int, Any]:
    """What the door answers to a form: its status and what it says."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{room.url}/class/{path}", json=form, headers=headers) as answer,
    ):
        return answer.status, await answer.json() if answer.content_type.endswith("json") else None
