"""What kind of value each field of a request has; whether it is within limits comes later.

A shape is the name of a kind, a list of one shape, a dict of fields, or a function that
gives a shape (for what holds itself). Fields that are not named may be anything, and any
value may be null, as clients send null for "as it was".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .faults import FormFaults
from .ids import is_snowflake

Shape: TypeAlias = "str | list[Shape] | dict[str, Shape] | Callable[[], Shape]"

_BIGGEST = 2**63


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _BIGGEST


def _is_bits(value: Any) -> bool:
    return (_is_number(value) and value >= 0) or (isinstance(value, str) and value.isdecimal())


_KINDS: dict[str, tuple[Callable[[Any], bool], str, str]] = {
    "text": (lambda v: isinstance(v, str), "BASE_TYPE_STRING", "Could not interpret as string."),
    "number": (_is_number, "NUMBER_TYPE_COERCE", "Value is not int."),
    "flag": (lambda v: isinstance(v, bool), "BOOLEAN_TYPE_CONVERT", "Must be true or false."),
    "id": (is_snowflake, "NUMBER_TYPE_COERCE", "Value is not snowflake."),
    "bits": (_is_bits, "NUMBER_TYPE_COERCE", "Value is not a permission set."),
    "nonce": (
        lambda v: isinstance(v, str) or _is_number(v),
        "UNION_TYPE_CHOICES",
        "Value is neither text nor a number.",
    ),
}


def check_shape(value: Any, shape: Shape) -> None:
    """Raise a Fault (50035) naming every field of the wrong kind."""
    faults = FormFaults()
    _check(faults, "", value, shape)
    faults.raise_any()


def _check(faults: FormFaults, path: str, value: Any, shape: Shape) -> None:
    if value is None:
        return
    if callable(shape):
        shape = shape()
    if isinstance(shape, str):
        fits, code, words = _KINDS[shape]
        if not fits(value):
            faults.add(path, code, words)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            faults.add(path, "LIST_TYPE_CONVERT", "Only lists may be used here.")
            return
        for index, item in enumerate(value):
            here = f"{path}.{index}" if path else str(index)
            if item is None:
                faults.add(here, "BASE_TYPE_REQUIRED", "This field is required")
            _check(faults, here, item, shape[0])
    elif not isinstance(value, dict):
        faults.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used here.")
    elif isinstance(shape, dict):
        for name, inner in shape.items():
            _check(faults, f"{path}.{name}" if path else name, value.get(name), inner)


def _component() -> Shape:
    return COMPONENT


def _option() -> Shape:
    return OPTION


_EMOJI: Shape = {"id": "id", "name": "text", "animated": "flag"}
_MEDIA: Shape = {"url": "text"}

COMPONENT: dict[str, Shape] = {
    "type": "number",
    "id": "number",
    "custom_id": "text",
    "style": "number",
    "label": "text",
    "url": "text",
    "disabled": "flag",
    "required": "flag",
    "emoji": _EMOJI,
    "placeholder": "text",
    "value": "text",
    "content": "text",
    "description": "text",
    "min_values": "number",
    "max_values": "number",
    "min_length": "number",
    "max_length": "number",
    "divider": "flag",
    "spacing": "number",
    "spoiler": "flag",
    "accent_color": "number",
    "options": [{"label": "text", "value": "text", "description": "text", "emoji": _EMOJI}],
    "channel_types": ["number"],
    "default_values": [{"id": "id", "type": "text"}],
    "components": [_component],
    "accessory": _component,
    "component": _component,
    "media": _MEDIA,
    "file": _MEDIA,
    "items": [{"media": _MEDIA, "description": "text", "spoiler": "flag"}],
}

EMBED: dict[str, Shape] = {
    "title": "text",
    "description": "text",
    "url": "text",
    "color": "number",
    "timestamp": "text",
    "footer": {"text": "text", "icon_url": "text"},
    "author": {"name": "text", "url": "text", "icon_url": "text"},
    "image": {"url": "text"},
    "thumbnail": {"url": "text"},
    "fields": [{"name": "text", "value": "text", "inline": "flag"}],
}

MESSAGE: dict[str, Shape] = {
    "content": "text",
    "tts": "flag",
    "flags": "number",
    "nonce": "nonce",
    "enforce_nonce": "flag",
    "embeds": [EMBED],
    "components": [COMPONENT],
    "attachments": [{"id": "id", "filename": "text", "description": "text"}],
    "allowed_mentions": {
        "parse": ["text"],
        "users": ["id"],
        "roles": ["id"],
        "replied_user": "flag",
    },
    "message_reference": {
        "type": "number",
        "message_id": "id",
        "channel_id": "id",
        "guild_id": "id",
        "fail_if_not_exists": "flag",
    },
}

CALLBACK: dict[str, Shape] = {
    "type": "number",
    "data": {
        **MESSAGE,
        "title": "text",
        "custom_id": "text",
        "choices": [{"name": "text"}],
    },
}

OPTION: dict[str, Shape] = {
    "type": "number",
    "name": "text",
    "description": "text",
    "required": "flag",
    "autocomplete": "flag",
    "min_length": "number",
    "max_length": "number",
    "channel_types": ["number"],
    "choices": [{"name": "text"}],
    "options": [_option],
}

COMMAND: dict[str, Shape] = {
    "type": "number",
    "name": "text",
    "description": "text",
    "default_member_permissions": "bits",
    "dm_permission": "flag",
    "nsfw": "flag",
    "contexts": ["number"],
    "integration_types": ["number"],
    "choices": OPTION["choices"],
    "options": [OPTION],
}

CHANNEL: dict[str, Shape] = {
    "name": "text",
    "type": "number",
    "topic": "text",
    "position": "number",
    "nsfw": "flag",
    "parent_id": "id",
    "rate_limit_per_user": "number",
    "permission_overwrites": [{"id": "id", "type": "number", "allow": "bits", "deny": "bits"}],
    "archived": "flag",
    "locked": "flag",
    "invitable": "flag",
    "auto_archive_duration": "number",
}

OVERWRITE: dict[str, Shape] = {"type": "number", "allow": "bits", "deny": "bits"}

MEMBER: dict[str, Shape] = {"nick": "text", "roles": ["id"]}

ROLE: dict[str, Shape] = {
    "name": "text",
    "permissions": "bits",
    "color": "number",
    "colors": {"primary_color": "number"},
    "hoist": "flag",
    "mentionable": "flag",
}

BULK: dict[str, Shape] = {"messages": ["id"]}
