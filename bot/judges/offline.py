"""Judges with no model: from the flow sheet, the sources, and what can be measured in the words.

Its ballots are indicative and say so. It looks at nobody's name, side or school: the same words in
the same order earn the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.debate.ballots import LOWEST, TOO_CLOSE, Ballot, Score, Scorecard
from bot.debate.errors import JudgeFailed
from bot.debate.model import Debate, Side
from bot.judges.case import Case, cases
from bot.judges.criteria import MEASURES
from bot.judges.finding import Finding
from bot.judges.reading import Left
from bot.judges.rubric import Criterion, Rubric

MARGIN = 0.2
"""Two sides whose means are nearer than this, in points, are too close to call."""
INDICATIVE = (
    "This ballot is indicative. It was made by rule, from the flow sheet, the sources and the words "
    "themselves; it cannot tell whether an argument is true."
)
NO_FLOW = "No flow sheet was kept, so what was answered was told from the words alone."
ORDERS = "Words meant for the judge were left out; they count for nothing."
NOT_ENGLISH = "Some of what was said is not in English. This judge reads only English."
UNREAD = "What you said is not in English, and this judge reads only English."


class OfflineJudge:
    """The judge that needs nothing but the debate."""

    name: Final = "offline"

    def __init__(self, rubric: Rubric) -> None:
        """`rubric` says which criteria are scored; those that nothing here measures are left out."""
        self._scored = tuple(c for c in rubric.scored if c.id in MEASURES)
        self._unscored = tuple(c for c in rubric.scored if c.id not in MEASURES)

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        """A ballot on all that people have said. Reads in a thread. Raises JudgeFailed of nothing said."""
        return await asyncio.to_thread(self.ballot, debate, winner=winner)

    def ballot(self, debate: Debate, *, winner: bool) -> Ballot:
        """The same, at once and on this thread."""
        everybody = [_Part.of(case, self._scored) for case in cases(debate)]
        people = [part for part in everybody if part.case.voice.person is not None]
        if not people:
            raise JudgeFailed("There is nothing to judge yet: no student has spoken.")
        won, reason = _winner(everybody) if winner else ("", "")
        return Ballot(
            judge=self.name,
            cards=tuple(_card(part) for part in people),
            winner=won,
            reason=reason,
            notices=tuple(self._notices(debate, people)),
        )

    def _notices(self, debate: Debate, people: Sequence[_Part]) -> list[str]:
        left = {s.left for p in people for told in p.case.told for s in told.sentences}
        notices = [INDICATIVE]
        if not any(claims for _, claims in debate.claims):
            notices.append(NO_FLOW)
        if Left.OUT in left:
            notices.append(ORDERS)
        if Left.FOREIGN in left:
            notices.append(NOT_ENGLISH)
        if self._unscored:
            names = ", ".join(criterion.name for criterion in self._unscored)
            notices.append(f"This judge has no measure for: {names}.")
        return notices


@dataclass(frozen=True, slots=True)
class _Part:
    """One speaker's case and what was found in it, criterion by criterion."""

    case: Case
    findings: Mapping[Criterion, Finding]

    @classmethod
    def of(cls, case: Case, criteria: Sequence[Criterion]) -> _Part:
        return cls(case, {c: _found(case, c) for c in criteria})


def _found(case: Case, criterion: Criterion) -> Finding:
    if _unread(case):
        return Finding(float(LOWEST), UNREAD, "", "", occasion=False)
    return MEASURES[criterion.id](case)


def _unread(case: Case) -> bool:
    """Whether nothing of it could be read for its language."""
    left = [s.left for told in case.told for s in told.sentences]
    return Left.FOREIGN in left and all(one in (Left.FOREIGN, Left.OUT) for one in left)


def _card(part: _Part) -> Scorecard:
    voice = part.case.voice
    assert voice.person is not None
    scores = tuple(
        Score(criterion.id, found.points, found.why, found.turn, found.words)
        for criterion, found in part.findings.items()
    )
    return Scorecard(voice.person, voice.side.value, scores, _strength(part), _next_step(part))


def _strength(part: _Part) -> str:
    """What is best in it and can be named."""
    named = [found for found in part.findings.values() if found.strength and found.value >= 2]
    if named:
        return max(named, key=lambda found: found.value).strength
    return "You spoke, and put something on the floor that can be worked on."


def _next_step(part: _Part) -> str:
    """What would help most: the step of the weakest criterion that there was occasion for.

    How one speaks of others comes first where it is among the weakest.
    """
    if _unread(part.case):
        return "Say it again in English, in two or three sentences."
    told = [(c, found) for c, found in part.findings.items() if found.step]
    due = [(c, found) for c, found in told if found.occasion] or told
    weakest = min(due, key=lambda one: (one[1].value, one[0].id != "fairness"), default=None)
    return weakest[1].step if weakest else ""


# --- who won ------------------------------------------------------------------------------------


def _winner(everybody: Sequence[_Part]) -> tuple[str, str]:
    """The side whose speakers did better, and why; TOO_CLOSE within the margin.

    A criterion counts where both sides had occasion to show it.
    """
    means = {side: _means([p for p in everybody if p.case.voice.side is side]) for side in Side}
    both = [c for c in means[Side.AFFIRMATIVE] if c in means[Side.NEGATIVE]]
    if not both:
        one = any(means.values())
        return TOO_CLOSE, f"{'Only one' if one else 'Neither'} side could be judged."
    lead = {c: means[Side.AFFIRMATIVE][c] - means[Side.NEGATIVE][c] for c in both}
    ahead = sum(lead.values()) / len(lead)
    if abs(ahead) < MARGIN:
        return TOO_CLOSE, "Over all criteria the two sides are less than a fifth of a point apart."
    side = Side.AFFIRMATIVE if ahead > 0 else Side.NEGATIVE
    sign = 1 if side is Side.AFFIRMATIVE else -1
    return side.value, _reason(side, {c.name.lower(): sign * d for c, d in lead.items()})


def _means(parts: Sequence[_Part]) -> dict[Criterion, float]:
    """The mean of each criterion over the speakers of a side that had occasion to show it."""
    found: dict[Criterion, list[float]] = {}
    for part in parts:
        for criterion, finding in part.findings.items():
            if finding.occasion:
                found.setdefault(criterion, []).append(finding.value)
    return {criterion: sum(values) / len(values) for criterion, values in found.items()}


def _reason(side: Side, lead: Mapping[str, float]) -> str:
    better = [
        name for name, by in sorted(lead.items(), key=lambda x: (-x[1], x[0])) if by >= MARGIN
    ]
    worse = [name for name, by in sorted(lead.items(), key=lambda x: (x[1], x[0])) if by <= -MARGIN]
    line = f"The {side} was ahead in {_listed(better[:2])}"
    return f"{line}; the {side.other} in {worse[0]}." if worse else f"{line}."


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names) or "the whole"
