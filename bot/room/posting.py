"""Posting, editing and deleting, with the events and side effects that each has on Discord."""

from __future__ import annotations

from typing import Any

from . import objects, threads
from .drafts import EPHEMERAL, LOADING, Draft
from .faults import Fault, bad_form
from .house import House, guild_data
from .ids import EPOCH_MS
from .limits import RICH
from .permissions import THREAD_TYPES, Allow
from .placing import place, tell_edit
from .wire import Change, Json, iso

REPLY, PINNED = 19, 6


def post(
    house: House,
    change: Change,
    channel: Json,
    author: str,
    draft: Draft,
    *,
    kind: int = 0,
    only: str | None = None,
    extra: Json | None = None,
) -> Json:
    """Post what `draft` says as `author`; the message. `only` makes it ephemeral.

    `extra` are fields of the message beyond the draft, as an interaction's answer has.
    """
    bits = house.guild.allowed(author, channel)
    if only is None:
        threads.require_unlocked(channel, bits)
    now = house.now()
    blank = objects.message(house.new_id(), channel["id"], house.guild.users[author], "", now, kind)
    blank.update(extra or {})
    if only is not None:
        blank["flags"] |= EPHEMERAL
    reference, replied_to = _reply(house, channel, draft.form.get("message_reference"))
    if reference is not None:
        blank.update(type=REPLY, message_reference=reference)
    if blank["flags"] & LOADING:
        message = blank
    else:
        message = house.desk.write(change, blank, draft, bits=bits, replied_to=replied_to)
    if draft.form.get("nonce") is not None:
        message["nonce"] = draft.form["nonce"]
    if only is None:
        channel = threads.reopen(house, change, channel)
    place(house, change, channel, message, only=only)
    return message


def _reply(house: House, channel: Json, given: Any) -> tuple[Json | None, Json | None]:
    """The reference as kept, and the message replied to; a Fault if it must exist and does not."""
    if not given or given.get("message_id") is None:
        return None, None
    if given.get("type") == 1:
        raise Fault(501, 0, "The practice room does not forward messages.")
    source = house.messages.find(channel["id"], str(given["message_id"]))
    if source is None:
        if given.get("fail_if_not_exists") is False:
            return None, None
        raise bad_form("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    if source["type"] not in (0, 19, 20, 23):
        raise bad_form(
            "message_reference",
            "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE",
            "Cannot reply to a system message",
        )
    reference = {
        "type": 0,
        "message_id": source["id"],
        "channel_id": channel["id"],
        "guild_id": house.guild.id,
    }
    return reference, source


def require_sending(house: House, channel: Json, author: str, *, files: bool = False) -> int:
    """The author's bits; a Fault unless he may send, and attach `files`, in `channel`."""
    if channel["type"] == objects.CATEGORY:
        raise Fault(400, 50008, "Cannot send messages in a non-text channel")
    threaded = channel["type"] in THREAD_TYPES
    needed = Allow.SEND_MESSAGES_IN_THREADS if threaded else Allow.SEND_MESSAGES
    if files:
        needed |= Allow.ATTACH_FILES
    return house.guild.require(author, channel, needed)


def earlier_by_nonce(house: House, author: str, form: Json) -> Json | None:
    """The message already sent with the form's nonce, if it is enforced and recent."""
    if form.get("nonce") is None or not form.get("enforce_nonce"):
        return None
    since = int((house.clock() - house.settings.nonce_seconds) * 1000) - EPOCH_MS
    return house.messages.by_nonce(author, form["nonce"], str(max(since, 0) << 22))


def edit(
    house: House, change: Change, message: Json, draft: Draft, *, by: str, first: bool = False
) -> Json:
    """Rewrite `message`; `first` is the answer that a deferred one was waiting for."""
    channel = house.guild.channel(message["channel_id"])
    bits = house.guild.allowed(by, channel)
    rich = draft.form.get("flags") and int(draft.form["flags"]) & RICH
    if rich and not message["flags"] & RICH:
        # A message that turns to components gives up its content in the same edit.
        message = {**message, "content": "", "embeds": []}
    written = house.desk.write(change, message, draft, bits=bits)
    written["flags"] &= ~LOADING
    if not first:
        written["edited_timestamp"] = house.now()
    house.messages.put(change, written)
    tell_edit(house, change, written)
    return written


def delete(house: House, change: Change, message: Json) -> None:
    only = house.messages.only_for(message["id"])
    house.messages.remove(change, message)
    data = {"id": message["id"], "channel_id": message["channel_id"]}
    change.tell(
        "MESSAGE_DELETE",
        data if only else guild_data(house, data),
        channel=message["channel_id"],
        only=only,
    )


def pin(house: House, change: Change, message: Json, by: str) -> None:
    """Pin a message, and say so in the channel as Discord does."""
    channel, when = message["channel_id"], iso(house.clock())
    house.messages.pin(change, channel, message["id"], when)
    pinned = {**message, "pinned": True}
    house.messages.put(change, pinned)
    tell_edit(house, change, pinned)
    _tell_pins(house, change, channel, when)
    note = objects.message(house.new_id(), channel, house.guild.users[by], "", when, PINNED)
    note["message_reference"] = {
        "type": 0,
        "message_id": message["id"],
        "channel_id": channel,
        "guild_id": house.guild.id,
    }
    place(house, change, house.guild.channel(channel), note)


def unpin(house: House, change: Change, message: Json) -> None:
    if house.messages.unpin(change, message["channel_id"], message["id"]):
        loose = {**message, "pinned": False}
        house.messages.put(change, loose)
        tell_edit(house, change, loose)
        pins = house.messages.pins(message["channel_id"])
        _tell_pins(house, change, message["channel_id"], pins[0][0] if pins else None)


def _tell_pins(house: House, change: Change, channel: str, when: str | None) -> None:
    data = guild_data(house, {"channel_id": channel, "last_pin_timestamp": when})
    change.tell("CHANNEL_PINS_UPDATE", data, channel=channel)


def tell_typing(house: House, change: Change, channel: Json, user: str) -> None:
    data = {
        "channel_id": channel["id"],
        "user_id": user,
        "timestamp": int(house.clock()),
        "member": house.guild.full_member(user),
    }
    change.tell("TYPING_START", guild_data(house, data), channel=channel["id"])
