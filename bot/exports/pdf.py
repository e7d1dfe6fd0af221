"""A transcript as a PDF to print, to hand in or to file: its letters and pictures are in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.debate.ballots import HIGHEST
from bot.debate.model import Verdict
from bot.drawing.argument_map import SIGNS
from bot.exports import authorship, flow_table, wording
from bot.exports.authorship import Process
from bot.exports.fonts import PLACES, found_for, lacking
from bot.exports.paper import INK, Paper, kept
from bot.exports.speech_text import cited_in, paragraphs
from bot.exports.wording import plain
from bot.records.transcript_model import Card, Cited, Given, Judged, Taken, Transcript, Voted
from bot.records.transcripts import as_json

log = logging.getLogger(__name__)

COLOURS = {"affirmative": (31, 95, 168), "negative": (143, 74, 0)}
MARKS = {side.value: sign for side, sign in SIGNS.items()}
MISSING = "▯ stands for a sign that no font on this machine has. The HTML file shows it."

PICTURED = "The claims of the flow sheet, with arrows from each to those it answers and supports."

Links = Mapping[int, int]
"""Where the sources stand on the paper, by their number."""


def as_pdf(
    transcript: Transcript,
    map_png: bytes = b"",
    processes: Iterable[Process] = (),
    places: tuple[str, ...] = PLACES,
) -> bytes:
    """The transcript as a PDF on A4. Takes about a second, so call it beside the loop.

    `map_png` is the picture of the argument map; empty for none. `processes` tell how speeches
    came about, which is for teachers alone; empty for none. `places` are folders with fonts, for
    letters that ours lacks.
    """
    processes = tuple(processes)
    letters = lacking(json.dumps(as_json(transcript), ensure_ascii=False))
    fonts, unknown = found_for(letters, places)
    try:
        return _written(transcript, map_png, processes, fonts, unknown)
    except Exception as error:  # a font of the machine may be broken in any way
        if not fonts:
            raise
        log.warning("a font of this machine cannot be used: %s", type(error).__name__)
        return _written(transcript, map_png, processes, (), letters)


def _written(
    transcript: Transcript,
    map_png: bytes,
    processes: Sequence[Process],
    fonts: Sequence[Path],
    unknown: frozenset[int],
) -> bytes:
    with Paper(plain(transcript.motion), transcript.opened_at, fonts, unknown) as paper:
        _whole(paper, transcript, map_png, processes)
        return paper.finished()


def _whole(
    paper: Paper, transcript: Transcript, map_png: bytes, processes: Sequence[Process]
) -> None:
    paper.foot(f"Debate {plain(transcript.debate)}. All times are UTC.")
    links = {source.number: paper.place() for source in transcript.sources}
    paper.head(plain(transcript.motion), 0)
    paper.rows(
        (1, 3), ((f"{name}:", fact) for name, fact in wording.facts(transcript)), headed=False
    )
    _speeches(paper, transcript, links)
    if transcript.ballot:
        _ballot(paper, transcript.ballot)
    if rows := flow_table.flow_rows(transcript):
        paper.head("Flow sheet", 1)
        table = (flow_table.HEADINGS, *(_claim(row) for row in rows))
        paper.rows((1.3, 6, 3.2, 2.4, 2.4), table, headed=True)
    if map_png:
        paper.picture("Argument map", map_png, PICTURED)
    _beside(paper, transcript, processes)
    if transcript.sources:
        paper.head("Sources", 1)
        for source in transcript.sources:
            _source(paper, source, cited_in(transcript, source.number), links)
    if paper.missed:
        paper.gap(4)
        paper.line(MISSING, small=True)


# --- speeches ---------------------------------------------------------------------------------


def _speeches(paper: Paper, transcript: Transcript, links: Links) -> None:
    paper.head("Speeches", 1)
    turns = wording.in_order(transcript)
    for turn in turns:
        _turn_head(paper, turn)
        if isinstance(turn, Given):
            _speech(paper, turn, transcript, links)
        elif isinstance(turn, Voted):
            paper.line(wording.vote(turn))
        else:
            paper.line(wording.PASSED)
    if transcript.swing:
        paper.gap(3)
        paper.line(wording.swing(transcript.swing))
    if not turns:
        paper.line(wording.NOBODY)


def _turn_head(paper: Paper, turn: Taken | Voted) -> None:
    side = turn.side if isinstance(turn, Taken) else ""
    mark = f"{MARKS[side]} " if side in MARKS else ""
    paper.head(f"{mark}{wording.heading(turn)}", 2, COLOURS.get(side, INK))


def _speech(paper: Paper, speech: Given, transcript: Transcript, links: Links) -> None:
    by = f"{kept(wording.speaker(speech))}, {wording.when(speech, transcript)}"
    paper.line(by, small=True)
    paper.gap(1)
    if speech.text is None:
        paper.line(wording.WITHDRAWN)
    for paragraph in paragraphs(speech.text or "", links.keys()):
        paper.speech(paragraph, links)
    if speech.citations:
        paper.line(f"Sources: {', '.join(map(str, speech.citations))}", small=True)
    for quoted in speech.quotations:
        mark = "✓" if quoted.verdict == Verdict.VERIFIED else "✗"
        paper.line(f"{mark} {wording.quotation(quoted)}", small=True)
    for notice in (*speech.notices, wording.craft(speech)):
        if notice:
            paper.line(plain(notice), small=True)


# --- what was made of it ----------------------------------------------------------------------


def _ballot(paper: Paper, ballot: Judged) -> None:
    paper.head("Ballot", 1)
    for said in wording.verdict(ballot):
        paper.line(said)
    for card in ballot.cards:
        paper.head(f"{kept(plain(card.speaker))}, {wording.total(card)}", 2)
        _card(paper, card)


def _card(paper: Paper, card: Card) -> None:
    for mark in card.marks:
        words = f" “{plain(mark.words)}” (speech {mark.turn})" if mark.words.strip() else ""
        said = f"{mark.points} of {HIGHEST}. {plain(mark.why)}{words}"
        paper.line(f"{plain(mark.criterion.capitalize())}: {said}")
    if card.strength:
        paper.line(f"One strength: {plain(card.strength)}")
    if card.next_step:
        paper.line(f"Next step: {plain(card.next_step)}")


def _claim(row: flow_table.Row) -> tuple[str, ...]:
    who = f"{kept(row.speaker)}, {row.side}, speech {row.turn}"
    return str(row.number), row.said, who, row.meets, row.became


def _beside(paper: Paper, transcript: Transcript, processes: Sequence[Process]) -> None:
    """Hints, and how the speeches came about."""
    if transcript.hints:
        paper.head("Hints", 1)
        for who, kinds in wording.hints(transcript.hints):
            paper.line(f"{kept(who)}: {kinds}")
    if processes:
        speakers = {speech.turn: plain(speech.speaker) for speech in transcript.speeches}
        paper.head("How the speeches came about", 1)
        paper.line(authorship.FOREWORD)
        paper.gap(2)
        cells = (
            (f"{one.turn}, {kept(speakers[one.turn])}", *authorship.cells(one)) for one in processes
        )
        paper.rows((2.4, 2.2, 2.6, 2.2, 2.2, 5), (authorship.HEADINGS, *cells), headed=True)


# --- sources ----------------------------------------------------------------------------------


def _source(paper: Paper, source: Cited, turns: Iterable[int], links: Links) -> None:
    paper.head(f"[{source.number}] {plain(source.title)}", 2)
    paper.here(links[source.number])
    paper.line(f"{wording.about(source)}. {wording.standing(source)}.", small=True)
    paper.passage(plain(source.text))
    if source.url.strip():
        paper.line(plain(source.url), small=True, link=wording.web(source.url) or None)
    if used := wording.used(turns):
        paper.line(f"{used[0].upper()}{used[1:]}.", small=True)
