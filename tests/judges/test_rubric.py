"""The rubric's file: what is read from it, and where it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.errors import Faulty, Unknown
from bot.judges.criteria import MEASURES
from bot.judges.rubric import FILE, faults, load_rubric
from bot.library.readability import grade

SHIPPED = Path(__file__).parents[2] / "prompts" / "judging"
SMALL = """\
name: Small
criteria:
  - id: clarity
    name: Claim clarity
    asks: What do you claim?
    descriptors:
      1: nothing
      2: something
      3: much
      4: all
  - id: humour
    name: Humour
    asks: Is it funny?
    scored: false
    descriptors: {1: no, 2: a little, 3: yes, 4: very}
"""


def test_the_shipped_rubric_scores_five_criteria_and_has_a_sixth_to_choose() -> None:
    rubric = load_rubric(SHIPPED / FILE)
    five = ["clarity", "evidence", "reasoning", "responsiveness", "fairness"]
    assert [c.id for c in rubric.scored] == five
    assert [c.id for c in rubric.choosing(["style"]).scored] == [*five, "style"]
    assert {c.id for c in rubric.criteria} <= set(MEASURES)
    assert faults(SHIPPED) == ()
    with pytest.raises(Unknown, match=r"no criterion called “language”\. There are: clarity"):
        rubric.choosing(["language"])


def test_the_shipped_rubric_is_read_by_a_fourteen_year_old() -> None:
    words = [w for c in load_rubric(SHIPPED / FILE).criteria for w in (c.asks, *c.descriptors)]
    reads = grade(" ".join(words))
    assert reads is not None
    assert reads <= 8


def test_points_have_their_descriptor_and_others_have_none(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(SMALL)
    clarity, humour = load_rubric(path).criteria
    assert [clarity.means(points) for points in (1, 2, 3, 4)] == [
        "nothing",
        "something",
        "much",
        "all",
    ]
    assert not humour.scored
    for points in (0, 5):
        with pytest.raises(IndexError):
            clarity.means(points)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("name: Small\n", "", 1, "name"),
        ("    asks: What do you claim?\n", "", 3, "criteria.clarity.asks"),
        ("asks: Is it funny?", "asks: ''", 13, "criteria.1.asks"),
        ("      3: much\n", "", 6, "criteria.0.descriptors"),
        ("      4: all", "      5: all", 10, "criteria.0.descriptors.5"),
        ("id: humour", "id: clarity", 11, "criteria.1.id"),
        ("id: humour", "id: Humour!", 11, "criteria.1.id"),
        ("scored: false", "scored: maybe", 14, "criteria.1.scored"),
        ("scored: false", "marked: false", 14, "criteria.1.marked"),
        ("  - id: humour", "  - id: [1]", 11, "criteria.1.id"),
        ("    name: Humour\n", "    name: Humour\n    name: Wit\n", 13, "criteria.1.name"),
    ],
)
def test_a_wrong_rubric_says_where(
    tmp_path: Path, old: str, new: str, line: int, field: str
) -> None:
    folder = tmp_path / "judging"
    folder.mkdir()
    (folder / FILE).write_text(SMALL.replace(old, new))
    with pytest.raises(Faulty) as fault:
        load_rubric(folder / FILE)
    assert fault.value.file == "judging/rubric.yaml"
    assert (fault.value.at_line, fault.value.field.replace(".clarity.", ".0.")) == (
        line,
        field.replace(".clarity.", ".0."),
    )
    assert len(faults(folder)) == 1


@pytest.mark.parametrize("text", ["", "[]", "name: [", "just words", "name: x\ncriteria: []"])
def test_a_file_that_is_no_rubric_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(Faulty, match=r"rubric\.yaml"):
        load_rubric(tmp_path / FILE)


def test_a_rubric_that_scores_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        SMALL.replace("    descriptors:\n", "    scored: false\n    descriptors:\n")
    )
    with pytest.raises(Faulty, match="at least one criterion must be scored"):
        load_rubric(tmp_path / FILE)


def test_a_rubric_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults(tmp_path)
    assert found.file.endswith("rubric.yaml")
