"""The phrases of the word list: what a teacher may write, and the pattern that each becomes.

    whole words, one after another      you are an idiot
    any ending                          idiot*
    one or the other                    you|u are|r an idiot
    may be missing                      you are (such) (a|an) idiot
    up to three words between           you ... idiot
    a phrase from a list of the file    <you-are> an idiot
    the end of a sentence               i give up .

Patterns are matched against what folding.py makes of a text. They hold no nested repetition, so
that no text takes them long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.classroom.folding import fold

Lists = Mapping[str, Sequence[str]]
LOOSE = {"i": "i1", "l": "l1"}
GAP = r"(?: [a-z0-9*]+){0,3}?"
SENTENCE_ENDS = r"(?= \.|$)"
WORD_ENDS = r"(?![a-z0-9*])"
FEW = 12
"""Beginnings of a phrase up to which each is sorted in with all the others..."""
LONG = 500
"""...unless so long a pattern follows that it should stand there once."""


class PhraseFault(ValueError):
    """A phrase cannot be read. The message is the rest of a sentence about it."""


def prove(phrase: str, lists: Lists) -> None:
    """Raises PhraseFault where `phrase` cannot be read."""
    _beginnings(phrase, lists)


def pattern_of(phrases: Iterable[str], lists: Lists) -> re.Pattern[str] | None:
    """One pattern that finds any of `phrases`; None where there are none. Raises PhraseFault.

    The alternatives are sorted by how they begin, so that a word that begins none of them is
    passed over at its first letter. What begins with one of many words is kept together.
    """
    many: dict[tuple[str, ...], list[str]] = {}
    for phrase in phrases:
        for choices, rest in _beginnings(phrase, lists):
            if len(choices) > FEW or (len(choices) > 1 and len(rest) > LONG):
                many.setdefault(choices, []).append(rest)
            else:
                for choice in choices:
                    many.setdefault((choice,), []).append(rest)
    if not many:
        return None
    few = {choices[0]: rests for choices, rests in many.items() if len(choices) == 1}
    parts = [_sorted({choice: _any_of(rests) for choice, rests in few.items()})] if few else []
    for choices, rests in many.items():
        if len(choices) > 1:
            parts.append(_sorted(dict.fromkeys(choices, "")) + _any_of(rests))
    return re.compile(rf"(?<![a-z0-9*]){_any_of(parts)}")


def _sorted(begun: Mapping[str, str]) -> str:
    """The pattern of these words, each with what follows it, first letters first."""
    by_letter: dict[str, list[str]] = {}
    for words, rest in begun.items():
        first, _, more = words.partition(" ")
        own = _letters(first.rstrip("*"))[1:] + _word_end(first) + _spaced(more)
        by_letter.setdefault(first[0], []).append(own + rest)
    return _any_of([letter + _any_of(rests) for letter, rests in sorted(by_letter.items())])


def _any_of(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(patterns))})"


def _beginnings(phrase: str, lists: Lists) -> list[tuple[tuple[str, ...], str]]:
    """The words that `phrase` may begin with, each time with the pattern of what follows."""
    slots = [_slot(part, lists) for part in _parts(phrase)]
    if all(slot.may_lack for slot in slots):
        raise PhraseFault("needs a word that may not be missing")
    found: list[tuple[tuple[str, ...], str]] = []
    for number, slot in enumerate(slots):
        if not slot.choices:
            raise PhraseFault("must begin with a word")
        found.append((slot.choices, "".join(later.pattern for later in slots[number + 1 :])))
        if not slot.may_lack:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of a phrase: the words that may stand there, and the pattern of the place."""

    choices: tuple[str, ...]
    may_lack: bool
    pattern: str


def _parts(phrase: str) -> list[str]:
    """The slots of a phrase as they were written."""
    parts = re.findall(r"\([^()]*\)|[^\s()]+", phrase)
    if "".join(parts).replace(" ", "") != "".join(phrase.split()):
        raise PhraseFault("has a bracket that is not closed, or one in another")
    return parts


def _slot(part: str, lists: Lists) -> _Slot:
    if part == "...":
        return _Slot((), False, GAP)
    inner, may_lack = part.strip("()"), part.startswith("(")
    choices: list[str] = []
    patterns: list[str] = []
    for choice in inner.split("|"):
        named = re.fullmatch(r"\s*<([^<>]+)>\s*", choice)
        if choice.strip() == ".":
            patterns.append(SENTENCE_ENDS)
        elif not named:
            choices.append(_plain(choice))
            patterns.append(_spaced(choices[-1]))
        elif named[1] in lists:
            listed = [_plain(words) for words in lists[named[1]]]
            choices += listed
            patterns += [_spaced(words, starred=False) for words in listed]
        else:
            known = ", ".join(sorted(lists)) or "none"
            raise PhraseFault(f"names a list “{named[1]}” that is not there; there are: {known}")
    pattern = _any_of(patterns) + ("?" if may_lack else "")
    return _Slot(tuple(dict.fromkeys(choices)), may_lack, pattern)


def _plain(words: str) -> str:
    """Words as they are folded, a star behind those that may end in any way."""
    plain = []
    for word in words.split():
        stem = " ".join(w for w in fold(word.rstrip("*")).split() if w != ".")
        if not stem or "*" in stem or not re.search(r"\w", stem):
            raise PhraseFault(f"has “{word}” where a word should be")
        plain.append(stem + "*" if word.endswith("*") else stem)
    if not plain:
        raise PhraseFault("has an empty choice")
    return " ".join(plain)


def _spaced(words: str, *, starred: bool = True) -> str:
    made = (_letters(word.rstrip("*"), starred=starred) + _word_end(word) for word in words.split())
    return "".join(f" {word}" for word in made)


def _letters(word: str, *, starred: bool = True) -> str:
    """The pattern of a word: a star may stand for each letter but the first and the last."""
    star = "*" if starred else ""
    made = [word[0]]
    for place, letter in enumerate(word[1:], start=2):
        accepted = LOOSE.get(letter, letter) + (star if place < len(word) else "")
        made.append(f"[{accepted}]" if len(accepted) > 1 else accepted)
    return "".join(made)


def _word_end(word: str) -> str:
    return "[a-z0-9*]*" if word.endswith("*") else WORD_ENDS
