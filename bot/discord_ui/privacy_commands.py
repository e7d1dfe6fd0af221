"""`/privacy`: what is kept of a person, for them to have, and its end. For the asker alone."""

from __future__ import annotations

import io
import logging
from typing import Any

import discord
from discord import app_commands

from bot.debate import commands
from bot.debate.errors import IllegalMove
from bot.discord_ui import cards
from bot.discord_ui.asking import Press, place_of
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import MESSAGE
from bot.discord_ui.notice import show_notice
from bot.ports import Shown

log = logging.getLogger(__name__)

WITHDRAWN = "*(speech withdrawn)*"
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
    client = interaction.client
    client.asides.forget(interaction.user.id)
    emptied = await client.holding.empty_cards(person, str(interaction.user.id))
    erased = await house.privacy.erase(person)
    await house.note("", place_of(interaction), "erased", person, words=erased.words)
    for id in erased.open:
        await _free(interaction, id, person)
    left = [shown for shown in erased.shown if not await _taken_down(interaction, shown)]
    line = "You are forgotten, and so is every word that you said."
    if left:
        line += (
            f" {len(left)} of your messages could not be taken out of their threads: "
            "delete them yourself, or ask whoever may manage messages."
        )
    if not emptied:
        line += " A card at the teachers' desk could not be emptied: ask your teacher to delete it."
    await whisper(interaction, line)


async def _free(interaction: Press, debate: str, person: str) -> None:
    """Free the seat that a forgotten person still holds."""
    chair = interaction.client.house.chair
    try:
        await chair.handle(
            commands.LeaveSeat(
                debate=debate,
                cause=f"erased {interaction.id}",
                at=chair.clock.now(),
                by=person,
                person=person,
                may=True,
            )
        )
    except IllegalMove as late:
        log.info("debate %s: no seat was freed: %s", debate, late)


async def _taken_down(interaction: Press, shown: Shown) -> bool:
    """Take a person's words out of the thread that shows them; whether that could be done."""
    client = interaction.client
    try:
        debate = await client.house.chair.records.load(shown.debate)
        speech = debate.speech(shown.turn)
        mentions = await client.audience.mentions(debate)
        text = cards.speech_text(debate, speech, mentions) if speech else WITHDRAWN
        thread = client.get_partial_messageable(int(shown.thread))
        for number, id in enumerate(shown.messages):
            message = await thread.fetch_message(int(id))
            if message.author != client.user:
                await message.delete()
            elif number == 0 and len(text) <= MESSAGE:
                await message.edit(content=text, view=None)
            else:
                await message.edit(content=WITHDRAWN, view=None)
    except (discord.HTTPException, ValueError) as error:
        log.info("words of debate %s stay in their thread: %s", shown.debate, type(error).__name__)
        return False
    return True
