"""What waits at the teachers' desk, as the store keeps it: words held back, and flags."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.classroom.model import Decision, Flag, Held
from bot.debate.errors import RecordsFailed
from bot.records import erasing, flags, held, people
from bot.records.access import Access
from bot.records.database import spoken

ERASED = "What was kept of you was just erased. Begin again."


class Desk(Access):
    """The part of the store that is HeldBack."""

    # --- words that were held back ---

    async def hold(self, held: Held) -> None:
        """Keep these words until a teacher decides; those held under this id before stay.

        Raises RecordsFailed, also where their person was erased meanwhile.
        """
        await self._finish(self._hold(held))

    async def _hold(self, one: Held) -> None:
        with spoken():
            async with self._writing() as connection:
                await _refuse_forgotten(connection, one.person)
                await held.hold(connection, one)

    async def held(self, id: str) -> Held:
        """One of them. Raises Unknown."""
        async with self._reading() as connection:
            return await held.one(connection, id)

    async def waiting(self, place: str) -> tuple[Held, ...]:
        """What of this class waits for a teacher, oldest first."""
        async with self._reading() as connection:
            return await held.waiting(connection, place)

    async def held_of(self, person: str) -> tuple[Held, ...]:
        """What of this person waits, in any class."""
        async with self._reading() as connection:
            return await held.waiting_of(connection, person)

    async def carded(self, id: str, card: str) -> None:
        """Keep which message at the teachers' desk shows these words.

        Does nothing where they are known no more: ask `held` whether the card may stay.
        """
        await self._finish(self._carded(id, card))

    async def _carded(self, id: str, card: str) -> None:
        with spoken():
            async with self._writing() as connection:
                await held.carded(connection, id, card)

    async def decide(self, id: str, decision: Decision) -> Held | None:
        """Keep what a teacher decided, and let go of the words, which come back this once.

        None where it was decided before, or the words were erased. Raises Unknown.
        """
        return await self._finish(self._decide(id, decision))

    async def _decide(self, id: str, decision: Decision) -> Held | None:
        with spoken():
            async with self._writing() as connection:
                decided = await held.decide(connection, id, decision)
                if decided:
                    await erasing.leave_trace(connection, datetime.now(UTC), copies=False)
                return decided

    # --- flags ---

    async def flag(self, flag: Flag) -> bool:
        """Keep a flag; whether this message was not flagged before by this person."""
        return await self._finish(self._flag(flag))

    async def _flag(self, flag: Flag) -> bool:
        with spoken():
            async with self._writing() as connection:
                await _refuse_forgotten(connection, flag.by)
                return await flags.raise_(connection, flag)

    async def flags(self, place: str) -> tuple[Flag, ...]:
        """The flags of this class that nobody has settled yet, oldest first."""
        async with self._reading() as connection:
            return await flags.unsettled(connection, place)

    async def settle(self, id: str) -> Flag | None:
        """Keep that a teacher has looked at it; None where that was known. Raises Unknown."""
        return await self._finish(self._settle(id))

    async def _settle(self, id: str) -> Flag | None:
        with spoken():
            async with self._writing() as connection:
                return await flags.settle(connection, id)


async def _refuse_forgotten(connection: AsyncConnection, person: str) -> None:
    if await people.forgotten(connection, [person]):
        raise RecordsFailed(ERASED)
