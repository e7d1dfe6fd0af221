"""A word for one person alone, where there is no interaction to answer: behind a button.

The words wait in memory only. After a restart the button says that they have passed.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle

from bot.debate.errors import NotYourSeat, WrongPhase
from bot.discord_ui.failures import answer, whisper

if TYPE_CHECKING:
    from bot.discord_ui.asking import Press

LINGERS = 300.0
"""Seconds for which a word for one person alone waits in a thread."""

MOST_WORDS = 500
"""How many such words are remembered at once, everywhere."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A word for one account alone."""

    account: int
    line: str
    words: str
    view: discord.ui.View | None


class Asides:
    """The words that wait for one person each, behind a button. They are kept nowhere else."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Aside] = OrderedDict()

    def add(self, id: str, aside: Aside) -> None:
        self._waiting[id] = aside
        while len(self._waiting) > MOST_WORDS:
            self._waiting.popitem(last=False)

    def of(self, id: str) -> Aside | None:
        return self._waiting.get(id)

    def forget(self, account: int) -> None:
        """Let go of what waits for this account."""
        for id in [id for id, aside in self._waiting.items() if aside.account == account]:
            del self._waiting[id]


class AsideButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"parley:aside:(?P<id>\d{1,20})"
):
    """Shows a word to the one for whom it is."""

    def __init__(self, id: str) -> None:
        super().__init__(
            discord.ui.Button(
                label="Read it", style=ButtonStyle.primary, custom_id=f"parley:aside:{id}"
            )
        )
        self.id_of_message = id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> Self:
        return cls(match["id"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, self._press(interaction))

    async def _press(self, interaction: Press) -> None:
        aside = interaction.client.asides.of(self.id_of_message)
        if aside is None:
            raise WrongPhase("That word has passed. Your teacher can tell you more.")
        if aside.account != interaction.user.id:
            raise NotYourSeat("That word is for somebody else.")
        await whisper(interaction, aside.line, words=aside.words, view=aside.view)
