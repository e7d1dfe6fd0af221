"""What teachers see at their desk: words that were held back, words to look at, flags.

Pure rendering, like `cards`. A card holds the words of a student only while a teacher has to
decide on them; what it becomes afterwards says who decided, and no word of theirs.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.classroom.model import Flag, Held
from bot.debate.model import Debate
from bot.debate.wording import name_of
from bot.discord_ui.cards import QUIET
from bot.discord_ui.layout import graphemes, plain

WAITS, URGENT = 0xB7791F, 0xB42318
FORMER = "a former member"
HELD, URGENTLY, TO_SEE, FLAGGED = "Held back", "Please look now", "To look at", "Flagged message"
TITLES = (HELD, URGENTLY, TO_SEE, FLAGGED)
FROM, BY, REASON = "From", "Flagged by", "Their reason"
WRITERS = (FROM, BY, "Message by")
ROOM = 3800
"""Characters of held words that a card shows; Discord's limit for a card is 6000 in all."""

Message = dict[str, Any]
"""What `send` and `edit` of discord.py take."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whom and of which debate a card speaks; `writer` is how the person is written."""

    writer: str
    debate: Debate | None = None


def waiting(held: Held, whose: Whose, *, urgent: bool) -> Message:
    """The card of words that wait for a teacher. The words stand in an embed of their own."""
    kind = said_of(held.why)
    title = f"{URGENTLY if urgent else HELD}: {kind}"
    what = "It is not on the record."
    if urgent:
        what += " The student got a calm line at once, and may be waiting for you."
    elif held.turn < 0:
        what += " It was said beside the debate, and was taken down."
    else:
        what += " Meanwhile the student may say it another way."
    facts = discord.Embed(title=title, description=what, colour=URGENT if urgent else WAITS)
    _add_whose(facts, whose, held.turn)
    shown = plain(held.words)
    words = discord.Embed(description=shown, colour=QUIET).set_author(name="What they wrote")
    files: list[discord.File] = []
    if len(shown) > ROOM:
        words.description = f"{graphemes(shown, ROOM)}…\n\n*The whole of it is in the file.*"
        files = [discord.File(io.BytesIO(held.words.encode()), "their-words.txt")]
    return {"embeds": [facts, words], "files": files}


def closed(held: Held, whose: Whose, line: str) -> Message:
    """What the card becomes: no words, and who decided or why nobody has to any more."""
    card = discord.Embed(title=f"{HELD}: {said_of(held.why)}", description=line, colour=QUIET)
    _add_whose(card, whose, held.turn)
    return {"content": None, "embeds": [card], "attachments": [], "view": None}


def unseen(why: str, whose: Whose, line: str, *, urgent: bool, turn: int = -1) -> Message:
    """A card that tells of words without holding them."""
    title = f"{URGENTLY if urgent else TO_SEE}: {said_of(why)}"
    card = discord.Embed(title=title, description=line, colour=URGENT if urgent else WAITS)
    _add_whose(card, whose, turn)
    return {"embeds": [card]}


def flagged(flag: Flag, by: str, writer: str, link: str, reason: str) -> Message:
    """The card of a message that somebody pointed out. It holds no words of the message."""
    card = discord.Embed(title=FLAGGED, colour=WAITS)
    card.description = f"[See the message]({link})"
    card.add_field(name=BY, value=by)
    card.add_field(name="Message by", value=writer)
    card.add_field(name="Where", value=f"<#{flag.channel}>", inline=False)
    if reason:
        card.add_field(name=REASON, value=plain(reason), inline=False)
    return {"embeds": [card]}


def settled(card: discord.Message, line: str) -> Message:
    """What a flag's card becomes once a teacher has looked at it: the reason goes."""
    message = without_reason(card)
    for embed in message["embeds"]:
        embed.colour = discord.Colour(QUIET)
        embed.description = f"{embed.description}\n{line}"
    return {**message, "view": None}


def said_of(category: str) -> str:
    """A category of the word list as teachers read it."""
    return category.replace("_", " ").replace("-", " ")


def place_in(debate: Debate, turn: int) -> str:
    """Which speech of a debate is meant, such as “rebuttal, 3 of 6”; empty for none."""
    turns = debate.format.turns
    if not 0 <= turn < len(turns):
        return ""
    return f"{name_of(turns[turn])}, {turn + 1} of {len(turns)}"


def names(message: discord.Message, account: str) -> bool:
    """Whether a card of ours says anything of an account, written as a mention."""
    title = message.embeds[0].title or "" if message.embeds else ""
    return title.startswith(TITLES) and any(account in str(e.to_dict()) for e in message.embeds)


def without(message: discord.Message, account: str) -> Message:
    """What such a card becomes once the account is forgotten: no name, no words, no reason."""
    kept = [embed for embed in message.embeds if embed.title]
    for embed in kept:
        if embed.description:
            embed.description = embed.description.replace(account, FORMER)
        whose = [f for f in embed.fields if f.name in WRITERS and f.value and account in f.value]
        for at in reversed(range(len(embed.fields))):
            field = embed.fields[at]
            if field in whose:
                embed.set_field_at(at, name=field.name, value=FORMER, inline=field.inline)
            elif whose and field.name == REASON:
                embed.remove_field(at)
    return {"embeds": kept, "attachments": []}


def has_reason(message: discord.Message) -> bool:
    """Whether a card shows why somebody flagged a message."""
    return any(field.name == REASON for embed in message.embeds for field in embed.fields)


def without_reason(message: discord.Message) -> Message:
    """The card of a flag as it was, but for the reason."""
    embeds = message.embeds
    for embed in embeds:
        for at in reversed(range(len(embed.fields))):
            if embed.fields[at].name == REASON:
                embed.remove_field(at)
    return {"embeds": embeds}


def _add_whose(card: discord.Embed, whose: Whose, turn: int) -> None:
    card.add_field(name=FROM, value=whose.writer)
    debate = whose.debate
    if debate is None:
        return
    if place := place_in(debate, turn):
        card.add_field(name="Meant as", value=place)
    if debate.floor:
        card.add_field(name="Debate", value=f"<#{debate.floor.thread}>", inline=False)


def sent(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message for `send`, which takes no empty list of files."""
    return {key: value for key, value in message.items() if value not in (None, [])}
