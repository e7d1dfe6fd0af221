"""The board of a class fits into a message, whatever stands on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.classroom.board import board
from bot.classroom.model import Class, Flag, Held
from bot.debate import commands
from bot.debate.model import Debate, Pace
from bot.discord_ui.teaching.board_card import board_card
from tests.debate.examples import T0, command, floor, opening, played, then

NOW = T0 + timedelta(minutes=5)
MET = Class(place="7", server="1", name="7B", teachers="2", desk="3")


def debates(count: int, **fields: object) -> list[Debate]:
    made = played(opening(**fields), floor())
    return [
        replace(
            made,
            id=f"{n:08x}",
            seats=tuple(
                replace(seat, holder=f"p{n}") if seat.holder == "ada" else seat
                for seat in made.seats
            ),
            turn_since=T0 + timedelta(seconds=n),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 28, 200])
@pytest.mark.parametrize("name", ["Ada", "A very long name of somebody " * 4, "🧑‍🏫" * 30])
def test_it_fits_and_says_what_it_leaves_out(count: int, name: str) -> None:
    seen = board(debates(count), [], [], NOW)
    card = board_card(MET, seen, 3, {f"p{n}": name for n in range(count)})
    assert card.description
    assert len(card.description) <= 4096
    assert len(card) <= 6000
    assert f"{count} open · 3 finished" in (card.title or "")
    shown = card.description.count("https://discord.com/channels/1/70)")
    left = count - shown
    assert (f"… and {left} more, none of them more urgent." in card.description) is bool(left)
    if count <= 28 and name == "Ada":
        assert left == 0


def test_what_waits_is_said_first_and_a_name_ends_no_link() -> None:
    going = debates(3)
    flag = Flag(id="f", place="7", debate=going[2].id, channel="1", message="1", by="x", at=NOW)
    held = Held(id="h", place="7", person="x", debate="", turn=0, words="w", why="w", at=NOW)
    seen = board(going, [flag], [held], NOW)
    names = {f"p{n}": "Eve](https://evil.example) <@1> @everyone" for n in range(3)}
    lines = (board_card(MET, seen, 0, names).description or "").splitlines()
    assert lines[0] == "⚠ 1 flag or held message outside of these debates waits at the desk."
    assert lines[1] == "**⚠ Needs you (1)**"
    assert "**1 flagged**" in lines[2]
    assert lines[3] == "**Under way (2)**"
    text = "\n".join(lines)
    assert "](https://evil" not in text
    assert "<@1>" not in text
    assert "@everyone" not in text


def test_times_are_discords_own() -> None:
    timed = debates(1, pace=Pace.LIVE)[0]
    ends = int((timed.turn_since + timedelta(minutes=4)).timestamp())
    said = board_card(MET, board([timed], [], [], NOW), 0, {}).description or ""
    assert f"ends <t:{ends}:R>" in said
    stopped = then(timed, command(commands.Pause, debate=timed.id, by="t", may=True))
    card = board_card(MET, board([stopped], [], [], NOW), 0, {})
    assert card.title == "7B: 1 open · 1 paused"
    assert "paused <t:" in (card.description or "")
    assert "**Paused (1)**" in (card.description or "")
