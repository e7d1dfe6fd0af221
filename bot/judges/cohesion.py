"""Whether the sentences of a speech hang together, and with what it is about. Told by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, takewhile

from bot.judges import lexicon
from bot.judges.hollow import HOLLOW
from bot.judges.reading import Sentence
from bot.judges.stemming import common_stem, plain_stem
from bot.library.stems import EMPTY, NEGATORS, words_of

LONGEST_ASIDE = 2
"""So many sentences on end may be about something else; more of them are off the motion."""
WHOLE_SPEECH = 4
"""A speech of at least so many sentences is off the motion where not one is about it."""


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
    """The words by which sentences hang together, synonyms taken as one."""
    return frozenset(
        common_stem(w)
        for w in words
        if w not in EMPTY and w not in NEGATORS and len(w) > 1 and plain_stem(w) not in HOLLOW
    )


def off_the_motion(
    said: Sequence[Sentence], about: frozenset[str], most: int = LONGEST_ASIDE
) -> tuple[Sentence, ...]:
    """The sentences in runs of more than `most` that hang together with nothing said in the debate.

    `about` are the words of the motion and of all that was said, as `links` gives them. It takes a
    run because a single good sentence often brings quite new words.
    """
    linked = [links(s.words) for s in said]
    held = _held(said, linked, about)
    if not held:
        return tuple(said) if len(said) >= WHOLE_SPEECH else ()
    off: list[Sentence] = []
    at = 0
    while at < len(said):
        run = [said[n] for n in takewhile(lambda n: n < len(said) and n not in held, count(at))]
        off += run * (len(run) > most)
        at += len(run) + 1
    return tuple(off)


def _held(
    said: Sequence[Sentence], linked: Sequence[frozenset[str]], about: frozenset[str]
) -> frozenset[int]:
    """The numbers of the sentences that hang, by themselves or by others, on what it is about."""
    held = {n for n, words in enumerate(linked) if words & about}
    reached = dict.fromkeys(held)
    while reached:
        rest = [n for n in range(len(said)) if n not in held]
        reached = dict.fromkeys(n for n in rest if _hangs(n, said, linked, held))
        held |= reached.keys()
    return frozenset(held)


def _hangs(
    number: int, said: Sequence[Sentence], linked: Sequence[frozenset[str]], held: set[int]
) -> bool:
    if any(linked[number] & linked[other] for other in held):
        return True
    return number - 1 in held and bool(lexicon.GOES_ON.match(said[number].text))
