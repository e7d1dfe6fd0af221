"""What the commands and buttons reach for: the chair, the library, the formats, who is who."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.chair import Chair
from bot.classroom.model import Class
from bot.classroom.notice import Notice
from bot.classroom.screening import Screen
from bot.debate.errors import Unknown
from bot.debate.model import Debate, Format, HintKind, Level, Pace
from bot.discord_ui.notice import NotAgreed
from bot.ports import (
    Acquisitions,
    Audit,
    Classes,
    Coach,
    Consent,
    Consents,
    Detail,
    HeldBack,
    Library,
    Moderator,
    People,
    Privacy,
    Pseudonyms,
)

if TYPE_CHECKING:
    import discord

Export = Callable[[Debate, Mapping[str, str], str | None], Awaitable[Mapping[str, bytes]]]
"""A debate, the names of its speakers and who reads it (None: a teacher), to file name and content
of each form of transcript."""


class Left(Protocol):
    """What may still be spent `until` then: money and requests; None is no cap."""

    @property
    def cost(self) -> float | None: ...
    @property
    def calls(self) -> int | None: ...
    @property
    def until(self) -> datetime: ...


class Allowance(Protocol):
    """What is left to a class today, and to a person this hour."""

    @property
    def today(self) -> Left: ...
    @property
    def this_hour(self) -> Left: ...


BudgetLeft = Callable[[str, str], Awaitable[Allowance | None]]
"""From the channel of a class and a person to what is left; None where nothing is capped."""


Report = Callable[[Class, str, datetime | None, bool], Awaitable[Mapping[str, bytes]]]
"""A class, the person it is about (empty: all), since when, and whether points that are not
released are in it, to file name and content."""


@dataclass(frozen=True, slots=True)
class House:
    """The rooms behind the commands, as `wiring` put them together.

    `flow_sheet` and `flow_picture` draw the flow of a debate, as text and as a PNG; `criteria`
    are the names of what a ballot scores; `my_data` are the files of all that is kept of a person.
    `moderator` looks at what people write and may ask a server; `word_list` asks nobody.
    `meets` are the categories of words on which a teacher has to look at once.
    `furnished` are the channels of classes that get a welcome card, and a board at their desk, by
    themselves. Without a `notice` nobody has to agree to one: so it is in a room of one's own.
    """

    chair: Chair
    library: Library
    acquisitions: Acquisitions
    formats: Mapping[str, Format]
    people: People
    export: Export
    report: Report
    flow_sheet: Callable[[Debate, Mapping[str, str]], str]
    flow_picture: Callable[[Debate, Mapping[str, str]], Awaitable[bytes]]
    criteria: Mapping[str, str]
    coach: Coach
    privacy: Privacy
    my_data: Callable[[str], Awaitable[Mapping[str, bytes]]]
    classes: Classes
    held: HeldBack
    consents: Consents
    pseudonyms: Pseudonyms
    audit: Audit
    notice: Notice | None
    budget_left: BudgetLeft
    moderator: Moderator
    word_list: Screen
    meets: frozenset[str]
    keep_days: int = 30
    level: Level = Level.NOVICE
    hints: HintKind = HintKind.QUESTIONS
    pace: Pace = Pace.FREE
    slow_hours: float = 24
    hold_ballots: bool = False
    names_in_exports: bool = False
    furnished: frozenset[str] = frozenset()

    def format(self, id: str) -> Format:
        """A format by its id. Raises Unknown."""
        if id not in self.formats:
            raise Unknown("format", id, tuple(self.formats))
        return self.formats[id]

    async def person(self, user: discord.abc.User) -> str:
        """The person id of a Discord account, of whom something is now to be recorded.

        Raises NotAgreed where they have not agreed to the notice.
        """
        if self.notice is not None and not await self.agrees(user):
            raise NotAgreed(self.notice, changed=await self._agreed_before(user))
        return await self.enter(user)

    async def known(self, user: discord.abc.User) -> str:
        """The person id of an account, to look something up by; empty for a stranger."""
        return await self.people.known(str(user.id)) or ""

    async def enter(self, user: discord.abc.User) -> str:
        """The person id of an account that a teacher puts on a roster, or that agrees."""
        return await self.people.person(str(user.id), user.display_name)

    # --- agreeing ---

    async def agrees(self, user: discord.abc.User) -> bool:
        """Whether this account agrees, on this server, to the notice as it now reads."""
        given = await self._given(user)
        return given is not None and (
            self.notice is None or given.notice_version == self.notice.version
        )

    async def _agreed_before(self, user: discord.abc.User) -> bool:
        return await self._given(user) is not None

    async def _given(self, user: discord.abc.User) -> Consent | None:
        person = await self.known(user)
        return await self.consents.consent(person, server_of(user)) if person else None

    async def agree(self, user: discord.abc.User, version: str) -> None:
        """Note that this account agrees to this version."""
        person, now = await self.enter(user), self.chair.clock.now()
        await self.consents.give_consent(person, server_of(user), version, now)

    async def take_back(self, user: discord.abc.User) -> bool:
        """Note that this account agrees no more; whether it did."""
        person, now = await self.known(user), self.chair.clock.now()
        return bool(person) and await self.consents.revoke_consent(person, server_of(user), now)

    # --- names ---

    async def names(self, debate: Debate) -> dict[str, str]:
        """The names of everybody whom a debate names, by person id, for its own thread."""
        return {person: await self.people.name(person) for person in debate.named}

    async def names_outside(self, debate: Debate) -> dict[str, str]:
        """What they are called in what leaves the bot: pseudonyms, unless the teacher shows names."""
        if self.tells_names(debate.place):
            return await self.names(debate)
        place = debate.place
        return {p: await self.pseudonyms.pseudonym(p, place) for p in debate.named}

    def tells_names(self, place: str) -> bool:
        """Whether exports from here tell names."""
        met = self.classes.at(place)
        return met.settings.names if met else self.names_in_exports

    async def note(
        self, actor: str, place: str, action: str, about: str = "", **detail: Detail
    ) -> None:
        """Note in the audit log who did this. `place` is the class, or the channel."""
        await self.audit.note(self.chair.clock.now(), place, actor, action, about, **detail)


def server_of(user: discord.abc.User) -> str:
    """The server on which this account asks; empty in a direct message."""
    guild = getattr(user, "guild", None)
    return str(guild.id) if guild else ""
