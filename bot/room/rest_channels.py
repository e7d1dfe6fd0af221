"""Channels and threads over REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import objects, shapes, thread_members, threads
from .faults import Fault, FormFaults, bad_form, no_access, unknown
from .house import House
from .messages import Messages
from .permissions import PRIVATE_THREAD, THREAD_TYPES, Allow
from .rest import Call, Reply, Route
from .wire import Change, Json

_SETTABLE = ("name", "topic", "position", "nsfw", "rate_limit_per_user", "parent_id")


def _seen(house: House, call: Call, needed: int = 0) -> Json:
    channel = house.guild.channel(call.at["channel_id"])
    house.guild.require(house.guild.bot_id, channel, needed)
    return channel


def _thread(house: House, call: Call) -> Json:
    thread = _seen(house, call)
    if thread["type"] not in THREAD_TYPES:
        raise Fault(400, 50024, "Cannot execute action on this channel type")
    return thread


async def read(house: House, call: Call) -> Reply:
    return 200, house.guild.with_own_membership(_seen(house, call))


async def amend(house: House, call: Call) -> Reply:
    channel, change = _seen(house, call), Change()
    if channel["type"] in THREAD_TYPES:
        channel = threads.amend(house, change, channel, house.guild.bot_id, call.form)
        channel = house.guild.with_own_membership(channel)
    else:
        house.guild.require(house.guild.bot_id, channel, Allow.MANAGE_CHANNELS)
        fields = _channel_fields(call.form)
        channel = house.guild.save(change, "channel", channel["id"], {**channel, **fields})
        change.tell("CHANNEL_UPDATE", channel, channel=channel["id"])
    await house.commit(change)
    return 200, channel


def _channel_fields(form: Json) -> Json:
    faults = FormFaults()
    if "name" in form:
        faults.length("name", form["name"], 1, 100)
    if form.get("topic") is not None:
        faults.length("topic", form["topic"], 0, 1024)
    faults.raise_any()
    fields = {key: form[key] for key in _SETTABLE if key in form}
    if "name" in fields:
        fields["name"] = "-".join(str(fields["name"]).lower().split())
    if form.get("permission_overwrites") is not None:
        fields["permission_overwrites"] = [_overwrite(o) for o in form["permission_overwrites"]]
    return fields


def _overwrite(given: Json) -> Json:
    if given.get("id") is None:
        raise bad_form("permission_overwrites", "BASE_TYPE_REQUIRED", "This field is required")
    return {
        "id": str(given["id"]),
        "type": int(given.get("type") or 0),
        "allow": str(given.get("allow") or 0),
        "deny": str(given.get("deny") or 0),
    }


async def remove(house: House, call: Call) -> Reply:
    channel, change = _seen(house, call), Change()
    needed = Allow.MANAGE_THREADS if channel["type"] in THREAD_TYPES else Allow.MANAGE_CHANNELS
    house.guild.require(house.guild.bot_id, channel, needed)
    threads.delete(house, change, channel)
    await house.commit(change)
    return 200, channel


async def list_channels(house: House, call: Call) -> Reply:
    _guild(house, call)
    seen = [c for c in house.guild.plain_channels() if house.guild.sees(house.guild.bot_id, c)]
    return 200, seen


def _guild(house: House, call: Call) -> None:
    if call.at["guild_id"] != house.guild.id:
        raise unknown("Guild")


async def create(house: House, call: Call) -> Reply:
    _guild(house, call)
    house.guild.require_guild(house.guild.bot_id, Allow.MANAGE_CHANNELS)
    kind = call.form.get("type") or objects.TEXT
    if kind not in (objects.TEXT, objects.CATEGORY):
        raise Fault(501, 0, f"The practice room does not make channels of type {kind}.")
    change = Change()
    position = len(list(house.guild.plain_channels()))
    fields = _channel_fields({"name": "", **call.form})
    channel = objects.text_channel(house.new_id(), house.guild.id, "", position, int(kind))
    channel.update({k: v for k, v in fields.items() if v is not None})
    house.guild.save(change, "channel", channel["id"], channel)
    change.tell("CHANNEL_CREATE", channel, channel=channel["id"])
    await house.commit(change)
    return 201, channel


async def set_overwrite(house: House, call: Call) -> Reply:
    channel, change = _seen(house, call, Allow.MANAGE_ROLES), Change()
    key = call.at["overwrite_id"]
    others = [o for o in channel["permission_overwrites"] if o["id"] != key]
    if call.body is not None:
        others.append(_overwrite({**call.form, "id": key}))
    elif len(others) == len(channel["permission_overwrites"]):
        raise unknown("Permission Overwrite")
    changed = {**channel, "permission_overwrites": others}
    house.guild.save(change, "channel", channel["id"], changed)
    change.tell("CHANNEL_UPDATE", changed, channel=channel["id"])
    await house.commit(change)
    return 204, None


# -- threads ---------------------------------------------------------------------------


async def start(house: House, call: Call) -> Reply:
    parent, change = _seen(house, call), Change()
    thread = threads.start(house, change, parent, house.guild.bot_id, call.form)
    await house.commit(change)
    return 201, house.guild.with_own_membership(thread)


async def start_from_message(house: House, call: Call) -> Reply:
    parent, change = _seen(house, call), Change()
    messages: Messages = house.messages
    source = messages.get(parent["id"], call.at["message_id"])
    if messages.only_for(source["id"]) is not None:
        raise unknown("Message")
    thread = threads.start(house, change, parent, house.guild.bot_id, call.form, source)
    await house.commit(change)
    return 201, house.guild.with_own_membership(thread)


def _listed(house: House, chosen: list[Json], *, more: bool) -> Json:
    held = house.guild.thread_members
    own = [held[t["id"]][house.guild.bot_id] for t in chosen if _inside(house, t)]
    return {"threads": chosen, "members": own, "has_more": more}


def _inside(house: House, thread: Json) -> bool:
    return house.guild.bot_id in house.guild.thread_members.get(thread["id"], {})


async def active(house: House, call: Call) -> Reply:
    _guild(house, call)
    guild = house.guild
    chosen = [
        t
        for t in guild.threads()
        if not t["thread_metadata"]["archived"] and guild.sees(guild.bot_id, t)
    ]
    newest = sorted(chosen, key=lambda t: int(t["id"]), reverse=True)
    return 200, _listed(house, newest, more=False)


def _archived(wanted: Callable[[House, Json], bool]) -> Callable[[House, Call], Any]:
    async def listing(house: House, call: Call) -> Reply:
        parent = _seen(house, call, Allow.READ_MESSAGE_HISTORY)
        before, limit = call.query.get("before"), call.limit(50, 100)
        chosen = [
            t
            for t in house.guild.threads()
            if t["parent_id"] == parent["id"]
            and t["thread_metadata"]["archived"]
            and wanted(house, t)
            and (before is None or t["thread_metadata"]["archive_timestamp"] < before)
        ]
        chosen.sort(key=lambda t: str(t["thread_metadata"]["archive_timestamp"]), reverse=True)
        return 200, _listed(house, chosen[:limit], more=len(chosen) > limit)

    return listing


def _public(house: House, thread: Json) -> bool:
    return bool(thread["type"] != PRIVATE_THREAD)


def _private(house: House, thread: Json) -> bool:
    return not _public(house, thread) and house.guild.sees(house.guild.bot_id, thread)


def _own_private(house: House, thread: Json) -> bool:
    return not _public(house, thread) and _inside(house, thread)


async def members(house: House, call: Call) -> Reply:
    thread = _thread(house, call)
    held = house.guild.thread_members.get(thread["id"], {}).values()
    if call.flag("with_member"):
        rows = [{**row, "member": house.guild.full_member(row["user_id"])} for row in held]
        return 200, rows
    return 200, list(held)


async def member(house: House, call: Call) -> Reply:
    thread = _thread(house, call)
    row = house.guild.thread_members.get(thread["id"], {}).get(call.at["user_id"])
    if row is None:
        raise unknown("Member")
    return 200, row


async def add_member(house: House, call: Call) -> Reply:
    thread, change = _thread(house, call), Change()
    house.guild.require_open(thread)
    user = call.at.get("user_id", house.guild.bot_id)
    house.guild.user(user)
    if user != house.guild.bot_id and not house.guild.allowed(house.guild.bot_id, thread):
        raise no_access()
    thread_members.join(house, change, thread, user)
    await house.commit(change)
    return 204, None


async def remove_member(house: House, call: Call) -> Reply:
    thread, change = _thread(house, call), Change()
    house.guild.require_open(thread)
    user = call.at.get("user_id", house.guild.bot_id)
    if user != house.guild.bot_id:
        house.guild.require(house.guild.bot_id, thread, Allow.MANAGE_THREADS)
    thread_members.leave(house, change, thread, user)
    await house.commit(change)
    return 204, None


_ONE = "/channels/{channel_id}"
_GUILD = "/guilds/{guild_id}"

ROUTES = [
    Route("GET", _ONE, read),
    Route("PATCH", _ONE, amend, shape=shapes.CHANNEL),
    Route("DELETE", _ONE, remove),
    Route("PUT", _ONE + "/permissions/{overwrite_id}", set_overwrite, shape=shapes.OVERWRITE),
    Route("DELETE", _ONE + "/permissions/{overwrite_id}", set_overwrite),
    Route("GET", _GUILD + "/channels", list_channels),
    Route("POST", _GUILD + "/channels", create, shape=shapes.CHANNEL),
    Route("GET", _GUILD + "/threads/active", active),
    Route("POST", _ONE + "/threads", start, shape=shapes.CHANNEL),
    Route(
        "POST",
        _ONE + "/messages/{message_id}/threads",
        start_from_message,
        shape=shapes.CHANNEL,
    ),
    Route("GET", _ONE + "/threads/archived/public", _archived(_public)),
    Route("GET", _ONE + "/threads/archived/private", _archived(_private)),
    Route("GET", _ONE + "/users/@me/threads/archived/private", _archived(_own_private)),
    Route("GET", _ONE + "/thread-members", members),
    Route("GET", _ONE + "/thread-members/{user_id}", member),
    Route("PUT", _ONE + "/thread-members/@me", add_member),
    Route("DELETE", _ONE + "/thread-members/@me", remove_member),
    Route("PUT", _ONE + "/thread-members/{user_id}", add_member),
    Route("DELETE", _ONE + "/thread-members/{user_id}", remove_member),
]
