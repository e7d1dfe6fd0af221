"""Keeps the card of each debate up to date, and takes away the button of a turn that has passed.

Discord takes five edits in five seconds in a thread, and a speech that streams needs four of them
and one for its last words. So the painter is sparing: it edits what has changed and nothing else,
and while a speech streams it waits. What it paints only repeats what the record says.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord

from bot.debate.model import Debate, Phase, Speech
from bot.discord_ui import cards, controls
from bot.discord_ui.layout import MESSAGE

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

Look = tuple[Any, tuple[str, ...]]
"""What a card shows: its embed as plain values, and the ids of its buttons."""


class CardPainter:
    """One painter for all debates; a task for each that has something to paint."""

    def __init__(
        self, client: ParleyClient, seconds: float, streams: Callable[[str], bool]
    ) -> None:
        """`seconds` lie between two looks at a debate; `streams` says whether a speech streams."""
        self._client = client
        self._seconds = seconds
        self._streams = streams
        self._latest: dict[str, Debate] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._painted: dict[str, Look] = {}
        self._offers: dict[str, list[tuple[str, Speech]]] = {}

    async def drawn(self, debate: Debate) -> dict[str, Any]:
        """The card as it is to be sent for the first time; counts as painted."""
        embed, view = await self._draw(debate)
        self._painted[debate.id] = _look(embed, view)
        return {"embed": embed} if view is None else {"embed": embed, "view": view}

    def show(self, debate: Debate) -> None:
        """Bring the card up to date, soon."""
        self._latest[debate.id] = debate
        if debate.id not in self._tasks:
            self._tasks[debate.id] = asyncio.create_task(self._paint(debate.id))

    def offered(self, debate: Debate, message: str, speech: Speech) -> None:
        """This message of a speech carries the button for the next turn."""
        if debate.phase is Phase.SPEAKING:
            self._offers.setdefault(debate.id, []).append((message, speech))

    async def close(self) -> None:
        """Stop painting; returns once every painter has let go of what it was reading."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _paint(self, id: str) -> None:
        try:
            while id in self._latest:
                if not self._streams(id):
                    await self._bring_up_to_date(self._latest.pop(id))
                await asyncio.sleep(self._seconds)
        finally:
            self._tasks.pop(id, None)

    async def _bring_up_to_date(self, debate: Debate) -> None:
        if debate.floor is None:
            return
        thread = self._client.get_partial_messageable(int(debate.floor.thread))
        try:
            embed, view = await self._draw(debate)
            look = _look(embed, view)
            if look != self._painted.get(debate.id):
                card = thread.get_partial_message(int(debate.floor.card))
                await card.edit(embed=embed, view=view)
                self._painted[debate.id] = look
            await self._withdraw_offers(thread, debate)
        except (discord.HTTPException, OSError) as error:
            log.info("the card of debate %s was not brought up to date: %s", debate.id, error)
        if debate.ending and debate.id not in self._latest:
            self._painted.pop(debate.id, None)

    async def _draw(self, debate: Debate) -> tuple[discord.Embed, discord.ui.View | None]:
        typed = self._client.settings.message_content
        mentions = await self._client.audience.mentions(debate)
        return cards.card(debate, mentions, typed=typed), controls.card_controls(debate)

    async def _withdraw_offers(self, thread: discord.PartialMessageable, debate: Debate) -> None:
        """Take the line and button of a turn that has passed off the speech that offered it.

        An offer of before a restart stays; pressing it says that the turn has passed.
        """
        now = debate.turn.index if debate.turn else len(debate.format.turns) + 1
        standing = self._offers.pop(debate.id, [])
        passed = [(m, speech) for m, speech in standing if speech.turn.index + 1 < now]
        kept = [offer for offer in standing if offer not in passed]
        if kept:
            self._offers[debate.id] = kept
        for message, speech in passed:
            # Only a single message is written anew: of several, the first parts stand elsewhere.
            mentions = await self._client.audience.mentions(debate)
            text = cards.speech_text(debate, speech, mentions)
            alone = len(text) <= MESSAGE and len(speech.posted) < 2
            changed: dict[str, Any] = {"content": text} if alone else {}
            view = controls.speech_controls(debate, speech)
            await thread.get_partial_message(int(message)).edit(view=view, **changed)


def _look(embed: discord.Embed, view: discord.ui.View | None) -> Look:
    ids = [str(getattr(item, "custom_id", "")) for item in view.children] if view else []
    return embed.to_dict(), tuple(ids)
