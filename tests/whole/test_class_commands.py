"""A teacher's commands for a class, in the practice room, with the real discord.py client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.room.people import Person, text_of
from bot.room.settings import RESIDENTS, STUDENT, TEACHER, Resident
from tests.whole.practice import Message, button_id, has_button, practice
from tests.whole.test_class_tools import answered

MOTION = "small-deployments"


def role(person: Person, name: str) -> str:
    return str(next(r["id"] for r in person.roles if r["name"] == name))


async def told(person: Person, channel: str, command: str, /, *files: Any, **options: Any) -> str:
    """What a person alone is told when they run a command."""
    message = await answered(person, person.slash(channel, command, *files, **options))
    return text_of(message)


async def set_up(tess: Person, channel: str = "debates", name: str = "7B", **more: Any) -> str:
    options = {"teachers": role(tess, TEACHER), "desk": tess.channel_id("teachers"), **more}
    return await told(tess, channel, "class setup", name=name, **options)


async def with_students(tess: Person) -> None:
    """A class with everybody who has the role of a student."""
    await set_up(tess)
    said = await told(tess, "debates", "class roster add", role=role(tess, STUDENT))
    assert "added" in said


async def assigned(tess: Person, **options: Any) -> str:
    """What a teacher reads once the debates are open."""
    known = {m["id"] for m in tess.ephemeral}
    await tess.slash("debates", "class assign", **{"motion": MOTION, "format": "quick", **options})
    done = await tess.wait_ephemeral(
        lambda m: m["id"] not in known and not m["content"].startswith("Opening"), timeout=60
    )
    return str(done["content"])


async def board_of(tess: Person, **wanted: Any) -> Message:
    """The board at the desk, as soon as it says all of these."""
    return await tess.wait_message(
        lambda m: (
            has_button("parley:class:refresh:")(m)
            and all(w in text_of(m) for w in wanted.get("says", ()))
        ),
        channel="teachers",
        timeout=20,
    )


def students(count: int) -> tuple[Resident, ...]:
    """The usual people, and so many students more."""
    more = (Resident(f"s{n:02}", f"Student {n:02}", (STUDENT,)) for n in range(count))
    return (*RESIDENTS, *more)


async def test_a_class_from_its_set_up_to_the_end_of_all_its_debates(tmp_path: Path) -> None:
    async with (
        practice(tmp_path) as p,
        p.arrive("tess") as tess,
        p.arrive("ada") as ada,
    ):
        said = await set_up(tess)
        assert "7B** is set up" in said
        assert "/class assign" in said
        said = await told(tess, "debates", "class roster add", role=role(tess, STUDENT))
        assert "2 students added: Ada, Ben" in said
        said = await assigned(tess)
        assert "2 debates open" in said
        assert "1 for the motion, 1 against it" in said
        mine = await ada.wait_message(lambda m: f"<@{ada.me['id']}>, you speak for" in m["content"])
        assert mine["mentions"][0]["id"] == ada.me["id"]

        up = await told(tess, "teachers", "class board")
        assert "/channels/" in up
        board = await board_of(tess, says=["2 open", "Ada", "Ben"])
        assert board["pinned"]
        paused = await answered(tess, tess.press(board, "Pause all"))
        assert "2 debates are paused" in paused["content"]
        await board_of(tess, says=["2 paused"])
        await ada.wait_message(lambda m: "paused all debates" in m["content"])
        resumed = await told(tess, "debates", "class resume")
        assert "2 debates are going on again" in resumed
        sure = await answered(tess, tess.press(board, "Stop all"))
        assert "for good?" in sure["content"]
        ended = await answered(tess, tess.press(sure, custom_id=button_id(sure, ":sure")))
        assert "2 debates are ended" in ended["content"]
        board = await board_of(tess, says=["0 open", "2 finished"])
