"""Reasoning: whether reasons are given, and carry on to the claim."""

from __future__ import annotations

from bot.debate.model import Kind
from bot.judges import lexicon
from bot.judges.case import Case, Told
from bot.judges.finding import NOWHERE, Finding, at, only_asked, within
from bot.judges.quality import score_of
from bot.judges.reading import Sentence
from bot.judges.traits import evidence_in, reasons_in, saturating

BEST = 4
"""So many sentences of a speech can show how it reasons; more of them show no more."""
FULL = 1.2
"""So much reasoning in a speech is two thirds of what there can be."""
BARE = 2.4
"""The most that facts earn from which nothing is made to follow."""
A_FACT, FACT = 0.5, 0.35
"""From so much evidence on a sentence is a fact, and so much of a reason is a fact by itself."""


def reasoning(case: Case) -> Finding:
    """What was found. A reason that says the claim again, or was given before, is none."""
    rated = [
        (reasons_in(s, case.about), told, s) for told in case.told for s in told.counts if s.stems
    ]
    value = within(_value(case))
    if not rated or max(r[0] for r in rated) <= 0:
        if all(told.kind is Kind.QUESTION for told in case.told):
            step = "Ask for the step between their reason and their claim."
            return only_asked("no reason of your own was due", step)
        return _without_reasons(case, value)
    most, told, best = max(rated, key=lambda r: (r[0], -r[1].turn, -r[2].start))
    least, poor, bare = min(_stated(rated) or rated, key=lambda r: (r[0], r[1].turn, r[2].start))
    turn, words = at(told, best)
    weighed = any(lexicon.WEIGHS.search(s.text) for _, s in case.sentences())
    return Finding(
        value=value,
        why=_why(value, weighed=weighed, most=most),
        strength="You weigh one thing against another."
        if weighed
        else f"In {told.place(best)} you say why, and not only what.",
        step="Say why your point would still count if the other side were right about theirs."
        if value >= 2.5 and not weighed
        else _bare_step(poor, bare, least),
        turn=turn,
        words=words,
    )


def _without_reasons(case: Case, value: float) -> Finding:
    """What can be said where no sentence ties a reason to a claim; facts may still stand for it."""
    facts = [(told, s) for told, s in case.sentences() if evidence_in((s,), case.topic) >= A_FACT]
    turn, words = at(*facts[0]) if facts else (None, NOWHERE)
    return Finding(
        value=min(value, BARE if facts else 1.4),
        why="You give facts, but leave it to your listeners what follows from them."
        if facts
        else "You say what you think, but not why.",
        strength="",
        step=f"After {facts[0][0].place(facts[0][1])}, say what follows from it, beginning with “so”."
        if facts
        else _first_step(case),
        turn=turn,
        words=words,
    )


def _stated(rated: list[tuple[float, Told, Sentence]]) -> list[tuple[float, Told, Sentence]]:
    """Those that state something in a speech, and neither ask nor answer."""
    return [r for r in rated if r[1].argues and not r[2].asks]


def _value(case: Case) -> float:
    """The speeches' values, each counting by its words."""
    weight = sum(max(t.weight, 1) for t in case.argued)
    return sum(_value_of(t, case) * max(t.weight, 1) for t in case.argued) / weight


def _value_of(told: Told, case: Case) -> float:
    said = told.firm
    best = sorted((reasons_in(s, case.about) for s in said), reverse=True)[:BEST]
    weighed = 0.4 * any(lexicon.WEIGHS.search(s.text) for s in said)
    swept = 0.15 * min(sum(len(lexicon.ABSOLUTES.findall(s.text)) for s in said), 4)
    facts = [s for s in said if evidence_in((s,), case.topic) >= A_FACT]
    shown = saturating(sum(best) + FACT * min(len(facts), 2), FULL)
    return 1 + 2.2 * shown + 0.9 * score_of(told.sentences, case.topic) + weighed - swept


def _why(value: float, *, weighed: bool, most: float) -> str:
    if value >= 3.5:
        return "You lead from reasons to your claim" + (", and weigh them." if weighed else ".")
    if value >= 2.5:
        return "You give reasons that lead to your claim" + (
            ", and weigh them." if weighed else "; nothing is weighed yet."
        )
    if value >= 1.5:
        return "You give a reason, but a step is missing between it and your claim."
    return "You say what you think, and hardly why."


def _first_step(case: Case) -> str:
    told = case.argued[0]
    said = [s for s in told.counts if s.stems]
    where = told.place(said[0]) if said else f"your {told.name}"
    return f"After {where}, add one that begins with “because”."


def _bare_step(told: Told, sentence: Sentence, least: float) -> str:
    if least > 0:
        return f"Add to {told.place(sentence)} what follows from it, beginning with “so”."
    return f"After {told.place(sentence)}, add one that begins with “because”."
