"""Fairness: whether the other side's view is told rightly, granted where it is right, and never abused."""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.wording import NAMES
from bot.judges import lexicon
from bot.judges.case import Case, Told, distinctive
from bot.judges.cohesion import links
from bot.judges.finding import Finding, at, within
from bot.judges.quality import score_of
from bot.judges.reading import Left, Sentence
from bot.judges.sources import Held, quotations_in
from bot.judges.traits import shouted

REMEMBERED = 1
"""So many words of weight that the other side used make a restatement of it a right one."""
WELL = 0.25
"""The quality from which on the other side's case, argued for them, was put well enough."""
PUT_INTO = 4
"""A restatement with so many words of weight, none of them theirs, puts words into their mouth."""


@dataclass(frozen=True, slots=True)
class _Seen:
    told: Told
    sentence: Sentence


def fairness(case: Case) -> Finding:
    """What was found. What is quoted is not held against who quotes it."""
    insults = [_Seen(t, s) for t, s in _all(case) if lexicon.INSULT.search(_own_words(s))]
    twisted = [_Seen(t, s) for t, s in case.sentences() if _twists(case, t, s)]
    restated = [_Seen(t, s) for t, s in case.sentences() if _restates(case, t, s)]
    granted = [_Seen(t, s) for t, s in case.sentences() if _grants(case, t, s)]
    considered = [_Seen(t, s) for t, s in case.sentences() if _considers(s)]
    considered = [*_lent(case), *considered]
    loud = sum(_loud(s) for _, s in case.sentences())
    value = 2.0
    if considered:
        value = 3.0 if considered[0].told.lent else 2.7
    if restated:
        value = 3.0 + 0.3 * (len({s.told.turn for s in restated}) > 1)
    if granted:
        value = max(value, 2.9) + 0.6
    value -= 1.3 * len(insults) + 0.9 * len(twisted) + 0.2 * min(loud, 3)
    if insults:
        value = min(value, 1.4)
    best = next(iter((*insults, *twisted, *granted, *restated, *considered)), None)
    turn, words = at(best.told, best.sentence) if best else (None, (0, 0))
    return Finding(
        value=within(value),
        why=_why(insults, twisted, granted, restated, considered),
        strength=_strength(granted, restated, considered),
        step=_step(case, insults, twisted, granted, restated),
        turn=turn,
        words=words,
    )


def _lent(case: Case) -> list[_Seen]:
    """Where somebody argued the other side's case, as a format may ask, and did it well enough."""
    lent = [t for t in case.told if t.lent and t.counts]
    return [_Seen(t, t.counts[0]) for t in lent if score_of(t.sentences, case.topic) >= WELL]


def _all(case: Case) -> list[tuple[Told, Sentence]]:
    """Every sentence but orders to the judge: an insult counts however often it was said."""
    return [(t, s) for t in case.told for s in t.sentences if s.left is not Left.OUT]


def _own_words(sentence: Sentence) -> str:
    """A sentence without what it quotes."""
    return lexicon.QUOTED.sub(" ", sentence.text)


def _restates(case: Case, told: Told, sentence: Sentence) -> bool:
    if not lexicon.RESTATES.search(sentence.text) or not sentence.stems:
        return False
    theirs = case.heard_words(told.turn)
    by_flow = any(told.turn in point.by_flow for point in case.points)
    remembered = len(distinctive(case, sentence.words) & theirs) >= REMEMBERED
    return (remembered or by_flow) and not _straw(sentence)


def _grants(case: Case, told: Told, sentence: Sentence) -> bool:
    """Whether a sentence grants something, and that is about what the debate is about."""
    if not lexicon.GRANTS.search(sentence.text) or len(sentence.stems) < 2:
        return False
    ground = case.about | case.heard_words(told.turn) | _before(told, sentence)
    return bool(links(sentence.words) & ground) and not _straw(sentence)


def _before(told: Told, sentence: Sentence) -> frozenset[str]:
    return frozenset(link for s in told.counts if s is not sentence for link in links(s.words))


def _considers(sentence: Sentence) -> bool:
    said = not sentence.asks and len(sentence.stems) >= 2
    return said and bool(lexicon.OTHER_SIDE.search(sentence.text))


def _twists(case: Case, told: Told, sentence: Sentence) -> bool:
    """Whether a sentence says of the other side what it did not say."""
    if _straw(sentence):
        return True
    if not lexicon.RESTATES.search(sentence.text):
        return False
    heard = tuple(s.text or "" for s in case.spoken if s.turn.index < told.turn)
    checks = quotations_in(sentence, case.known(told.turn), heard)
    if any(check.held is Held.MISQUOTED for check in checks):
        return True
    if not lexicon.SAID_THAT.search(sentence.text) or not case.heard(told.turn):
        return False
    mine = distinctive(case, sentence.words)
    return len(mine) >= PUT_INTO and not mine & case.heard_words(told.turn)


def _straw(sentence: Sentence) -> bool:
    return bool(lexicon.STRAW.search(_own_words(sentence))) and not sentence.asks


def _loud(sentence: Sentence) -> int:
    text = sentence.text
    return (
        bool(lexicon.SHOUTS.search(text))
        + bool(lexicon.MOCKERY.search(text))
        + (shouted(sentence) > 1)
    )


def _why(
    insults: list[_Seen],
    twisted: list[_Seen],
    granted: list[_Seen],
    restated: list[_Seen],
    considered: list[_Seen],
) -> str:
    if insults:
        return "This is aimed at a person and not at what they said."
    if twisted:
        return "This says of the other side what it did not say."
    if granted and restated:
        return "You say the other side's point back and grant what is true in it."
    if granted:
        return "You grant something to the other side before you answer."
    if restated:
        return "You say the other side's point back before you answer it."
    if considered and considered[0].told.lent:
        return "You put the other side's case as they might have put it."
    if considered:
        return "You take into view what could be said against you."
    return "You stay polite, but the other side's view does not come up."


def _strength(granted: list[_Seen], restated: list[_Seen], considered: list[_Seen]) -> str:
    if granted:
        return "You grant a point before you turn it."
    if restated:
        return "You say the other side's point back before you answer it."
    return "You take the other side into view." if considered else ""


def _step(
    case: Case,
    insults: list[_Seen],
    twisted: list[_Seen],
    granted: list[_Seen],
    restated: list[_Seen],
) -> str:
    if insults:
        where = insults[0].told.place(insults[0].sentence)
        return f"Say what is wrong with the point in {where}, and leave the person out."
    if twisted:
        where = twisted[0].told.place(twisted[0].sentence)
        return f"Look up what the other side said, and put it in {where} as they did."
    if not restated and case.theirs:
        return f"Begin your next answer with “You say that …”, and finish it with the other side's {_latest(case)}."
    if not granted:
        return "Before you answer next time, grant the one thing in their point that is true."
    return "Say why your point still stands after what you granted."


def _latest(case: Case) -> str:
    spoken = [s for s in case.theirs if s.turn.kind.argues] or list(case.theirs)
    return NAMES[max(spoken, key=lambda s: s.turn.index).turn.kind]
