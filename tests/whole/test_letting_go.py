"""What is past its time goes from the thread as well; and a teacher can have a student forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.room.people import text_of
from bot.room.settings import STUDENT
from tests.whole.lessons import role, set_up, told, with_students
from tests.whole.practice import button_id, floor_is_at, practice, speak, start
from tests.whole.test_class_tools import answered

FORM = "Nobody in Wichita ever lost a night of sleep over a hundred technicians there."
TYPED = "Zanzibar never feared the harbor pilots that its creditors had lent to it."


def holding(folder: Path, *words: str) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [f.name for f in files if any(word.encode() in f.read_bytes() for word in words)]


async def test_the_daily_sweep_empties_the_thread_with_the_record(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", format="quick", school="hawk")
        await speak(ada, thread, 0, FORM)
        await floor_is_at(ada, thread, 2)
        await ada.say(thread.id, TYPED)
        await floor_is_at(ada, thread, 4)
        await ada.slash(thread.id, "debate end")
        await ada.wait_message(lambda m: "was ended here" in m["content"], channel=thread.id)
        # A read that is cut off by the stop would hold the journal for as long as this process
        # lives, which for a bot is no longer; here the next one starts in it.
        for _ in range(3):
            assert await answered(ada, ada.slash(thread.id, "debate status"))
        await p.stop_bot()
        grow_older(tmp_path / "parley.sqlite3", days=40)
        p.start_bot()
        await p.ready()

        def shown() -> str:
            return "\n".join(text_of(m) for m in ada.messages(thread.id))

        await ada.wait(
            lambda: "Wichita" not in shown() and "Zanzibar" not in shown(), 20, lambda: shown()
        )
        assert "speech withdrawn" in shown()
        assert "2 of 6" in shown(), "what the bot said stays"
        await p.stop_bot()
        assert holding(tmp_path, "Wichita", "Zanzibar") == []


def grow_older(database: Path, *, days: int) -> None:
    """Let everything on record have happened so many days earlier, for once."""
    with closing(sqlite3.connect(database)) as disk:
        guards = disk.execute("select name, sql from sqlite_master where type = 'trigger'")
        guards = guards.fetchall()
        for name, _ in guards:
            disk.execute(f"drop trigger {name}")
        for table, column in (("events", "at"), ("debates", "opened_at"), ("people", "seen_at")):
            disk.execute(
                f"update {table} set {column} = strftime('%Y-%m-%d %H:%M:%f', {column}, ?) || '000'",
                (f"-{days} days",),
            )
        for _, sql in guards:
            disk.execute(sql)
        disk.commit()


async def test_a_teacher_has_a_student_forgotten_where_they_ask(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess, p.arrive("ada") as ada:
        await with_students(tess)
        thread = await start(ada, motion="small-deployments", format="quick", school="hawk")
        await speak(ada, thread, 0, FORM)
        await floor_is_at(ada, thread, 2)
        sure = await answered(tess, tess.slash("debates", "class erase", student=ada.me["id"]))
        assert "Forget **Ada**?" in sure["content"]
        assert holding(tmp_path, "Wichita")
        await tess.press(sure, custom_id=button_id(sure, ":erase:"))
        await tess.wait_message(lambda m: "They are forgotten" in m["content"], timeout=20)
        assert holding(tmp_path, "Wichita") == []
        assert "Ada" not in await told(tess, "debates", "class roster show")


async def test_who_debates_elsewhere_as_well_is_not_a_teachers_to_erase(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("tess") as tess, p.arrive("ada") as ada:
        await set_up(tess)
        await told(tess, "debates", "class roster add", role=role(tess, STUDENT))
        await ada.slash("lounge", "debate start", motion="small-deployments", format="quick")
        await ada.wait_ephemeral(lambda m: "Your debate is open" in m["content"], timeout=20)
        said = await told(tess, "debates", "class erase", student=ada.me["id"])
        assert "outside of your classes" in said
        refused = await told(ada, "debates", "class erase", student=ada.me["id"])
        assert "Only a teacher" in refused
