"""A motion, formats and a debate to test with, and a short way to play one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.debate import commands, rules, seating
from bot.debate.formats import read_format
from bot.debate.model import BOT, Debate, Draft, Floor, Format, Motion

T0 = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

MOTION = Motion(
    id="small-deployments",
    says="This House believes that small deployments are no threat",
    affirmed_by="realist",
    opposed_by="hawk",
    as_of="2019-04",
)

QUICK = read_format(
    "quick",
    {
        "name": "Quick",
        "speeches": [
            {"side": "affirmative", "kind": "constructive", "words": 30, "minutes": 4},
            {"side": "negative", "kind": "constructive", "words": 30, "minutes": 4},
            {"side": "affirmative", "kind": "closing", "words": 10, "minutes": 2},
        ],
    },
)

EXAMINED = read_format(
    "examined",
    {
        "name": "Examined",
        "speeches": [
            {"side": "affirmative", "kind": "constructive", "words": 30, "minutes": 4},
            {
                "side": "negative",
                "kind": "cross-examination",
                "questions": 2,
                "words": 12,
                "answer_words": 20,
                "minutes": 1,
            },
            {"side": "negative", "kind": "rebuttal", "words": 20, "minutes": 2},
        ],
    },
)

_cause = count(1)


def command(kind: type[commands.Command], /, **fields: Any) -> Any:
    """A command with a fresh cause, at a minute after T0 unless told otherwise."""
    fields = {
        "debate": "d1",
        "cause": f"c{next(_cause)}",
        "at": T0 + timedelta(minutes=1),
        **fields,
    }
    return kind(**fields)


def opening(
    *,
    person: str | None = "ada",
    opponent: str | None = BOT,
    school: str = "hawk",
    format: Format = QUICK,
    **fields: Any,
) -> commands.Open:
    """An opening in which `person` argues against `school`."""
    seats = seating.seats(QUICK, MOTION, person, opponent, school)
    fields = {"motion": MOTION, "format": format, "by": "ada", "place": "7", "at": T0, **fields}
    return command(commands.Open, seats=seats, **fields)


def played(*commands: commands.Command) -> Debate:
    """The debate after these commands, each of which must be allowed."""
    debate: Debate | None = None
    for one in commands:
        for event in rules.decide(debate, one):
            debate = rules.evolve(debate, event)
    assert debate is not None
    return debate


def then(debate: Debate, *commands: commands.Command) -> Debate:
    """The debate after more commands."""
    for one in commands:
        for event in rules.decide(debate, one):
            debate = rules.evolve(debate, event)
    return debate


def floor() -> commands.LayFloor:
    return command(commands.LayFloor, floor=Floor("70", "71"))


def says(by: str, text: str = "Ships are not soldiers.", **fields: Any) -> commands.GiveSpeech:
    return command(commands.GiveSpeech, by=by, text=text, **fields)


def delivers(turn: int, text: str = "Weakness invites a test.") -> commands.DeliverSpeech:
    return command(commands.DeliverSpeech, turn=turn, draft=Draft(text))


def notes(turn: int) -> commands.NoteClaims:
    return command(commands.NoteClaims, turn=turn, claims=())


def posts(turn: int) -> commands.ConfirmPosted:
    return command(commands.ConfirmPosted, turn=turn, messages=(f"m{turn}",))
