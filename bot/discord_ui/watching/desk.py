"""The teachers' desk: the channel of a class in which only its teachers read.

Puts cards there, changes them, and finds again what they say of somebody. What a card says is the
business of `desk_cards`; when it changes, that of `holding` and `flagging`.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.classroom.model import Class, Held
from bot.discord_ui.watching import desk_cards
from bot.discord_ui.watching.desk_cards import Message, sent

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

OLD_CARDS = 100
"""How many cards that are past their time are looked at each day."""

LOOKED_BACK = 1000
"""How many messages of a desk are searched for what they say of somebody who is erased."""


class Desk:
    """The desks of every class of this process."""

    def __init__(self, client: ParleyClient) -> None:
        self._client = client

    def channel(self, met: Class | None) -> discord.abc.Messageable | None:
        """The channel in which the teachers of this class read, where the bot can write to it."""
        if met is None or not met.desk.isdecimal():
            return None
        channel = self._client.get_channel(int(met.desk))
        if not isinstance(channel, discord.TextChannel) or str(channel.guild.id) != met.server:
            return None
        may = channel.permissions_for(channel.guild.me)
        return channel if may.view_channel and may.send_messages and may.embed_links else None

    async def put(
        self,
        met: Class,
        card: Message,
        view: discord.ui.View | None = None,
        *,
        call: str = "",
    ) -> str:
        """Put a card on the desk; its id, empty where the desk cannot be reached.

        `call` is a line that goes before it and mentions the teachers' role, and nobody else.
        """
        self._client.boards.stir(met.place)
        desk = self.channel(met)
        if desk is None:
            return ""
        message = sent(card)
        if view is not None:
            message["view"] = view
        if call and met.teachers.isdecimal():
            role = discord.Object(int(met.teachers))
            message["content"] = f"<@&{met.teachers}> {call}"
            message["allowed_mentions"] = discord.AllowedMentions(
                everyone=False, users=False, roles=[role]
            )
        try:
            return str((await desk.send(**message)).id)
        except discord.HTTPException as error:
            log.warning("a card could not be put on the desk of %s: %s", met.place, error.status)
            return ""

    async def redraw(self, place: str, card: str, message: Message) -> bool:
        """Let a card of this class show something else; whether it does."""
        self._client.boards.stir(place)
        desk = self.channel(self._client.house.classes.at(place))
        if desk is None or not card.isdecimal():
            return False
        try:
            partial: Any = desk
            await partial.get_partial_message(int(card)).edit(**message)
        except discord.HTTPException as error:
            log.warning("a card at the desk of %s was not changed: %s", place, error.status)
            return False
        return True

    async def shows(self, met: Class, held: Held) -> bool:
        """Whether the card of these words stands; true also where that cannot be asked."""
        desk: Any = self.channel(met)
        if desk is None or not held.card:
            return desk is None
        try:
            await desk.fetch_message(int(held.card))
        except discord.NotFound:
            return False
        except discord.HTTPException as error:
            log.warning("a card of %s was not found again: %s", met.place, error.status)
        return True

    async def forget(self, met: Class, account: str) -> None:
        """Empty what cards of this desk say of an account, a reason for a flag included."""
        desk, name = self.channel(met), f"<@{account}>"
        try:
            if desk:
                async for message in desk.history(limit=LOOKED_BACK):
                    if message.author == self._client.user and desk_cards.names(message, name):
                        await message.edit(**desk_cards.without(message, name))
        except discord.HTTPException as error:
            log.warning("the desk of %s was not read: %s", met.place, error.status)

    async def forget_reasons(self, met: Class, then: datetime) -> None:
        """Empty what cards from before `then` say of why somebody flagged a message."""
        desk = self.channel(met)
        try:
            if desk:
                async for message in desk.history(limit=OLD_CARDS, before=then):
                    if message.author == self._client.user and desk_cards.has_reason(message):
                        await message.edit(**desk_cards.without_reason(message))
        except discord.HTTPException as error:
            log.warning("the desk of %s was not read: %s", met.place, error.status)
