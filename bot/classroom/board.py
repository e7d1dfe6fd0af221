"""What a teacher has to know of every debate of a class at once, the most urgent first.

From debates, flags and held words to rows. It says who needs the teacher and who has been quiet for
long; how that looks is not its business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from bot.classroom.model import Flag, Held
from bot.debate.model import Debate, Pace, Phase

LONG = {Pace.FREE: timedelta(minutes=10), Pace.LIVE: timedelta(minutes=10)}
"""After how long without a speech somebody is said to be quiet, where no turn takes longer."""

A_DAY = timedelta(hours=24)


class Group(IntEnum):
    """Why a debate stands where it stands on the board, the most urgent first."""

    NEEDS_YOU = 0  # words wait for the teacher, a message was flagged, or the bot has failed
    QUIET = 1  # whose turn it is has said nothing for long
    SEATING = 2  # a seat is empty
    UNDER_WAY = 3
    PAUSED = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A debate on the board. `held` and `flags` count what waits for the teacher in it.

    `since` is when what is now the case began.
    """

    debate: Debate
    group: Group
    held: int
    flags: int
    since: datetime

    @property
    def floor(self) -> str:
        """Who has the floor, as the debate has it; empty where nobody."""
        turn = self.debate.turn
        return (self.debate.holder(turn) if turn else None) or ""


@dataclass(frozen=True, slots=True)
class Board:
    """All of it. `elsewhere` counts what waits for the teacher outside of these debates, and
    `look_again` is when the next one will have been quiet for long, None for never."""

    rows: tuple[Row, ...]
    elsewhere: int
    look_again: datetime | None

    @property
    def paused(self) -> bool:
        """Whether there are debates, and all of them are paused."""
        return bool(self.rows) and all(row.debate.paused_at for row in self.rows)


def board(
    debates: Iterable[Debate], flags: Sequence[Flag], held: Sequence[Held], now: datetime
) -> Board:
    """The board of these debates; those that have ended are left out."""
    going = {debate.id: debate for debate in debates if not debate.ending}
    flagged = Counter(flag.debate for flag in flags)
    waiting = Counter(words.debate for words in held)
    rows = [_row(d, waiting[d.id], flagged[d.id], now) for d in going.values()]
    rows.sort(key=_urgency)
    later = [quiet for row in rows if (quiet := quiet_at(row.debate)) and quiet > now]
    elsewhere = sum(n for id, n in (flagged + waiting).items() if id not in going)
    return Board(tuple(rows), elsewhere, min(later, default=None))


def quiet_at(debate: Debate) -> datetime | None:
    """When whoever has the floor will have been quiet for long; None while nobody is waited for."""
    if debate.phase not in (Phase.SPEAKING, Phase.LISTING):
        return None
    usual = LONG.get(debate.pace, A_DAY)
    return debate.turn_since + max(usual, timedelta(seconds=debate.seconds))


def _row(debate: Debate, held: int, flags: int, now: datetime) -> Row:
    quiet = quiet_at(debate)
    if held or flags or debate.phase is Phase.STALLED:
        group = Group.NEEDS_YOU
    elif debate.phase is Phase.PAUSED:
        group = Group.PAUSED
    elif debate.phase is Phase.GATHERING:
        group = Group.SEATING
    else:
        group = Group.QUIET if quiet and quiet <= now else Group.UNDER_WAY
    return Row(debate, group, held, flags, debate.paused_at or debate.turn_since)


def _urgency(row: Row) -> tuple[object, ...]:
    """Held words before flags, and then whatever has been so for the longest."""
    return (row.group, not row.held, not row.flags, row.since, row.debate.id)
