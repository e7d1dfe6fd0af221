"""Discord's limits on a message. Texts are counted in code points, as its API counts them."""

from __future__ import annotations

import re
from typing import Any

from .components import ComponentCheck
from .faults import Fault, FormFaults, not_done
from .wire import Json

CONTENT = 2000
EMBEDS = 10
EMBED_TEXT = 6000
FILES = 10
THREAD_NAME = 100
RICH = 1 << 15
"""The message flag for components in place of content."""

_TEXTS = {"title": 256, "description": 4096}
_URL = re.compile(r"(https?|attachment)://\S+", re.IGNORECASE)


def check_message(form: Json, *, rich: bool, files: int) -> None:
    """Raise a Fault (50035) naming everything in `form` that Discord would refuse."""
    faults = FormFaults()
    if form.get("content") is not None:
        faults.length("content", form["content"], 0, CONTENT)
    if form.get("nonce") is not None and len(str(form["nonce"])) > 25:
        faults.length("nonce", str(form["nonce"]), 0, 25)
    for absent in ("poll", "sticker_ids", "shared_client_theme"):
        if form.get(absent):
            raise not_done(f"a message's {absent}")
    if files > FILES:
        faults.length("attachments", [0] * files, 0, FILES)
    check_embeds(faults, form.get("embeds"))
    if rich:
        _check_rich(faults, form)
    ComponentCheck(faults, rich=rich).message(form.get("components"))
    _check_mentions(faults, form.get("allowed_mentions"))
    faults.raise_any()


def _check_rich(faults: FormFaults, form: Json) -> None:
    for field in ("content", "embeds", "poll", "stickers"):
        if form.get(field):
            faults.add(
                field,
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def check_embeds(faults: FormFaults, embeds: Any) -> None:
    if not isinstance(embeds, list):
        return
    faults.length("embeds", embeds, 0, EMBEDS)
    total = 0
    for index, embed in enumerate(embeds):
        total += _check_embed(faults, f"embeds.{index}", embed)
    if total > EMBED_TEXT:
        faults.add(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            f"Embed size exceeds maximum size of {EMBED_TEXT}",
        )


def _check_embed(faults: FormFaults, path: str, embed: Json) -> int:
    """Note the faults of one embed; its length in code points."""
    total = 0
    for name, high in _TEXTS.items():
        total += _text(faults, f"{path}.{name}", embed.get(name), high)
    total += _text(faults, f"{path}.footer.text", (embed.get("footer") or {}).get("text"), 2048)
    total += _text(faults, f"{path}.author.name", (embed.get("author") or {}).get("name"), 256)
    fields = embed.get("fields") or []
    faults.length(f"{path}.fields", fields, 0, 25)
    for index, field in enumerate(fields):
        for name, high in (("name", 256), ("value", 1024)):
            faults.length(f"{path}.fields.{index}.{name}", field.get(name), 1, high)
            total += len(str(field.get(name) or ""))
    for holder in (embed, embed.get("image"), embed.get("thumbnail"), embed.get("author")):
        url = (holder or {}).get("url")
        if url and not _URL.fullmatch(url):
            faults.add(f"{path}.url", "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    return total


def _text(faults: FormFaults, path: str, value: Any, high: int) -> int:
    if value is None:
        return 0
    faults.length(path, value, 0, high)
    return len(str(value))


def _check_mentions(faults: FormFaults, mentions: Any) -> None:
    if not isinstance(mentions, dict):
        return
    parse = mentions.get("parse") or []
    for name in ("users", "roles"):
        faults.length(f"allowed_mentions.{name}", mentions.get(name) or [], 0, 100)
        if name in parse and mentions.get(name):
            faults.add(
                "allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.',
            )


def require_something(message: Json) -> None:
    """Refuse a message that would show nothing."""
    if not any(message[part] for part in ("content", "embeds", "attachments", "components")):
        raise Fault(400, 50006, "Cannot send an empty message")


def check_thread_name(name: Any) -> str:
    """The thread's name without the blanks around it."""
    faults = FormFaults()
    clean = " ".join(name.split()) if isinstance(name, str) else name
    faults.length("name", clean, 1, THREAD_NAME)
    faults.raise_any()
    return str(clean)
