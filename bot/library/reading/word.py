"""A Word file: its paragraphs, with headings by their styles. Tracked deletions are left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.library.blocks import Block
from bot.library.captures import Capture, of_blocks
from bot.library.decoding import Refused
from bot.library.reading.claims import confirmed

MOST_FILES = 5_000
MOST_XML = 60 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
LINE, TAB, BREAK, TEXT = qn("w:p"), qn("w:tab"), qn("w:br"), qn("w:t")
PASSED_OVER = {qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom")}
RANK = re.compile(r"heading (\d)", re.IGNORECASE)
ITEM = re.compile(r"list\b", re.IGNORECASE)


def read_word(data: bytes) -> Capture:
    """The article in a Word file. Raises Refused where it unpacks to far more than an article."""
    _weigh(data)
    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, ValueError, KeyError):
        raise Refused("is no ordinary Word file; save it as .docx") from None
    blocks = list(_blocks(document))
    text = "\n".join(block.text for block in blocks[:40])
    told = document.core_properties
    title = confirmed(told.title, text)
    if title and not any(block.heading == 1 for block in blocks):
        blocks = [b for b in blocks if b.text.casefold() != title.casefold()]
        blocks.insert(0, Block(title, heading=1))
    return of_blocks(blocks).with_author(confirmed(told.author, text[:3000]))


def _weigh(data: bytes) -> None:
    """See, before anything is unpacked, that not much will come out of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    whole = sum(part.file_size for part in parts)
    if len(parts) > MOST_FILES or xml > MOST_XML or whole > MOST_UNPACKED:
        raise Refused(f"unpacks to {whole / 1024 / 1024:.0f} MB, far more than an article")


def _blocks(document: WordDocument) -> Iterator[Block]:
    for element in document.element.body.iter(LINE):
        text = " ".join("".join(_said(element)).split())
        if text:
            paragraph = Paragraph(element, document)
            style = (paragraph.style.name or "") if paragraph.style is not None else ""
            yield Block(text, heading=_rank(style), item=bool(ITEM.match(style)))


def _said(element: object) -> Iterator[str]:
    """What a reader sees of a paragraph: insertions too, what was deleted not."""
    for part in element:  # type: ignore[attr-defined]
        if part.tag in PASSED_OVER:
            continue
        if part.tag == TEXT:
            yield part.text or ""
        elif part.tag in (TAB, BREAK):
            yield " "
        else:
            yield from _said(part)


def _rank(style: str) -> int:
    if style.casefold() == "title":
        return 1
    found = RANK.match(style)
    return int(found[1]) if found else 0
