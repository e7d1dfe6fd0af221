"""Words that two texts have in common, by runs of words in the same order.

Knows nothing of debates. What stands between quotation marks is left out, since it is meant to be
somebody else's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

RUN = 6
"""Words in a row from which on texts are held to share them: two people seldom chance on as many."""
QUOTED = regex.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"\n]*\"")
CITATION = regex.compile(r"\[[\d\s,;–-]+\]")
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'\-][\p{L}\p{M}\p{N}]+)*")


@dataclass(frozen=True, slots=True)
class Common:
    """What a text has in common with another: its longest run, as written, and all of it.

    `run` words stand in the longest, `words` in all runs together, which is `share` of the text.
    """

    longest: str
    run: int
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is compared, and its place; None stands where a quotation was."""

    form: str | None
    start: int
    end: int


def common(text: str, other: str, known: str = "") -> Common | None:
    """What `text` has in common with `other`; None where that is less than a run.

    Runs that stand in `known`, such as the motion, are anybody's and do not count.
    """
    mine = tuple(_words(text))
    forms = [word.form for word in mine]
    theirs = _forms(other)
    runs = _runs(theirs) - _runs(_forms(known))
    shared = {at + n for at in _starts(forms, runs) for n in range(RUN)}
    if not shared:
        return None
    first, last = _longest(forms, theirs, shared)
    longest = " ".join(text[mine[first].start : mine[last].end].split())
    words = sum(form is not None for form in forms)
    return Common(longest, last - first + 1, len(shared), len(shared) / words)


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, without the numbers of its citations."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    cited = [match.span() for match in CITATION.finditer(text)]
    for word in WORD.finditer(text):
        if not _within(word.start(), cited):
            form = None if _within(word.start(), quoted) else _form(word[0])
            yield _Word(form, word.start(), word.end())


def _forms(text: str) -> list[str]:
    """All words as they are compared, those in quotation marks too."""
    return [_form(word) for word in WORD.findall(CITATION.sub(" ", text))]


def _form(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")


def _within(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _starts(forms: Sequence[str | None], runs: set[tuple[str, ...]]) -> Iterator[int]:
    return (at for at in range(len(forms) - RUN + 1) if tuple(forms[at : at + RUN]) in runs)


def _runs(forms: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(forms[at : at + RUN]) for at in range(len(forms) - RUN + 1)}


def _longest(
    mine: Sequence[str | None], theirs: Sequence[str], shared: Collection[int]
) -> tuple[int, int]:
    """The first and the last word of the longest run, among the words that are shared."""
    seen = [form if at in shared else None for at, form in enumerate(mine)]
    match = SequenceMatcher(None, seen, theirs, autojunk=False).find_longest_match()
    return match.a, match.a + match.size - 1
