"""What the commands and buttons reach for: the chair, the library, the formats, who is who."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chair import Chair
from bot.debate.errors import Unknown
from bot.debate.model import Debate, Format, HintKind, Level, Pace
from bot.ports import Acquisitions, Coach, Library, People, Privacy

if TYPE_CHECKING:
    import discord

Export = Callable[[Debate, Mapping[str, str], str | None], Awaitable[Mapping[str, bytes]]]
"""A debate, the names of its speakers and who reads it (None: a teacher), to file name and content
of each form of transcript."""


@dataclass(frozen=True, slots=True)
class House:
    """The rooms behind the commands, as `wiring` put them together.

    `flow_sheet` and `flow_picture` draw the flow of a debate, as text and as a PNG; `criteria`
    are the names of what a ballot scores; `my_data` are the files of all that is kept of a person.
    """

    chair: Chair
    library: Library
    acquisitions: Acquisitions
    formats: Mapping[str, Format]
    people: People
    export: Export
    flow_sheet: Callable[[Debate, Mapping[str, str]], str]
    flow_picture: Callable[[Debate, Mapping[str, str]], Awaitable[bytes]]
    criteria: Mapping[str, str]
    coach: Coach
    privacy: Privacy
    my_data: Callable[[str], Awaitable[Mapping[str, bytes]]]
    keep_days: int = 30
    level: Level = Level.NOVICE
    hints: HintKind = HintKind.QUESTIONS
    pace: Pace = Pace.FREE
    slow_hours: float = 24
    hold_ballots: bool = False

    def format(self, id: str) -> Format:
        """A format by its id. Raises Unknown."""
        if id not in self.formats:
            raise Unknown("format", id, tuple(self.formats))
        return self.formats[id]

    async def person(self, user: discord.abc.User) -> str:
        """The person id of a Discord account."""
        return await self.people.person(str(user.id), user.display_name)

    async def names(self, debate: Debate) -> dict[str, str]:
        """The names of everybody whom a debate names, by person id."""
        return {person: await self.people.name(person) for person in debate.named}
