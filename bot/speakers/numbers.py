"""The numbers of a debate's sources. A number, once given in a recorded speech, keeps its passage."""

from __future__ import annotations

from collections.abc import Sequence

from bot.debate.model import Citation, Debate, Passage


class Numbers:
    """Numbers passages for one speech: known ones as before, new ones from the next number on.

    `main` are the passages that are offered with every speech of the debate. They hold the numbers
    from 1 on, so that they stay as they are from one speech to the next; one whose number another
    passage was given meanwhile, by a speaker who knew no main ones, takes a number at the end.
    """

    def __init__(self, debate: Debate, main: Sequence[Passage] = ()) -> None:
        self._numbered = {c.passage.id: c for c in debate.citations}
        taken = {c.number for c in debate.citations}
        self._next = max((*taken, len(main))) + 1
        for number, passage in enumerate(main, 1):
            if passage.id not in self._numbered and number not in taken:
                self._numbered[passage.id] = Citation(number, passage)

    def of(self, passage: Passage) -> Citation:
        """The citation for this passage."""
        if passage.id not in self._numbered:
            self._numbered[passage.id] = Citation(self._next, passage)
            self._next += 1
        return self._numbered[passage.id]

    @property
    def offered(self) -> tuple[Citation, ...]:
        """All that has a number, by number."""
        return tuple(sorted(self._numbered.values(), key=lambda c: c.number))
