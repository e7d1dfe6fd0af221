"""Forgetting somebody, as far as it shows: records, desks, and the threads that show their words."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.debate import commands
from bot.debate.errors import IllegalMove, ParleyError
from bot.debate.model import NOWHERE
from bot.discord_ui import cards
from bot.discord_ui.layout import MESSAGE

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)

WITHDRAWN = "*(speech withdrawn)*"
BLANKS = ("(withdrawn)", "…  ")
"""What stands in a speech of the bot where it said the words of somebody who is forgotten."""


@dataclass(frozen=True, slots=True)
class Remains:
    """What could not be taken down: so many speeches in their threads, and a card at a desk.

    With `traces` the files may show some words until the next sweep.
    """

    words: int
    speeches: int
    card: bool
    traces: bool

    def told(self, whose: str, whom: str) -> str:
        """What is still to be done by hand; empty where nothing is. `whose` such as “your”."""
        line = ""
        if self.speeches:
            line += (
                f" {self.speeches} of {whose} messages could not be taken out of their threads: "
                "delete them, or ask whoever may manage messages."
            )
        if self.card:
            line += f" A card at the teachers' desk could not be emptied: {whom} to delete it."
        if self.traces:
            line += " A file still in use may hold traces of it; they go with the daily sweep."
        return line


async def forget(client: ParleyClient, person: str, account: str, cause: str) -> Remains:
    """Forget this person: what they said, who they are, and where it shows. Raises RecordsFailed."""
    house = client.house
    client.asides.forget(int(account))
    emptied = await client.holding.empty_cards(person, account)
    erased = await house.privacy.erase(person)
    for debate in erased.open:
        await _free(client, debate, person, cause)
    left = [
        shown for shown in erased.shown if not await take_down(client, shown.debate, shown.turn)
    ]
    return Remains(erased.words, len(left), not emptied, not erased.traceless)


async def take_down_swept(client: ParleyClient, id: str) -> None:
    """Let a thread show no more than the records still hold of its debate."""
    try:
        debate = await client.house.chair.records.load(id)
    except ParleyError as error:
        log.warning("debate %s: its thread was not looked at: %s", id, error.line)
        return
    for speech in debate.speeches:
        bare = speech.text is None or any(blank in speech.text for blank in BLANKS)
        if bare and speech.posted not in ((), (NOWHERE,)):
            await take_down(client, id, speech.turn.index)


async def take_down(client: ParleyClient, id: str, turn: int) -> bool:
    """Let the messages of a speech say what the record now says; whether that could be done.

    A message of a person's own, of whose words the record holds none, is deleted.
    """
    try:
        debate = await client.house.chair.records.load(id)
        speech = debate.speech(turn)
        if speech is None or debate.floor is None:
            return True
        mentions = await client.audience.mentions(debate)
        text = cards.speech_text(debate, speech, mentions)
        thread = client.get_partial_messageable(int(debate.floor.thread))
        for number, message_id in enumerate(speech.posted):
            wanted = text if number == 0 and len(text) <= MESSAGE else WITHDRAWN
            message = await thread.fetch_message(int(message_id))
            if message.author != client.user:
                await message.delete()
            elif message.content != wanted:
                await message.edit(content=wanted, view=None)
    except discord.NotFound:
        return True
    except (discord.HTTPException, ValueError) as error:
        log.info("words of debate %s stay in their thread: %s", id, type(error).__name__)
        return False
    return True


async def _free(client: ParleyClient, debate: str, person: str, cause: str) -> None:
    """Free the seat that a forgotten person still holds."""
    chair = client.house.chair
    leave = commands.LeaveSeat(
        debate=debate,
        cause=f"erased {cause}",
        at=chair.clock.now(),
        by=person,
        person=person,
        may=True,
    )
    try:
        await chair.handle(leave)
    except IllegalMove as late:
        log.info("debate %s: no seat was freed: %s", debate, late)
