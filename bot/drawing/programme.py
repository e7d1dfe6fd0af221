"""A format as its programme: what happens in which order, as a teacher would write it on the board.

Turns that belong together, such as the questions and answers of a cross-examination, are one entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.debate.formats import holds, lent
from bot.debate.model import AUDIENCE, COACH, LIST, Format, Kind, Side, Turn
from bot.debate.wording import NAMES

FOR_MOTION = {Side.AFFIRMATIVE: "for the motion", Side.NEGATIVE: "against the motion"}


class Shape(Enum):
    """What sort of thing an entry is, by a shape that needs no colour."""

    SPEECH = "circle"
    QUESTIONS = "diamond"
    OBSERVING = "hexagon"
    VOTE = "square"


MARKS = {
    Kind.CONSTRUCTIVE: (Shape.SPEECH, "O"),
    Kind.REBUTTAL: (Shape.SPEECH, "R"),
    Kind.CLOSING: (Shape.SPEECH, "C"),
    Kind.QUESTION: (Shape.QUESTIONS, "Q"),
    Kind.ANSWER: (Shape.QUESTIONS, "A"),
    Kind.COMMENT: (Shape.OBSERVING, "Co"),
    Kind.FEEDBACK: (Shape.OBSERVING, "F"),
    Kind.VOTE: (Shape.VOTE, "V"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a programme. `side` is whose it is; None where it is both sides' or nobody's.

    `who` names the roles, empty where each side has one seat; `words` the caps, a line for each
    sort of turn. `starts` and `minutes` are by the clock, with every turn taken to its end.
    """

    title: str
    shape: Shape
    letter: str
    side: Side | None
    who: str
    words: tuple[str, ...]
    starts: float
    minutes: float


def programme(format: Format) -> tuple[Entry, ...]:
    """The entries of a format, in their order."""
    entries: list[Entry] = []
    starts = 0.0
    for turns in _together(format.turns):
        minutes = sum(turn.seconds for turn in turns) / 60
        entries.append(_entry(format, turns, starts, minutes))
        starts += minutes
    return tuple(entries)


def total(format: Format) -> str:
    """How long a format takes at the most and how many words it has room for, in a line."""
    minutes = sum(turn.seconds for turn in format.turns) / 60
    words = sum(turn.words for turn in format.turns if turn.seat != COACH)
    return f"{length(minutes)} at most, room for {words} words"


def length(minutes: float) -> str:
    """A length such as “6 min” or “1½ min”."""
    whole, rest = divmod(round(minutes * 4), 4)
    quarters = ("", "¼", "½", "¾")[rest]
    return f"{whole or ''}{quarters}{'' if whole or quarters else '0'} min"


def _together(turns: tuple[Turn, ...]) -> Iterator[tuple[Turn, ...]]:
    """The turns in runs that make one entry each."""
    run: list[Turn] = []
    for turn in turns:
        if run and not _goes_on(run, turn):
            yield tuple(run)
            run = []
        run.append(turn)
    if run:
        yield tuple(run)


def _goes_on(run: list[Turn], turn: Turn) -> bool:
    """Whether a turn belongs to the run before it."""
    first, last = run[0], run[-1]
    if turn.kind is Kind.ANSWER:
        return last.kind is Kind.QUESTION
    if turn.seat == LIST:
        return last.seat == LIST and turn.words == last.words
    if turn.kind is not Kind.QUESTION or last.kind is not Kind.ANSWER:
        return False
    asked = (turn.side, turn.seat)
    if AUDIENCE in (turn.seat, first.seat):
        return asked == (first.side, first.seat)
    return asked in {(t.side, t.seat) for t in run} and _swaps(run, turn)


def _swaps(run: list[Turn], turn: Turn) -> bool:
    """Whether a further question keeps to the way of the run: always one side, or in turn."""
    askers = [t.side for t in run if t.kind is Kind.QUESTION]
    in_turn = len(askers) > 1 and askers[0] is not askers[1]
    return len(askers) == 1 or (turn.side is not askers[-1]) == in_turn


def _entry(format: Format, turns: tuple[Turn, ...], starts: float, minutes: float) -> Entry:
    first = turns[0]
    shape, letter = MARKS[first.kind]
    askers = {turn.side for turn in turns if turn.kind is Kind.QUESTION}
    side = holds(format, first)
    title = NAMES[first.kind].capitalize()
    if first.seat == LIST:
        title, letter, side = "Speakers list", "L", None
    elif first.kind is Kind.QUESTION:
        title = "Cross-examination" if len(askers) == 1 else "Crossfire"
        side = side if len(askers) == 1 else None
        if first.seat == AUDIENCE:
            title, side = "Questions from the floor", first.side.other
    elif first.kind is Kind.FEEDBACK:
        title = f"Feedback to the side {FOR_MOTION[first.side]}"
    elif first.prompt:
        title = first.prompt.replace("-", " ").capitalize()
    elif lent(format, first):
        title = "The other side’s case"
    return Entry(title, shape, letter, side, _who(format, turns), _words(turns), starts, minutes)


def _who(format: Format, turns: tuple[Turn, ...]) -> str:
    roles = dict.fromkeys(format.role(turn.seat) for turn in turns)
    return " and ".join(role.name for role in roles if role)


def _words(turns: tuple[Turn, ...]) -> tuple[str, ...]:
    if turns[0].kind is Kind.VOTE:
        return ()
    if turns[0].kind is not Kind.QUESTION:
        each = f"{turns[0].words} words"
        return (each if len(turns) == 1 else f"{len(turns)} speeches of {each}",)
    lines = []
    for kind in (Kind.QUESTION, Kind.ANSWER):
        some = [turn for turn in turns if turn.kind is kind]
        if some:
            plural = f"{len(some)} {kind}s" if len(some) > 1 else f"1 {kind}"
            lines.append(f"{plural} of {some[0].words} words")
    return tuple(lines)
