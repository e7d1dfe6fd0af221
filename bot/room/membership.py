"""Coming to the guild, leaving it, and being called otherwise: what the bot and the people are told.

A person who leaves stays known as a user, as on Discord: what they said still stands under
their name. They are no member any more, so they see nothing, and their sockets are closed.
"""

from __future__ import annotations

from . import thread_members
from .faults import unknown
from .furnish import admit
from .house import House, guild_data
from .settings import Resident
from .wire import Change, Json


def come(house: House, change: Change, resident: Resident) -> str:
    """Make `resident` a member and tell of it; the new member's id."""
    guild = house.guild
    roles = {role["name"]: role["id"] for role in guild.roles.values()}
    user = admit(guild, change, house.new_id, resident, roles, house.now())
    guild.save_guild(change)
    change.tell("GUILD_MEMBER_ADD", guild_data(house, guild.full_member(user)))
    return user


def go(house: House, change: Change, user: str) -> None:
    """Take a member out of the guild and of every thread, and tell of it. A Fault if it is none."""
    guild = house.guild
    if user not in guild.members or user in (guild.bot_id, guild.guild["owner_id"]):
        raise unknown("Member")
    for thread in list(guild.threads()):
        thread_members.leave(house, change, thread, user)
    del guild.members[user]
    change.drop("member", user)
    guild.id_of.pop(guild.key_of.pop(user, ""), None)
    guild.save_guild(change)
    change.tell("GUILD_MEMBER_REMOVE", guild_data(house, {"user": guild.users[user]}))


def rename(house: House, change: Change, user: str, name: str) -> None:
    """Call a member `name` from now on, and tell of it."""
    guild = house.guild
    guild.save(change, "user", user, {**guild.users[user], "global_name": name})
    tell_changed(house, change, user)


def tell_changed(house: House, change: Change, user: str) -> None:
    member: Json = house.guild.full_member(user)
    change.tell("GUILD_MEMBER_UPDATE", guild_data(house, member))
