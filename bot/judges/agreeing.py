"""What two readings of one debate come to, and what their readers must know of it.

Both readings saw the same words, with the speakers in the reverse order. Points are their mean,
with a half rounded down; a winner is called only where both call the same. The notices are read by
everybody on the ballot, so they name no speaker and no points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.debate.ballots import TOO_CLOSE, Score, Scorecard
from bot.judges.labelled import Voice
from bot.judges.verdict import Card, Mark, Reading

FAR_APART = 2
"""So many points between two readings are told."""


def scorecards(
    readings: Sequence[Reading], scored: Sequence[Voice], names: Mapping[str, str]
) -> tuple[tuple[Scorecard, ...], tuple[str, ...]]:
    """A scorecard for each person that was scored, and the notices. `names` are the criteria's."""
    cards = []
    apart: dict[str, None] = {}
    unfounded = 0
    for number, voice in enumerate(scored):
        given = [reading.cards[number] for reading in readings]
        scores = []
        for criterion, name in names.items():
            marks = [card.marks[criterion] for card in given]
            points = [mark.points for mark in marks]
            if max(points) - min(points) >= FAR_APART:
                apart[name] = None
            mark = _mark(marks)
            unfounded += mark.unfounded
            mean = sum(points) // len(points)
            scores.append(Score(criterion, mean, mark.why, mark.turn, mark.words))
        cards.append(_card(voice, scores, given))
    return tuple(cards), (*_apart(list(apart)), *_unfounded(unfounded))


def _mark(marks: Sequence[Mark]) -> Mark:
    """The mark whose words and reason go with the mean: the nearest to it, at best a founded one."""
    mean = sum(mark.points for mark in marks) // len(marks)
    return min(marks, key=lambda mark: (abs(mark.points - mean), mark.unfounded))


def _card(voice: Voice, scores: Sequence[Score], given: Sequence[Card]) -> Scorecard:
    strength = next((card.strength for card in given if card.strength), "")
    next_step = next((card.next_step for card in given if card.next_step), "")
    return Scorecard(voice.person or "", voice.side.value, tuple(scores), strength, next_step)


def _apart(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    listed = ", ".join(names)
    return (
        f"Two readings were two points or more apart on: {listed}. The mean stands, rounded down.",
    )


def _unfounded(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    scores = "1 score stands" if count == 1 else f"{count} scores stand"
    return (f"{scores} without a quotation: the words given for it were not the speaker's own.",)


def winner(readings: Sequence[Reading]) -> tuple[str, str, tuple[str, ...]]:
    """The winner, the reason, and the notices, where it was asked who won."""
    calls = [reading.winner for reading in readings]
    if len(calls) < 2:
        return TOO_CLOSE, "There was only one reading, and a winner takes two.", ()
    if calls[0] == calls[1]:
        return calls[0], readings[0].reason, ()
    first, second = (f"the {call}" if call != TOO_CLOSE else call for call in calls)
    reason = f"Read in one order: {first}. Read in the reverse order: {second}."
    notice = "The two readings disagreed on who won, so no winner is called."
    return TOO_CLOSE, reason, (notice,)
