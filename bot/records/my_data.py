"""What is kept of a person, as something to hand to them: JSON, and Markdown to read.

Pure: makes text of values. `my_data.schema.json` says what the JSON holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from bot.debate.ballots import HIGHEST
from bot.records.escaping import count, line, quote, sentence
from bot.records.my_data_model import (
    Agreed,
    Done,
    Flagged,
    HeldBack,
    MyData,
    Said,
    TookPart,
)
from bot.records.transcript_model import Card

VERSION = 1
"""Of the JSON's shape. Raised when a field changes its meaning or goes away."""


def as_files(data: MyData) -> Mapping[str, str]:
    """Both forms of it: name and content of each file."""
    plain = json.dumps(as_json(data), indent=2, ensure_ascii=False)
    return {"my-data.md": as_markdown(data), "my-data.json": f"{plain}\n"}


def as_json(data: MyData) -> dict[str, Any]:
    """Plain values that `my_data.schema.json` describes; times in UTC."""
    plain: dict[str, Any] = TypeAdapter(MyData).dump_python(data, mode="json")
    return {"version": VERSION, **plain}


def as_markdown(data: MyData) -> str:
    """One Markdown document, ending in a newline, that nothing said in a debate can break."""
    blocks = [
        "# What Parley keeps of you",
        "\n".join(_facts(data)),
        *_section("Notices you agreed to", (_agreed(consent) for consent in data.consents)),
        *_section(
            "Names you go by where yours is not told",
            (f"- {line(called.name)}, in place {line(called.place)}" for called in data.pseudonyms),
        ),
        *_section(
            "Places you left",
            (f"- {line(left.place)}, {_time(left.left_at)}" for left in data.departures),
        ),
        *_section(
            "Classes you sit in",
            (
                f"- {line(one.name)}, in place {line(one.place)}, {_time(one.joined_at)}"
                for one in data.classes
            ),
        ),
        *_section("Messages you pointed out to a teacher", (_flagged(one) for one in data.flags)),
        "## Words of yours that were held back",
        *[block for one in data.held for block in _held(one)],
        *([] if data.held else ["None."]),
        "## Debates",
    ]
    for debate in data.debates:
        blocks += _debate(debate)
    if not data.debates:
        blocks.append("None.")
    blocks += _section("Who did what with it", (_done(done) for done in data.audit))
    return "\n\n".join(blocks) + "\n"


def _section(title: str, lines: Iterator[str]) -> list[str]:
    return [f"## {title}", "\n".join(lines) or "None."]


def _facts(data: MyData) -> Iterator[str]:
    yield f"- Your id in the records: {line(data.person)}"
    yield f"- Your name: {line(data.name or 'not kept')}"
    yield f"- Your account: {line(data.account or 'not kept')}"
    if data.seen_at:
        yield f"- Last seen: {_time(data.seen_at)}"


def _agreed(consent: Agreed) -> str:
    until = f", revoked {_time(consent.revoked_at)}" if consent.revoked_at else ""
    version, place = line(consent.notice_version), line(consent.place)
    return f"- Version {version} in place {place}, {_time(consent.given_at)}{until}"


def _flagged(flag: Flagged) -> str:
    seen = "a teacher has looked at it" if flag.settled else "it waits for a teacher"
    where = f"message {line(flag.message)} in channel {line(flag.channel)}"
    return f"- {where}, place {line(flag.place)}, {_time(flag.at)}: {seen}"


def _held(one: HeldBack) -> Iterator[str]:
    stands = line(one.decision) if one.decision else "it waits for a teacher"
    where = f"Debate {line(one.debate)}, turn {one.turn}, place {line(one.place)}"
    yield f"{where}, {_time(one.at)}, held for {line(one.why)}; {stands}:"
    yield quote(one.words) if one.words is not None else "(not kept any more)"


# --- debates ----------------------------------------------------------------------------------


def _debate(part: TookPart) -> Iterator[str]:
    yield f"### {line(part.motion)}"
    yield "\n".join(_about(part))
    for speech in part.speeches:
        yield from _speech(speech)
    if part.said_again:
        yield "The bot said words of yours again:"
        yield from (quote(words) for words in part.said_again)
    for words in part.feedback:
        yield "The coach said of your speech:"
        yield quote(words)
    if part.card:
        yield f"On the ballot, {count(part.card.total, 'point')}:"
        yield "\n".join(_card(part.card))


def _about(part: TookPart) -> Iterator[str]:
    by = " by you" if part.opened_by_you else ""
    yield f"- Debate {line(part.debate)}, {line(part.format)}, opened{by} {_time(part.opened_at)}"
    yield f"- Ended {_time(part.ended_at)}" if part.ended_at else "- It goes on."
    if part.seats:
        yield f"- You sit as: {', '.join(map(line, part.seats))}"
    for typed in part.typed:
        yield f"- You wrote: {sentence(typed)}"
    for hint in part.hints:
        yield f"- You took a hint in turn {hint.turn}: {line(hint.kind)}"
    for vote in part.votes:
        yield f"- Your vote in turn {vote.turn}, kept until it closes: {line(vote.choice)}"
    if part.ballot:
        yield f"- The ballot is {line(part.ballot)}."


def _speech(speech: Said) -> Iterator[str]:
    words = count(speech.words, "word")
    yield f"Turn {speech.turn}, {line(speech.kind)}, {_time(speech.given_at)}, {words}:"
    yield quote(speech.text) if speech.text is not None else "(speech withdrawn)"
    if speech.claims:
        yield "On the flow sheet:\n\n" + "\n".join(f"- “{line(one)}”" for one in speech.claims)


def _card(card: Card) -> Iterator[str]:
    for mark in card.marks:
        why = f" {sentence(mark.why)}" if mark.why else ""
        yield f"- **{line(mark.criterion.capitalize())} {mark.points} of {HIGHEST}.**{why}"
    if card.strength:
        yield f"- One strength: {sentence(card.strength)}"
    if card.next_step:
        yield f"- Next step: {sentence(card.next_step)}"


# --- the audit log ----------------------------------------------------------------------------


def _done(done: Done) -> str:
    said = f"- {_time(done.at)}, place {line(done.place)}: {line(done.by)}, {line(done.action)}"
    about = f", about {line(done.about)}" if done.about else ""
    detail = ", ".join(f"{line(key)} {line(str(value))}" for key, value in done.detail.items())
    return said + about + (f" ({detail})" if detail else "")


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
