"""From the bytes of a file to text, or a plain reason why it is none that can be imported."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

LARGEST = 5 * 1024 * 1024
LATER_KINDS = {
    ".html": "a web page saved as HTML",
    ".htm": "a web page saved as HTML",
    ".pdf": "a PDF",
    ".docx": "a Word file",
    ".doc": "a Word file",
    ".odt": "an OpenDocument file",
    ".rtf": "an RTF file",
    ".epub": "an e-book",
}
OPENINGS = (
    (b"%PDF-", ".pdf"),
    (b"PK\x03\x04", ".docx"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROLS = frozenset(chr(code) for code in range(32)) - set("\t\n\r\f\v")


class Refused(Exception):
    """This file is not imported. Says why, to the teacher."""


def read_capture(path: Path) -> str:
    """The text in the file `path`. Raises Refused with the reason."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused("is not a file")
        if status.st_size > LARGEST:
            raise Refused(f"has {status.st_size / 1024 / 1024:.1f} MB; 5 MB is the most")
        _refuse_kind(path.suffix.lower())
        return decoded(path.read_bytes())
    except FileNotFoundError:
        raise Refused("is not there") from None
    except (OSError, ValueError) as error:
        raise Refused(f"cannot be opened ({getattr(error, 'strerror', None) or error})") from None


def decoded(data: bytes) -> str:
    """The text of `data`: UTF-8, UTF-16 with its mark, or else Windows-1252. Raises Refused."""
    for opening, suffix in OPENINGS:
        if data.startswith(opening):
            _refuse_kind(suffix)
    text = _decoded(data)
    if not text.strip():
        raise Refused("is empty")
    if "\0" in text or sum(map(CONTROLS.__contains__, text)) * 100 > len(text):
        raise Refused("is not text")
    if text.lstrip()[:300].lower().startswith(("<!doctype html", "<html", "<?xml")):
        _refuse_kind(".html")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith(WIDE_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused("is not text") from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("is not text in an encoding that is known here; save it as UTF-8")


def _refuse_kind(suffix: str) -> None:
    if suffix in LATER_KINDS:
        raise Refused(
            f"is {LATER_KINDS[suffix]}, which cannot be read yet; "
            "copy its text into a plain text file and import that"
        )
