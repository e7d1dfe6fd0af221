"""Whose word counts for what: who speaks, who opened the debate, who teaches."""

from __future__ import annotations

from typing import Any

from bot.debate import errors
from bot.debate.model import Debate


def may_steer(debate: Debate, command: Any) -> None:
    """Those who speak here, who opened it, and teachers."""
    seated = debate.seat_held_by(command.by) is not None
    if not (command.may or seated or command.by == debate.opened_by):
        raise errors.NotYourSeat("Only this debate's speakers and a teacher can do that.")


def may_chair(debate: Debate, command: Any) -> None:
    """Who opened it, and teachers: nobody gives themselves more time in another's debate."""
    if not (command.may or command.by == debate.opened_by):
        raise errors.NotYourSeat("Only who opened this debate and a teacher can do that.")


def teacher_only(may: bool) -> None:
    if not may:
        raise errors.NotYourSeat("Only a teacher can do that.")
