"""The check that what students and the bot write has to pass: which words are met, and how.

Looks at words alone. It knows no file, no model and no Discord: screen_files.py reads the list,
`bot/llm/moderation.py` may ask a server as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.classroom.folding import fold
from bot.classroom.personal import shaped
from bot.classroom.phrases import Lists, pattern_of

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


class Action(StrEnum):
    """What is done about a hit.

    HOLD keeps the words back until a teacher approves. TELL lets them pass and tells the teachers.
    MEET keeps them back, tells the teachers, and answers the writer with the line, at once.
    """

    HOLD = "hold"
    TELL = "tell"
    MEET = "meet"

    @property
    def holds(self) -> bool:
        """Whether the words are kept off the record."""
        return self is not Action.TELL


class Whose(StrEnum):
    """Whose words a category is for."""

    STUDENTS = "students"
    BOT = "bot"
    BOTH = "both"

    def covers(self, *, bot: bool) -> bool:
        """Whether it is for the bot's words, or for a student's."""
        return self is Whose.BOTH or (self is Whose.BOT) is bot


@dataclass(frozen=True, slots=True)
class Hit:
    """That a text was met by a category. `line` is what its writer is told; it quotes nothing."""

    category: str
    line: str
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One category of the word list, as its file says it.

    `phrases` are what is looked for, `let_through` what is none of it all the same where the two
    overlap, `shapes` kinds of personal data, and `server` what a moderation server calls it.
    """

    name: str
    action: Action
    whose: Whose
    line: str
    phrases: tuple[str, ...] = ()
    let_through: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    server: tuple[str, ...] = ()

    @property
    def hit(self) -> Hit:
        """What it says where it finds something."""
        return Hit(self.name, self.line, self.action)


@dataclass(frozen=True, slots=True)
class _Sieve:
    """A category with its patterns."""

    category: Category
    phrases: re.Pattern[str] | None
    passes: re.Pattern[str] | None

    def catches(self, folded: str, written: str) -> bool:
        """Whether the text, as it was folded and as it was written, holds something of it."""
        if self.category.shapes and shaped(written, self.category.shapes):
            return True
        if self.phrases is None:
            return False
        found = list(self.phrases.finditer(folded))
        if not found or self.passes is None:
            return bool(found)
        harmless = [m.span() for m in self.passes.finditer(folded)]
        return not all(
            any(start < m.end() and m.start() < end for start, end in harmless) for m in found
        )


@dataclass(frozen=True, slots=True)
class Screen:
    """The word list, ready to be held against a text. The first category that hits is told."""

    sieves: tuple[_Sieve, ...] = ()

    @classmethod
    def of_entries(cls, categories: Iterable[Category], lists: Lists | None = None) -> Screen:
        """A screen of these categories. Raises PhraseFault where a phrase cannot be read."""
        known: Lists = lists or {}
        return cls(
            tuple(
                _Sieve(c, pattern_of(c.phrases, known), pattern_of(c.let_through, known))
                for c in categories
            )
        )

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories, in their order."""
        return tuple(sieve.category for sieve in self.sieves)

    def of(self, text: str, *, bot: bool = False) -> Hit | None:
        """What of this text is met first, if anything; `bot` where the bot has written it."""
        folded, written = fold(text), INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
        for sieve in self.sieves:
            if sieve.category.whose.covers(bot=bot) and sieve.catches(folded, written):
                return sieve.category.hit
        return None

    def named(self, names: Iterable[str], *, bot: bool = False) -> Hit | None:
        """The hit for what a moderation server has named, if any category is for that."""
        told = frozenset(names)
        for category in self.categories:
            if category.whose.covers(bot=bot) and told.intersection(category.server):
                return category.hit
        return None


def filled(line: str, values: Mapping[str, str]) -> str:
    """`line` with each `{name}` replaced. Raises KeyError with the first that has no value."""
    return re.sub(r"\{([^{}]*)\}", lambda name: values[name[1]], line)


def count(categories: Sequence[Category]) -> int:
    """How many entries the categories have, what they let through included."""
    return sum(len(c.phrases) + len(c.let_through) + len(c.shapes) for c in categories)
