"""Whose words they are: who said first what a speech of the bot, or a ballot, says again.

Words belong to whoever said them first, so that they go when that person is forgotten. A reading
of the debate so far; it knows no table and no event.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.debate.model import BOT, Citation, Debate, Kind

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

IN_A_ROW = 4
"""So many words in a row are somebody's own; fewer are everybody's."""

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A place of a text, in characters, that says again what this person said before."""

    start: int
    end: int
    person: str


class Earlier:
    """What was said before an event. `citations` are what the event itself draws on."""

    def __init__(self, debate: Debate | None, citations: tuple[Citation, ...] = ()) -> None:
        self._debate = debate
        self._citations = citations
        self._known: dict[int, dict[Run, str]] = {}

    def sayer(self, words: str) -> str | None:
        """Who said most of these words first; BOT also for the motion and the sources.

        None where nobody said them.
        """
        folded = [_folded(word) for word in WORD.findall(words)]
        size = min(IN_A_ROW, len(folded))
        runs = _runs(folded, size) if size else []
        sayers = self._sayers(size) if runs else {}
        most = Counter(sayers[run] for run in runs if run in sayers).most_common(1)
        return most[0][0] if most else None

    def repeats(self, text: str, owner: str) -> list[Repeat]:
        """Where `text` says again what persons other than `owner` said, in its order."""
        words = list(WORD.finditer(text))
        runs = _runs([_folded(word.group()) for word in words], IN_A_ROW)
        sayers = self._sayers(IN_A_ROW) if runs else {}
        persons = [BOT] * len(words)
        for first, run in enumerate(runs):
            if (person := sayers.get(run, BOT)) not in (BOT, owner):
                persons[first : first + IN_A_ROW] = [person] * IN_A_ROW
        repeats: list[Repeat] = []
        for person, group in groupby(zip(persons, words, strict=True), key=lambda pair: pair[0]):
            said = [word for _, word in group]
            if person != BOT:
                repeats.append(Repeat(said[0].start(), said[-1].end(), person))
        return repeats

    def owner(self, by: str) -> str:
        """Whose a speech is that `by` gives in the turn now due.

        The coach's feedback is about the person who spoke last, and theirs.
        """
        turn = self._debate.turn if self._debate else None
        if self._debate is None or turn is None or turn.kind is not Kind.FEEDBACK or by != BOT:
            return by
        return next((s.by for s in reversed(self._debate.speeches) if s.by != BOT), BOT)

    def opponent(self) -> str:
        """Who sits in the first seat of the side against which the turn now due speaks."""
        if self._debate is None or self._debate.turn is None:
            return BOT
        return self._debate.seat(self._debate.turn.side.other).holder or BOT

    def _sayers(self, size: int) -> dict[Run, str]:
        """Who said each run of so many words first."""
        if size not in self._known:
            sayers = self._known[size] = {}
            for by, text in self._said():
                for run in _runs([_folded(word) for word in WORD.findall(text)], size):
                    sayers.setdefault(run, by)
        return self._known[size]

    def _said(self) -> Iterator[tuple[str, str]]:
        """All that was said, by whom; first what belongs to nobody in the debate."""
        for citation in self._citations:
            yield BOT, citation.passage.text
        if self._debate is None:
            return
        for citation in self._debate.citations:
            yield BOT, citation.passage.text
        yield BOT, self._debate.motion.says
        yield BOT, self._debate.motion.background
        yield self._debate.opened_by, self._debate.topic
        for speech in self._debate.speeches:
            yield speech.by, speech.text or speech.hidden or ""


def _folded(word: str) -> str:
    return word.casefold().replace("’", "").replace("'", "")


def _runs(words: list[str], size: int) -> list[Run]:
    return list(zip(*(words[skip:] for skip in range(size)), strict=False))
