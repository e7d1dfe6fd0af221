"""What a teacher does with a class, for tests: set it up, fill it, open its debates."""

from __future__ import annotations

from typing import Any

from bot.room.people import Person, text_of
from bot.room.settings import RESIDENTS, STUDENT, TEACHER, Resident
from tests.whole.practice import Message, has_button
from tests.whole.test_class_tools import answered

MOTION = "small-deployments"
TOM = Resident("tom", "Tom", (TEACHER,))
"""A second teacher."""


def students(count: int) -> tuple[Resident, ...]:
    """The usual people, and so many students more."""
    more = (Resident(f"s{n:02}", f"Student {n:02}", (STUDENT,)) for n in range(count))
    return (*RESIDENTS, *more)


def role(person: Person, name: str) -> str:
    return str(next(r["id"] for r in person.roles if r["name"] == name))


async def told(
    person: Person, channel: str, command: str, files: Any = None, /, **options: Any
) -> str:
    """What a person alone is told when they run a command."""
    message = await answered(person, person.slash(channel, command, files or {}, **options))
    return text_of(message)


async def set_up(tess: Person, channel: str = "debates", name: str = "7B", **more: Any) -> str:
    options = {"teachers": role(tess, TEACHER), "desk": tess.channel_id("teachers"), **more}
    return await told(tess, channel, "class setup", name=name, **options)


async def with_students(tess: Person) -> None:
    """A class with everybody who has the role of a student."""
    await set_up(tess)
    said = await told(tess, "debates", "class roster add", role=role(tess, STUDENT))
    assert "added" in said


async def assigned(tess: Person, channel: str = "debates", **options: Any) -> str:
    """What a teacher reads once the debates are open, or why there are none."""
    known = {m["id"] for m in tess.ephemeral}
    place = tess.channel_id(channel)
    await tess.slash(channel, "class assign", **{"motion": MOTION, "format": "quick", **options})
    done = await tess.wait_ephemeral(
        lambda m: (
            m["id"] not in known
            and m["channel_id"] == place
            and not m["content"].startswith("Opening")
        ),
        timeout=60,
    )
    return str(done["content"])


async def board_of(person: Person, *says: str, desk: str = "teachers") -> Message:
    """The board at the desk, as soon as it says all of these."""
    is_board = has_button("parley:class:refresh:")
    return await person.wait_message(
        lambda m: is_board(m) and all(words in text_of(m) for words in says),
        channel=desk,
        timeout=20,
    )
