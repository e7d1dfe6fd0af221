"""A class of 28 through a whole lesson: from the set-up to the sweep, with the real discord.py."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.config import ClassSettings
from bot.room.people import Person, text_of
from bot.room.settings import STUDENT, TEACHER, Resident
from tests.whole.lessons import assigned, board_of, role, set_up, told
from tests.whole.practice import (
    Practice,
    Thread,
    button_id,
    download,
    has_button,
    practice,
    speak,
    spoken,
)
from tests.whole.test_class_tools import answered
from tests.whole.test_consent import agree, whispered

KEYS = tuple(f"s{number:02}" for number in range(1, 29))
PEOPLE = (
    Resident("tess", "Tess", (TEACHER,)),
    *(Resident(key, f"Student {key[1:]}", (STUDENT,)) for key in KEYS),
)
HELD = ClassSettings(hold_ballots=True)
FINISHED = KEYS[:26]
"""Who debates to the end; the others are stopped."""


def line(key: str, turn: int) -> str:
    """What a student says in a turn: their own words, which nobody else says."""
    own = f"Quillon{key} and Zambrak{key}{turn} owe a loan,"
    return {
        0: f"{own} and a hundred technicians who look after it threaten nobody in America.",
        2: f"{own} and you say a small step becomes a large one, but here are no missiles.",
        4: f"{own} so weigh it: talks can take away what threats have brought there.",
    }[turn]


def own_words(key: str) -> tuple[bytes, ...]:
    return (f"Quillon{key}".encode(), f"Zambrak{key}".encode())


async def thread_of(person: Person) -> Thread:
    """The debate to which a student was called."""
    call = await person.wait_message(
        lambda m: f"<@{person.me['id']}>, you speak for" in m["content"], timeout=60
    )
    id = call["channel_id"]
    channel = await person.wait_thread(lambda c: c["id"] == id)
    return Thread(id, channel["name"].rpartition("· ")[2])


async def agrees(person: Person, thread: Thread) -> None:
    """The first press of a button shows the notice; the second will open the form."""
    fragment = f"parley:speak:{thread.debate}:"
    message = await person.wait_message(has_button(fragment), channel=thread.id, timeout=60)
    press = person.press(message, custom_id=button_id(message, fragment))
    await agree(person, await whispered(person, press, "Before you take part"))


async def first_turn(person: Person, thread: Thread) -> int:
    """The turn that the thread offers first: 0 on one side, 1 on the other."""
    fragment = f"parley:speak:{thread.debate}:"
    message = await person.wait_message(has_button(fragment), channel=thread.id, timeout=60)
    return int(button_id(message, fragment).rpartition(":")[2])


async def debate_to_the_end(person: Person, key: str, thread: Thread, first: int) -> None:
    for turn in (first, first + 2, first + 4):
        await speak(person, thread, turn, line(key, turn - first))
    await person.wait_message(
        lambda m: "debate is over" in text_of(m).lower(), channel=thread.id, timeout=90
    )


def holding(folder: Path, words: tuple[bytes, ...]) -> list[str]:
    """The files in which any of these words stand."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [f.name for f in files if any(word in f.read_bytes() for word in words)]


@pytest.mark.timeout(420)
async def test_a_whole_lesson(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        p = await stack.enter_async_context(
            practice(tmp_path, classroom=HELD, residents=PEOPLE, ack_seconds=30)
        )
        tess = await stack.enter_async_context(p.arrive("tess"))
        class_ = {k: await stack.enter_async_context(p.arrive(k)) for k in KEYS}
        await the_class_is_set_up(tess)
        threads = await everybody_has_a_debate(tess, class_)
        firsts = await everybody_agrees_and_begins(p, class_, threads)
        await a_message_is_flagged(tess, class_["s03"], threads["s03"])
        await all_is_paused_and_goes_on(tess, class_["s04"], threads["s04"])
        await the_debates_are_held(class_, threads, firsts)
        await the_rest_is_stopped(tess, class_)
        await ballots_are_held_and_released(tess, class_["s05"], threads["s05"])
        await exports_name_nobody(tess, threads["s06"], class_["s06"])
        await the_report_has_points_once_released(tess, class_["s05"])
        await one_is_erased(p, class_["s07"], threads["s07"], tmp_path)
        await p.stop_bot()
        await a_month_later(p, tmp_path)


async def the_class_is_set_up(tess: Person) -> None:
    asked = await whispered(
        tess,
        tess.slash(
            "debates",
            "class setup",
            name="9B",
            teachers=role(tess, TEACHER),
            desk=tess.channel_id("teachers"),
        ),
        "Before you take part",
    )
    await agree(tess, asked)
    assert "9B** is set up" in await set_up(tess, name="9B")
    said = await told(tess, "debates", "class roster add", role=role(tess, STUDENT))
    assert "28 students added" in said


async def everybody_has_a_debate(tess: Person, class_: dict[str, Person]) -> dict[str, Thread]:
    said = await assigned(tess)
    assert "28 debates open" in said
    assert "14 for the motion, 14 against it" in said
    await told(tess, "debates", "class board")
    await board_of(tess, "28 open")
    threads = await asyncio.gather(*map(thread_of, class_.values()))
    assert len({thread.id for thread in threads}) == 28
    return dict(zip(class_, threads, strict=True))


async def everybody_agrees_and_begins(
    p: Practice, class_: dict[str, Person], threads: dict[str, Thread]
) -> dict[str, int]:
    await asyncio.gather(*(agrees(class_[key], threads[key]) for key in KEYS))
    async with wiring.reading(p.home) as store:
        assert len(await store.agreed()) == 29
    firsts = await asyncio.gather(*(first_turn(class_[key], threads[key]) for key in KEYS))
    assert set(firsts) == {0, 1}
    return dict(zip(KEYS, firsts, strict=True))


async def a_message_is_flagged(tess: Person, student: Person, thread: Thread) -> None:
    call = next(m for m in student.messages(thread.id) if "you speak for" in m["content"])
    modal = student.wait_modal()
    await student.use_on(call, "Flag to teacher")
    form = await modal
    said = await answered(student, student.submit(form))
    assert "teacher" in said["content"].lower()
    card = await tess.wait_message(has_button("parley:settle"), channel="teachers", timeout=20)
    settled = await answered(tess, tess.press(card, "Settle"))
    assert settled["content"]


async def all_is_paused_and_goes_on(tess: Person, student: Person, thread: Thread) -> None:
    assert "28 debates are paused" in await told(tess, "debates", "class pause")
    await student.say(thread.id, "May I go on all the same?")
    await student.wait_message(lambda m: "is paused" in m["content"], channel=thread.id)
    assert "28 debates are going on again" in await told(tess, "debates", "class resume")


async def the_debates_are_held(
    class_: dict[str, Person], threads: dict[str, Thread], firsts: dict[str, int]
) -> None:
    """26 debates run to their end at the same time; of the others only a speech is given."""
    begun = (speak(class_[k], threads[k], firsts[k], line(k, 0)) for k in KEYS[26:])
    await asyncio.gather(
        *(debate_to_the_end(class_[k], k, threads[k], firsts[k]) for k in FINISHED), *begun
    )


async def the_rest_is_stopped(tess: Person, class_: dict[str, Person]) -> None:
    refused = await answered(class_["s01"], class_["s01"].slash("debates", "class stop-all"))
    assert "Only a teacher" in refused["content"]
    sure = await answered(tess, tess.slash("debates", "class stop-all"))
    ended = await answered(tess, tess.press(sure, custom_id=button_id(sure, ":sure")))
    assert "2 debates are ended" in ended["content"]
    await board_of(tess, "0 open", "28 finished")


async def ballots_are_held_and_released(tess: Person, student: Person, thread: Thread) -> None:
    refused = {"content": "still writing"}
    while "still writing" in refused["content"]:
        refused = await answered(student, student.slash(thread.id, "ballot"))
    assert "has not released" in refused["content"]
    released = 0
    while released < len(FINISHED):
        said = await told(tess, "debates", "class release")
        count = re.match(r"(\d+) ballots? released", said)
        assert count, said
        released += int(count[1])
        assert released == len(FINISHED) or "still being written" in said
    assert "No ballot of this class is held" in await told(tess, "debates", "class release")
    mine = await answered(student, student.slash(thread.id, "ballot"))
    assert len(mine["embeds"]) == 1
    assert "Ballot" in mine["embeds"][0]["title"]


async def exports_name_nobody(tess: Person, thread: Thread, student: Person) -> None:
    sent = await answered(tess, tess.slash(thread.id, "transcript"))
    names = {file["filename"].rpartition(".")[2] for file in sent["attachments"]}
    assert names >= {"md", "json", "html", "pdf", "csv"}
    for file in sent["attachments"]:
        content = await download(file)
        assert student.me["name"].encode() not in content
        assert student.me["id"].encode() not in content


async def the_report_has_points_once_released(tess: Person, student: Person) -> None:
    sent = await answered(tess, tess.slash("debates", "class report"))
    files = {f["filename"]: await download(f) for f in sent["attachments"]}
    assert {"report.html", "report.pdf", "report.json", "students.csv", "scores.csv"} <= set(files)
    assert files["students.csv"].count(b"\r\n") == 1 + len(KEYS)
    for content in files.values():
        assert b"Student 05" not in content, "by pseudonyms, unless the teacher shows names"
        assert student.me["id"].encode() not in content
    scored = {row.split(b",")[0] for row in files["scores.csv"].splitlines()[1:]}
    assert len(scored) == len(FINISHED)
    mine = await answered(student, student.slash("debates", "class report"))
    own = {f["filename"]: await download(f) for f in mine["attachments"]}
    assert own["students.csv"].count(b"\r\n") == 2, "a student's report is on nobody else"


async def one_is_erased(p: Practice, student: Person, thread: Thread, data: Path) -> None:
    assert holding(data, own_words("s07"))
    done = await answered(student, student.slash(thread.id, "privacy erase", sure=True))
    assert "You are forgotten" in done["content"]
    await spoken(student, thread, "of 6")
    assert holding(data, own_words("s07")) == []
    assert holding(data, own_words("s08")), "what others said stays"
    async with wiring.reading(p.home) as store:
        debate = await store.load(thread.debate)
        assert [s.text for s in debate.speeches if s.by != "bot"] == [None] * 3


async def a_month_later(p: Practice, data: Path) -> None:
    async with wiring.store_of(p.home) as store:
        place = next(d.place for d in await store.debates(limit=1))
        kept = frozenset(await store.roster(place))
        await store.sweep(datetime.now(UTC) + timedelta(days=31), 30)
        assert len(kept) == 27, "who was erased is off the roster"
        debates = await store.debates(place=place, limit=100)
        assert len(debates) == 28
        assert all(s.text is None for d in debates for s in d.speeches if s.by in kept)
    for key in KEYS:
        assert holding(data, own_words(key)) == [], key
