"""What is heard of a speech: everything but what is meant for the judge.

A sentence that speaks to whoever judges is left out before a model sees it, so that it can neither
help nor harm, and it cannot be quoted either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.judges.labelled import Voice
from bot.judges.reading import Left, read
from bot.library.quotations import Text

CITED = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]")
"""A citation: one number, several, or a range."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One speech as it was heard. A place in either text is a place in the speech.

    `text` has blanks for what was left out; `words` has them for citations too, and is ready to be
    searched. `left_out` counts the sentences that were meant for the judge.
    """

    text: str
    words: Text
    left_out: int


def hear(speech: str) -> Heard:
    """What is heard of a speech."""
    orders = [s for s in read(speech) if s.left is Left.OUT]
    text = speech
    for order in orders:
        text = text[: order.start] + " " * (order.end - order.start) + text[order.end :]
    return Heard(text, Text.of(without_citations(text)), len(orders))


def heard_from(everybody: Iterable[Voice]) -> Mapping[int, Heard]:
    """What is heard of each speech, by its turn."""
    return {s.turn.index: hear(s.text or "") for voice in everybody for s in voice.speeches}


def without_citations(text: str) -> str:
    """`text` with blanks in the place of its citations, and as long as it was."""
    return CITED.sub(lambda match: " " * len(match.group()), text)
