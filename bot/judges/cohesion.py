"""Whether the sentences of a speech hang together, and with what it is about. Told by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.judges import lexicon
from bot.judges.hollow import HOLLOW
from bot.judges.reading import Sentence
from bot.judges.stemming import common_stem, plain_stem
from bot.library.ideas import ideas_of
from bot.library.stems import EMPTY, NEGATORS, words_of

NEXT_TO = 1
"""So many sentences from one that hangs on the motion, one that does not may still belong to it."""
WHOLE_SPEECH = 4
"""A speech of so many sentences is off the motion where not one hangs on anything said."""


def restates(sentence: Sentence, about: frozenset[str]) -> bool:
    """Whether a sentence says the topic again and next to nothing else."""
    return bool(about) and len(sentence.stems - about) < 2 and bool(sentence.stems & about)


def adrift_in(said: Sequence[Sentence], topic: str) -> tuple[Sentence, ...]:
    """The sentences that hang together neither with the topic nor with one that does.

    A sentence hangs on another by a word, or on the one before by how it begins. Where none hangs
    on the topic there is nothing to drift from.
    """
    linked = [links(s.words) for s in said]
    held = _held(said, linked, links(words_of(topic)))
    return tuple(s for n, s in enumerate(said) if n not in held) if held else ()


def links(words: Iterable[str]) -> frozenset[str]:
    """The words by which sentences hang together, synonyms taken as one. Numbers are none."""
    return frozenset(common_stem(w) for w in words if _telling(w))


def ground(words: Iterable[str]) -> frozenset[str]:
    """The words that `links` gives, and the ideas that they share with other words."""
    found = links(words)
    return found | {idea for word in found for idea in ideas_of(word)}


def _telling(word: str) -> bool:
    if len(word) < 2 or word in EMPTY or word in NEGATORS or lexicon.QUANTITIES.fullmatch(word):
        return False
    return plain_stem(word) not in HOLLOW


@dataclass(frozen=True, slots=True)
class Drift:
    """The sentences of a speech that hang together with nothing else that is said in the debate.

    `beside` stand next to one that does, and may well belong to it; `off` do not.
    """

    beside: tuple[Sentence, ...] = ()
    off: tuple[Sentence, ...] = ()


def drift_in(said: Sequence[Sentence], about: frozenset[str], motion: frozenset[str]) -> Drift:
    """What drifts from the debate in a speech.

    `about` are the words of the motion and of all that was said, as `ground` gives them, `motion`
    the stems of the motion: to say it again holds nothing together. A good sentence often brings
    quite new words, so what stands next to one that hangs together is let be. One that hangs on by
    a single word, between two that do not, goes with them: a word may be chance.
    """
    said = [s for s in said if not restates(s, motion)]
    linked = [ground(s.words) for s in said]
    held = _held(said, linked, about)
    if not held:
        return Drift(off=tuple(said)) if len(said) >= WHOLE_SPEECH else Drift()
    firm = {
        n for n in held if len(linked[n] & about) != 1 or {n - 1, n + 1} & held or _at_edge(n, said)
    } or held
    near = {n + step for n in firm for step in range(-NEXT_TO, NEXT_TO + 1)}
    return Drift(
        beside=tuple(s for n, s in enumerate(said) if n in near - firm),
        off=tuple(s for n, s in enumerate(said) if n not in near),
    )


def _at_edge(number: int, said: Sequence[Sentence]) -> bool:
    return number == 0 or number == len(said) - 1


def _held(
    said: Sequence[Sentence], linked: Sequence[frozenset[str]], about: frozenset[str]
) -> frozenset[int]:
    """The numbers of the sentences that hang, by themselves or by others, on what it is about.

    Ideas alone hold no speech together: at least one sentence must share a word.
    """
    firmest = max((_strength(words & about) for words in linked), default=0)
    held = {n for n, words in enumerate(linked) if words & about and firmest >= 1}
    reached = dict.fromkeys(held)
    while reached:
        rest = [n for n in range(len(said)) if n not in held]
        reached = dict.fromkeys(n for n in rest if _hangs(n, said, linked, held))
        held |= reached.keys()
    return frozenset(held)


def _strength(shared: frozenset[str]) -> float:
    """How firmly two sentences hang together by what they share: an idea alone is half a word."""
    return sum(0.5 if word.startswith("~") else 1 for word in shared)


def _hangs(
    number: int, said: Sequence[Sentence], linked: Sequence[frozenset[str]], held: set[int]
) -> bool:
    if any(linked[number] & linked[other] for other in held):
        return True
    return number - 1 in held and bool(lexicon.GOES_ON.match(said[number].text))
