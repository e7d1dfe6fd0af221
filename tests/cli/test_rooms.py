"""`parley run` and `parley room` as processes: doors that are shut, and Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket

from tests.cli.command import Home, Parley


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
