"""Documents made for a test: web pages, PDFs and Word files, whole ones and wicked ones."""

from __future__ import annotations

import io
import struct
import textwrap
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape

from docx import Document
from pypdf import PdfReader, PdfWriter

from tests.library.pages import BODY

TITLE = "A quiet harbor is kept by talking"
BYLINE = "By Ada M. Stone"

# --- web pages ----------------------------------------------------------------------------------


def web_page(
    body: Sequence[str] = BODY,
    *,
    title: str = TITLE,
    meta: Mapping[str, str] | None = None,
    inside: str = "",
) -> str:
    """A news page around an article. `meta` are properties and names; `inside` follows its text."""
    told = "".join(
        f'<meta {"property" if ":" in name else "name"}="{name}" content="{escape(said)}">\n'
        for name, said in (meta or {}).items()
    )
    paragraphs = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in body)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | Coast Review</title>
{told}<script>var advertisement = "buy harbors";</script></head><body>
<div class="cookie-banner">We use cookies. <button>Accept all cookies</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>{escape(title)}</h1><p class="byline">{BYLINE}</p>
{paragraphs}
{inside}
</article></main>
<aside><h2>Most popular</h2><ul><li><a href="/t">Ten harbors to see before you are old</a></li></ul></aside>
<footer><p>Copyright 2019 Coast Review. All rights reserved.</p></footer></body></html>"""


METADATA = {
    "og:title": TITLE,
    "og:site_name": "Coast Review",
    "og:url": "https://coast.example/opinion/harbor",
    "author": "Ada M. Stone",
    "article:published_time": "2019-03-05T10:00:00+00:00",
}

# --- PDF ----------------------------------------------------------------------------------------


def set_lines(body: Sequence[str] = BODY, title: str = TITLE, width: int = 80) -> list[str]:
    """An article as the lines of a page, broken at a fixed width, with no blank line in it."""
    lines = [title, BYLINE]
    for paragraph in body:
        lines += textwrap.wrap(paragraph, width)
    return lines


def pdf(pages: Sequence[Sequence[str]], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF with these lines on its pages."""
    return pdf_of([_drawn(lines) for lines in pages], info)


def pdf_of(
    contents: Sequence[bytes], info: Mapping[str, str] | None = None, filter: str = ""
) -> bytes:
    """A PDF whose pages have these content streams."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents "
            b"%d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number),
            b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), filter.encode(), content),
        ]
    objects.append(
        b"<< %s >>"
        % b" ".join(b"/%s (%s)" % (k.encode(), _in_pdf(v)) for k, v in (info or {}).items())
    )
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """The objects, numbered from 1, as a file. The first is its catalog, the last its information."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, len(objects), table)
    )
    return out.getvalue()


def _drawn(lines: Sequence[str]) -> bytes:
    shown = b"".join(b"(%s) Tj T*\n" % _in_pdf(line) for line in lines)
    return b"BT /F1 11 Tf 14 TL 72 740 Td\n%sET" % shown


def _in_pdf(text: str) -> bytes:
    written = text.encode("cp1252")
    return written.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([set_lines()]))))
    writer.encrypt("a secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned_pdf() -> bytes:
    """Pages with a grey picture on each and no letter."""
    return pdf_of([b"0.5 g 72 72 400 600 re f"] * 3)


def endless_pdf() -> bytes:
    """Ten branches on each of ten levels of the page tree, all the same: 10,000,000,000 pages."""
    levels = [
        b"<< /Type /Pages /Count 9999 /Kids [%s] >>" % (b"%d 0 R " % (number + 1) * 10)
        for number in range(2, 12)
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", *levels, page, b"<< >>"])


def swollen_pdf() -> bytes:
    """A page whose content is 200 MB of blanks, packed."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(200)) + packer.flush()
    return pdf_of([packed], filter="/Filter /FlateDecode ")


# --- Word ---------------------------------------------------------------------------------------


def word(
    body: Sequence[str] = BODY, *, title: str = TITLE, byline: str = BYLINE, author: str = ""
) -> bytes:
    """A Word file as a person would type it; `author` is the one in its properties."""
    document = Document()
    document.core_properties.author = author
    document.core_properties.title = title
    document.add_heading(title, 0)
    if byline:
        document.add_paragraph(byline)
    for paragraph in body:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(document: bytes, name: str, content: bytes) -> bytes:
    """A Word file with one part of it replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return out.getvalue()


def word_bomb() -> bytes:
    """A few kB that unpack to 64 MB of text."""
    return with_part(word(), "word/document.xml", b" " * 64 * 1024 * 1024)


def lying_word_bomb() -> bytes:
    """The same, with a directory that says it is small."""
    size = 64 * 1024 * 1024
    return word_bomb().replace(struct.pack("<L", size), struct.pack("<L", 4000))


def laughing_word() -> bytes:
    """An entity of entities of entities: a billion laughs in a kilobyte."""
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = (
        f'<?xml version="1.0"?><!DOCTYPE d [{laughs}]><w:document xmlns:w="{space}"><w:body>'
        "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_part(word(), "word/document.xml", text.encode())
