"""The numbers of a debate's sources. A number, once given in a recorded speech, keeps its passage."""

from __future__ import annotations

from bot.debate.model import Citation, Debate, Passage


class Numbers:
    """Numbers passages for one speech: known ones as before, new ones from the next number on."""

    def __init__(self, debate: Debate) -> None:
        self._numbered = {c.passage.id: c for c in debate.citations}
        self._next = max((c.number for c in debate.citations), default=0) + 1

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
