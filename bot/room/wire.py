"""The shape of what travels: JSON objects, events, one recorded exchange, one change.

Discord's own objects are kept as the JSON that they are on the wire, so that nothing
is lost between the two sides. An object is never altered in place once it has been
handed out: an edit makes a new one, so an event shows the moment at which it was told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def pack(value: object) -> str:
    """Compact JSON text of `value`."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def unpack(text: str | bytes) -> Any:
    """The JSON value of `text`. ValueError for what is none, NaN and half a character among it."""
    try:
        value = json.loads(text, parse_constant=_refuse)
        if "\\ud" in (text.decode() if isinstance(text, bytes) else text).lower():
            pack(value).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def iso(seconds: float) -> str:
    """Discord's timestamp for Unix `seconds`."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Event:
    """Something that has happened, told to the bot's gateway and to the people.

    `channel` limits it to those who may see that channel; `only` to one person (and the
    bot); `nonce_of` names the person whose own copy carries the nonce.
    """

    name: str
    data: Json
    channel: str | None = None
    only: str | None = None
    nonce_of: str | None = None


@dataclass(frozen=True)
class Exchange:
    """One REST request and its answer; `path` is the template, as in Discord's own spec."""

    method: str
    path: str
    request: Any
    status: int
    response: Any


@dataclass
class Change:
    """What one request alters: rows to keep or drop, and the events to tell once they are safe.

    `passing` are files of a message to one person only: like it, they stay in memory.
    """

    rows: list[tuple[str, str, Any]] = field(default_factory=list)
    files: list[tuple[str, bytes | None]] = field(default_factory=list)
    passing: list[tuple[str, bytes]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def keep(self, kind: str, key: str, body: Any) -> None:
        self.rows.append((kind, key, body))

    def drop(self, kind: str, key: str) -> None:
        self.rows.append((kind, key, None))

    def tell(
        self,
        name: str,
        data: Json,
        *,
        channel: str | None = None,
        only: str | None = None,
        nonce_of: str | None = None,
    ) -> None:
        self.events.append(Event(name, data, channel, only, nonce_of))
