"""`parley exhibition` and `parley transcript`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

from tests.cli.command import Home, Parley

SCHEMA = Path(__file__).parents[2] / "bot" / "records" / "transcript.schema.json"
QUICK = ("--motion", "fleet-first", "--format", "quick", "--seed", "7")


def test_json_holds_every_speech_with_its_sources_and_verdicts(parley: Parley) -> None:
    ran = parley("exhibition", *QUICK, "--json")
    assert (ran.code, ran.err) == (0, "")
    jsonschema_rs.validate(json.loads(SCHEMA.read_text(encoding="utf-8")), ran.json)
    assert [s["school"] for s in ran.json["speeches"]] == ["hawk", "realist"] * 3
    first = ran.json["speeches"][0]
    assert first["text"]
    assert first["citations"] == [1]
    assert ran.json["sources"][0]["title"] == "The fleet report"
    assert all(
        {"words", "verdict", "source", "nearest"} == set(quotation)
        for speech in ran.json["speeches"]
        for quotation in speech["quotations"]
    )


def test_the_same_seed_gives_the_same_debate(parley: Parley) -> None:
    def texts() -> list[str]:
        return [s["text"] for s in parley("exhibition", *QUICK, "--json").json["speeches"]]

    assert texts() == texts()


def test_a_pipe_gets_the_words_and_nothing_else(parley: Parley) -> None:
    ran = parley("exhibition", *QUICK, "--speaker", "offline", "--level", "advanced")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert not re.search(r"[ \t]\n", ran.out)
    headings = [line for line in ran.out.splitlines() if " of 6" in line]
    assert len(headings) == 6
    assert headings[0] == "◆ Hawk · affirmative · opening speech · 1 of 6"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--motion", "nope"), "There is no motion called “nope”."),
        (("--motion", ""), "There is no motion called “”."),
        ((*QUICK, "--format", "../quick"), "There is no format called “../quick”."),
        ((*QUICK, "--speaker", "llm"), "No model can be asked: see to OPENAI_API_KEY"),
    ],
)
def test_what_is_not_there_is_one_line(parley: Parley, words: tuple[str, ...], says: str) -> None:
    parley.home.config.write_text(
        "speaking: {models: [{name: m, model: m, key_env: OPENAI_API_KEY}]}"
    )
    ran = parley("exhibition", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert says in ran.err
    assert parley("transcript", "list").out == "", "nothing was opened"


@pytest.mark.parametrize(
    "words",
    [(), (*QUICK, "--level", "expert"), (*QUICK, "--seed", "x"), (*QUICK, "--speaker", "me")],
)
def test_a_wrong_command_line_is_exit_code_2(parley: Parley, words: tuple[str, ...]) -> None:
    ran = parley("exhibition", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


def test_ctrl_c_leaves_an_exhibition_that_can_be_gone_on_with(home: Home, parley: Parley) -> None:
    home.config.write_text("speaking: {words_a_second: 5}")
    with home.at_keyboard("exhibition", *QUICK, columns=40, NO_COLOR="1") as tess:
        tess.sees("\x1b[?25l")
        tess.interrupts()
        assert tess.ends() == 130
    assert "\x1b[1m" in tess.raw, "bold is no colour"
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", tess.raw)
    assert max(map(len, tess.screen.splitlines()[:6])) <= 40
    assert "Traceback" not in tess.screen
    found = re.search(r"--resume ([0-9a-f]{8})", tess.screen)
    assert found, tess.screen
    again = parley("debate", "--resume", found[1])
    assert (again.code, again.err) == (0, "")
    assert again.out.count(" of 6\n") == 6
    assert parley("transcript", "list", "--json").json[0]["ended"]


def test_a_reader_that_goes_away_stops_it_quietly(home: Home) -> None:
    with home.start("exhibition", *QUICK) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        said = process.stderr.read()
    assert process.returncode == 130
    assert said.strip().startswith("Go on with this debate: parley debate --resume")


def test_a_full_disk_is_said_once(home: Home) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "exhibition", *QUICK],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=home.environ(),
            check=False,
        )
    assert ran.returncode == 130
    assert ran.stderr.startswith("The debate cannot be shown: No space left on device.\n\nGo on")


def test_characters_that_the_terminal_lacks_stop_nothing(home: Home, parley: Parley) -> None:
    words = ("debate", *QUICK, "--school", "hawk", "--level", "novice")
    ran = home.run(*words, typed="Trade helps.\n\n" * 3, PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert "? Hawk ? affirmative ? opening speech ? 1 of 6" in ran.out
    id = parley("transcript", "list", "--json").json[0]["id"]
    ran = home.run("transcript", "export", id, "--format", "json", PYTHONIOENCODING="ascii")
    assert ran.json == parley("transcript", "export", id, "--format", "json").json


# --- transcript ---------------------------------------------------------------------------------


def test_transcripts_are_listed_shown_and_exported(parley: Parley, tmp_path: Path) -> None:
    none = parley("transcript", "list")
    assert (none.code, none.out) == (0, "")
    assert none.err == "No debate is on record yet. `parley debate` holds one.\n"
    assert parley("transcript", "list", "--json").json == []
    parley("exhibition", *QUICK)
    [debate] = parley("transcript", "list", "--json").json
    assert debate["motion"] == "fleet-first"
    assert (debate["turns"], debate["of"], debate["ended"]) == (6, 6, True)
    shown = parley("transcript", "show", debate["id"])
    assert shown.out.startswith("# ")
    assert "This House would build the fleet first" in shown.out
    assert parley("transcript", "export", debate["id"], "--format", "md").out == shown.out
    record = parley("transcript", "export", debate["id"], "--format", "json").json
    assert record["debate"] == debate["id"]
    file = tmp_path / "debate.md"
    written = parley("transcript", "export", debate["id"], "-o", str(file))
    assert (written.code, written.out, written.err) == (0, "", f"Written: {file}\n")
    assert file.read_text(encoding="utf-8") == shown.out
    for form, begins in (("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbf")):
        file = tmp_path / f"debate.{form}"
        made = parley("transcript", "export", debate["id"], "--format", form, "-o", str(file))
        assert (made.code, made.out, made.err) == (0, "", f"Written: {file}\n")
        assert file.read_bytes()[:15].lower().startswith(begins.lower())


def test_a_transcript_that_cannot_be_had_is_one_line(parley: Parley, tmp_path: Path) -> None:
    parley("exhibition", *QUICK)
    [debate] = parley("transcript", "list", "--json").json
    for words, code, says in (
        (("show", "nope"), 1, "There is no debate called “nope”.\n"),
        (("show", ""), 1, "There is no debate called “”.\n"),
        (("export", "nope"), 1, "There is no debate called “nope”.\n"),
        (("export", debate["id"], "-o", str(tmp_path)), 1, f"{tmp_path}: Is a directory.\n"),
        (("export", debate["id"], "--format", "odt"), 2, "'--format'"),
        (("list", "--limit", "0"), 2, "'--limit'"),
        (("show",), 2, "Missing argument"),
    ):
        ran = parley("transcript", *words)
        assert (ran.code, ran.out) == (code, "")
        assert says in ran.err
