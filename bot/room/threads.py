"""Threads: started, joined, left, renamed, archived, locked, deleted."""

from __future__ import annotations

from . import objects
from .faults import Fault, bad_form, no_permission
from .house import House
from .limits import check_thread_name
from .messages import HAS_THREAD
from .permissions import PRIVATE_THREAD, THREAD_TYPES, Allow
from .placing import place, tell_edit
from .thread_members import STARTER, enter
from .wire import Change, Json

MINUTES = frozenset({60, 1440, 4320, 10080})
CREATED, RENAMED = 18, 4


def start(
    house: House, change: Change, parent: Json, owner: str, form: Json, source: Json | None = None
) -> Json:
    """A new thread under `parent`, from the message `source` when one is given."""
    if parent["type"] != objects.TEXT:
        raise Fault(400, 50024, "Cannot execute action on this channel type")
    name = check_thread_name(form.get("name"))
    minutes = form.get("auto_archive_duration") or 1440
    if minutes not in MINUTES:
        choices = ", ".join(str(m) for m in sorted(MINUTES))
        raise bad_form(
            "auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}."
        )
    kind = objects.PUBLIC_THREAD if source else int(form.get("type") or PRIVATE_THREAD)
    if kind not in THREAD_TYPES:
        raise bad_form("type", "BASE_TYPE_CHOICES", "Value must be one of {10, 11, 12}.")
    private = kind == PRIVATE_THREAD
    house.guild.require(
        owner, parent, Allow.CREATE_PRIVATE_THREADS if private else Allow.CREATE_PUBLIC_THREADS
    )
    key = source["id"] if source else house.new_id()
    if key in house.guild.channels:
        raise Fault(400, 160004, "A thread has already been created for this message")
    thread = objects.thread(
        key, house.guild.id, parent["id"], owner, name, kind, minutes, house.now()
    )
    thread["rate_limit_per_user"] = form.get("rate_limit_per_user") or 0
    if private and form.get("invitable") is not None:
        thread["thread_metadata"]["invitable"] = form["invitable"]
    house.guild.save(change, "channel", key, thread)
    thread = enter(house, change, thread, owner)
    seen = house.guild.with_own_membership(thread)
    change.tell("THREAD_CREATE", {**seen, "newly_created": True}, channel=key)
    _announce(house, change, parent, thread, owner, source)
    return thread


def _announce(
    house: House, change: Change, parent: Json, thread: Json, owner: str, source: Json | None
) -> None:
    """The lines that Discord itself writes when a thread begins."""
    author, now = house.guild.users[owner], house.now()
    if source is not None:
        marked = {**source, "flags": source["flags"] | HAS_THREAD}
        house.messages.put(change, marked)
        tell_edit(house, change, marked)
        opener = objects.message(house.new_id(), thread["id"], author, "", now, STARTER)
        opener["message_reference"] = {
            "type": 0,
            "message_id": source["id"],
            "channel_id": parent["id"],
            "guild_id": house.guild.id,
        }
        place(house, change, thread, opener)
    elif thread["type"] == objects.PUBLIC_THREAD:
        note = objects.message(house.new_id(), parent["id"], author, thread["name"], now, CREATED)
        note["message_reference"] = {
            "type": 0,
            "channel_id": thread["id"],
            "guild_id": house.guild.id,
        }
        place(house, change, parent, note)


def require_unlocked(channel: Json, bits: int) -> None:
    """Refuse a new message in a locked thread to all but its moderators."""
    meta = channel.get("thread_metadata")
    if meta is not None and meta["locked"] and not bits & Allow.MANAGE_THREADS:
        if meta["archived"]:
            raise Fault(400, 50083, "Thread is archived")
        raise Fault(400, 160005, "Thread is locked")


def reopen(house: House, change: Change, channel: Json) -> Json:
    """The channel, a thread unarchived for a new message, as Discord does."""
    if channel.get("thread_metadata", {}).get("archived"):
        return set_state(house, change, channel, archived=False)
    return channel


# -- change and end --------------------------------------------------------------------


def set_state(
    house: House,
    change: Change,
    thread: Json,
    *,
    archived: bool | None = None,
    locked: bool | None = None,
    fields: Json | None = None,
) -> Json:
    """The thread with other settings; tells of it."""
    meta = dict(thread["thread_metadata"])
    if archived is not None and archived != meta["archived"]:
        meta.update(archived=archived, archive_timestamp=house.now())
    if locked is not None:
        meta["locked"] = locked
    for name in ("auto_archive_duration", "invitable"):
        if fields and name in fields:
            meta[name] = fields[name]
    if meta["auto_archive_duration"] != thread["thread_metadata"]["auto_archive_duration"]:
        meta["archive_timestamp"] = house.now()
    top = {k: v for k, v in (fields or {}).items() if k in ("name", "rate_limit_per_user", "flags")}
    changed = {**thread, **top, "thread_metadata": meta}
    house.guild.save(change, "channel", thread["id"], changed)
    change.tell("THREAD_UPDATE", house.guild.with_own_membership(changed), channel=thread["id"])
    return changed


def amend(house: House, change: Change, thread: Json, by: str, form: Json) -> Json:
    """PATCH of a thread by `by`, with Discord's permissions; the thread as it is then."""
    bits = house.guild.require(by, thread, Allow.VIEW_CHANNEL)
    manages = bool(bits & Allow.MANAGE_THREADS)
    meta = thread["thread_metadata"]
    owns = thread["owner_id"] == by
    if (
        meta["archived"]
        and form.get("archived") is not False
        and set(form) - {"archived", "locked"}
    ):
        raise Fault(400, 50083, "Thread is archived")
    opening = form.get("archived") is False and meta["archived"]
    if "locked" in form and bool(form["locked"]) != meta["locked"] and not manages:
        raise no_permission()
    if opening and meta["locked"] and not manages:
        raise no_permission()
    if not opening and not manages and not owns:
        raise no_permission()
    fields = {key: value for key, value in form.items() if value is not None}
    if "name" in fields:
        fields["name"] = check_thread_name(fields["name"])
    changed = set_state(
        house,
        change,
        thread,
        archived=form.get("archived"),
        locked=form.get("locked"),
        fields=fields,
    )
    if changed["name"] != thread["name"]:
        author = house.guild.users[by]
        note = objects.message(
            house.new_id(), thread["id"], author, changed["name"], house.now(), RENAMED
        )
        place(house, change, changed, note)
        changed = house.guild.channel(thread["id"])
    return changed


def delete(house: House, change: Change, channel: Json) -> None:
    """Delete a thread or a channel, its threads, and all that was said there."""
    threaded = channel["type"] in THREAD_TYPES
    if not threaded:
        for thread in [t for t in house.guild.threads() if t["parent_id"] == channel["id"]]:
            delete(house, change, thread)
    key = channel["id"]
    house.messages.remove_all(change, key)
    for user in house.guild.thread_members.pop(key, {}):
        change.drop("thread_member", f"{key}/{user}")
    del house.guild.channels[key]
    change.drop("channel", key)
    if threaded:
        data = {k: channel[k] for k in ("id", "guild_id", "parent_id", "type")}
        change.tell("THREAD_DELETE", data)
    else:
        change.tell("CHANNEL_DELETE", channel)
