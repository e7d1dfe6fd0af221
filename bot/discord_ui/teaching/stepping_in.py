"""A teacher steps into one debate: a speech out of view or back, a seat to somebody else."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.debate import commands
from bot.debate.errors import WrongPhase
from bot.debate.model import BOT, NOWHERE, Debate, Seat, Speech
from bot.discord_ui import cards
from bot.discord_ui.asking import Press, ask, here, may_steer, teachers_only
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import MESSAGE, pieces, plain

log = logging.getLogger(__name__)

REST = "-# *(removed from view)*"


@app_commands.context_menu(name="Remove from view / put back")
@app_commands.guild_only()
async def remove_or_put_back(
    interaction: discord.Interaction[Any], message: discord.Message
) -> None:
    await answer(interaction, _remove_or_put_back(interaction, message))


async def _remove_or_put_back(interaction: Press, message: discord.Message) -> None:
    """Take a speech out of everybody's view, or put a hidden one back."""
    teachers_only(interaction)
    house = interaction.client.house
    debate = await here(interaction)
    teachers_only(interaction, debate.place)
    speech = next((s for s in debate.speeches if str(message.id) in s.posted), None)
    if speech is None:
        raise WrongPhase("That message is no speech of this debate.")
    hide = speech.hidden is None
    if hide and speech.text is None:
        raise WrongPhase("The words of this speech are gone already.")
    kind = commands.HideSpeech if hide else commands.ShowSpeech
    after = await ask(interaction, kind, debate.id, turn=speech.turn.index)
    by = await house.known(interaction.user)
    action = "speech-hidden" if hide else "speech-shown"
    await house.note(by, debate.place, action, debate.id, turn=speech.turn.index)
    changed = after.speech(speech.turn.index)
    shown = await _show_as_it_is(interaction, after, changed) if changed else ""
    done = (
        "The speech is out of view: nobody argues with it, judges it or finds it in a transcript. "
        "The same menu on this message puts it back."
        if hide
        else "The speech can be seen again."
    )
    await whisper(interaction, f"{done}{shown}")


async def _show_as_it_is(interaction: Press, debate: Debate, speech: Speech) -> str:
    """Bring the messages of a speech in line with the record; what a teacher has to know of it.

    A message that the student wrote themselves can only be deleted: what is put back then stands
    in the transcript alone, since words in the thread that no record knows could not be erased.
    """
    client = interaction.client
    thread = client.get_partial_messageable(int(debate.floor.thread)) if debate.floor else None
    if thread is None:
        return ""
    text = cards.speech_text(debate, speech, await client.audience.mentions(debate))
    parts = list(pieces(text, MESSAGE))
    said = ""
    for number, id in enumerate(speech.posted if speech.posted != (NOWHERE,) else ()):
        part = parts[number] if number < len(parts) else REST
        try:
            message = await thread.fetch_message(int(id))
            if message.author == client.user:
                await message.edit(content=part)
            elif speech.hidden is not None:
                await message.delete()
                said = " The student's own message is deleted, so their words come back only in the transcript."
        except discord.NotFound:
            if speech.hidden is None:
                said = " Its message is gone, so it stands in the transcript and not in the thread."
        except discord.Forbidden:
            said = " I may not manage messages there: delete the student's message yourself."
    return said


# --- seats ------------------------------------------------------------------------------------


async def seats(interaction: Press, typed: str) -> list[Choice[str]]:
    """The seats of the debate of this thread, with who sits there."""
    house = interaction.client.house
    id = await house.chair.records.debate_on(str(interaction.channel_id))
    if id is None or not may_steer(interaction):
        return []
    debate = await house.chair.records.load(id)
    offered = [(seat.name, await _holder(interaction, seat)) for seat in debate.seats]
    return [
        Choice(name=f"{_called(debate, name)}: {who}"[:100], value=name)
        for name, who in offered
        if typed.casefold() in f"{name} {who}".casefold()
    ][:25]


async def reassign(interaction: Press, seat: str, to: discord.Member | discord.User) -> None:
    """Give a seat of the debate of this thread to a member, or to Parley."""
    teachers_only(interaction)
    client, house = interaction.client, interaction.client.house
    debate = await here(interaction)
    teachers_only(interaction, debate.place)
    by = await house.person(interaction.user)
    if to == client.user:
        holder = BOT
    elif to.bot or not isinstance(to, discord.Member):
        raise WrongPhase("A seat is for a member of this server, or for Parley.")
    else:
        holder = await house.enter(to)
    after = await ask(interaction, commands.GiveSeat, debate.id, seat=seat, holder=holder)
    about = debate.id if holder == BOT else holder
    await house.note(by, debate.place, "seat-given", about, seat=seat)
    name = _called(debate, seat)
    who = "Parley" if holder == BOT else to.mention
    await whisper(
        interaction,
        f"{'Parley' if holder == BOT else plain(to.display_name)} now has the {name} seat.",
    )
    if after.floor:
        called = [] if holder == BOT else [to]
        only = discord.AllowedMentions(everyone=False, roles=False, users=called)
        thread = client.get_partial_messageable(int(after.floor.thread))
        await thread.send(f"{who} now has the {name} seat.", allowed_mentions=only)


def _called(debate: Debate, seat: str) -> str:
    role = debate.format.role(seat)
    return role.name if role else seat


async def _holder(interaction: Press, seat: Seat) -> str:
    if seat.holder is None:
        return "empty"
    if seat.holder == BOT:
        return "Parley"
    return plain(await interaction.client.house.people.name(seat.holder))
