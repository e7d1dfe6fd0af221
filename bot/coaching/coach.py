"""The offline coach: hints, and what can be asked about a message, with no model at all."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.coaching.assumptions import assumptions
from bot.coaching.checking import Checker
from bot.coaching.facing import faced, next_turn
from bot.coaching.ground import Ground, Grounds
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

    def __init__(self, library: Library, folder: Path, grounds: Grounds | None = None) -> None:
        """`grounds` can be shared with the other coach, so that each motion is prepared once."""
        self._library = library
        self._texts = load_texts(folder)
        self._grounds = grounds or Grounds(library)

    async def hint(self, debate: Debate, person: str, kind: HintKind) -> Advice:
        """A hint for the speech that this person gives next. It never writes that speech."""
        turn = next_turn(debate, person)
        taken = sum(h.person == person and h.turn == debate.taken for h in debate.hints)
        voice = Voice(self._texts, f"{debate.seed}/{debate.taken}/{taken}/{kind}")
        if kind is HintKind.NONE or turn is None:
            name = "none" if kind is HintKind.NONE else "nothing_to_come"
            return Advice(voice.say(f"hints.titles.{name}"), self._texts.of(f"hints.{name}"))
        ground = await self._grounds.under(debate)
        facing = await self._grounds.beside(lambda: faced(debate, turn, ground))
        passages = await passages_for(debate, facing, ground, self._library)
        write = partial(hint, debate, facing, kind, ground, voice, passages)
        return await self._grounds.beside(write)

    async def check(self, debate: Debate | None, words: str) -> Advice:
        """What the sources say to these words: borne out, another figure, or silent."""
        ground, voice, nothing = await self._heard(debate, words)
        if nothing:
            return nothing
        return await Checker(self._library, ground, voice, debate, self._grounds).check(words)

    async def moves(self, debate: Debate | None, words: str, side: Side | None) -> Advice:
        """How these words could be answered: moves, not sentences. `side` is who would answer."""
        ground, voice, nothing = await self._heard(debate, words)
        school = debate.seat(side).school if debate and side else ""
        if nothing:
            return nothing
        return await self._grounds.beside(lambda: moves(words, school, ground, voice))

    async def assumptions(self, debate: Debate | None, words: str) -> Advice:
        """What these words take for granted, as questions."""
        ground, voice, nothing = await self._heard(debate, words)
        if nothing:
            return nothing
        return await self._grounds.beside(lambda: assumptions(words, ground, voice))

    async def _heard(
        self, debate: Debate | None, words: str
    ) -> tuple[Ground, Voice, Advice | None]:
        """The ground of the debate, a voice for these words, and the answer where they are odd."""
        ground = await self._grounds.under(debate)
        voice = Voice(self._texts, words)
        return ground, voice, await self._grounds.beside(lambda: odd(words, ground, voice))
