"""How the board of a class looks: from its rows to a card that fits into a message.

Pure rendering: it awaits nothing and asks nobody. Times are Discord's own, which count by
themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

import discord

from bot.classroom.board import Board, Group, Row
from bot.classroom.model import Class
from bot.debate.model import AUDIENCE, BOT, Phase
from bot.debate.wording import name_of
from bot.discord_ui.cards import QUIET
from bot.discord_ui.layout import plain, shortened

ROOM = 3900
"""Characters for the rows; Discord takes 4096 in a description and 6000 in all."""

AMBER = 0xB7791F
HEADINGS = {
    Group.NEEDS_YOU: "⚠ Needs you",
    Group.QUIET: "Quiet for long",
    Group.SEATING: "A seat is empty",
    Group.UNDER_WAY: "Under way",
    Group.PAUSED: "Paused",
}


EMPTY = (
    "No debate is open. `/class roster add` says who is in the class, `/class assign` then opens a "
    "debate for each of them."
)


def board_card(met: Class, board: Board, finished: int, names: Mapping[str, str]) -> discord.Embed:
    """The board; `finished` counts the debates that ended within a day, `names` are by person id.

    What does not fit is the least urgent, and is counted in the last line.
    """
    urgent = any(row.group is Group.NEEDS_YOU for row in board.rows) or board.elsewhere
    embed = discord.Embed(
        title=shortened(f"{met.name}: {_counts(board, finished)}", 250),
        description=_description(met, board, names),
        colour=AMBER if urgent else QUIET,
    )
    embed.set_footer(text="This card keeps itself up to date. Press a name to go to the debate.")
    return embed


def _counts(board: Board, finished: int) -> str:
    paused = sum(row.group is Group.PAUSED for row in board.rows)
    said = [f"{len(board.rows)} open"]
    said += [f"{paused} paused"] * bool(paused)
    said += [f"{finished} finished within a day"] * bool(finished)
    return " · ".join(said)


def _description(met: Class, board: Board, names: Mapping[str, str]) -> str:
    lines = [EMPTY] if not board.rows else _lines(met, board, names)
    if board.elsewhere:
        many = board.elsewhere != 1
        wait = f"{board.elsewhere} flag{'s' * many} or held message{'s' * many}"
        lines.insert(
            0, f"⚠ {wait} outside of these debates {'wait' if many else 'waits'} at the desk."
        )
    return "\n".join(lines)


def _lines(met: Class, board: Board, names: Mapping[str, str]) -> list[str]:
    """The rows under their headings, as many as there is room for."""
    lines: list[str] = []
    size = shown = 0
    for group, rows in groupby(board.rows, key=lambda row: row.group):
        listed = list(rows)
        heading = f"**{HEADINGS[group]} ({len(listed)})**"
        for row in listed:
            line = row_line(met, row, names)
            more = len(line) + 1 + (len(heading) + 1 if heading else 0)
            if size + more > ROOM:
                return [*lines, f"… and {len(board.rows) - shown} more, none of them more urgent."]
            lines += [heading] * bool(heading) + [line]
            heading, size, shown = "", size + more, shown + 1
    return lines


def row_line(met: Class, row: Row, names: Mapping[str, str]) -> str:
    """One debate in a line: whose, what waits, what is going on, since when or until when."""
    debate = row.debate
    who = " and ".join(_name(p, names) for p in debate.people[:3]) or "Parley alone"
    floor = debate.floor
    link = f"https://discord.com/channels/{met.server}/{floor.thread}" if floor else ""
    said = [f"[{who}]({link})" if link else who]
    said += [f"**{row.held} held back**"] * bool(row.held)
    said += [f"**{row.flags} flagged**"] * bool(row.flags)
    said.append(_state(row, names))
    return "• " + " · ".join(said)


def _state(row: Row, names: Mapping[str, str]) -> str:
    """What is going on, whose turn it is, and the time."""
    debate, turn = row.debate, row.debate.turn
    if turn is None:
        return "over"
    place = f"{turn.index + 1} of {len(debate.format.turns)}"
    match debate.phase:
        case Phase.PAUSED:
            return f"paused {_when(row.since)}"
        case Phase.GATHERING:
            return f"waits for somebody to sit down, since {_when(row.since)}"
        case Phase.STALLED:
            return "Parley's speech failed: press **Try again** there"
        case Phase.ANSWERING:
            return f"Parley speaks, {place}"
        case Phase.VOTING:
            return f"the audience votes{_until(row)}"
        case Phase.LISTING:
            return f"nobody on the speakers list{_until(row)}"
    several = len(debate.people) > 1
    if row.floor == AUDIENCE:
        whose = "the audience: "
    else:
        whose = f"{_name(row.floor, names)}: " if several else ""
    return f"{whose}{name_of(turn)}, {place}{_until(row)}"


def _until(row: Row) -> str:
    """When the turn ends where a clock runs; else since when it has gone on."""
    ends = row.debate.deadline
    return f" · ends {_when(ends)}" if ends else f" · {_when(row.since)}"


def _when(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"


def _name(person: str, names: Mapping[str, str]) -> str:
    """A name in which nothing ends the link that it stands in."""
    if person == BOT:
        return "Parley"
    name = " ".join(plain(names.get(person, "somebody")).split())
    return shortened(name.translate(str.maketrans("[]()", "⟦⟧⟨⟩")), 32)
