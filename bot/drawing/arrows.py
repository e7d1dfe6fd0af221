"""The arrows of an argument map: where they leave and arrive, and the lane that each one runs in.

An attack crosses the gutter between the columns, a support stays in the margin of its own column.
Each runs level to its lane, along it, and level again, so that none crosses a claim's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BEND = 8.0
STRAIGHT = 2.0
"""Pixels: how round a corner is, and how far apart two ends may lie that are joined by one line."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where the frame of a claim stands, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Link:
    """That one claim, by its number, meets or backs another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Channel:
    """The room in which arrows run: its lanes, from the first to be taken to the last."""

    lanes: tuple[float, ...]


def routes(links: Sequence[Link], boxes: dict[int, Box], channel: Channel) -> dict[Link, str]:
    """The path of each link through a channel, as SVG writes paths."""
    ends = _ends(links, boxes)
    middle = sum(channel.lanes) / len(channel.lanes)
    taken = [float("-inf")] * len(channel.lanes)
    paths: dict[Link, str] = {}
    for link in sorted(links, key=lambda one: (min(ends[one]), max(ends[one]))):
        start, end = ends[link]
        lane = _free(taken, min(start, end))
        taken[lane] = max(start, end) + BEND
        x = channel.lanes[lane]
        paths[link] = _path(
            _edge(boxes[link.start], middle), start, _edge(boxes[link.end], middle), end, x
        )
    return paths


def _free(taken: Sequence[float], top: float) -> int:
    """The first lane that is free from `top` on; else the one that is soonest free."""
    free = (lane for lane, until in enumerate(taken) if until < top)
    return next(free, min(range(len(taken)), key=lambda lane: taken[lane]))


def _ends(links: Iterable[Link], boxes: dict[int, Box]) -> dict[Link, tuple[float, float]]:
    """The height at which each link leaves and arrives; several of one box are spread over it."""
    at: dict[int, list[tuple[float, Link]]] = {}
    for link in links:
        at.setdefault(link.start, []).append((boxes[link.end].top, link))
        at.setdefault(link.end, []).append((boxes[link.start].top, link))
    heights: dict[tuple[int, Link], float] = {}
    for number, others in at.items():
        box = boxes[number]
        for place, (_, link) in enumerate(sorted(others, key=lambda o: (o[0], o[1].start)), 1):
            heights[number, link] = box.top + box.height * place / (len(others) + 1)
    return {link: (heights[link.start, link], heights[link.end, link]) for link in links}


def _edge(box: Box, middle: float) -> float:
    """The side of a box that looks to the channel."""
    return box.right if middle > box.right else box.left


def _path(from_x: float, from_y: float, to_x: float, to_y: float, lane: float) -> str:
    if abs(from_y - to_y) <= STRAIGHT and from_x != to_x:
        return f"M{from_x:.0f} {from_y:.0f}L{to_x:.0f} {to_y:.0f}"
    bend = min(BEND, abs(from_y - to_y) / 2)
    down = bend if to_y > from_y else -bend
    out = bend if lane > from_x else -bend
    back = bend if to_x > lane else -bend
    return (
        f"M{from_x:.0f} {from_y:.1f}H{lane - out:.1f}Q{lane:.1f} {from_y:.1f} {lane:.1f} {from_y + down:.1f}"
        f"V{to_y - down:.1f}Q{lane:.1f} {to_y:.1f} {lane + back:.1f} {to_y:.1f}H{to_x:.0f}"
    )
