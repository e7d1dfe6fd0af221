"""All the files of a debate at once, by their names."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping

from bot.debate.errors import ParleyError
from bot.debate.model import BOT, Debate
from bot.drawing.argument_map import argument_map
from bot.drawing.png import png
from bot.exports.authorship import process
from bot.exports.csv_tables import ballots_csv, speeches_csv
from bot.exports.html import as_html
from bot.exports.pdf import as_pdf
from bot.records.markdown import as_markdown
from bot.records.transcript_model import Transcript
from bot.records.transcripts import as_json

log = logging.getLogger(__name__)


async def files_of(
    transcript: Transcript, debate: Debate, *, processes: bool = False
) -> dict[str, bytes]:
    """A debate as files, such as `debate-d1.html`: name and content. Does not block the loop.

    `transcript` is of `debate`, for whoever will read it. `processes` adds how the speeches came
    about, of all speakers, and is for teachers alone. A picture that cannot be drawn is left out.
    """
    svg = await asyncio.to_thread(argument_map, debate, _names(transcript, debate))
    try:
        picture = await png(svg)
    except ParleyError:
        picture = b""
    files = await asyncio.to_thread(_files, transcript, debate, svg, picture, processes)
    stem = f"debate-{transcript.debate}"
    return {f"{stem}{ending}": content for ending, content in files.items() if content}


def _files(
    transcript: Transcript, debate: Debate, svg: str, picture: bytes, processes: bool
) -> Mapping[str, bytes]:
    made = process(debate) if processes else ()
    drawn = bool(debate.claims)
    return {
        ".md": _bytes(as_markdown(transcript)),
        ".json": _bytes(json.dumps(as_json(transcript), indent=2, ensure_ascii=False)),
        ".html": _bytes(as_html(transcript, svg if drawn else "", made)),
        ".pdf": as_pdf(transcript, picture if drawn else b"", made),
        "-speeches.csv": speeches_csv([transcript]),
        "-ballot.csv": ballots_csv([transcript]) if transcript.ballot else b"",
        "-map.svg": _bytes(svg),
        "-map.png": picture,
    }


def _names(transcript: Transcript, debate: Debate) -> dict[str, str]:
    """The names of the speakers, as the transcript gives them."""
    shown = {speech.turn - 1: speech.speaker for speech in transcript.speeches}
    return {s.by: shown[s.turn.index] for s in debate.speeches if s.by != BOT}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
