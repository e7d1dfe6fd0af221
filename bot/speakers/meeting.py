"""Which claims of the other side a sentence meets, and which of its own side it takes up again.

Told from the argument graph, from the words that two texts share, and from what the sentence
refers to. An arrow that nobody drew misleads a class more than one that is missing: in doubt none
is drawn.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.debate.arguments import Argument
from bot.debate.flow import Entry
from bot.debate.model import Motion
from bot.library.countering import TURNING
from bot.library.likeness import forms_of, wordings
from bot.library.stems import COMMONPLACE, NEGATORS, stem, words_of

FEWEST_SHARED = 2
"""So many stems of weight must two texts share before they can be about the same thing."""
ENOUGH = 1.5
"""So many rare stems in common are two thirds of enough."""
NEAR, SAME = 0.3, 0.5
"""From NEAR on two texts speak of the same thing; from SAME on they say the same thing of it."""
TOUCHING = 0.12
"""From here on a sentence touches a claim that its argument answers in the graph."""
NAMED = 0.06
"""From here on a sentence that speaks of the other side may name a claim, if it names no other."""
BARELY = 0.1
"""How surely a reply meets a claim of the last speech that only its argument answers."""
_OF_DEBATE = (
    "argument point claim example sense case question speech motion side opponent debate believe"
    " agree disagree opinion idea reason"
)
OF_DEBATE = frozenset(map(stem, _OF_DEBATE.split()))
"""Stems in which any two speeches are alike."""
LONGEST_RUN = 4
"""So many words running that the other side used are a quotation of it."""
REFERS = re.compile(
    r"\b(?:you|u|they|he|she|my opponent|the (?:other side|bot|realists?|hawks?|affirmative|negative))"
    r"(?:'ve|ve| have| had| just| also| only| even| always| keep| kept)* (?:say|says|said|saying"
    r"|claim|claims|claimed|argue|argues|argued|think|thinks|mention|mentioned|told|asked|talk"
    r"|talked|brought|bring|mean)\b"
    r"|\b(?:your|their|my opponent's) (?:\w+ )?(?:point|argument|claim|idea|example|comparison|case"
    r"|reason|logic|question|fact|quote|speech)s?\b|\byou're saying\b|\bwhat you\b",
    re.IGNORECASE,
)
"""How a sentence speaks of what the other side has said."""
OPPOSED = re.compile(
    r"^\W*(?:but|however|no|nope|nah|not true|wrong|yet|still|even so|ok but|okay but|yes but|true but"
    r"|yeah but|sure but|fine but|actually|so what|and yet|on the contrary|that(?:'s| is|s)? (?:not|isn"
    r"|wrong|false|just)|this (?:is wrong|ignores|forgets)|that (?:ignores|forgets|assumes|does))\b"
    r"|,? but\b|\bthat does(?:n't|nt| not) (?:mean|prove|follow|show)\b|\bnot because\b",
    re.IGNORECASE,
)
"""How a sentence turns against what came before it."""


class Weights:
    """How rare each stem is, learned from all `arguments`, and which belong to the motion."""

    def __init__(self, arguments: Iterable[Argument], motion: Motion) -> None:
        arguments = tuple(arguments)
        about = (a for a in arguments if motion.id in a.motions)
        texts = (t for a in about for t in (a.claim, a.because, a.so_what, a.grants))
        told = " ".join((motion.says, motion.background, *motion.topics, *texts))
        self._topic = _stems(told)
        bags = [frozenset(s for t, _ in wordings(a) for s in _stems(t)) for a in arguments]
        count = max(len(bags), 1)
        held = Counter(stem for bag in bags for stem in bag)
        self._strange = math.log(1 + count)
        self._rarity = {stem: math.log(1 + count / often) for stem, often in held.items()}
        self._middle = sorted(self._rarity.values())[len(held) // 2] if held else 1.0

    def on_topic(self, text: str) -> bool:
        """Whether a text speaks of the motion: of its countries, or in several of its words."""
        forms = frozenset(forms_of(words_of(text)))
        return bool(forms & COMMONPLACE) or len(forms & self._topic) >= FEWEST_SHARED

    def likeness(self, one: str, other: str, fewest: int = FEWEST_SHARED) -> float:
        """How far two texts speak of the same thing, 0 to 1; 0 where they share next to nothing.

        They must share at least `fewest` stems of weight.
        """
        mine, theirs = _stems(one), _stems(other)
        common = mine & theirs
        if len(common) < max(fewest, 1):
            return 0.0
        shared = self._mass(common)
        even = math.sqrt(self._mass(mine) * self._mass(theirs))
        return shared / even * (1 - math.exp(-shared / (ENOUGH * self._middle)))

    def _mass(self, stems: Iterable[str]) -> float:
        return sum(self._rarity.get(stem, self._strange) for stem in stems)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Some words of a speech and what is known of them.

    `argument` is the one that they make, `sure` whether it was heard clearly; `refers` the number
    of the claim that they speak of, or that the words before them spoke of.
    """

    text: str
    argument: Argument | None = None
    sure: bool = False
    refers: int | None = None


class Table:
    """The claims that stand when a speech begins. `latest` are the turns it has to meet."""

    def __init__(
        self,
        weights: Weights,
        theirs: Sequence[Entry],
        own: Sequence[Entry],
        latest: frozenset[int],
        known: Mapping[str, Argument],
        school: str,
        *,
        replying: bool = True,
    ) -> None:
        """`replying` says that the speech is there to answer, and not to open a case."""
        self._weights = weights
        self._replying = replying
        self._theirs = [entry for entry in theirs if entry.words]
        self._own = [entry for entry in own if entry.words]
        self._latest = latest
        self._known = known
        self._says: dict[str, list[str]] = {}
        for argument in known.values():
            if argument.school == school:
                for answer in argument.answers:
                    self._says.setdefault(answer.claim, []).append(answer.say)

    def met(self, sentence: Sentence, most: int = 2) -> tuple[int, ...]:
        """The numbers of the other side's claims that a sentence meets, the likeliest first.

        Of claims that it meets by the graph alone only one is told.
        """
        found = [(self._meets(sentence, entry), entry.number) for entry in self._theirs]
        best = sorted((f for f in found if f[0] > 0), key=lambda f: (-f[0], -f[1]))
        shown = [f for f in best if f[0] >= NEAR] or best[:1]
        return tuple(number for _, number in shown[:most])

    def _meets(self, sentence: Sentence, entry: Entry) -> float:
        """How surely a sentence meets a claim; 0 where nothing shows that it does."""
        like = self._near(sentence.text, entry)
        fresh = entry.turn in self._latest
        if sentence.refers == entry.number:
            return 2 + like
        answers = sentence.argument.answers if sentence.argument else ()
        if sentence.sure and entry.argument and any(a.claim == entry.argument for a in answers):
            touch = self._near(sentence.text, entry, 1)
            if like >= TOUCHING:
                return 1 + touch
            shows = touch >= TOUCHING or OPPOSED.search(sentence.text)
            return BARELY + touch if fresh and self._replying and shows else 0.0
        said = (
            self._weights.likeness(sentence.text, s) for s in self._says.get(entry.argument, ())
        )
        if max(said, default=0.0) >= (NEAR if fresh else SAME):
            return 0.8 + like
        if like >= NEAR and fresh and opposed(sentence.text, entry.words):
            return like
        return 0.0

    def referred(self, text: str, theirs: Iterable[str] = ()) -> int | None:
        """The number of the other side's claim that a sentence speaks of; None if of none.

        `theirs` are arguments of the other side that were heard in it.
        """
        heard = frozenset(theirs)
        named = [e for e in self._theirs if e.argument and e.argument in heard]
        quoted = [e for e in self._theirs if runs_together(text, e.words)]
        if found := max((*named, *quoted), key=lambda e: e.turn, default=None):
            return found.number
        if not REFERS.search(text):
            return None
        near = [(self._near(text, e), e.number) for e in self._theirs]
        best = max(near, default=(0.0, 0))
        if best[0] >= NEAR:
            return best[1]
        touched = [e.number for e in self._theirs if self._near(text, e, 1) >= NAMED]
        return touched[0] if len(touched) == 1 else None

    def taken_up(self, sentence: Sentence) -> int | None:
        """The number of the own side's claim that a sentence makes again; None if it is new."""
        id = sentence.argument.id if sentence.argument else ""
        if id:
            return next((e.number for e in self._own if e.argument == id), None)
        alike = [
            (self._weights.likeness(sentence.text, e.words), e.number)
            for e in self._own
            if not e.argument and not _denied(sentence.text, e.words)
        ]
        best = max(alike, default=(0.0, 0))
        return best[1] if best[0] >= SAME else None

    def _near(self, text: str, entry: Entry, fewest: int = FEWEST_SHARED) -> float:
        """How near a text comes to a claim: to its words, or to how the library puts it."""
        argument = self._known.get(entry.argument)
        put = (entry.words, argument.claim) if argument else (entry.words,)
        return max(self._weights.likeness(text, words, fewest) for words in put)


def opposed(sentence: str, claim: str) -> bool:
    """Whether a sentence shows that it speaks against a claim of which it speaks."""
    turned = bool(OPPOSED.search(sentence)) or any(w in TURNING for w in words_of(sentence))
    return turned or _denied(sentence, claim)


def _denied(one: str, other: str) -> bool:
    return any(w in NEGATORS for w in words_of(one)) != any(w in NEGATORS for w in words_of(other))


def runs_together(text: str, claim: str) -> bool:
    """Whether a text holds several words running, some of them of weight, as a claim has them."""
    words, theirs = words_of(text), " ".join(words_of(claim))
    for start in range(len(words) - LONGEST_RUN + 1):
        run = words[start : start + LONGEST_RUN]
        if len(forms_of(run)) >= FEWEST_SHARED and f" {' '.join(run)} " in f" {theirs} ":
            return True
    return False


def _stems(text: str) -> frozenset[str]:
    return frozenset(forms_of(words_of(text))) - COMMONPLACE - OF_DEBATE
