"""The HTML file: whole, by itself, led through by links, and not to be broken by what was said."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from bot.drawing.argument_map import argument_map
from bot.exports.authorship import process
from bot.exports.html import as_html
from bot.exports.wording import plain
from tests.debate.examples import opening, played
from tests.exports.lesson import ANSWERS_FIRST, NAMES, OPENS, lesson, record, saying, without

HOSTILE = (
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"' onmouseover=alert(1) x='",
    "</style><style>@import 'http://x'</style>",
    "{{ 7 * 7 }} {% raw %} &lt;b&gt; &amp;",
    "[1](javascript:alert(1)) [9] [1, 9]",
    "~~</s><b>struck~~",
    "]]><!-- --><svg onload=alert(1)>",
)


def page(document: str) -> HtmlElement:
    return html.document_fromstring(document)


def whole() -> str:
    debate = lesson()
    return as_html(record(debate), argument_map(debate, NAMES), process(debate))


def said(document: HtmlElement) -> str:
    """What a reader sees, on one line."""
    return " ".join(document.find("body").text_content().split())


def said_in(document: HtmlElement, turn: int) -> str:
    speech = document.get_element_by_id(f"speech-{turn}").find_class("words")[0]
    return " ".join(speech.text_content().split())


def shape(document: str) -> list[tuple[str, list[str]]]:
    """The elements of a file and the names of their attributes."""
    return [(str(e.tag), sorted(e.keys())) for e in page(document).iter()]


def test_every_speech_and_every_source_is_in_it() -> None:
    transcript = record()
    document = page(whole())
    for speech in transcript.speeches:
        assert speech.text
        words = " ".join(speech.text.replace("~~", "").split())
        assert said_in(document, speech.turn).replace(" ", "") == words.replace(" ", "")
        byline = document.get_element_by_id(f"speech-{speech.turn}").find_class("byline")[0]
        assert plain(speech.speaker) in byline.text_content()
    for source in transcript.sources:
        entry = document.get_element_by_id(f"source-{source.number}").text_content()
        assert source.title in entry
        assert source.text in entry
        assert source.url in entry


def test_votes_passed_turns_verdicts_hints_and_the_ballot_are_told() -> None:
    told = said(page(whole()))
    for line in (
        "9 for, 11 against, 8 undecided.",
        "This turn passed without a speech.",
        "From the first vote to the last: for -7 points, against +21. The negative gained more.",
        "“Nobody ever left again”: not found, held against source 2",
        "army”: verified, held against an earlier speech",
        "questions (1), starters (2)",
        "Winner: negative.",
        "Ada Lovelace 🚀, affirmative: 5 of 8 points",
        "Responsiveness: 4 of 4. You took the other side’s words and turned them.",
        "Next step: Give one date and one source.",
        "Every speech has been given.",
    ):
        assert line in told, line


def test_what_was_struck_is_shown_as_struck() -> None:
    struck = page(whole()).xpath("//s")
    assert [one.text_content() for one in struck] == ["“Nobody ever left again”"]


def test_a_citation_leads_to_its_passage_and_back() -> None:
    document = page(whole())
    speech = document.get_element_by_id("speech-3")
    cited = {a.text: a.get("href") for a in speech.find_class("words")[0].iter("a")}
    assert cited == {"[1]": "#source-1", "[3]": "#source-3", "1": "#source-1", "2": "#source-2"}
    back = document.get_element_by_id("source-2").xpath(".//a[starts-with(@href, '#')]/@href")
    assert back == ["#speech-3", "#speech-5", "#speech-7"]


def test_every_link_leads_somewhere_and_every_place_has_one_name() -> None:
    document = page(whole())
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [href for href in document.xpath("//@href") if href.startswith("#")]
    assert {href[1:] for href in inner} <= set(ids)
    outer = [href for href in document.xpath("//@href") if not href.startswith("#")]
    assert outer == ["https://example.org/harbour/2019/guards-on-a-loan?page=1&part=2"]


def test_it_fetches_nothing_and_its_policy_lets_in_its_own_style_alone() -> None:
    text = whole()
    document = page(text)
    assert not document.xpath("//script | //link | //img | //iframe | //object | //form | //base")
    assert not document.xpath("//@src | //@style")
    assert not [name for element in document.iter() for name in element.keys() if name[:2] == "on"]  # noqa: SIM118  lxml
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(styles) == 1
    assert not re.search(r"@import|url\(", styles[0])
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_flow_sheet_has_a_row_for_each_claim_and_says_what_became_of_it() -> None:
    document = page(whole())
    table = document.xpath("//table[@aria-labelledby='flow']/tbody/tr")
    claims = [claim for speech in record().speeches for claim in speech.claims]
    assert [row.get("id") for row in table] == [f"claim-{claim.number}" for claim in claims]
    third = [" ".join(cell.text_content().split()) for cell in table[2]]
    assert third[0] == "3"
    assert third[1] == "People who guard a debt want quiet"
    assert third[4] == "answered by 5, 8"
    assert " ".join(table[6][3].text_content().split()) == "supports 2"
    assert " ".join(table[6][4].text_content().split()) == "no answer noted"


def test_the_map_stands_in_it_as_a_picture_with_a_title() -> None:
    document = page(whole())
    assert len(document.xpath("//figure/svg[@role='img']")) == 1
    assert not page(as_html(record())).xpath("//svg | //*[@id='map']")


def test_a_withdrawn_speech_says_so_and_leaves_no_word() -> None:
    debate = without(lesson(), 1)
    text = as_html(record(debate), argument_map(debate, NAMES), process(debate))
    assert "(speech withdrawn)" in said_in(page(text), 2)
    own = "so small a force cannot hold a harbour against a navy"
    assert own in OPENS
    assert own not in text.replace("So small", "so small")
    assert "(words withdrawn)" in said(page(text))


def test_a_ballot_that_was_not_released_is_not_in_it() -> None:
    debate = lesson()
    held = as_html(record(replace(debate, review=None)))
    assert 'id="ballot"' not in held
    assert "plainest point" not in held


def test_how_speeches_came_about_is_told_only_where_it_is_handed_in() -> None:
    assert "came about" not in as_html(record())
    told = said(page(whole()))
    assert "None of this shows who wrote a speech" in told
    assert "73 words, 438 a minute" in told


def test_a_debate_that_has_just_been_opened_has_a_file_too() -> None:
    told = said(page(as_html(record(played(opening())))))
    assert "No speech has been given." in told
    assert "The debate goes on." in told


def test_headings_go_down_one_step_at_a_time_from_one_title() -> None:
    document = page(whole())
    assert document.get("lang") == "en"
    levels = [int(h.tag[1]) for h in document.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    regions = document.xpath("//section/@aria-labelledby")
    assert "speeches" in regions
    assert "sources" in regions


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_was_said_becomes_a_part_of_the_page(words: str) -> None:
    text = as_html(saying(words, words)[1])
    links = {"a", "s", "br"}
    harmless = [one for one in shape(as_html(saying("word", "word")[1])) if one[0] not in links]
    assert [one for one in shape(text) if one[0] not in links] == harmless
    assert not page(text).xpath("//*[starts-with(@href, 'javascript')]")
    seen = said_in(page(text), 2).replace(" ", "")
    assert seen == words.replace("~~", "").replace(" ", "")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(min_size=1, max_size=20))
def test_any_text_is_shown_as_it_was_written(words: str, name: str) -> None:
    text = as_html(saying(f"a {words} b", name)[1])
    text.encode()
    shown = page(text)
    assert len(shown.xpath("//article")) == 2
    assert len(shown.xpath("//script | //img")) == 0


def test_halves_of_characters_and_turned_directions_are_taken_out() -> None:
    text = as_html(saying("a \ud83d b \u202e c\x07", "A\u202eB")[1])
    assert "\u202e" not in text
    assert "\x07" not in text
    assert "a \ufffd b  c" in text


def test_an_answer_written_from_the_right_is_read_from_the_right() -> None:
    document = page(whole())
    for turn in (2, 5):
        words = document.get_element_by_id(f"speech-{turn}").find_class("words")[0]
        assert {p.get("dir") for p in words.iter("p")} == {"auto"}
    assert "بدر الدين" in [b.text for b in document.iter("bdi")]


def test_paragraphs_and_lines_are_kept() -> None:
    words = page(whole()).get_element_by_id("speech-3").find_class("words")[0]
    assert len(words.findall("p")) == ANSWERS_FIRST.count("\n\n") + 1
    assert len(words.xpath(".//br")) == 1
