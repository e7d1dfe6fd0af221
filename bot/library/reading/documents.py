"""One document, whatever its kind, to the article in it. Runs in the child."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from bot.debate.errors import Faulty
from bot.library.blocks import clear
from bot.library.captures import Capture, clean
from bot.library.decoding import LARGEST, LARGEST_TEXT, Refused, decoded
from bot.library.front_matter import read_page
from bot.library.reading.kinds import Kind, kind_of

MARKDOWN = (".md", ".markdown", ".mdown")


def read(path: Path) -> Capture:
    """The article in the file `path`. Raises Refused, or whatever a parser raises."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Refused("is not there") from None
    except (OSError, ValueError) as error:
        raise Refused(f"cannot be opened ({getattr(error, 'strerror', None) or error})") from None
    capture = _read(data, kind_of(data, suffix), suffix)
    return Capture(**{field: clear(value) for field, value in asdict(capture).items()})


def _read(data: bytes, kind: Kind, suffix: str) -> Capture:
    if kind in (Kind.TEXT, Kind.WEB_PAGE) and len(data) > LARGEST_TEXT:
        raise Refused(f"has {len(data) / 1024 / 1024:.1f} MB of text; 5 MB is the most")
    match kind:
        case Kind.WEB_PAGE:
            from bot.library.reading.web_page import read_web_page

            return read_web_page(data)
        case Kind.PDF:
            from bot.library.reading.pdf import read_pdf

            return read_pdf(data)
        case Kind.WORD:
            from bot.library.reading.word import read_word

            return read_word(data)
        case Kind.TEXT:
            return _read_text(decoded(data), markdown=suffix in MARKDOWN)


def _read_text(raw: str, *, markdown: bool) -> Capture:
    """The article in a capture. One that was exported from here is taken as it is."""
    kind = _told_kind(raw)
    if kind == "brief":
        raise Refused("is a brief, which is a paraphrase and cannot be quoted as an article")
    if kind == "article":
        return replace(clean(raw), text=read_page("", clear(raw)).body.strip("\n"))
    return clean(raw, markdown=markdown)


def _told_kind(raw: str) -> str:
    try:
        return str(read_page("", clear(raw)).head.fields.get("kind", ""))
    except Faulty:
        return ""
