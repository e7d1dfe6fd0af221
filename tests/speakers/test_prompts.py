"""The prompt files: those we ship are sound, and every way to get one wrong is found at the start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.debate.errors import Faulty
from bot.debate.model import Kind
from bot.library.prompt_files import hash_of
from bot.speakers.prompts import faults, load_prompts, read_prompt

SHIPPED = Path(__file__).parents[2] / "prompts"
HEAD = "---\nname: rebuttal\nversion: 3\npurpose: answer\nneeds: [{}]\n---\n"
GOOD = HEAD.format("sources, words") + "{{ sources }}\n\nAnswer in {{ words }} words.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "prompts"))


def test_the_prompts_that_we_ship_are_sound() -> None:
    assert faults(SHIPPED) == ()
    prompts = load_prompts(SHIPPED)
    kinds = set(Kind) - {Kind.VOTE, Kind.FEEDBACK}
    assert set(prompts.speeches) == {*kinds, "summary", "final-focus"}
    assert {"realist", "hawk"} <= set(prompts.personas)


def test_a_prompt_is_filled_and_knows_its_hash() -> None:
    prompt = read_prompt("rebuttal.md", GOOD, "speech")
    assert prompt.fill({"sources": "S", "words": 9, "more": 1}) == "S\n\nAnswer in 9 words."
    assert (prompt.version, len(prompt.hash)) == (3, 12)
    changed = read_prompt("rebuttal.md", GOOD.replace("Answer", "Reply"), "speech")
    assert prompt.hash != changed.hash
    assert len({hash_of(prompt), hash_of(changed), hash_of(prompt, changed)}) == 3


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        ("Hello.", 1, "", "must begin with fields"),
        (GOOD.replace("version: 3", "version: three"), 3, "version", "integer"),
        (GOOD.replace("purpose: answer\n", ""), 2, "purpose", "is missing"),
        (GOOD.replace("version: 3", "verison: 3\nversion: 3"), 3, "verison", "unknown field"),
        (GOOD.replace("words]", "words, level]"), 5, "needs", "“level” is not used"),
        (GOOD.replace(", words", ""), 5, "needs", "the text uses words as well"),
        (GOOD.replace("words", "wrods"), 5, "needs", "“wrods” is not offered"),
        (GOOD.replace("{{ sources }}\n\n", "Now. {{ sources }}"), 7, "", "must begin with"),
        (GOOD.replace("{{ words }}", "{{ words"), 9, "", "expected token"),
        (GOOD.replace("{{ words }}", "{{ words | shout }}"), 9, "", "shout"),
        (GOOD.replace("{{ words }}", "{{ words.count }}"), 9, "", "has no attribute"),
        (GOOD.replace("{{ words }}", "{{ words.__class__ }}"), 9, "", "unsafe"),
        (GOOD.replace("{{ words }}", "{{ words // 0 }}"), 9, "", "division"),
    ],
)
def test_a_wrong_prompt_is_refused_with_line_and_field(
    text: str, line: int, field: str, problem: str
) -> None:
    with pytest.raises(Faulty) as fault:
        read_prompt("prompts/speeches/rebuttal.md", text, "speech")
    assert (fault.value.at_line, fault.value.field) == (line, field)
    assert problem in fault.value.problem


def test_a_missing_a_strange_and_a_misnamed_file_are_all_told(folder: Path) -> None:
    (folder / "speeches" / "closing.md").unlink()
    (folder / "speeches" / "filibuster.md").write_text(GOOD, encoding="utf-8")
    (folder / "personas" / "dove.md").write_bytes((folder / "personas" / "hawk.md").read_bytes())
    (folder / "personas" / "hawk.md").write_bytes(b"---\n\xff")
    told = {fault.file: fault.problem for fault in faults(folder)}
    assert told.keys() == {
        "prompts/speeches/closing.md",
        "prompts/speeches/filibuster.md",
        "prompts/personas/dove.md",
        "prompts/personas/hawk.md",
    }
    assert "name of its file" in told["prompts/speeches/filibuster.md"]
    assert "the name of its file" in told["prompts/personas/dove.md"]
    with pytest.raises(Faulty):
        load_prompts(folder)
