"""The ground of a debate: what is argued on its motion, prepared once and kept.

Where words come from no debate, the ground is all that the library holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.coaching.reticence import Reticence
from bot.debate.arguments import Answer, Argument
from bot.debate.errors import Unknown
from bot.debate.model import Debate, Motion, Passage
from bot.library.dates import later
from bot.library.recognise import CLEAR, Recognised, Recogniser
from bot.library.stems import in_common, words_of
from bot.ports import Library
from bot.speakers.aside import Aside
from bot.speakers.repertoires import Repertoires
from bot.speakers.wording import Wording

T = TypeVar("T")
HERE = 0.1
"""How much an argument of this motion is preferred to one of another."""
CONSEQUENCE = re.compile(r",? (?:so|but|and (?:that|those|this|it|the change|one)) |; ")
NO_LIMIT = re.compile(r"[.!?]\s|\b(?:must|should|ought)\b")


@dataclass(frozen=True)
class Ground:
    """What can be said on one motion, or on all of them where `motion` is None.

    `wider` are all the arguments known at the motion's date. `every` and `reticence` know each
    argument of the library, `vocabulary` each word of one.
    """

    library: Library
    motion: Motion | None
    arguments: tuple[Argument, ...]
    wider: tuple[Argument, ...]
    recogniser: Recogniser
    questions: Recogniser
    elsewhere: Recogniser
    every: Recogniser
    wording: Wording
    reticence: Reticence
    vocabulary: frozenset[str]

    @cached_property
    def known(self) -> dict[str, Argument]:
        """Every argument that may be used, by its id."""
        return {argument.id: argument for argument in self.wider}

    def heard(self, words: str, school: str = "") -> tuple[Recognised, ...]:
        """The arguments that are clear in these words, this motion's before others as clear.

        The words are held against every argument of the library: heard among a few only, small
        talk would be taken for the nearest of them.
        """
        here = {argument.id for argument in self.arguments}
        clear = [r for r in self.every.recognise(words, school=school) if r.score >= CLEAR]
        known = [r for r in clear if r.argument.id in self.known]
        return tuple(sorted(known, key=lambda r: -r.score - HERE * (r.argument.id in here)))

    def answers(self, claim: Argument, school: str = "") -> tuple[tuple[Argument, Answer], ...]:
        """What answers a claim, with the argument behind it: this motion's first.

        With a school, only its own answers, where it has any.
        """
        found = [(a, x) for a in (*self.arguments, *self.wider) for x in a.answers]
        met = [(a, x) for a, x in found if x.claim == claim.id and a.school != claim.school]
        once = tuple(dict.fromkeys(met))
        own = tuple((a, x) for a, x in once if a.school == school)
        return own or once

    def said_in(self, text: str) -> Iterator[tuple[Argument, str]]:
        """The answers of the files that stand in a text word for word, as where the bot spoke."""
        for argument in self.wider:
            yield from ((argument, x.say) for x in argument.answers if x.say in text)

    def asked_in(self, text: str) -> Argument | None:
        """The argument that a question drives at; None where none can be told."""
        exact = (a for a in self.wider for ask in a.asks if ask.rstrip("?. ")[1:] in text)
        return next(exact, None) or next((r.argument for r in self.heard(text)), None)

    def evidence(self, argument: Argument) -> Iterator[Passage]:
        """The passages that an argument leans on, as far as they were known at the motion's date."""
        for id in argument.evidence:
            with suppress(Unknown):
                passage = self.library.passage(id)
                if self.allows(passage):
                    yield passage

    def behind(self, arguments: Iterable[Argument], words: str) -> tuple[Passage, ...]:
        """What these arguments lean on, each passage once, the nearest to `words` first.

        Those that have nothing in common with the words are left out, if others have.
        """
        once = dict.fromkeys(p for argument in arguments for p in self.evidence(argument))
        near = {p: in_common(p.text, words) for p in once}
        apt = [p for p in once if near[p]] or list(once)[:1]
        return tuple(sorted(apt, key=lambda p: -near[p]))

    def limit(self, argument: Argument) -> str:
        """Where an argument ends, by what its own side grants, as a clause; empty where untold.

        What its side only says should be done is no such limit.
        """
        grants = CONSEQUENCE.split(argument.grants.strip().rstrip("."))[0]
        return "" if NO_LIMIT.search(grants) else self.wording.inside(grants)

    def allows(self, passage: Passage) -> bool:
        """Whether the passage was known at the motion's date, as far as its dates tell."""
        if self.motion is None:
            return True
        as_of = self.motion.as_of
        return not later(passage.source.published, as_of) and not later(passage.when, as_of)


class Grounds:
    """The ground of every motion that was asked about. Costly to lay, so each is laid once.

    `repertoires` can be those of the speakers, so that no motion is prepared twice.
    """

    def __init__(self, library: Library, repertoires: Repertoires | None = None) -> None:
        self._library = library
        self._repertoires = repertoires or Repertoires(library)
        self._laid: dict[tuple[str, str], Ground] = {}
        self._shared: _Shared | None = None
        self._aside = Aside()

    async def under(self, debate: Debate | None) -> Ground:
        """The ground of this debate. Does not block the loop."""
        motion = debate.motion if debate else None
        return await self.beside(lambda: self._under(motion))

    async def beside(self, work: Callable[[], T]) -> T:
        """What `work` returns, done beside the event loop, one piece after the other."""

        async def whole() -> T:
            return work()

        return await self._aside.compose(whole)

    def _under(self, motion: Motion | None) -> Ground:
        key = (motion.id, motion.as_of) if motion else ("", "")
        if key not in self._laid:
            self._laid[key] = self._lay(motion, *key)
        return self._laid[key]

    def _lay(self, motion: Motion | None, id: str, as_of: str) -> Ground:
        shared = self._shared = self._shared or _Shared.of(self._library)
        one = self._repertoires.on(id, as_of)
        return Ground(
            self._library, motion, one.arguments, one.wider, one.recogniser, one.questions,
            one.elsewhere, shared.every, one.wording, shared.reticence, shared.vocabulary,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is the same on every ground."""

    every: Recogniser
    reticence: Reticence
    vocabulary: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> _Shared:
        arguments = {a.id: a for m in library.motions() for a in library.arguments(m.id)}.values()
        return cls(Recogniser(arguments), Reticence(arguments), _vocabulary(arguments))


def _vocabulary(arguments: Iterable[Argument]) -> frozenset[str]:
    texts = (t for a in arguments for t in (a.claim, a.because, a.so_what, a.grants, *a.also_said))
    return frozenset(word for text in texts for word in words_of(text))
