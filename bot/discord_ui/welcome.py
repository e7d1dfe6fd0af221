"""The welcome card: three buttons, each of which is a debate. Nothing to read first.

A teacher puts it into a channel with `/debate welcome`; the practice room shows it by itself. Its
buttons carry no state, so a card that was posted a year ago still works.
"""

from __future__ import annotations

import logging
import re
import secrets
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.classroom.allowing import allowed
from bot.classroom.model import Settings
from bot.debate.errors import ParleyError, WrongPhase
from bot.discord_ui.cards import QUIET
from bot.discord_ui.failures import answer
from bot.discord_ui.opening import debating_channel, exhibit, start

if TYPE_CHECKING:
    from bot.discord_ui.asking import Press
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

WATCH = "watch"
LABELS = {
    "hawk": "Argue against a hawk",
    "realist": "Argue against a realist",
    WATCH: "Watch the two debate",
}
FIRST_FORMAT = "quick"
LOOKED_BACK = 50
"""How many messages of a channel are searched for a card that already stands there."""


class BeginButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"parley:begin:(?P<choice>hawk|realist|watch)",
):
    """Opens a debate at once, on a motion drawn by lot."""

    def __init__(self, choice: str) -> None:
        style = discord.ButtonStyle.secondary if choice == WATCH else discord.ButtonStyle.primary
        super().__init__(
            discord.ui.Button(label=LABELS[choice], style=style, custom_id=f"parley:begin:{choice}")
        )
        self.choice = choice

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        return cls(match["choice"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self._begin(interaction))

    async def _begin(self, interaction: Press) -> None:
        house = interaction.client.house
        school = "" if self.choice == WATCH else self.choice
        met = house.classes.at(str(debating_channel(interaction).id))
        settings = met.settings if met else Settings()
        offered = [m for m in house.library.motions() if allowed(settings.motions, m.id)]
        fitting = [m for m in offered if not school or school in m.schools]
        if not fitting:
            raise WrongPhase(f"No motion has a {school} side.")
        motion = secrets.choice(fitting).id
        if self.choice == WATCH:
            await exhibit(interaction, motion)
        else:
            first = FIRST_FORMAT if allowed(settings.formats, FIRST_FORMAT) else ""
            await start(interaction, motion, first, school=school)


def welcome_card() -> tuple[discord.Embed, discord.ui.View]:
    """The card and its buttons."""
    embed = discord.Embed(
        title="Practice a debate",
        description=(
            "Parley takes the other side of a foreign-policy motion and answers what you say, "
            "from numbered sources. Press a button; the rest explains itself.\n\n"
            "To choose the motion yourself, type `/debate start` in a channel for debates."
        ),
        colour=QUIET,
    )
    view = discord.ui.View(timeout=None)
    for choice in LABELS:
        view.add_item(BeginButton(choice))
    return embed, view


async def post_welcome(channel: discord.abc.Messageable) -> None:
    """Put the card into a channel."""
    embed, view = welcome_card()
    await channel.send(embed=embed, view=view)


async def welcome_everybody(client: ParleyClient) -> None:
    """Put the card into the channels that are named for it, where it does not stand yet.

    Those are the settings' channel, and the channels of classes that are furnished by themselves;
    their teachers find the board at their desk.
    """
    name, furnished = client.settings.welcome_channel, client.house.furnished
    for guild in client.guilds:
        for channel in guild.text_channels:
            if (name and channel.name == name) or str(channel.id) in furnished:
                await _welcome_once(client, channel)
    for place in furnished:
        if met := client.house.classes.at(place):
            try:
                await client.boards.put_up(met)
            except (ParleyError, discord.HTTPException, OSError) as error:
                log.warning("the board of a class could not be put up: %s", error)


async def _welcome_once(client: ParleyClient, channel: discord.TextChannel) -> None:
    try:
        if not await _stands(client, channel):
            await post_welcome(channel)
    except (discord.HTTPException, OSError) as error:
        log.warning("the welcome card could not be posted in #%s: %s", channel.name, error)


async def _stands(client: ParleyClient, channel: discord.TextChannel) -> bool:
    async for message in channel.history(limit=LOOKED_BACK):
        if message.author == client.user and any(
            getattr(part, "custom_id", "") == f"parley:begin:{WATCH}"
            for row in message.components
            for part in getattr(row, "children", ())
        ):
            return True
    return False
