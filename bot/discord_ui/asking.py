"""From an interaction to the chair: who asks, of which debate, and with what weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle

from bot.debate import commands
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.debate.model import Debate
from bot.discord_ui.failures import answer

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

    Press = discord.Interaction[ParleyClient]
else:
    Press = discord.Interaction

ID = r"(?P<debate>[0-9a-f]{8})"
"""How a debate is named in the id of a button or a form."""


def may_steer(interaction: Press) -> bool:
    """Whether this person's word counts in any debate here: who may manage threads is a teacher."""
    return bool(interaction.permissions.manage_threads)


def teachers_only(interaction: Press) -> None:
    """Raises NotYourSeat for anybody else."""
    if not may_steer(interaction):
        raise NotYourSeat("Only a teacher can do that: whoever may manage threads here.")


async def ask(
    interaction: Press, kind: type[commands.Command], debate: str, **fields: Any
) -> Debate:
    """Hand the chair a command of this person; the debate as it then is.

    Says by itself who asks and, where the command wants to know, whether they are a teacher.
    Raises what `Chair.handle` raises.
    """
    house = interaction.client.house
    known = kind.__dataclass_fields__
    if "by" in known and "by" not in fields:
        fields["by"] = await house.person(interaction.user)
    if "may" in known:
        fields.setdefault("may", may_steer(interaction))
    return await house.chair.handle(
        kind(
            debate=debate,
            cause=f"interaction {interaction.id}",
            at=house.chair.clock.now(),
            **fields,
        )
    )


async def here(interaction: Press, debate: str | None = None) -> Debate:
    """The debate named, or that of this thread. Raises Unknown, WrongPhase."""
    records = interaction.client.house.chair.records
    id = debate or await records.debate_on(str(interaction.channel_id))
    if id is None:
        raise WrongPhase("Use this in the thread of a debate.")
    return await records.load(id)


class DebateButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template="parley:never"):
    """What all our buttons share: an id with the debate in it, and a failure that is answered.

    A callback runs inside `failures.answer`: what goes wrong in a dynamic item is otherwise only
    logged by discord.py. `part` is whatever a button needs to know besides the debate.
    """

    verb = ""

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
        await answer(interaction, self.press(interaction))

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
