"""Events as rows, and rows as events.

What people said is taken out of the body and kept apart: the body holds, in its place, the number
of the part and the salted hash of its words. Emptying a part erases it; the hash then tells nothing,
because the salt went with it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.debate.errors import RecordsFailed
from bot.debate.events import EVENTS, Event, SpeechGiven

Body = dict[str, Any]
Upcaster = Callable[[Body], Body]

VERSIONS: Mapping[str, int] = {kind.__name__: 1 for kind in EVENTS}
"""The version in which each kind of event is written today."""

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}
"""(kind, version) -> what makes of such a body one of the next version.

When a change to an event would misread the bodies that are stored, raise its number in VERSIONS
and put here the step from the old one. Stored events are never rewritten.
"""

_ADAPTERS: Mapping[str, TypeAdapter[Event]] = {kind.__name__: TypeAdapter(kind) for kind in EVENTS}


@dataclass(frozen=True, slots=True)
class Part:
    """Some words kept apart. Both fields are None once they were erased."""

    text: str | None
    salt: str | None

    def hash(self) -> str:
        return hashlib.sha256(f"{self.salt}:{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is stored. `parts[0]` is the speech, the others what it quotes of another."""

    kind: str
    version: int
    at: datetime
    body: Body
    parts: Mapping[int, Part]


def to_row(event: Event) -> Row:
    """The row of an event, its words apart. Characters that no database keeps become �."""
    kind = type(event).__name__
    if isinstance(event, SpeechGiven) and event.text is None:
        raise ValueError("a speech without its words cannot be recorded")
    if event.at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be recorded")
    body: Body = _ADAPTERS[kind].dump_python(event, mode="json")
    del body["at"]
    parts: dict[int, Part] = {}
    for holder, key in _said(kind, body):
        number = len(parts)
        parts[number] = Part(_storable(holder[key]), secrets.token_hex(8))
        holder[key] = {"part": number, "sha256": parts[number].hash()}
    return Row(kind, VERSIONS[kind], event.at, body, parts)


def to_event(row: Row) -> Event:
    """The event of a row; where its words were erased, a speech reads None and a quotation "".

    Raises RecordsFailed when the row is damaged or was written by a later version of Parley.
    """
    newest = VERSIONS.get(row.kind)
    if newest is None or row.version > newest:
        raise RecordsFailed(
            f"The records hold a {row.kind[:40]} (version {row.version}) that this version of "
            "Parley does not know. Run the version that wrote it, or a newer one."
        )
    body = row.body
    for version in range(row.version, newest):
        body = UPCASTERS[row.kind, version](body)
    try:
        body = {**body, "at": row.at}
        if row.kind == SpeechGiven.__name__:
            body["text"] = _heard(body["text"], row.parts)
            body["quotations"] = [_unfold(q, row.parts) for q in body["quotations"]]
        return _ADAPTERS[row.kind].validate_python(body)
    except (ValidationError, KeyError, TypeError):
        raise RecordsFailed(f"A {row.kind} in the records cannot be read.") from None


def _said(kind: str, body: Body) -> list[tuple[Body, str]]:
    """Where in a body words of a person stand: the speech first, then what it quotes of another.

    A quotation without a number was held against an earlier speech, so its words are somebody's.
    """
    if kind != SpeechGiven.__name__:
        return []
    quoted = [q for q in body["quotations"] if q["number"] is None]
    return [(body, "text"), *((q, key) for q in quoted for key in ("words", "found"))]


def _unfold(quotation: Body, parts: Mapping[int, Part]) -> Body:
    kept = {k: _heard(v, parts) or "" for k, v in quotation.items() if isinstance(v, dict)}
    return {**quotation, **kept}


def _heard(reference: Mapping[str, Any], parts: Mapping[int, Part]) -> str | None:
    """The words that a reference stands for, None once erased; held against their hash."""
    part = parts[reference["part"]]
    if part.text is not None and part.hash() != reference["sha256"]:
        raise RecordsFailed("The words of a speech are not those that were recorded.")
    return part.text


def _storable(text: str) -> str:
    """Text without NUL and lone surrogates, which PostgreSQL and UTF-8 cannot hold."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")
