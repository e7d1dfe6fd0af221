"""The chair's audience, in Discord: a thread with a card, and the speeches in it.

Every posting can be done twice and is seen once: a thread is found again by the code in its name,
a message carries a nonce made of debate, turn and part, and a speech takes up the message in which
it began to appear.
"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord

from bot.debate.errors import FloorGone
from bot.debate.model import BOT, Debate, Floor, Speech
from bot.discord_ui import cards, controls
from bot.discord_ui.ballots import ballot_controls
from bot.discord_ui.card_painter import CardPainter
from bot.discord_ui.layout import MESSAGE, pieces, plain
from bot.discord_ui.streaming import GrowingMessage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008


@asynccontextmanager
async def on_the_floor() -> AsyncIterator[None]:
    """Turn Discord's ways of saying that a thread is out of reach into FloorGone."""
    try:
        yield
    except discord.NotFound as error:
        if error.code == UNKNOWN_MESSAGE:
            raise
        raise FloorGone("Its thread is no longer there.") from error
    except discord.Forbidden as error:
        line = "I am not allowed to write there. I need View Channel, Send Messages, "
        line += "Create Public Threads and Send Messages in Threads."
        raise FloorGone(line) from error


class DiscordAudience:
    """Implements ports.Audience on a discord.py client."""

    def __init__(self, client: ParleyClient, edit_seconds: float) -> None:
        self._client = client
        self._seconds = edit_seconds
        self._stages: dict[str, GrowingMessage] = {}
        self._painter = CardPainter(client, edit_seconds, self._streams)

    # --- the floor ----------------------------------------------------------------------------

    async def lay_floor(self, debate: Debate) -> Floor:
        async with on_the_floor():
            channel = self._client.get_channel(int(debate.place))
            if not isinstance(channel, discord.TextChannel):
                raise FloorGone("A debate needs a text channel of a server to be held in.")
            name = cards.thread_name(debate)
            thread = next((t for t in channel.threads if t.name.endswith(debate.id)), None)
            if thread is None:
                thread = await channel.create_thread(
                    name=name, type=discord.ChannelType.public_thread, auto_archive_duration=10080
                )
            message = await self._own_card(thread) or await self._send_card(thread, debate)
            await self._invite(thread, debate)
            return Floor(str(thread.id), str(message.id))

    async def _own_card(self, thread: discord.Thread) -> discord.Message | None:
        async for message in thread.history(limit=5, oldest_first=True):
            if message.author == self._client.user and message.embeds:
                return message
        return None

    async def _send_card(self, thread: discord.Thread, debate: Debate) -> discord.Message:
        drawn = await self._painter.drawn(debate)
        card = await thread.send(nonce=f"{debate.id}-card", **drawn)
        try:
            await card.pin()
        except discord.HTTPException as error:
            log.info("a card was not pinned: %s", error.status)  # it stands first in the thread
        return card

    async def _invite(self, thread: discord.Thread, debate: Debate) -> None:
        """Bring those who hold a seat into the thread, so that it stands in their list."""
        for seat in debate.seats:
            if seat.holder in (None, BOT):
                continue
            account = await self._client.house.people.account(seat.holder or "")
            if account:
                try:
                    await thread.add_user(discord.Object(int(account)))
                except discord.HTTPException as error:
                    log.info("a speaker could not be added to a thread: %s", error.status)

    # --- speeches -----------------------------------------------------------------------------

    async def begin(self, debate: Debate) -> GrowingMessage:
        thread = self._thread(debate)
        turn = debate.turn
        if turn is None:
            raise FloorGone("The debate is over.")
        header = cards.speaker_line(debate, turn, await self.mentions(debate))
        async with on_the_floor():
            if debate.begun:
                message = thread.get_partial_message(int(debate.begun))
                try:
                    await message.edit(content=f"{header}\n…", view=None)
                except discord.NotFound as error:
                    if error.code != UNKNOWN_MESSAGE:
                        raise
                    message = await self._send_header(thread, debate, header, again=True)
            else:
                message = await self._send_header(thread, debate, header)
        stage = GrowingMessage(message, header, self._seconds)
        self._stages[debate.id] = stage
        return stage

    @staticmethod
    async def _send_header(
        thread: discord.PartialMessageable | discord.Thread,
        debate: Debate,
        header: str,
        *,
        again: bool = False,
    ) -> discord.PartialMessage:
        nonce = f"{debate.id}-{debate.taken}-0{'b' * again}"
        sent = await thread.send(f"{header}\n…", nonce=nonce)
        return thread.get_partial_message(sent.id)

    async def post(self, debate: Debate, speech: Speech) -> tuple[str, ...]:
        stage = self._stages.pop(debate.id, None)
        if stage:
            await stage.settle()
        thread = self._thread(debate)
        text = cards.speech_text(debate, speech, await self.mentions(debate))
        parts = list(pieces(text, MESSAGE))
        posted: list[str] = []
        async with on_the_floor():
            for number, part in enumerate(parts):
                last = number == len(parts) - 1
                view = controls.speech_controls(debate, speech) if last else None
                grown = debate.begun if speech.by == BOT and number == 0 else ""
                nonce = f"{debate.id}-{speech.turn.index}-{number}"
                posted.append(await self._put(thread, part, view, grown, nonce))
        self._painter.offered(debate, posted[-1], speech)
        return tuple(posted)

    @staticmethod
    async def _put(
        thread: discord.PartialMessageable | discord.Thread,
        content: str,
        view: discord.ui.View | None,
        grown: str,
        nonce: str,
    ) -> str:
        """Let `content` stand in the message that grew, or in a new one; the message's id."""
        if grown:
            try:
                edited = await thread.get_partial_message(int(grown)).edit(
                    content=content, view=view
                )
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                nonce += "b"  # somebody deleted it: the speech is put there anew
            else:
                return str(edited.id)
        sent = await thread.send(content, nonce=nonce, **_view(view))
        return str(sent.id)

    def _streams(self, id: str) -> bool:
        """Whether a speech of this debate is growing just now."""
        return id in self._stages and self._stages[id].growing

    # --- the card and single lines ------------------------------------------------------------

    async def show(self, debate: Debate) -> None:
        self._painter.show(debate)
        self._client.boards.heard(debate)
        self._client.holding.look_over(debate)

    async def tell(self, debate: Debate, line: str, reference: str = "") -> None:
        async with on_the_floor():
            word = f" Reference {reference}." if reference else ""
            extra = _view(controls.retry_controls(debate)) if reference else {}
            await self._thread(debate).send(plain(line) + word, **extra)

    async def ballot(self, debate: Debate) -> None:
        """One message a ballot: pressing its button shows each speaker their own scores."""
        line = "The ballot is ready. It is for the speakers alone."
        if debate.ballot and debate.ballot.winner:
            line = f"{line} Winner: {debate.ballot.winner}."
        async with on_the_floor():
            await self._thread(debate).send(line, view=ballot_controls(debate))

    async def close(self) -> None:
        """Stop every clock."""
        for stage in self._stages.values():
            await stage.settle()
        await self._painter.close()

    # --- names --------------------------------------------------------------------------------

    def _thread(self, debate: Debate) -> discord.PartialMessageable:
        if debate.floor is None:
            raise FloorGone("The debate has no thread yet.")
        return self._client.get_partial_messageable(int(debate.floor.thread))

    async def mentions(self, debate: Debate) -> dict[str, str]:
        """How each speaker is written in the thread."""
        written = {BOT: "Parley"}
        for person in {*debate.people, *(p.person for p in debate.listed)}:
            account = await self._client.house.people.account(person)
            written[person] = f"<@{account}>" if account else "a former member"
        return written


def _view(view: discord.ui.View | None) -> dict[str, Any]:
    """discord.py takes no None where a message is sent."""
    return {} if view is None else {"view": view}
