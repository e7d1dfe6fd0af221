"""Words brought to a common form, so that a student's wording can meet an argument's.

Spelling, number, tense and everyday synonyms are evened out here. Knows nothing of arguments.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DENY = (
    "not no never nobody none nothing neither nor without cannot cant dont doesnt didnt wont isnt"
    " arent wasnt werent wouldnt shouldnt couldnt hasnt havent aint hardly false untrue wrong"
)
NEGATORS = frozenset(_DENY.split())
_GLUE = (
    "a an the and or but so if then than that this these those there here it its he she they them"
    " their his her we our you your u ur i im my me is are was were be been being am do does did"
    " have has had having of to in on at by for from with as about into over after before up down"
    " out off just really very literally like well also too even still only some any all such what"
    " whats which who when where why how will would can could should may might must shall gonna"
    " get gets got lol tho bc cuz because yeah ok okay thing things stuff kind sort lot lots much"
    " many more most one ones say says said think thinks know every everything everybody everyone other others each mean means make makes made"
    " thats theres theyre theyve were weve youre youve"
)
EMPTY = frozenset(_GLUE.split())
SYNONYMS = (
    "russia russian russians moscow kremlin putin",
    "america american americans usa us washington states",
    "china chinese beijing",
    "ukraine ukrainian ukrainians kyiv kiev",
    "venezuela venezuelan venezuelans caracas maduro",
    "cuba cuban",
    "soldier soldiers troop troops personnel military army forces men guys",
    "talk talks talking dialogue dialog negotiate negotiation negotiations conversation engage"
    " engagement discussion chat speak speaking",
    "threat threats threaten threatening threatens",
    "danger dangerous dangers risk risky risks scary",
    "100 hundred",
    "1000 thousand",
    "weak weakness soft",
    "diplomat diplomats ambassador ambassadors envoy envoys",
    "reward rewards prize rewarding",
    "begin begins start starts starting began",
    "big large huge giant",
    "small tiny little few handful",
    "stop stops stopping prevent prevents",
    "money cash dollar dollars billion billions",
    "debt loan loans owe owed owes lend lent lender",
    "fight fighting war wars clash conflict",
    "bully bullies aggressor aggressors aggression",
    "scare scares scared afraid fear fears frightened",
    "answer answers respond response reply",
    "ally allies allied",
    "guard guards guarding protect protects protecting protected protection shield shields defend",
    "photo photos picture pictures camera cameras tv television",
    "enemy enemies rival rivals adversary adversaries opponent foe foes",
    "dictator dictators regime ruler strongman tyrant",
    "neighbor neighbors neighbour neighbours",
    "mistake mistakes misunderstanding misunderstandings misread accident accidents error",
    "defense defence",
    "behavior behaviour",
    "important importance prestige status",
    "friend friends partner partners",
    "learn understand find discover",
    "promise promises pledge word",
    "useless pointless ineffective",
    "result results outcome outcomes progress",
    "invade invades invaded invasion attack attacks attacked attacking",
    "hack hacks hacker hackers hacking cyber computer computers cybersecurity",
)

_EVERYWHERE = "=russia =america =china =ukraine =venezuela =cuba countri state world"
COMMONPLACE = frozenset(_EVERYWHERE.split())
"""Stems that every speech here holds: two texts are not alike for having them in common."""

_stemmer = snowballstemmer.stemmer("english")
_one_at_a_time = Lock()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The common form of one lower-case word."""
    if word in _TOGETHER:
        return _TOGETHER[word]
    with _one_at_a_time:  # the stemmer keeps the word that it works on in itself
        return str(_stemmer.stemWord(word))


_TOGETHER: dict[str, str] = {}
_TOGETHER.update(
    {word: f"={group.split()[0]}" for group in SYNONYMS for word in group.split()},
)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without apostrophes."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return tuple(w.replace("'", "") for w in WORD.findall(folded))


def names_in_common(one: str, other: str) -> bool:
    """Whether two texts speak of the same countries."""
    return bool(_stems(one) & _stems(other) & COMMONPLACE)


def in_common(one: str, other: str) -> int:
    """How many stems of weight two texts share: what is everywhere or empty does not count."""
    return len(_weighty(one) & _weighty(other))


def _weighty(text: str) -> frozenset[str]:
    return _stems(text) - COMMONPLACE


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words_of(text) if w not in EMPTY and w not in NEGATORS)


def negations(words: tuple[str, ...]) -> int:
    """How many words of denial there are."""
    return sum(w in NEGATORS for w in words)


def trigrams(text: str) -> frozenset[str]:
    """The runs of three letters, which survive a slip of the finger."""
    padded = f"  {' '.join(words_of(text))} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, with their punctuation, in order."""
    parts = re.split(r"(?<=[.!?…;])[\"”')\]]*\s+|\n+", text)
    return tuple(p.strip() for p in parts if p and p.strip())
