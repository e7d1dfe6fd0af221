"""`/clock`: pause, go on, give a turn more time, let it pass. What may be done, the rules decide."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.debate import commands
from bot.debate.errors import WrongPhase
from bot.debate.wording import describe, span
from bot.discord_ui.asking import Press, ask, here
from bot.discord_ui.failures import answer, whisper


class ClockCommands(app_commands.Group, name="clock", description="The clock of this debate"):
    """`/clock pause | resume | extend | skip`."""

    @app_commands.command(name="pause", description="Stop the clock, and the debate with it")
    @app_commands.guild_only()
    async def pause(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _pause(interaction))

    @app_commands.command(name="resume", description="Go on after a pause")
    @app_commands.guild_only()
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _resume(interaction))

    @app_commands.command(name="extend", description="Give the turn now due more time")
    @app_commands.describe(minutes="How many minutes more")
    @app_commands.guild_only()
    async def extend(
        self,
        interaction: discord.Interaction[Any],
        minutes: app_commands.Range[int, 1, 7 * 24 * 60],
    ) -> None:
        await answer(interaction, _extend(interaction, minutes))

    @app_commands.command(name="skip", description="Let the turn now due pass without a speech")
    @app_commands.guild_only()
    async def skip(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _skip(interaction))


async def _pause(interaction: Press) -> None:
    debate = await ask(interaction, commands.Pause, (await here(interaction)).id)
    await whisper(interaction, "The clock stands still. `/clock resume` goes on.")
    await interaction.client.audience.tell(debate, "The debate is paused.")


async def _resume(interaction: Press) -> None:
    debate = await ask(interaction, commands.Resume, (await here(interaction)).id)
    await whisper(interaction, "The clock runs again.")
    await interaction.client.audience.tell(debate, "The debate goes on.")


async def _extend(interaction: Press, minutes: int) -> None:
    debate = await ask(
        interaction, commands.ExtendTime, (await here(interaction)).id, seconds=minutes * 60
    )
    name = describe(debate.turn).partition(" (")[0] if debate.turn else "the turn"
    line = f"There are {span(minutes * 60)} more for {name}."
    await whisper(interaction, line)
    await interaction.client.audience.tell(debate, line)


async def _skip(interaction: Press) -> None:
    debate = await here(interaction)
    if debate.turn is None:
        raise WrongPhase("This debate has ended.")
    name = describe(debate.turn).partition(" (")[0]
    after = await ask(interaction, commands.PassTurn, debate.id, turn=debate.turn.index)
    await whisper(interaction, f"Passed: {name}.")
    await interaction.client.audience.tell(after, f"There is no speech for {name}; on we go.")
