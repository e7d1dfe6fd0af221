"""Channels, members, roles and commands over REST, and the permissions they give."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands
from discord.http import Route

from bot.room.people import Person, Refused
from bot.room.server import Room
from tests.fixtures_room import logged_in, new_client, text_channel


async def test_channels_are_made_changed_and_removed(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        guild = client.guilds[0]
        channel = await guild.create_text_channel("Class 7B", topic="For 7B")
        assert channel.name == "class-7b"
        await channel.edit(name="class-8b")
        await ada.wait(lambda: ada.channel_id("class-8b") != "class-8b", 5, lambda: "the channel")
        ben = guild.get_member_named("ben")
        assert ben is not None
        await channel.set_permissions(guild.me, view_channel=True)
        await channel.set_permissions(guild.default_role, view_channel=False)
        await channel.set_permissions(ben, view_channel=True, send_messages=True)
        fetched = await client.fetch_channel(channel.id)
        assert isinstance(fetched, discord.TextChannel)
        assert not fetched.permissions_for(guild.get_member_named("ada")).view_channel  # type: ignore[arg-type]
        with pytest.raises(Refused, match="50001"):
            await ada.say(str(channel.id), "hello?")
        async with Person.arrive(room.url, "ben") as ben_here:
            await ben_here.say("class-8b", "hello")
        await channel.set_permissions(ben, overwrite=None)
        await channel.set_permissions(guild.me, overwrite=None)
        # Now the bot has shut itself out with everyone else: it may neither see nor delete.
        with pytest.raises(discord.Forbidden):
            await channel.delete()


async def test_people_may_not_write_where_they_may_only_read(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "tess") as tess:
        with pytest.raises(Refused, match="50013"):
            await tess.say("welcome", "hello")
        await text_channel(client, "welcome").send("Rules")
        await tess.wait_message(lambda m: m["content"] == "Rules", channel="welcome")
        bits = int(tess.channels[tess.channel_id("welcome")]["permissions"])
        assert not discord.Permissions(bits).send_messages


async def test_members_and_roles(room: Room) -> None:
    async with logged_in(room) as client:
        guild = client.guilds[0]
        sam = await guild.fetch_member(guild.get_member_named("sam").id)  # type: ignore[union-attr]
        student = discord.utils.get(guild.roles, name="Student")
        assert student is not None
        await sam.add_roles(student)
        assert [r.name for r in (await guild.fetch_member(sam.id)).roles][1:] == ["Student"]
        await sam.remove_roles(student)
        await sam.edit(nick="Sammy")
        assert (await guild.fetch_member(sam.id)).display_name == "Sammy"
        found = await client.http.request(
            Route("GET", "/guilds/{guild_id}/members/search", guild_id=guild.id),
            params={"query": "samm", "limit": 5},
        )
        assert [m["user"]["id"] for m in found] == [str(sam.id)]
        made = await guild.create_role(name="Judge", permissions=discord.Permissions(0))
        await made.edit(name="Judges")
        assert {r.name for r in await guild.fetch_roles()} >= {"Judges", "Teacher"}
        await made.delete()
        own = discord.utils.get(guild.roles, name="Parley")
        assert own is not None
        with pytest.raises(discord.Forbidden):
            await sam.add_roles(own)
        assert len([m async for m in guild.fetch_members()]) == guild.member_count


async def test_commands_are_kept_replaced_and_removed(room: Room) -> None:
    client = new_client()
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
    for name in ("one", "two"):
        tree.add_command(app_commands.Command(name=name, description=name, callback=_silent))
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        before = {c.name: c.id for c in await tree.fetch_commands()}
        assert set(before) == {"one", "two"}
        tree.remove_command("one")
        after = await tree.sync()
        assert [(c.name, c.id) for c in after] == [("two", before["two"])]
        await ada.wait(lambda: len(ada.commands) == 1, 5, lambda: str(ada.commands))
        await after[0].edit(description="second")
        assert (await tree.fetch_command(before["two"])).description == "second"
        guild = client.guilds[0]
        tree.copy_global_to(guild=guild)
        assert len(await tree.sync(guild=guild)) == 1
        await after[0].delete()
        assert await tree.fetch_commands() == []
        assert len(await tree.fetch_commands(guild=guild)) == 1


async def test_a_command_for_teachers_is_refused_to_students(room: Room) -> None:
    client = new_client()
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)

    @tree.command(description="Stop")
    @app_commands.default_permissions(manage_threads=True)
    async def halt(interaction: discord.Interaction) -> None:
        assert interaction.permissions.manage_threads
        assert interaction.app_permissions.send_messages
        await interaction.response.send_message("halted", ephemeral=True)

    async with (
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "tess") as tess,
    ):
        with pytest.raises(Refused, match="50013"):
            await ada.slash("debates", "halt")
        await tess.slash("debates", "halt")
        assert (await tess.wait_ephemeral())["content"] == "halted"


async def _silent(interaction: discord.Interaction) -> None:
    await interaction.response.defer()


async def test_what_is_not_done_says_so(room: Room, exchanges: list[Any]) -> None:
    async with logged_in(room) as client:
        with pytest.raises(discord.DiscordServerError) as absent:
            await client.guilds[0].fetch_ban(discord.Object(1))
        assert absent.value.status == 501
        assert f"/guilds/{client.guilds[0].id}/bans/1" in absent.value.text
        poll = discord.Poll(question="?", duration=__import__("datetime").timedelta(hours=1))
        poll.add_answer(text="yes")
        with pytest.raises(discord.DiscordServerError, match="poll"):
            await text_channel(client).send(poll=poll)
    exchanges[:] = [e for e in exchanges if e.status != 501]
