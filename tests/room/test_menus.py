"""Menus and options of people, roles and channels, on messages and in forms, with discord.py."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.room.people import Person, Refused
from bot.room.server import Room
from bot.room.settings import STUDENT, Resident
from tests.fixtures_room import logged_in, new_client, text_channel

Asked = discord.Interaction[Any]


def said(values: list[Any]) -> str:
    return ", ".join(f"{type(value).__name__} {value.name}" for value in values)


def saying(words: str) -> Any:
    return lambda message: message["content"] == words


class Setup(discord.ui.Modal, title="Set up the class"):
    role: Any = discord.ui.Label(
        text="Teachers", component=discord.ui.RoleSelect(placeholder="Which role?", required=True)
    )
    people: Any = discord.ui.Label(
        text="Roster",
        component=discord.ui.UserSelect(min_values=0, max_values=5, required=False),
    )
    desk: Any = discord.ui.Label(
        text="Desk", component=discord.ui.ChannelSelect(channel_types=[discord.ChannelType.text])
    )
    level: Any = discord.ui.Label(
        text="Level",
        component=discord.ui.Select(
            options=[discord.SelectOption(label=name) for name in ("novice", "advanced")],
            max_values=2,
        ),
    )

    async def on_submit(self, interaction: Asked) -> None:
        parts = [self.role, self.people, self.desk, self.level]
        picked = [part.component.values for part in parts]
        await interaction.response.send_message(
            " | ".join([*(said(values) for values in picked[:3]), ", ".join(picked[3])]),
            ephemeral=True,
        )


class Menus(discord.ui.View):
    @discord.ui.button(label="Form")
    async def form(self, interaction: Asked, button: Any) -> None:
        await interaction.response.send_modal(Setup())

    @discord.ui.select(cls=discord.ui.RoleSelect, custom_id="role", placeholder="Role")
    async def role(self, interaction: Asked, select: discord.ui.RoleSelect[Any]) -> None:
        await interaction.response.send_message(said(select.values), ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="user", max_values=25)
    async def user(self, interaction: Asked, select: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(said(select.values), ephemeral=True)

    @discord.ui.select(
        cls=discord.ui.ChannelSelect, custom_id="channel", channel_types=[discord.ChannelType.text]
    )
    async def channel(self, interaction: Asked, select: discord.ui.ChannelSelect[Any]) -> None:
        await interaction.response.send_message(said(select.values), ephemeral=True)


def stage() -> tuple[discord.Client, app_commands.CommandTree[Any]]:
    client = new_client()
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)

    @tree.command(description="Menus")
    async def menus(interaction: Asked) -> None:
        view = Menus()
        first = view.children[1]
        assert isinstance(first, discord.ui.RoleSelect)
        assert interaction.guild is not None
        teacher = discord.utils.get(interaction.guild.roles, name="Teacher")
        assert teacher is not None
        first.default_values = [discord.SelectDefaultValue.from_role(teacher)]
        await interaction.response.send_message("menus", view=view)

    @tree.command(description="Set up")
    async def setup(
        interaction: Asked,
        role: discord.Role,
        where: discord.TextChannel,
        who: discord.Member,
    ) -> None:
        seen = where.permissions_for(who).view_channel
        await interaction.response.send_message(
            f"{role.name} {where.name} {who.display_name} {seen}", ephemeral=True
        )

    @tree.context_menu(name="Flag to teacher")
    async def flag(interaction: Asked, message: discord.Message) -> None:
        await message.delete()
        await interaction.response.send_message(f"flagged {message.content}", ephemeral=True)

    return client, tree


async def test_options_take_a_role_a_channel_and_a_member(room: Room) -> None:
    client, tree = stage()
    async with (
        logged_in(room, client, tree),
        Person.arrive(room.url, "tess") as tess,
        Person.arrive(room.url, "ada") as ada,
    ):
        roles = {role["name"]: role["id"] for role in tess.roles}
        assert list(roles) == ["Student", "Teacher", "Parley"]
        where = tess.channel_id("teachers")
        await tess.slash("teachers", "setup", role=roles["Teacher"], where=where, who="tess")
        assert (await tess.wait_ephemeral())["content"] == "Teacher teachers Tess True"
        with pytest.raises(Refused, match="no such thing"):
            await ada.slash("debates", "setup", role=roles["Teacher"], where=where, who="tess")
        with pytest.raises(Refused, match="no such thing"):
            await ada.slash("debates", "setup", role="1", where=ada.channel_id("lounge"), who="ben")


async def test_menus_of_a_message_give_what_was_picked(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "tess") as tess:
        ids = {person["key"]: person["id"] for person in tess.people}
        role = next(role["id"] for role in tess.roles if role["name"] == "Student")
        await tess.slash("debates", "menus")
        message = await tess.wait_message(lambda m: m["content"] == "menus")
        await tess.select(message, role, custom_id="role")
        await tess.wait_ephemeral(lambda m: m["content"] == "Role Student")
        await tess.select(message, ids["ada"], ids["ben"], custom_id="user")
        await tess.wait_ephemeral(lambda m: m["content"] == "Member ada, Member ben")
        await tess.select(message, tess.channel_id("lounge"), custom_id="channel")
        await tess.wait_ephemeral(lambda m: "lounge" in m["content"])
        for wrong in (ids["ada"], "1", "words"):
            with pytest.raises(Refused, match="50035"):
                await tess.select(message, wrong, custom_id="role")


async def test_menus_of_a_form_give_what_was_picked(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "tess") as tess:
        ids = {person["key"]: person["id"] for person in tess.people}
        role = next(role["id"] for role in tess.roles if role["name"] == "Teacher")
        await tess.slash("debates", "menus")
        message = await tess.wait_message(lambda m: m["content"] == "menus")
        for people, told in (([], ""), ([ids["ada"], ids["sam"]], "Member ada, Member sam")):
            await tess.press(message, label="Form")
            modal = await tess.wait_modal()
            fields = [part["component"]["custom_id"] for part in modal["components"]]
            desk, level = [tess.channel_id("teachers")], ["novice"]
            given = dict(zip(fields, ([role], people, desk, level), strict=True))
            with pytest.raises(Refused, match="50035"):
                await tess.submit_fields(modal, {**given, fields[0]: []})
            with pytest.raises(Refused, match="no such thing"):
                await tess.submit_fields(modal, {**given, fields[0]: desk})
            await tess.submit_fields(modal, given)
            whole = f"Role Teacher | {told} | AppCommandChannel teachers | novice"
            await tess.wait_message(saying(whole))


async def test_the_bot_may_take_a_message_away(room: Room) -> None:
    client, tree = stage()
    async with (
        logged_in(room, client, tree),
        Person.arrive(room.url, "tess") as tess,
        Person.arrive(room.url, "ada") as ada,
    ):
        said = await ada.say("lounge", "something rude")
        seen = await tess.wait_message(lambda m: m["id"] == said["id"])
        await tess.use_on(seen, "Flag to teacher")
        await tess.wait_ephemeral(lambda m: m["content"] == "flagged something rude")
        await ada.wait(lambda: said["id"] in ada.deleted, 5, ada.seen_text)


async def test_the_teachers_have_a_channel_of_their_own(room: Room) -> None:
    async with (
        logged_in(room) as client,
        Person.arrive(room.url, "tess") as tess,
        Person.arrive(room.url, "ada") as ada,
    ):
        desk = text_channel(client, "teachers")
        assert not desk.permissions_for(desk.guild.default_role).view_channel
        await desk.send("to the teachers")
        await tess.wait_message(lambda m: m["content"] == "to the teachers", channel="teachers")
        with pytest.raises(Refused, match="50001"):
            await ada.history(str(desk.id))
        await text_channel(client, "lounge").send("to all")
        await ada.wait_message(lambda m: m["content"] == "to all")
        assert [m["content"] for m in ada.messages()] == ["to all"]


async def test_who_comes_and_goes_is_told_by_intent(room: Room) -> None:
    told: list[str] = []
    heard = asyncio.Event()
    blind = new_client(discord.Intents(guilds=True))
    client = new_client()

    def hear(client: discord.Client, name: str) -> None:
        async def on_member_join(member: discord.Member) -> None:
            told.append(f"{name}: {member.display_name} came")

        async def on_member_remove(member: discord.Member) -> None:
            told.append(f"{name}: {member.display_name} left")

        async def on_member_update(before: discord.Member, after: discord.Member) -> None:
            told.append(f"{name}: {after.display_name} has {after.roles[-1].name}")
            heard.set()

        for listener in (on_member_join, on_member_remove, on_member_update):
            client.event(listener)

    hear(client, "member")
    hear(blind, "blind")
    async with (
        logged_in(room, client),
        logged_in(room, blind),
        Person.arrive(room.url, "tess") as tess,
        Person.arrive(room.url, "ben") as ben,
    ):
        guild = client.guilds[0]
        ben_id = int(ben.me["id"])
        await room.admit(Resident("mia", "Mia", (STUDENT,)))
        await tess.wait(lambda: tess.people[-1]["key"] == "mia", 5, lambda: str(tess.people))
        await room.dismiss("ben")
        await tess.wait(lambda: "ben" not in {p["key"] for p in tess.people}, 5, tess.seen_text)
        with pytest.raises(discord.NotFound) as gone:
            await guild.fetch_member(ben_id)
        assert (gone.value.status, gone.value.code) == (404, 10007)
        with pytest.raises((ConnectionError, RuntimeError)):
            await ben.say("lounge", "am I here?")
        mia = guild.get_member_named("mia")
        teacher = discord.utils.get(guild.roles, name="Teacher")
        assert mia is not None
        assert teacher is not None
        async with Person.arrive(room.url, "mia") as mia_here:
            await mia.add_roles(teacher)
            await heard.wait()
            await mia_here.wait(lambda: mia_here.me["is_teacher"], 5, mia_here.seen_text)
            assert mia_here.channel_id("teachers") in mia_here.channels
            await mia.remove_roles(teacher)
            await mia_here.wait(lambda: not mia_here.me["is_teacher"], 5, mia_here.seen_text)
            assert "teachers" not in {c["name"] for c in mia_here.channels.values()}
    assert told[:3] == ["member: Mia came", "member: Ben left", "member: Mia has Teacher"]
    assert not [line for line in told if line.startswith("blind")]


async def test_a_channel_that_is_shut_to_somebody_leaves_their_list(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        lounge = text_channel(client, "lounge")
        everyone = lounge.guild.default_role
        await lounge.set_permissions(lounge.guild.me, view_channel=True)
        await lounge.set_permissions(everyone, view_channel=False)
        await ada.wait(lambda: str(lounge.id) not in ada.channels, 5, ada.seen_text)
        await lounge.set_permissions(everyone, view_channel=True)
        await ada.wait(lambda: str(lounge.id) in ada.channels, 5, ada.seen_text)
