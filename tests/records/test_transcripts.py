"""Transcripts: complete, by name, and not to be broken by anything that was said."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.debate.model import BOT, Debate
from bot.records.markdown import as_markdown
from bot.records.transcripts import as_json, transcript
from tests.debate.examples import EXAMINED, floor, opening, played, says
from tests.records.recorded import SECRET, whole_debate

NAMES = {"ada": "Ada Lovelace", "bo": "Bo"}
SCHEMA = json.loads(files("bot.records").joinpath("transcript.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def debate() -> Debate:
    return played(*whole_debate("d1"))


def saying(words: str, names: dict[str, str] | None = None) -> str:
    """The document of a debate in which a student says these words."""
    quick = played(opening(), floor(), says("ada", "So be it."))
    speech = replace(quick.speeches[0], text=words)
    return as_markdown(transcript(replace(quick, speeches=(speech,)), names or NAMES))


def shape(document: str) -> list[str]:
    """The blocks and marks of a document, without what its paragraphs hold."""
    return [token.type for token in _all(READER.parse(document)) if token.type not in TEXTUAL]


TEXTUAL = {
    "inline",
    "text",
    "hardbreak",
    "softbreak",
    "text_special",
    "paragraph_open",
    "paragraph_close",
}


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def quoted(document: str) -> str:
    """What the block quotes of a document say, as a reader sees it."""
    depth, said = 0, ""
    for token in READER.parse(document):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth and token.type == "inline":
            for piece in token.children or []:
                said += "\n" if piece.type in {"hardbreak", "softbreak"} else piece.content
            said += "\n"
    return said


def test_a_transcript_says_who_said_what_from_which_source() -> None:
    document = as_markdown(transcript(debate(), NAMES))
    for part in (
        "# This House believes that small deployments are no threat\n",
        "- Argued as of 2019-04\n- Format: Quick, level novice\n",
        "- Affirmative: Realist, Ada Lovelace\n- Negative: Hawk (the bot)\n",
        "### 1. Opening speech: affirmative, realist\n\nAda Lovelace, 2026-01-05 09:01 UTC, 7 words",
        f"> {SECRET}.\n",
        "### 2. Opening speech: negative, hawk\n\nHawk (the bot), 2026-01-05 09:01 UTC, 21 words",
        "Sources: 1, 2\n",
        f"- “{SECRET.lower()}”: verified, held against an earlier speech\n",
        "- “directly threatens peace”: not quotable, held against source 2\n",
        "- The model was slow; this is its second try.\n",
        "Made by the llm speaker with gpt-test, prompt rebuttal@3 (hash ab12): 2 requests, "
        "1,200 tokens in (300 cached), 180 out, cost 0.0012.",
        "**2.** To Keep Russia At Bay, We Need Good Diplomacy. Author not given, 2019-04. "
        "Brief (reported of John Bolton):\n\n> The deployment directly threatens peace.",
        "## Ending\n\n2026-01-05 09:01 UTC. Every speech has been given.\n",
    ):
        assert part in document


def test_ids_of_persons_are_not_handed_on() -> None:
    made = transcript(debate(), {})
    assert [speech.speaker for speech in made.speeches] == ["Student", "Hawk", "Student"]
    assert '"ada"' not in json.dumps(as_json(made))
    assert "ada" not in as_markdown(made).lower()


def test_a_withdrawn_speech_says_so_and_nothing_else() -> None:
    whole = debate()
    gone = replace(whole.speeches[0], text=None)
    words = replace(whole.speeches[1].quotations[0], words="", found="")
    answer = replace(whole.speeches[1], quotations=(words,), text="A hundred men came [1].")
    made = transcript(replace(whole, speeches=(gone, answer)), NAMES)
    document = as_markdown(made)
    assert "(speech withdrawn)" in document
    assert "- (words withdrawn): verified, held against an earlier speech\n" in document
    assert SECRET.lower() not in (document + json.dumps(as_json(made))).lower()
    VALIDATOR.validate(as_json(made))


def test_a_debate_between_bots_and_one_that_has_not_begun() -> None:
    bots = transcript(played(opening(person=BOT, format=EXAMINED)), NAMES)
    assert [(s.school, s.speaker, s.bot) for s in bots.sides] == [
        ("realist", "Realist", True),
        ("hawk", "Hawk", True),
    ]
    waiting = transcript(played(opening(opponent=None)), NAMES)
    document = as_markdown(waiting)
    assert "- Negative: Hawk, empty seat\n" in document
    assert "No speech has been given." in document
    assert document.endswith("## Ending\n\nThe debate goes on.\n")
    for made in (bots, waiting):
        VALIDATOR.validate(as_json(made))


def test_the_json_is_what_the_schema_says() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    plain = as_json(transcript(debate(), NAMES))
    VALIDATOR.validate(json.loads(json.dumps(plain)))
    assert plain["speeches"][1]["craft"]["tokens_in"] == 1200
    assert datetime.fromisoformat(plain["opened_at"]).utcoffset() is not None


@pytest.mark.parametrize("where", [(), ("speeches", 1), ("speeches", 1, "craft"), ("sources", 0)])
def test_the_schema_refuses_what_it_does_not_describe(where: tuple[str | int, ...]) -> None:
    plain = as_json(transcript(debate(), NAMES))
    for key in (None, *_at(plain, where)):
        changed = copy.deepcopy(plain)
        place = _at(changed, where)
        if key is None:
            place["grade"] = 4
        else:
            del place[key]
        assert not VALIDATOR.is_valid(changed), key


def _at(plain: dict[str, Any], where: tuple[str | int, ...]) -> dict[str, Any]:
    place: Any = plain
    for step in where:
        place = place[step]
    assert isinstance(place, dict)
    return place


HOSTILE = [
    "# A heading\n## Another",
    "A line\n===\nand\n---\nmore",
    "```\ncode\n```",
    "~~~\ncode\n~~~ and ~~struck~~",
    "    indented\n\tcode",
    "<script>alert(1)</script><!-- gone --><b>bold</b>",
    "[click](https://example.org) ![x](y) <https://example.org> [x]: https://example.org",
    "- one\n* two\n+ three\n1. four\n2) five",
    "> > deeper\n>nested",
    "a | b\n--|--\nc | d\n\na|b\n:-|-:\nc|d",
    "***\n___\n- - -",
    "*a* **b** _c_ __d__ `e` \\*f\\* g\\",
    "&lt;b&gt; &#35; &amp; R&D; AT&T",
    "one\n\n\ntwo\r\nthree\rfour\u2028five\x0bsix",
    "$17 billion and $6 billion, @everyone",
    "trailing  \nspaces\\\nand a backslash\\",
    "[^1] a note\n\n[^1]: here",
    "[1] and [1](https://example.org) [1][2]\n[1]: https://example.org\n[2] [ [1] x](y)",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_said_stays_in_its_quote(words: str) -> None:
    document = saying(words)
    assert shape(document) == shape(saying("Plain words."))
    assert quoted(document).split() == words.split()


@given(st.text(st.sampled_from('ab1 .)\n#-=+>*_`~|[]()<>&;:!\\"$@\t{}'), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_nothing_that_can_be_typed_breaks_the_document(words: str) -> None:
    document = saying(f"x {words} x")
    assert shape(document) == shape(saying("Plain words."))
    assert quoted(document).split() == f"x {words} x".split()


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_name_breaks_no_document_either(name: str, other: str) -> None:
    document = saying(other, {"ada": f"A{name}"})
    assert shape(document) == shape(saying("Plain words."))


def test_control_characters_and_turned_text_are_left_out() -> None:
    document = saying("a\x1b[31mred\u202eback\x00")
    assert "\x1b" not in document
    assert "\u202e" not in document
    assert "\x00" not in document
