"""What can be measured in the words of an argument, each trait from 0 to 1.

What is measured follows what people have been found to name when they say why one argument
convinces them more than another:

- I. Habernal, I. Gurevych, “Which argument is more convincing?”, ACL 2016, and “What makes a
  convincing argument?”, EMNLP 2016: details, facts, examples and reasons; balance; clarity; against
  it abuse, shouting, jokes, bad language, missing reasons, rants, being off the topic.
- A. Toledo and others, “Automatic argument quality assessment”, EMNLP 2019: short arguments in pairs
  of much the same length, where how it is put has to decide.
- M. Gleize and others, “Are you convinced?”, ACL 2019: length alone agrees with 77 % of the labels of
  the 2016 pairs, and with 53 % where lengths are alike. So new words count here, and words that were
  said before, or would fit any topic, do not.
- H. Wachsmuth and others, “Computational argumentation quality assessment”, EACL 2017: clarity,
  local relevance and sufficiency, global relevance, reasonableness (the other side is considered).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.judges import lexicon
from bot.judges.cohesion import adrift_in, restates
from bot.judges.reading import Left, Sentence, content, counting
from bot.judges.stemming import common_stem, plain_stem
from bot.library.readability import syllables
from bot.library.stems import EMPTY, words_of

NAME = re.compile(
    r"(?<![.!?…:\"“”'(\n] )(?<!^)(?<![.!?…:\"“”'(\n])\b[A-Z][\w’'-]*[a-z]\w*|\b[A-Z]{2,5}\b(?!['’]?[a-z])"
)
CITED = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]|https?://|www\.")
_NO_NAMES = """
I I'm I'd I've I'll OK TV Monday Tuesday Wednesday Thursday Friday Saturday Sunday God
WOW LOL NOT NO ALL SO IS AND THE YOU VERY WHY WHAT HOW IT REALLY
"""
NO_NAMES = frozenset(_NO_NAMES.split())
ENOUGH = 80
"""So many different stems are as good as more."""
ADRIFT = 0.7
"""How much is taken away from what a sentence adds that hangs together with nothing."""
DENSE = 6.0
"""Guiraud's measure of a text in which hardly a word is idle."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What was measured. The last four speak against an argument, all others for it."""

    amount: float
    density: float
    reasons: float
    evidence: float
    other_side: float
    relevance: float
    claim: float
    clarity: float
    precision: float
    heat: float
    taste: float
    vagueness: float
    waste: float


def traits(sentences: Sequence[Sentence], topic: str = "") -> Traits:
    """The traits of an argument whose sentences these are."""
    about = content(words_of(topic))
    sentences = [s for s in sentences if s.left is not Left.OUT]
    said = tuple(s for s in counting(sentences) if not s.empty and not restates(s, about))
    adrift = adrift_in(said, topic)
    words = [w for s in said for w in s.words]
    return Traits(
        amount=_amount(said, adrift, about),
        density=_density(said),
        reasons=saturating(sum(reasons_in(s, about) for s in _each_new(said)), 1.6),
        evidence=saturating(evidence_in(said, topic) - ADRIFT * evidence_in(adrift, topic), 2.0),
        other_side=saturating(_kinds(lexicon.OTHER_SIDE, said), 1.2),
        relevance=relevance(said, topic),
        claim=_claim(said),
        clarity=_clarity(said),
        precision=_precision(words),
        heat=saturating(heat_in(sentences), 1.5),
        taste=_taste(said, words),
        vagueness=_vagueness(said, words),
        waste=_waste(sentences),
    )


def saturating(amount: float, half: float) -> float:
    """Nearer to 1 the more there is, each more adding less; `half` is about two thirds of the way."""
    return 1 - math.exp(-amount / half)


def _amount(said: Sequence[Sentence], adrift: Sequence[Sentence], about: frozenset[str]) -> float:
    """How much is said that is new: the different stems that say something, each more counting less."""
    every = frozenset(s for sentence in said for s in sentence.stems) - about
    firm = (
        frozenset(s for sentence in said if sentence not in adrift for s in sentence.stems) - about
    )
    count = len(firm) + (1 - ADRIFT) * len(every - firm)
    return min(math.log1p(count) / math.log1p(ENOUGH), 1.0)


def _density(said: Sequence[Sentence]) -> float:
    """How much is said for how many words: Guiraud's measure, different stems by the root of words."""
    stems = frozenset(s for sentence in said for s in sentence.stems)
    words = sum(len(s.words) for s in said)
    return min(len(stems) / math.sqrt(max(words, 9)) / DENSE, 1.0)


def reasons_in(sentence: Sentence, about: frozenset[str] = frozenset()) -> float:
    """How much reasoning a sentence shows. A reason that only says the claim again is none."""
    if sentence.asks or len(sentence.stems) < 2 or not sentence.stems - about:
        return 0.0
    text = sentence.text
    joints = [*lexicon.CONNECTIVES.finditer(text), *lexicon.SO.finditer(text)]
    tied = sum(_gives_a_reason(text[: m.start()], text[m.end() :], about) for m in joints)
    return (
        min(tied, 2.0)
        + 0.5 * min(_count(lexicon.CONDITIONS, text), 2)
        + 0.5 * min(_count(lexicon.EFFECTS, text), 2)
        + 0.4 * min(_count(lexicon.CONTRASTS, text), 2)
    )


def _gives_a_reason(before: str, after: str, about: frozenset[str]) -> bool:
    """Whether one part of a sentence gives a reason for the other, and does not only repeat it."""
    first, second = content(words_of(before)), content(words_of(after))
    new = len(second - first - about) >= 1 or (bool(second) and len(first - second - about) >= 2)
    return new and len((first | second) - about) >= 2


def evidence_in(said: Sequence[Sentence], topic: str = "") -> float:
    """How many different pieces of evidence there are: figures, names, sources, examples."""
    about = {plain_stem(w) for w in words_of(topic)}
    figures: set[str] = set()
    names: set[str] = set()
    sources: set[str] = set()
    examples = 0
    for sentence in said:
        if len(sentence.stems) < 3 or sentence.asks:
            continue
        figures |= {m.group().lower() for m in lexicon.QUANTITIES.finditer(sentence.text)}
        names |= set(names_in(sentence)) - about
        sources |= {m.group().lower() for m in lexicon.SOURCES.finditer(sentence.text)}
        examples += _count(lexicon.EXAMPLES, sentence.text)
        sources |= {m.group() for m in CITED.finditer(sentence.text)}
    return (
        min(len(figures), 3) * 0.8
        + min(len(names), 3) * 0.6
        + min(len(sources), 2) * 0.7
        + min(examples, 2) * 0.6
    )


def names_in(sentence: Sentence) -> list[str]:
    """The stems of the proper names in a sentence, in order; nothing where it is all in capitals."""
    text = sentence.text
    if sum(c.isupper() for c in text) > 0.4 * sum(c.isalpha() for c in text):
        return []
    found = (m.group() for m in NAME.finditer(text))
    return [plain_stem(words_of(n)[0]) for n in found if n not in NO_NAMES and words_of(n)]


def relevance(said: Sequence[Sentence], topic: str) -> float:
    """How far the words are about the topic; a half where there is no topic to tell by."""
    about = {common_stem(w) for w in words_of(topic) if w not in EMPTY} - _OFFICIAL
    if not about:
        return 0.5
    spoken = {common_stem(w) for s in said for w in s.words}
    return min(len(about & spoken) / max(min(len(about), 3), 1), 1.0)


_OFFICIAL = frozenset(common_stem(w) for w in ("house", "believes", "would", "should", "motion"))


def _claim(said: Sequence[Sentence]) -> float:
    return float(any(states(s) for s in said))


def states(sentence: Sentence) -> bool:
    """Whether a sentence says how something is or ought to be."""
    return (
        not sentence.asks
        and len(sentence.words) >= 4
        and len(sentence.stems) >= 1
        and bool(
            lexicon.STANCE.search(sentence.text)
            or lexicon.EFFECTS.search(sentence.text)
            or len(sentence.words) >= 8
        )
    )


def _clarity(said: Sequence[Sentence]) -> float:
    """Whether sentences have a readable length and end, and words are written out."""
    if not said:
        return 0.0
    return sum(clearness(s) for s in said) / len(said)


def clearness(sentence: Sentence) -> float:
    """How easily one sentence is read, 0 to 1."""
    count = len(sentence.words)
    length = 1.0 if 6 <= count <= 30 else 0.7 if count < 6 else max(0.0, 1 - (count - 30) / 30)
    slips = len(lexicon.CHAT.findall(sentence.text)) + len(lexicon.LONE_I.findall(sentence.text))
    slips += not sentence.text[:1].isupper() and sentence.text[:1].isalpha()
    slips += sentence.text[-1:].isalnum()
    slips += 2 * bool(lexicon.SHOUTS.search(sentence.text)) + shouted(sentence)
    return 0.5 * length + 0.5 * max(0.0, 1 - 0.25 * slips)


def _precision(words: Sequence[str]) -> float:
    """How particular the words are: long ones among those that are not glue."""
    telling = [w for w in words if w not in EMPTY and w.isalpha()]
    if not telling:
        return 0.0
    mean = sum(min(syllables(w), 4) for w in telling) / len(telling)
    return min(max((mean - 1.1) / 1.1, 0.0), 1.0)


def heat_in(sentences: Iterable[Sentence]) -> float:
    """How much abuse, shouting and mockery there is."""
    amount = 0.0
    for sentence in sentences:
        text = sentence.text
        amount += len(lexicon.ABUSE.findall(text)) + len(lexicon.MOCKERY.findall(text))
        amount += 0.7 * len(lexicon.SHOUTS.findall(text)) + 0.25 * text.count("!")
        amount += 0.7 * shouted(sentence)
    return amount


def shouted(sentence: Sentence) -> int:
    """How many words are written in capitals for their loudness, at most three."""
    loud = [
        w
        for w in re.findall(r"\b[A-Z]{4,}\b", sentence.text)
        if w not in ("NATO", "NASA", "UNICEF", "OPEC", "ASEAN", "BRICS", "AIDS")
    ]
    short = [w for w in re.findall(r"\b[A-Z]{2,3}\b", sentence.text) if w in NO_NAMES]
    return min(len(loud) + len(short), 3)


def _taste(said: Sequence[Sentence], words: Sequence[str]) -> float:
    """How far it is about the speaker, and what they like."""
    if not words:
        return 1.0
    mine = sum(w in ("i", "me", "my", "mine", "im", "myself") for w in words) / len(words)
    told = sum(_count(lexicon.TASTE, s.text) + _count(lexicon.NARRATIVE, s.text) for s in said)
    return min(4 * mine + 1.5 * told / math.sqrt(len(words)), 1.0)


def _vagueness(said: Sequence[Sentence], words: Sequence[str]) -> float:
    """How much is hedged away, swept together or only asked."""
    if not words:
        return 1.0
    hedges = sum(len(lexicon.HEDGES.findall(s.text)) for s in said)
    sweeping = sum(len(lexicon.ABSOLUTES.findall(s.text)) for s in said)
    asked = sum(s.asks for s in said) / len(said)
    root = math.sqrt(len(words))
    return min(
        1.2 * max(hedges - 0.5, 0) / root
        + 0.8 * max(sweeping - 0.5, 0) / root
        + 0.7 * max(asked - 0.25, 0),
        1.0,
    )


def _waste(sentences: Sequence[Sentence]) -> float:
    """The share of the words that add nothing: left out, or fit for any topic."""
    words = sum(len(s.words) for s in sentences)
    idle = sum(len(s.words) for s in sentences if s.left or len(s.stems) < 2)
    empty = sum(
        max(len(s.words) - 7 * len(s.stems), 0) for s in counting(sentences) if len(s.stems) >= 2
    )
    return min((idle + empty) / words, 1.0) if words else 1.0


def _each_new(said: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that bring at least two stems which none before has."""
    seen: set[str] = set()
    new = []
    for sentence in said:
        if len(sentence.stems - seen) >= 2:
            new.append(sentence)
        seen |= sentence.stems
    return new


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len({m.group().lower() for m in pattern.finditer(text)})


def _kinds(pattern: re.Pattern[str], said: Sequence[Sentence]) -> int:
    return len({m.group().lower() for s in said for m in pattern.finditer(s.text)})
