"""Which events a gateway session gets, and what it may read in them."""

from __future__ import annotations

from .mentions import USER
from .wire import Event, Json

GUILDS = 1 << 0
MEMBERS = 1 << 1
GUILD_MESSAGES = 1 << 9
GUILD_REACTIONS = 1 << 10
GUILD_TYPING = 1 << 11
DIRECT_MESSAGES = 1 << 12
MESSAGE_CONTENT = 1 << 15

_NEEDED = {
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "CHANNEL_DELETE": GUILDS,
    "CHANNEL_PINS_UPDATE": GUILDS,
    "THREAD_CREATE": GUILDS,
    "THREAD_UPDATE": GUILDS,
    "THREAD_DELETE": GUILDS,
    "THREAD_MEMBERS_UPDATE": GUILDS,
    "GUILD_ROLE_CREATE": GUILDS,
    "GUILD_ROLE_UPDATE": GUILDS,
    "GUILD_ROLE_DELETE": GUILDS,
    "GUILD_MEMBER_ADD": MEMBERS,
    "GUILD_MEMBER_UPDATE": MEMBERS,
    "GUILD_MEMBER_REMOVE": MEMBERS,
    "MESSAGE_CREATE": GUILD_MESSAGES,
    "MESSAGE_UPDATE": GUILD_MESSAGES,
    "MESSAGE_DELETE": GUILD_MESSAGES,
    "MESSAGE_DELETE_BULK": GUILD_MESSAGES,
    "MESSAGE_REACTION_ADD": GUILD_REACTIONS,
    "MESSAGE_REACTION_REMOVE": GUILD_REACTIONS,
    "MESSAGE_REACTION_REMOVE_ALL": GUILD_REACTIONS,
    "MESSAGE_REACTION_REMOVE_EMOJI": GUILD_REACTIONS,
    "TYPING_START": GUILD_TYPING,
}


def passes(event: Event, intents: int) -> bool:
    """Whether a session with `intents` is told of `event`."""
    needed = _NEEDED.get(event.name, 0)
    if event.name.startswith("MESSAGE_") and "guild_id" not in event.data:
        # Discord sends an ephemeral message outside the guild's own stream.
        needed = DIRECT_MESSAGES
    return not needed or bool(intents & needed)


def blanked(event: Event, intents: int, bot: str) -> Json:
    """The event's data, without what a session lacking MESSAGE_CONTENT may not read."""
    data = event.data
    if event.name not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or intents & MESSAGE_CONTENT:
        return data
    return without_content(data, bot)


def without_content(message: Json, bot: str) -> Json:
    """A message as an application without the intent sees it: its own and those naming it whole."""
    named = any(user["id"] == bot for user in message.get("mentions", []))
    own = message["author"]["id"] == bot
    if own or named or bot in USER.findall(message["content"]) or "guild_id" not in message:
        return message
    return {**message, "content": "", "embeds": [], "attachments": [], "components": []}
