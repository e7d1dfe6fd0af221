"""`parley run` and `parley room` as processes: doors that are shut, and Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket

import pytest

from tests.cli.command import Home, Parley

SHUT = ("room", "--no-browser", "--port", "0")
PASSWORD = "a word for teachers"


def test_no_token_is_one_line(parley: Parley) -> None:
    ran = parley("run")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no bot token: set DISCORD_TOKEN" in ran.err


def test_a_port_that_is_in_use_or_no_port(parley: Parley) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = parley("room", "--no-browser", "--port", port)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert f"127.0.0.1:{port} cannot be used" in ran.err
    assert "--port" in ran.err
    for port in ("70000", "-1", "http"):
        ran = parley("room", "--no-browser", "--port", port)
        assert (ran.code, ran.out) == (2, "")
        assert "'--port'" in ran.err


def test_a_room_opens_holds_its_data_and_closes(home: Home, parley: Parley) -> None:
    with home.at_keyboard("room", "--no-browser", "--port", "0") as tess:
        tess.sees("ready as Parley")
        assert re.search(r"The practice room is open: http://127\.0\.0\.1:\d+ ", tess.screen)
        second = parley("room", "--no-browser", "--port", "0")
        assert (second.code, second.err.count("\n")) == (1, 1), second.err
        other = parley("debate", "--motion", "fleet-first")
        assert other.code == 1
        assert "Another Parley is already running" in other.err
        tess.interrupts()
        assert tess.ends() == 130
    assert "Traceback" not in tess.screen


def test_a_debate_left_in_a_terminal_is_not_taken_up_by_the_room(
    home: Home, parley: Parley
) -> None:
    quick = ("--motion", "fleet-first", "--school", "hawk", "--format", "quick")
    left = parley("debate", *quick, "--level", "novice")
    assert left.code == 130
    with home.at_keyboard("room", "--no-browser", "--port", "0") as tess:
        tess.sees("0 open debates taken up")
        tess.process.send_signal(signal.SIGTERM)
        assert tess.ends() == 130
    assert "ERROR bot." not in tess.screen
    again = parley("debate", "--resume", parley("transcript", "list", "--json").json[0]["id"])
    assert again.code == 130


def test_a_room_without_the_bot_says_how_to_join(home: Home) -> None:
    with home.at_keyboard("room", "--no-browser", "--port", "0", "--no-bot", columns=200) as tess:
        tess.sees("with the token")
        assert re.search(r"REST http://127\S+/api/v10  gateway ws://127", tess.screen)
        tess.interrupts()
        assert tess.ends() == 130


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--host", "0.0.0.0"), "Without --class"),
        (("--host", "192.168.1.20"), "Without --class"),
        (("--class", "9B", "--host", "everywhere"), "an address of this computer"),
        (("--class", "9B", "--host", "::"), "an address of this computer"),
        (("--class", "Teacher"), "cannot be called"),
        (("--class", "9B", "--class", "9b"), "two classes"),
        (("--class", ""), "1 to 32 characters"),
    ],
)
def test_a_room_that_would_be_unsafe_is_refused(
    parley: Parley, words: tuple[str, ...], told: str
) -> None:
    ran = parley(*SHUT, *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in " ".join(ran.err.replace("\u2502", " ").split())


def test_a_class_needs_a_password_and_a_good_one(home: Home) -> None:
    ran = home.run(*SHUT, "--class", "9B")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert "set PARLEY_TEACHER_PASSWORD" in ran.err
    ran = home.run(*SHUT, "--class", "9B", PARLEY_TEACHER_PASSWORD="short")
    assert (ran.code, ran.out) == (1, "")
    assert "8 characters" in ran.err


def test_a_class_is_held_on_this_computer_until_it_is_opened(home: Home) -> None:
    with home.at_keyboard(*SHUT, "--no-bot", "--class", "9B", columns=300) as novak:
        for asked in ("Choose the teacher's password: ", "Once more: "):
            novak.sees(asked)
            novak.type(f"{PASSWORD}\n")
        novak.sees("with the token")
        assert re.search(r"The room is open: http://127\.0\.0\.1:\d+ ", novak.screen)
        (code,) = re.findall(r"Class 9B: join code (\S{3}-\S{3})", novak.screen)
        assert "unencrypted" not in novak.screen
        novak.interrupts()
        assert novak.ends() == 130
    opened = ("--no-bot", "--class", "9B", "--class", "10A", "--host", "0.0.0.0")
    with home.at_keyboard(*SHUT, *opened, columns=300) as again:
        again.sees("with the token")
        assert f"Class 9B: join code {code}" in again.screen
        assert "Class 10A: join code" in again.screen
        assert again.screen.count("This room is open to its network") == 1
        assert "Choose" not in again.screen
        again.interrupts()
        assert again.ends() == 130
    kept = b"".join(path.read_bytes() for path in home.data.rglob("*") if path.is_file())
    for seen in (novak.screen.encode(), again.screen.encode(), kept):
        assert PASSWORD.encode() not in seen
