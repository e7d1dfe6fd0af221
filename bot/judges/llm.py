"""Judges with the words of a model.

The debate is read twice, the second time with the labels and the order of the speakers exchanged,
and the ballot is what both readings come to. The model is told the motion, the sources that were
named and the speeches; never a name, an id, a school, or which side a speaker is on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.debate.ballots import TOO_CLOSE, Ballot
from bot.debate.errors import JudgeFailed
from bot.debate.model import AUDIENCE, Debate
from bot.judges.agreeing import scorecards, winner
from bot.judges.heard import heard_from
from bot.judges.labelled import Labels, Voice, labelled, voices
from bot.judges.prompts import JudgePrompts
from bot.judges.rubric import Rubric
from bot.judges.shown import Fence, sources_block, speeches_block
from bot.judges.verdict import Card, Reading, Said, card, faults, outcome
from bot.judges.verdict_form import verdict_form
from bot.llm.errors import BudgetSpent, ModelFailed
from bot.llm.server import Message
from bot.llm.structured import StructuredClient
from bot.ports import Payer

log = logging.getLogger(__name__)

MOST_AT_ONCE = 4
"""Speakers that are scored in one answer: a whole class would make it too long to come in time."""
TOKENS_A_CARD = 900
TOKENS_FOR_THE_REST = 400
ROOM_TO_THINK = 2500
"""Tokens beyond the answer, for models that reason before they speak."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A debate that is being judged: who spoke, whom to score, whether it can be won."""

    debate: Debate
    everybody: tuple[Voice, ...]
    scored: tuple[Voice, ...]
    said: Said
    contested: bool


class ModelJudge:
    """A model that writes ballots. It goes by the name that the configuration gives it.

    `fence` puts what other people wrote between tags that it cannot forge.
    """

    def __init__(
        self, client: StructuredClient, rubric: Rubric, prompts: JudgePrompts, fence: Fence
    ) -> None:
        self.name = client.settings.name
        self._client = client
        self._prompts = prompts
        self._fence = fence
        self._names = {criterion.id: criterion.name for criterion in rubric.scored}
        self._house = prompts.house.fill({"criteria": criteria_block(rubric)})

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        """A ballot on all that people have said so far, and with `winner` on who won.

        Raises JudgeFailed with the line for the thread.
        """
        case = await asyncio.to_thread(_case, debate, winner)
        try:
            first = await self._reading(case, labelled(case.everybody, exchanged=False))
        except ModelFailed as failure:
            raise _as_judge(failure) from None
        readings, notices = [first], list(_left_out(case))
        if len(case.everybody) > 1:
            try:
                readings.append(await self._reading(case, labelled(case.everybody, exchanged=True)))
            except ModelFailed as failure:
                log.warning("debate %s: no second reading: %s", debate.id, failure.detail)
                notices.append("The model read this debate once only; its second reading failed.")
        return self._ballot(case, readings, notices, winner)

    def _ballot(
        self, case: _Case, readings: Sequence[Reading], notices: Sequence[str], asked: bool
    ) -> Ballot:
        cards, told = scorecards(readings, case.scored, self._names)
        if case.contested:
            called, reason, doubts = winner(readings)
            return Ballot(self.name, cards, called, reason, (*doubts, *told, *notices))
        alone = (TOO_CLOSE, "Only one side has spoken.") if asked else ("", "")
        return Ballot(self.name, cards, *alone, (*told, *notices))

    async def _reading(self, case: _Case, labels: Labels) -> Reading:
        """One reading of the whole debate, in several answers where many are scored."""
        wanted = [label for label, voice in labels.voices.items() if voice in case.scored]
        groups = [wanted[n : n + MOST_AT_ONCE] for n in range(0, len(wanted), MOST_AT_ONCE)]
        cards: dict[Voice, Card] = {}
        called = ("", "")
        for number, group in enumerate(groups):
            letters = tuple(labels.letters) if case.contested and number == 0 else ()
            given = await self._asked(case, labels, group, letters)
            for label in group:
                voice = labels.voices[label]
                cards[voice] = card(given["speakers"][label], voice, labels, case.said)
            if letters:
                called = outcome(given, labels)
        return Reading([cards[voice] for voice in case.scored], *called)

    async def _asked(
        self, case: _Case, labels: Labels, group: Sequence[str], letters: Sequence[str]
    ) -> Mapping[str, Any]:
        """What the model gives to this group of speakers. Raises ModelFailed."""
        debate, fence = case.debate, self._fence
        values = {
            "motion": debate.motion.says,
            "as_of": debate.motion.as_of,
            "topic": fence("topic", debate.topic) if debate.topic.strip() else "",
            "sources": sources_block(debate, case.everybody, fence),
            "speeches": speeches_block(labels, case.said, fence),
            "scored": ", ".join(map(labels.title, group)),
            "winner": " or ".join(letters),
        }
        messages: list[Message] = [
            {"role": "system", "content": self._house},
            {"role": "user", "content": self._prompts.ballot.fill(values)},
        ]
        value = await self._client.value(
            messages,
            verdict_form(tuple(self._names), group, letters),
            len(group) * TOKENS_A_CARD + TOKENS_FOR_THE_REST + ROOM_TO_THINK,
            mend=self._mend,
            check=lambda found: faults(found.model_dump(by_alias=True), labels, case.said),
            payer=Payer.of(debate),
        )
        requests = sum(answer.requests for answer in value.answers)
        log.info("debate %s: read in %d requests, cost %.4f", debate.id, requests, value.cost)
        return value.value.model_dump(by_alias=True)

    def _mend(self, found: Sequence[str]) -> str:
        listed = self._fence("faults", "\n".join(f"- {fault}" for fault in found))
        return self._prompts.mend.fill({"faults": listed})


def criteria_block(rubric: Rubric) -> str:
    """The criteria that are scored, as the model is told them: the same text for every debate."""
    blocks = []
    for criterion in rubric.scored:
        lines = [f"## {criterion.name}", f"id: {criterion.id}", f"asks: {criterion.asks}"]
        lines += [f"{points}: {means}" for points, means in enumerate(criterion.descriptors, 1)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _case(debate: Debate, asked: bool) -> _Case:
    """What is to be judged. Raises JudgeFailed where there is nothing."""
    everybody = voices(debate)
    people = tuple(voice for voice in everybody if voice.person)
    if not people:
        raise JudgeFailed("There is nothing to judge yet: no student has spoken.")
    # Whoever only asked a question from the floor is not scored, unless nobody did more.
    scored = tuple(v for v in people if any(s.turn.seat != AUDIENCE for s in v.speeches)) or people
    contested = asked and len({voice.side for voice in everybody}) > 1
    return _Case(debate, everybody, scored, heard_from(everybody), contested)


def _left_out(case: _Case) -> Iterator[str]:
    """That somebody spoke to the judge, where they did."""
    count = sum(heard.left_out for heard in case.said.values())
    if count:
        sentences = "1 sentence was" if count == 1 else f"{count} sentences were"
        yield f"{sentences} meant for the judge and left out; such words neither help nor harm."


def _as_judge(failure: ModelFailed) -> JudgeFailed:
    """The failure in the words for a ballot: the errors of a model speak of speeches."""
    if isinstance(failure, BudgetSpent):
        return failure
    problem = failure.problem.replace("speech", "ballot")
    line = ModelFailed(failure.host, problem, tries=failure.tries).line
    return JudgeFailed(line, failure.detail)
