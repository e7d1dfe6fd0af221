"""`parley format`, the page on formats, and every format held in a terminal by one person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import wiring
from bot.cli.formats import pages
from bot.library.formats_files import load_formats
from tests.cli.command import Home, Parley

ROOT = Path(__file__).parents[2]
FORMATS = load_formats(ROOT / "prompts" / "formats")
HELD = [id for id, format in FORMATS.items() if not format.only_bots]
MOTION = ("--motion", "fleet-first", "--seed", "1")
CHOSEN = (*MOTION, "--school", "hawk", "--level", "novice", "--speaker", "offline")
SPEECH = "Trade keeps rivals quiet, and frigates do not."


def test_the_list_has_every_format(parley: Parley) -> None:
    ran = parley("format", "list")
    assert ran.code == 0, ran.err
    assert [line.split("\t")[0] for line in ran.out.splitlines()] == list(FORMATS)
    assert "quick\t18 min\tQuick: one student against one opponent" in ran.out
    assert {f["id"] for f in parley("format", "list", "--json").json} == set(FORMATS)


def test_a_format_is_shown_with_its_rules_and_its_note(parley: Parley) -> None:
    ran = parley("format", "show", "oxford")
    assert ran.code == 0, ran.err
    assert "Questions from the floor" in ran.out
    assert "Whoever moved more votes between the first vote and the last has won." in ran.out
    assert "A question that nobody asks passes, and the answer with it." in ran.out
    assert parley("format", "show", "oxford", "--json").json["turns"][0]["kind"] == "vote"


def test_a_format_is_drawn_in_lines_or_as_a_picture(parley: Parley, tmp_path: Path) -> None:
    drawn = parley("format", "draw", "steelman")
    assert drawn.code == 0, drawn.err
    assert "32 min at most, room for 820 words." in drawn.out
    file = tmp_path / "steelman.svg"
    assert parley("format", "draw", "steelman", "--svg", str(file)).out == f"Written: {file}\n"
    assert file.read_text(encoding="utf-8").startswith("<svg ")


@pytest.mark.parametrize("command", ["show", "draw"])
def test_a_format_that_is_not_there_is_one_line(parley: Parley, command: str) -> None:
    ran = parley("format", command, "nope")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "There is no format called “nope”." in ran.err


def test_a_picture_that_cannot_be_written_is_one_line(parley: Parley, tmp_path: Path) -> None:
    ran = parley("format", "draw", "quick", "--svg", str(tmp_path / "nowhere" / "quick.svg"))
    assert (ran.code, ran.err.count("\n")) == (1, 1)


def test_a_format_with_a_missing_prompt_is_refused_by_check(parley: Parley) -> None:
    prompts = parley.home.root / "prompts"
    prompts.unlink()
    (prompts / "formats").mkdir(parents=True)
    for part in ("speeches", "personas"):
        (prompts / part).symlink_to(ROOT / "prompts" / part)
    text = (ROOT / "prompts" / "formats" / "quick.yaml").read_text(encoding="utf-8")
    named = text.replace("kind: rebuttal,", "kind: rebuttal, prompt: sonnet,", 1)
    (prompts / "formats" / "quick.yaml").write_text(named, encoding="utf-8")
    line = next(n for n, one in enumerate(named.splitlines(), 1) if "sonnet" in one)
    for words in (("check",), ("format", "list")):
        ran = parley(*words)
        assert ran.code == 1
        assert (
            f"formats/quick.yaml:{line}: speeches.2.prompt: there is no prompt “sonnet”" in ran.err
        )


# --- the page ---------------------------------------------------------------------------------


def test_the_page_on_formats_is_what_the_files_make() -> None:
    made = pages(wiring.find_home(ROOT / "config.yaml"))
    docs = ROOT / "docs"
    for name, text in made.items():
        assert (docs / name).read_text(encoding="utf-8") == text, "run `parley format docs`"
    there = {path.name for path in (docs / "pictures" / "formats").iterdir()}
    assert there == {Path(name).name for name in made if name.endswith(".svg")}
    assert sum(len(text) for text in made.values()) < 200_000


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", line[3:].lower()).replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("## ")
    }
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert len(links) == 2 * len(FORMATS)
    for link in links:
        there = link[1:] in headings if link.startswith("#") else (ROOT / "docs" / link).is_file()
        assert there, link


def test_the_page_is_written_and_checked(parley: Parley, tmp_path: Path) -> None:
    folder = ("--folder", str(tmp_path / "docs"))
    stale = parley("format", "docs", "--check", *folder)
    assert (stale.code, stale.err.count("\n")) == (1, 1)
    assert stale.err.startswith("Out of date: formats.md, pictures/formats/")
    assert parley("format", "docs", *folder).code == 0
    assert (
        parley("format", "docs", "--check", *folder).out == "The page on formats is up to date.\n"
    )
    stray = tmp_path / "docs" / "pictures" / "formats" / "old.svg"
    stray.write_text("<svg/>", encoding="utf-8")
    assert "old.svg" in parley("format", "docs", "--check", *folder).err
    assert parley("format", "docs", *folder).code == 0
    assert not stray.exists()


# --- held in a terminal -----------------------------------------------------------------------


def id_in(text: str) -> str:
    found = re.search(r"transcript show ([0-9a-f]{8})", text)
    assert found, text
    return found[1]


@pytest.mark.parametrize("format", HELD)
def test_one_person_holds_it_against_the_bot(parley: Parley, format: str) -> None:
    ran = parley("debate", *CHOSEN, "--format", format, typed=f"{SPEECH}\n\n" * 20)
    assert ran.code == 0, ran.err
    record = parley("transcript", "export", id_in(ran.out), "--format", "json").json
    assert record["ending"]["reason"] == "Every speech has been given."
    assert SPEECH in [speech["text"] for speech in record["speeches"]]
    assert ran.out.count("so the vote is left out.") == len(FORMATS[format].votes)
    questions = sum(t.seat == "audience" for t in FORMATS[format].turns) - len(
        FORMATS[format].votes
    )
    assert ran.out.count("so its question is left out.") == questions


def test_a_caucus_is_left_and_gone_on_with_for_the_same_side(home: Home, parley: Parley) -> None:
    words = ("debate", *CHOSEN, "--format", "moderated-caucus")
    left = parley(*words, typed=f"{SPEECH}\n\n" * 5)
    assert left.code == 130
    found = re.search(r"--resume ([0-9a-f]{8})", left.err)
    assert found
    again = parley(
        "debate", "--resume", found[1], "--speaker", "offline", typed=f"{SPEECH}\n\n" * 9
    )
    assert again.code == 0, again.err
    assert "Your turn: the affirmative" not in left.out + again.out, "hawks affirm; Ada does not"


@pytest.mark.parametrize(
    ("format", "out"),
    [("oxford", "the vote is left out"), ("moderated-caucus", "its turn is left out"),
     ("fishbowl", ""), ("rebuttal-drill", "")],
)  # fmt: skip
def test_the_bot_holds_it_against_itself(parley: Parley, format: str, out: str) -> None:
    ran = parley("exhibition", *MOTION, "--format", format, "--speaker", "offline")
    assert ran.code == 0, ran.err
    assert out in ran.out


def test_the_status_shows_what_was_left_out_and_who_speaks(parley: Parley) -> None:
    ran = parley("debate", *CHOSEN, "--format", "oxford", typed=f"{SPEECH}\n\n/status\n/end\n")
    assert ran.code == 0, ran.err
    assert "✓   vote" in ran.out
    assert "–   question, 40 words" in ran.out
    assert "▶ ◇ negative closing speech, 90 words" in ran.out
