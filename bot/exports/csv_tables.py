"""Debates as tables for a spreadsheet: a row for each speech, and a row for each judged speaker.

UTF-8 with a byte order mark, since spreadsheets take it for something else without, and RFC 4180.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.debate.ballots import HIGHEST
from bot.debate.model import Verdict
from bot.exports.wording import plain
from bot.records.transcript_model import Card, Given, Judged, Transcript

Cell = str | int

FORMULA = re.compile(
    r"""(?P<before>(?:^|[\n;])[\s"'\u200b-\u200f\u2060]*)(?=[=+\-@＝＋－＠﹢﹣﹫﹦])"""
)
"""Where a spreadsheet would take what follows for a formula. Some split cells at semicolons and line
breaks, whatever stands around them."""

SPEECH = (
    "debate", "opened", "motion", "topic", "format", "level", "turn", "kind", "place", "side",
    "role", "school", "speaker", "bot", "given", "words", "sources", "quotations",
    "quotations verified", "claims", "withdrawn", "text",
)  # fmt: skip
BALLOT = ("debate", "opened", "motion", "format", "speaker", "side")
JUDGED = ("total", "out of", "winner", "strength", "next step", "judge")


def speeches_csv(transcripts: Iterable[Transcript]) -> bytes:
    """A row for each speech of these debates, in their order; its text is in the last column."""
    rows = (_speech(one, speech) for one in transcripts for speech in one.speeches)
    return as_csv([SPEECH, *rows])


def ballots_csv(transcripts: Iterable[Transcript]) -> bytes:
    """A row for each speaker on a released ballot, with a column for each criterion.

    The criteria are those of all these debates; what a speaker was not judged by is empty.
    """
    judged = [(one, one.ballot) for one in transcripts if one.ballot]
    marks = [mark for _, ballot in judged for card in ballot.cards for mark in card.marks]
    criteria = tuple(dict.fromkeys(mark.criterion for mark in marks))
    rows = (_card(one, ballot, card, criteria) for one, ballot in judged for card in ballot.cards)
    return as_csv([(*BALLOT, *criteria, *JUDGED), *rows])


def _speech(transcript: Transcript, speech: Given) -> Sequence[Cell]:
    verified = [q for q in speech.quotations if q.verdict == Verdict.VERIFIED]
    return (
        transcript.debate,
        time_cell(transcript.opened_at),
        transcript.motion,
        transcript.topic,
        transcript.format,
        transcript.level,
        speech.turn,
        speech.kind,
        speech.place,
        speech.side,
        speech.role,
        speech.school,
        speech.speaker,
        _said(speech.bot),
        time_cell(speech.given_at),
        speech.words,
        len(speech.citations),
        len(speech.quotations),
        len(verified),
        len(speech.claims),
        _said(speech.text is None),
        speech.text or "",
    )


def _card(
    transcript: Transcript, ballot: Judged, card: Card, criteria: Sequence[str]
) -> Sequence[Cell]:
    points = {mark.criterion: mark.points for mark in card.marks}
    return (
        transcript.debate,
        time_cell(transcript.opened_at),
        transcript.motion,
        transcript.format,
        card.speaker,
        card.side,
        *(points.get(criterion, "") for criterion in criteria),
        card.total,
        HIGHEST * len(card.marks),
        ballot.winner,
        card.strength,
        card.next_step,
        ballot.judge,
    )


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as a file for a spreadsheet; text that it would take for a formula is made harmless."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    for row in rows:
        writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return sheet.getvalue().encode("utf-8-sig")


def time_cell(at: datetime) -> str:
    """A time, in UTC, as spreadsheets know one."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _harmless(text: str) -> str:
    """Text that no spreadsheet works out: an apostrophe stands before what would be a formula."""
    lines = "\n".join(plain(line) for line in text.splitlines())
    return FORMULA.sub(r"\g<before>'", lines)


def _said(is_so: bool) -> str:
    return "yes" if is_so else "no"
