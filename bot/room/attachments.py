"""Files that come with messages: how they are taken in, named, signed and described."""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import re
import struct
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .components import walk
from .faults import Fault, bad_form
from .wire import Change, Json

_UNSAFE = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True)
class Upload:
    """One file as it arrived; `slot` is its number in the form (`files[0]` is 0)."""

    slot: int
    filename: str
    content_type: str
    data: bytes


@dataclass
class Attachments:
    """Makes attachment objects. `base` is the room's address, `secret` signs the links."""

    max_bytes: int
    base: str = ""
    secret: bytes = b""

    def signature(self, channel: str, key: str, filename: str) -> str:
        text = f"{channel}/{key}/{filename}".encode()
        return hmac.new(self.secret, text, hashlib.sha256).hexdigest()[:32]

    def take(
        self,
        change: Change,
        key: str,
        channel: str,
        upload: Upload,
        described: Json,
        *,
        passing: bool = False,
    ) -> Json:
        """Keep the bytes of `upload`, in memory alone if it is `passing`; its attachment object."""
        if len(upload.data) > self.max_bytes:
            raise Fault(413, 40005, "Request entity too large")
        filename = safe_name(str(described.get("filename") or upload.filename))
        if passing:
            change.passing.append((key, upload.data))
        else:
            change.files.append((key, upload.data))
        url = f"{self.base}/attachments/{channel}/{key}/{quote(filename)}"
        url += f"?hm={self.signature(channel, key, filename)}"
        guessed = mimetypes.guess_type(filename)[0]
        whole: Json = {
            "id": key,
            "filename": filename,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": guessed or upload.content_type or "application/octet-stream",
        }
        whole |= _size_of_png(upload.data)
        for name in ("description", "title"):
            if described.get(name):
                whole[name] = described[name]
        return whole


def _size_of_png(data: bytes) -> Json:
    """Width and height in pixels, by which a page leaves room; nothing for other files."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return {}
    width, height = struct.unpack(">II", data[16:24])
    return {"width": width, "height": height}


def shown_within(message: Json) -> set[str]:
    """The addresses of pictures and files that a message's embeds and components show.

    Discord does not list such attachments a second time.
    """
    embeds = message["embeds"]
    media = [embed[part] for embed in embeds for part in ("image", "thumbnail") if part in embed]
    for component in walk(message["components"]):
        media += [component[part] for part in ("media", "file") if part in component]
        media += [item["media"] for item in component.get("items", [])]
    return {one["url"] for one in media}


def safe_name(name: str) -> str:
    """`name` as Discord would keep it: no path, no blanks."""
    return _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1])[-200:].strip(".") or "file"


def described_uploads(listed: Any, uploads: list[Upload]) -> list[tuple[Upload, Json]]:
    """Each upload with the entry of the form's `attachments` list that describes it.

    Raises a Fault for an entry that names a file which did not come.
    """
    entries = {str(entry.get("id")): entry for entry in listed or []}
    return [(upload, entries.get(str(upload.slot), {})) for upload in uploads]


def kept(listed: Any, present: list[Json], uploads: list[Upload]) -> list[Json]:
    """Those `present` attachments that an edit's list still names."""
    slots = {str(upload.slot) for upload in uploads}
    by_id = {attachment["id"]: attachment for attachment in present}
    stay = []
    for index, entry in enumerate(listed):
        key = str(entry.get("id"))
        if key in by_id:
            stay.append(by_id[key])
        elif key not in slots:
            raise bad_form(
                f"attachments.{index}.id",
                "ATTACHMENT_NOT_FOUND",
                "Attachment data not found",
            )
    return stay
