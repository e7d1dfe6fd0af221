"""What the commands and buttons of a class share: which class is meant, and that a teacher asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ButtonStyle

from bot.classroom.model import Class
from bot.debate.errors import WrongPhase
from bot.discord_ui.asking import Press, place_of, teachers_only
from bot.discord_ui.failures import answer
from bot.discord_ui.layout import plain

PLACE = r"(?P<place>\d{1,20})"
"""How a class is named in the id of a button: by its channel."""

MOST = 500
"""How many open debates of a class are looked at."""

NONE_HERE = "There is no class here. `/class setup` in its channel makes one."


def taught(interaction: Press, place: str = "") -> Class:
    """The class that is meant, of which this person is a teacher.

    Without a `place`, that of this channel, or the one whose teachers' desk it is. Raises
    NotYourSeat for anybody but its teachers, WrongPhase where there is none or several.
    """
    met = class_at(interaction, place or place_of(interaction))
    teachers_only(interaction, met.place if met else place)
    if met is None:
        raise WrongPhase(NONE_HERE)
    return met


def class_at(interaction: Press, place: str) -> Class | None:
    """The class of this channel, or the one that has its desk there; one of this server."""
    classes = interaction.client.house.classes
    met = classes.at(place)
    if met is not None:
        return met
    desks = [one for one in classes.on(str(interaction.guild_id)) if one.desk == place]
    if len(desks) > 1:
        named = ", ".join(f"<#{one.place}>" for one in desks)
        raise WrongPhase(f"Several classes have their desk here. Ask in the channel: {named}.")
    return desks[0] if desks else None


class ClassButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template="parley:class:never"):
    """What the buttons of a class share: an id with the class in it, and a failure that is
    answered. They outlive a restart, and each asks anew who presses it."""

    verb = ""

    def __init__(
        self,
        place: str,
        part: str = "",
        label: str = "",
        style: ButtonStyle = ButtonStyle.secondary,
    ) -> None:
        custom_id = f"parley:class:{self.verb}:{place}" + (f":{part}" if part else "")
        super().__init__(discord.ui.Button(label=label or None, style=style, custom_id=custom_id))
        self.place = place
        self.part = part

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        found = match.groupdict()
        button = cls(found["place"], found.get("part") or "")
        button.item.label = item.label
        return button

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self.press(interaction))

    async def press(self, interaction: Press) -> None:
        raise NotImplementedError


async def names_of(interaction: Press, people: Sequence[str], most: int = 10) -> str:
    """These people by name, and how many more there are."""
    house = interaction.client.house
    named = [plain(await house.people.name(person)) for person in people[:most]]
    more = len(people) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def counted(number: int, noun: str) -> str:
    """A number and its noun, such as “1 debate” or “2 debates”."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
