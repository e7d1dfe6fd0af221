"""A few of somebody's own words, fit to stand between quotation marks.

What is repeated is repeated exactly, or not at all: words with marks that act on a page are left
out, and what is cut is shown as cut.
"""

from __future__ import annotations

import re

from bot.library.stems import EMPTY, sentences_of, words_of
from bot.speakers.hearing import INSULT, ORDER

ACTING = re.compile(r"[<>@\[\]*_~`|“”\"«»#\\]|https?:|www\.", re.IGNORECASE)
"""What cannot be repeated: it would act on the page, or close the quotation too soon."""
CLAUSE = re.compile(r"[.,;:!?…()\n–—]+(?=\s|$)|\s[–—-]\s|\s(?=(?:but|although|though)\s)")
_LOOSE = (
    "a an the and or but so if of to in on at by for from with as is are was were be that"
    " than their his her its our my your because not no very more most who which when where"
    " will would can they we you he she it i like"
)
LOOSE = frozenset(_LOOSE.split())
"""Words that a quotation does not end on where it is cut."""


def few_words(text: str, most: int) -> str:
    """The words with which `text` opens, as they stand: to the end of its clause, at most so many.

    Empty where they may not be repeated.
    """
    clause = CLAUSE.split(text.strip(), maxsplit=1)[0]
    words = list(re.finditer(r"\S+", clause))
    kept = words[:most]
    while len(words) > len(kept) > 1 and kept[-1].group().lower() in LOOSE:
        kept.pop()
    said = clause[: kept[-1].end()] if kept else ""
    if ACTING.search(said) or INSULT.search(said) or ORDER.search(said):
        return ""
    return said if len(kept) == len(words) else f"{said} …"


def glimpse(text: str, most: int) -> str:
    """At most so many words of the weightiest clause of `text`, which point to it; else empty."""
    clauses = [c.strip() for s in sentences_of(text) for c in CLAUSE.split(s) if c and c.strip()]
    best = max(clauses, key=weight, default="")
    return few_words(JOINED.sub("", best), most)


def opening(sentence: str, claim: str = "") -> str:
    """The sentence from where it comes to the point: behind “my first point is that”.

    With a claim, from the first word that is one of the claim's.
    """
    words = list(re.finditer(r"\S+", sentence))
    telling = {w for w in words_of(claim) if w not in EMPTY}
    for number, word in enumerate(words):
        if telling.intersection(words_of(word.group())):
            before = words[number - 1].group().lower() if number else ""
            return sentence[words[number - (before in ARTICLES)].start() :]
    led = LEAD.match(sentence)
    return sentence[led.end() :] if led else sentence


_ARTICLES = "a an the no not every one two some most"
ARTICLES = frozenset(_ARTICLES.split())
JOINED = re.compile(r"^\W*(?:(?:and|but|so|or|because|that)\s+)+", re.IGNORECASE)
"""How a clause is joined to the one before it."""
LEAD = re.compile(
    r"\W*(?:my|our|one|first(?:ly)?|second(?:ly)?|finally|i|we|to)\b[^,;:]{0,36}?(?:\bthat\s+|:\s+)",
    re.IGNORECASE,
)
"""How a sentence leads up to what it says."""


def weight(words: str) -> int:
    """How many words there are that tell something."""
    return sum(w not in EMPTY for w in words_of(words))
