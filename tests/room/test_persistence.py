"""What the room remembers: after a stop, after a kill; and that one file has one room."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.room.faults import DataFileInUse, DataFileUnfit, PortInUse
from bot.room.people import Person
from bot.room.server import Room
from bot.room.settings import RESIDENTS, Resident
from tests.fixtures_room import logged_in, new_client, quick, text_channel


class Vote(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Aye", custom_id="aye")
    async def aye(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.edit_message(content="voted")


async def test_all_is_there_after_a_restart(tmp_path: Path) -> None:
    settings = quick(data_file=tmp_path / "room.sqlite3")
    client = new_client()
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
    kept: list[discord.Interaction] = []

    @tree.command(description="Vote")
    async def vote(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("vote", view=Vote())
        kept.append(interaction)

    async with Room(settings) as room, logged_in(room, client, tree):
        token, guild = room.token, room.house.guild.id
        async with Person.arrive(room.url, "ada") as ada:
            await ada.slash("debates", "vote")
            asked = await ada.wait_message(lambda m: m["content"] == "vote")
            await ada.say("debates", "gone", nonce="n")
            await ada.delete(await ada.wait_message(lambda m: m["content"] == "gone"))
            me = ada.me
        channel = text_channel(client)
        message = await channel.send("see", file=discord.File(io.BytesIO(b"bytes"), "a.txt"))
        await message.pin()
        await message.add_reaction("👍")
        thread = await message.create_thread(name="Kept")
        await thread.send("inside")
        last = room.house.ids.last

    more = (*RESIDENTS, Resident("zoe", "Zoe", ("Student",)))
    settings = quick(data_file=tmp_path / "room.sqlite3", residents=more)
    client = new_client()
    client.add_view(Vote())
    async with Room(settings) as room, logged_in(room, client):
        assert (room.token, room.house.guild.id) == (token, guild)
        async with Person.arrive(room.url, "ada") as ada, Person.arrive(room.url, "zoe"):
            assert ada.me == me
            assert [c["name"] for c in ada.commands] == ["vote"]
            assert [t["name"] for t in ada.threads] == ["Kept"]
            history = await ada.history("debates")
            assert "gone" not in [m["content"] for m in history]
            seen = next(m for m in history if m["content"] == "see")
            assert seen["pinned"]
            assert seen["reactions"][0]["count"] == 1
            await ada.press(asked, label="Aye")
            await ada.wait_message(lambda m: m["content"] == "voted")
            assert int((await ada.say("debates", "new"))["id"]) > last
        again = await text_channel(client).fetch_message(message.id)
        assert await again.attachments[0].read() == b"bytes"
        assert b"gone" not in (tmp_path / "room.sqlite3").read_bytes()


async def test_what_was_confirmed_survives_a_kill(tmp_path: Path) -> None:
    data_file = tmp_path / "room.sqlite3"
    writer = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.room.writes_until_killed",
        str(data_file),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    assert writer.stdout is not None
    confirmed = [(await writer.stdout.readline()).decode().strip() for _ in range(25)]
    writer.kill()
    confirmed += [line.decode().strip() async for line in writer.stdout if line.endswith(b"\n")]
    await writer.wait()
    async with (
        Room(quick(data_file=data_file)) as room,
        Person.arrive(room.url, "ben") as ben,
    ):
        kept = await ben.history("debates", limit=100)
        earlier = kept
        while len(earlier) == 100:
            earlier = await ben.history("debates", before=earlier[0]["id"], limit=100)
            kept = earlier + kept
        ids = [message["id"] for message in kept]
        assert len(ids) == len(set(ids))
        assert set(confirmed) <= set(ids)
        assert [m["content"] for m in kept] == [f"line {n}" for n in range(len(kept))]
        assert int((await ben.say("debates", "next"))["id"]) > int(ids[-1])


async def test_a_second_room_on_the_same_file_is_refused(tmp_path: Path) -> None:
    settings = quick(data_file=tmp_path / "room.sqlite3")
    async with Room(settings):
        with pytest.raises(DataFileInUse, match="is in use by another practice room"):
            await Room(settings).start()
    async with Room(settings):
        pass


async def test_a_file_that_is_no_rooms_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes, which are not a database\n" * 50, encoding="utf-8")
    with pytest.raises(DataFileUnfit, match="no practice room's data file"):
        await Room(quick(data_file=notes)).start()
    assert notes.read_text(encoding="utf-8").startswith("my notes")
    with pytest.raises(DataFileUnfit, match="cannot be opened"):
        await Room(quick(data_file=tmp_path)).start()


async def test_a_port_in_use_is_one_clear_line() -> None:
    async with Room(quick()) as room:
        port = int(room.url.rpartition(":")[2])
        with pytest.raises(PortInUse) as refused:
            await Room(quick(port=port)).start()
        assert str(refused.value) == f"127.0.0.1:{port} cannot be used: Address already in use."


async def test_ids_rise_whatever_the_clock_does(tmp_path: Path) -> None:
    now = [1_800_000_000.0]
    settings = quick(data_file=tmp_path / "room.sqlite3", clock=lambda: now[0])
    async with Room(settings) as room, Person.arrive(room.url, "ada") as ada:
        first = int((await ada.say("debates", "one"))["id"])
        now[0] -= 3600
        second = int((await ada.say("debates", "two"))["id"])
    now[0] -= 3600
    async with Room(settings) as room, Person.arrive(room.url, "ada") as ada:
        third = int((await ada.say("debates", "three"))["id"])
        assert first < second < third
        assert [m["content"] for m in await ada.history("debates")] == ["one", "two", "three"]


async def test_a_room_of_before_gets_the_teachers_desk(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    async with Room(quick(data_file=path)) as room:
        desk = next(c for c in room.house.guild.plain_channels() if c["name"] == "teachers")
    with closing(sqlite3.connect(path, isolation_level=None)) as disk:
        disk.execute("delete from thing where kind = 'channel' and key = ?", (desk["id"],))
    for _ in range(2):
        async with Room(quick(data_file=path)) as room, Person.arrive(room.url, "tess") as tess:
            names = [c["name"] for c in tess.channels.values()]
            assert names == ["welcome", "debates", "teachers", "lounge"]
            async with Person.arrive(room.url, "ada") as ada:
                assert "teachers" not in {c["name"] for c in ada.channels.values()}
