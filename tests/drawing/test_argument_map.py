"""The argument map: what is on it, and that nothing anybody said can break it."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from bot.debate.flow import sheet_of
from bot.debate.model import Debate
from bot.drawing.argument_map import COLUMN, INSET, MOST, SIZE, WIDTH, argument_map
from bot.drawing.flow_words import flow_lines
from bot.drawing.letters import clipped, width, wrapped
from tests.debate.flowed import claim, opened, speaks, withdrawn

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"ada": "Ada", "bo": "Bo"}
HOSTILE = [
    "<script>alert(1)</script> & <image href='x'/> ]]>",
    "\x00\x1b[31m\ud800\ufffe red \u202e backwards",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Ελλάδα Москва العربية 日本語 😀 é" + "\u0301" * 40,
    "word " * 300,
]


def picture(debate: Debate) -> ElementTree.Element:
    return ElementTree.fromstring(argument_map(debate, NAMES))


def texts(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return list(svg.iter(f"{SVG}text"))


def all_text(svg: ElementTree.Element) -> str:
    return " ".join(text.text or "" for text in texts(svg))


def a_debate() -> Debate:
    debate = speaks(opened(), ("Ships are not soldiers.", claim(1, "a")), ("They left.", claim(2)))
    debate = speaks(debate, ("A base begins small.", claim(3, answers=[1])))
    debate = speaks(debate, ("Small stays small.", claim(4, answers=[3], supports=[2])))
    return speaks(debate, ("It grows.", claim(5)))


def test_every_claim_has_its_words_its_number_and_its_state() -> None:
    said = all_text(picture(a_debate()))
    for words in ("Ships are not", "They left", "A base begins", "Small stays small", "It grows"):
        assert words in said
    assert "◐ answered by 3" in said
    assert "□ dropped" in said
    assert "■ standing" in said
    assert "Speech 3 · Ada" in said


def test_a_reader_who_cannot_see_it_is_told_the_same() -> None:
    svg = picture(a_debate())
    assert svg.get("role") == "img"
    named = {child.get("id"): child.text for child in svg}
    labels = (svg.get("aria-labelledby") or "").split()
    assert labels == ["title", "told"]
    assert "small deployments" in (named["title"] or "")
    assert named["told"] == flow_lines(sheet_of(a_debate()), NAMES)


def test_answers_and_supports_differ_in_line_and_head() -> None:
    drawn = [p for p in picture(a_debate()).iter(f"{SVG}path") if p.get("marker-end")]
    ends = [re.sub(r"-.*\)", ")", p.get("marker-end") or "") for p in drawn]
    assert ends.count("url(#answers)") == 3  # one of them in the key
    assert ends.count("url(#supports)") == 2
    for path, end in zip(drawn, ends, strict=True):
        assert bool(path.get("stroke-dasharray")) is (end == "url(#supports)")
    markers = {m.get("id"): m for m in picture(a_debate()).iter(f"{SVG}marker")}
    used = {(p.get("marker-end") or "")[5:-1] for p in drawn}
    assert used <= markers.keys()


def test_the_sides_differ_in_column_and_frame() -> None:
    frames = [r for r in picture(a_debate()).iter(f"{SVG}rect") if r.get("stroke")]
    left = [r for r in frames if float(r.get("x") or 0) < WIDTH / 2]
    right = [r for r in frames if r not in left]
    assert (len(left), len(right)) == (3, 2)
    assert {(r.get("rx"), r.get("stroke-dasharray")) for r in left} == {("0", None)}
    assert {(r.get("rx"), r.get("stroke-dasharray")) for r in right} == {("18", "9 5")}


def test_it_can_be_read_at_the_width_of_a_phone() -> None:
    svg = picture(a_debate())
    shrunk = 360 / float(svg.get("width") or 0)
    assert all(float(text.get("font-size") or 0) * shrunk >= 11 for text in texts(svg))


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_was_said_stays_text_inside_its_frame(words: str) -> None:
    debate = speaks(opened(), (words, claim(1)))
    svg = ElementTree.fromstring(argument_map(debate, {"ada": words}))
    assert {e.tag.removeprefix(SVG) for e in svg.iter()} <= {
        "svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text",
    }  # fmt: skip
    (frame,) = [r for r in svg.iter(f"{SVG}rect") if r.get("stroke")]
    inside = [t for t in texts(svg) if float(t.get("y") or 0) > float(frame.get("y") or 0)]
    assert inside
    for text in inside:
        end = float(text.get("x") or 0) + width(text.text or "", SIZE)
        assert end <= float(frame.get("x") or 0) + COLUMN - INSET / 2
        assert float(text.get("y") or 0) < float(frame.get("y") or 0) + float(
            frame.get("height") or 0
        )


def test_claims_never_lie_on_one_another() -> None:
    frames = [r for r in picture(_long(40)).iter(f"{SVG}rect") if r.get("stroke")]
    for x in {r.get("x") for r in frames}:
        column = [r for r in frames if r.get("x") == x]
        column.sort(key=lambda r: float(r.get("y") or 0))
        for one, next_ in pairwise(column):
            bottom = float(one.get("y") or 0) + float(one.get("height") or 0)
            assert bottom < float(next_.get("y") or 0)


def _long(count: int) -> Debate:
    debate = opened()
    per = -(-count // 8)
    for speech in range(8):
        numbers = range(speech * per + 1, min((speech + 1) * per, count) + 1)
        made = [
            (f"This is number {n}.", claim(n, answers=[n - per] if n > per else []))
            for n in numbers
        ]
        debate = speaks(debate, *made)
    return debate


def test_of_a_very_long_debate_the_last_speeches_are_drawn_and_the_rest_is_named() -> None:
    svg = picture(_long(80))
    frames = [r for r in svg.iter(f"{SVG}rect") if r.get("stroke")]
    assert len(frames) == MOST
    said = all_text(svg)
    assert "The first 20 claims are left out" in said
    assert "number 20" not in said
    assert "answers 11" in said  # an arrow would lead out of the picture


def test_the_words_of_a_withdrawn_speech_are_not_shown() -> None:
    debate = withdrawn(a_debate(), 0)
    svg = argument_map(debate, NAMES)
    assert "Ships" not in svg
    assert "withdrawn" in all_text(ElementTree.fromstring(svg))


def test_an_empty_debate_says_so() -> None:
    assert "No claim has been noted yet" in all_text(picture(opened()))


def test_the_sheet_in_words_says_who_where_and_what_became_of_it() -> None:
    lines = flow_lines(sheet_of(a_debate()), NAMES).splitlines()
    assert lines[0] == "The flow sheet (■ standing, ◐ answered, □ dropped)"
    assert "For the motion: 1 answered, 2 dropped" in lines
    assert "◐ 1. Ships are not soldiers (Ada in speech 1; answered by 3)" in lines
    assert "◐ 3. A base begins small (Bo in speech 2; answered by 4; answers 1)" in lines
    assert "□ 4. Small stays small (Ada in speech 3; dropped; answers 3; supports 2)" in lines
    assert "– 5. … (Bo in speech 4; withdrawn)" in flow_lines(
        sheet_of(withdrawn(a_debate(), 3)), NAMES
    )


def test_a_claim_that_was_made_again_says_where() -> None:
    debate = speaks(opened(), ("Ships.", claim(1, "a")))
    for number in (2, 3):
        debate = speaks(speaks(debate), ("Ships.", claim(number, "a", supports=[1])))
        said = flow_lines(sheet_of(debate), NAMES)
        assert f"said again in {'speech 3' if number == 2 else 'speeches 3 and 5'}" in said


def test_lines_are_broken_between_words_and_cut_with_a_mark() -> None:
    assert wrapped("one two three", 22, 100, 3) == ("one two", "three")
    cut = wrapped("one two three four five six", 22, 100, 2)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
    assert all(width(line, 22) <= 100 for line in cut)
    assert clipped("short", 22, 100) == "short"
    assert wrapped("", 22, 100, 2) == ("",)
