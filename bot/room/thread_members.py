"""Who is in a thread: by joining, by speaking there, by being named there."""

from __future__ import annotations

from .faults import unknown
from .house import House, guild_data
from .permissions import THREAD_TYPES
from .wire import Change, Json

STARTER = 21


def enter(house: House, change: Change, thread: Json, user: str) -> Json:
    """Put `user` among the thread's members; the thread with its new count."""
    held = house.guild.thread_members.setdefault(thread["id"], {})
    row = {"id": thread["id"], "user_id": user, "join_timestamp": house.now(), "flags": 0}
    held[user] = row
    change.keep("thread_member", f"{thread['id']}/{user}", row)
    return house.guild.save(change, "channel", thread["id"], {**thread, "member_count": len(held)})


def join(house: House, change: Change, thread: Json, user: str) -> Json:
    """Add a member and tell of it; the thread as it is then."""
    if user in house.guild.thread_members.get(thread["id"], {}):
        return thread
    if user not in house.guild.members:
        raise unknown("User")
    thread = enter(house, change, thread, user)
    row = house.guild.thread_members[thread["id"]][user]
    added = {**row, "member": house.guild.full_member(user), "presence": None}
    if user == house.guild.bot_id:
        change.tell("THREAD_CREATE", {**thread, "member": row}, channel=thread["id"])
    _tell_members(house, change, thread, added=[added])
    change.tell("_THREAD_SEEN", thread, only=user)
    return thread


def leave(house: House, change: Change, thread: Json, user: str) -> None:
    held = house.guild.thread_members.get(thread["id"], {})
    if held.pop(user, None) is None:
        return
    change.drop("thread_member", f"{thread['id']}/{user}")
    thread = house.guild.save(
        change, "channel", thread["id"], {**thread, "member_count": len(held)}
    )
    _tell_members(house, change, thread, removed=[user])


def _tell_members(
    house: House,
    change: Change,
    thread: Json,
    *,
    added: list[Json] | None = None,
    removed: list[str] | None = None,
) -> None:
    data = {
        "id": thread["id"],
        "member_count": thread["member_count"],
        "added_members": added or [],
        "removed_member_ids": removed or [],
    }
    change.tell("THREAD_MEMBERS_UPDATE", guild_data(house, data), channel=thread["id"])


def count_message(house: House, change: Change, channel: Json, message: Json) -> None:
    """Note the newest message; in a thread also the count and whoever spoke or was named."""
    latest = house.guild.channel(channel["id"])
    counted = {**latest, "last_message_id": message["id"]}
    if latest["type"] in THREAD_TYPES and message["type"] != STARTER:
        counted["message_count"] += 1
        counted["total_message_sent"] += 1
    house.guild.save(change, "channel", latest["id"], counted)
    if latest["type"] in THREAD_TYPES:
        for user in (message["author"], *message["mentions"]):
            if user["id"] in house.guild.members:
                counted = join(house, change, counted, user["id"])
