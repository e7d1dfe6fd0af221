"""Threads: begun, joined, archived, locked, renamed, deleted; and who may."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.room.people import Person, Refused
from bot.room.server import Room
from tests.fixtures_room import logged_in, quick, text_channel


async def test_a_thread_from_a_message(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        message = await text_channel(client).send("Motion: open the strait")
        thread = await message.create_thread(name="  The   strait ")
        assert thread.id == message.id
        seen = await ada.wait_thread(lambda c: c["name"] == "The strait")
        assert seen["parent_id"] == str(message.channel.id)
        await thread.send("Who speaks first?")
        await ada.wait_message(lambda m: "first" in m["content"], channel=seen["id"])
        marked = await ada.wait_message(lambda m: m["id"] == str(message.id), channel="debates")
        assert marked["thread"]["id"] == seen["id"]
        opener = (await ada.history(seen["id"]))[0]
        assert opener["type"] == 21
        assert opener["referenced_message"]["content"] == "Motion: open the strait"
        with pytest.raises(discord.HTTPException) as twice:
            await message.create_thread(name="again")
        assert twice.value.code == 160004


async def test_a_thread_without_a_message_and_its_members(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        channel = text_channel(client)
        thread = await channel.create_thread(name="Bare", type=discord.ChannelType.public_thread)
        joined = asyncio.create_task(client.wait_for("thread_member_join", timeout=5))
        await asyncio.sleep(0)
        seen = await ada.wait_thread(lambda c: c["name"] == "Bare")
        await ada.say(seen["id"], "here")
        assert (await joined).id == int(ada.me["id"])
        ids = {m.id for m in await thread.fetch_members()}
        assert ids == {client.user.id, int(ada.me["id"])}  # type: ignore[union-attr]
        await thread.remove_user(discord.Object(int(ada.me["id"])))
        assert len(await thread.fetch_members()) == 1
        assert [t.name for t in await client.guilds[0].active_threads()] == ["Bare"]


async def test_a_private_thread_is_for_its_members(room: Room) -> None:
    async with (
        logged_in(room) as client,
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
        Person.arrive(room.url, "tess") as tess,
    ):
        thread = await text_channel(client).create_thread(name="Secret")
        assert thread.is_private()
        await thread.add_user(discord.Object(int(ada.me["id"])))
        await thread.send("between us")
        seen = await ada.wait_message(lambda m: m["content"] == "between us")
        await tess.wait_message(lambda m: m["content"] == "between us")
        with pytest.raises(Refused, match="50001"):
            await ben.history(seen["channel_id"])
        with pytest.raises(Refused, match="50001"):
            await ben.say(seen["channel_id"], "may I?")
        await ben.resync()
        assert ben.threads == []
        assert ben.messages() == []


async def test_archived_and_locked_threads_refuse_as_on_discord(room: Room) -> None:
    async with (
        logged_in(room) as client,
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "tess") as tess,
    ):
        channel = text_channel(client)
        message = await channel.send("motion")
        thread = await message.create_thread(name="Old")
        line = await thread.send("a line")
        await thread.edit(archived=True)
        with pytest.raises(discord.HTTPException) as shut:
            await line.edit(content="changed")
        assert shut.value.code == 50083
        archived = [t.name async for t in channel.archived_threads()]
        assert archived == ["Old"]
        await ada.say(str(thread.id), "I reopen it")
        await ada.wait_thread(lambda c: not c["thread_metadata"]["archived"])
        await tess.archive_thread(str(thread.id), archived=True, locked=True)
        await ada.wait_thread(lambda c: c["thread_metadata"]["locked"])
        with pytest.raises(Refused, match="50083"):
            await ada.say(str(thread.id), "let me in")
        with pytest.raises(Refused, match="50013"):
            await ada.archive_thread(str(thread.id), archived=False)
        await tess.say(str(thread.id), "a teacher may")


async def test_only_a_teacher_deletes_a_thread_and_the_bot_hears(room: Room) -> None:
    async with (
        logged_in(room) as client,
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "tess") as tess,
    ):
        message = await text_channel(client).send("motion")
        thread = await message.create_thread(name="Short")
        seen = await tess.wait_thread(lambda c: c["name"] == "Short")
        with pytest.raises(Refused, match="50013"):
            await ada.delete_thread(seen["id"])
        gone = asyncio.create_task(client.wait_for("raw_thread_delete", timeout=5))
        await asyncio.sleep(0)
        await tess.delete_thread(seen["id"])
        assert (await gone).thread_id == thread.id
        await ada.wait(lambda: not ada.threads, 5, lambda: "the thread to go")
        with pytest.raises(discord.NotFound) as unknown:
            await thread.send("anyone?")
        assert unknown.value.code == 10003


async def test_a_thread_in_which_nothing_is_said_is_archived() -> None:
    now = [1_800_000_000.0]
    settings = quick(clock=lambda: now[0], quiet_check_seconds=0.01)
    async with (
        Room(settings) as room,
        logged_in(room) as client,
        Person.arrive(room.url, "ada") as ada,
    ):
        channel = text_channel(client)
        names = {"An hour": 60, "A day": 1440, "Talked in": 60, "Given longer": 60}
        made = {
            name: await channel.create_thread(
                name=name, auto_archive_duration=minutes, type=discord.ChannelType.public_thread
            )
            for name, minutes in names.items()
        }
        await ada.wait_thread(lambda c: c["name"] == "Given longer")
        now[0] += 1800
        await ada.say(str(made["Talked in"].id), "still here")
        await made["Given longer"].edit(auto_archive_duration=1440)
        heard = asyncio.create_task(
            client.wait_for("thread_update", check=lambda _, after: after.archived, timeout=5)
        )
        await asyncio.sleep(0)
        now[0] += 1800
        await ada.wait_thread(lambda c: c["thread_metadata"]["archived"])
        assert (await heard)[1].name == "An hour"
        closed = [c["name"] for c in ada.threads if c["thread_metadata"]["archived"]]
        assert closed == ["An hour"]
        await ada.say(str(made["An hour"].id), "I reopen it")
        await ada.wait_thread(
            lambda c: c["name"] == "An hour" and not c["thread_metadata"]["archived"]
        )
        now[0] += 1800
        await ada.wait_thread(
            lambda c: c["name"] == "Talked in" and c["thread_metadata"]["archived"]
        )
        now[0] += 1440 * 60
        await ada.wait(
            lambda: all(c["thread_metadata"]["archived"] for c in ada.threads),
            5,
            lambda: f"all to be archived: {ada.threads}",
        )


async def test_renaming_leaves_a_line(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        message = await text_channel(client).send("motion")
        thread = await message.create_thread(name="One")
        await thread.edit(name="Two", auto_archive_duration=60)
        await ada.wait_thread(lambda c: c["name"] == "Two")
        note = await ada.wait_message(lambda m: m["type"] == 4)
        assert note["content"] == "Two"
        with pytest.raises(discord.HTTPException, match="100"):
            await thread.edit(name="x" * 101)
