"""What a model is shown of a debate: the speeches of each speaker, and the sources they name.

All of it was written by other people, so all of it stands in fences. What a speaker says to the
judge instead of to the other side is left out, so that it can neither help nor harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from bot.debate.model import Citation, Debate, Speech
from bot.debate.wording import NAMES
from bot.judges.labelled import Labels, Voice
from bot.judges.reading import Left, read

CITED = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]")
NUMBER = re.compile(r"\d{1,3}")
SPACES = re.compile(r"[ \t]{2,}")
GAPS = re.compile(r"\s*\n\s*\n\s*")
NOTHING = "(nothing that was said to the other side)"
LONGEST_SPEECH = 6000
LONGEST_SOURCE = 500
MOST_SOURCES = 12
OTHER_CASE = "the other side's, as the format or the list had it"


class Fence(Protocol):
    """Puts `text` between tags that it cannot forge."""

    def __call__(self, tag: str, text: str, **labels: object) -> str: ...


def heard(text: str) -> str:
    """`text` with blanks in the place of every sentence that is meant for the judge.

    It is as long as it was, so that a place in it is a place in the speech.
    """
    for sentence in read(text):
        if sentence.left is Left.OUT:
            text = _blanked(text, sentence.start, sentence.end)
    return text


def orders_in(speech: Speech) -> int:
    """How many sentences of a speech are meant for the judge."""
    return sum(sentence.left is Left.OUT for sentence in read(speech.text or ""))


def without_citations(text: str) -> str:
    """`text` with blanks in the place of its citations, and as long as it was."""
    return CITED.sub(lambda match: " " * len(match.group()), text)


def speeches_block(labels: Labels, fence: Fence) -> str:
    """The speeches, speaker by speaker; each tells with its number when it was given."""
    order = sorted(s.turn.index for voice in labels.voices.values() for s in voice.speeches)
    numbers = {index: number for number, index in enumerate(order, start=1)}
    blocks = []
    for label, voice in labels.voices.items():
        title = labels.title(label)
        blocks.append(f"## {title}")
        for speech in voice.speeches:
            blocks.append(_speech(speech, title, numbers[speech.turn.index], voice, fence))
    return "\n\n".join(blocks)


def _speech(speech: Speech, by: str, number: int, voice: Voice, fence: Fence) -> str:
    text = GAPS.sub("\n\n", SPACES.sub(" ", heard(speech.text or ""))).strip() or NOTHING
    if len(text) > LONGEST_SPEECH:
        text = text[:LONGEST_SPEECH].rsplit(maxsplit=1)[0] + " …"
    strange = {"case": OTHER_CASE} if speech.turn.side is not voice.side else {}
    return fence("speech", text, by=by, number=number, kind=NAMES[speech.turn.kind], **strange)


def sources_block(debate: Debate, voices: Iterable[Voice], fence: Fence) -> str:
    """The sources whose numbers were named; empty where none was."""
    known = {citation.number: citation for citation in debate.citations}
    named: dict[int, Citation] = {}
    for voice in voices:
        for speech in voice.speeches:
            for group in CITED.findall(speech.text or ""):
                for number in map(int, NUMBER.findall(group)):
                    if number in known:
                        named[number] = known[number]
    return "\n\n".join(_source(named[n], fence) for n in sorted(named)[:MOST_SOURCES])


def _source(citation: Citation, fence: Fence) -> str:
    passage = citation.passage
    text = passage.text
    if len(text) > LONGEST_SOURCE:
        text = text[:LONGEST_SOURCE].rsplit(maxsplit=1)[0] + " …"
    whose = {"held_by": passage.held_by} if passage.held_by else {}
    return fence("source", text, number=citation.number, title=passage.source.title, **whose)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
