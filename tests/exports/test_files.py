"""All files of a debate at once: each whole, under its name, and none with more than it may have."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files
from xml.etree import ElementTree

import jsonschema_rs

from bot.exports import files_of
from bot.records.transcripts import transcript
from tests.debate.examples import opening, played
from tests.exports.lesson import NAMES, lesson, record, saying, without

SCHEMA = json.loads(files("bot.records").joinpath("transcript.schema.json").read_text("utf-8"))
ALL = {
    ".md", ".json", ".html", ".pdf", "-speeches.csv", "-ballot.csv", "-map.svg", "-map.png",
}  # fmt: skip


async def test_a_debate_has_a_file_of_every_kind() -> None:
    made = await files_of(record(), lesson())
    assert {*made} == {f"debate-d1{ending}" for ending in ALL}
    assert made["debate-d1.pdf"].startswith(b"%PDF-")
    assert made["debate-d1-map.png"].startswith(b"\x89PNG")
    assert b"<svg" in made["debate-d1.html"]
    assert made["debate-d1.html"].startswith(b"<!DOCTYPE html>")
    ElementTree.fromstring(made["debate-d1-map.svg"])
    jsonschema_rs.Draft202012Validator(SCHEMA).validate(json.loads(made["debate-d1.json"]))


async def test_a_debate_without_ballot_or_claims_has_no_empty_files() -> None:
    debate = played(opening())
    made = await files_of(record(debate), debate)
    assert {*made} == {f"debate-d1{ending}" for ending in ALL - {"-ballot.csv"}}
    assert b"<svg" not in made["debate-d1.html"]


async def test_how_speeches_came_about_is_for_whoever_asks_for_it() -> None:
    assert b"came about" not in (await files_of(record(), lesson()))["debate-d1.html"]
    assert b"came about" in (await files_of(record(), lesson(), processes=True))["debate-d1.html"]


async def test_a_student_reads_no_scores_and_hints_but_their_own() -> None:
    own = transcript(lesson(), NAMES, reader="bo")
    made = await files_of(own, lesson())
    for name in ("debate-d1.html", "debate-d1-ballot.csv", "debate-d1.md"):
        assert b"Give one date and one source." in made[name], name
        assert b"plainest point" not in made[name], name
    assert b"starters (2)" not in made["debate-d1.html"]


async def test_withdrawn_words_are_in_no_file() -> None:
    debate = without(lesson(), 1)
    made = await files_of(record(debate), debate, processes=True)
    for name, content in made.items():
        assert b"so small a force cannot hold" not in content.lower(), name


async def test_no_id_of_a_person_is_in_any_file() -> None:
    debate, _ = saying("Well.")
    made = await files_of(transcript(debate, {}), debate, processes=True)
    for name, content in made.items():
        if not name.endswith((".png", ".pdf")):
            assert b"ada" not in content.lower(), name


async def test_the_loop_goes_on_while_they_are_made() -> None:
    making = asyncio.create_task(files_of(record(), lesson()))
    turns = 0
    while not making.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 100
    assert len(making.result()) == 8
