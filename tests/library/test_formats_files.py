from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.errors import Faulty
from bot.library.formats_files import format_faults, format_notes, load_formats
from tests.library.conftest import ROOT

QUICK = """\
name: Quick
for: a test
speeches:
  - {side: affirmative, kind: constructive, words: 120, minutes: 4}
  - {side: negative, kind: constructive, words: 120, minutes: 4}
rules: {new_arguments_in_last_speech: false}
"""


def test_the_shipped_formats_are_sound() -> None:
    formats = load_formats(ROOT / "prompts" / "formats")
    assert "quick" in formats
    assert all(format.id == id for id, format in formats.items())
    assert format_faults(ROOT / "prompts" / "formats") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("negative, kind", "sideways, kind", 5, "speeches.1.side"),
        (
            "words: 120, minutes: 4}\nrules",
            "words: many, minutes: 4}\nrules",
            5,
            "speeches.1.words",
        ),
        ("rules: {new", "rules: {brand_new", 6, "rules.brand_new_arguments_in_last_speech"),
        ("for: a test", "fro: a test", 2, "fro"),
        ("name: Quick\n", "", 1, "name"),
    ],
)
def test_a_wrong_format_says_where(
    tmp_path: Path, old: str, new: str, line: int, field: str
) -> None:
    folder = tmp_path / "formats"
    folder.mkdir()
    (folder / "quick.yaml").write_text(QUICK.replace(old, new))
    with pytest.raises(Faulty) as fault:
        load_formats(folder)
    assert (fault.value.file, fault.value.at_line) == ("formats/quick.yaml", line)
    assert fault.value.field == field
    assert len(format_faults(folder)) == 1


@pytest.mark.parametrize("text", ["", "[]", "name: [", "just words"])
def test_a_file_that_is_no_format_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.yaml").write_text(text)
    with pytest.raises(Faulty, match=r"odd\.yaml"):
        load_formats(tmp_path)


def test_a_format_that_names_a_missing_prompt_says_where(tmp_path: Path) -> None:
    folder = tmp_path / "formats"
    folder.mkdir()
    speeches = tmp_path / "speeches"
    speeches.mkdir()
    for name in ("house", "mend", "rebuttal", "summary"):
        (speeches / f"{name}.md").write_text("…", encoding="utf-8")
    text = QUICK.replace("side: negative, kind", "side: negative, prompt: NAMED, kind")
    (folder / "quick.yaml").write_text(text.replace("NAMED", "summary"), encoding="utf-8")
    assert load_formats(folder)["quick"].turns[1].prompt == "summary"
    for name in ("sumary", "house", "../speeches/summary"):
        (folder / "quick.yaml").write_text(text.replace("NAMED", name), encoding="utf-8")
        with pytest.raises(Faulty, match="there are: rebuttal, summary") as fault:
            load_formats(folder)
        assert (fault.value.at_line, fault.value.field) == (5, "speeches.1.prompt")
        assert [f.line for f in format_faults(folder)] == [fault.value.line]


def test_the_comment_at_the_head_of_a_file_is_its_note(tmp_path: Path) -> None:
    (tmp_path / "quick.yaml").write_text(f"# For a first try,\n# or a last.\n{QUICK}# No.\n")
    (tmp_path / "bare.yaml").write_text(QUICK)
    notes = format_notes(tmp_path)
    assert notes == {"bare": "", "quick": "For a first try, or a last."}
