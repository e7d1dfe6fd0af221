"""Whoever is dealt a side sits on it, in every format that has seats for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.classroom.assigning import Pairing
from bot.debate import seating
from bot.debate.model import BOT, Format, Side
from bot.discord_ui.teaching.opening import seats_of
from bot.library.formats_files import load_formats
from tests.debate.examples import MOTION

FORMATS = [
    format
    for format in load_formats(Path(__file__).parents[2] / "prompts" / "formats").values()
    if not format.only_bots and not format.listed
]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.id)
@pytest.mark.parametrize(
    "pairing",
    [Pairing("ada", "ben"), Pairing("ada", BOT), Pairing(BOT, "ben")],
    ids=["pair", "affirmative", "negative"],
)
def test_each_sits_on_their_side_and_nobody_on_both(format: Format, pairing: Pairing) -> None:
    seats = seats_of(format, MOTION, pairing)
    for side in Side:
        holders = {seat.holder for seat in seats if seat.side is side}
        assert pairing.on(side) in holders
        assert holders <= {pairing.on(side), BOT}
        assert {seat.school for seat in seats if seat.side is side} == {MOTION.school_of(side)}
    assert len({seat.name for seat in seats}) == len(seats)
    order = seating.ordered(format, seats)
    assert len(order.turns) == len(format.turns)
