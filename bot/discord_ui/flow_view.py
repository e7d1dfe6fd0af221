"""`/flow` and its button: the flow sheet as text and as a picture, for the one who asked."""

from __future__ import annotations

import io
import logging
from typing import Any

import discord
from discord import app_commands

from bot.debate.errors import ParleyError, WrongPhase
from bot.debate.model import Debate
from bot.discord_ui.asking import ID, DebateButton, Press, here
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import plain, shortened

log = logging.getLogger(__name__)

PICTURE = "argument-map.png"
ROOM_FOR_TEXT = 1800


class FlowButton(DebateButton, template=rf"parley:flow:{ID}:(?P<part>\d+)"):
    """Shows the flow sheet as it now stands."""

    verb = "flow"

    async def press(self, interaction: Press) -> None:
        await show_flow(interaction, await here(interaction, self.debate))


@app_commands.command(name="flow", description="Which claims stand, were answered, were dropped")
@app_commands.guild_only()
async def flow(interaction: discord.Interaction[Any]) -> None:
    await answer(interaction, _flow(interaction))


async def _flow(interaction: Press) -> None:
    await show_flow(interaction, await here(interaction))


async def show_flow(interaction: Press, debate: Debate) -> None:
    """The sheet and the map of a debate. Raises WrongPhase where no claim was made yet."""
    house = interaction.client.house
    if not any(claims for _, claims in debate.claims):
        raise WrongPhase("The flow sheet is still empty: no claim has been made yet.")
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    names = await house.names(debate)
    sheet = house.flow_sheet(debate, names)
    files: list[discord.File] = []
    try:
        drawn = io.BytesIO(await house.flow_picture(debate, names))
        files.append(discord.File(drawn, PICTURE, description=shortened(sheet, 1000)))
    except ParleyError as error:  # the sheet in words says the same
        log.warning("debate %s: no argument map: %s", debate.id, error.line)
    if len(sheet) > ROOM_FOR_TEXT:
        files.append(discord.File(io.BytesIO(sheet.encode()), "flow-sheet.txt"))
        sheet = f"{shortened(sheet, ROOM_FOR_TEXT)}\n(The whole of it is in the file.)"
    await whisper(interaction, plain(sheet), files=files)
