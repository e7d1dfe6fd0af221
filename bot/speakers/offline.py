"""The offline opponent: argues from the argument graph, with no model at all.

It hears which arguments the other side makes, picks answers to them and points of its own from the
corpus, and writes them out as a speech within its cap. The same debate gives the same speech. All
that takes time is done beside the event loop.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from bot.config import Spelling
from bot.debate.errors import SpeakerFailed
from bot.debate.model import BOT, Citation, Craft, Debate, Draft, Kind, Motion, Passage, Turn
from bot.debate.rules import NAMES, count_words
from bot.library.meaning import Meaning
from bot.library.recognise import stretches
from bot.ports import Library, Say
from bot.speakers import phrases
from bot.speakers.aside import Aside, OnLoop
from bot.speakers.commenting import comment
from bot.speakers.composing import Part, written
from bot.speakers.constructive import constructive
from bot.speakers.examination import answer, question
from bot.speakers.numbers import Numbers
from bot.speakers.planning import Case
from bot.speakers.rebuttal import rebuttal
from bot.speakers.repertoires import Repertoires
from bot.speakers.spelling import spelled
from bot.speakers.weighing import closing

Compose = Callable[[Case], Awaitable[tuple[Part, ...]]]
COMPOSERS: dict[Kind, Compose] = {
    Kind.CONSTRUCTIVE: constructive,
    Kind.QUESTION: question,
    Kind.ANSWER: answer,
    Kind.REBUTTAL: rebuttal,
    Kind.CLOSING: closing,
    Kind.COMMENT: comment,
}
"""Whoever has something to say in a kind of turn. Feedback is the coach's, a vote nobody's."""
WORD = re.compile(r"\S+\s*")


class OfflineSpeaker:
    """Speaks for either side of any motion of `library`.

    `words_a_second` paces what is shown while it speaks; 0 shows the whole at once. `sleep` is
    the clock that it paces itself by. A `meaning` helps to recognise what was said. `spelling` is
    that of its own words. `repertoires` and `aside` may be shared with others who listen to the
    same debates.
    """

    name = "offline"

    def __init__(
        self,
        library: Library,
        words_a_second: float = 0,
        *,
        meaning: Meaning | None = None,
        repertoires: Repertoires | None = None,
        aside: Aside | None = None,
        spelling: Spelling = Spelling.AMERICAN,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._library = library
        self._rate = words_a_second
        self._sleep = sleep
        self._meaning = meaning
        self._spelling = spelling
        self._repertoires = repertoires or Repertoires(library, meaning)
        self._aside = aside or Aside()

    async def speak(self, debate: Debate, say: Say) -> Draft:
        """The speech for `debate.turn`, shown through `say` while it grows."""
        turn = debate.turn
        if turn is None:
            raise SpeakerFailed("This debate has ended, so there is nothing left to say.")
        if turn.kind not in COMPOSERS:
            raise SpeakerFailed(f"There is nobody here to give the {NAMES[turn.kind]}.")
        draft = await self._aside.compose(lambda: self._draft(debate, turn))
        await self._deliver(draft.text, say)
        return draft

    async def _draft(self, debate: Debate, turn: Turn) -> Draft:
        """The speech, composed; for `Aside`."""
        if self._meaning:
            await OnLoop(partial(self._meaning.understand, _said(debate)))
        repertoire = self._repertoires.on(debate.motion.id, debate.motion.as_of)
        case = Case(debate, turn, self._library, repertoire, self._search)
        parts = await COMPOSERS[turn.kind](case)
        if not parts:
            parts = (Part(_least(turn)),)
        speech = written(parts, Numbers(debate))
        heard = [p.argument.id for p in case.hearing.new if _by_a_person(debate, p.latest)]
        return Draft(
            text=spelled(speech.text, self._spelling, _names(speech.citations)),
            citations=speech.citations,
            quotations=speech.quotations,
            made=_once(id for part in parts for id in part.made),
            answered=_once(id for part in parts for id in part.answered),
            heard=_once(heard if turn.kind is not Kind.COMMENT else ()),
            craft=Craft(speaker=self.name),
        )

    def _search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> OnLoop[tuple[Passage, ...]]:
        search = self._library.search
        return OnLoop(partial(search, query, school=school, motion=motion, limit=limit))

    async def _deliver(self, text: str, say: Say) -> None:
        if self._rate <= 0:
            say(text)
            await self._sleep(0)
            return
        for word in WORD.finditer(text):
            say(text[: word.end()].rstrip())
            await self._sleep(1 / self._rate)


def _by_a_person(debate: Debate, turn: int) -> bool:
    speech = debate.speech(turn)
    return speech is not None and speech.by != BOT


def _names(citations: Iterable[Citation]) -> list[str]:
    """What the sources of a speech are called, and by whom they are."""
    sources = [citation.passage.source for citation in citations]
    return [name for s in sources for name in (s.title, s.author, s.outlet)]


def _said(debate: Debate) -> list[str]:
    """All that people have said, in the parts in which it is heard."""
    speeches = (s.text for s in debate.speeches if s.by != BOT and s.text)
    return [stretch for text in speeches for stretch in stretches(text)]


def _least(turn: Turn) -> str:
    """What can be said where nothing else fits."""
    short = [text for text in phrases.STAND_BY.plain if count_words(text) <= turn.words]
    return short[0] if short else "No."


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
