"""Speaks with the words of a model.

The prompt is laid out so that what never changes in a debate comes first, and a server can keep
it: the system message, then the debate's main sources. After them come the sources found for this
speech, the flow of the debate, the words to answer, and the task; none of these grows with it.

Which arguments are heard, in the words to answer and in the model's own, is found out beside the
event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.config import Spelling
from bot.debate.arguments import Argument
from bot.debate.errors import SpeakerFailed
from bot.debate.flow import flow
from bot.debate.model import Craft, Debate, Draft, Kind, Turn
from bot.debate.rules import count_words
from bot.library.prompt_files import Prompt, hash_of
from bot.library.recognise import Recogniser
from bot.llm.client import Completion, ModelClient
from bot.llm.sentences import within
from bot.llm.server import Message
from bot.ports import Library, Payer, Say
from bot.speakers.aside import Aside
from bot.speakers.fence import fence
from bot.speakers.material import record, spelled_out, to_answer, words_to_answer
from bot.speakers.numbers import Numbers
from bot.speakers.prompts import Prompts
from bot.speakers.sources import beside_block, main_passages, passages_beside, sources_block

SHARE = 0.85
"""What is asked for of the words that are allowed: models count badly, and upwards."""
TOKENS_A_WORD = 3
ROOM_TO_THINK = 800
"""Tokens beyond the speech, for models that reason before they speak."""


class ModelSpeaker:
    """A model in the role of a school. It goes by the name that the configuration gives it.

    `aside` may be shared with others who listen to the same debates.
    """

    mends: Final = True

    def __init__(
        self,
        client: ModelClient,
        library: Library,
        prompts: Prompts,
        spelling: Spelling = Spelling.AMERICAN,
        *,
        aside: Aside | None = None,
    ) -> None:
        self.name = client.settings.name
        self._client = client
        self._library = library
        self._prompts = prompts
        self._spelling = spelling
        self._aside = aside or Aside()
        self._recognisers: dict[str, Recogniser] = {}

    async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
        """The speech for `debate.turn`, at most its words long; `mend` are faults of a first draft.

        The draft's citations are all that the model was offered, so that its words can be held
        against them; whoever checks it keeps those that are used. Raises SpeakerFailed.
        """
        turn = debate.turn
        if turn is None:
            raise SpeakerFailed("This debate has no turn to speak in.")
        persona = self._prompts.personas.get(debate.seat(turn.side).school)
        if persona is None:
            raise SpeakerFailed("There is no persona for this side.")
        heard = await self._heard(debate, turn)
        main = await main_passages(debate, self._library)
        numbers = Numbers(debate, main)
        beside = await passages_beside(debate, turn, self._library, heard, main)
        values = {
            **self._standing_values(debate, turn, persona),
            "sources": sources_block(map(numbers.of, main)),
            "new_sources": beside_block(beside, numbers),
            "flow": record(debate, self._library),
            "last_speech": words_to_answer(to_answer(debate, turn)),
            "words": max(round(turn.words * SHARE), 1),
            "faults": fence("faults", "\n".join(f"- {fault}" for fault in mend)),
        }
        system, task = self._prompts.house, self._prompts.speeches[turn.prompt or turn.kind]
        parts = [task.fill(values), *([self._prompts.mend.fill(values)] if mend else [])]
        messages: list[Message] = [
            {"role": "system", "content": system.fill(values)},
            {"role": "user", "content": "\n\n".join(parts)},
        ]
        room = turn.words * TOKENS_A_WORD + ROOM_TO_THINK
        answer = await self._client.stream(
            messages, room, lambda text: say(within(text, turn.words)), Payer.of(debate)
        )
        text = within(answer.text, turn.words)
        if not count_words(text):
            raise SpeakerFailed(f"The model server at {self._client.host} sent no words.")
        made = await self._made(debate, turn, text)
        return Draft(
            text=text,
            citations=numbers.offered,
            made=tuple(argument.id for argument in made),
            answered=self._answered(debate, turn, made, heard),
            heard=tuple(argument.id for argument in heard),
            craft=self._craft(answer, persona, system, task),
        )

    def _standing_values(self, debate: Debate, turn: Turn, persona: Prompt) -> dict[str, object]:
        """What is the same in every speech of this side."""
        motion = debate.motion
        date = spelled_out(motion.as_of)
        own = {"side": turn.side.value, "motion": motion.says, "as_of": date}
        return {
            **own,
            "persona": persona.fill(own),
            "school": debate.seat(turn.side).school,
            "background": motion.background,
            "level": debate.level.value,
            "spelling": self._spelling.value.title(),
        }

    async def _heard(self, debate: Debate, turn: Turn) -> tuple[Argument, ...]:
        """The other side's arguments that its last words can be clearly heard to make."""
        school = debate.seat(turn.side.other).school
        said = [
            s.text for s in to_answer(debate, turn) if s.text and s.turn.kind is not Kind.QUESTION
        ]
        return await self._recognised(debate, " ".join(said), school)

    async def _made(self, debate: Debate, turn: Turn, text: str) -> tuple[Argument, ...]:
        if turn.kind is Kind.QUESTION:
            return ()
        return await self._recognised(debate, text, debate.seat(turn.side).school)

    async def _recognised(self, debate: Debate, text: str, school: str) -> tuple[Argument, ...]:
        if not text.strip():
            return ()
        return await self._aside.compose(lambda: self._recognise(debate.motion.id, text, school))

    async def _recognise(self, motion: str, text: str, school: str) -> tuple[Argument, ...]:
        """The arguments of a school that are clear in a text; for `Aside`."""
        if motion not in self._recognisers:
            self._recognisers[motion] = Recogniser(self._library.arguments(motion))
        found = self._recognisers[motion].recognise(text, school=school)
        return tuple(r.argument for r in found if r.argument.school == school)

    @staticmethod
    def _answered(
        debate: Debate, turn: Turn, made: Sequence[Argument], heard: Sequence[Argument]
    ) -> tuple[str, ...]:
        """The other side's arguments, on the table or just heard, that those made here answer."""
        table = {p.argument for p in flow(debate) if p.side is turn.side.other}
        table |= {argument.id for argument in heard}
        met = (answer.claim for argument in made for answer in argument.answers)
        return tuple(dict.fromkeys(claim for claim in met if claim in table))

    @staticmethod
    def _craft(answer: Completion, persona: Prompt, system: Prompt, task: Prompt) -> Craft:
        return Craft(
            speaker="llm",
            prompt=f"{persona.name}/{task.name}",
            prompt_hash=hash_of(persona, system, task),
            model=answer.model,
            tokens_in=answer.tokens_in,
            tokens_cached=answer.tokens_cached,
            tokens_out=answer.tokens_out,
            cost=answer.cost,
            requests=answer.requests,
        )
