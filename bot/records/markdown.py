"""A transcript as a Markdown document that nothing said in the debate can break.

Speeches stand in block quotes, and every mark that Markdown would act on is escaped: what a
student, a model or a source wrote is shown as it was written, never as a heading, link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.debate.model import Craft, Verdict

if TYPE_CHECKING:
    from bot.records.transcripts import Cited, Ended, Given, Position, Quoted, Transcript

CITATION = r"\[(?!\d+\](?![(\[:]))"
"""An opening bracket, unless it begins a bare [1], which is what a citation looks like."""

MARKS = re.compile(rf"[\\`*_<~|$]|{CITATION}|&(?=#?\w+;)")
"""What Markdown, and the programs that show it, act on wherever it stands."""

OPENERS = re.compile(r"^([-+=>#]|\d+(?=[.)]))")
"""What Markdown acts on at the beginning of a line."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of what follows."""


def as_markdown(transcript: Transcript) -> str:
    """The transcript as one Markdown document, ending in a newline."""
    blocks = [
        f"# {line(transcript.motion)}",
        "\n".join(_facts(transcript)),
        "## Speeches",
        *(block for speech in transcript.speeches for block in _speech(speech)),
    ]
    if not transcript.speeches:
        blocks.append("No speech has been given.")
    if transcript.sources:
        blocks += ["## Sources", *(_source(source) for source in transcript.sources)]
    blocks += ["## Ending", _ending(transcript.ending)]
    return "\n\n".join(blocks) + "\n"


def line(text: str) -> str:
    """Text on one line, with nothing in it that Markdown acts on."""
    return _escape(" ".join(text.split()))


def quote(text: str) -> str:
    """Text as a block quote that keeps its lines, with nothing in it that Markdown acts on."""
    lines = [_escape(one.strip()) for one in text.strip().splitlines()]
    return "\n".join(f"> {one}  " if one else ">" for one in lines or [""]).rstrip(" ")


def _escape(text: str) -> str:
    text = MARKS.sub(r"\\\g<0>", UNSEEN.sub("", text.replace("\t", " ")).strip())
    return OPENERS.sub(lambda found: _opener(found[0]), text)


def _opener(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _facts(transcript: Transcript) -> Iterator[str]:
    yield f"- Argued as of {line(transcript.as_of)}"
    yield f"- Format: {line(transcript.format)}, level {line(transcript.level)}"
    yield f"- Opened {_time(transcript.opened_at)}"
    for position in transcript.sides:
        yield f"- {position.side.capitalize()}: {_position(position)}"


def _position(position: Position) -> str:
    school = line(position.school.capitalize())
    if position.bot:
        return f"{school} (the bot)"
    return f"{school}, {line(position.speaker)}" if position.speaker else f"{school}, empty seat"


def _speech(speech: Given) -> Iterator[str]:
    who = f"{line(speech.speaker)} (the bot)" if speech.bot else line(speech.speaker)
    yield f"### {speech.turn}. {speech.kind.capitalize()}: {speech.side}, {line(speech.school)}"
    yield f"{who}, {_time(speech.given_at)}, {_count(speech.words, 'word')}"
    yield "(speech withdrawn)" if speech.text is None else quote(speech.text)
    if speech.citations:
        yield "Sources: " + ", ".join(str(number) for number in speech.citations)
    if speech.quotations:
        yield "Quotations:\n\n" + "\n".join(f"- {_quotation(q)}" for q in speech.quotations)
    if speech.notices:
        yield "Notices:\n\n" + "\n".join(f"- {line(notice)}" for notice in speech.notices)
    if speech.craft:
        yield _craft(speech.craft)


def _quotation(quoted: Quoted) -> str:
    words = f"“{line(quoted.words)}”" if quoted.words else "(words withdrawn)"
    held = "an earlier speech" if quoted.source is None else f"source {quoted.source}"
    asked = quoted.nearest and quoted.verdict != Verdict.VERIFIED
    nearest = f"; the nearest there is “{line(quoted.nearest)}”" if asked else ""
    return f"{words}: {quoted.verdict}, held against {held}{nearest}"


def _craft(craft: Craft) -> str:
    """How a speech of the bot was made, in one sentence."""
    said = f"Made by the {line(craft.speaker)} speaker"
    if craft.model:
        said += f" with {line(craft.model)}"
    if craft.prompt:
        said += f", prompt {line(craft.prompt)}"
    if craft.prompt_hash:
        said += f" (hash {line(craft.prompt_hash)})"
    if craft.requests:
        said += (
            f": {_count(craft.requests, 'request')}, {craft.tokens_in:,} tokens in "
            f"({craft.tokens_cached:,} cached), {craft.tokens_out:,} out, cost {craft.cost:.4f}"
        )
    return said + "."


def _source(source: Cited) -> str:
    about = (source.author or "Author not given", source.outlet, source.published)
    standing = f" ({line(source.standing)})" if source.standing else ""
    said = [
        f"**{source.number}.** {_sentence(source.title)}",
        _sentence(", ".join(part for part in about if part)),
        line(source.url),
        f"{source.kind.capitalize()}{standing}:",
    ]
    return " ".join(part for part in said if part) + "\n\n" + quote(source.text)


def _sentence(text: str) -> str:
    text = line(text)
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _ending(ending: Ended | None) -> str:
    if ending is None:
        return "The debate goes on."
    by = f" Ended by {line(ending.by)}." if ending.by else ""
    return f"{_time(ending.at)}. {line(ending.reason)}{by}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
