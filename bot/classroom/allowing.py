"""What the settings of a class allow, and what they make of a format."""

from __future__ import annotations

from dataclasses import replace

from bot.classroom.model import Against, Settings, Starters
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.debate.model import Format

FOR_THE_ROSTER = "Debates here are for this class. Join it with its code: /class join."
ROUND = 10
"""Word limits are rounded to so many words."""


def see_that_it_is_allowed(
    settings: Settings, motion: str, format: str, opponent: Against | None, *, enrolled: bool
) -> None:
    """Raises WrongPhase or NotYourSeat, with what to do, where a student may not open this debate.

    `opponent` is whom they want to argue against, None for an exhibition, in which they do not
    argue. A teacher may open any; do not ask for one.
    """
    if settings.starters is Starters.TEACHERS:
        raise NotYourSeat("In this class your teacher opens the debates.")
    if settings.starters is Starters.ROSTER and not enrolled:
        raise NotYourSeat(FOR_THE_ROSTER)
    if settings.motions and motion not in settings.motions:
        raise WrongPhase(
            "Your teacher has chosen other motions for this class; the menu shows them."
        )
    if settings.formats and format not in settings.formats:
        raise WrongPhase(
            "Your teacher has chosen other formats for this class; the menu shows them."
        )
    wanted = settings.opponent
    if opponent is not None and Against.ANYBODY not in (wanted, opponent) and wanted != opponent:
        raise WrongPhase(f"In this class you argue against {SAID[wanted]}.")


SAID = {
    Against.ANYBODY: "whom you like",
    Against.PARLEY: "Parley",
    Against.OFFLINE: "Parley's offline opponent",
    Against.STUDENT: "another student",
}


def allowed(some: tuple[str, ...], id: str) -> bool:
    """Whether a list of what is allowed, in which nothing means everything, allows this."""
    return not some or id in some


def at_length(format: Format, settings: Settings) -> Format:
    """The format with the word limits and times that the class has set."""
    share = settings.length.share
    if share == 1:
        return format
    turns = tuple(
        replace(
            turn,
            words=max(round(turn.words * share / ROUND), 1) * ROUND if turn.words else turn.words,
            seconds=round(turn.seconds * share),
        )
        for turn in format.turns
    )
    return replace(format, turns=turns)
