"""The bot's answers to interactions over REST: the callback and the webhook that follows it."""

from __future__ import annotations

from . import answers, shapes
from .drafts import LOADING, Draft
from .faults import bad_form, unknown
from .house import House
from .interactions import Interaction
from .messages import is_ephemeral
from .rest import Call, Reply, Route
from .wire import Change, Json


async def callback(house: House, call: Call) -> Reply:
    asked = house.interactions.to_answer(call.at["interaction_id"], call.at["interaction_token"])
    kind = call.form.get("type")
    if not isinstance(kind, int):
        raise bad_form("type", "BASE_TYPE_REQUIRED", "This field is required")
    draft = Draft(call.form.get("data") or {}, call.uploads)
    change = Change()
    after = answers.answer(house, change, asked, kind, draft)
    house.interactions.forget_old(change)
    await house.commit(change)
    if not call.flag("with_response"):
        return 204, None
    return 200, _response(house, after, kind)


def _response(house: House, after: Interaction, kind: int) -> Json:
    told: Json = {
        "id": after.id,
        "type": after.type,
        "channel_id": after.channel,
        "guild_id": house.guild.id,
    }
    body: Json = {"interaction": told}
    message = house.messages.find(after.channel, after.original) if after.original else None
    if message is not None:
        told["response_message_id"] = message["id"]
        told["response_message_loading"] = bool(message["flags"] & LOADING)
        told["response_message_ephemeral"] = is_ephemeral(message)
        if kind in (answers.MESSAGE, answers.DEFERRED, answers.UPDATE):
            view = house.messages.view(message, house.guild.bot_id)
            # A deferral is described as the message that it will be.
            shown_as = answers.UPDATE if kind == answers.UPDATE else answers.MESSAGE
            body["resource"] = {"type": shown_as, "message": view}
    return body


def _asked(house: House, call: Call) -> Interaction:
    if call.at["webhook_id"] != house.guild.application_id:
        raise unknown("Webhook")
    return house.interactions.by_token(call.at["webhook_token"])


def _shown(house: House, message: Json) -> Json:
    return house.messages.view(message, house.guild.bot_id)


async def follow_up(house: House, call: Call) -> Reply:
    change = Change()
    message = answers.follow_up(house, change, _asked(house, call), Draft(call.form, call.uploads))
    await house.commit(change)
    return 200, _shown(house, message)


async def read(house: House, call: Call) -> Reply:
    key = call.at.get("message_id", "@original")
    return 200, _shown(house, answers.own_message(house, _asked(house, call), key))


async def edit(house: House, call: Call) -> Reply:
    change = Change()
    key = call.at.get("message_id", "@original")
    message = answers.edit_answer(
        house, change, _asked(house, call), key, Draft(call.form, call.uploads)
    )
    await house.commit(change)
    return 200, _shown(house, message)


async def delete(house: House, call: Call) -> Reply:
    change = Change()
    key = call.at.get("message_id", "@original")
    answers.delete_answer(house, change, _asked(house, call), key)
    await house.commit(change)
    return 204, None


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"

ROUTES = [
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        callback,
        "callback",
        open=True,
        shape=shapes.CALLBACK,
    ),
    Route("POST", _HOOK, follow_up, "webhook", open=True, shape=shapes.MESSAGE),
    *(
        route
        for one in (_HOOK + "/messages/@original", _HOOK + "/messages/{message_id}")
        for route in (
            Route("GET", one, read, "webhook", open=True),
            Route("PATCH", one, edit, "webhook", open=True, shape=shapes.MESSAGE),
            Route("DELETE", one, delete, "webhook", open=True),
        )
    ),
]
