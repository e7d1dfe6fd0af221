"""`parley debate`: a student at a keyboard, with the real records, chair and opponent."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.cli.command import ANSI, Home, Parley

CHOSEN = ("--motion", "fleet-first", "--school", "hawk", "--format", "quick", "--level", "novice")
CHOSEN = (*CHOSEN, "--seed", "1")
SPEECH = "Trade keeps rivals quiet, and frigates do not."
ALL = f"{SPEECH}\n\n" * 3
"""A student's three speeches of the quick format."""


def id_in(text: str) -> str:
    found = re.search(r"--resume ([0-9a-f]{8})|transcript show ([0-9a-f]{8})", text)
    assert found, text
    return found[1] or found[2]


def test_a_whole_debate_from_a_pipe(parley: Parley) -> None:
    ran = parley("debate", *CHOSEN, "--name", "Ada", typed=ALL)
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.out
    assert not re.search(r" \n", ran.out), "no padding in a pipe"
    assert "◇ negative: realist, you" in ran.out
    assert "Given: 8 of 120 words." in ran.out
    record = parley("transcript", "export", id_in(ran.out), "--format", "json").json
    assert [s["speaker"] for s in record["speeches"]] == ["Hawk", "Ada"] * 3
    assert record["speeches"][1]["text"] == SPEECH
    assert record["ending"]["reason"] == "Every speech has been given."


def test_it_asks_for_what_was_not_given_and_takes_numbers_and_names(parley: Parley) -> None:
    ran = parley("debate", typed=f"9\n2\nhawk\nquick\n\n{SPEECH}\n\n/end\n")
    assert ran.code == 0, ran.err
    assert " 2  fleet-first  This House would build the fleet first" in ran.out
    assert "exhibition" not in ran.out, "a format for watching is not offered"
    assert "Give a number from 1 to 2." in ran.err
    record = parley("transcript", "export", id_in(ran.out), "--format", "json").json
    assert (record["format"], record["level"]) == ("Quick", "novice")
    assert record["ending"]["reason"] == "It was ended before its last speech."


def test_input_that_ends_before_a_choice_is_one_line(parley: Parley) -> None:
    ran = parley("debate", "--motion", "fleet-first")
    assert ran.code == 1
    assert ran.err == "No school was chosen. Name one with --school.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--motion", "nope"), "There is no motion called “nope”."),
        (("--motion", ""), "There is no motion called “”."),
        (("--motion", "fleet-first", "--school", "dove"), "there is no dove side"),
        ((*CHOSEN[:4], "--format", "nope"), "There is no format called “nope”."),
        ((*CHOSEN, "--format", "exhibition"), "is for watching"),
        ((*CHOSEN, "--speaker", "llm"), "No model can be asked"),
        (("--resume", "nope"), "There is no debate called “nope”."),
        (("--resume", ""), "There is no debate called “”."),
    ],
)
def test_what_is_not_there_is_one_line(parley: Parley, words: tuple[str, ...], says: str) -> None:
    ran = parley("debate", *words)
    assert (ran.code, ran.err.count("\n")) == (1, 1), ran.err
    assert says in ran.err


def test_an_over_long_speech_is_handed_back(parley: Parley) -> None:
    long = "\n".join(["too many words " * 10] * 5)
    ran = parley("debate", *CHOSEN, typed=f"{long}\n\n...\n\n{ALL}")
    assert ran.code == 0, ran.err
    assert "That is 150 words, and this speech has room for 120. Cut 30" in ran.out
    assert long.strip() in ran.out
    assert "There were no words in that." in ran.out
    record = parley("transcript", "export", id_in(ran.out), "--format", "json").json
    assert len(record["speeches"]) == 6


def test_commands_stand_between_the_lines_of_a_speech(parley: Parley) -> None:
    typed = f"/help\nOne line,\n/status\n/sources\n/nonsense now\nand another.\n\n{ALL}"
    ran = parley("debate", *CHOSEN, typed=typed)
    assert ran.code == 0, ran.err
    assert "/sources  every source so far" in ran.out
    assert "▶ ◇ negative opening speech, 120 words" in ran.out
    assert "[1] “The fleet report”, Ada Stone" in ran.out
    assert "There is no /nonsense here, and the line was not taken." in ran.out
    record = parley("transcript", "export", id_in(ran.out), "--format", "json").json
    assert record["speeches"][1]["text"] == "One line,\nand another."


def test_what_a_terminal_would_obey_is_not_printed(parley: Parley) -> None:
    ran = parley("debate", *CHOSEN, typed=f"A \x1b]0;mine\x07 title.\n\n{ALL}")
    assert "\x1b" not in ran.out
    shown = parley("transcript", "show", id_in(ran.out))
    assert "title." in shown.out
    assert "\x1b" not in shown.out


def test_leaving_at_the_end_of_input_and_going_on(parley: Parley) -> None:
    left = parley("debate", *CHOSEN, typed=f"{SPEECH}\n\n")
    assert left.code == 130
    id = id_in(left.err)
    row = parley("transcript", "list").out
    assert re.fullmatch(rf"{id}\t[\d-]+ [\d:]+\tfleet-first\tquick\t3 of 6\topen\n", row)
    again = parley("debate", "--resume", id, typed=ALL)
    assert again.code == 0, again.err
    assert "◆ Hawk · affirmative · rebuttal · 3 of 6" in again.out, "what is to be answered"
    over = parley("debate", "--resume", id)
    assert over.code == 1
    assert over.err == f"Debate {id} is over. `parley transcript show {id}` shows it.\n"


def test_ctrl_c_while_typing_and_a_resumed_debate(
    home: Home, parley: Parley, tmp_path: Path
) -> None:
    data = str(tmp_path / "elsewhere")
    with home.at_keyboard("debate", *CHOSEN, "--data-dir", data) as ada:
        ada.sees("0/120 > ")
        ada.type("Trade keeps rivals quiet,\r")
        ada.sees("4/120 > ")
        ada.type("and fri")
        ada.sees("and fri")
        ada.interrupts()
        assert ada.ends() == 130
        assert "Traceback" not in ada.screen
        assert f"--data-dir {data}" in ada.screen.replace("\n", "")
        id = id_in(ada.screen)
    with home.at_keyboard("debate", "--resume", id, "--data-dir", data) as ada:
        ada.sees("0/120 > ")
        ada.type("\x1b[200~First paragraph.\r\rSecond paragraph.\x1b[201~\r\r")
        ada.sees("Given: 4 of 120 words.")
        ada.sees("0/90 > ")
        ada.type("/end\r")
        assert ada.ends() == 0
    shown = parley("transcript", "show", id, "--data-dir", data).out
    assert "Second paragraph." in shown, "a pasted empty line ends no speech"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_debate_stopped_in_the_middle_of_a_speech_goes_on(
    home: Home, parley: Parley, how: signal.Signals
) -> None:
    home.config.write_text("speaking: {words_a_second: 5}")
    with home.at_keyboard("debate", *CHOSEN) as ada:
        ada.sees("\x1b[?25l")  # the speech has begun to grow
        ada.process.send_signal(how)
        code = ada.ends()
    assert code == (-9 if how is signal.SIGKILL else 130)
    if how is not signal.SIGKILL:
        assert "\x1b[?25h" in ada.raw, "the cursor is shown again"
        assert "Traceback" not in ada.screen
    [debate] = parley("transcript", "list", "--json").json
    assert (debate["turns"], debate["ended"]) == (0, False)
    again = parley("debate", "--resume", debate["id"], typed=ALL)
    assert again.code == 0, again.err
    record = parley("transcript", "export", debate["id"], "--format", "json").json
    assert [s["turn"] for s in record["speeches"]] == [1, 2, 3, 4, 5, 6]


def test_two_at_one_data_folder_and_a_low_screen(home: Home, parley: Parley) -> None:
    with home.at_keyboard("debate", *CHOSEN, columns=30, lines=8) as ada:
        ada.sees("0/120 > ")
        other = parley("debate", *CHOSEN)
        assert (other.code, other.err.count("\n")) == (1, 1)
        assert "Another Parley is already running" in other.err
        watched = parley("exhibition", "--motion", "fleet-first", "--format", "quick")
        assert watched.code == 0
        assert "This debate is not kept." in watched.err
        listed = parley("transcript", "list")
        assert (listed.code, listed.out.count("\n")) == (0, 1)
    growing, _, after = ada.raw.partition("\x1b[?25l")[2].partition("\x1b[?25h")
    words = ANSI.sub("", after).split("[1] “")[0].split()
    assert len(words) > 20
    assert words[-1] in ANSI.sub("", growing).split(), "the end of a speech is what is seen"


def test_a_model_that_is_not_there_stalls_a_debate_that_another_speaker_takes_up(
    parley: Parley,
) -> None:
    parley.home.config.write_text(
        "speaking:\n"
        "  models: [{name: absent, model: m, base_url: 'http://127.0.0.1:9/v1'}]\n"
        "  patience: {attempts: 1}\n"
    )
    stalled = parley("debate", *CHOSEN, "--speaker", "llm")
    assert stalled.code == 1
    told, _, hint = stalled.err.strip().partition("\n\n")
    assert re.search(r" Reference \w\w-\w\w\.$", told)
    assert "\n" not in told
    again = parley("debate", "--resume", id_in(hint), "--speaker", "offline", typed=ALL)
    assert (again.code, again.err) == (0, "")
    fallen_back = parley("debate", *CHOSEN, typed=ALL)
    assert fallen_back.code == 0
    assert "The offline opponent takes this speech." in fallen_back.out
