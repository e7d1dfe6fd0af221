"""Matching a sentence to a list of key points. Pure: knows only the texts that it is given.

To run a public benchmark of key point analysis on it (such as ArgKP of the KPA-2021 shared task),
call `match(argument, key_points)` once for each argument, with the key points of its topic and
stance, and hold the scores against the labelled pairs: as they are for average precision, or the
highest of each argument for precision and recall over a threshold. The scores of one call can be
compared with each other and, since each is made against the same measure, roughly with those of
other calls.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.debate.arguments import Argument
from bot.debate.model import Standing
from bot.library.bearing import Bearing
from bot.library.likeness import Likeness

STEEP = 0.9
"""How fast nearness becomes certainty."""


def match(sentence: str, key_points: Sequence[str]) -> tuple[float, ...]:
    """How well a sentence makes each key point, from 0 to 1, in the order of the key points.

    Words count by how few of the key points hold them; slips of the finger are mended, other words
    for the same idea count in part, and a denial on one side only counts against a match.
    """
    points = [_as_argument(number, text) for number, text in enumerate(key_points)]
    likeness = Likeness(points, questions=False)
    heard = likeness.hear(sentence)
    if heard is None:
        return (0.0,) * len(points)
    like = likeness.scores(heard)
    borne = Bearing(points).borne(heard.forms)
    return tuple(
        1 - math.exp(-STEEP * (one + on.score)) for one, on in zip(like, borne, strict=True)
    )


def _as_argument(number: int, text: str) -> Argument:
    return Argument(
        id=str(number), school="", motions=(), claim=text, because="", so_what="", also_said=(),
        evidence=(), answers=(), grants="", asks=(), standing=Standing.DOCTRINE, as_of="",
    )  # fmt: skip
