"""Every format from its start to its verdict, through the real discord.py client, offline."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.room.people import Person, text_of
from tests.whole.holding import Hall
from tests.whole.practice import ROOT, Message, Practice, Thread, button_id, practice, start

MOTION = "small-deployments"
FORMATS = sorted(path.stem for path in (ROOT / "prompts" / "formats").glob("*.yaml"))
WATCHED = {"exhibition"}
JUDGED = {"lincoln-douglas", "public-forum", "steelman", "cross-examination-drill"}


@asynccontextmanager
async def class_of(
    tmp_path: Path,
) -> AsyncIterator[tuple[Practice, Person, Person, Person, Person]]:
    async with (
        practice(tmp_path) as p,
        p.arrive("ada") as ada,
        p.arrive("ben") as ben,
        p.arrive("tess") as tess,
        p.arrive("sam") as sol,
    ):
        yield p, ada, ben, tess, sol


async def ballot_of(person: Person, thread: Thread) -> Message:
    """The ballot as this person sees it, once it is announced."""
    told = await person.wait_message(
        lambda m: "ballot is ready" in m["content"], channel=thread.id, timeout=30
    )
    known = {m["id"] for m in person.ephemeral}
    await person.press(told, custom_id=button_id(told, ":ballot:"))
    return await person.wait_ephemeral(lambda m: m["id"] not in known)


@pytest.mark.parametrize("format", [f for f in FORMATS if f not in WATCHED])
async def test_a_student_holds_it_against_parley(tmp_path: Path, format: str) -> None:
    async with class_of(tmp_path) as (_, ada, ben, tess, sol):
        thread = await start(ada, motion=MOTION, format=format, school="hawk")
        hall = Hall(ada, [ada], audience=[ben, tess, sol])
        await hall.hold(thread)
        assert hall.said, "people had their say"
        if format in JUDGED:
            seen = text_of(await ballot_of(ada, thread))
            assert "of 4" in seen
            assert "Next step" in seen


@pytest.mark.parametrize("format", ["quick", "public-forum", "fishbowl", "steelman"])
async def test_students_hold_it_against_each_other(tmp_path: Path, format: str) -> None:
    async with class_of(tmp_path) as (_, ada, ben, tess, sol):
        opponent = {"opponent": "another student"}
        thread = await start(ada, motion=MOTION, format=format, school="hawk", **opponent)
        hall = Hall(ada, [ada, ben, tess, sol] if format in ("public-forum", "fishbowl") else [ben])
        await hall.hold(thread)
        await ada.slash(thread.id, "judge", winner=True)
        told = await ada.wait_message(
            lambda m: "ballot is ready" in m["content"] and "Winner" in m["content"],
            channel=thread.id,
            timeout=30,
        )
        assert "Winner: " in text_of(told)


async def test_an_audience_moves_and_the_larger_swing_wins(tmp_path: Path) -> None:
    async with class_of(tmp_path) as (_, ada, ben, tess, sol):
        thread = await start(ada, motion=MOTION, format="oxford", school="hawk")
        hall = Hall(ada, [ada], audience=[ben, tess, sol])
        card = await hall.hold(thread)
        assert "Neither side gained more" in text_of(card), "nobody changed their mind"
