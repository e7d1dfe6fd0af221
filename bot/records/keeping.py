"""What may be kept of people, and for how long: consents, the audit log, erasure, retention."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError

from bot.debate.errors import RecordsFailed, Unknown
from bot.debate.model import BOT
from bot.ports import Consent, Detail, Erased, Noted, Swept
from bot.records import (
    audits,
    classes,
    consents,
    database,
    erasing,
    own_data,
    people,
    pseudonyms,
    retention,
    roster,
)
from bot.records.database import spoken
from bot.records.my_data_model import MyData
from bot.records.teaching import Teaching

logger = logging.getLogger(__name__)

LATEST = 1_000
"""So many entries of the audit log are handed out at the most."""


class Keeping(Teaching):
    """The part of the store that is Consents, Pseudonyms, Audit and Privacy."""

    # --- consents ---

    async def consent(self, person: str, place: str) -> Consent | None:
        """The consent that is in force, None where there is none."""
        async with self._reading() as connection:
            return await consents.in_force(connection, person, place)

    async def give_consent(
        self, person: str, place: str, notice_version: str, at: datetime
    ) -> Consent:
        """Keep that this person agrees from now on. Raises RecordsFailed."""
        consent = Consent(person, place, notice_version, at)
        await self._finish(self._give(consent))
        return consent

    async def _give(self, consent: Consent) -> None:
        with spoken():
            async with self._writing() as connection:
                if await people.forgotten(connection, [consent.person]):
                    raise RecordsFailed("What was kept of you was just erased. Begin again.")
                await consents.give(connection, consent)

    async def revoke_consent(self, person: str, place: str, at: datetime) -> bool:
        """Keep that this person no longer agrees; whether they did. What they said stays."""
        return await self._finish(self._revoke(person, place, at))

    async def _revoke(self, person: str, place: str, at: datetime) -> bool:
        with spoken():
            async with self._writing() as connection:
                return await consents.revoke(connection, person, place, at)

    async def agreed(self) -> tuple[Consent, ...]:
        """Every consent that is in force, anywhere."""
        async with self._reading() as connection:
            return await consents.all_in_force(connection)

    # --- pseudonyms ---

    async def pseudonym(self, person: str, place: str) -> str:
        """A neutral name, the same each time, and no other person's in this place."""
        async with self._reading() as connection:
            if name := await pseudonyms.known(connection, person, place):
                return name
        return await self._finish(self._draw(person, place))

    async def _draw(self, person: str, place: str) -> str:
        with spoken():
            for _ in range(3):
                with suppress(IntegrityError):  # another process drew the same name first
                    async with self._writing() as connection:
                        if await people.forgotten(connection, [person]):
                            return people.NAMELESS
                        return await pseudonyms.draw(connection, person, place)
        raise RecordsFailed("The records are too busy to answer. Try again in a moment.")

    async def pseudonyms(self, place: str) -> Mapping[str, str]:
        """The key: all pseudonyms of a place, by person id."""
        async with self._reading() as connection:
            return await pseudonyms.key(connection, place)

    async def forget_pseudonyms(self, place: str) -> None:
        """Empty the key of a place, and leave no trace of it. Raises RecordsFailed."""
        await self._finish(self._forget_pseudonyms(place))

    async def _forget_pseudonyms(self, place: str) -> None:
        with spoken():
            async with self._writing() as connection:
                await pseudonyms.forget_place(connection, place)
                await erasing.leave_trace(connection, datetime.now(UTC), copies=False)
        await self._leave_no_trace(())

    # --- the audit log ---

    async def note(
        self,
        at: datetime,
        place: str,
        actor: str,
        action: str,
        about: str = "",
        **detail: Detail,
    ) -> None:
        """Note that `actor` did this. Raises ValueError where it could be a sentence."""
        await self._finish(
            self._note(audits.checked(Noted(at, place, actor, action, about, detail)))
        )

    async def _note(self, noted: Noted) -> None:
        with spoken():
            async with self._writing() as connection:
                await audits.add(connection, noted)

    async def audited(
        self, place: str, about: str | None = None, limit: int = 100
    ) -> tuple[Noted, ...]:
        """The latest entries of a place, newest first; with `about`, those on that alone."""
        async with self._reading() as connection:
            return await audits.latest(connection, place, about, min(limit, LATEST))

    # --- erasure, retention, one's own data ---

    async def my_data(self, person: str, criteria: Mapping[str, str] | None = None) -> MyData:
        """All that is kept of a person. `criteria` gives names to what a ballot scores."""
        async with self._reading() as connection:
            return await own_data.of(connection, person, criteria or {})

    async def erase(self, person: str) -> Erased:
        """Forget this person, and every word that is theirs; the debates stay.

        What is recorded of them later, because it was on its way, is recorded without words.
        Raises Unknown for the bot, RecordsFailed.
        """
        if person in ("", BOT):
            raise Unknown("person", person)
        return await self._finish(self._erase(person))

    async def _erase(self, person: str) -> Erased:
        with spoken():
            async with self._writing(alone=True) as connection:
                erased = await erasing.erase(connection, person, datetime.now(UTC))
        return replace(erased, traceless=await self._leave_no_trace(erased.debates))

    async def sweep(self, now: datetime, days: int, keep: Collection[str] = ()) -> Swept:
        """Let go of what was over `days` days ago.

        Those in `keep`, or on the roster of a class whose server they have not left, are not
        forgotten. Classes of a server that the bot left so long ago are dissolved. Raises ValueError for less than no days, RecordsFailed.
        """
        return await self._finish(self._sweep(now, days, keep))

    async def _sweep(self, now: datetime, days: int, keep: Collection[str]) -> Swept:
        with spoken():
            async with self._writing(alone=True) as connection:
                swept = await retention.sweep(connection, now, days, keep)
                left = await classes.everything(connection)
        self._know(left)
        return replace(swept, traceless=await self._leave_no_trace(swept.debates))

    async def left(self, person: str | None, place: str, at: datetime) -> None:
        """Note that this person left the place; None: everybody, since the bot was removed.

        A person is taken off the rosters of that place's classes. Where the bot was removed, those
        stay until the sweep dissolves them, since it may come back.
        """
        await self._finish(self._leave(person or consents.EVERYBODY, place, at))

    async def _leave(self, person: str, place: str, at: datetime) -> None:
        with spoken():
            async with self._writing() as connection:
                if not await people.forgotten(connection, [person]):
                    await consents.leave(connection, person, place, at)
                    for one in await roster.strike_on(connection, place, person):
                        struck = Noted(at, place, "", "struck", person, {"class": one})
                        await audits.add(connection, struck)

    async def came_back(self, person: str | None, place: str) -> None:
        """Take that back. None: the bot is there again."""
        await self._finish(self._come_back(person or consents.EVERYBODY, place))

    async def _come_back(self, person: str, place: str) -> None:
        with spoken():
            async with self._writing() as connection:
                await consents.come_back(connection, person, place)

    async def _last_things(self) -> None:
        """Remove what a reader has kept in the journal until now."""
        if self._lock:
            await self._leave_no_trace()

    async def _leave_no_trace(self, debates: Collection[str] | None = None) -> bool:
        """Remove what files may still show of erased words; whether that could be done.

        `debates` are those whose kept copies go; None: all, where it is not known any more.
        """
        try:
            with spoken():
                async with self._turn:
                    return await self._scrub(debates)
        except RecordsFailed as failure:
            logger.warning("traces of what was erased may be left in files: %s", failure.line)
            return False

    async def _scrub(self, debates: Collection[str] | None) -> bool:
        async with self._engine.connect() as connection:
            up_to, copies = await erasing.traces(connection)
        if not up_to:
            return True
        if copies:
            await asyncio.to_thread(erasing.withdraw, self._exports, debates)
        if not await database.scrub(self._engine, *erasing.TABLES):
            logger.warning("a reader keeps erased words in the journal until the next sweep")
            return False
        async with self._transaction() as connection:
            await erasing.remove_traces(connection, up_to)
        return True
