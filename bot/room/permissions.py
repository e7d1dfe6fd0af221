"""Who may do what: Discord's permission bits and the order in which they are worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntFlag

from .wire import Json


class Allow(IntFlag):
    """The bits that the room honours, with Discord's values."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CHANGE_NICKNAME = 1 << 26
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    PIN_MESSAGES = 1 << 51


EVERYTHING = (1 << 53) - 1

MEMBER = (
    Allow.VIEW_CHANNEL
    | Allow.SEND_MESSAGES
    | Allow.SEND_MESSAGES_IN_THREADS
    | Allow.READ_MESSAGE_HISTORY
    | Allow.ADD_REACTIONS
    | Allow.ATTACH_FILES
    | Allow.EMBED_LINKS
    | Allow.USE_APPLICATION_COMMANDS
    | Allow.CHANGE_NICKNAME
)
MODERATOR = Allow.MANAGE_THREADS | Allow.MANAGE_MESSAGES | Allow.PIN_MESSAGES
TEACHER = MODERATOR | Allow.MANAGE_GUILD
BOT = (
    MEMBER
    | MODERATOR
    | Allow.CREATE_PUBLIC_THREADS
    | Allow.CREATE_PRIVATE_THREADS
    | Allow.MANAGE_CHANNELS
    | Allow.MANAGE_ROLES
)

THREAD_TYPES = frozenset({10, 11, 12})
PRIVATE_THREAD = 12


def in_guild(roles: Iterable[Json], *, owner: bool) -> int:
    """The bits that a member has by his `roles` (the everyone role among them)."""
    if owner:
        return EVERYTHING
    bits = 0
    for role in roles:
        bits |= int(role["permissions"])
    return EVERYTHING if bits & Allow.ADMINISTRATOR else bits


def in_channel(
    base: int, overwrites: Iterable[Json], *, everyone: str, roles: Iterable[str], user: str
) -> int:
    """`base` as the channel's `overwrites` change it: everyone, then roles, then the member."""
    if base & Allow.ADMINISTRATOR:
        return EVERYTHING
    by_id: Mapping[str, Json] = {row["id"]: row for row in overwrites}
    if everyone in by_id:
        base = _apply(base, [by_id[everyone]])
    base = _apply(base, [by_id[role] for role in roles if role in by_id and role != everyone])
    if user in by_id:
        base = _apply(base, [by_id[user]])
    if not base & Allow.VIEW_CHANNEL:
        return 0
    if not base & (Allow.SEND_MESSAGES | Allow.SEND_MESSAGES_IN_THREADS):
        base &= ~(Allow.MENTION_EVERYONE | Allow.EMBED_LINKS | Allow.ATTACH_FILES)
    return base


def _apply(base: int, rows: list[Json]) -> int:
    deny = allow = 0
    for row in rows:
        deny |= int(row["deny"])
        allow |= int(row["allow"])
    return (base & ~deny) | allow
