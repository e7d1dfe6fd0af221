"""British or American spelling, for words of our own alone.

Never touched: what stands between quotation marks or in a quoted line, the marks of citations,
links, and names, which are told by their capital. Knows nothing of debates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.config import Spelling
from bot.speakers.quoted import quoted
from bot.speakers.spellings import pairs, to_american_only, to_british_only

AMERICAN = {**dict(pairs()), **dict(to_american_only())}
"""What the Americans write for what the British write."""
BRITISH = {**{american: british for british, american in pairs()}, **dict(to_british_only())}
"""What the British write for what the Americans write."""
WORD = re.compile(r"[^\W\d_]+")
UNTOUCHED = re.compile(r"\[[^\]\n]*\]|`[^`\n]*`|\S*(?:://|www\.|@)\S*|\S+\.[^\W\d_]\S*")
"""Marks of citations, code, and what looks like an address."""
BEGINS = re.compile(r"(?:^|[.!?…:\n])[\"“”‘’'*_~>#()\[\]\d\s–—-]*$")
"""What stands before a word that has its capital from beginning a sentence."""
SHORTENED = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Col|Prof|vs|No))\.\s*$")
"""What ends in a point and ends no sentence."""
CAPITAL = re.compile(r"\s+[^\W\d_a-z]\w*", re.ASCII)
SURNAMES = frozenset({"gray", "grey"})


def spelled(text: str, spelling: Spelling, keep: Iterable[str] = ()) -> str:
    """The text in one spelling, each word with the capitals that it had.

    `keep` are names and titles that stay as they are wherever they stand. A word whose capital does
    not come from beginning a sentence is taken for a name, and so is one before another capital.
    """
    words = AMERICAN if spelling is Spelling.AMERICAN else BRITISH
    kept = tuple(_kept(text, keep))

    def other(found: re.Match[str]) -> str:
        word = found.group()
        wanted = words.get(word.lower())
        if wanted is None or any(
            start < found.end() and found.start() < end for start, end in kept
        ):
            return word
        if word.islower():
            return wanted
        if _is_name(text, found):
            return word
        return wanted.upper() if word.isupper() else wanted.capitalize()

    return WORD.sub(other, text)


def american(word: str) -> str:
    """One word in small letters as the Americans write it, so that either spelling is the same."""
    return AMERICAN.get(word, word)


def _kept(text: str, keep: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The places in which nothing is touched."""
    for one in quoted(text):
        yield one.start, one.readings[-1][1]
    for found in UNTOUCHED.finditer(text):
        yield found.span()
    for name in filter(None, keep):
        for found in re.finditer(re.escape(name), text):
            yield found.span()


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word with a capital is, or belongs to, a name."""
    word, before = found.group(), text[: found.start()]
    if word.isupper():
        return False
    if not BEGINS.search(before) or SHORTENED.search(before):
        return True
    return word.lower() in SURNAMES or bool(CAPITAL.match(text, found.end()))
