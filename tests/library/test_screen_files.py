"""The word list as a file: the shipped one, and where the faults of another one stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.classroom.screening import Action, Hit
from bot.debate.errors import Faulty
from bot.library.screen_files import load_screen, screen_faults

SHIPPED = Path(__file__).parents[2] / "prompts" / "moderation.yaml"
GOOD = """\
fill_in:
  who: the office in room 12
lists:
  beasts: [zebra, okapi]
categories:
  stripes:
    do: meet
    of: students
    line: Ask {who}.
    server: [hate]
    shapes: [e-mail]
    phrases:
      - wild <beasts>
      - stripe*
    let_through: [wild zebra crossing]
"""


def file(folder: Path, old: str = "", new: str = "") -> Path:
    path = folder / "moderation.yaml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_shipped_list_has_no_fault_and_every_category() -> None:
    assert screen_faults(SHIPPED) == ()
    categories = {c.name: c for c in load_screen(SHIPPED).categories}
    assert list(categories) == [
        "distress", "threat", "peoples", "insult", "sexual", "personal_data", "opt_out", "profanity",
    ]  # fmt: skip
    assert {name for name, c in categories.items() if c.action is Action.MEET} == {
        "distress", "opt_out",
    }  # fmt: skip
    for category in categories.values():
        assert len(category.line) <= 600
        assert category.line or category.action is Action.TELL


def test_a_list_is_read(tmp_path: Path) -> None:
    screen = load_screen(file(tmp_path))
    hit = Hit("stripes", "Ask the office in room 12.", Action.MEET)
    assert screen.of("A wild okapi!") == hit
    assert screen.of("ada@school.example") == hit
    assert screen.of("wild zebra crossing") is None
    assert screen.of("a wild okapi", bot=True) is None
    assert screen.named(["hate"]) == hit


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("do: meet", "do: shout", "moderation.yaml:7: categories.stripes.do: must be one of: hold, tell, meet"),
        ("of: students", "of: parents", "moderation.yaml:8: categories.stripes.of: must be one of: students, bot, both"),
        ("    of: students\n", "", "moderation.yaml:6: categories.stripes.of: is missing"),
        ("do: meet", "do: meet\n    mood: grim", "moderation.yaml:8: categories.stripes.mood: unknown field"),
        ("{who}", "{whom}", "moderation.yaml:9: categories.stripes.line: asks for {whom}, and fill_in has {who}"),
        ("Ask {who}.", "''", "moderation.yaml:9: categories.stripes.line: must not be empty: the writer is shown it"),
        ("Ask {who}.", "A" * 601, "moderation.yaml:9: categories.stripes.line: String should have at most 600"),
        ("room 12", "room 12" * 100, "moderation.yaml:9: categories.stripes.line: is over 600 characters, filled in"),
        ("e-mail", "e-male", "moderation.yaml:11: categories.stripes.shapes: must be one of: e-mail, phone"),
        ("<beasts>", "<birds>", "moderation.yaml:13: categories.stripes.phrases.0: “wild <birds>” names a list “birds”"),
        ("stripe*", "(stripe*)", "moderation.yaml:14: categories.stripes.phrases.1: “(stripe*)” needs a word"),
        ("[wild zebra crossing]", "['(wild zebra']", "moderation.yaml:15: categories.stripes.let_through.0: “(wild zebra” has a bracket"),
        ("okapi]", "'(okapi']", "moderation.yaml:4: lists.beasts.1: “(okapi” has a bracket"),
        ("  stripes:", "  Stripes Of:", "moderation.yaml:6: categories.Stripes Of: must be one word of small letters"),
        ("      - stripe*", "      - {stripe: x}", "moderation.yaml:14: categories.stripes.phrases.1: must be text"),
        ("who: the", "who: a\n  who: the", "moderation.yaml:3: fill_in.who: is given twice"),
        ("categories:", "categories: {}\nothers:", "moderation.yaml:6: others: unknown field"),
        ("line: Ask", "line: [Ask", "moderation.yaml:9: did not find expected"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = file(tmp_path, old, new)
    assert next(fault.line for fault in screen_faults(path)).startswith(says)
    with pytest.raises(Faulty) as raised:
        load_screen(path)
    assert raised.value.line.startswith(says)


def test_all_faults_are_told(tmp_path: Path) -> None:
    path = file(tmp_path, "stripe*", "( \n      - <birds>")
    assert [fault.at_line for fault in screen_faults(path)] == [14, 15]


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "categories: {}\n", "fill_in: {}\n"])
def test_a_file_without_categories_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moderation.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Faulty):
        load_screen(path)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "moderation.yaml"
    [missing] = screen_faults(path)
    assert missing.line.startswith("moderation.yaml: cannot be read")
    path.write_bytes(b"categories:\n  \xff")
    [broken] = screen_faults(path)
    assert (broken.at_line, broken.problem) == (2, "is not UTF-8 text")
