"""The offline coach: hints, and what can be asked about a message, with no model at all."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.coaching.assumptions import assumptions
from bot.coaching.checking import Checker
from bot.coaching.facing import faced, next_turn
from bot.coaching.ground import Grounds
from bot.coaching.hints import hint, passages_for
from bot.coaching.moves import moves
from bot.coaching.oddity import odd
from bot.coaching.texts import Voice, load_texts
from bot.debate.model import Debate, HintKind, Side
from bot.ports import Advice, Library


class OfflineCoach:
    """Coaches from the debate's record, the argument graph and the sources of `library`.

    `folder` holds what it says (`prompts/coaching`). Raises Faulty where a file there is wrong.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._texts = load_texts(folder)
        self._grounds = Grounds(library)

    async def hint(self, debate: Debate, person: str, kind: HintKind) -> Advice:
        """A hint for the speech that this person gives next. It never writes that speech."""
        turn = next_turn(debate, person)
        taken = sum(h.person == person and h.turn == debate.taken for h in debate.hints)
        voice = Voice(self._texts, f"{debate.seed}/{debate.taken}/{taken}/{kind}")
        if kind is HintKind.NONE or turn is None:
            name = "none" if kind is HintKind.NONE else "nothing_to_come"
            return Advice(voice.say(f"hints.titles.{name}"), self._texts.of(f"hints.{name}"))
        ground = await self._grounds.under(debate)
        facing = await asyncio.to_thread(faced, debate, turn, ground)
        passages = await passages_for(debate, facing, ground, self._library)
        return await asyncio.to_thread(hint, debate, facing, kind, ground, voice, passages)

    async def check(self, debate: Debate | None, words: str) -> Advice:
        """What the sources say to these words: borne out, another figure, or silent."""
        ground = await self._grounds.under(debate)
        voice = Voice(self._texts, words)
        if advice := await asyncio.to_thread(odd, words, ground, voice):
            return advice
        return await Checker(self._library, ground, voice, debate).check(words)

    async def moves(self, debate: Debate | None, words: str, side: Side | None) -> Advice:
        """How these words could be answered: moves, not sentences. `side` is who would answer."""
        ground = await self._grounds.under(debate)
        voice = Voice(self._texts, words)
        school = debate.seat(side).school if debate and side else ""
        if advice := await asyncio.to_thread(odd, words, ground, voice):
            return advice
        return await asyncio.to_thread(moves, words, school, ground, voice)

    async def assumptions(self, debate: Debate | None, words: str) -> Advice:
        """What these words take for granted, as questions."""
        ground = await self._grounds.under(debate)
        voice = Voice(self._texts, words)
        if advice := await asyncio.to_thread(odd, words, ground, voice):
            return advice
        return await asyncio.to_thread(assumptions, words, ground, voice)
