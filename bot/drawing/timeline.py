"""A format drawn as a timeline: two lanes, one for each side, and the clock between them.

Time runs downwards, so that it can be read on a phone. The sides are told apart by their lane, by
the frame of their boxes and by a filled or an empty diamond, and only then by colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape

from bot.debate.model import Format, Side
from bot.drawing.programme import FOR_MOTION, Entry, Shape, length, programme, total

WIDTH, AXIS, MARGIN = 460, 230, 8
LANE = AXIS - MARGIN - 24
RIGHT = WIDTH - MARGIN - LANE
"""Pixels: the whole, the clock's place, the edge, how wide a lane is, where the right one begins."""
LINE, PADDING, GAP, INSET = 16, 8, 8, 10
LETTERS = 25
"""As many as a line of a lane can hold."""
A_MINUTE = 6
"""Pixels that a minute takes at the least, so that a long speech looks long."""
INK, DIM, PAPER = "#1b1b1b", "#55595f", "#ffffff"
FRAMES = {
    Side.AFFIRMATIVE: 'fill="#e7f0fb" stroke="#1f5fa8" stroke-width="2"',
    Side.NEGATIVE: 'fill="#fdf1e2" stroke="#8f4a00" stroke-width="2" stroke-dasharray="6 3"',
    None: 'fill="#f1f1f1" stroke="#55595f" stroke-width="1"',
}
SHAPES = {
    Shape.SPEECH: '<circle cx="{x}" cy="{y}" r="14" {frame}/>',
    Shape.QUESTIONS: '<path d="M{x} {y}m0-17l17 17l-17 17l-17-17z" {frame}/>',
    Shape.OBSERVING: '<path d="M{x} {y}m-8-14h16l8 14l-8 14h-16l-8-14z" {frame}/>',
    Shape.VOTE: '<path d="M{x} {y}m-13-13h26v26h-26z" {frame}/>',
}
SMALLEST_LANE = 30
"""Characters of a lane in a terminal."""


def timeline(format: Format) -> str:
    """The order of speech of `format` as an SVG picture, 460 pixels wide."""
    body: list[str] = []
    y = 26
    body.append(_text(MARGIN, y, format.name, "font-size:18px;font-weight:bold"))
    for line in textwrap.wrap(format.purpose, 60):
        y += LINE
        body.append(_text(MARGIN, y, line, f"fill:{DIM}"))
    y += 30
    body += _headings(y)
    y += 14
    top = y
    rows: list[str] = []
    for entry in programme(format):
        height, drawn = _row(entry, y)
        rows += drawn
        y += height + GAP
    body.append(
        f'<path d="M{AXIS} {top}V{y}" stroke="{DIM}" stroke-width="2" stroke-dasharray="1 4"/>'
    )
    y += LINE
    body += [*rows, _text(MARGIN, y, f"{total(format).capitalize()}.", "font-weight:bold")]
    return _picture(format, body, y + 12)


def as_text(format: Format, width: int = 78) -> str:
    """The same for a terminal of so many characters: the minute, then a lane for each side."""
    lane = max((width - 6) // 2, SMALLEST_LANE)
    heads = {Side.AFFIRMATIVE: "◆ for the motion", Side.NEGATIVE: "◇ against the motion"}
    lines = [f"{format.name}: {format.purpose}" if format.purpose else format.name, ""]
    lines.append(f"  min  {heads[Side.AFFIRMATIVE]:<{lane}}{heads[Side.NEGATIVE]}")
    for entry in programme(format):
        indent = lane if entry.side is Side.NEGATIVE else 0
        room = lane - 1 if entry.side else 2 * lane
        told = [f"{entry.title} ({entry.who})" if entry.who else entry.title]
        told.append(", ".join((*entry.words, length(entry.minutes))))
        wrapped = [part for one in told for part in textwrap.wrap(one, room)]
        for number, part in enumerate(wrapped):
            minute = f"{entry.starts:5.4g}" if number == 0 else " " * 5
            lines.append(f"{minute}  {' ' * indent}{part}")
    return "\n".join([*lines, "", f"{total(format).capitalize()}."])


# --- the parts of the picture -----------------------------------------------------------------


def _picture(format: Format, body: list[str], height: int) -> str:
    told = "; ".join(_told(entry) for entry in programme(format))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img" aria-labelledby="title told"'
            f' font-family="DejaVu Sans, Verdana, sans-serif" font-size="12" fill="{INK}">',
            f'<title id="title">{escape(format.name)}: the order of speech</title>',
            f'<desc id="told">{escape(told)}. {escape(total(format))}.</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _told(entry: Entry) -> str:
    side = FOR_MOTION[entry.side] if entry.side else ""
    facts = (side, entry.who, *entry.words, length(entry.minutes))
    return f"{entry.title}, {', '.join(fact for fact in facts if fact)}"


def _headings(y: int) -> Iterator[str]:
    bold = "font-size:14px;font-weight:bold"
    for side, x in ((Side.AFFIRMATIVE, MARGIN), (Side.NEGATIVE, RIGHT)):
        fill = INK if side is Side.AFFIRMATIVE else PAPER
        yield f'<path d="M{x + 7} {y - 12}l7 7l-7 7l-7-7z" fill="{fill}" stroke="{INK}"/>'
        yield _text(x + 20, y, FOR_MOTION[side].capitalize(), bold)


def _row(entry: Entry, y: int) -> tuple[int, list[str]]:
    """A box in its lane, or across both, with the mark on the clock; and how high it is."""
    own = [*_wrapped(entry.title), *_wrapped(entry.who), *_caps(entry)]
    beside = [f"minute {entry.starts:.4g} to {entry.starts + entry.minutes:.4g}"]
    if entry.side is None:
        own = [*_wrapped(entry.title), *_wrapped(entry.who)]
        beside = [*_caps(entry), *beside]
    lines = max(len(own), len(beside))
    height = max(lines * LINE + PADDING, round(entry.minutes * A_MINUTE), 40)
    frame = FRAMES[entry.side]
    x = RIGHT if entry.side is Side.NEGATIVE else MARGIN
    wide = LANE if entry.side else WIDTH - 2 * MARGIN
    told = [f'<rect x="{x}" y="{y}" width="{wide}" height="{height}" rx="4" {frame}/>']
    for number, line in enumerate(own, 1):
        bold = "font-weight:bold" if number <= len(_wrapped(entry.title)) else ""
        told.append(_text(x + INSET, y + number * LINE, line, bold))
    for number, line in enumerate(beside, 1):
        told.append(_beside(entry.side, y + number * LINE, line))
    middle = y + 20
    plain = frame.partition(" stroke-dasharray")[0]
    told.append(SHAPES[entry.shape].format(x=AXIS, y=middle, frame=plain))
    told.append(_text(AXIS, middle + 5, entry.letter, "font-weight:bold;text-anchor:middle"))
    return height, told


def _caps(entry: Entry) -> list[str]:
    """The words and the minutes, in one line where there is room."""
    minutes = length(entry.minutes)
    if not entry.words:
        return [minutes]
    *before, last = entry.words
    together = f"{last} · {minutes}"
    return [*before, together] if len(together) <= LETTERS else [*before, last, minutes]


def _beside(side: Side | None, y: int, words: str) -> str:
    """A line in the lane that the box leaves free, or in the right half of one across both."""
    if side is None:
        return _text(RIGHT + INSET, y, words)
    anchor, x = ("end", AXIS - 24) if side is Side.NEGATIVE else ("start", AXIS + 24)
    return _text(x, y, words, f"fill:{DIM};text-anchor:{anchor}")


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, LETTERS)


def _text(x: int, y: int, words: str, style: str = "") -> str:
    styled = f' style="{style}"' if style else ""
    return f'<text x="{x}" y="{y}"{styled}>{escape(words)}</text>'
