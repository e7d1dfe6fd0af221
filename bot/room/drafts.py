"""From a request's form to a message: content, embeds, files, components and mentions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .attachments import Attachments, Upload, described_uploads, kept
from .components import completed
from .guild import Guild
from .limits import RICH, check_message, require_something
from .mentions import mentioned
from .wire import Change, Json

LOADING = 1 << 7
EPHEMERAL = 1 << 6
SUPPRESS_EMBEDS = 1 << 2
SETTABLE = RICH | SUPPRESS_EMBEDS | 1 << 12


@dataclass(frozen=True)
class Draft:
    """What somebody asks a message to say."""

    form: Json
    uploads: list[Upload] = field(default_factory=list)


@dataclass
class Desk:
    """Turns drafts into messages."""

    guild: Guild
    attachments: Attachments
    new_id: Callable[[], str]

    def write(
        self,
        change: Change,
        message: Json,
        draft: Draft,
        *,
        bits: int,
        replied_to: Json | None = None,
    ) -> Json:
        """`message` with the fields that `draft` gives; others stay. A Fault if it breaks a limit."""
        form = draft.form
        flags = self._flags(message, form)
        rich = bool(flags & RICH)
        count = len(draft.uploads) + len(
            message["attachments"] if "attachments" not in form else []
        )
        check_message(form, rich=rich, files=count)
        written = {**message, "flags": flags}
        if "content" in form:
            written["content"] = str(form["content"] or "").strip()
        written["attachments"] = self._files(change, message, draft)
        held = {a["filename"]: a for a in written["attachments"]}
        if "embeds" in form:
            written["embeds"] = [_embed(e, held) for e in form.get("embeds") or []]
        if "components" in form:
            written["components"] = completed(form["components"] or [], held)
        require_something(written)
        allowed = form.get("allowed_mentions")
        written.update(mentioned(self.guild, written, allowed, bits=bits, replied_to=replied_to))
        return written

    def _flags(self, message: Json, form: Json) -> int:
        asked = form.get("flags")
        present = int(message["flags"]) & ~LOADING
        if asked is None:
            return present
        # Neither rich components nor privacy can be taken back once sent.
        lasting = present & ~SUPPRESS_EMBEDS
        return lasting | (int(asked) & SETTABLE)

    def _files(self, change: Change, message: Json, draft: Draft) -> list[Json]:
        present: list[Json] = message["attachments"]
        if draft.form.get("attachments") is not None:
            stay = kept(draft.form["attachments"], present, draft.uploads)
        else:
            stay = present
        for gone in present:
            if gone not in stay:
                change.files.append((gone["id"], None))
        place, passing = message["channel_id"], bool(message["flags"] & EPHEMERAL)
        new = [
            self.attachments.take(change, self.new_id(), place, upload, entry, passing=passing)
            for upload, entry in described_uploads(draft.form.get("attachments"), draft.uploads)
        ]
        return stay + new


def _embed(given: Json, held: dict[str, Json]) -> Json:
    whole: Json = {key: value for key, value in given.items() if value is not None}
    whole["type"] = "rich"
    for part in ("image", "thumbnail"):
        if part in whole:
            whole[part] = _picture(whole[part], held)
    if "fields" in whole:
        whole["fields"] = [{"inline": False, **f} for f in whole["fields"]]
    for part in ("footer", "author"):
        if part in whole:
            whole[part] = {k: v for k, v in whole[part].items() if v is not None}
    return whole


def _picture(part: Any, held: dict[str, Json]) -> Json:
    url = str(part.get("url", ""))
    by_url = {file["url"]: file for file in held.values()}
    file = held.get(url.removeprefix("attachment://")) or by_url.get(url)
    if file is None:
        return {"url": url, "proxy_url": url, "width": 0, "height": 0}
    picture = {"url": file["url"], "proxy_url": file["url"], "width": 0, "height": 0}
    named = ("width", "height", "content_type", "description")
    return {**picture, **{name: file[name] for name in named if name in file}}
