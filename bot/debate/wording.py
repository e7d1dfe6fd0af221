"""The words in which the rules speak of a turn, and how words are counted."""

from __future__ import annotations

from collections.abc import Mapping

from bot.debate.ballots import TOO_CLOSE, swing
from bot.debate.model import COACH, LIST, Debate, Kind, Pace, Turn

WARNING: Mapping[Pace, float] = {Pace.LIVE: 60.0, Pace.SLOW: 3600.0}
"""Seconds before the end at which a speaker is warned, or a fifth of the time where that is less."""

NAMES: Mapping[Kind, str] = {
    Kind.CONSTRUCTIVE: "opening speech",
    Kind.QUESTION: "question",
    Kind.ANSWER: "answer",
    Kind.REBUTTAL: "rebuttal",
    Kind.CLOSING: "closing speech",
    Kind.COMMENT: "comment",
    Kind.FEEDBACK: "feedback",
    Kind.VOTE: "vote",
}


def name_of(turn: Turn) -> str:
    """What a turn is called: by its prompt where the format names one, else by its kind; what is
    said from the speakers list is just a speech."""
    if turn.prompt:
        return turn.prompt.replace("-", " ")
    return "speech" if turn.seat == LIST else NAMES[turn.kind]


def describe(turn: Turn) -> str:
    """The turn in a few words, such as “the negative rebuttal (at most 180 words)”."""
    if turn.kind is Kind.VOTE:
        return "the vote"
    if turn.seat == COACH:
        return "the coach's feedback"
    return f"the {turn.side} {name_of(turn)} (at most {turn.words} words)"


def who_has_the_floor(debate: Debate, turn: Turn) -> str:
    """Who it is that everybody waits for, without a name."""
    if turn.kind is Kind.VOTE:
        return "The audience"
    seat = debate.seat_of(turn)
    if seat is None:
        return "The coach" if turn.seat == COACH else "A speaker from the floor"
    role = debate.format.role(seat.role)
    return f"The {role.name}" if role else f"The {seat.school}"


def what_the_clock_did(before: Debate, after: Debate, turn: int) -> str:
    """What the thread is told when the clock of a turn was looked at; empty where nothing came of it."""
    due = before.format.turns[turn]
    name = describe(before.turn or due).partition(" (")[0]
    if after.polls != before.polls:
        return how_the_vote_went(after)
    if after.taken > before.taken:
        return f"Time. There was no {NAMES[due.kind]}, and the debate goes on."
    if after.added > before.added:
        more = span(after.added - before.added)
        return f"Time is up for {name}. {more} more, once; then the turn passes."
    if after.time_called and not before.time_called:
        return f"Time is up for {name}. Take the time that you need, and finish."
    if after.warned and not before.warned and after.deadline:
        left = (after.deadline - after.turn_since).total_seconds()
        return f"{span(min(WARNING[after.pace], left / 5))} left for {name}."
    return ""


def span(seconds: float) -> str:
    """A length of time in words, such as “90 seconds” or “2 hours”."""
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= size and seconds % size == 0:
            count = round(seconds / size)
            return f"{count} {unit}{'s' * (count != 1)}"
    count = round(seconds)
    return f"{count} second{'s' * (count != 1)}"


def how_the_vote_went(debate: Debate) -> str:
    """The last closed vote in a line, and after a second the swing; empty where none was closed."""
    if not debate.polls:
        return ""
    tally = debate.polls[-1].tally
    counts = f"{tally.affirmative} for, {tally.negative} against, {tally.undecided} undecided"
    line = f"The vote is closed: {counts}."
    if len(debate.polls) < 2:
        return line
    moved = swing(debate.polls[0].tally, tally)
    change = f"for {moved.affirmative:+.0f} points, against {moved.negative:+.0f}"
    if moved.winner == TOO_CLOSE:
        return f"{line} Since the first vote: {change}. Neither side gained more than the other."
    return f"{line} Since the first vote: {change}. The {moved.winner} wins by the larger swing."


def count_words(text: str) -> int:
    """Words as a debate counts them: runs of text between spaces that hold a letter or digit."""
    return sum(any(c.isalnum() for c in word) for word in text.split())
