"""The flow sheet in words, for a thread, a terminal and a reader who cannot see the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.debate.flow import Entry, FlowSheet, State
from bot.debate.model import BOT, Side
from bot.drawing.programme import FOR_MOTION

MARKS = {State.STANDING: "■", State.ANSWERED: "◐", State.DROPPED: "□"}
EMPTY = "No claim has been noted yet."
LONGEST = 160
"""Characters of a claim in a line of the sheet."""
STRUCK = re.compile(r"~~.*?~~(?: \([^)]*\))?", re.DOTALL)


def flow_lines(sheet: FlowSheet, names: Mapping[str, str]) -> str:
    """The sheet in lines, the claims of each side under its heading. `names` are by person."""
    if not sheet.entries:
        return EMPTY
    key = ", ".join(f"{mark} {state}" for state, mark in MARKS.items())
    parts = [f"The flow sheet ({key})"]
    for side in Side:
        entries = sheet.of(side)
        parts += ["", f"{FOR_MOTION[side].capitalize()}: {_counted(entries)}"]
        parts += [_line(entry, names) for entry in entries]
    return "\n".join(parts)


def _line(entry: Entry, names: Mapping[str, str]) -> str:
    said = told(entry) or "…"
    said = said if len(said) <= LONGEST else said[:LONGEST].rsplit(maxsplit=1)[0] + " …"
    facts = [f"{speaker(entry.by, names)} in speech {entry.turn + 1}", what_became(entry)]
    if entry.answers:
        facts.append(f"answers {listed(entry.answers)}")
    if entry.supports:
        facts.append(f"supports {listed(entry.supports)}")
    mark = MARKS[entry.state] if entry.words else "–"
    return f"{mark} {entry.number}. {said} ({'; '.join(facts)})"


def _counted(entries: Iterable[Entry]) -> str:
    states = [entry.state for entry in entries]
    counts = (f"{states.count(state)} {state}" for state in State if state in states)
    return ", ".join(counts) or "no claim"


def told(entry: Entry) -> str:
    """The words of a claim as they are shown: in one line, with a capital, without what was struck.

    Empty once they were withdrawn.
    """
    said = " ".join(STRUCK.sub("…", entry.words).split()).rstrip(".,;: ")
    return said[:1].upper() + said[1:]


def what_became(entry: Entry) -> str:
    """The state of a claim in words, such as “answered by 7 and 9, said again in speeches 5 and 7”."""
    state = entry.state.value if entry.words else "withdrawn"
    if entry.answered_by and entry.words:
        state += f" by {listed(entry.answered_by)}"
    again = [turn + 1 for turn in entry.again]
    if not again:
        return state
    return f"{state}, said again in speech{'es' * (len(again) > 1)} {listed(again)}"


def speaker(by: str, names: Mapping[str, str]) -> str:
    """Who speaks, by name."""
    return names.get(by) or ("the bot" if by == BOT else "a speaker")


def listed(numbers: Iterable[int]) -> str:
    """Numbers in a row, such as “2, 5 and 9”."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
