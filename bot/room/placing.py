"""Putting a message where it belongs, and telling of it."""

from __future__ import annotations

from .house import House
from .messages import is_ephemeral
from .thread_members import count_message
from .wire import Change, Json


def place(
    house: House, change: Change, channel: Json, message: Json, *, only: str | None = None
) -> None:
    """Keep a new message, count it, and tell of it."""
    house.messages.put(change, message, only=only)
    if only is None:
        count_message(house, change, channel, message)
    tell_new(house, change, message)


def tell_new(house: House, change: Change, message: Json) -> None:
    only = house.messages.only_for(message["id"])
    data = event_view(house, message)
    if message.get("nonce") is not None:
        data["nonce"] = message["nonce"]
    change.tell(
        "MESSAGE_CREATE",
        data,
        channel=message["channel_id"],
        only=only,
        nonce_of=message["author"]["id"],
    )


def event_view(house: House, message: Json) -> Json:
    """A message as the gateway tells of it: with its guild, its author's and mentions' members."""
    data = house.messages.view(message, house.guild.bot_id)
    if is_ephemeral(message):
        return data
    data["guild_id"] = house.guild.id
    members = house.guild.members
    author = message["author"]["id"]
    if author in members and "webhook_id" not in message:
        data["member"] = members[author]
    data["mentions"] = [
        {**user, "member": members[user["id"]]} if user["id"] in members else user
        for user in message["mentions"]
    ]
    return data


def tell_edit(house: House, change: Change, message: Json) -> None:
    change.tell(
        "MESSAGE_UPDATE",
        event_view(house, message),
        channel=message["channel_id"],
        only=house.messages.only_for(message["id"]),
    )
