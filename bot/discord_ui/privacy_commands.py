"""`/privacy`: what is kept of a person, for them to have, and its end. For the asker alone."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands

from bot.discord_ui.asking import Press, place_of
from bot.discord_ui.erasing import forget
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.notice import show_notice

NOTHING = "Nothing is kept of you here: no name, no account, no word."
WARNING = (
    "This forgets your name and every word that you said in any debate here, for good: speeches, "
    "what ballots say of you, votes. Debates stay readable without them. "
    "To go on, use `/privacy erase sure:True`. `/privacy my-data` gives you a copy first."
)


class PrivacyCommands(app_commands.Group, name="privacy", description="What is kept of you"):
    """`/privacy notice | my-data | erase`."""

    @app_commands.command(name="notice", description="What is kept, why, how long; and your say")
    async def notice(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, show_notice(interaction))

    @app_commands.command(name="my-data", description="All that is kept of you, as files")
    async def my_data(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _my_data(interaction))

    @app_commands.command(name="erase", description="Forget you, and every word that you said")
    @app_commands.describe(sure="It cannot be taken back")
    async def erase(self, interaction: discord.Interaction[Any], sure: bool = False) -> None:
        await answer(interaction, _erase(interaction) if sure else whisper(interaction, WARNING))


async def _my_data(interaction: Press) -> None:
    house = interaction.client.house
    person = await house.known(interaction.user)
    if not person:
        await whisper(interaction, NOTHING)
        return
    files = await house.my_data(person)
    await house.note(person, place_of(interaction), "read-own-data", person)
    attached = [discord.File(io.BytesIO(content), name) for name, content in files.items()]
    await whisper(interaction, "All that is kept of you.", files=attached)


async def _erase(interaction: Press) -> None:
    house = interaction.client.house
    person = await house.known(interaction.user)
    if not person:
        await whisper(interaction, NOTHING)
        return
    account = str(interaction.user.id)
    remains = await forget(interaction.client, person, account, str(interaction.id))
    await house.note("", place_of(interaction), "erased", person, words=remains.words)
    line = "You are forgotten, and so is every word that you said."
    await whisper(interaction, line + remains.told("your", "ask your teacher"))
