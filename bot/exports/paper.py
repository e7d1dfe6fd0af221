"""A4 paper: headings, lines, passages, tables and pictures, set in fonts that know most letters.

Knows no debate. What it is given to write has no control characters in it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self
from unicodedata import category

from fpdf import FPDF, FontFace
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont
from PIL import Image

from bot.drawing.letters import font_file
from bot.exports.speech_text import RIGHT_TO_LEFT, Line, turned

FAMILY = "letters"
MARGIN, WIDTH = 20, 170
"""Millimetres: the edge, and the room between the edges."""
SIZE, SMALL, TABLE = 10.5, 9, 9
HEADS = {0: 18, 1: 14, 2: 11.5}
"""Points: text, remarks, tables, and headings by their level."""
LEADING = 1.4
MILLIMETRES = 25.4 / 72
INK, DIM, LINK, RULE = (27, 27, 27), (85, 89, 95), (31, 95, 168), (185, 190, 196)
UNSHAPED = re.compile("[\x00-\u02ff\u0370-\u058f\u1e00-\u200d\u2010-\u2dff\ufffd]*")
"""Writing whose letters stand beside each other as they are."""
UNKNOWN = "▯"
"""Stands for a sign that no font at hand has."""
UNSEEN = ("Cf", "Mn")
"""Sorts of signs that are not missed: they only change those beside them."""
TOTAL = "\x02\x02"
"""Stands for the number of pages until it is known; nobody can write it."""
LEFT_TO_RIGHT = "\u200e"
NARROWEST, WIDEST, SLICED, HEADING = 85, 105, 120, 20
"""Millimetres: how wide a picture on one page may be, one that takes several, and its heading."""


def kept(name: str) -> str:
    """A name that does not turn the direction of the line in which it stands."""
    return f"{LEFT_TO_RIGHT}{name}{LEFT_TO_RIGHT}" if RIGHT_TO_LEFT.search(name) else name


class _Sheets(FPDF):
    """A4 with a line at the foot of every page, beside its number."""

    foot = ""

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(FAMILY, "", SMALL)
        self.set_text_color(*DIM)
        self.cell(WIDTH / 2, 5, self.foot)
        self.cell(WIDTH / 2, 5, f"{self.page_no()} / {TOTAL}", align="R")


class Paper:
    """Sheets of paper, to be closed when they are finished.

    `fonts` have the letters that ours lacks, `unknown` are those that none has.
    """

    def __init__(
        self, title: str, at: datetime, fonts: Sequence[Path], unknown: frozenset[int]
    ) -> None:
        self.missed = False
        self._unknown = {c: "" if category(chr(c)) in UNSEEN else UNKNOWN for c in unknown}
        self._pdf = pdf = _Sheets(format="A4")
        pdf.set_margins(MARGIN, MARGIN)
        pdf.set_auto_page_break(True, 22)
        pdf.alias_nb_pages(TOTAL)
        pdf.add_font(FAMILY, fname=font_file())
        for number, path in enumerate(fonts):
            pdf.add_font(f"other{number}", fname=path)
        if fonts:
            pdf.set_fallback_fonts([f"other{n}" for n in range(len(fonts))], exact_match=False)
        pdf.set_title(self.written(title))
        pdf.set_lang("en")
        pdf.set_creator("Parley")
        pdf.set_creation_date(at)
        pdf.set_line_width(0.15)
        pdf.add_page()

    def written(self, text: str) -> str:
        """The text as it can be written here; `missed` tells that it once was not whole."""
        can_be = text.translate(self._unknown)
        self.missed |= can_be != text
        return can_be

    def _shape(self, text: str) -> None:
        """What follows is shaped if `text` has letters that change beside each other, or are read
        from the right. That takes five times as long."""
        self._pdf.set_text_shaping(not UNSHAPED.fullmatch(text))

    def foot(self, text: str) -> None:
        """What stands at the foot of every page."""
        self._pdf.foot = self.written(text)

    def gap(self, height: float) -> None:
        """So many millimetres of nothing."""
        self._pdf.ln(height)

    def finished(self) -> bytes:
        """The file. Nothing can be written after it."""
        return bytes(self._pdf.output())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the files of the fonts."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    # --- links ----------------------------------------------------------------------------

    def place(self) -> int:
        """A place that can be led to, before it is known where it will be."""
        return self._pdf.add_link()

    def here(self, place: int) -> None:
        """This is where that place is."""
        self._pdf.set_link(place, y=self._pdf.get_y(), page=self._pdf.page_no())

    # --- text -----------------------------------------------------------------------------

    def head(
        self, text: str, level: int, colour: tuple[int, int, int] = INK, room: float = 18
    ) -> None:
        """A heading, also of the outline, on a page with `room` for what belongs to it."""
        size = HEADS[level]
        self._pdf.ln({0: 0, 1: 6, 2: 4}[level])
        if self._pdf.will_page_break(size * MILLIMETRES * LEADING + room):
            self._pdf.add_page()
        self._pdf.start_section(self.written(text), level)
        with self._pdf.local_context(
            text_mode=TextMode.FILL_STROKE, line_width=0.12, draw_color=colour
        ):
            self._set(size, colour)
            self._lines(text, size)
        self._pdf.ln(1)

    def line(self, text: str, *, small: bool = False, link: str | int | None = None) -> None:
        """A line of our own, or as many as it takes; small ones are remarks."""
        size = SMALL if small else SIZE
        self._set(size, LINK if link else DIM if small else INK)
        self._lines(text, size, link)

    def passage(self, text: str) -> None:
        """Somebody's words, from the right where they are read so."""
        self._set(SIZE, INK)
        self._lines(text, SIZE, align="R" if turned(text) else "L")

    def speech(self, paragraph: Sequence[Line], links: Mapping[int, int]) -> None:
        """A paragraph of a speech, in its lines; `links` are where its sources stand."""
        for line in paragraph:
            whole = "".join(piece.text for piece in line)
            if RIGHT_TO_LEFT.search(whole):
                self.passage(whole)
            else:
                self._pieces(whole, line, links)
        self._pdf.ln(1.5)

    def _pieces(self, whole: str, line: Line, links: Mapping[int, int]) -> None:
        self._shape(whole)
        columns = self._pdf.text_columns(text_align="L", line_height=LEADING)
        with columns as column, column.paragraph() as paragraph:
            for piece in line:
                link = links.get(piece.source) if piece.source else None
                self._set(SIZE, LINK if link else INK, "S" if piece.struck else "")
                paragraph.write(self.written(piece.text), link=link)
        self._set(SIZE, INK)

    def _set(self, size: float, colour: tuple[int, int, int], style: str = "") -> None:
        self._pdf.set_font(FAMILY, style, size)
        self._pdf.set_text_color(*colour)

    def _lines(
        self, text: str, size: float, link: str | int | None = None, align: str = "L"
    ) -> None:
        self._shape(text)
        height = size * MILLIMETRES * LEADING
        self._pdf.multi_cell(
            0, height, self.written(text), align=align, link=link, new_x="LMARGIN", new_y="NEXT"
        )

    # --- tables and pictures --------------------------------------------------------------

    def rows(self, widths: Sequence[float], rows: Iterable[Sequence[str]], *, headed: bool) -> None:
        """A table, its columns as wide to each other as `widths`. The first row may be its head."""
        rows = tuple(tuple(row) for row in rows)
        self._shape("".join(cell for row in rows for cell in row))
        self._set(TABLE, INK)
        self._pdf.set_draw_color(*RULE)
        with self._pdf.table(
            col_widths=tuple(widths),
            text_align="LEFT",
            v_align="TOP",
            line_height=TABLE * MILLIMETRES * LEADING,
            padding=(1, 2, 1, 0),
            borders_layout="HORIZONTAL_LINES" if headed else "NONE",
            first_row_as_headings=headed,
            headings_style=FontFace(color=DIM),
        ) as table:
            for row in rows:
                table.row([self.written(cell) for cell in row])
        self._pdf.ln(2)

    def picture(self, heading: str, png: bytes, told: str) -> None:
        """A picture under its heading, smaller where it then fits on one page, else in parts.

        `told` is its meaning.
        """
        with Image.open(io.BytesIO(png)) as image:
            parts = in_parts(image.convert("RGB"), self._pdf.eph - HEADING)
            for number, (part, width) in enumerate(parts):
                height = width * part.height / part.width
                if number == 0:
                    self.head(heading, 1, room=height)
                elif self._pdf.will_page_break(height):
                    self._pdf.add_page()
                left = MARGIN + (WIDTH - width) / 2
                self._pdf.image(part, x=left, y=self._pdf.get_y(), w=width, h=height, alt_text=told)
                self._pdf.set_y(self._pdf.get_y() + height)


def in_parts(image: Image.Image, room: float) -> Iterator[tuple[Image.Image, float]]:
    """A picture in parts that each fit into so many millimetres, and how wide they are printed."""
    tall = image.height / image.width
    if tall * NARROWEST <= room:
        yield image, min(WIDEST, room / tall)
        return
    most, top = int(image.width * room / SLICED), 0
    while image.height - top > most:
        bottom = _gap(image, top + most * 4 // 5, top + most)
        yield image.crop((0, top, image.width, bottom)), SLICED
        top = bottom
    yield image.crop((0, top, image.width, image.height)), SLICED


def _gap(image: Image.Image, first: int, last: int) -> int:
    """The lowest of the emptiest rows of pixels between two."""
    strip = image.crop((0, first, image.width, last)).convert("L")
    brightness = strip.resize((1, last - first), Image.Resampling.BOX).tobytes()
    return first + max(range(len(brightness)), key=lambda row: (brightness[row], row))
