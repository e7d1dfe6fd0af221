"""Who spoke in a debate, under labels that tell nothing of who they are.

A side goes by a letter, a speaker by it too: Speaker A, or Speaker A2 on a side of several. The
letters follow the order of the first speeches, or the reverse of it where they are exchanged, so
that a debate can be read in both orders. No name, id, school or side goes into a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.debate.model import BOT, COACH, Debate, Kind, Side, Speech

LETTERS: tuple[str, str] = ("A", "B")
LABEL = re.compile(r"\b(?:the )?(?:speaker|side|team)\s+([AB]\d{0,2})\b", re.IGNORECASE)
SENTENCE_STARTS = re.compile(r"(?:^|[.!?…][\"'”’)]*\s+)$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who spoke, and all that they said. `person` is None for the bot in one seat."""

    person: str | None
    side: Side
    speeches: tuple[Speech, ...]


def voices(debate: Debate) -> tuple[Voice, ...]:
    """Everybody whose words can still be read, in the order in which they first spoke.

    The coach is no voice: it speaks for neither side.
    """
    said: dict[str, list[Speech]] = {}
    for speech in debate.speeches:
        mute = not (speech.text or "").strip() or speech.turn.kind in (Kind.FEEDBACK, Kind.VOTE)
        if mute or speech.turn.seat == COACH:
            continue
        seat = debate.seat_of(speech.turn)
        own = f"{BOT} {seat.name if seat else ''}" if speech.by == BOT else speech.by
        said.setdefault(own, []).append(speech)
    return tuple(
        Voice(None if s[0].by == BOT else s[0].by, _side(debate, s), tuple(s))
        for s in said.values()
    )


def _side(debate: Debate, speeches: Sequence[Speech]) -> Side:
    """The side that somebody is on: that of their seats, else the one they spoke for most.

    A seat may argue the other side for a while, as in a steelman.
    """
    first = speeches[0]
    if first.by == BOT:
        seat = debate.seat_of(first.turn)
        return seat.side if seat else first.turn.side
    seated = {seat.side for seat in debate.seats if seat.holder == first.by}
    if len(seated) == 1:
        return seated.pop()
    return Counter(speech.turn.side for speech in speeches).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one reading: each voice under its own, in the order in which it is shown."""

    voices: Mapping[str, Voice]
    letters: Mapping[str, Side]

    def title(self, label: str) -> str:
        return f"Speaker {label}"

    def unlabelled(self, text: str, reader: Voice | None = None) -> str:
        """`text` with its labels in words for the class, or for one of the speakers."""

        def put(match: re.Match[str]) -> str:
            words = self._words(match.group(1).upper(), reader)
            begins = SENTENCE_STARTS.search(match.string[: match.start()])
            return words[0].upper() + words[1:] if begins else words

        return LABEL.sub(put, text)

    def _words(self, label: str, reader: Voice | None) -> str:
        side = self.letters.get(label[0])
        if side is None:
            return "a speaker"
        if reader is None:
            return f"the {side}"
        if self.voices.get(label) is reader:
            return "this speaker"
        return "this side" if side is reader.side else "the other side"


def labelled(everybody: Iterable[Voice], *, exchanged: bool) -> Labels:
    """The labels of one reading; `exchanged` gives them in the reverse order."""
    order = list(everybody)
    sides = list(dict.fromkeys(voice.side for voice in order))
    if exchanged:
        order.reverse()
        sides.reverse()
    named: dict[str, Voice] = {}
    for letter, side in zip(LETTERS, sides, strict=False):
        own = [voice for voice in order if voice.side is side]
        for number, voice in enumerate(own, start=1):
            named[f"{letter}{number}" if len(own) > 1 else letter] = voice
    return Labels(named, dict(zip(LETTERS, sides, strict=False)))
