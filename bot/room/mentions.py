"""Whom a message pings: what its text names, held against `allowed_mentions`."""

from __future__ import annotations

import re
from typing import Any

from .components import TEXT, walk
from .guild import Guild
from .permissions import Allow
from .wire import Json

USER = re.compile(r"<@!?(\d{1,20})>")
ROLE = re.compile(r"<@&(\d{1,20})>")
EVERYONE = re.compile(r"@(everyone|here)\b")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def mentioned(
    guild: Guild, message: Json, allowed: Any, *, bits: int, replied_to: Json | None
) -> Json:
    """The message's `mentions`, `mention_roles` and `mention_everyone`.

    `bits` are the author's permissions; without MENTION_EVERYONE neither everyone nor an
    unmentionable role is pinged. `allowed` None allows all that the text names.
    """
    text = _CODE.sub(" ", spoken(message))
    parse, users, roles = _parse(allowed)
    everyone = bool(bits & Allow.MENTION_EVERYONE)
    named = [key for key in dict.fromkeys(USER.findall(text)) if key in guild.users]
    pinged = [key for key in named if "users" in parse or key in users]
    if replied_to is not None and (allowed is None or allowed.get("replied_user")):
        pinged.append(replied_to["author"]["id"])
    called = [
        key
        for key in dict.fromkeys(ROLE.findall(text))
        if key in guild.roles
        and ("roles" in parse or key in roles)
        and (everyone or guild.roles[key]["mentionable"])
    ]
    return {
        "mentions": [guild.users[key] for key in dict.fromkeys(pinged) if key in guild.users],
        "mention_roles": called,
        "mention_everyone": everyone and "everyone" in parse and bool(EVERYONE.search(text)),
    }


def spoken(message: Json) -> str:
    """All text of a message that can mention."""
    parts = [message["content"]]
    parts += [str(c["content"]) for c in walk(message["components"]) if c["type"] == TEXT]
    return "\n".join(parts)


def _parse(allowed: Any) -> tuple[set[str], set[str], set[str]]:
    if allowed is None:
        return {"users", "roles", "everyone"}, set(), set()
    users = {str(key) for key in allowed.get("users") or []}
    roles = {str(key) for key in allowed.get("roles") or []}
    return set(allowed.get("parse") or []), users, roles
