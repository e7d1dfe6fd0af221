"""Nonsense, strangers and lost threads: each gets a clear line, and nothing said is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.config import DiscordSettings
from bot.discord_ui.client import CannotJoin
from bot.records.store import open_records
from bot.room.people import Refused, text_of
from bot.room.settings import ALL_INTENTS
from tests.whole.practice import (
    button_id,
    download,
    floor_is_at,
    practice,
    speak,
    start,
)

MESSAGE_CONTENT = 1 << 15
WORDS = "A hundred technicians guard a loan."


async def test_an_unknown_motion_and_format_are_named(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        await ada.slash("debates", "debate start", motion="martians")
        told = await ada.wait_ephemeral(lambda m: "martians" in m["content"])
        assert "There is no motion called" in told["content"]
        assert "small-deployments" in told["content"], "it says which there are"
        await ada.slash("debates", "debate start", motion="small-deployments", format="shouting")
        await ada.wait_ephemeral(lambda m: "no format called “shouting”" in m["content"])
        await ada.slash("debates", "debate start", motion="small-deployments", school="pirate")
        await ada.wait_ephemeral(lambda m: "no pirate side" in m["content"])
        assert ada.threads == []


async def test_a_speech_over_its_cap_is_handed_back(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        long = "no " * 121
        await speak(ada, thread, 0, long)
        told = await ada.wait_ephemeral(lambda m: "121 words" in m["content"])
        assert long.strip() in told["content"]
        await speak(ada, thread, 0, "word " * 700)
        told = await ada.wait_ephemeral(lambda m: bool(m.get("attachments")))
        assert (await download(told["attachments"][0])).decode().split() == ["word"] * 700
        await speak(ada, thread, 0, " . . . ")
        await ada.wait_ephemeral(lambda m: "no words" in m["content"])
        await speak(ada, thread, 0, WORDS)
        await floor_is_at(ada, thread, 2)


async def test_a_plain_message_out_of_turn_is_answered_and_an_aside_is_not(tmp_path: Path) -> None:
    async with practice(tmp_path, words_a_second=20) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        await floor_is_at(ada, thread, 0)
        await ada.say(thread.id, "// is this my turn?")
        await ada.say(thread.id, WORDS)
        await ada.wait_message(lambda m: "2 of 6" in m["content"], channel=thread.id)
        await ada.say(thread.id, "And another thing!")
        told = await ada.wait_message(lambda m: "has the floor" in m["content"], thread.id)
        assert "Your words were not taken" in told["content"]
        assert told["message_reference"]["message_id"]


async def test_a_button_of_a_turn_that_has_passed(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        await speak(ada, thread, 0, WORDS)
        second = await floor_is_at(ada, thread, 2)
        await ada.press(second, custom_id=button_id(second, "parley:speak"))
        modal = await ada.wait_modal()
        await speak(ada, thread, 2, WORDS)
        await floor_is_at(ada, thread, 4)
        await ada.submit(modal, speech="The form of a turn that has passed.")
        told = await ada.wait_ephemeral(lambda m: "That turn has passed" in m["content"])
        assert "The form of a turn that has passed." in told["content"], "the words come back"


async def test_a_deleted_thread_ends_its_debate(tmp_path: Path) -> None:
    async with (
        practice(tmp_path, words_a_second=20) as p,
        p.arrive("ada") as ada,
        p.arrive("tess") as tess,
    ):
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        await speak(ada, thread, 0, WORDS)
        await ada.wait_message(lambda m: "2 of 6" in m["content"], channel=thread.id)
        await tess.delete_thread(thread.id)
        for _ in range(50):  # the news of the deletion may come after the command
            command = await ada.slash("debates", "transcript", debate=thread.debate)
            await command.wait()
            told = ada.ephemeral[-1]
            markdown = (await download(told["attachments"][0])).decode()
            assert WORDS in markdown, "nothing already said is lost"
            if "Its thread was deleted." in markdown:
                break
        else:
            pytest.fail("the debate did not end with its thread")
        await p.stop_bot()
        store = await open_records(p.home.database)
        try:
            assert await store.open_debates() == ()
        finally:
            await store.close()


async def test_a_teacher_may_end_and_read_what_is_not_hers(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("tess") as tess:
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        await floor_is_at(tess, thread, 0)
        await tess.slash(thread.id, "debate end")
        await tess.wait_ephemeral(lambda m: "The debate is over" in m["content"])
        await tess.slash(thread.id, "transcript")
        await tess.wait_ephemeral(lambda m: bool(m.get("attachments")))
        await ada.wait_message(
            lambda m: "The debate is over" in text_of(m), channel=thread.id, timeout=10
        )


async def test_outside_a_debate_a_command_says_where_it_belongs(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        for command in ("debate status", "debate end", "transcript"):
            interaction = await ada.slash("lounge", command)
            await interaction.wait()
        told = [m for m in ada.ephemeral if "thread of a debate" in m["content"]]
        assert len(told) == 3
        with pytest.raises(Refused):
            await ada.slash("debates", "debate start")


async def test_without_the_intent_speeches_are_taken_by_button(tmp_path: Path) -> None:
    async with (
        practice(tmp_path, allowed_intents=ALL_INTENTS & ~MESSAGE_CONTENT) as p,
        p.arrive("ada") as ada,
    ):
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        await floor_is_at(ada, thread, 0)
        await ada.say(thread.id, WORDS)
        await speak(ada, thread, 0, "By the button, then.")
        await floor_is_at(ada, thread, 2)


async def test_a_wrong_token_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    from bot import wiring

    async with practice(tmp_path, start_bot=False) as p:
        settings = DiscordSettings(api_base=p.room.api_base, gateway_url=p.room.gateway_url)
        with pytest.raises(CannotJoin, match="refused the bot token in DISCORD_TOKEN"):
            await wiring.run_bot(p.home, settings, "wrong")
        with pytest.raises(CannotJoin, match="set DISCORD_TOKEN"):
            await wiring.run_bot(p.home, settings, "")


async def test_nothing_that_a_student_writes_acts(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        thread = await start(ada, motion="small-deployments", school="hawk", format="quick")
        bad = f"@everyone <@{ada.me['id']}> [click](https://evil.example) # **hi**"
        await speak(ada, thread, 0, bad)
        await floor_is_at(ada, thread, 2)
        mine = next(m for m in ada.messages(thread.id) if "click" in m["content"])
        assert mine["mentions"] == [] or all(u["id"] == ada.me["id"] for u in mine["mentions"])
        assert not mine["mention_everyone"]
        assert "](" not in mine["content"]


async def test_two_debates_at_once_do_not_mix(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada, p.arrive("ben") as ben:
        mine, yours = await asyncio.gather(
            start(ada, motion="small-deployments", school="hawk", format="quick"),
            start(ben, motion="talks-reward", school="realist", format="quick"),
        )
        assert mine.id != yours.id
        await asyncio.gather(
            speak(ada, mine, 0, "Ada speaks of Caracas."),
            speak(ben, yours, 0, "Ben speaks of Geneva."),
        )
        await asyncio.gather(floor_is_at(ada, mine, 2), floor_is_at(ben, yours, 2))
        assert not any("Geneva." in m["content"] for m in ada.messages(mine.id))


async def test_a_term_is_explained_and_an_unknown_one_is_not_made_up(tmp_path: Path) -> None:
    async with practice(tmp_path) as p, p.arrive("ada") as ada:
        offered = await ada.autocomplete("debates", "explain", "term", "salami")
        assert [choice["value"] for choice in offered] == ["salami tactics"]
        await ada.slash("debates", "explain", term="salami tactics")
        told = await ada.wait_ephemeral(lambda m: "salami tactics" in m["content"])
        assert "slices" in told["content"]
        await ada.slash("debates", "explain", term="quantum chess")
        await ada.wait_ephemeral(lambda m: "no term in the glossary" in m["content"])
