"""The argument map: the claims of a debate as a picture that can be read on a phone.

Claims stand in two columns, one for each side, the earlier above the later. The sides are told apart
by column, by the frame of a claim (square and solid, or round and dashed) and only then by colour;
what became of a claim is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bot.debate.flow import Entry, FlowSheet, sheet_of
from bot.debate.model import BOT, Debate, Side
from bot.drawing.arrows import Box, Channel, Link, routes
from bot.drawing.flow_words import EMPTY, MARKS, flow_lines, listed, speaker, told, what_became
from bot.drawing.letters import FAMILY, clipped, width, wrapped
from bot.drawing.programme import FOR_MOTION

ClaimWords = Callable[[Entry], str]
"""What is written on the node of a claim."""

WIDTH, MARGIN, GUTTER = 720, 36, 88
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
LEFT = {Side.AFFIRMATIVE: MARGIN, Side.NEGATIVE: MARGIN + COLUMN + GUTTER}
"""Pixels: the whole, the room for supports, the room for answers, a column, and where each begins."""
SIZE, LINE, TITLE = 22, 28, 26
"""Pixels: on a phone 360 wide, half of that is what is seen."""
INSET, BADGE, AIR, GAP, STEP, KEY = 14, 38, 4, 16, 74, 190
MOST_LINES = 6
MOST = 60
"""As many claims as are drawn: those of the last speeches."""
INK, DIM, PAPER = "#1b1b1b", "#55595f", "#ffffff"
STROKES = {Side.AFFIRMATIVE: "#1f5fa8", Side.NEGATIVE: "#8f4a00"}
FRAMES = {
    Side.AFFIRMATIVE: 'rx="0" fill="#e7f0fb" stroke="#1f5fa8" stroke-width="3"',
    Side.NEGATIVE: 'rx="18" fill="#fdf1e2" stroke="#8f4a00" stroke-width="3" stroke-dasharray="9 5"',
}
SIGNS = {Side.AFFIRMATIVE: "◆", Side.NEGATIVE: "◇"}
UNFIT = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
"""What XML cannot hold, and what turns the direction of the text around it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A claim with its frame and the lines in it; `label` stands above the first of a speech."""

    entry: Entry
    box: Box
    state: tuple[str, ...]
    words: tuple[str, ...]
    label: str = ""


def argument_map(debate: Debate, names: Mapping[str, str], claim_words: ClaimWords = told) -> str:
    """The map of a debate as SVG, 720 pixels wide and as high as it needs to be.

    `names` are by person; `claim_words` gives what is written on a node, by default the speaker's
    own words. Measures text, so that the first call takes about half a second.
    """
    sheet = sheet_of(debate)
    shown = _latest(sheet)
    head, y = _head(debate, len(sheet.entries) - len(shown))
    nodes, bottom = _placed(shown, _labels(debate, names), claim_words, y)
    body = [*head, *_arrows(nodes), *(part for node in nodes for part in _node(node))]
    if not nodes:
        body.append(_text(MARGIN, bottom, EMPTY))
    title = f"Argument map: {debate.motion.says}"
    return _picture(title, flow_lines(sheet, names), body, bottom + GAP)


def _latest(sheet: FlowSheet) -> tuple[Entry, ...]:
    """The claims of the last speeches, as many whole speeches as there is room for."""
    turns = sorted({entry.turn for entry in sheet.entries}, reverse=True)
    kept: tuple[Entry, ...] = ()
    for turn in turns:
        made = tuple(entry for entry in sheet.entries if entry.turn == turn)
        if kept and len(kept) + len(made) > MOST:
            break
        kept = (*made, *kept)
    return kept


# --- where everything stands ------------------------------------------------------------------


def _labels(debate: Debate, names: Mapping[str, str]) -> dict[int, str]:
    """For each turn what stands above its claims."""
    schools = {side: debate.seat(side).school for side in Side}
    return {
        s.turn.index: f"Speech {s.turn.index + 1} · "
        + (f"{schools[s.turn.side]} (bot)" if s.by == BOT else speaker(s.by, names))
        for s in debate.speeches
    }


def _placed(
    shown: Iterable[Entry], labels: Mapping[int, str], claim_words: ClaimWords, top: float
) -> tuple[list[Node], float]:
    """The claims in their columns and where the last ends. A later speech begins further down."""
    entries = tuple(shown)
    drawn = {entry.number for entry in entries}
    free = dict.fromkeys(Side, top)
    begun, turn = top - STEP, -1
    nodes: list[Node] = []
    for entry in entries:
        y, label = free[entry.side], ""
        if entry.turn != turn:
            turn = entry.turn
            y = begun = max(y + GAP, begun + STEP)
            label = labels[entry.turn]
            y += LINE + 4
        node = _sized(entry, label, y, claim_words, drawn)
        nodes.append(node)
        free[entry.side] = node.box.bottom + GAP
    return nodes, max(free.values()) + GAP


def _sized(entry: Entry, label: str, top: float, claim_words: ClaimWords, drawn: set[int]) -> Node:
    room = COLUMN - 2 * INSET
    state = f"{MARKS[entry.state]} {what_became(entry)}" if entry.words else what_became(entry)
    if gone := [number for number in entry.answers if number not in drawn]:
        state += f", answers {listed(gone)}"
    states = wrapped(state, SIZE, room - BADGE, 5)
    words = wrapped(claim_words(entry), SIZE, room, MOST_LINES) if entry.words else ()
    height = (len(states) + len(words)) * LINE + AIR + 2 * INSET
    return Node(entry, Box(LEFT[entry.side], top, COLUMN, height), states, words, label)


# --- what is drawn ----------------------------------------------------------------------------


def _head(debate: Debate, left_out: int) -> tuple[list[str], float]:
    """The motion, the key and the headings of the columns; and where they end."""
    y = 14.0
    parts: list[str] = []
    for line in wrapped(debate.motion.says, TITLE, WIDTH - 2 * MARGIN, 4):
        y += TITLE + 8
        parts.append(_text(MARGIN, y, line, size=TITLE))
    y += LINE + 8
    for place, (state, mark) in enumerate(MARKS.items()):
        parts.append(_text(MARGIN + KEY * place, y, f"{mark} {state}", fill=DIM))
    y += LINE + 4
    parts += _key(y)
    if left_out:
        y += LINE + 4
        line = f"The first {left_out} claims are left out; the flow sheet has them."
        parts.append(_text(MARGIN, y, clipped(line, SIZE, WIDTH - MARGIN), fill=DIM))
    y += LINE + 16
    for side, x in LEFT.items():
        parts.append(_text(x, y, f"{SIGNS[side]} {FOR_MOTION[side].capitalize()}"))
        style = FRAMES[side].partition(" fill")[2].partition(" ")[2]
        parts.append(f'<path d="M{x:.0f} {y + 10:.0f}h{COLUMN:.0f}" {style}/>')
    return parts, y + 14


def _key(y: float) -> list[str]:
    """What the two sorts of arrows mean."""
    level = y - 7
    answers, supports = MARGIN, MARGIN + KEY
    return [
        f'<path d="M{answers} {level}h52" {_stroke(INK)} marker-end="url(#answers)"/>',
        _text(answers + 66, y, "answers", fill=DIM),
        f'<path d="M{supports} {level}h52" {_stroke(INK, dashed=True)} marker-end="url(#supports)"/>',
        _text(supports + 66, y, "supports", fill=DIM),
    ]


def _arrows(nodes: Iterable[Node]) -> list[str]:
    """The arrows of all claims: first their pale edges, so that one that crosses another shows."""
    by_number = {node.entry.number: node for node in nodes}
    boxes = {number: node.box for number, node in by_number.items()}
    entries = [node.entry for node in by_number.values()]
    meets = [Link(e.number, n) for e in entries for n in e.answers if n in boxes]
    inner = LEFT[Side.NEGATIVE] - GUTTER
    gutter = Channel(tuple(inner + 20 + 8 * lane for lane in range(7)))
    drawn = [(path, link, "answers") for link, path in routes(meets, boxes, gutter).items()]
    for side in Side:
        own = [e for e in entries if e.side is side]
        backs = [Link(e.number, n) for e in own for n in e.supports if n in boxes]
        margin = Channel(tuple(_outside(side, 16 + 7 * lane) for lane in range(3)))
        drawn += [(path, link, "supports") for link, path in routes(backs, boxes, margin).items()]
    paths: list[str] = []
    for path, link, kind in drawn:
        side = by_number[link.start].entry.side
        stroke = _stroke(STROKES[side], dashed=kind == "supports")
        paths.append(f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="7"/>')
        paths.append(f'<path d="{path}" {stroke} marker-end="url(#{kind}-{side})"/>')
    return paths


def _outside(side: Side, away: float) -> float:
    return MARGIN - away if side is Side.AFFIRMATIVE else WIDTH - MARGIN + away


def _node(node: Node) -> list[str]:
    entry, box = node.entry, node.box
    parts = [f"<g><title>{_clean(f'{entry.number}. {told(entry)}')}</title>"]
    if node.label:
        label = clipped(node.label, SIZE, COLUMN)
        parts.append(_text(box.left, box.top - 10, label, fill=DIM))
    parts.append(
        f'<rect x="{box.left:.0f}" y="{box.top:.0f}" width="{box.width:.0f}"'
        f' height="{box.height:.0f}" {FRAMES[entry.side]}/>'
    )
    parts.append(_badge(entry, box))
    y = box.top + INSET - 6
    for line in node.state:
        y += LINE
        parts.append(_text(box.left + INSET + BADGE, y, line, fill=DIM))
    y += AIR
    for line in node.words:
        y += LINE
        parts.append(_text(box.left + INSET, y, line))
    return [*parts, "</g>"]


def _badge(entry: Entry, box: Box) -> str:
    """The number of a claim, in the shape of its side."""
    x, y = box.left + INSET + 14, box.top + INSET + 14
    number = str(entry.number)
    size = SIZE if len(number) < 3 else SIZE - 4
    start = x - width(number, size) / 2
    half = max(16, width(number, size) / 2 + 4)
    radius = 2 if entry.side is Side.AFFIRMATIVE else 16
    return (
        f'<rect x="{x - half:.0f}" y="{y - 16:.0f}" width="{2 * half:.0f}" height="32"'
        f' rx="{radius}" fill="{STROKES[entry.side]}"/>'
        f"{_text(start, y + 8, number, fill=PAPER, size=size)}"
    )


def _picture(title: str, description: str, body: Iterable[str], height: float) -> str:
    tips = (
        '<path d="M0 0L10 5L0 10z" fill="{colour}"/>',
        '<path d="M1 1L8 5L1 9" fill="none" stroke="{colour}" stroke-width="2"/>',
    )
    colours = {"": INK, **{f"-{side}": colour for side, colour in STROKES.items()}}
    markers = [
        f'<marker id="{kind}{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="16"'
        f' markerHeight="16" markerUnits="userSpaceOnUse" orient="auto">{tip.format(colour=colour)}'
        "</marker>"
        for kind, tip in zip(("answers", "supports"), tips, strict=True)
        for name, colour in colours.items()
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
            f' width="{WIDTH}" height="{height:.0f}" role="img" aria-labelledby="title told"'
            f' font-family="{FAMILY}" font-size="{SIZE}" fill="{INK}">',
            f'<title id="title">{_clean(title)}</title>',
            f'<desc id="told">{_clean(description)}</desc>',
            f"<defs>{''.join(markers)}</defs>",
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _stroke(colour: str, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="7 6"' if dashed else ""
    return f'fill="none" stroke="{colour}" stroke-width="3"{dashes}'


def _text(x: float, y: float, words: str, *, fill: str = INK, size: int = SIZE) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size}">{_clean(words)}</text>'


def _clean(words: str) -> str:
    return escape(UNFIT.sub("", words))
