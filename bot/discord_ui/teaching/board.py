"""The board of a class: one live card at the teachers' desk with every open debate on it.

There is one for each class, found again by its buttons after a restart. It keeps the open debates
as it hears of them, so that bringing it up to date asks the records for nothing but what waits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle

from bot.classroom.board import A_DAY, Board, board
from bot.classroom.model import Class
from bot.debate.errors import WrongPhase
from bot.debate.model import Debate
from bot.discord_ui.asking import Press
from bot.discord_ui.failures import whisper
from bot.discord_ui.layout import plain
from bot.discord_ui.teaching.board_card import board_card
from bot.discord_ui.teaching.repainting import Repainting
from bot.discord_ui.teaching.steering import AllButton
from bot.discord_ui.teaching.taught import MOST, PLACE, ClassButton, taught

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

SLOWER = 3
"""How many times slower than a speech that streams a board is edited."""

LOOKED_BACK = 100
"""How many messages of a desk are searched for a board, beside those that are pinned."""

COUNTED = 100
"""Of how many debates those are counted that have ended lately."""

NO_DESK = (
    "The teachers' desk of this class is gone, or I may not write there. "
    "Choose another one with `/class setup`."
)


class RefreshButton(ClassButton, template=rf"parley:class:refresh:{PLACE}"):
    """Brings the board up to date from the records."""

    verb = "refresh"

    async def press(self, interaction: Press) -> None:
        met = taught(interaction, self.place)
        await interaction.response.defer()
        await interaction.client.boards.put_up(met)


async def show_board(interaction: Press) -> None:
    """Put the board up at the desk, or say where it stands."""
    met = taught(interaction)
    message = await interaction.client.boards.put_up(met)
    await whisper(
        interaction, f"[The board of {plain(met.name)}]({message.jump_url}) is at the desk."
    )


class ClassBoards:
    """The boards of all classes of this process."""

    def __init__(self, client: ParleyClient, edit_seconds: float) -> None:
        self._client = client
        self._seconds = edit_seconds * SLOWER
        self._kept: dict[str, KeptBoard] = {}

    def resume(self) -> None:
        """Take up the boards that stood before a restart."""
        for guild in self._client.guilds:
            for met in self._client.house.classes.on(str(guild.id)):
                self._of(met.place).stir()

    def heard(self, debate: Debate) -> None:
        """A debate has changed."""
        if self._client.house.classes.at(debate.place):
            self._of(debate.place).heard(debate)

    def stir(self, place: str) -> None:
        """Something else in this class has changed, such as what waits for its teacher."""
        if self._client.house.classes.at(place):
            self._of(place).stir()

    async def put_up(self, met: Class) -> discord.PartialMessage:
        """The board of a class, up to date, at its desk. Raises WrongPhase where it has none."""
        return await self._of(met.place).put_up()

    async def leave(self, met: Class) -> None:
        """Take a board down: its class is dissolved, or has another desk from now on."""
        kept = self._kept.pop(met.place, None) or KeptBoard(self._client, met.place, self._seconds)
        await kept.take_down(met)
        await kept.close()

    async def close(self) -> None:
        await asyncio.gather(*(kept.close() for kept in self._kept.values()))

    def _of(self, place: str) -> KeptBoard:
        if place not in self._kept:
            self._kept[place] = KeptBoard(self._client, place, self._seconds)
        return self._kept[place]


class KeptBoard:
    """The board of one class, and what stands on it."""

    def __init__(self, client: ParleyClient, place: str, seconds: float) -> None:
        self._client = client
        self._place = place
        self._going: dict[str, Debate] | None = None
        self._finished: dict[str, Debate] = {}
        self._message: discord.PartialMessage | None = None
        self._sought = False
        self._painted: dict[str, Any] = {}
        self._clock = Repainting(self._paint, seconds)
        self._waking: asyncio.Task[None] | None = None
        self._posting = asyncio.Lock()

    def heard(self, debate: Debate) -> None:
        if self._going is not None:
            self._keep(debate)
        self.stir()

    def stir(self) -> None:
        self._clock.stir()

    async def put_up(self) -> discord.PartialMessage:
        """Read everything anew, and see that the board stands at the desk."""
        async with self._posting:
            self._going, self._painted, self._sought = None, {}, False
            await self._clock.now()
            if self._message is None:
                await self._post()
            if self._message is None:
                raise WrongPhase(NO_DESK)
            return self._message

    async def take_down(self, met: Class) -> None:
        message = self._message or await self._find(met)
        if message is not None:
            try:
                await message.delete()
            except discord.HTTPException as error:
                log.info("a board was not taken down: %s", error.status)

    async def close(self) -> None:
        if self._waking:
            self._waking.cancel()
            await asyncio.gather(self._waking, return_exceptions=True)
        await self._clock.close()

    # --- the message --------------------------------------------------------------------------

    async def _paint(self) -> None:
        """Bring the message up to date, if there is one and it has changed."""
        met = self._client.house.classes.at(self._place)
        if met is None:
            return
        if self._message is None and not self._sought:
            self._message, self._sought = await self._find(met), True
        if self._message is None:
            return
        drawn = await self._drawn(met)
        look = drawn["embed"].to_dict()
        if look == self._painted:
            return
        try:
            await self._message.edit(**drawn)
            self._painted = look
        except discord.NotFound:
            self._message = None  # somebody has deleted it: it comes back when it is asked for

    async def _post(self) -> None:
        """Send the board to the desk, and pin it so that it is found again."""
        met = self._client.house.classes.at(self._place)
        desk = self._client.get_channel(int(met.desk)) if met else None
        if met is None or not isinstance(desk, discord.TextChannel):
            return
        drawn = await self._drawn(met)
        try:
            sent = await desk.send(**drawn)
        except (discord.NotFound, discord.Forbidden):
            return
        self._message = desk.get_partial_message(sent.id)
        self._painted = drawn["embed"].to_dict()
        try:
            await sent.pin()
        except discord.HTTPException as error:
            log.info("a board was not pinned: %s", error.status)  # it is looked for by hand

    async def _find(self, met: Class) -> discord.PartialMessage | None:
        """The board that stands at the desk already."""
        desk = self._client.get_channel(int(met.desk))
        if not isinstance(desk, discord.TextChannel):
            return None
        try:
            async for pinned in desk.pins():
                if self._is_board(pinned):
                    return desk.get_partial_message(pinned.id)
            async for message in desk.history(limit=LOOKED_BACK):
                if self._is_board(message):
                    return desk.get_partial_message(message.id)
        except discord.HTTPException as error:
            log.info("a desk could not be searched: %s", error.status)
        return None

    def _is_board(self, message: discord.Message) -> bool:
        return message.author == self._client.user and any(
            getattr(part, "custom_id", "") == f"parley:class:refresh:{self._place}"
            for row in message.components
            for part in getattr(row, "children", ())
        )

    # --- what stands on it --------------------------------------------------------------------

    async def _drawn(self, met: Class) -> dict[str, Any]:
        """The card as it is now; sees that it is looked at again when somebody falls quiet."""
        house = self._client.house
        now = house.chair.clock.now()
        going = await self._debates()
        flags = await house.held.flags(self._place)
        held = await house.held.waiting(self._place)
        seen = board(going.values(), flags, held, now)
        self._wake(seen)
        self._finished = {
            id: d for id, d in self._finished.items() if d.ending and d.ending.at > now - A_DAY
        }
        names = {p: await house.people.name(p) for row in seen.rows for p in row.debate.people}
        embed = board_card(met, seen, len(self._finished), names)
        return {"content": None, "embed": embed, "view": board_controls(self._place)}

    async def _debates(self) -> Mapping[str, Debate]:
        if self._going is None:
            records = self._client.house.chair.records
            self._going, self._finished = {}, {}
            latest = await records.debates(place=self._place, limit=COUNTED)
            going = await records.debates(place=self._place, still_open=True, limit=MOST)
            for debate in (*latest, *going):
                self._keep(debate)
        return self._going

    def _keep(self, debate: Debate) -> None:
        """Take in how a debate stands; an older state than the one that is known changes nothing."""
        assert self._going is not None
        known = self._going.get(debate.id) or self._finished.get(debate.id)
        if known is not None and known.seq > debate.seq:
            return
        if debate.ending:
            self._going.pop(debate.id, None)
            self._finished[debate.id] = debate
        else:
            self._going[debate.id] = debate

    def _wake(self, seen: Board) -> None:
        """Have the board painted when the next debate has been quiet for long."""
        if self._waking:
            self._waking.cancel()
            self._waking = None
        if seen.look_again:
            moment = seen.look_again + timedelta(seconds=1)
            self._waking = asyncio.create_task(self._stir_at(moment))

    async def _stir_at(self, moment: Any) -> None:
        await self._client.house.chair.clock.until(moment)
        self.stir()


def board_controls(place: str) -> discord.ui.View:
    """The buttons below a board."""
    view = discord.ui.View(timeout=None)
    view.add_item(AllButton(place, "pause", "Pause all", ButtonStyle.primary))
    view.add_item(AllButton(place, "resume", "Resume all"))
    view.add_item(AllButton(place, "stop", "Stop all", ButtonStyle.danger))
    view.add_item(RefreshButton(place, label="Refresh"))
    return view
