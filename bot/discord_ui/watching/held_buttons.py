"""The buttons at the teachers' desk below words that were held back. They outlive a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle

from bot.classroom.model import Held
from bot.debate.errors import NotYourSeat, Unknown, WrongPhase
from bot.discord_ui.asking import may_steer
from bot.discord_ui.failures import answer, whisper

if TYPE_CHECKING:
    from bot.discord_ui.asking import Press

LABELS = {"approve": "Approve", "decline": "Decline", "seen": "I have seen it"}
PASSES = "Let it stand as a speech"
"""The label for approving what somebody in distress may have written: nobody presses it by habit."""


class HeldButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"parley:held:(?P<choice>approve|decline|seen):(?P<held>\d{1,20})",
):
    """Lets held words pass, declines them, or says that a teacher has seen them."""

    def __init__(self, choice: str, held: str, label: str = "", *, first: bool = False) -> None:
        style = ButtonStyle.primary if first else ButtonStyle.secondary
        custom_id = f"parley:held:{choice}:{held}"
        label = label or LABELS[choice]
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))
        self.choice = choice
        self.held = held

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        return cls(match["choice"], match["held"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self._press(interaction))

    async def _press(self, interaction: Press) -> None:
        house, holding = interaction.client.house, interaction.client.holding
        try:
            held = await house.held.held(self.held)
        except Unknown:
            raise WrongPhase("These words were erased. Nothing has to be decided.") from None
        for_teachers_of(interaction, held.place)
        teacher, mention = await house.person(interaction.user), interaction.user.mention
        if self.choice == "approve":
            line = await holding.approve(self.held, teacher, mention)
        else:
            seen = self.choice == "seen"
            line = await holding.decline(self.held, teacher, mention, seen=seen)
        await whisper(interaction, line)


def for_teachers_of(interaction: Press, place: str) -> None:
    """Raises NotYourSeat for whoever does not teach the class of this channel."""
    if not may_steer(interaction, place):
        raise NotYourSeat("Only who teaches this class can do that.")


def controls(held: Held, *, urgent: bool) -> discord.ui.View:
    """The buttons below a card. What was meant as no speech can only be seen."""
    view = discord.ui.View(timeout=None)
    if not urgent and held.turn >= 0:
        view.add_item(HeldButton("approve", held.id, first=True))
        view.add_item(HeldButton("decline", held.id))
        return view
    view.add_item(HeldButton("seen", held.id, first=True))
    if held.turn >= 0:
        view.add_item(HeldButton("approve", held.id, PASSES))
    return view
