"""Grammar and style, for who chose it: whether the sentences are easily read."""

from __future__ import annotations

from bot.judges.case import Case
from bot.judges.finding import Finding, at, within
from bot.judges.traits import clearness


def style(case: Case) -> Finding:
    """What was found."""
    rated = [(clearness(s), told, s) for told, s in case.sentences()]
    if not rated:
        return Finding(1.0, "There is too little to read.", "", "Write whole sentences.")
    value = within(1 + 3 * sum(r[0] for r in rated) / len(rated))
    best = max(rated, key=lambda r: (r[0], len(r[2].words), -r[1].turn))
    worst = min(rated, key=lambda r: (r[0], r[1].turn, r[2].start))
    turn, words = at(*(best if value >= 2.5 else worst)[1:])
    return Finding(
        value=value,
        why="Your sentences are easy to read."
        if value >= 2.5
        else "Some sentences are long, unfinished or full of slips.",
        strength="Your sentences are easy to read.",
        step=f"Read {worst[1].place(worst[2])} aloud and cut it in two.",
        turn=turn,
        words=words,
    )
