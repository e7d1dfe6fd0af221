"""What an import guesses of a text: how hard it is to read, and whose case it makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library.corpus import read_corpus
from bot.library.file_library import FileLibrary, open_library
from bot.library.importing import import_paths
from bot.library.leaning import NOT_SURE, Leaning
from bot.library.readability import grade, syllables
from tests.library.pages import BODY

ROOT = Path(__file__).parents[2]
SEA = (
    "The council has met again. It spoke of ships and of the sea. Nobody who was there could say "
    "what had been decided, and the fishermen went home. On the next day it rained. "
) * 4


@pytest.fixture(scope="module")
def shipped() -> FileLibrary:
    return FileLibrary(read_corpus(ROOT / "corpus"))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[(word, 1) for word in ("the", "made", "named", "likes", "whole", "port", "rhythm")],
        *[(word, 2) for word in ("wanted", "boxes", "table", "people", "Russia’s")],
        *[(word, 3) for word in ("completely", "Kremlin-made", "threatening")],
        *[(word, 4) for word in ("diplomacy", "deterrently")],
    ],
)
def test_syllables_are_counted_by_their_vowels(word: str, count: int) -> None:
    assert sum(syllables(part) for part in word.split("-")) == count


def test_the_grade_is_the_formula_of_kincaid() -> None:
    text = "The cat sat on the mat by the red door. " * 10
    assert grade(text) == round(0.39 * 10 + 11.8 * 1 - 15.59, 1)
    assert grade("Too short to tell.") is None


def test_longer_sentences_of_longer_words_are_harder() -> None:
    hard = (
        "Deterrence presupposes that adversaries calculate, that governments communicate their "
        "determination unambiguously, and that misperceptions, which historians have documented "
        "extensively, do not overwhelm the deliberations of responsible decision-makers. "
    ) * 4
    assert (grade(SEA) or 0) < 5 < 12 < (grade(hard) or 0)


@pytest.mark.parametrize("school", ["realist", "hawk"])
def test_a_text_that_makes_the_case_of_a_school_is_put_to_it(
    shipped: FileLibrary, school: str
) -> None:
    arguments = shipped.every_argument()
    case = [f"{a.claim} {a.because}" for a in arguments if a.school == school][:6]
    text = " ".join([*BODY[:3], *case, *BODY[3:]])
    assert Leaning(arguments).of(text) == school


def test_a_text_about_something_else_or_of_both_is_not_put_to_any(shipped: FileLibrary) -> None:
    arguments = shipped.every_argument()
    leaning = Leaning(arguments)
    assert leaning.of(SEA) == NOT_SURE
    assert leaning.of("") == NOT_SURE
    by_school = {s: [a.claim for a in arguments if a.school == s][:5] for s in ("realist", "hawk")}
    assert leaning.of(" ".join(by_school["realist"] + by_school["hawk"])) == NOT_SURE


def test_the_report_carries_both_guesses(tmp_path: Path, shipped: FileLibrary) -> None:
    arguments = shipped.every_argument()
    case = "\n\n".join(f"{a.claim} {a.because}" for a in arguments if a.school == "hawk")[:3000]
    path = tmp_path / "case.txt"
    path.write_text(f"The case for strength\n\n{case}")
    (told,) = import_paths([path], tmp_path / "a", on="2026-02-01", arguments=arguments)
    assert told.school == "hawk"
    assert told.grade == pytest.approx(10, abs=5)
    (again,) = import_paths([path], tmp_path / "a", on="2026-02-01", arguments=arguments)
    assert (again.school, again.grade) == (told.school, told.grade)
    (unasked,) = import_paths([path], tmp_path / "b", on="2026-02-01")
    assert unasked.school == ""


def test_every_argument_is_there_once(tmp_path: Path) -> None:
    library = open_library(ROOT / "corpus", articles=tmp_path)
    ids = [argument.id for argument in library.every_argument()]
    by_motion = {a.id for m in library.motions() for a in library.arguments(m.id)}
    assert len(ids) == len(set(ids))
    assert set(ids) == by_motion
