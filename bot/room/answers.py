"""What the bot answers to an interaction: a message, a deferral, an update, choices, a modal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from . import lapses, posting
from .command_form import CHOICES, check_choice
from .commands import MESSAGE as MENU_MESSAGE
from .commands import USER as MENU_USER
from .commands import path_of
from .drafts import EPHEMERAL, LOADING, SETTABLE, Draft
from .faults import FormFaults, bad_form, unknown
from .house import House
from .interactions import (
    ACKNOWLEDGED,
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DONE,
    MODAL_SUBMIT,
    Interaction,
)
from .modals import check_modal
from .wire import Change, Json

PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOOSE, MODAL = 1, 4, 5, 6, 7, 8, 9
CHAT_COMMAND_REPLY, MENU_COMMAND_REPLY = 20, 23


def answer(
    house: House, change: Change, asked: Interaction, kind: Any, draft: Draft
) -> Interaction:
    """Carry out callback `kind` with its data in `draft`; the interaction as it stands then.

    A Fault leaves the interaction unanswered, as on Discord.
    """
    if asked.type == AUTOCOMPLETE and kind != CHOOSE:
        raise bad_form("type", "BASE_TYPE_CHOICES", "Only choices answer an autocompletion.")
    after = asked
    if kind == PONG:
        after = replace(asked, state=DONE)
    elif kind == MESSAGE:
        message = _post_answer(house, change, asked, draft)
        after = replace(asked, state=DONE, original=message["id"])
    elif kind == DEFERRED:
        message = _post_answer(house, change, asked, draft, loading=True)
        after = replace(asked, state=ACKNOWLEDGED, original=message["id"])
    elif kind in (DEFERRED_UPDATE, UPDATE):
        after = _update(house, change, asked, kind, draft)
    elif kind == CHOOSE:
        _choose(house, asked, draft.form)
        after = replace(asked, state=DONE)
    elif kind == MODAL:
        if asked.type == MODAL_SUBMIT:
            raise bad_form("type", "BASE_TYPE_CHOICES", "A modal cannot answer a modal.")
        check_modal(draft.form)
        after = replace(asked, state=DONE, modal=draft.form)
        change.tell("_MODAL", {"interaction_id": asked.id, **draft.form}, only=asked.person)
    else:
        raise bad_form("type", "BASE_TYPE_CHOICES", "Value must be one of {1, 4, 5, 6, 7, 8, 9}.")
    advance(house, change, after)
    if kind == DEFERRED:
        lapses.watch(house, after)
    return after


def advance(house: House, change: Change, after: Interaction) -> None:
    """Keep the interaction's new state and tell its person."""
    house.interactions.settle(after.id)
    house.interactions.put(change, after)
    if after.type != AUTOCOMPLETE:
        change.tell("_INTERACTION", {"id": after.id, "state": after.state}, only=after.person)


def _post_answer(
    house: House, change: Change, asked: Interaction, draft: Draft, *, loading: bool = False
) -> Json:
    """Post the message that answers `asked`, or the placeholder of a deferred one."""
    flags = int(draft.form.get("flags") or 0)
    only = asked.person if flags & EPHEMERAL else None
    extra = _about(house, asked)
    if asked.type == COMMAND and asked.data["type"] == MENU_MESSAGE:
        extra["message_reference"] = {
            "type": 0,
            "message_id": asked.data["target_id"],
            "channel_id": asked.channel,
            "guild_id": house.guild.id,
        }
    if loading:
        extra["flags"] = LOADING | (flags & SETTABLE)
    return posting.post(
        house,
        change,
        house.guild.channel(asked.channel),
        house.guild.bot_id,
        draft,
        kind=_kind(asked),
        only=only,
        extra=extra,
    )


def _kind(asked: Interaction) -> int:
    if asked.type != COMMAND:
        return 0
    return CHAT_COMMAND_REPLY if asked.data["type"] == 1 else MENU_COMMAND_REPLY


def _about(house: House, asked: Interaction) -> Json:
    """The fields by which a message tells which interaction it answers."""
    guild = house.guild
    metadata: Json = {
        "id": asked.id,
        "type": asked.type,
        "user": guild.users[asked.person],
        "authorizing_integration_owners": {"0": guild.id},
    }
    if asked.type == COMMAND:
        # Clients read the name; the schema's own object has grown without it.
        metadata["name"] = path_of(asked.data)
        metadata["command_type"] = asked.data["type"]
        if asked.data["type"] == MENU_MESSAGE:
            metadata["target_message_id"] = asked.data["target_id"]
        elif asked.data["type"] == MENU_USER:
            metadata["target_user"] = guild.users[asked.data["target_id"]]
    elif asked.type == COMPONENT:
        metadata["interacted_message_id"] = asked.source
    elif asked.type == MODAL_SUBMIT and asked.parent is not None:
        opener = house.interactions.get(asked.parent)
        metadata["triggering_interaction_metadata"] = _about(house, opener)["interaction_metadata"]
    return {
        "application_id": guild.application_id,
        "webhook_id": guild.application_id,
        "interaction_metadata": metadata,
    }


def _update(
    house: House, change: Change, asked: Interaction, kind: int, draft: Draft
) -> Interaction:
    if asked.source is None:
        raise bad_form("type", "BASE_TYPE_CHOICES", "There is no message to update.")
    if kind == UPDATE:
        message = house.messages.get(asked.channel, asked.source)
        posting.edit(house, change, message, draft, by=house.guild.bot_id)
    return replace(asked, state=DONE, original=asked.source)


def _choose(house: House, asked: Interaction, data: Json) -> None:
    if asked.type != AUTOCOMPLETE:
        raise bad_form("type", "BASE_TYPE_CHOICES", "Only an autocompletion takes choices.")
    choices = data.get("choices") or []
    kind = focused(asked.data["options"])["type"]
    faults = FormFaults()
    faults.length("data.choices", choices, 0, CHOICES)
    for index, choice in enumerate(choices):
        check_choice(faults, f"data.choices.{index}", choice, kind)
    faults.raise_any()
    waiting = house.interactions.pending(asked.id).choices
    if waiting is not None and not waiting.done():
        waiting.set_result(choices)


def focused(options: list[Json]) -> Json:
    """The option that is being typed, at whatever depth."""
    for option in options:
        if option.get("focused"):
            return option
        if option.get("options"):
            return focused(option["options"])
    raise unknown("Interaction")


# -- by webhook, after the first answer ------------------------------------------------


def follow_up(house: House, change: Change, asked: Interaction, draft: Draft) -> Json:
    """A further message; the first one after a deferral takes the placeholder's place."""
    if asked.state == ACKNOWLEDGED and asked.original is not None:
        return edit_answer(house, change, asked, asked.original, draft)
    flags = int(draft.form.get("flags") or 0)
    extra = _about(house, asked)
    return posting.post(
        house,
        change,
        house.guild.channel(asked.channel),
        house.guild.bot_id,
        draft,
        only=asked.person if flags & EPHEMERAL else None,
        extra=extra,
    )


def own_message(house: House, asked: Interaction, key: str) -> Json:
    """A message that this interaction's token may touch; `@original` is its first answer."""
    wanted = asked.original if key == "@original" else key
    message = house.messages.find(asked.channel, wanted) if wanted else None
    if message is None:
        raise unknown("Message")
    metadata = message.get("interaction_metadata", {})
    if message["id"] != asked.original and metadata.get("id") != asked.id:
        raise unknown("Message")
    return message


def edit_answer(house: House, change: Change, asked: Interaction, key: str, draft: Draft) -> Json:
    message = own_message(house, asked, key)
    waiting = bool(message["flags"] & LOADING)
    written = posting.edit(house, change, message, draft, by=house.guild.bot_id, first=waiting)
    if waiting and asked.state == ACKNOWLEDGED:
        advance(house, change, replace(asked, state=DONE))
    return written


def delete_answer(house: House, change: Change, asked: Interaction, key: str) -> None:
    message = own_message(house, asked, key)
    posting.delete(house, change, message)
    if message["id"] == asked.original:
        advance(house, change, replace(asked, state=DONE, original=None))
