"""Evidence: whether facts are given, whether they have a source, and whether it says what is said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.model import Kind
from bot.judges import lexicon
from bot.judges.case import Case, Told
from bot.judges.cohesion import links
from bot.judges.finding import Finding, at, only_asked, within
from bot.judges.reading import Left, Sentence
from bot.judges.sources import Check, Held, citations_in, quotations_in
from bot.judges.traits import evidence_in, reasons_in

FACT = 0.5
"""From so much evidence on a sentence gives a fact."""
MOST_FACTS = 4
UNSOURCED = 2.4
"""The most that facts earn of which none is said to come from anywhere."""
SOURCED = 2.5
"""The least that facts earn of which one is said to come from somewhere."""
UNCHECKED = 2.9
"""The most that facts can earn whose source nobody can look up."""


@dataclass(frozen=True, slots=True)
class _Fact:
    told: Told
    sentence: Sentence
    amount: float
    sourced: bool


def evidence(case: Case) -> Finding:
    """What was found. A number that leads to no source, or to one that says something else, costs."""
    facts = [_fact(told, s, case) for told in case.told for s in told.firm if not s.asks]
    facts = [f for f in facts if f.amount >= FACT]
    checks = [(told, check) for told in case.told for check in _checks(told, case)]
    good = [(told, check) for told, check in checks if check.good]
    wrong = [(told, check) for told, check in checks if check.wrong]
    value = within(_value(case, facts, good) - 0.9 * len(wrong))
    if not facts and not checks and all(told.kind is Kind.QUESTION for told in case.told):
        return only_asked("no fact of your own was due", "Let your next question rest on a fact.")
    if not facts and not checks and (aside := _aside(case)):
        return aside
    turn, words = _where(facts, good, wrong)
    return Finding(
        value=value,
        why=_why(case, facts, good, wrong),
        strength=_strength(facts, good),
        step=_step(case, facts, good, wrong),
        turn=turn,
        words=words,
    )


def _fact(told: Told, sentence: Sentence, case: Case) -> _Fact:
    amount = evidence_in((sentence,), case.topic)
    return _Fact(told, sentence, amount, bool(lexicon.SOURCES.search(sentence.text)))


def _aside(case: Case) -> Finding | None:
    """Where there is a fact, but nothing tells what it has to do with the motion."""
    beside = [_fact(told, s, case) for told in case.told for s in told.beside]
    found = next((f for f in beside if f.amount >= FACT), None)
    if found is None:
        return None
    where = found.told.place(found.sentence)
    return Finding(
        1.4,
        "You give a fact, but not what it has to do with the motion.",
        "",
        f"Say what the fact in {where} shows about the motion.",
        *at(found.told, found.sentence),
    )


def _checks(told: Told, case: Case) -> list[Check]:
    known = case.known(told.turn)
    heard = tuple(s.text or "" for s in case.spoken if s.turn.index < told.turn)
    found: list[Check] = []
    seen: set[tuple[int, Held]] = set()
    for sentence in told.sentences:
        if sentence.left in (Left.OUT, Left.AGAIN):
            continue
        quoted = list(quotations_in(sentence, known, heard))
        misquoted = any(check.held is Held.MISQUOTED for check in quoted)
        cited = (
            []
            if sentence.left or misquoted
            else list(citations_in(sentence, known, _around(told, sentence)))
        )
        for check in (*quoted, *cited):
            if (check.number, check.held) not in seen or not check.number:
                found.append(check)
            seen.add((check.number, check.held))
    return found


def _around(told: Told, sentence: Sentence) -> frozenset[str]:
    at = told.sentences.index(sentence)
    return links(w for s in told.sentences[max(at - 1, 0) : at + 2] for w in s.words)


def _value(case: Case, facts: list[_Fact], good: list[tuple[Told, Check]]) -> float:
    amount = min(sum(min(f.amount, 1.6) for f in facts), MOST_FACTS)
    value = min(max(1 + 0.4 * amount, 1.5 if facts else 1.0), UNSOURCED)
    if amount >= 1 and any(f.sourced for f in facts):
        value = max(value + 0.5, SOURCED)
    if not good:
        return min(value, UNCHECKED)
    reasoned = any(reasons_in(check.sentence, case.about) > 0 for _, check in good)
    different = len({check.number for _, check in good})
    return (
        max(min(value, UNCHECKED) - 0.4, 2.5)
        + 0.4 * min(different, 2)
        + 0.4 * reasoned
        + 0.2 * (amount > 1)
    )


def _where(
    facts: list[_Fact], good: list[tuple[Told, Check]], wrong: list[tuple[Told, Check]]
) -> tuple[int | None, tuple[int, int]]:
    if wrong and len(wrong) >= len(good):
        return at(wrong[0][0], wrong[0][1].sentence)
    if good:
        return at(good[0][0], good[0][1].sentence)
    if facts:
        best = max(facts, key=lambda f: (f.sourced, f.amount, -f.told.turn, -f.sentence.start))
        return at(best.told, best.sentence)
    return None, (0, 0)


def _why(
    case: Case,
    facts: list[_Fact],
    good: list[tuple[Told, Check]],
    wrong: list[tuple[Told, Check]],
) -> str:
    if wrong:
        return _what_was_wrong(wrong[0][1])
    if good:
        count = len({(check.number, check.held) for _, check in good})
        return f"{count} of your citations {'says' if count == 1 else 'say'} what you say."
    if any(s.left is Left.COPIED for told in case.told for s in told.sentences) and not facts:
        return "What you give is copied from a source, with no number and no words of your own."
    if not facts:
        return "You give no fact, figure or example."
    if any(f.sourced for f in facts):
        return (
            "You give facts and say where they come from, but no source that can be looked up here."
        )
    return "You give facts, but nobody could check them."


def _what_was_wrong(check: Check) -> str:
    match check.held:
        case Held.NO_SUCH:
            return f"There is no source [{check.number}] in this debate."
        case Held.OTHER_FIGURE:
            return f"Source [{check.number}] gives another figure than you do."
        case _:
            return "Words that you put between quotation marks are not what was said or written."


def _strength(facts: list[_Fact], good: list[tuple[Told, Check]]) -> str:
    if good and good[0][1].number:
        return f"You bring in source [{good[0][1].number}] where it bears on your claim."
    if good:
        return "You quote a source word for word."
    if facts:
        return f"You give a definite fact in {facts[0].told.place(facts[0].sentence)}."
    return ""


def _step(
    case: Case,
    facts: list[_Fact],
    good: list[tuple[Told, Check]],
    wrong: list[tuple[Told, Check]],
) -> str:
    if wrong:
        told, check = wrong[0]
        return f"Look up what stands behind {told.place(check.sentence)}, and put it right."
    bare = [f for f in facts if f.sentence not in [check.sentence for _, check in good]]
    if case.known(case.told[-1].turn):
        if bare:
            return f"Give {bare[0].told.place(bare[0].sentence)} the number of the source that bears it out."
        if not good:
            return f"Put one fact with the number of its source into your {case.argued[0].name}."
    elif bare and not any(f.sourced for f in facts):
        return f"Say where the fact in {bare[0].told.place(bare[0].sentence)} comes from."
    if not facts and not good:
        return f"Put one fact that can be checked into your {case.argued[0].name}: a date, a figure or a name."
    return "Say in one more sentence what your best fact shows."
