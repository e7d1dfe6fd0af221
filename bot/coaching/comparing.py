"""A sentence held against a passage: which figures and dates are the same, and which are not.

Only numbers are compared, and only where both texts speak of the same thing. Likeness decides
which passages are looked at; it never decides that one bears a sentence out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coaching.dating import Date, date_of, dates_of
from bot.coaching.figures import Figure, all_of, figures_of, shown
from bot.debate.model import Passage
from bot.library.stems import COMMONPLACE, EMPTY, NEGATORS, SYNONYMS, stem, words_of
from bot.speakers.wording import month_and_year

NEAR = 0.34
"""So much of a sentence must a passage share, in weight, to be near it."""
ON_IT = 0.5
"""From here on a passage speaks of the same thing."""
LIGHT = 0.5
"""What a country weighs that every speech here names, where a telling word weighs 1."""
BEYOND = 1.0
"""The least weight that two texts must share beside what is counted, for another number to tell."""
FEWEST = 1.5
"""The least weight that two texts must share."""
_GROUPS = (
    "=russia: soviet soviets ussr",
    "~come: came come comes arrived arrive landed land sent send sends deployed deploy put went flew shipped",
    ": said according year years month time ago total number actually only already still exactly",
)
ALIKE = {
    word: stem
    for group in _GROUPS
    for stem, _, words in (group.partition(":"),)
    for word in words.split()
}
"""Words that count as others here, or not at all."""
ASIDE = re.compile(r"\bnot (?:only|just)\b|(?:,|\band\b)\s*not\b[^,.;]*", re.IGNORECASE)
"""What denies something else than the sentence says: “by talking, not by bombs”."""
PERSONS = frozenset({"putin", "maduro"})
"""Persons whose names stand for their countries elsewhere; a fact about one is none about another."""
NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?\b")
_NO_NAME = "i english mr mrs ms dr"
NO_NAME = frozenset(_NO_NAME.split())


@dataclass(frozen=True, slots=True)
class Compared:
    """One passage beside one sentence. `share` is how much of the sentence it speaks of, 0 to 1.

    `same` are pairs of what the sentence and the passage say in the same numbers, `differing`
    those in other numbers, `untold` what the passage says nothing of.
    """

    passage: Passage
    share: float
    same: tuple[tuple[str, str], ...] = ()
    differing: tuple[tuple[str, str], ...] = ()
    untold: tuple[str, ...] = ()
    denied: bool = False

    @property
    def near(self) -> bool:
        return self.share >= NEAR

    @property
    def bears_out(self) -> bool:
        """Whether every number is the same, every telling word is there, and neither denies it."""
        whole = bool(self.same) and not (self.differing or self.untold or self.denied)
        return whole and self.share == 1


def checkable(sentence: str) -> bool:
    """Whether there is a figure or a date in the sentence that somebody could look up."""
    return next(all_of(sentence), None) is not None


def in_other_words(sentence: str) -> str:
    """Other words for those of a sentence, by which a passage may be found that has none of them."""
    own = frozenset(words_of(sentence))
    groups = (group.split() for group in SYNONYMS)
    return " ".join(word for group in groups if own.intersection(group) for word in group)


def names_in(sentence: str) -> tuple[str, ...]:
    """The names in a sentence, as far as capitals inside it tell."""
    dated = " ".join(sentence[slice(*date.place)] for date in dates_of(sentence))
    found = dict.fromkeys(NAME.findall(sentence))
    return tuple(n for n in found if n not in dated and n.lower() not in NO_NAME)


def names_missing(sentence: str, passage: Passage) -> tuple[str, ...]:
    """The names in a sentence that a passage does not have; a country's other names are one."""
    there = {_stem(word) for word in words_of(passage.text)}
    literal = frozenset(words_of(passage.text))
    return tuple(
        name
        for name in names_in(sentence)
        for word in (name.lower(),)
        if (word not in literal if word in PERSONS else _stem(word) not in there)
    )


def compare(sentence: str, passage: Passage) -> Compared:
    """The passage held against the sentence."""
    share = _share(sentence, passage.text)
    own = tuple(all_of(sentence))
    if share < NEAR:
        return Compared(passage, share, untold=tuple(shown(sentence, one) for one in own))
    same: list[tuple[str, str]] = []
    differing: list[tuple[str, str]] = []
    untold_here: list[str] = []
    for one in own:
        said = shown(sentence, one)
        pair = _held(one, passage)
        if pair is None or not (pair[0] or _same_thing(one, share, sentence, passage)):
            untold_here.append(said)
        else:
            (same if pair[0] else differing).append((said, pair[1]))
    return Compared(
        passage, share, tuple(same), tuple(differing), tuple(untold_here),
        _denials(sentence) != _denials(passage.text),
    )  # fmt: skip


def _same_thing(one: Figure | Date, share: float, sentence: str, passage: Passage) -> bool:
    """Whether a number that differs is one of the same thing, beyond what it counts."""
    counted = one.of if isinstance(one, Figure) else frozenset()
    there = _topics(passage.text)
    beyond = sum(w for t, w in _topics(sentence).items() if t in there and t not in counted)
    return share >= ON_IT and beyond >= BEYOND


def _held(one: Figure | Date, passage: Passage) -> tuple[bool, str] | None:
    """Whether the passage has the same number, and what it has; None where it has none to compare."""
    if isinstance(one, Date):
        told: tuple[Date, ...] = dates_of(passage.text)
        texts = [passage.text[slice(*date.place)] for date in told]
        if not told and (when := date_of(passage.when)):
            told, texts = (when,), [month_and_year(passage.when)]
        hits = [text for date, text in zip(told, texts, strict=True) if one.same(date)]
        if not told:
            return None
        return (True, hits[0]) if hits else (False, " and ".join(dict.fromkeys(texts)))
    there = [f for f in figures_of(passage.text) if one.comparable(f)]
    if not there:
        return None
    hit = next((f for f in there if one.same(f)), None)
    if hit:
        return True, shown(passage.text, hit)
    return False, " and ".join(shown(passage.text, f) for f in there[:2])


def _denials(text: str) -> bool:
    return sum(word in NEGATORS for word in words_of(ASIDE.sub("", text))) % 2 == 1


def _share(sentence: str, text: str) -> float:
    """How much of what the sentence speaks of the text speaks of, by weight; 0 below the least.

    Every country that the sentence names must be in the text too, or they speak of different cases.
    """
    wanted, there = _topics(sentence), _topics(text)
    if any(
        topic in COMMONPLACE and topic not in there for topic in wanted if topic.startswith("=")
    ):
        return 0.0
    shared = sum(weight for topic, weight in wanted.items() if topic in there)
    whole = sum(wanted.values())
    return shared / whole if shared >= FEWEST else 0.0


def _topics(text: str) -> dict[str, float]:
    """What a text speaks of, without its numbers, with the weight of each."""
    bare = text
    places = [*(figure.place for figure in figures_of(text)), *(d.place for d in dates_of(text))]
    for start, end in sorted(places, reverse=True):
        bare = f"{bare[:start]} {bare[end:]}"
    stems = (
        _stem(w) for w in words_of(bare) if w not in EMPTY and w not in NEGATORS and not w.isdigit()
    )
    persons = (f"@{w}" for w in words_of(bare) if w in PERSONS)
    return {s: LIGHT if s in COMMONPLACE else 1.0 for s in (*stems, *persons) if s}


def _stem(word: str) -> str:
    return ALIKE[word] if word in ALIKE else stem(word)
