"""A report as a PDF to print or to file, with its charts as pictures."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from bot.exports import report_words
from bot.exports.fonts import PLACES, found_for, lacking
from bot.exports.paper import MARGIN, WIDTH, Paper, kept
from bot.exports.pdf import MISSING
from bot.exports.report_words import Told

log = logging.getLogger(__name__)

BETWEEN, BELOW = 6, 16
"""Millimetres: under a picture, and for the heading above the first."""
WHOLE = 236
"""Millimetres: what a sheet of charts asks for under its heading."""
POINTS = "Points over time; the table of scores has them as numbers."
CHARTS = {
    "class": "The class at a glance",
    "weeks": "Weeks",
    "arguments": "Claims answered and left",
}
FIRST, SECOND = (0, 1, 2, 3, 4, 5, 6, 12), (0, 7, 8, 9, 10, 11)
"""The columns of the figures, which are too many for one table on paper."""
NAME, NUMBER = 3.0, 1.6
DEBATES = (2.8, 5, 1.7, 1.3, 1.5, 1.8, 1.4)
"""How wide columns are to each other."""


class _Album(Paper):
    """Paper on which a picture may be as wide as the text."""

    def broad(self, picture: bytes, told: str) -> None:
        """A picture with its meaning, on the next page where it does not fit on this one."""
        with Image.open(io.BytesIO(picture)) as image:
            tall = image.height / image.width
            width = min(WIDTH, (self._pdf.eph - BELOW) / tall)
            if self._pdf.will_page_break(width * tall):
                self._pdf.add_page()
            left = MARGIN + (WIDTH - width) / 2
            self._pdf.image(
                image.convert("RGB"), x=left, y=self._pdf.get_y(), w=width, alt_text=told
            )
            self._pdf.set_y(self._pdf.get_y() + width * tall + BETWEEN)


def report_paper(
    told: Told, painted: Mapping[str, bytes], places: tuple[str, ...] = PLACES
) -> bytes:
    """The report as a PDF on A4. Takes about a second, so call it beside the loop.

    `painted` are its charts as PNG, and `sheet-1` and so on with those of the students; what is not
    among them is left out. `places` are folders with fonts, for letters that ours lacks.
    """
    shown = (*(told.name(one.person) for one in told.students), *_lines(told))
    letters = lacking("\n".join(shown))
    fonts, unknown = found_for(letters, places)
    try:
        return _written(told, painted, fonts, unknown)
    except Exception as error:  # a font of the machine may be broken in any way
        if not fonts:
            raise
        log.warning("a font of this machine cannot be used: %s", type(error).__name__)
        return _written(told, painted, (), letters)


def _lines(told: Told) -> tuple[str, ...]:
    """Whatever else may be written in letters that ours lacks."""
    said = [line for _, lines in report_words.first(told) for line in lines]
    motions = [part.motion for one in told.report.students for part in one.parts]
    return (told.heading, *said, *dict.fromkeys(motions))


def _written(
    told: Told, painted: Mapping[str, bytes], fonts: Sequence[Path], unknown: frozenset[int]
) -> bytes:
    with _Album(told.heading, told.report.at, fonts, unknown) as paper:
        paper.foot("Report made by Parley. All times are UTC.")
        paper.head(told.heading, 0)
        paper.rows(
            (1, 3), ((f"{name}:", fact) for name, fact in report_words.facts(told)), headed=False
        )
        paper.line(report_words.FOREWORD, small=True)
        _first(paper, told)
        for name, heading in CHARTS.items():
            if name in painted:
                paper.picture(heading, painted[name], f"{heading}; the figures say the same.")
        _figures(paper, told)
        _points(paper, told, painted)
        _meanings(paper)
        if paper.missed:
            paper.gap(4)
            paper.line(MISSING, small=True)
        return paper.finished()


def _first(paper: Paper, told: Told) -> None:
    paper.head("First of all", 1)
    for heading, lines in report_words.first(told):
        paper.head(heading, 2)
        for line in lines:
            paper.line(f"• {line}")


def _figures(paper: Paper, told: Told) -> None:
    paper.head("Figures", 1)
    rows: list[tuple[str, ...]] = [report_words.HEADINGS]
    for student in told.students:
        name, *cells = report_words.row(told, student)
        rows.append((kept(name), *cells))
    for columns in (FIRST, SECOND):
        table = (tuple(row[column] for column in columns) for row in rows)
        paper.rows((NAME, *(NUMBER,) * (len(columns) - 1)), table, headed=True)
    if told.alone:
        paper.head("Debates", 1)
        debates = report_words.parts(told.alone)
        paper.rows(DEBATES, (report_words.PARTS, *debates), headed=True)


def _points(paper: _Album, told: Told, painted: Mapping[str, bytes]) -> None:
    if told.alone and "criteria-1" in painted:
        paper.picture("Points", painted["criteria-1"], POINTS)
    sheets = [picture for name, picture in painted.items() if name.startswith("sheet-")]
    if sheets:
        paper.head("Student by student", 1, room=WHOLE)
    for picture in sheets:
        paper.broad(picture, POINTS)


def _meanings(paper: Paper) -> None:
    paper.head("What the figures count", 1)
    for name, says in report_words.definitions():
        paper.line(f"{name}: {says}", small=True)
