"""A transcript as one HTML file: for a phone, a desk and paper, with nothing fetched from anywhere.

What people wrote is escaped by the template; the file forbids every script and every request.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.debate.ballots import HIGHEST
from bot.exports import authorship, wording
from bot.exports.authorship import Process
from bot.exports.flow_table import HEADINGS, flow_rows
from bot.exports.speech_text import cited_in, paragraphs
from bot.records.transcript_model import Transcript

HERE = Path(__file__).parent
SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
TALLEST = 2.6
"""Heights to a width: a picture that is taller cannot be read on one page of paper."""


def as_html(transcript: Transcript, map_svg: str = "", processes: Iterable[Process] = ()) -> str:
    """The transcript as one HTML document.

    `map_svg` is the picture of `bot.drawing.argument_map`, put in as it is; empty for none.
    `processes` tell how speeches came about, which is for teachers alone; empty for none.
    """
    style = _style()
    speakers = {speech.turn: wording.plain(speech.speaker) for speech in transcript.speeches}
    return _page().render(
        t=transcript,
        style=Markup(style),
        style_hash=style_hash(style),
        pieces=_pieces(transcript),
        rows=flow_rows(transcript),
        flow_headings=HEADINGS,
        hints=wording.hints(transcript.hints),
        map_svg=Markup(map_svg),
        long_map=_is_long(map_svg),
        processes=[(one.turn, speakers[one.turn], authorship.cells(one)) for one in processes],
        process_headings=authorship.HEADINGS,
        foreword=authorship.FOREWORD,
        highest=HIGHEST,
    )


def _pieces(transcript: Transcript) -> dict[int, object]:
    """The text of each speech in pieces, by its turn."""
    sources = {source.number for source in transcript.sources}
    return {speech.turn: paragraphs(speech.text or "", sources) for speech in transcript.speeches}


def _is_long(svg: str) -> bool:
    size = SIZE.search(svg)
    return size is not None and int(size[2]) > TALLEST * int(size[1])


def style_hash(style: str) -> str:
    """What names a style to the content policy, so that it lets in this one and no other."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@lru_cache(maxsize=1)
def _style() -> str:
    return (HERE / "page.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=wording, plain=wording.plain, cited_in=cited_in)
    return environment.get_template("page.html")
