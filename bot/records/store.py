"""Records, People and Polls over a database: one append is one transaction, committed before it answers.

The store knows how events are kept and folded, and nothing of what a debate is about to do.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import IO

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Choice, Tally
from bot.debate.errors import RecordsFailed, Unknown
from bot.debate.events import Event
from bot.debate.model import Debate
from bot.records import database, log, people, polls, tables
from bot.records.checking import Check
from bot.records.database import spoken
from bot.records.desk import Desk
from bot.records.keeping import Keeping
from bot.records.remembering import Memory

logger = logging.getLogger(__name__)


async def open_records(
    url_or_path: str | Path, *, alone: bool = True, exports: Path | None = None
) -> Store:
    """The records in a SQLite file (given as path or URL) or a PostgreSQL database (URL).

    Takes the file for this process, brings the schema up to date, and checks the whole log: a
    debate that is damaged is left out and named in `Store.damaged`. With `alone` false a file
    that another process holds is opened beside it, to be read only; its holder has checked it.
    `exports` is a folder with copies of transcripts, from which erased words are removed too.
    Raises RecordsFailed when the database cannot be opened, is held by another process, or comes
    from a newer version.
    """
    url = database.locate(url_or_path)
    try:
        sqlite = url.get_backend_name() == "sqlite"
        lock = database.hold(Path(url.database or "")) if sqlite else None
    except database.Held:
        if alone:
            raise
        return await _beside(Store(database.connect(url), None, exports))
    try:
        engine = database.connect(url)
    except BaseException:
        if lock:
            lock.close()
        raise
    store = Store(engine, lock, exports)
    try:
        with spoken():
            await database.migrate(engine)
        await store.check()
        await store.recall_classes()
    except BaseException:
        await store.close()
        raise
    return store


async def _beside(store: Store) -> Store:
    """A store that only reads, once it knows the classes."""
    try:
        await store.recall_classes()
    except BaseException:
        await store.close()
        raise
    return store


class Store(Keeping, Desk):
    """The chair's Records, People and Polls, and all that a class is kept with.

    Made by `open_records`.

    `damaged` holds, by its id, what is wrong with each debate that was left out at the start.
    """

    def __init__(
        self, engine: AsyncEngine, lock: IO[str] | None, exports: Path | None = None
    ) -> None:
        super().__init__(engine, lock, exports)
        self._waiting: list[tuple[log.Addition, asyncio.Future[bool | Exception]]] = []
        self._memory = Memory()
        self.damaged: Mapping[str, str] = {}

    # --- records ---

    async def load(self, debate: str) -> Debate:
        """The debate as its events make it. Raises Unknown, RecordsFailed."""
        self._refuse_damaged(debate)
        async with self._reading() as connection:
            found = (await log.read(connection, [debate])).get(debate)
        if found is None:
            raise Unknown("debate", debate)
        if isinstance(found, RecordsFailed):
            raise found
        self._memory.keep(found)
        return found

    async def append(self, debate: Debate | None, cause: str, *events: Event) -> bool:
        """Commit events after the last that `debate` has seen (None: a new debate).

        False when something with this cause was recorded before: nothing was then written.
        Raises RecordsFailed when another writer came between or the disk refused; nothing was
        written then either. Once begun, it is finished even if the caller is cancelled.
        """
        if not events:
            return True
        new = log.addition(debate, cause, events, self._memory.recall)
        self._refuse_damaged(new.debate)
        outcome: asyncio.Future[bool | Exception] = asyncio.get_running_loop().create_future()
        self._waiting.append((new, outcome))
        if len(self._waiting) == 1:
            self._start(self._write_waiting())
        answer = await asyncio.shield(outcome)
        if isinstance(answer, Exception):
            raise answer
        if answer:
            self._memory.keep(new.after)
        return answer

    async def _write_waiting(self) -> None:
        """Commit all that waits in one transaction: many debates then share its cost."""
        async with self._turn:
            batch, self._waiting = self._waiting, []
            answers: Sequence[bool | Exception]
            try:
                with spoken():
                    answers = await self._write([new for new, _ in batch])
            except Exception as failure:  # noqa: BLE001  each who waits is told, whatever it is
                answers = [failure] * len(batch)
            for (_, outcome), answer in zip(batch, answers, strict=True):
                outcome.set_result(answer)

    async def _write(self, batch: list[log.Addition]) -> list[log.Outcome]:
        try:
            async with self._transaction() as connection:
                return await log.add(connection, batch)
        except IntegrityError:  # another process wrote to one of these debates meanwhile
            return [await self._write_alone(new) for new in batch]

    async def _write_alone(self, new: log.Addition) -> log.Outcome:
        for _ in range(2):
            try:
                async with self._transaction() as connection:
                    return (await log.add(connection, [new]))[0]
            except IntegrityError:
                continue  # what the other process wrote can now be seen
        return RecordsFailed(log.CAME_BETWEEN)

    async def seen(self, debate: str, cause: str) -> bool:
        """Whether something with this cause is on the record of this debate."""
        async with self._reading() as connection:
            return await log.seen(connection, debate, cause)

    async def open_debates(self) -> tuple[str, ...]:
        """Every debate that has not ended or still owes a posting, oldest first."""
        table = tables.debates.c
        query = select(table.debate).where(or_(~table.ended, table.owes))
        async with self._reading() as connection:
            found = await connection.scalars(query.order_by(table.opened_at, table.debate))
            return tuple(id for id in found if id not in self.damaged)

    async def debate_on(self, thread: str) -> str | None:
        """The debate whose floor is this thread; the latest, should there be several."""
        table = tables.debates.c
        query = select(table.debate).where(table.thread == thread)
        async with self._reading() as connection:
            found = await connection.scalars(query.order_by(table.opened_at.desc()))
            return next((id for id in found if id not in self.damaged), None)

    async def debates(
        self,
        *,
        person: str | None = None,
        place: str | None = None,
        still_open: bool = False,
        limit: int = 25,
    ) -> tuple[Debate, ...]:
        """The latest debates, newest first.

        With a person, those in which they take part; with a place, those held in that channel;
        with `still_open`, those that have not ended.
        """
        table = tables.debates.c
        query = select(table.debate).order_by(table.opened_at.desc(), table.debate.desc())
        if person is not None:
            part = tables.taking_part.c
            query = query.join(tables.taking_part, part.debate == table.debate)
            query = query.where(part.person == person)
        if place is not None:
            query = query.where(table.place == place)
        if still_open:
            query = query.where(~table.ended)
        async with self._reading() as connection:
            found = await connection.scalars(query.limit(limit + len(self.damaged)))
            ids = [id for id in found if id not in self.damaged][:limit]
            read = await log.read(connection, ids)
        return tuple(d for id in ids if isinstance(d := read.get(id), Debate))

    # --- people ---

    async def person(self, account: str, name: str) -> str:
        """The person id for an account, made at first sight; keeps the name up to date."""
        async with self._reading() as connection:
            if person := await people.up_to_date(connection, account, name):
                return person
        return await self._finish(self._meet(account, name))

    async def _meet(self, account: str, name: str) -> str:
        with spoken():
            try:
                async with self._writing() as connection:
                    return await people.meet(connection, account, name)
            except IntegrityError:  # another process met them first
                async with self._writing() as connection:
                    return await people.meet(connection, account, name)

    async def known(self, account: str) -> str | None:
        """The person id for an account that was seen before; nothing is kept of any other."""
        async with self._reading() as connection:
            return await people.known(connection, account)

    async def account(self, person: str) -> str | None:
        """The account of a person, None once it was forgotten."""
        async with self._reading() as connection:
            return await people.account(connection, person)

    async def name(self, person: str) -> str:
        """The name to show; a neutral one once it was forgotten."""
        async with self._reading() as connection:
            return await people.name(connection, person)

    # --- polls ---

    async def cast(self, debate: str, turn: int, person: str, choice: Choice) -> None:
        """Keep this person's vote, in the place of any earlier one. Raises RecordsFailed."""
        await self._finish(self._cast(debate, turn, person, choice))

    async def _cast(self, debate: str, turn: int, person: str, choice: Choice) -> None:
        with spoken():
            async with self._writing() as connection:
                if not await people.forgotten(connection, [person]):
                    await polls.cast(connection, debate, turn, person, choice)

    async def tally(self, debate: str, turn: int) -> Tally:
        """How the poll stands. Raises RecordsFailed."""
        async with self._reading() as connection:
            return await polls.tally(connection, debate, turn)

    async def forget(self, debate: str, turn: int) -> None:
        """Let go of who voted what, and of every trace of it. Raises RecordsFailed."""
        await self._finish(self._forget({(debate, turn)}))

    async def _forget(self, closed: Collection[polls.Poll]) -> None:
        with spoken():
            async with self._writing() as connection:
                await polls.forget(connection, closed)
            async with self._turn:
                scrubbed = await database.scrub(self._engine, tables.votes.name)
        if not scrubbed:
            logger.warning("a reader keeps votes in the journal until the next poll is closed")

    # --- the log as a whole ---

    async def check(self) -> None:
        """Read the whole log: note what is damaged, and mend the listing where it fell behind.

        Votes of polls that are over are let go of, and traces of what was erased removed, should a
        crash have come before that.
        """
        check = Check(self._reading)
        async for behind in check.fell_behind():
            await self._finish(self._list(behind))
        await self._finish(self._forget(check.closed))
        await self._finish(self._leave_no_trace())
        self.damaged = check.damaged

    async def _list(self, debates: Sequence[Debate]) -> None:
        with spoken():
            async with self._writing() as connection:
                await log.list_debates(connection, debates)

    def _refuse_damaged(self, debate: str) -> None:
        if debate in self.damaged:
            raise RecordsFailed(self.damaged[debate])
