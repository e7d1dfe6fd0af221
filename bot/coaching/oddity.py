"""Words in which there is nothing to coach, and what is said to them instead."""

from __future__ import annotations

import re

from bot.coaching.ground import Ground
from bot.coaching.texts import Voice
from bot.library.stems import words_of
from bot.ports import Advice
from bot.speakers.hearing import Sort, sort_of

FIELDS = {
    Sort.SHORT: "short",
    Sort.FOREIGN: "foreign",
    Sort.ORDER: "order",
    Sort.ABUSE: "abuse",
    Sort.WITHDRAWN: "withdrawn",
}
TO_THE_COACH = re.compile(
    r"(?:^|[.!?,]\s*)(?:(?:please|pls|coach|bot|hey|just|now|and|can you|could you|will you|you must)[, ]+)*"
    r"(?:(?:write|give|make|do|finish|tell)\b.{0,20}\b(?:my|me|the|a|our|this) ?(?:\w+ )?"
    r"(?:speech|rebuttal|essay|homework|answers?|argument|closing|opening|reply|solution)\b"
    r"|(?:tell me what to|what should i) (?:say|write)|say it for me)",
    re.IGNORECASE,
)
"""How somebody asks for the speech itself."""
MOST_WORDS = 250
"""Of a longer text only so many words are looked at."""


def sort_of_words(words: str | None, ground: Ground, school: str = "") -> str:
    """What is odd about these words, as the texts name it; empty where they are fit to work on.

    Words in which an argument is heard are never taken for an order.
    """
    if words is not None and not any(c.isalnum() for c in words):
        return "nothing"
    sort = sort_of(words)
    if words and (sort is Sort.ORDER or TO_THE_COACH.search(words)):
        return "" if ground.heard(words, school) else "order"
    if sort is Sort.FOREIGN and words and _in_english(words, ground):
        return ""
    return FIELDS.get(sort, "")


def _in_english(words: str, ground: Ground) -> bool:
    """Whether most of the words are those of the argument files, as in “Moscow wants respect”."""
    every = words_of(words)
    return 2 * sum(word in ground.vocabulary for word in every) >= len(every) > 0


def odd(words: str, ground: Ground, voice: Voice) -> Advice | None:
    """The answer to words with nothing in them to work on; None for all others. Costly."""
    field = sort_of_words(words, ground)
    if not field:
        return None
    return Advice(voice.say("odd-words.title"), (voice.say(f"odd-words.{field}"),))


def beginning(words: str) -> tuple[str, bool]:
    """As much of the words as is looked at, and whether that is less than all."""
    every = list(re.finditer(r"\S+", words))
    if len(every) <= MOST_WORDS:
        return words, False
    return words[: every[MOST_WORDS - 1].end()], True
