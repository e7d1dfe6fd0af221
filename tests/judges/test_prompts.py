"""The judge's prompt files: those we ship are sound, and what is wrong with one is found at start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.debate.errors import Faulty
from bot.judges.prompts import faults, load_judge_prompts, read_prompt

SHIPPED = Path(__file__).parents[2] / "prompts"
GOOD = "---\nname: mend\nversion: 1\npurpose: ask again\nneeds: [faults]\n---\n# Again\n\n{{ faults }}\n"


def test_the_prompts_that_we_ship_are_sound() -> None:
    assert faults(SHIPPED) == ()
    assert load_judge_prompts(SHIPPED).mend.name == "mend"


def test_a_ballot_without_a_winner_a_topic_or_sources_does_not_speak_of_them() -> None:
    ballot = load_judge_prompts(SHIPPED).ballot
    values = dict.fromkeys(("motion", "as_of", "speeches", "scored"), "x")
    bare = ballot.fill({**values, "topic": "", "sources": "", "winner": ""})
    for word in ("who_won", "narrowed", "sources that were named"):
        assert word not in bare
    full = ballot.fill({**values, "topic": "T", "sources": "S", "winner": "A or B"})
    for word in ("`who_won`: A or B", "narrowed down to:\n\nT", "named\n\nS"):
        assert word in full


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        ("Hello.", 1, "", "must begin with fields"),
        (GOOD.replace("name: mend", "name: amend"), 2, "name", "the name of its file, mend"),
        (GOOD.replace("version: 1", "version: one"), 3, "version", "integer"),
        (GOOD.replace("purpose: ask again\n", ""), 2, "purpose", "is missing"),
        (GOOD.replace("version: 1", "verison: 1\nversion: 1"), 3, "verison", "unknown field"),
        (GOOD.replace("[faults]", "[faults, criteria]"), 5, "needs", "“criteria” is not offered"),
        (GOOD.replace("{{ faults }}", "Better."), 5, "needs", "“faults” is not used"),
        (GOOD.replace("{{ faults }}", "{{ faults }} {{ x }}"), 5, "needs", "the text uses x"),
        (GOOD.replace("{{ faults }}", "{{ faults"), 9, "", "end of template"),
        (GOOD.replace("{{ faults }}", "{{ faults.__class__ }}"), 9, "", "unsafe"),
        (GOOD.replace("{{ faults }}", "{{ faults[0] }}"), 9, "", "no element"),
    ],
)
def test_a_wrong_prompt_is_refused_with_line_and_field(
    text: str, line: int, field: str, problem: str
) -> None:
    with pytest.raises(Faulty) as fault:
        read_prompt("prompts/judging/mend.md", text, "mend")
    assert (fault.value.at_line, fault.value.field) == (line, field)
    assert problem in fault.value.problem


def test_a_missing_and_a_strange_file_are_both_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "prompts"))
    (folder / "judging" / "ballot.md").unlink()
    (folder / "judging" / "gavel.md").write_text(GOOD, encoding="utf-8")
    told = {fault.file: fault.problem for fault in faults(folder)}
    assert told.keys() == {"prompts/judging/ballot.md", "prompts/judging/gavel.md"}
    assert "there are house, ballot, mend" in told["prompts/judging/gavel.md"]
    with pytest.raises(Faulty):
        load_judge_prompts(folder)
