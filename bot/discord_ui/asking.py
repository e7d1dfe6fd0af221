"""From an interaction to the chair: who asks, of which debate, and with what weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle

from bot.classroom.model import Class, Settings
from bot.debate import commands
from bot.debate.errors import NotYourSeat, Unknown, WrongPhase
from bot.debate.model import Debate
from bot.discord_ui.failures import answer

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

    Press = discord.Interaction[ParleyClient]
else:
    Press = discord.Interaction

ID = r"(?P<debate>[0-9a-f]{8})"
"""How a debate is named in the id of a button or a form."""


def class_here(interaction: Press) -> Class | None:
    """The class in whose channel, or in a thread of it, this was asked."""
    return interaction.client.house.classes.at(place_of(interaction))


def settings_here(interaction: Press) -> Settings:
    """What binds this person here; nothing binds a teacher, nor anybody outside a class."""
    met = class_here(interaction)
    return met.settings if met and not may_steer(interaction) else Settings()


def place_of(interaction: Press) -> str:
    """The channel in which this was asked; from a thread, the one that it hangs on."""
    channel: Any = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
    return str(parent)


def may_steer(interaction: Press, place: str = "") -> bool:
    """Whether this person is a teacher where a debate is held, or where they ask.

    In a class, those are who has its teachers' role or may manage the server; elsewhere, whoever
    may manage threads. In a channel of another server nobody is.
    """
    place = place or place_of(interaction)
    guild, user = interaction.guild, interaction.user
    if guild is None or not isinstance(user, discord.Member):
        return False
    if met := interaction.client.house.classes.at(place):
        if met.server != str(guild.id):
            return False
        teaches = any(str(role.id) == met.teachers for role in user.roles)
        return teaches or user.guild_permissions.manage_guild
    if place == place_of(interaction):
        return bool(interaction.permissions.manage_threads)
    channel = guild.get_channel(int(place)) if place.isdecimal() else None
    return bool(channel and channel.permissions_for(user).manage_threads)


def teachers_only(interaction: Press, place: str = "") -> None:
    """Raises NotYourSeat for anybody else."""
    if not may_steer(interaction, place):
        who = "who teaches this class" if class_here(interaction) else "whoever may manage threads"
        raise NotYourSeat(f"Only a teacher can do that: {who}.")


async def ask(
    interaction: Press, kind: type[commands.Command], debate: str, **fields: Any
) -> Debate:
    """Hand the chair a command of this person; the debate as it then is.

    Says by itself who asks and, where the command wants to know, whether they are a teacher.
    Raises what `Chair.handle` raises, NotAgreed, and Unknown for a debate of another server.
    """
    house = interaction.client.house
    known = kind.__dataclass_fields__
    held = await here(interaction, debate)
    if "by" in known and "by" not in fields:
        fields["by"] = await house.person(interaction.user)
    if "may" in known:
        fields.setdefault("may", may_steer(interaction, held.place))
    return await house.chair.handle(
        kind(
            debate=debate,
            cause=f"interaction {interaction.id}",
            at=house.chair.clock.now(),
            **fields,
        )
    )


async def here(interaction: Press, debate: str | None = None) -> Debate:
    """The debate named, or that of this thread. Raises Unknown, WrongPhase.

    A debate of another server is as unknown as one that never was.
    """
    records = interaction.client.house.chair.records
    id = debate or await records.debate_on(str(interaction.channel_id))
    if id is None:
        raise WrongPhase("Use this in the thread of a debate.")
    found = await records.load(id)
    if await interaction.client.server_of(found.place) not in (str(interaction.guild_id), ""):
        raise Unknown("debate", id)
    return found


class DebateButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template="parley:never"):
    """What all our buttons share: an id with the debate in it, and a failure that is answered.

    A callback runs inside `failures.answer`: what goes wrong in a dynamic item is otherwise only
    logged by discord.py. `part` is whatever a button needs to know besides the debate.
    """

    verb = ""
    opens_form = False

    def __init__(
        self, debate: str, part: str, label: str = "", style: ButtonStyle = ButtonStyle.secondary
    ) -> None:
        custom_id = f"parley:{self.verb}:{debate}:{part}"
        super().__init__(discord.ui.Button(label=label or None, style=style, custom_id=custom_id))
        self.debate = debate
        self.part = part

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        button = cls(match["debate"], match["part"])
        button.item.label = item.label
        return button

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self.press(interaction), opens_form=self.opens_form)

    async def press(self, interaction: Press) -> None:
        raise NotImplementedError


def field(interaction: Press, name: str) -> str:
    """What was written into a field of a form, wherever the form nests it."""
    waiting: list[Any] = [interaction.data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("custom_id") == name and "value" in part:
                return str(part["value"] or "")
            waiting.extend(part.get("components", ()))
            waiting.append(part.get("component"))
        elif isinstance(part, list):
            waiting.extend(part)
    return ""
