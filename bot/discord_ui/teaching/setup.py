"""`/class setup` and `/class dissolve`: that a channel is the channel of a class, and whose."""

from __future__ import annotations

import dataclasses
from typing import Any

import discord
from discord import ButtonStyle, app_commands

from bot.classroom.model import Class
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.discord_ui.asking import Press, may_steer
from bot.discord_ui.failures import whisper
from bot.discord_ui.layout import plain, shortened
from bot.discord_ui.teaching.taught import PLACE, ClassButton, taught

LONGEST_NAME = 60

DESK = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
"""What the bot needs at the teachers' desk, by discord.py's name and by Discord's."""

CHANNEL = {
    **DESK,
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}

NEXT = """What comes next, best typed at the desk:
1. Who is in it: `/class roster add role:` or `/class code new`, by which students join.
2. What they may debate: `/class settings`.
3. Open a debate for each of them: `/class assign`. See them all at once: `/class board`."""


class TextChannel(app_commands.Transformer):
    """A text channel by its id, also one that the bot cannot see."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        return value


class DissolveButton(ClassButton, template=rf"parley:class:dissolve:{PLACE}"):
    """Lets go of a class; pressed by a teacher who was asked once more."""

    verb = "dissolve"

    async def press(self, interaction: Press) -> None:
        house = interaction.client.house
        met = taught(interaction, self.place)
        by = await house.person(interaction.user)
        await interaction.client.boards.leave(met)
        await interaction.client.holding.leave(met)
        await house.classes.dissolve(met.place)
        await house.note(by, met.place, "class-dissolved")
        line = "The class is dissolved. Its debates stay, and end or go on as they are."
        await interaction.response.edit_message(content=line, view=None)


async def set_up(interaction: Press, name: str, role: str, desk: str, channel: str) -> None:
    """Make the channel the channel of a class, or change the class that it has."""
    house = interaction.client.house
    guild = interaction.guild
    if guild is None:
        raise WrongPhase("A class is set up on a server.")
    before = house.classes.at(channel)
    _may_set_up(interaction, before)
    name = " ".join(plain(name).split())
    if not name:
        raise WrongPhase("A class needs a name, such as 7B.")
    if role == str(guild.id):
        raise WrongPhase("Everybody has that role. Choose one that only teachers have.")
    room, table = _text_channel(guild, channel, CHANNEL), _text_channel(guild, desk, DESK)
    if room == table:
        raise WrongPhase("The desk is for teachers alone: choose another channel for it.")
    by = await house.person(interaction.user)
    started = before or Class(place=channel, server=str(guild.id), name="", teachers="", desk="")
    wanted = dataclasses.replace(
        started, name=shortened(name, LONGEST_NAME), teachers=role, desk=desk
    )
    if before and before.desk != desk:
        await interaction.client.boards.leave(before)
        await interaction.client.holding.leave(before)
    met = await house.classes.set_up(wanted)
    await house.note(by, met.place, "class-changed" if before else "class-set-up")
    interaction.client.boards.stir(met.place)
    done = "is changed" if before else "is set up"
    lines = [f"**{plain(met.name)}** {done}: it debates in <#{met.place}>, its desk is <#{desk}>."]
    lines += _warnings(guild, room, table, guild.get_role(int(role)))
    await whisper(interaction, "\n".join([*lines, *([NEXT] if not before else [])]))


async def dissolve(interaction: Press) -> None:
    """Ask once more whether a class is to be let go of."""
    met = taught(interaction)
    view = discord.ui.View(timeout=None)
    view.add_item(DissolveButton(met.place, label="Dissolve it", style=ButtonStyle.danger))
    line = "Its roster, code and settings are then gone. Its debates stay."
    await whisper(interaction, f"Dissolve **{plain(met.name)}**? {line}", view=view)


def _may_set_up(interaction: Press, before: Class | None) -> None:
    """Raises NotYourSeat for whoever neither manages the server nor teaches this class."""
    user = interaction.user
    manages = isinstance(user, discord.Member) and user.guild_permissions.manage_guild
    if not manages and not (before and may_steer(interaction, before.place)):
        raise NotYourSeat(
            "Only a teacher can do that: who may manage the server, or teaches this class."
        )


def _text_channel(guild: discord.Guild, id: str, needed: dict[str, str]) -> discord.TextChannel:
    """A channel in which the bot may do what it has to. Raises WrongPhase with what is missing."""
    channel = guild.get_channel(int(id))
    if not isinstance(channel, discord.TextChannel):
        raise WrongPhase(f"I cannot see <#{id}>. Give me View Channel there, then try again.")
    granted = channel.permissions_for(guild.me)
    missing = [says for permission, says in needed.items() if not getattr(granted, permission)]
    if missing:
        raise WrongPhase(
            f"I lack permissions in <#{id}>: {', '.join(missing)}. Give me them there, then try again."
        )
    return channel


def _warnings(
    guild: discord.Guild,
    room: discord.TextChannel,
    desk: discord.TextChannel,
    teachers: discord.Role | None,
) -> list[str]:
    """What a teacher should know of their choice, although it is kept."""
    said = []
    if desk.permissions_for(guild.default_role).view_channel:
        said.append(
            f"⚠ Everybody can see <#{desk.id}>. Held words are shown there: hide it from students."
        )
    calls = teachers is not None and teachers.mentionable
    if not calls and not desk.permissions_for(guild.me).mention_everyone:
        said.append(
            "⚠ I cannot call the teachers when a student may need help: let anybody mention their "
            f"role, or give me Mention Everyone in <#{desk.id}>."
        )
    if not room.permissions_for(guild.me).manage_messages:
        said.append(
            f"⚠ I may not manage messages in <#{room.id}>, so I cannot remove a student's message."
        )
    return said
