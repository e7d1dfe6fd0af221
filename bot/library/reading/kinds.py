"""What kind of file some bytes are, told from themselves; a name that says otherwise is refused."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.library.decoding import Refused


class Kind(StrEnum):
    """The kinds that can be read, in words for the teacher."""

    WEB_PAGE = "a web page"
    PDF = "a PDF"
    WORD = "a Word file"
    TEXT = "plain text"


SUFFIXES = {
    ".html": Kind.WEB_PAGE,
    ".htm": Kind.WEB_PAGE,
    ".xhtml": Kind.WEB_PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    ".mdown": Kind.TEXT,
    ".text": Kind.TEXT,
}
UNREAD = {
    ".doc": "an old Word file; save it as .docx",
    ".odt": "an OpenDocument file; save it as .docx or PDF",
    ".rtf": "an RTF file; save it as .docx",
    ".epub": "an e-book; copy the text that you need into a text file",
    ".mht": "a web archive; save the page as HTML only",
    ".mhtml": "a web archive; save the page as HTML only",
}
HTML_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_TAG = re.compile(rb"<(?:p|div|article|main|section|span|h[1-6]|title|meta|table)\b", re.I)
XML_OPENING = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
ARCHIVE_OPENING = re.compile(rb"(?:from|mime-version|snapshot-content-location):\s", re.IGNORECASE)
BEGINNING = 4096
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def kind_of(data: bytes, suffix: str) -> Kind:
    """The kind of a file with this content and this suffix (with its dot). Raises Refused.

    A suffix that belongs to another kind is refused too: what it is called is what a person
    believes it to be.
    """
    found = _found(data, suffix)
    claimed = SUFFIXES.get(suffix, found)
    if claimed is not found:
        raise Refused(f"is {found}, although its name ends in {suffix}; rename it, or save it anew")
    return found


def _found(data: bytes, suffix: str) -> Kind:
    if data.lstrip()[:5] == b"%PDF-" or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        locked = LOCKED_OFFICE in data
        raise Refused("is locked with a password" if locked else f"is {UNREAD['.doc']}")
    if data.startswith(b"{\\rtf"):
        raise Refused(f"is {UNREAD['.rtf']}")
    beginning = data[:BEGINNING].removeprefix(b"\xef\xbb\xbf")
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = beginning.replace(b"\0", b"")[2:]
    if ARCHIVE_OPENING.match(beginning) and b"multipart/related" in beginning:
        raise Refused(f"is {UNREAD['.mhtml']}")
    if HTML_OPENING.match(beginning):
        return Kind.WEB_PAGE
    if XML_OPENING.match(beginning):
        raise Refused("is an XML file, not a web page")
    if SUFFIXES.get(suffix) is Kind.WEB_PAGE and HTML_TAG.search(beginning):
        return Kind.WEB_PAGE
    if suffix in UNREAD:
        raise Refused(f"is {UNREAD[suffix]}")
    return Kind.TEXT


def _packed(data: bytes) -> Kind:
    """What a ZIP file holds, told by the names in it."""
    if b"word/document" in data:
        return Kind.WORD
    for mark, what in (
        (b"application/epub", UNREAD[".epub"]),
        (b"application/vnd.oasis", UNREAD[".odt"]),
        (b"xl/workbook", "a spreadsheet"),
        (b"ppt/presentation", "a presentation"),
    ):
        if mark in data:
            raise Refused(f"is {what}")
    raise Refused("is a ZIP archive; unpack it and import the files in it")
