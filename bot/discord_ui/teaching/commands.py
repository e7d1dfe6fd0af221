"""`/class`: the commands of a class. Each is thin: what it does stands in the file of its matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.classroom.assigning import Sides
from bot.debate.model import Level, Pace
from bot.discord_ui.asking import place_of
from bot.discord_ui.commands import formats, motions
from bot.discord_ui.failures import answer
from bot.discord_ui.teaching import (
    assign,
    board,
    codes,
    lookup,
    roster,
    settings,
    setup,
    steering,
    stepping_in,
)
from bot.discord_ui.teaching.erasing import EraseButton, erase
from bot.discord_ui.teaching.opening import Task
from bot.discord_ui.teaching.releasing import release
from bot.discord_ui.teaching.report import report
from bot.discord_ui.teaching.setup import TextChannel

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

BUTTONS = (
    EraseButton,
    board.RefreshButton,
    settings.PageButton,
    settings.SettingsMenu,
    setup.DissolveButton,
    steering.AllButton,
)

Opponent = Literal["Parley", "Parley, offline", "each other"]


class RosterCommands(app_commands.Group, name="roster", description="Who is in the class"):
    """`/class roster show | add | remove | import`."""

    @app_commands.command(name="show", description="Who is in the class, for you alone")
    @app_commands.guild_only()
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, roster.show(interaction))

    @app_commands.command(name="add", description="Put somebody on the roster")
    @app_commands.describe(role="Everybody who has this role", person="This one person")
    @app_commands.guild_only()
    async def add(
        self,
        interaction: discord.Interaction[Any],
        role: discord.Role | None = None,
        person: discord.User | None = None,
    ) -> None:
        await answer(interaction, roster.add(interaction, role, person))

    @app_commands.command(name="remove", description="Take somebody off the roster")
    @app_commands.describe(person="Who leaves the class; what they said stays")
    @app_commands.guild_only()
    async def remove(self, interaction: discord.Interaction[Any], person: discord.User) -> None:
        await answer(interaction, roster.remove(interaction, person))

    @app_commands.command(name="import", description="Put everybody in a list on the roster")
    @app_commands.describe(file="A text or CSV file with a name or an id on each line")
    @app_commands.guild_only()
    async def take_in(
        self, interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        await answer(interaction, roster.take_in(interaction, file))


class CodeCommands(app_commands.Group, name="code", description="The code by which students join"):
    """`/class code new | off`."""

    @app_commands.command(name="new", description="Make a code by which students can join")
    @app_commands.guild_only()
    async def new(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, codes.new_code(interaction))

    @app_commands.command(name="off", description="Let nobody join by code any more")
    @app_commands.guild_only()
    async def off(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, codes.no_code(interaction))


class ClassCommands(app_commands.Group, name="class", description="A class and its debates"):
    """`/class setup | settings | roster | code | join | assign | board | pause | resume | stop-all |
    reassign | budget | audit | dissolve`."""

    def __init__(self) -> None:
        super().__init__()
        self.add_command(RosterCommands())
        self.add_command(CodeCommands())
        self.add_command(release)
        self.add_command(report)
        self.add_command(erase)

    @app_commands.command(name="setup", description="Make a channel the channel of your class")
    @app_commands.describe(
        name="What the class is called, such as 7B",
        teachers="The role of those who teach it",
        desk="The channel that only teachers see",
        channel="Where the class debates; without it, here",
    )
    @app_commands.guild_only()
    async def setup(
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, 60],
        teachers: discord.Role,
        desk: app_commands.Transform[Any, TextChannel],
        channel: app_commands.Transform[Any, TextChannel] | None = None,
    ) -> None:
        place = str(channel.id) if channel else place_of(interaction)
        work = setup.set_up(interaction, name, str(teachers.id), str(desk.id), place)
        await answer(interaction, work)

    @app_commands.command(name="assign", description="Open a debate for each student of the class")
    @app_commands.describe(
        motion="What is debated",
        format="How many speeches, in which order and how long",
        opponent="Whom each student argues against",
        sides="Who argues for the motion and who against it",
        level="How demanding the bot's speeches are",
        clock="Whether turns have a time: none, minutes, or hours",
        again="Also for those who sit in an open debate already",
    )
    @app_commands.autocomplete(motion=motions, format=formats)
    @app_commands.guild_only()
    async def assign(
        self,
        interaction: discord.Interaction[Any],
        motion: str,
        format: str = "",
        opponent: Opponent = "Parley",
        sides: Sides = Sides.RANDOM,
        level: Level | None = None,
        clock: Pace | None = None,
        again: bool = False,
    ) -> None:
        task = Task(motion, format, opponent, sides, level, clock, again)
        await answer(interaction, assign.assign(interaction, task))

    @app_commands.command(name="board", description="Every open debate on one card, at your desk")
    @app_commands.guild_only()
    async def board(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, board.show_board(interaction))

    @app_commands.command(name="pause", description="Pause every open debate of the class")
    @app_commands.guild_only()
    async def pause(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, steering.do_to_all(interaction, "pause"))

    @app_commands.command(name="resume", description="Let every paused debate go on")
    @app_commands.guild_only()
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, steering.do_to_all(interaction, "resume"))

    @app_commands.command(name="stop-all", description="End every open debate of the class")
    @app_commands.guild_only()
    async def stop_all(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, steering.ask_to_stop(interaction))

    @app_commands.command(name="settings", description="What the class may debate, and how")
    @app_commands.guild_only()
    async def settings(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, settings.show_settings(interaction))

    @app_commands.command(name="join", description="Join your class with its code")
    @app_commands.describe(code="The code that your teacher has given you")
    @app_commands.guild_only()
    async def join(
        self, interaction: discord.Interaction[Any], code: app_commands.Range[str, 1, 40]
    ) -> None:
        await answer(interaction, codes.join(interaction, code))

    @app_commands.command(name="reassign", description="Give a seat of this debate to another")
    @app_commands.describe(seat="Which seat", to="Who takes it: a member, or Parley")
    @app_commands.autocomplete(seat=stepping_in.seats)
    @app_commands.guild_only()
    async def reassign(
        self, interaction: discord.Interaction[Any], seat: str, to: discord.User
    ) -> None:
        await answer(interaction, stepping_in.reassign(interaction, seat, to))

    @app_commands.command(name="budget", description="What is left for asking models")
    @app_commands.guild_only()
    async def budget(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, lookup.show_budget(interaction))

    @app_commands.command(name="audit", description="The last things that were done in the class")
    @app_commands.guild_only()
    async def audit(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, lookup.show_audit(interaction))

    @app_commands.command(name="dissolve", description="Let go of the class and its roster")
    @app_commands.guild_only()
    async def dissolve(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, setup.dissolve(interaction))


def add_class_commands(client: ParleyClient) -> None:
    """Put the commands and buttons of a class into the client."""
    client.tree.add_command(ClassCommands())
    client.tree.add_command(stepping_in.remove_or_put_back)
    client.add_dynamic_items(*BUTTONS)
