"""A debate as something to hand in, grade or keep: its transcript, as Markdown or as JSON.

Pure: makes values of a debate, and reads and writes nothing. Persons appear under the names that
are handed in, never by their ids; the bot appears as the school that it argues for.
`transcript.schema.json` says what the JSON holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot.debate.model import (
    BOT,
    Citation,
    Craft,
    Debate,
    Ending,
    Passage,
    Quotation,
    Speech,
    Standing,
)
from bot.debate.rules import NAMES, count_words

NAMELESS = "Student"
"""Who speaks where no name was handed in."""

VERSION = 1
"""Of the JSON's shape. Raised when a field changes its meaning or goes away."""


@dataclass(frozen=True, slots=True)
class Position:
    """A side of the debate. `speaker` is a name, the school for the bot, None on an empty seat."""

    side: str
    school: str
    speaker: str | None
    bot: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, what became of them, and the nearest that the source has.

    `source` is the number of a source, None where an earlier speech was quoted.
    """

    words: str
    verdict: str
    source: int | None
    nearest: str


@dataclass(frozen=True, slots=True)
class Given:
    """A speech as it was given; `turn` from 1. `text` is None once it was withdrawn."""

    turn: int
    kind: str
    side: str
    school: str
    speaker: str
    bot: bool
    given_at: datetime
    words: int
    text: str | None
    citations: tuple[int, ...]
    quotations: tuple[Quoted, ...]
    notices: tuple[str, ...]
    craft: Craft | None


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered source of the debate: the passage that was used, and whose claim it is."""

    number: int
    kind: str
    title: str
    author: str
    outlet: str
    published: str
    url: str
    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How the debate ended; `by` is a name, empty when it ran its course."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Transcript:
    """All of a debate that may be handed on."""

    debate: str
    motion: str
    as_of: str
    format: str
    level: str
    opened_at: datetime
    sides: tuple[Position, ...]
    speeches: tuple[Given, ...]
    sources: tuple[Cited, ...]
    ending: Ended | None


def transcript(debate: Debate, names: Mapping[str, str]) -> Transcript:
    """The transcript of a debate; `names` gives the name to show for each person id."""
    seats = sorted(debate.seats, key=lambda seat: seat.side)
    return Transcript(
        debate=debate.id,
        motion=debate.motion.says,
        as_of=debate.motion.as_of,
        format=debate.format.name,
        level=debate.level,
        opened_at=debate.opened_at,
        sides=tuple(
            Position(
                s.side, s.school, s.holder and _who(s.holder, s.school, names), s.holder == BOT
            )
            for s in seats
        ),
        speeches=tuple(_given(debate, speech, names) for speech in debate.speeches),
        sources=tuple(_cited(citation) for citation in debate.citations),
        ending=_ended(debate.ending, names) if debate.ending else None,
    )


def as_json(transcript: Transcript) -> dict[str, Any]:
    """The transcript as plain values that `transcript.schema.json` describes; times in UTC."""
    plain: dict[str, Any] = TypeAdapter(Transcript).dump_python(transcript, mode="json")
    return {"version": VERSION, **plain}


def _who(holder: str, school: str, names: Mapping[str, str]) -> str:
    return school.capitalize() if holder == BOT else names.get(holder) or NAMELESS


def _ended(ending: Ending, names: Mapping[str, str]) -> Ended:
    return Ended(ending.reason, _who(ending.by, "the bot", names) if ending.by else "", ending.at)


def _given(debate: Debate, speech: Speech, names: Mapping[str, str]) -> Given:
    school = debate.seat(speech.turn.side).school
    return Given(
        turn=speech.turn.index + 1,
        kind=NAMES[speech.turn.kind],
        side=speech.turn.side,
        school=school,
        speaker=_who(speech.by, school, names),
        bot=speech.by == BOT,
        given_at=speech.given_at,
        words=count_words(speech.text or ""),
        text=speech.text,
        citations=tuple(citation.number for citation in speech.citations),
        quotations=tuple(_quoted(quotation) for quotation in speech.quotations),
        notices=speech.notices,
        craft=speech.craft,
    )


def _quoted(quotation: Quotation) -> Quoted:
    return Quoted(quotation.words, quotation.verdict, quotation.number, quotation.found)


def _cited(citation: Citation) -> Cited:
    passage, source = citation.passage, citation.passage.source
    return Cited(
        number=citation.number,
        kind=source.kind,
        title=source.title,
        author=source.author,
        outlet=source.outlet,
        published=source.published,
        url=source.url,
        text=passage.text,
        standing=_standing(passage),
    )


def _standing(passage: Passage) -> str:
    """Whose claim a passage is, in words; empty for a fact."""
    match passage.standing:
        case Standing.AUTHORED:
            return "the author's own claim"
        case Standing.ATTRIBUTED:
            return f"reported of {passage.held_by or 'somebody else'}"
        case Standing.CONCEDED:
            return "conceded to the other side"
        case Standing.DOCTRINE:
            return "a teaching of the school"
    return ""
