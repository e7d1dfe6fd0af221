"""The coach's feedback at once: what an answer did, which move it made, and the one thing it lacks.

Speaks in the turns that a format calls feedback, for neither side. The same debate gives the same
words, and ten rounds go by before a sentence comes back.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bot.coaching.ground import Ground, Grounds
from bot.coaching.looking import Looked, look_at
from bot.coaching.oddity import sort_of_words
from bot.coaching.texts import Texts, load_texts
from bot.coaching.wording import few_words
from bot.debate.errors import SpeakerFailed
from bot.debate.formats import holds
from bot.debate.model import (
    BOT,
    Craft,
    Debate,
    Draft,
    Kind,
    Passage,
    Quotation,
    Speech,
    Turn,
    Verdict,
)
from bot.debate.wording import count_words
from bot.ports import Library, Say
from bot.speakers.composing import CORE, FIRM, LOOSE, Part, fitted, place, written
from bot.speakers.hearing import quotable, spoken_for
from bot.speakers.numbers import Numbers

MOST = 60
"""Words of feedback at the most: one thing to do, read before the next round."""
REPEATED, BRIEFLY = 12, 6
"""So many of the speaker's own words are repeated, and so many where there is little room."""


class DrillCoach:
    """Speaks in the turns of the coach. `folder` holds what it says (`prompts/coaching`).

    Raises Faulty where a file there is wrong.
    """

    name = "coach"

    def __init__(self, library: Library, folder: Path, grounds: Grounds | None = None) -> None:
        """`grounds` can be shared with the other coach, so that each motion is prepared once."""
        self._texts = load_texts(folder)
        self._grounds = grounds or Grounds(library)

    async def speak(self, debate: Debate, say: Say) -> Draft:
        """The feedback for `debate.turn`, within its cap, on the speech just given.

        Raises SpeakerFailed where no turn is due.
        """
        turn = debate.turn
        if turn is None:
            raise SpeakerFailed("This debate has ended, so there is no feedback left to give.")
        ground = await self._grounds.under(debate)
        feedback = _Feedback(debate, turn, ground, self._texts)
        draft = await self._grounds.beside(feedback.draft)
        say(draft.text)
        return draft


class _Feedback:
    """The feedback of one turn."""

    def __init__(self, debate: Debate, turn: Turn, ground: Ground, texts: Texts) -> None:
        self.debate = debate
        self.turn = turn
        self.ground = ground
        self.texts = texts
        self.speech = just_given(debate, turn)
        earlier = debate.format.turns[: turn.index]
        self.round = sum(t.kind is Kind.FEEDBACK for t in earlier)

    def draft(self) -> Draft:
        """The feedback, with the passage that it points to and the words that it repeats."""
        parts = fitted(self._parts(), min(self.turn.words, MOST))
        speech = written(parts, Numbers(self.debate))
        text = speech.text or self._least()
        repeated = [words for words in self._repeated() if f"“{words}”" in text]
        return Draft(
            text,
            speech.citations,
            tuple(Quotation(words, Verdict.VERIFIED) for words in repeated[:1]),
            craft=Craft(speaker=DrillCoach.name),
        )

    def _parts(self) -> Iterator[Part]:
        if self.speech is None:
            yield Part(self.pick("odd.passed"), CORE)
            return
        school = self.debate.seat(self.speech.turn.side).school
        if field := sort_of_words(self.speech.text, self.ground, school):
            yield Part(self.pick(f"odd.{'short' if field == 'nothing' else field}"), CORE)
            return
        theirs = spoken_for(self.debate, self.speech.turn.side.other)
        others = [s for s in theirs if s.turn.index < self.speech.turn.index]
        claim = others[-1] if others else None
        looked = look_at(self.speech, claim, self.debate, self.ground)
        said = [self.pick("said", words=words) for words in self._repeated()]
        if said:
            yield Part(said[0], FIRM, short=said[-1])
        names = self.texts.of(f"feedback.names.{looked.way}")
        lead = self.pick("lead", move=names[0]) if names else ""
        yield Part(f"{lead} {self.pick(f'moves.{looked.way}')}".strip(), FIRM + 1)
        yield self._step(looked)
        yield Part(self.pick("tasks"), LOOSE)

    def _step(self, looked: Looked) -> Part:
        """What is missing, in one step; where it is a fact, with the passage that may have one."""
        if looked.step != "proof":
            return Part(self.pick(f"steps.{looked.step}"), CORE)
        passage = self._passage(looked)
        if passage is None:
            return Part(self.pick("steps.proof_alone"), CORE)
        return Part(self.pick("steps.proof", passage=place(passage)), CORE, passages=(passage,))

    def _passage(self, looked: Looked) -> Passage | None:
        """A passage behind an answer to the claim, one that was not yet pointed to where there is."""
        answer = (self.speech.text or "") if self.speech else ""
        behind = self.ground.behind(looked.helps, answer)
        cited = {citation.passage.id for citation in self.debate.citations}
        return next((p for p in behind if p.id not in cited), next(iter(behind), None))

    def _repeated(self) -> list[str]:
        """The speaker's own words, in a longer and a shorter helping; empty where none may be."""
        text = (self.speech.text or "") if self.speech else ""
        whole = quotable(text) or text
        helpings = (few_words(whole, REPEATED), few_words(whole, BRIEFLY))
        return [words for words in dict.fromkeys(helpings) if words]

    def pick(self, field: str, **slots: object) -> str:
        """A sentence of a field, another one in each round."""
        sentences = list(self.texts.of(f"feedback.{field}"))
        random.Random(f"{self.debate.seed}/{field}").shuffle(sentences)
        return sentences[self.round % len(sentences)].format(**slots)

    def _least(self) -> str:
        """What can be said where nothing else fits."""
        return min(self.texts.of("feedback.tasks"), key=count_words)


def just_given(debate: Debate, turn: Turn) -> Speech | None:
    """The speech that this feedback is about; None where its turn was passed."""
    feedback = [t.index for t in debate.format.turns[: turn.index] if t.kind is Kind.FEEDBACK]
    since = feedback[-1] if feedback else -1
    given = [s for s in debate.speeches if since < s.turn.index < turn.index]
    own = [s for s in given if (holds(debate.format, s.turn) or s.turn.side) is turn.side]
    by_people = [s for s in own if s.by != BOT]
    return next(reversed(by_people or own), None)
