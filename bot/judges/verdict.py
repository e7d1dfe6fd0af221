"""One reading of a debate by a model: what it gave, held against what was really said.

A score stands with the place of the words that earned it. Words that are not the speaker's own
earn no place: the score stands without, and says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.debate.ballots import TOO_CLOSE
from bot.debate.model import Verdict
from bot.judges.heard import Heard, without_citations
from bot.judges.labelled import Labels, Voice
from bot.library import quotations
from bot.library.words import words_of

FEWEST_WORDS = 3
"""Fewer words show nothing, unless the whole speech has no more."""
LONGEST = 300
LONGEST_REASON = 500
MOST_WITHOUT = 2
"""Points that may stand without words: where the description is that something is missing."""
SHOWN = 90
"""Characters of a quotation that a fault repeats."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Points on one criterion; `turn` and `words` are where the words stand that earned them.

    `unfounded` says that words were needed and none of the speaker's own were given.
    """

    points: int
    why: str
    turn: int | None
    words: tuple[int, int]
    unfounded: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What one reading gave to one voice: a mark for each criterion, and two pieces of advice."""

    marks: Mapping[str, Mark]
    strength: str
    next_step: str


Said = Mapping[int, Heard]
"""What was heard of each speech, by its turn."""


def card(given: Mapping[str, Any], voice: Voice, labels: Labels, said: Said) -> Card:
    """What a model gave to `voice`, without labels and with its quotations found."""

    def told(text: str) -> str:
        return tidy(labels.unlabelled(text, voice))

    marks = {}
    for criterion, score in given["scores"].items():
        place = place_of(score["words"], voice, said)
        needed = bool(words_of(score["words"])) or score["points"] > MOST_WITHOUT
        turn, words = place or (None, (0, 0))
        lost = needed and place is None
        marks[criterion] = Mark(score["points"], told(score["why"]), turn, words, lost)
    return Card(marks, told(given["strength"]), told(given["next_step"]))


def outcome(given: Mapping[str, Any], labels: Labels) -> tuple[str, str]:
    """The winner, a side or TOO_CLOSE, and the reason; both empty where it was not asked."""
    letter = given.get("who_won", "")
    side = labels.letters.get(letter)
    winner = side.value if side else TOO_CLOSE if letter else ""
    return winner, tidy(labels.unlabelled(given.get("reason", "")), LONGEST_REASON)


def faults(given: Mapping[str, Any], labels: Labels, said: Said) -> Iterator[str]:
    """What is worth asking for again: words that are not the speaker's own, and empty fields."""
    for label, entry in given.get("speakers", {}).items():
        voice, title = labels.voices[label], labels.title(label)
        for criterion, score in entry["scores"].items():
            words = score["words"]
            if place_of(words, voice, said):
                continue
            if words_of(words):
                shown = words if len(words) <= SHOWN else words[:SHOWN] + " …"
                yield f"{title}, {criterion}: {title} did not say “{shown}” word for word"
            elif score["points"] > MOST_WITHOUT:
                yield f"{title}, {criterion}: no words of {title} are given that earned the points"
        for field in ("strength", "next_step"):
            if not tidy(entry[field]):
                yield f"{title}: {field} is empty"


def place_of(words: str, voice: Voice, said: Said) -> tuple[int, tuple[int, int]] | None:
    """The turn and the place at which this voice said these words; None where it did not."""
    quoted = without_citations(words)
    wanted = words_of(quoted).said
    for speech in voice.speeches:
        text = said[speech.turn.index].words
        if not wanted or len(wanted) < min(FEWEST_WORDS, len(text.words)):
            continue
        found = quotations.check(quoted, text)
        exact = words_of(found.words).said == wanted
        if found.verdict is Verdict.VERIFIED or (found.verdict is Verdict.NEAR and exact):
            return speech.turn.index, (found.start, found.end)
    return None


def tidy(text: str, longest: int = LONGEST) -> str:
    """`text` in one line, without what cannot be seen, cut between two words where it is long."""
    seen = "".join(" " if c.isspace() else c for c in text if not _hidden(c))
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[:longest].rsplit(maxsplit=1)[0] + " …"


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} and not character.isspace()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one reading gave. Cards stand in the order of the voices that are scored."""

    cards: Sequence[Card]
    winner: str = ""
    reason: str = ""
