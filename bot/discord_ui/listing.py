"""The buttons of the speakers list: get on it for a side, and off it."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot.debate import commands
from bot.debate.model import Debate, Side
from bot.discord_ui.asking import ID, DebateButton, Press, ask
from bot.discord_ui.failures import whisper
from bot.discord_ui.opening import see_that_they_may_sit

OFF = "off"


class ListButton(DebateButton, template=rf"parley:list:{ID}:(?P<part>affirmative|negative|{OFF})"):
    """Puts a person on the speakers list, or takes them off it."""

    verb = "list"

    async def press(self, interaction: Press) -> None:
        if self.part == OFF:
            # Nobody has to agree to anything in order to leave.
            person = await interaction.client.house.known(interaction.user)
            await ask(interaction, commands.LeaveList, self.debate, by=person)
            await whisper(interaction, "You are off the speakers list.")
            return
        await see_that_they_may_sit(interaction, self.debate)
        debate = await ask(interaction, commands.JoinList, self.debate, side=Side(self.part))
        place = len(debate.listed)
        first = "You have the floor." if place == 1 else f"You are number {place} on the list."
        await whisper(interaction, f"{first} You speak for the {self.part}.")


def add_list(view: discord.ui.View, debate: Debate) -> None:
    """The buttons of the list, as long as somebody on it will still speak."""
    view.add_item(ListButton(debate.id, Side.AFFIRMATIVE, "Speak for", ButtonStyle.primary))
    view.add_item(ListButton(debate.id, Side.NEGATIVE, "Speak against", ButtonStyle.primary))
    if debate.listed:
        view.add_item(ListButton(debate.id, OFF, "Off the list"))
