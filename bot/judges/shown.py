"""What a model is shown of a debate: the speeches of each speaker, and the sources they name.

All of it was written by other people, so all of it stands in fences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.debate.model import Citation, Debate, Speech
from bot.debate.wording import NAMES
from bot.judges.heard import CITED, Heard
from bot.judges.labelled import Labels, Voice

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


def speeches_block(labels: Labels, heard: Mapping[int, Heard], fence: Fence) -> str:
    """The speeches, speaker by speaker; each tells with its number when it was given."""
    numbers = {index: number for number, index in enumerate(sorted(heard), start=1)}
    blocks = []
    for label, voice in labels.voices.items():
        title = labels.title(label)
        blocks.append(f"## {title}")
        for speech in voice.speeches:
            index = speech.turn.index
            words = _words(heard[index])
            about = {"by": title, "number": numbers[index], **_kind(speech, voice)}
            blocks.append(fence("speech", words, **about))
    return "\n\n".join(blocks)


def _words(heard: Heard) -> str:
    text = GAPS.sub("\n\n", SPACES.sub(" ", heard.text)).strip()
    return _clipped(text, LONGEST_SPEECH) or NOTHING


def _kind(speech: Speech, voice: Voice) -> Mapping[str, str]:
    """What sort of speech it is, and whether it argued for the other side."""
    lent = {"case": OTHER_CASE} if speech.turn.side is not voice.side else {}
    return {"kind": NAMES[speech.turn.kind], **lent}


def sources_block(debate: Debate, voices: Iterable[Voice], fence: Fence) -> str:
    """The sources whose numbers were named; empty where none was."""
    known = {citation.number: citation for citation in debate.citations}
    texts = (speech.text or "" for voice in voices for speech in voice.speeches)
    groups = (group for text in texts for group in CITED.findall(text))
    named = {int(number) for group in groups for number in NUMBER.findall(group)}
    shown = sorted(named & known.keys())[:MOST_SOURCES]
    return "\n\n".join(_source(known[number], fence) for number in shown)


def _source(citation: Citation, fence: Fence) -> str:
    passage = citation.passage
    text = _clipped(passage.text, LONGEST_SOURCE)
    whose = {"held_by": passage.held_by} if passage.held_by else {}
    return fence("source", text, number=citation.number, title=passage.source.title, **whose)


def _clipped(text: str, length: int) -> str:
    """The first `length` characters of `text`, cut between words and shown as cut."""
    return text if len(text) <= length else text[:length].rsplit(maxsplit=1)[0] + " …"
