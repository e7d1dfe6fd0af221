"""Events as rows, and rows as events: what people said apart from the rest (`apart` says how)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.debate.errors import RecordsFailed
from bot.debate.events import EVENTS, Event, SpeechGiven
from bot.debate.model import Debate
from bot.records.apart import Body, Part, Parts, put_back, take_apart
from bot.records.whose import Earlier

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
class Row:
    """An event as it is stored. Of a speech, `parts[0]` is the speech itself."""

    kind: str
    version: int
    at: datetime
    body: Body
    parts: Parts


def to_row(event: Event, before: Debate | None = None) -> Row:
    """The row of an event, its words apart. Characters that no database keeps become �.

    `before` is the debate until then, which tells whose words are said again.
    """
    kind = type(event).__name__
    if isinstance(event, SpeechGiven) and event.text is None:
        raise ValueError("a speech without its words cannot be recorded")
    if event.at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be recorded")
    body: Body = _ADAPTERS[kind].dump_python(event, mode="json")
    del body["at"]
    cited = event.citations if isinstance(event, SpeechGiven) else ()
    parts = take_apart(kind, body, Earlier(before, cited))
    return Row(kind, VERSIONS[kind], event.at, body, parts)


def to_event(row: Row) -> Event:
    """The event of a row; where its words were erased, a speech reads None and all else "".

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
        whole = {**(put_back(body, row.parts) if row.parts else body), "at": row.at}
        if row.kind == SpeechGiven.__name__ and row.parts[0].text is None:
            whole["text"] = None
        return _ADAPTERS[row.kind].validate_python(whole)
    except (ValidationError, KeyError, TypeError):
        raise RecordsFailed(f"A {row.kind} in the records cannot be read.") from None


__all__ = ["UPCASTERS", "VERSIONS", "Part", "Row", "to_event", "to_row"]
