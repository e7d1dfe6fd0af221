"""What the coach keeps to itself: no line of a hint may hand over an answer that the files hold."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import LCSseq

from bot.debate.arguments import Argument
from bot.library.stems import words_of

SHARE = 0.55
"""So much of a text, word by word and in its order, is as good as the text."""
SHORTEST = 4
"""A text of fewer words is nothing that could be given away."""


class Reticence:
    """Knows what must not be given away: answers, claims and reasons of these arguments."""

    def __init__(self, arguments: Iterable[Argument]) -> None:
        texts = {t for a in arguments for t in (a.claim, a.because, *(x.say for x in a.answers))}
        worded = sorted(words_of(text) for text in texts)
        self._kept = [(words, frozenset(words)) for words in worded if len(words) >= SHORTEST]

    def allows(self, line: str) -> bool:
        """Whether the line may be shown."""
        said = words_of(line)
        held = frozenset(said)
        return not any(
            len(held & kinds) >= SHARE * len(kinds)
            and LCSseq.similarity(said, words) >= SHARE * len(words)
            for words, kinds in self._kept
        )
