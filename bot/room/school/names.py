"""What a person may be called: harmless in any text, and not to be taken for anybody else.

A name is letters, numbers, spaces and a few plain marks, so that it carries no markup, no mention
and no formula. Letters that look alike in different alphabets count as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SHORTEST, LONGEST = 2, 32
_MARKS = frozenset(" .'\u2019-()")
_MOST_ACCENTS = 3
_FIGURES = " 0123456789"
_RESERVED = frozenset(
    {"admin", "administrator", "bot", "discord", "everyone", "here", "lehrer", "lehrerin"}
    | {"mod", "moderator", "profesor", "room", "roomkeeper", "system"}
)
_NO_CLASS = frozenset({"teacher", "teachers", "student", "students", "everyone"})
_WITHIN = ("teacher",)

_TWINS = str.maketrans(
    # Cyrillic, then Greek, then Armenian, each under the Latin letter that it is taken for.
    "аеорсухіјѕԁԛԝһвкмнтАВЕКМНОРСТУХІЈЅԚԜҮαικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսոհցՕՍ",
    "aeopcyxijsdqwhbkmhtABEKMHOPCTYXIJSQWYaiknoptuxABEZHIKMNOPTYXounhgOU",
)
_AS_LETTERS = str.maketrans("013457", "oleast")
_SHAPES = str.maketrans({"0": "O", "1": "l", "I": "l", "|": "l"})


class NameRefused(Exception):
    """The name will not do; the text is the line to show."""


def fit_classes(texts: Iterable[str], bot: str) -> tuple[str, ...]:
    """The names of classes, such as 9B: each its own, none that of a role. Raises NameRefused."""
    found: list[str] = []
    reserved = {_letters(bot), *(_letters(word) for word in _NO_CLASS)}
    for text in texts:
        name = _tidy(text, "A class's name", 1)
        if _letters(name) in reserved:
            raise NameRefused(f"A class cannot be called {name}.")
        if name.casefold() in (other.casefold() for other in found):
            raise NameRefused(f"There are two classes called {name}.")
        found.append(name)
    return tuple(found)


def tidy(text: object) -> str:
    """The name that a person typed, without what is not seen. Raises NameRefused."""
    name = _tidy(text, "A name", SHORTEST)
    if not any(c.isalpha() for c in name):
        raise NameRefused("A name has a letter in it.")
    return name


def _tidy(text: object, what: str, least: int) -> str:
    if not isinstance(text, str):
        raise NameRefused(f"{what} is a text.")
    seen = "".join(c for c in unicodedata.normalize("NFKC", text[:1000]) if _is_seen(c))
    name = " ".join(seen.split())
    if not least <= len(name) <= LONGEST:
        raise NameRefused(f"{what} has {least} to {LONGEST} characters.")
    if not all(c in _MARKS or unicodedata.category(c)[0] in "LMN" for c in name):
        raise NameRefused(f"{what} is made of letters, numbers, spaces and . ' - ( ).")
    if unicodedata.category(name[0])[0] not in "LN":
        raise NameRefused(f"{what} begins with a letter or a number.")
    if any(len(accents) > _MOST_ACCENTS for accents in _piled_up(name)):
        raise NameRefused(f"{what} has too many accents on one letter.")
    return name


def _is_seen(letter: str) -> bool:
    """Not a control, a direction mark, half a pair, or a letter that no font has."""
    return letter.isspace() or unicodedata.category(letter)[0] != "C"


def _piled_up(name: str) -> list[str]:
    """The runs of accents, each on one letter."""
    marked = "".join(c if unicodedata.category(c) in ("Mn", "Me") else " " for c in name)
    return marked.split()


def fit_student(text: object, bot: str) -> str:
    """A student's name. Raises NameRefused also for what could be the teacher, the bot, the room."""
    name = tidy(text)
    read = {_letters(name), _letters(name.rstrip(_FIGURES))}
    taken = {_letters(bot), *(_letters(word) for word in _RESERVED)}
    if read & taken or any(_letters(word) in plain for word in _WITHIN for plain in read):
        raise NameRefused("That name would be taken for somebody else. Choose one of your own.")
    return name


def alike(name: str, others: Iterable[str]) -> bool:
    """Whether `name` is one of `others`, or looks like one."""
    return any(_same(name, other) for other in others)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or _shape(one).casefold() == _shape(other).casefold()


def _shape(name: str) -> str:
    """The name as the eye takes it: without accents, spaces and marks, twins as one letter.

    A capital I is the twin of a small l, a small i is not: Ian and lan, but not Ian and Lan.
    """
    bare = unicodedata.normalize("NFD", name.translate(_TWINS))
    shaped = "".join(c for c in bare if _counts(c)).translate(_SHAPES)
    # After this, small and capital letters are one; L must not fall together with the l of an I.
    return "".join("\u2113" if c == "l" else c for c in shaped)


def _letters(name: str) -> str:
    """The letters of a name alone, twins and look-alike figures as one, in small letters."""
    bare = unicodedata.normalize("NFD", name.translate(_TWINS).casefold().translate(_TWINS))
    kept = "".join(c for c in bare if _counts(c))
    return kept.translate(_AS_LETTERS).replace("i", "l")


def _counts(letter: str) -> bool:
    """A letter or a number, or a sign that makes another letter of it; no accent, no space."""
    return unicodedata.category(letter)[0] in "LNM" and not "\u0300" <= letter <= "\u036f"
