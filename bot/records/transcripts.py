"""A debate as something to hand in, grade or keep: its transcript, as Markdown or as JSON.

Pure: makes values of a debate, and reads and writes nothing. Persons appear under the names that
are handed in, never by their ids; the bot appears as the school that it argues for.
`transcript.schema.json` says what the JSON holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from bot.debate.ballots import swing
from bot.debate.model import (
    AUDIENCE,
    BOT,
    COACH,
    LIST,
    Citation,
    Debate,
    Ending,
    Pace,
    Passage,
    Quotation,
    Seat,
    Speech,
    Standing,
    Turn,
)
from bot.debate.rules import NAMES, count_words
from bot.records.gradings import helped, judged
from bot.records.transcript_model import (
    Cited,
    Ended,
    Flowed,
    Given,
    Passed,
    Position,
    Quoted,
    Swung,
    Taken,
    Transcript,
    Voted,
)

NAMELESS = "Student"
"""Who speaks where no name was handed in."""

VERSION = 2
"""Of the JSON's shape. Raised when a field changes its meaning or goes away."""


def persons(debate: Debate) -> tuple[str, ...]:
    """The ids of everybody whom a transcript names, each once: for these it wants names."""
    return debate.named


def transcript(
    debate: Debate,
    names: Mapping[str, str],
    *,
    reader: str | None = None,
    criteria: Mapping[str, str] | None = None,
) -> Transcript:
    """The transcript of a debate; `names` gives the name to show for each person id.

    With a `reader`, a person id, it holds of the hints and of the ballot's cards only their own;
    without one, as for a teacher, everybody's. `criteria` gives names to what a ballot scores.
    """
    seats = sorted(debate.seats, key=lambda seat: seat.side)
    shown = {person: names.get(person) or NAMELESS for person in persons(debate)}
    of = {person: name for person, name in shown.items() if reader in (None, person)}
    polls = debate.polls
    moved = swing(polls[0].tally, polls[-1].tally) if len(polls) > 1 else None
    return Transcript(
        debate=debate.id,
        motion=debate.motion.says,
        topic=debate.topic,
        as_of=debate.motion.as_of,
        format=debate.format.name,
        level=debate.level,
        pace=debate.pace,
        turn_hours=debate.slow_hours if debate.pace is Pace.SLOW else None,
        opened_at=debate.opened_at,
        seats=tuple(_position(debate, seat, shown) for seat in seats),
        speeches=tuple(_given(debate, speech, shown) for speech in debate.speeches),
        passed=tuple(_passed(debate, debate.format.turns[index]) for index in debate.passed),
        votes=tuple(
            Voted(p.turn + 1, p.tally.affirmative, p.tally.negative, p.tally.undecided)
            for p in polls
        ),
        swing=Swung(moved.affirmative, moved.negative, moved.winner) if moved else None,
        hints=helped(debate, of),
        ballot=judged(debate, of, criteria or {}),
        sources=tuple(_cited(citation) for citation in debate.citations),
        ending=_ended(debate.ending, shown) if debate.ending else None,
    )


def as_json(transcript: Transcript) -> dict[str, Any]:
    """The transcript as plain values that `transcript.schema.json` describes; times in UTC."""
    plain: dict[str, Any] = TypeAdapter(Transcript).dump_python(transcript, mode="json")
    return {"version": VERSION, **plain}


# --- who --------------------------------------------------------------------------------------


def _position(debate: Debate, seat: Seat, names: Mapping[str, str]) -> Position:
    speaker = _who(seat.holder, seat.school, names) if seat.holder else None
    return Position(seat.side, _role(debate, seat), seat.school, speaker, seat.holder == BOT)


def _role(debate: Debate, seat: Seat) -> str:
    role = debate.format.role(seat.role)
    return role.name if role else seat.role


def _who(holder: str, school: str, names: Mapping[str, str]) -> str:
    return school.capitalize() if holder == BOT else names.get(holder) or NAMELESS


# --- turns ------------------------------------------------------------------------------------


def _taken(debate: Debate, turn: Turn) -> Taken:
    number, kind, seat = turn.index + 1, NAMES[turn.kind], debate.seat_of(turn)
    if seat is not None:
        return Taken(number, kind, "seat", turn.side, _role(debate, seat), seat.school)
    if turn.seat == AUDIENCE:
        return Taken(number, kind, "audience", turn.side.other, "", "")
    return Taken(number, kind, "coach" if turn.seat == COACH else "list", turn.side, "", "")


def _given(debate: Debate, speech: Speech, names: Mapping[str, str]) -> Given:
    taken = _taken(debate, speech.turn)
    return Given(
        **asdict(taken),
        speaker=_who(speech.by, taken.school or "Coach", names),
        bot=speech.by == BOT,
        given_at=speech.given_at,
        words=count_words(speech.text or ""),
        text=speech.text,
        citations=tuple(citation.number for citation in speech.citations),
        quotations=tuple(_quoted(quotation) for quotation in speech.quotations),
        claims=_flowed(debate, speech),
        notices=speech.notices,
        craft=speech.craft,
    )


def _flowed(debate: Debate, speech: Speech) -> tuple[Flowed, ...]:
    turn = speech.turn.index
    noted = next((claims for noted_in, claims in debate.claims if noted_in == turn), ())
    return tuple(
        Flowed(claim.number, debate.words(turn, claim.words), claim.answers, claim.supports)
        for claim in noted
    )


def _passed(debate: Debate, turn: Turn) -> Passed:
    taken = asdict(_taken(debate, turn))
    return Passed(**taken | ({"side": ""} if turn.seat == LIST else {}))


def _quoted(quotation: Quotation) -> Quoted:
    return Quoted(quotation.words, quotation.verdict, quotation.number, quotation.found)


# --- sources and the end ----------------------------------------------------------------------


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


def _ended(ending: Ending, names: Mapping[str, str]) -> Ended:
    return Ended(ending.reason, _who(ending.by, "the bot", names) if ending.by else "", ending.at)
