"""What the bot owes a debate now, derived from its events; nothing else remembers it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.model import NOWHERE, Debate, Phase


@dataclass(frozen=True, slots=True)
class LayTheFloor:
    """Open the thread and post the card."""


@dataclass(frozen=True, slots=True)
class Post:
    """Put the recorded speech of this turn into the thread."""

    turn: int


@dataclass(frozen=True, slots=True)
class Note:
    """Put the claims of this turn's speech on the flow sheet."""

    turn: int


@dataclass(frozen=True, slots=True)
class Speak:
    """Give the bot's speech for this turn."""

    turn: int


@dataclass(frozen=True, slots=True)
class Judge:
    """Write the ballot that was asked for."""


Effect = LayTheFloor | Post | Note | Speak | Judge


def due(debate: Debate) -> tuple[Effect, ...]:
    """What is owed now, in the order in which it is to be done.

    A speech is asked for only once everything before it stands in the thread and on the flow
    sheet, so that a reader never meets an answer before what it answers. A debate that ended
    owes no more than the words already on its record, and the ballot that was asked for.
    """
    if debate.floor is None:
        return () if debate.ending and not debate.speeches else (LayTheFloor(),)
    owed: list[Effect] = [Post(s.turn.index) for s in debate.speeches if not s.posted]
    if owed:
        return tuple(owed)
    if debate.flowing:
        noted = {turn for turn, _ in debate.claims}
        heard = [s for s in debate.speeches if s.posted != (NOWHERE,)]
        owed += [Note(s.turn.index) for s in heard if s.turn.index not in noted]
    if debate.phase is Phase.ANSWERING and debate.turn:
        owed.append(Speak(debate.turn.index))
    if debate.ballot_wanted and not debate.ballot:
        owed.append(Judge())
    return tuple(owed)
