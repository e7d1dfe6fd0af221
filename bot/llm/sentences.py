"""Where a text may be cut: at the end of a sentence, never inside one if that can be helped."""

from __future__ import annotations

import re

from bot.debate.rules import count_words

END = re.compile(
    r"""
    (?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bvs)(?<!\bGen)(?<!\bSen)(?<!\bNo)
    (?<!\b[A-Z])(?<!\.[A-Z])       # an initial, or the dots of U.S.
    [.!?…]+
    [*_"'”’»)\]]*                  # closing marks belong to the sentence
    (?:\s?\[[\d,;\s–-]+\])*        # so do the citations behind it
    (?=\s+[^a-z\s]|\s*$)           # no sentence begins with a small letter
    """,
    re.VERBOSE,
)


def whole_sentences(text: str) -> str:
    """`text` up to the end of its last whole sentence; empty where it has none."""
    ends = [match.end() for match in END.finditer(text)]
    return text[: ends[-1]].rstrip() if ends else ""


def within(text: str, words: int) -> str:
    """`text` with at most so many words: cut after the last sentence that fits.

    Where not even the first sentence fits, it is cut between two words, and shows it.
    """
    text = text.strip()
    if count_words(text) <= words:
        return text
    fitting = ""
    for match in END.finditer(text):
        start = text[: match.end()]
        if count_words(start) > words:
            break
        fitting = start
    return fitting.rstrip() or _first_words(text, words)


def _first_words(text: str, words: int) -> str:
    end = 0
    for match in re.finditer(r"\S+", text):
        if count_words(text[: match.end()]) > words:
            break
        end = match.end()
    return text[:end].rstrip(" ,;:–-") + "…"
