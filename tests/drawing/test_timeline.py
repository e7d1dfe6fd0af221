"""A format as a programme, as a timeline, and as lines in a terminal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import resvg_py

from bot.debate.formats import read_format, turned
from bot.debate.model import Format, Side
from bot.drawing.programme import Entry, Shape, length, programme, total
from bot.drawing.timeline import AXIS, WIDTH, as_text, timeline
from bot.library.formats_files import load_formats

AFF, NEG = Side.AFFIRMATIVE, Side.NEGATIVE
FORMATS = load_formats(Path(__file__).parents[2] / "prompts" / "formats")
SVG = "{http://www.w3.org/2000/svg}"
every = pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)


def entries(id: str) -> list[tuple[str, Side | None, tuple[str, ...]]]:
    return [(entry.title, entry.side, entry.words) for entry in programme(FORMATS[id])]


@every
def test_every_minute_is_in_the_programme_once_and_in_order(format: Format) -> None:
    clock = 0.0
    for entry in programme(format):
        assert entry.starts == pytest.approx(clock)
        clock += entry.minutes
    assert clock == pytest.approx(sum(t.seconds for t in format.turns) / 60)


def test_questions_and_their_answers_are_one_entry() -> None:
    asked = ("2 questions of 40 words", "2 answers of 80 words")
    assert entries("lincoln-douglas-lite")[:3] == [
        ("Opening speech", AFF, ("200 words",)),
        ("Cross-examination", NEG, asked),
        ("Opening speech", NEG, ("220 words",)),
    ]
    crossfires = [e for e in programme(FORMATS["public-forum"]) if e.title == "Crossfire"]
    assert [e.who for e in crossfires] == [
        "first speaker for and first speaker against",
        "second speaker for and second speaker against",
        "first speaker for and second speaker against",
        "second speaker for and first speaker against",
    ]
    assert {e.side for e in crossfires} == {None}


def test_what_nobody_has_a_seat_for_is_named_after_who_takes_it() -> None:
    titles = [title for title, _, _ in entries("oxford")]
    assert titles.count("Vote") == 2
    floor = [side for title, side, _ in entries("oxford") if title == "Questions from the floor"]
    assert floor == [AFF, NEG, AFF, NEG]
    listed = [e for e in programme(FORMATS["moderated-caucus"]) if e.title == "Speakers list"]
    assert [e.words for e in listed] == [("4 speeches of 75 words",)] * 3
    drill = entries("rebuttal-drill")
    assert drill[2] == ("Feedback to the side against the motion", None, ("60 words",))


def test_a_lent_case_stands_with_the_speaker_who_puts_it() -> None:
    first, second, third, *_ = entries("steelman")
    assert (first[0], first[1], second[1]) == ("The other side’s case", AFF, NEG)
    assert third[0] == "Opening speech"


def test_a_speech_with_a_prompt_of_its_own_goes_by_its_name() -> None:
    speech = {"side": "affirmative", "kind": "rebuttal", "words": 90, "minutes": 3}
    fields = {"name": "X", "speeches": [speech | {"prompt": "final-focus"}]}
    assert programme(read_format("x", fields))[0].title == "Final focus"


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(6, "6 min"), (1.5, "1½ min"), (0.25, "¼ min"), (62, "62 min"), (0.01, "0 min")],
)
def test_a_length_is_told_in_minutes_and_quarters(minutes: float, told: str) -> None:
    assert length(minutes) == told


def test_the_total_leaves_the_coachs_words_out() -> None:
    assert total(FORMATS["rebuttal-drill"]) == "25 min at most, room for 550 words"


# --- the picture ------------------------------------------------------------------------------


def boxes(svg: str) -> list[dict[str, str]]:
    """The boxes of the entries, top to bottom."""
    root = ElementTree.fromstring(svg)
    return [dict(rect.attrib) for rect in root.iter(f"{SVG}rect") if "x" in rect.attrib]


def lane(box: dict[str, str]) -> Side | None:
    left, right = float(box["x"]), float(box["x"]) + float(box["width"])
    if right < AXIS:
        return AFF
    return NEG if left > AXIS else None


@every
def test_every_entry_stands_in_the_lane_of_its_side(format: Format) -> None:
    drawn = boxes(timeline(format))
    assert [lane(box) for box in drawn] == [entry.side for entry in programme(format)]
    for above, below in itertools.pairwise(drawn):
        assert float(above["y"]) + float(above["height"]) <= float(below["y"])
    assert all(float(b["x"]) >= 0 for b in drawn)
    assert all(float(b["x"]) + float(b["width"]) <= WIDTH for b in drawn)


def test_the_sides_are_told_apart_without_colour() -> None:
    drawn = boxes(timeline(FORMATS["quick"]))
    assert ["stroke-dasharray" in box for box in drawn] == [False, True] * 3


@every
def test_kinds_are_told_by_shape_and_letter(format: Format) -> None:
    drawn = timeline(format)
    outlines: dict[Shape, Callable[[str], int]] = {
        Shape.SPEECH: lambda svg: svg.count("<circle"),
        Shape.QUESTIONS: lambda svg: svg.count("m0-17l17 17"),
        Shape.OBSERVING: lambda svg: svg.count("m-8-14h16"),
        Shape.VOTE: lambda svg: svg.count("m-13-13h26"),
    }
    found = programme(format)
    for shape, count in outlines.items():
        assert count(drawn) == sum(entry.shape is shape for entry in found)
    marks = re.findall(r'text-anchor:middle">(\w+)<', drawn)
    assert marks == [entry.letter for entry in found]


@every
def test_what_is_written_in_a_lane_ends_in_it(format: Format) -> None:
    """By the number of letters, each as wide as in the widest of the fonts."""
    root = ElementTree.fromstring(timeline(format))
    lines = [t for t in root.iter(f"{SVG}text") if "text-anchor" not in t.get("style", "")]
    for line in lines[1:-1]:  # between the name and the total
        x, wide = float(line.attrib["x"]), 7.4 * len(line.text or "")
        in_left_lane = x < AXIS and float(line.attrib["y"]) > 100
        assert x + wide <= (AXIS - 14 if in_left_lane else WIDTH), line.text


@every
def test_the_picture_can_be_drawn_and_read_aloud(format: Format) -> None:
    svg = timeline(format)
    assert len(bytes(resvg_py.svg_to_bytes(svg_string=svg))) > 5_000
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    told = root.findtext(f"{SVG}desc") or ""
    assert total(format) in told
    assert all(entry.title in told for entry in programme(format))


def test_a_name_cannot_break_the_picture() -> None:
    name = 'Quick & "dirty" <script>'
    speech = {"side": "affirmative", "kind": "rebuttal", "words": 9, "minutes": 1}
    roles = [{"id": "a", "name": "<b>&", "side": "affirmative"}, {"id": "b", "side": "negative"}]
    second = speech | {"side": "negative", "by": "b"}
    fields = {"name": name, "for": "a < b", "roles": roles, "speeches": [speech, second]}
    root = ElementTree.fromstring(timeline(read_format("x", fields)))
    assert not list(root.iter(f"{SVG}script"))
    assert name in [text.text for text in root.iter(f"{SVG}text")]


def test_a_format_turned_round_changes_the_lanes() -> None:
    drill = FORMATS["rebuttal-drill"]
    lanes = [lane(box) for box in boxes(timeline(drill))]
    other = [lane(box) for box in boxes(timeline(turned(drill)))]
    assert other == [side and side.other for side in lanes]


# --- in a terminal ----------------------------------------------------------------------------


@every
@pytest.mark.parametrize("width", [78, 66, 120])
def test_the_lines_fit_and_hold_everything(format: Format, width: int) -> None:
    text = as_text(format, width)
    head, *lines = text.splitlines()
    assert format.name in head
    assert all(len(line) <= width for line in lines)
    for entry in programme(format):
        assert _first_line(text, entry)
    assert text.endswith(f"{total(format)}.")


def _first_line(text: str, entry: Entry) -> bool:
    """Whether the entry begins on a line with its minute, in its lane."""
    word = re.escape(entry.title.split()[0])
    gap = r" {20,}" if entry.side is Side.NEGATIVE else r"  "
    return bool(re.search(rf"^ *{entry.starts:g}{gap}{word}", text, re.MULTILINE))
