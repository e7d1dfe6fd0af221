"""`/class release`: every ballot of a class that is held back, shown to those it is about."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import discord
from discord import app_commands

from bot.debate import commands
from bot.debate.ballots import Review
from bot.debate.errors import IllegalMove, ParleyError, WrongPhase
from bot.debate.model import Debate
from bot.discord_ui.asking import Press
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.teaching.taught import MOST, counted, taught

log = logging.getLogger(__name__)

AT_ONCE = 8
NOTHING = "No ballot of this class is held back. `/class report` shows what there is."


@app_commands.command(name="release", description="Show every held ballot to those it is about")
@app_commands.guild_only()
async def release(interaction: discord.Interaction[Any]) -> None:
    await answer(interaction, _release(interaction))


async def _release(interaction: Press) -> None:
    """Release them all; one that a teacher withheld on purpose stays withheld."""
    house, met = interaction.client.house, taught(interaction)
    by = await house.person(interaction.user)
    debates = await house.chair.records.debates(place=met.place, limit=MOST)
    held = [debate for debate in debates if debate.review is Review.HELD]
    coming = sum(debate.ballot_wanted is not None for debate in debates)
    if not held and not coming:
        raise WrongPhase(NOTHING)
    gate = asyncio.Semaphore(AT_ONCE)
    done = await asyncio.gather(*(_release_one(interaction, d, by, gate) for d in held))
    await house.note(by, met.place, "released-all", ballots=sum(done))
    line = f"{counted(sum(done), 'ballot')} released. Each student can see their own: `/ballot`."
    if not all(done):
        line += f" {counted(done.count(False), 'ballot')} failed. Run it once more."
    if coming:
        line += f" {counted(coming, 'ballot')} still being written: run it again in a minute."
    await whisper(interaction, line)


async def _release_one(
    interaction: Press, debate: Debate, by: str, gate: asyncio.Semaphore
) -> bool:
    """Release the ballot of one debate and say so in its thread; whether it is released."""
    client = interaction.client
    async with gate:
        try:
            after = await client.house.chair.handle(
                commands.ReviewBallot(
                    debate=debate.id,
                    cause=f"interaction {interaction.id}",
                    at=client.house.chair.clock.now(),
                    by=by,
                    review=Review.RELEASED,
                    may=True,
                )
            )
        except IllegalMove:
            return False
        except ParleyError as error:
            log.error("debate %s: its ballot was not released: %s", debate.id, error.line)
            return False
        try:
            await client.audience.ballot(after)
        except (ParleyError, discord.HTTPException) as error:
            log.info("debate %s was not told of its ballot: %s", debate.id, type(error).__name__)
    return True
