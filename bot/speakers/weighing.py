"""Weighing what has been said: the closing speech, and what is left when all has been said."""

from __future__ import annotations

from bot.debate.model import Side
from bot.speakers import phrases
from bot.speakers.composing import CORE, FIRM, GOOD, LOOSE, Part, fitted
from bot.speakers.hearing import Point
from bot.speakers.planning import Case
from bot.speakers.points import impact


async def closing(case: Case) -> tuple[Part, ...]:
    """What stands on this side, what became of the other's best point, and how they weigh."""
    inside = case.wording.inside
    made = sorted(case.made, key=lambda a: case.met(a))
    parts = [Part(case.pen.pick(phrases.CLOSE), LOOSE, 0)]
    for number, argument in enumerate(made[:3]):
        bank = phrases.HELD if case.met(argument) else phrases.STANDS
        text = case.pen.pick(bank, claim=inside(argument.claim))
        parts.append(Part(text, CORE if number == 0 else GOOD - number, 0, argument.id))
        if number == 0:
            parts += impact(case, argument, 0, argument.id)
    parts += _theirs(case)
    if not made:
        parts += spent(case, 1)
    way = "for" if case.side is Side.AFFIRMATIVE else "against"
    parts.append(Part(case.pen.pick(phrases.VERDICT, way=way), FIRM, 3))
    return fitted(parts, case.cap)


def _theirs(case: Case) -> list[Part]:
    """What became of the surest of the other side's points."""
    points = sorted(case.hearing.points, key=lambda p: -p.score)
    answered = [p for p in points if p.argument.id in case.answered]
    point: Point | None = next(iter(answered or points), None)
    if point is None:
        return []
    bank = phrases.MET if answered else phrases.UNMET
    text = case.pen.pick(bank, claim=case.wording.inside(point.argument.claim))
    return [Part(text, GOOD, 1)]


def spent(case: Case, paragraph: int) -> list[Part]:
    """When nothing new is left: say so, and weigh two points that stand against each other."""
    parts = [Part(case.pen.pick(phrases.SPENT), GOOD, paragraph)]
    mine = list(case.made) or list(case.own)[:1]
    theirs = [p.argument for p in case.hearing.points]
    pairs = [(a, b) for a in mine for b in theirs]
    case.pen.random.shuffle(pairs)
    for ours, other in pairs[:12]:
        text = case.pen.pick(
            phrases.BALANCE,
            ours=case.wording.inside(ours.claim),
            theirs=case.wording.inside(other.claim),
        )
        if text:
            parts.append(Part(text, GOOD - 1, paragraph))
            break
    for argument in mine:
        extra = impact(case, argument, paragraph)
        if extra:
            parts += extra
            break
    return parts
