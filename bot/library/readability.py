"""How hard a text is to read: the Flesch-Kincaid grade.

J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, “Derivation of new readability formulas
for Navy enlisted personnel”, Research Branch Report 8-75, 1975:

    0.39 · words per sentence + 11.8 · syllables per word - 15.59

It was made for English. Syllables are counted by their vowels, which is right for about nine words
in ten and evens out over a page.
"""

from __future__ import annotations

import re

from bot.library.sentences import sentences

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouyàâäáèéêëìíîïòóôöùúûü]+")
SILENT = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouy]l)e$"  # made, whole; not table
    r"|(?<=[^aeiouysxzcgh])es$"  # likes; not boxes
    r"|(?<=[^aeiouytd])ed$"  # named; not wanted
    r"|(?<=[^aeiouy])e(?=(?:ly|ment|ness|less|ful)s?$)"  # completely
)
FEWEST_WORDS = 50


def grade(text: str) -> float | None:
    """The American school year in which `text` reads easily; None where it is too short to tell."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    per_sentence = len(words) / len(sentences(text))
    per_word = sum(map(syllables, words)) / len(words)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    return max(len(VOWELS.findall(word)) - len(SILENT.findall(word)), 1)
