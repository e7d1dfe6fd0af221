"""What the commands and buttons reach for: the chair, the library, the formats, who is who."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chair import Chair
from bot.debate.errors import Unknown
from bot.debate.model import Debate, Format, Level
from bot.ports import Acquisitions, Library, People

if TYPE_CHECKING:
    import discord

Export = Callable[[Debate, Mapping[str, str]], Mapping[str, str]]
"""A debate and the names of its speakers, to file name and content of each form of transcript."""


@dataclass(frozen=True, slots=True)
class House:
    """The rooms behind the commands, as `wiring` put them together."""

    chair: Chair
    library: Library
    acquisitions: Acquisitions
    formats: Mapping[str, Format]
    people: People
    export: Export
    level: Level = Level.NOVICE

    def format(self, id: str) -> Format:
        """A format by its id. Raises Unknown."""
        if id not in self.formats:
            raise Unknown("format", id, tuple(self.formats))
        return self.formats[id]

    async def person(self, user: discord.abc.User) -> str:
        """The person id of a Discord account."""
        return await self.people.person(str(user.id), user.display_name)

    async def names(self, debate: Debate) -> dict[str, str]:
        """The names of those who hold a seat, by person id."""
        holders = {seat.holder for seat in debate.seats if seat.holder}
        return {h: await self.people.name(h) for h in holders if h != "bot"}
