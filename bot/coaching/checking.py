"""A message held against the sources: borne out, another figure, or silent.

It speaks only of what the sources here say, never of what is so. Quotations are held word for
word; figures and dates as numbers; all else is left to the reader, with the nearest passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.coaching.comparing import (
    Compared,
    checkable,
    compare,
    in_other_words,
    names_in,
    names_missing,
)
from bot.coaching.ground import Ground, Grounds
from bot.coaching.oddity import beginning
from bot.coaching.texts import Voice
from bot.coaching.wording import few_words
from bot.debate.errors import Unknown
from bot.debate.model import Debate, Passage, Source, SourceKind, Verdict
from bot.library import quotations
from bot.library.stems import sentences_of
from bot.library.words import words_of
from bot.ports import Advice, Library
from bot.speakers.quoted import quoted

MOST_SENTENCES = 3
MOST_QUOTATIONS = 3
CANDIDATES = 10
SHOWN = 12
"""So many words of a sentence or quotation are repeated, to say which is meant."""
CITED = re.compile(r"\[\d+(?:[ ,;–-]+\d+)*\]")
NO_FACT = re.compile(
    r"\?\s*$|\b(?:should|must|ought|i think|in my opinion|i believe|what(?:['’]?s| is| if| about))\b",
    re.IGNORECASE,
)
"""What states no fact that a source could hold."""


class Checker:
    """Holds one message against the sources that were known at the motion's date."""

    def __init__(
        self,
        library: Library,
        ground: Ground,
        voice: Voice,
        debate: Debate | None,
        grounds: Grounds,
    ) -> None:
        self._library = library
        self._ground = ground
        self._voice = voice
        self._debate = debate
        self._beside = grounds.beside
        self._passages: list[Passage] = []

    async def check(self, words: str) -> Advice:
        """What the sources say to these words."""
        looked_at, cut = beginning(words)
        lines = [await self._quotation(quotation, words) for quotation in _quotations(looked_at)]
        facts = [s for s in _sentences(looked_at) if checkable(s) or names_in(s)]
        chosen = _chosen(facts)
        for sentence in chosen:
            lines += await self._sentence(sentence)
        if not lines:
            return await self._nothing(looked_at)
        if cut or len(facts) > len(chosen):
            lines.append(self._say("truncated", count=len(chosen)))
        return Advice(self._say("titles.check"), tuple(lines), tuple(self._passages))

    def _say(self, field: str, **slots: object) -> str:
        return self._voice.say(f"checking.{field}", **slots)

    def _number(self, passage: Passage) -> int:
        """The place of a passage, from 1, among those that are shown."""
        if passage not in self._passages:
            self._passages.append(passage)
        return self._passages.index(passage) + 1

    async def _nothing(self, words: str) -> Advice:
        """What is said where nothing can be held against the sources."""
        found = await self._library.search(words, motion=self._ground.motion, limit=CANDIDATES)
        near = await self._beside(lambda: [p for p in found if compare(words, p).near][:1])
        field = "nothing_but_near" if near else "nothing"
        lines = self._voice.texts.of(f"checking.{field}")
        return Advice(self._say("titles.nothing"), lines, tuple(near))

    # --- quotations ---

    async def _quotation(self, words: str, message: str) -> str:
        shown = few_words(words, SHOWN) or "…"
        found = await self._library.search(words, motion=self._ground.motion, limit=CANDIDATES)
        return await self._beside(lambda: self._held(words, shown, message, found))

    def _held(self, words: str, shown: str, message: str, found: Iterable[Passage]) -> str:
        """What became of a quotation: an article's own words, else those of somebody else."""
        nearest: tuple[Source, str] | None = None
        articles = [s for s in self._library.sources() if s.kind is SourceKind.ARTICLE]
        for article in articles:
            verdict, text = self._verdict(words, article)
            if verdict is Verdict.VERIFIED:
                return self._say("quotation.verified", words=shown, title=article.title)
            if verdict is Verdict.NEAR:
                nearest = nearest or (article, text)
        if (number := self._said_in(words, message)) is not None:
            return self._say("quotation.said_here", words=shown, number=number)
        for passage in found:
            ours = passage.source.kind is SourceKind.BRIEF
            if ours and quotations.check(words, passage.text).verdict is Verdict.VERIFIED:
                title = passage.source.title
                return self._say("quotation.summary", words=shown, title=title)
        if nearest:
            article, text = nearest
            really = few_words(text, 2 * SHOWN)
            return self._say("quotation.near", words=shown, title=article.title, found=really)
        return self._say(f"quotation.{'not_found' if articles else 'no_articles'}", words=shown)

    def _verdict(self, words: str, article: Source) -> tuple[Verdict, str]:
        try:
            held = self._library.check_quotation(words, article.id)
        except Unknown:  # it was taken out of the library a moment ago
            return Verdict.NOT_FOUND, ""
        return held.verdict, held.found

    def _said_in(self, words: str, message: str) -> int | None:
        """The number of the speech in which these words were said, before they were quoted."""
        for speech in self._debate.speeches if self._debate else ():
            if speech.text and speech.text.strip() == message.strip():
                return None
            if speech.text and quotations.check(words, speech.text).verdict is Verdict.VERIFIED:
                return speech.turn.index + 1
        return None

    # --- figures and dates ---

    async def _sentence(self, sentence: str) -> list[str]:
        """What the sources have on one sentence, and which names they do not have."""
        motion = self._ground.motion
        found = [
            passage
            for query in (sentence, in_other_words(sentence))
            for passage in await self._library.search(query, motion=motion, limit=CANDIDATES)
        ]
        offered = [p for p in dict.fromkeys(found) if self._ground.allows(p)]
        compared = await self._beside(lambda: [compare(sentence, p) for p in offered])
        near = sorted((c for c in compared if c.near), key=_aptness, reverse=True)
        shown = few_words(sentence, SHOWN) or "…"
        if not near:
            return [self._say("silent", words=shown)]
        line, chosen = self._told(shown, near, checkable(sentence))
        missing = names_missing(sentence, chosen.passage)
        if not missing:
            return [line]
        number = self._number(chosen.passage)
        return [line, self._say("names", number=number, names=_listed(missing))]

    def _told(self, shown: str, near: list[Compared], numbers: bool) -> tuple[str, Compared]:
        """The line for a sentence, and the passage that it speaks of. `near` is the aptest first."""
        first = near[0]
        number = self._number(first.passage)
        if first.differing:
            said, found = first.differing[0]
            slots = {"words": shown, "number": number, "found": found, "said": said}
            for other in near[1:]:
                if elsewhere := dict(other.same).get(said):
                    slots |= {"other": self._number(other.passage), "elsewhere": elsewhere}
                    return self._say("divided", **slots), first
            return self._say("differs", **slots), first
        if first.same:
            found = _listed(found for _, found in first.same)
            field = "borne_out" if first.bears_out else "same_denied" if first.denied else "same"
            return self._say(field, words=shown, number=number, found=found), first
        if numbers and first.untold:
            said = first.untold[0]
            return self._say("near_figure", words=shown, number=number, said=said), first
        return self._say("near", words=shown, number=number), first


def _aptness(one: Compared) -> tuple[int, float]:
    """How much of a sentence a passage can be held against: its numbers first, then its words."""
    return len(one.same) + len(one.differing), one.share


def _quotations(text: str) -> list[str]:
    """The words between quotation marks, as far as they are enough to be looked for."""
    spans = (one.readings[0][0] for one in quoted(text))
    long = [words for words in spans if len(words_of(words)) >= quotations.FEWEST_WORDS]
    return long[:MOST_QUOTATIONS]


def _sentences(text: str) -> list[str]:
    """The sentences that state something, without the numbers of citations."""
    plain = (CITED.sub("", sentence).strip() for sentence in sentences_of(text))
    return [s for s in dict.fromkeys(plain) if s and not NO_FACT.search(s)]


def _chosen(facts: list[str]) -> list[str]:
    """The sentences that are held against the sources: those with numbers before the others."""
    numbered = [s for s in facts if checkable(s)]
    named = [s for s in facts if not checkable(s)]
    chosen = (numbered + named)[:MOST_SENTENCES]
    return [s for s in facts if s in chosen]


def _listed(words: Iterable[str]) -> str:
    """Several things in a row: “March 2019, about 100 soldiers and Caracas”."""
    once = list(dict.fromkeys(words))
    return " and ".join([", ".join(once[:-1]), once[-1]]) if len(once) > 1 else "".join(once)
