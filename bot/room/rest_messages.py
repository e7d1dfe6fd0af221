"""Messages over REST: sent, read, edited, deleted, pinned, reacted to."""

from __future__ import annotations

from . import posting, shapes
from .drafts import EPHEMERAL, Draft
from .faults import Fault, bad_form, no_access, no_permission, unknown
from .house import House, guild_data
from .ids import is_snowflake
from .intents import MESSAGE_CONTENT, without_content
from .messages import emoji_object
from .permissions import Allow
from .rest import Call, Reply, Route
from .wire import Change, Json


def _channel(house: House, call: Call, needed: int = 0) -> Json:
    channel = house.guild.channel(call.at["channel_id"])
    house.guild.require(house.guild.bot_id, channel, needed | Allow.VIEW_CHANNEL)
    return channel


def _message(house: House, call: Call) -> Json:
    return house.messages.get(call.at["channel_id"], call.at["message_id"])


def shown(house: House, message: Json) -> Json:
    """A message in a REST answer, as the application may read it."""
    view = house.messages.view(message, house.guild.bot_id)
    if house.settings.allowed_intents & MESSAGE_CONTENT:
        return view
    guild_bound = without_content({**view, "guild_id": house.guild.id}, house.guild.bot_id)
    del guild_bound["guild_id"]
    return guild_bound


async def send(house: House, call: Call) -> Reply:
    channel, me = _channel(house, call), house.guild.bot_id
    posting.require_sending(house, channel, me, files=bool(call.uploads))
    if int(call.form.get("flags") or 0) & EPHEMERAL:
        raise bad_form(
            "flags", "MESSAGE_FLAGS_INVALID", "Only an interaction's answer is ephemeral."
        )
    earlier = posting.earlier_by_nonce(house, me, call.form)
    if earlier is not None:
        return 200, {**shown(house, earlier), "nonce": call.form["nonce"]}
    change = Change()
    message = posting.post(house, change, channel, me, Draft(call.form, call.uploads))
    await house.commit(change)
    answer = shown(house, message)
    if message.get("nonce") is not None:
        answer["nonce"] = message["nonce"]
    return 200, answer


async def history(house: House, call: Call) -> Reply:
    channel = _channel(house, call)
    limit = call.limit(50, 100)
    if not house.guild.allowed(house.guild.bot_id, channel) & Allow.READ_MESSAGE_HISTORY:
        return 200, []
    given = {name: call.query.get(name) for name in ("before", "after", "around")}
    for name, value in given.items():
        if value is not None and not is_snowflake(value):
            raise bad_form(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    page = house.messages.page(channel["id"], limit=limit, **given)
    return 200, [shown(house, message) for message in page]


async def read(house: House, call: Call) -> Reply:
    _channel(house, call, Allow.READ_MESSAGE_HISTORY)
    message = _message(house, call)
    if house.messages.only_for(message["id"]) is not None:
        raise unknown("Message")
    return 200, shown(house, message)


async def edit(house: House, call: Call) -> Reply:
    channel, me = _channel(house, call), house.guild.bot_id
    message = _message(house, call)
    if house.messages.only_for(message["id"]) is not None:
        raise unknown("Message")
    if message["author"]["id"] != me:
        raise Fault(403, 50005, "Cannot edit a message authored by another user")
    house.guild.require_open(channel)
    change = Change()
    message = posting.edit(house, change, message, Draft(call.form, call.uploads), by=me)
    await house.commit(change)
    return 200, shown(house, message)


async def delete(house: House, call: Call) -> Reply:
    channel, me = _channel(house, call), house.guild.bot_id
    message = _message(house, call)
    if house.messages.only_for(message["id"]) is not None:
        raise unknown("Message")
    house.guild.require_open(channel)
    if message["author"]["id"] != me:
        house.guild.require(me, channel, Allow.MANAGE_MESSAGES)
    change = Change()
    posting.delete(house, change, message)
    await house.commit(change)
    return 204, None


async def bulk_delete(house: House, call: Call) -> Reply:
    channel = _channel(house, call, Allow.MANAGE_MESSAGES)
    keys = [str(key) for key in call.form.get("messages") or []]
    if not 2 <= len(keys) <= 100:
        raise Fault(400, 50016, "Provided too few or too many messages to delete.")
    change = Change()
    held = [m for m in (house.messages.find(channel["id"], key) for key in keys) if m is not None]
    for message in held:
        house.messages.remove(change, message)
    data = {"ids": [m["id"] for m in held], "channel_id": channel["id"]}
    change.tell("MESSAGE_DELETE_BULK", guild_data(house, data), channel=channel["id"])
    await house.commit(change)
    return 204, None


async def typing(house: House, call: Call) -> Reply:
    channel = _channel(house, call)
    posting.require_sending(house, channel, house.guild.bot_id)
    change = Change()
    posting.tell_typing(house, change, channel, house.guild.bot_id)
    await house.commit(change)
    return 204, None


# -- pins ------------------------------------------------------------------------------


async def pins(house: House, call: Call) -> Reply:
    channel = _channel(house, call, Allow.READ_MESSAGE_HISTORY)
    held = house.messages.pins(channel["id"])
    before = call.query.get("before")
    limit = call.limit(50, 50)
    items = [
        {"pinned_at": when, "message": shown(house, message)}
        for when, message in held
        if before is None or when < before
    ]
    return 200, {"items": items[:limit], "has_more": len(items) > limit}


async def pins_of_old(house: House, call: Call) -> Reply:
    channel = _channel(house, call, Allow.READ_MESSAGE_HISTORY)
    return 200, [shown(house, message) for _, message in house.messages.pins(channel["id"])]


async def pin(house: House, call: Call) -> Reply:
    channel = _channel(house, call)
    bits = house.guild.allowed(house.guild.bot_id, channel)
    if not bits & (Allow.PIN_MESSAGES | Allow.MANAGE_MESSAGES):
        raise no_permission()
    house.guild.require_open(channel)
    message = _message(house, call)
    if not message["pinned"]:
        change = Change()
        posting.pin(house, change, message, house.guild.bot_id)
        await house.commit(change)
    return 204, None


async def unpin(house: House, call: Call) -> Reply:
    channel = _channel(house, call)
    house.guild.require_open(channel)
    change = Change()
    posting.unpin(house, change, _message(house, call))
    await house.commit(change)
    return 204, None


# -- reactions -------------------------------------------------------------------------


async def react(house: House, call: Call) -> Reply:
    channel = _channel(house, call, Allow.ADD_REACTIONS | Allow.READ_MESSAGE_HISTORY)
    house.guild.require_open(channel)
    message, emoji, me = _message(house, call), call.at["emoji_name"], house.guild.bot_id
    if emoji.isascii() and ":" not in emoji:
        raise Fault(400, 10014, "Unknown Emoji")
    who = house.messages.reactors(message["id"], emoji)
    if me not in who:
        change = Change()
        house.messages.set_reactors(change, message["id"], emoji, [*who, me])
        _tell_reaction(house, change, "MESSAGE_REACTION_ADD", message, emoji, me)
        await house.commit(change)
    return 204, None


async def unreact(house: House, call: Call) -> Reply:
    channel = _channel(house, call)
    house.guild.require_open(channel)
    user = call.at.get("user_id", house.guild.bot_id)
    if user != house.guild.bot_id:
        house.guild.require(house.guild.bot_id, channel, Allow.MANAGE_MESSAGES)
    message, emoji = _message(house, call), call.at["emoji_name"]
    who = house.messages.reactors(message["id"], emoji)
    if user in who:
        change = Change()
        left = [w for w in who if w != user]
        house.messages.set_reactors(change, message["id"], emoji, left)
        _tell_reaction(house, change, "MESSAGE_REACTION_REMOVE", message, emoji, user)
        await house.commit(change)
    return 204, None


async def clear_reactions(house: House, call: Call) -> Reply:
    channel = _channel(house, call, Allow.MANAGE_MESSAGES)
    house.guild.require_open(channel)
    message = _message(house, call)
    change = Change()
    place = {"channel_id": channel["id"], "message_id": message["id"]}
    emoji = call.at.get("emoji_name")
    if emoji is None:
        house.messages.clear_reactions(change, message["id"])
        change.tell("MESSAGE_REACTION_REMOVE_ALL", guild_data(house, place), channel=channel["id"])
    else:
        house.messages.set_reactors(change, message["id"], emoji, [])
        place_and_emoji = {**guild_data(house, place), "emoji": emoji_object(emoji)}
        change.tell("MESSAGE_REACTION_REMOVE_EMOJI", place_and_emoji, channel=channel["id"])
    await house.commit(change)
    return 204, None


async def reactors(house: House, call: Call) -> Reply:
    channel = _channel(house, call)
    if not house.guild.sees(house.guild.bot_id, channel):
        raise no_access()
    message = _message(house, call)
    who = house.messages.reactors(message["id"], call.at["emoji_name"])
    return 200, [house.guild.users[user] for user in who][: call.limit(25, 100)]


def _tell_reaction(
    house: House, change: Change, name: str, message: Json, emoji: str, user: str
) -> None:
    data: Json = {
        "user_id": user,
        "channel_id": message["channel_id"],
        "message_id": message["id"],
        "emoji": emoji_object(emoji),
        "burst": False,
        "type": 0,
    }
    if name == "MESSAGE_REACTION_ADD":
        data["member"] = house.guild.full_member(user)
        data["message_author_id"] = message["author"]["id"]
    change.tell(name, guild_data(house, data), channel=message["channel_id"])


_ALL = "/channels/{channel_id}/messages"
_ONE = _ALL + "/{message_id}"
_EMOJI = _ONE + "/reactions/{emoji_name}"

ROUTES = [
    Route("POST", _ALL, send, "message", shape=shapes.MESSAGE),
    Route("GET", _ALL, history),
    Route("POST", _ALL + "/bulk-delete", bulk_delete, shape=shapes.BULK),
    Route("GET", _ONE, read),
    Route("PATCH", _ONE, edit, "edit", shape=shapes.MESSAGE),
    Route("DELETE", _ONE, delete, "delete"),
    Route("POST", "/channels/{channel_id}/typing", typing, "typing"),
    Route("GET", _ALL + "/pins", pins),
    Route("PUT", _ALL + "/pins/{message_id}", pin),
    Route("DELETE", _ALL + "/pins/{message_id}", unpin),
    Route("GET", "/channels/{channel_id}/pins", pins_of_old),
    Route("PUT", "/channels/{channel_id}/pins/{message_id}", pin),
    Route("DELETE", "/channels/{channel_id}/pins/{message_id}", unpin),
    Route("PUT", _EMOJI + "/@me", react, "reaction"),
    Route("DELETE", _EMOJI + "/@me", unreact, "reaction"),
    Route("DELETE", _EMOJI + "/{user_id}", unreact, "reaction"),
    Route("DELETE", _EMOJI, clear_reactions, "reaction"),
    Route("DELETE", _ONE + "/reactions", clear_reactions, "reaction"),
    Route("GET", _EMOJI, reactors),
]
