"""The coach on Discord: `/hint`, its button, and what can be asked of a single message."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.debate import commands
from bot.debate.errors import WrongPhase
from bot.debate.model import Citation, Debate
from bot.discord_ui import cards
from bot.discord_ui.asking import ID, DebateButton, Press, ask, here
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import plain, shortened
from bot.ports import Advice


class HintButton(DebateButton, template=rf"parley:hint:{ID}:(?P<part>\d+)"):
    """Gives a hint for the speech that is due, to the one who has to give it."""

    verb = "hint"

    async def press(self, interaction: Press) -> None:
        await give_hint(interaction, await here(interaction, self.debate))


@app_commands.command(name="hint", description="A hint for your next speech, for you alone")
@app_commands.guild_only()
async def hint(interaction: discord.Interaction[Any]) -> None:
    await answer(interaction, _hint(interaction))


async def _hint(interaction: Press) -> None:
    await give_hint(interaction, await here(interaction))


async def give_hint(interaction: Press, debate: Debate) -> None:
    """A hint of the kind that the teacher has set; that it was taken is put on the record."""
    person = await interaction.client.house.person(interaction.user)
    what = debate.coaching.value
    debate = await ask(interaction, commands.TakeHint, debate.id, what=what)
    await _show(
        interaction, await interaction.client.house.coach.hint(debate, person, debate.coaching)
    )


# --- what can be asked of a message -------------------------------------------------------------


@app_commands.context_menu(name="Check this claim")
@app_commands.guild_only()
async def check_claim(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await answer(interaction, _check(interaction, message))


@app_commands.context_menu(name="How could I answer this?")
@app_commands.guild_only()
async def moves(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await answer(interaction, _moves(interaction, message))


@app_commands.context_menu(name="Assumptions?")
@app_commands.guild_only()
async def assumptions(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    await answer(interaction, _assumptions(interaction, message))


async def _check(interaction: Press, message: discord.Message) -> None:
    debate, words = await _said(interaction, message)
    await _show(interaction, await interaction.client.house.coach.check(debate, words))


async def _moves(interaction: Press, message: discord.Message) -> None:
    debate, words = await _said(interaction, message)
    side = None
    if debate:
        person = await interaction.client.house.known(interaction.user)
        seat = debate.seat_held_by(person)
        side = seat.side if seat else None
        if seat and not debate.ending:  # for the teacher, that is a hint too
            await ask(interaction, commands.TakeHint, debate.id, what="moves")
    await _show(interaction, await interaction.client.house.coach.moves(debate, words, side))


async def _assumptions(interaction: Press, message: discord.Message) -> None:
    debate, words = await _said(interaction, message)
    await _show(interaction, await interaction.client.house.coach.assumptions(debate, words))


async def _said(interaction: Press, message: discord.Message) -> tuple[Debate | None, str]:
    """The debate of this thread, if any, and the words of a message: of a speech, its own words."""
    records = interaction.client.house.chair.records
    id = await records.debate_on(str(message.channel.id))
    debate = await records.load(id) if id else None
    speeches = debate.speeches if debate else ()
    speech = next((s for s in speeches if str(message.id) in s.posted), None)
    words = (speech.text or "") if speech else message.content
    if not words.strip():
        raise WrongPhase("There are no words in that message to look at.")
    return debate, words


async def _show(interaction: Press, advice: Advice) -> None:
    lines = "\n".join(f"- {plain(line)}" for line in advice.lines)
    embeds = [
        cards.source_card(Citation(number, passage))
        for number, passage in enumerate(advice.passages[:3], 1)
    ]
    title = f"**{plain(advice.title)}**"
    await whisper(interaction, shortened(f"{title}\n{lines}", 1900), embeds=embeds)
