"""Words brought to a common form. Ballots are written in threads, so that each call has to be safe."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import snowballstemmer

from bot.library.stems import SYNONYMS

_stemmer = snowballstemmer.stemmer("english")
_one_at_a_time = Lock()
_TOGETHER = {word: f"={group.split()[0]}" for group in SYNONYMS for word in group.split()}


@lru_cache(maxsize=50_000)
def plain_stem(word: str) -> str:
    """The stem of one lower-case word."""
    with _one_at_a_time:  # the stemmer keeps the word that it works on in itself
        return str(_stemmer.stemWord(word))


def common_stem(word: str) -> str:
    """The stem of one lower-case word, everyday synonyms taken as one."""
    return _TOGETHER.get(word) or plain_stem(word)
