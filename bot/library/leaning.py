"""Which school a text speaks for, guessed by the arguments that its sentences resemble.

A guess for the teacher's eye: nothing is decided by it. An article that reports the other side at
length looks like it, so a narrow lead is called “not sure”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.debate.arguments import Argument
from bot.library.recognise import Recogniser
from bot.library.sentences import sentences

NOT_SURE = "not sure"
FEWEST = 3
"""Sentences that must speak for a school."""
SHARE = 2 / 3
"""Of the sentences that speak for any school, how many must speak for one."""
MOST_HEARD = 60
"""Sentences heard of one text, evenly spread over it: hearing one takes some hundredths of a second."""


class Leaning:
    """Knows the arguments of the schools. Costly to make and cheap to ask: keep it."""

    def __init__(self, arguments: Iterable[Argument]) -> None:
        self._recogniser = Recogniser(arguments)

    def of(self, text: str) -> str:
        """The school that most of the telling sentences resemble, or “not sure”."""
        votes = self.votes(text)
        (school, most), *_ = [*votes.most_common(1), ("", 0)]
        return school if most >= FEWEST and most >= SHARE * votes.total() else NOT_SURE

    def votes(self, text: str) -> Counter[str]:
        """How many sentences, the same one counted once, resemble an argument of each school."""
        said = list(dict.fromkeys(text[span.start : span.end] for span in sentences(text)))
        step = -(-len(said) // MOST_HEARD) or 1
        heard = (self._recogniser.recognise(sentence) for sentence in said[::step])
        return Counter(found[0].argument.school for found in heard if found)
