"""What a transcript says of the help that speakers took, and of the ballot that was released."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bot.debate.ballots import Review, Score, Scorecard
from bot.debate.model import BOT, Debate
from bot.records.transcript_model import Card, Helped, Judged, Mark


def helped(debate: Debate, names: Mapping[str, str]) -> tuple[Helped, ...]:
    """How many hints of each kind those in `names` took, in the order of their first ones."""
    taken = Counter((hint.person, hint.kind) for hint in debate.hints)
    return tuple(
        Helped(names[person], kind, count)
        for (person, kind), count in taken.items()
        if person in names
    )


def judged(debate: Debate, names: Mapping[str, str], criteria: Mapping[str, str]) -> Judged | None:
    """The ballot with the cards of those in `names`; None unless it was released.

    What it says in words may repeat the speeches, so that it goes with one that was withdrawn: of
    its speaker's card the words, and the reason, which is about everybody. The points stay.
    """
    ballot = debate.ballot
    if ballot is None or debate.review is not Review.RELEASED:
        return None
    withdrawn = {s.by for s in debate.speeches if s.text is None and s.by != BOT}
    return Judged(
        judge=ballot.judge,
        winner=ballot.winner,
        reason="" if withdrawn else ballot.reason,
        notices=ballot.notices,
        cards=tuple(
            _card(debate, card, names, criteria, silent=card.person in withdrawn)
            for card in ballot.cards
            if card.person in names
        ),
    )


def _card(
    debate: Debate,
    card: Scorecard,
    names: Mapping[str, str],
    criteria: Mapping[str, str],
    *,
    silent: bool,
) -> Card:
    return Card(
        speaker=names[card.person],
        side=card.side,
        total=card.total,
        marks=tuple(_mark(debate, score, criteria, silent=silent) for score in card.scores),
        strength="" if silent else card.strength,
        next_step="" if silent else card.next_step,
    )


def _mark(debate: Debate, score: Score, criteria: Mapping[str, str], *, silent: bool) -> Mark:
    return Mark(
        criterion=criteria.get(score.criterion) or score.criterion.replace("-", " "),
        points=score.points,
        why="" if silent else score.why,
        turn=None if score.turn is None else score.turn + 1,
        words=debate.words(score.turn, score.words),
    )
