"""A student asks what is kept of them, and has it forgotten: no file holds a word of it after."""

from __future__ import annotations

from pathlib import Path

from tests.whole.practice import download, floor_is_at, practice, speak, spoken, start
from tests.whole.test_class_tools import answered

SAID = "Nobody in Wichita ever lost a night of sleep over a hundred cyber technicians."
AGAIN = "Zanzibar never feared the harbor pilots that its creditors had lent to it."


async def test_what_a_student_said_is_theirs_to_have_and_to_have_forgotten(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", format="quick", school="hawk")
        await speak(ada, thread, 0, SAID)
        await floor_is_at(ada, thread, 2)
        await ada.say(thread.id, AGAIN)
        await spoken(ada, thread, "4 of 6")
        mine = await answered(ada, ada.slash(thread.id, "privacy my-data"))
        kept = [(await download(file)).decode() for file in mine["attachments"]]
        assert len(kept) == 2
        assert all(SAID in text and AGAIN in text for text in kept)
        warned = await answered(ada, ada.slash(thread.id, "privacy erase"))
        assert "for good" in warned["content"]
        done = await answered(ada, ada.slash(thread.id, "privacy erase", sure=True))
        assert "You are forgotten" in done["content"]
        shown = await ada.wait_message(
            lambda m: "1 of 6" in m["content"] and "withdrawn" in m["content"], channel=thread.id
        )
        assert SAID not in shown["content"]
        await p.stop_bot()
        files = [f for f in tmp_path.rglob("*") if f.is_file()]
        assert files
        for words in (SAID, AGAIN, "Wichita", "Zanzibar"):
            holding = [f.name for f in files if words.encode() in f.read_bytes()]
            assert holding == [], words


async def test_who_only_watched_has_nothing_kept_of_what_they_did_not_say(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("sam") as sam:
        assert await answered(sam, sam.slash("debates", "explain", term="deterrence"))
        told = await answered(sam, sam.slash("debates", "privacy my-data"))
        assert "Nothing is kept of you" in told["content"]
        gone = await answered(sam, sam.slash("debates", "privacy erase", sure=True))
        assert "Nothing is kept of you" in gone["content"]
    assert b'"sam"' not in (tmp_path / "parley.sqlite3").read_bytes()
