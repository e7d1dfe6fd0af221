"""The classes and their rosters, as the store keeps them; classes are known without waiting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.classroom.model import Class
from bot.debate.errors import IllegalMove
from bot.debate.model import BOT
from bot.records import classes, people, roster
from bot.records.access import Access
from bot.records.database import spoken


class Teaching(Access):
    """The part of the store that is Classes."""

    def __init__(
        self, engine: AsyncEngine, lock: IO[str] | None, exports: Path | None = None
    ) -> None:
        super().__init__(engine, lock, exports)
        self._classes: Mapping[str, Class] = {}

    async def recall_classes(self) -> None:
        """Read every class anew, so that `at` and `on` know them."""
        async with self._turn, self._reading() as connection:
            self._know(await classes.everything(connection))

    def _know(self, everything: Iterable[Class]) -> None:
        self._classes = {one.place: one for one in everything}

    # --- classes ---

    def at(self, place: str) -> Class | None:
        """The class that debates in this channel."""
        return self._classes.get(place)

    def on(self, server: str) -> tuple[Class, ...]:
        """The classes of a server, by name."""
        of = (one for one in self._classes.values() if one.server == server)
        return tuple(sorted(of, key=lambda one: (one.name.casefold(), one.place)))

    def servers(self) -> frozenset[str]:
        """Every server that has a class."""
        return frozenset(one.server for one in self._classes.values())

    async def set_up(self, changed: Class) -> Class:
        """Keep a new class, or a changed one; it comes back with its next version.

        Raises WrongPhase where somebody else has changed it since, or another class on the server
        has its code; NotYourSeat where the channel is a class of another server; RecordsFailed.
        """
        return await self._finish(self._set_up(changed))

    async def _set_up(self, changed: Class) -> Class:
        try:
            with spoken():
                kept = await self._set_up_twice(changed)
        except IllegalMove:  # another process may have changed it, and is then to be seen
            await self.recall_classes()
            raise
        self._classes = {**self._classes, kept.place: kept}
        return kept

    async def _set_up_twice(self, changed: Class) -> Class:
        with suppress(IntegrityError):  # what another process wrote first can be seen then
            async with self._writing() as connection:
                return await classes.set_up(connection, changed)
        async with self._writing() as connection:
            return await classes.set_up(connection, changed)

    async def dissolve(self, place: str) -> bool:
        """Let go of a class and its roster; whether there was one. Its debates stay."""
        return await self._finish(self._dissolve(place))

    async def _dissolve(self, place: str) -> bool:
        with spoken():
            async with self._writing() as connection:
                there = await classes.dissolve(connection, place)
        self._classes = {id: one for id, one in self._classes.items() if id != place}
        return there

    # --- rosters ---

    async def enrol(self, place: str, people: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Put people on the roster; those who were not on it.

        Whoever was erased is left out. Raises RecordsFailed, also where there is no such class.
        """
        return await self._finish(self._enrol(place, people, at))

    async def _enrol(self, place: str, persons: Sequence[str], at: datetime) -> tuple[str, ...]:
        with spoken():
            async with self._writing() as connection:
                gone = {"", BOT, *await people.forgotten(connection, set(persons))}
                those = [person for person in persons if person not in gone]
                return await roster.enrol(connection, place, those, at)

    async def strike(self, place: str, person: str) -> bool:
        """Take a person off the roster; whether they were on it."""
        return await self._finish(self._strike(place, person))

    async def _strike(self, place: str, person: str) -> bool:
        with spoken():
            async with self._writing() as connection:
                return await roster.strike(connection, place, person)

    async def roster(self, place: str) -> tuple[str, ...]:
        """Who sits in a class, in the order in which they came."""
        async with self._reading() as connection:
            return await roster.of(connection, place)

    async def enrolled(self) -> frozenset[str]:
        """Everybody who is on some roster."""
        async with self._reading() as connection:
            return await roster.enrolled(connection)
