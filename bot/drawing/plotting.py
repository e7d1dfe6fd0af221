"""What every chart of a report is drawn with: a sheet, words on it, scales, and labels that fit.

A chart is 720 pixels wide with letters of 22, so that on a phone 360 wide half of that is seen. It
brings its own white ground, for readers whose screen is dark. Knows no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from bot.drawing.argument_map import UNFIT
from bot.drawing.letters import FAMILY, clipped, width, wrapped

WIDTH, MARGIN = 720, 24
ROOM = WIDTH - 2 * MARGIN
SIZE, SMALL, TITLE, LINE = 22, 20, 26, 28
"""Pixels: letters, labels of axes, titles, and from one line to the next."""
INK, DIM, PAPER, GRID = "#1b1b1b", "#55595f", "#ffffff", "#c9cdd2"
BLUE, BROWN = "#1f5fa8", "#8f4a00"
HATCH = (
    '<pattern id="{id}" width="9" height="9" patternUnits="userSpaceOnUse"'
    f' patternTransform="rotate(45)"><rect width="9" height="9" fill="{PAPER}"/>'
    f'<path d="M0 0V9" stroke="{BROWN}" stroke-width="5"/></pattern>'
)
NAMELESS = "Student"
STEPS = (1, 2, 5)
APART, BETWEEN = 12, 32
"""Pixels that are left free between two labels, and between two charts on a sheet."""
TALL = re.compile(r'height="(\d+)"')


def picture(id: str, title: str, told: str, body: Iterable[str], height: float) -> str:
    """A chart as SVG. `id` tells it from others on the same page; `told` says it all in words."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
            f' width="{WIDTH}" height="{height:.0f}" role="img"'
            f' aria-labelledby="{id}-title {id}-told"'
            f' font-family="{FAMILY}" font-size="{SIZE}" fill="{INK}">',
            f'<title id="{id}-title">{clean(title)}</title>',
            f'<desc id="{id}-told">{clean(told)}</desc>',
            f"<defs>{HATCH.format(id=f'{id}-hatch')}</defs>",
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        ]
    )


def sheet(charts: Sequence[str]) -> str:
    """Charts two by two on one picture, so that they are painted in one go."""
    rows = [charts[start : start + 2] for start in range(0, len(charts), 2)]
    placed: list[str] = []
    y = 0
    for row in rows:
        for number, chart in enumerate(row):
            x = number * (WIDTH + BETWEEN)
            placed.append(chart.replace("<svg ", f'<svg x="{x}" y="{y}" ', 1))
        y += max(_height(chart) for chart in row) + BETWEEN
    wide, high = 2 * WIDTH + BETWEEN, y - BETWEEN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' width="{wide}" height="{high}"><rect width="{wide}" height="{high}" fill="{PAPER}"/>'
        f"{''.join(placed)}</svg>"
    )


def _height(chart: str) -> int:
    found = TALL.search(chart)
    return int(found[1]) if found else 0


def text(
    x: float, y: float, words: str, *, fill: str = INK, size: int = SIZE, anchor: str = "start"
) -> str:
    """Words on the line `y`, from `x` on, up to it (`end`) or around it (`middle`)."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size}" text-anchor="{anchor}">'
        f"{clean(words)}</text>"
    )


def clean(words: str) -> str:
    """Words without what XML cannot hold, and what would turn the direction of others."""
    return escape(UNFIT.sub("", words))


def heading(title: str, lines: Iterable[str]) -> tuple[list[str], float]:
    """A title and dim lines under it, each broken where it has to be; and where they end."""
    y = 10.0
    parts: list[str] = []
    for line in wrapped(title, TITLE, ROOM, 2):
        y += TITLE + 6
        parts.append(text(MARGIN, y, line, size=TITLE))
    y += 4
    for paragraph in lines:
        for line in wrapped(paragraph, SMALL, ROOM, 6):
            y += LINE
            parts.append(text(MARGIN, y, line, fill=DIM, size=SMALL))
    return parts, y + 14


def rule(x: float, y: float, length: float) -> str:
    """A faint line from left to right."""
    return f'<path d="M{x:.1f} {y:.1f}h{length:.1f}" stroke="{GRID}" stroke-width="1.5"/>'


def path(places: Sequence[tuple[float, float]], stroke: float, colour: str = BLUE) -> str:
    """A line through these places."""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{stroke}"'
        ' stroke-linejoin="round"/>'
    )


def dot(x: float, y: float, radius: float, *, hollow: bool = False) -> str:
    fill = PAPER if hollow else BLUE
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{BLUE}"'
        ' stroke-width="2.5"/>'
    )


def spread(number: int, left: float, room: float) -> list[float]:
    """So many places at the same distance from each other; one alone stands in the middle."""
    if number == 1:
        return [left + room / 2]
    return [left + room * n / (number - 1) for n in range(number)]


def labels(places: Iterable[tuple[float, str]], y: float, size: int = SMALL) -> Iterator[str]:
    """As many of these labels as have room beside each other, the first and the last among them.

    They are moved in from the edges of the sheet where they would stick out.
    """
    spans = [(*_within(x, words, size), words) for x, words in places]
    kept = spans[:1]
    last = spans[-1] if len(spans) > 1 else None
    for span in spans[1:-1]:
        free_of_last = last is None or span[1] + APART <= last[0]
        if span[0] >= kept[-1][1] + APART and free_of_last:
            kept.append(span)
    if last and last[0] >= kept[-1][1] + APART:
        kept.append(last)
    return (text(left, y, words, fill=DIM, size=size) for left, _, words in kept)


def _within(x: float, words: str, size: int) -> tuple[float, float]:
    wide = width(words, size)
    left = min(max(x - wide / 2, MARGIN / 2), WIDTH - MARGIN / 2 - wide)
    return left, left + wide


def ticks(most: float) -> tuple[int, ...]:
    """Round numbers from 0 to at least `most`, three to five of them."""
    power = 1
    while True:
        for step in (power * n for n in STEPS):
            if step * 4 >= most:
                return tuple(range(0, max(-(-int(most) // step), 1) * step + step, step))
        power *= 10


def day(at: date) -> str:
    """A day such as “5 Jan”."""
    return f"{at.day} {at:%b}"


def named(names: Mapping[str, str], person: str) -> str:
    """What somebody is called, on one line."""
    return " ".join(UNFIT.sub("", names.get(person, "")).split()) or NAMELESS


def beside(y: float, left: str, right: str) -> list[str]:
    """Two texts on one line; the left one is cut where it would run into the other."""
    room = ROOM - width(right, SMALL) - 2 * APART
    return [
        text(MARGIN, y, clipped(left, SIZE, room)),
        text(WIDTH - MARGIN, y, right, fill=DIM, size=SMALL, anchor="end"),
    ]
