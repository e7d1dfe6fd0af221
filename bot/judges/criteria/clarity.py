"""Claim clarity: whether each speech says early, and definitely, what is to be believed."""

from __future__ import annotations

from bot.judges import lexicon
from bot.judges.case import Case, Told
from bot.judges.cohesion import restates
from bot.judges.finding import Finding, at, within
from bot.judges.reading import Sentence, content
from bot.judges.traits import clearness, states, traits
from bot.library.stems import words_of

EARLY = 2
"""A claim in one of so many first sentences is early."""
DEFINITE = 3
"""A sentence with so many words that say something is definite; a long one with one fewer, too."""
VAGUE = 2.3
"""The most that a claim can earn that is not."""


def clarity(case: Case) -> Finding:
    """What was found. A question is taken for what it asks, and never makes a claim by itself."""
    found = [(told, *_claim_in(told, case.topic)) for told in case.argued]
    weight = sum(max(told.weight, 1) for told, _, _ in found)
    value = within(sum(v * max(told.weight, 1) for told, v, _ in found) / weight)
    stated = [(told, v, claim) for told, v, claim in found if claim is not None]
    if not stated:
        return Finding(
            value=value,
            why=_nothing_found(case),
            strength="",
            step=f"Begin your {case.argued[0].name} with one sentence that says what you want your listeners to believe.",
        )
    told, best, claim = max(stated, key=lambda f: (f[1], -f[0].turn))
    worst, low, weak = min(found, key=lambda f: (f[1], f[0].turn))
    assert claim is not None
    turn, words = at(told, claim)
    late = not _early(told, claim)
    return Finding(
        value=value,
        why=_why(value, late=late, vague=best < 3, uneven=best - low >= 1, where=worst.name),
        strength=f"Your {told.name} says clearly what you claim.",
        step=_step(worst, weak),
        turn=turn,
        words=words,
    )


def _claim_in(told: Told, topic: str) -> tuple[float, Sentence | None]:
    """How clear the claim of one speech is, and the sentence that makes it."""
    if not told.argues:
        return _question_in(told)
    about = content(words_of(topic))
    rated = [(_rated(told, s, about), s) for s in told.counts if _claims(s)]
    if not rated:
        return 1.0, None
    best, claim = max(rated, key=lambda r: (r[0], -r[1].start))
    waste = max(traits(told.sentences, topic).waste - 0.3, 0.0)
    return best - 1.5 * waste, claim


def _claims(sentence: Sentence) -> bool:
    attack = lexicon.INSULT.search(sentence.text) or lexicon.STRAW.search(sentence.text)
    return states(sentence) and not attack


def _rated(told: Told, sentence: Sentence, about: frozenset[str]) -> float:
    """How clear a claim is. One that only says the motion again is as vague as the motion."""
    plain = not lexicon.TASTE.search(sentence.text)
    value = 2.1 + 0.9 * clearness(sentence) + 0.4 * plain + 0.6 * _early(told, sentence)
    return (
        value if _definite(sentence) and not restates(sentence, about) else min(value - 0.7, VAGUE)
    )


def _definite(sentence: Sentence) -> bool:
    said = len(sentence.stems) + (len(sentence.words) >= 8)
    return said >= DEFINITE and not lexicon.HEDGES.search(sentence.text)


def _question_in(told: Told) -> tuple[float, Sentence | None]:
    """A question or an answer is clear where it is one, and about something."""
    said = [s for s in told.counts if s.stems]
    if not said:
        return 1.0, None
    best = max(said, key=lambda s: (clearness(s), len(s.stems), -s.start))
    asked = sum(s.asks for s in told.counts)
    return 1.4 + clearness(best) + 0.4 * (len(best.stems) >= 3) - 0.3 * max(asked - 1, 0), best


def _early(told: Told, sentence: Sentence) -> bool:
    return sentence in told.counts[:EARLY]


def _nothing_found(case: Case) -> str:
    if all(not t.argues for t in case.told):
        return "You only asked or answered, so there is no claim of your own to find."
    return "No sentence says what you want your listeners to believe."


def _why(value: float, *, late: bool, vague: bool, uneven: bool, where: str) -> str:
    if value >= 3.5:
        return "You say early and definitely what you claim."
    if value < 1.5:
        return "It is hard to tell what you claim."
    if uneven:
        return f"Your claim is clear in one speech, but not in your {where}."
    if late:
        return "There is a claim, but it comes late."
    if vague or value < 2.5:
        return "There is a claim, but it stays vague."
    return "Your main claim is clear."


def _step(worst: Told, weak: Sentence | None) -> str:
    if weak is None:
        return f"Begin your {worst.name} with the one sentence that you want remembered."
    if not _early(worst, weak):
        return f"Move {worst.place(weak)} to the front, so that your listeners know what comes."
    return f"Say {worst.place(weak)} again in at most fifteen words, with who does what."
