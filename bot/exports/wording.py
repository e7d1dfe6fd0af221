"""How the parts of a transcript are put into words, the same on a page and on paper.

What people wrote is cleaned of what cannot be seen, and nothing more: each form escapes for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.debate.ballots import HIGHEST, TOO_CLOSE
from bot.debate.model import Verdict
from bot.drawing.flow_words import listed
from bot.records.escaping import UNSEEN, count
from bot.records.transcript_model import (
    Card,
    Cited,
    Ended,
    Given,
    Helped,
    Judged,
    Passed,
    Position,
    Quoted,
    Swung,
    Taken,
    Transcript,
    Voted,
)

WITHDRAWN = "(speech withdrawn)"
PASSED = "This turn passed without a speech."
NOBODY = "No speech has been given."
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file can hold by themselves."""


def plain(text: str) -> str:
    """Text on one line, without control characters and those that turn its direction."""
    return UNSEEN.sub("", HALVES.sub("\ufffd", " ".join(text.split()))).strip()


def moment(at: datetime) -> str:
    """A time to read, such as “5 January 2026, 09:01 UTC”."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


# --- what was debated -------------------------------------------------------------------------


def facts(transcript: Transcript) -> Iterator[tuple[str, str]]:
    """What stands under the motion: names of facts, and the facts."""
    if transcript.topic:
        yield "Topic", plain(transcript.topic)
    for position in transcript.seats:
        role = f", {plain(position.role)}" if position.role else ""
        yield f"{position.side.capitalize()}{role}", _position(position)
    yield "Format", f"{plain(transcript.format)}, level {transcript.level}"
    yield "Pace", _pace(transcript)
    yield "Argued as of", plain(transcript.as_of)
    yield "Opened", moment(transcript.opened_at)
    yield "Ended", ending(transcript.ending)


def _position(position: Position) -> str:
    school = plain(position.school.capitalize())
    if position.bot:
        return f"{school} (the bot)"
    return f"{school}, {plain(position.speaker)}" if position.speaker else f"{school}, empty seat"


def _pace(transcript: Transcript) -> str:
    if transcript.turn_hours is not None:
        hours = f"{transcript.turn_hours:g} hour"
        return f"slow, {hours}{'s' * (transcript.turn_hours != 1)} a turn"
    return "live, by the clock of the format" if transcript.pace == "live" else "free, by no clock"


def ending(ended: Ended | None) -> str:
    if ended is None:
        return "The debate goes on."
    by = f" Ended by {plain(ended.by)}." if ended.by else ""
    return f"{moment(ended.at)}. {plain(ended.reason)}{by}".strip()


# --- turns ------------------------------------------------------------------------------------


def in_order(transcript: Transcript) -> tuple[Given | Passed | Voted, ...]:
    """Speeches, votes and turns that passed, as they followed each other."""
    turns: list[Given | Passed | Voted] = [
        *transcript.speeches,
        *transcript.passed,
        *transcript.votes,
    ]
    return tuple(sorted(turns, key=lambda turn: turn.turn))


def heading(turn: Taken | Voted) -> str:
    """What a turn is headed by, such as “2. Rebuttal: negative, hawk”."""
    if isinstance(turn, Voted):
        return f"{turn.turn}. Vote"
    return f"{turn.turn}. {turn.kind.capitalize()}: {_place(turn)}"


def _place(taken: Taken) -> str:
    match taken.place:
        case "audience":
            return f"from the audience, to the {taken.side}"
        case "coach":
            return f"the coach, to the {taken.side}"
        case "list":
            return ", ".join(part for part in (taken.side, "from the speakers list") if part)
    return ", ".join(plain(part) for part in (taken.side, taken.role, taken.school) if part)


def speaker(speech: Given) -> str:
    return f"{plain(speech.speaker)} (the bot)" if speech.bot else plain(speech.speaker)


def when(speech: Given, transcript: Transcript) -> str:
    """When a speech was given, on the day of the opening without the day, and how long it is."""
    at, opened = speech.given_at.astimezone(UTC), transcript.opened_at.astimezone(UTC)
    told = f"{at:%H:%M} UTC" if at.date() == opened.date() else moment(at)
    return f"{told}, {count(speech.words, 'word')}"


def craft(speech: Given) -> str:
    """What a speech of the bot was made by; empty for one of a person."""
    made = speech.craft
    if made is None:
        return ""
    by = f"with the model {plain(made.model)}" if made.model else f"({plain(made.speaker)} speaker)"
    return f"Written by the bot {by}."


def quotation(quoted: Quoted) -> str:
    """Words that were quoted, what they were held against, and what came of it."""
    held = "an earlier speech" if quoted.source is None else f"source {quoted.source}"
    asked = quoted.nearest and quoted.verdict != Verdict.VERIFIED
    nearest = f"; the nearest there is “{plain(quoted.nearest)}”" if asked else ""
    said = f"“{plain(quoted.words)}”" if quoted.words.strip() else "(words withdrawn)"
    return f"{said}: {quoted.verdict}, held against {held}{nearest}"


def vote(voted: Voted) -> str:
    return f"{voted.affirmative} for, {voted.negative} against, {voted.undecided} undecided."


def swing(swung: Swung) -> str:
    change = f"for {swung.affirmative:+.0f} points, against {swung.negative:+.0f}"
    if swung.winner == TOO_CLOSE:
        return f"From the first vote to the last: {change}. Neither side gained more."
    return f"From the first vote to the last: {change}. The {swung.winner} gained more."


# --- what was made of it ----------------------------------------------------------------------


def hints(taken: Iterable[Helped]) -> tuple[tuple[str, str], ...]:
    """For each speaker who took hints their name, and which they were."""
    by_speaker: dict[str, list[str]] = {}
    for hint in taken:
        by_speaker.setdefault(hint.speaker, []).append(f"{plain(hint.kind)} ({hint.count})")
    return tuple((plain(who), ", ".join(kinds)) for who, kinds in by_speaker.items())


def verdict(ballot: Judged) -> tuple[str, ...]:
    """What a ballot says of the whole debate."""
    said = [f"Judge: {plain(ballot.judge)}."]
    if ballot.winner:
        said.append(f"Winner: {plain(ballot.winner)}.")
    if ballot.reason:
        said.append(f"Reason: {plain(ballot.reason)}")
    return (*said, *map(plain, ballot.notices))


def total(card: Card) -> str:
    """What a card comes to, such as “affirmative: 6 of 8 points”."""
    return f"{card.side}: {card.total} of {count(HIGHEST * len(card.marks), 'point')}"


# --- sources ----------------------------------------------------------------------------------


def about(source: Cited) -> str:
    """Who published a source, where and when."""
    facts = (source.author or "Author not given", source.outlet, source.published)
    return ", ".join(plain(fact) for fact in facts if fact)


def standing(source: Cited) -> str:
    """What sort of source it is, and whose claim the passage."""
    return source.kind.capitalize() + (f", {plain(source.standing)}" if source.standing else "")


def used(turns: Iterable[int]) -> str:
    """Where a source was cited, such as “cited in speeches 2 and 4”; empty for nowhere."""
    turns = tuple(turns)
    return f"cited in speech{'es' * (len(turns) > 1)} {listed(turns)}" if turns else ""


def web(url: str) -> str:
    """An address that may be followed; empty for any other than of the web."""
    address = plain(url)
    return address if re.match(r"https?://[^\s/]", address, re.IGNORECASE) else ""
