"""From the bytes of a file to text, or a plain reason why it is none that can be imported."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

LARGEST = 20 * 1024 * 1024
"""Bytes of a file of any kind."""
LARGEST_TEXT = 5 * 1024 * 1024
"""Bytes of a file that is all text."""
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NATIONAL = re.compile(
    r"(?:iso-8859|windows|cp|koi8|gb|big5|shift|euc|mac)[-_]?[\w-]{0,12}", re.IGNORECASE
)
"""The encodings of old web pages; Python knows others by name that are no alphabets."""
CONTROLS = frozenset(chr(code) for code in range(32)) - set("\t\n\r\f\v")


class Refused(Exception):
    """This file is not imported. Says why, to the teacher."""


def admit(path: Path) -> None:
    """See that `path` is a file of sensible size, before anything opens it. Raises Refused."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise Refused("is not there") from None
    except (OSError, ValueError) as error:
        raise Refused(f"cannot be opened ({getattr(error, 'strerror', None) or error})") from None
    if not stat.S_ISREG(status.st_mode):
        raise Refused("is not a file")
    if status.st_size > LARGEST:
        most = LARGEST // 1024 // 1024
        raise Refused(f"has {status.st_size / 1024 / 1024:.1f} MB; {most} MB is the most")


def decoded(data: bytes, declared: str = "") -> str:
    """The text of `data`: UTF-8, UTF-16 with its mark, or else as declared, or else Windows-1252.

    Raises Refused.
    """
    text = _decoded(data, declared)
    if not text.strip():
        raise Refused("is empty")
    if "\0" in text or sum(map(CONTROLS.__contains__, text)) * 100 > len(text):
        raise Refused("is not text")
    return text


def _decoded(data: bytes, declared: str) -> str:
    if data.startswith(WIDE_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused("is not text") from None
    for encoding in ("utf-8-sig", *([declared] if NATIONAL.fullmatch(declared) else ()), "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Refused("is not text in an encoding that is known here; save it as UTF-8")
