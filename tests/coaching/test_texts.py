"""The coach's files: those we ship are sound, and every way to get one wrong is found at the start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.coaching.coach import OfflineCoach
from bot.coaching.parts import Part
from bot.coaching.texts import HELPED, ODD, WAYS, faults, load_texts
from bot.debate.errors import Faulty
from bot.debate.model import Kind
from bot.library.file_library import FileLibrary
from tests.coaching.scenes import SHIPPED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "coaching"))


def test_the_files_that_we_ship_are_sound() -> None:
    assert faults(SHIPPED) == ()


def test_there_is_something_to_say_for_every_part_and_every_kind() -> None:
    texts = load_texts(SHIPPED)
    for part in Part:
        assert texts.of(f"assumptions.parts.{part}"), part
        assert texts.of(f"questions.parts.{part}"), part
    assert set(HELPED) == set(Kind) - {Kind.FEEDBACK, Kind.VOTE}
    for kind in HELPED:
        assert len(texts.of(f"hints.frames.{kind}.any")) >= 4, kind
        assert len(texts.of(f"hints.starters.{kind}.any")) >= 4, kind
        assert len(texts.of(f"questions.kinds.{kind}")) >= 3, kind


def test_ten_rounds_of_feedback_need_ten_sentences() -> None:
    texts = load_texts(SHIPPED)
    steps = ("contact", "stand", "reason", "proof", "proof_alone", "weight", "limit")
    fields = ["said", "lead", "tasks", *(f"steps.{s}" for s in steps)]
    for field in [*fields, *(f"odd.{name}" for name in (*ODD, "passed"))]:
        sentences = texts.of(f"feedback.{field}")
        assert len(set(sentences)) >= 10, field
    for way in (*WAYS, "own", "aside"):
        fewest = 10 if way == "aside" else 5
        assert len(set(texts.of(f"feedback.moves.{way}"))) >= fewest, way


def test_a_blank_is_shown_without_a_mark_that_acts_on_a_page() -> None:
    texts = load_texts(SHIPPED)
    for kind in HELPED:
        for frame in texts.of(f"hints.frames.{kind}.any"):
            assert "…" in frame, frame
            assert "_" not in frame, frame


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field", "problem"),
    [
        ("moves", "rebut:\n  figure:", "rebuts:\n  figure:", 12, "rebuts.figure", "unknown field"),
        ("moves", "  any:\n    - \"Rebut:", "  anything:\n    - \"Rebut:", 22, "rebut.anything", "there are any, likeness"),
        ("hints", "said: “{words}”. If that", "said: “{wrods}”. If that", 21, "first.said.1", "{wrods} is not filled here; there are {words}, {Who}"),
        ("hints", "said: “{words}”. If that", "said that. If that", 21, "first.said.1", "must hold {words}"),
        ("questions", "{grants}?\n", "{grants?\n", 37, "limit.0", "brace"),
        ("assumptions", "title: What this takes for granted", "title: ''", 4, "title", "must be a sentence"),
        ("assumptions", "title: What this takes for granted", "title: []", 4, "title", "must not be empty"),
        ("assumptions", "title: What this", "title: '**What** this' #", 4, "title", "would act on the page"),
        ("odd-words", "short: That is too short", "short: '`short` ' #", 5, "short", "would act on the page"),
        ("checking", "  nothing: Nothing to hold against the sources\n", "", 4, "titles.nothing", "is missing"),
        ("feedback", "  - \"You said: “{words}”.\"", "  - {you: said}", 8, "said.0", "must be a sentence"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_line_and_field(
    folder: Path, file: str, old: str, new: str, line: int, field: str, problem: str
) -> None:
    path = folder / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = faults(folder)
    assert found
    assert found[0].file == f"coaching/{file}.yaml"
    assert found[0].at_line == line
    assert field in found[0].field
    assert problem in found[0].problem


def test_a_missing_file_and_a_strange_one_are_faults(folder: Path) -> None:
    (folder / "moves.yaml").unlink()
    (folder / "jokes.yaml").write_text("a: b\n")
    told = [fault.line for fault in faults(folder)]
    assert any("coaching/moves.yaml" in line and "cannot be read" in line for line in told)
    assert any("coaching/jokes.yaml" in line and "unknown" in line for line in told)


def test_a_faulty_file_stops_the_coach_at_the_start(library: FileLibrary, folder: Path) -> None:
    (folder / "moves.yaml").write_text("rebut: [\n")
    with pytest.raises(Faulty, match=r"coaching/moves\.yaml"):
        OfflineCoach(library, folder)
