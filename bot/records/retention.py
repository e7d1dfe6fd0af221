"""Letting go of what is past its time, on an open connection.

A debate that ended loses every person's words so many days later; somebody who left, theirs, so
many days after leaving, from each debate that is over by then. Nothing is taken from a debate that
goes on. Whoever then has said nothing, agreed to nothing, sits in no class and was not seen for as
long is forgotten. What waited for a teacher for so long goes, and a class with the server it is on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.events import DebateEnded
from bot.debate.model import BOT, Debate
from bot.ports import Swept
from bot.records import classes, consents, erasing, flags, held, log, people, pseudonyms, roster
from bot.records.tables import consents as agreed
from bot.records.tables import debates, events, taking_part, words
from bot.records.tables import held as waiting
from bot.records.tables import people as known

ENDED = select(events.c.debate).where(events.c.kind == DebateEnded.__name__)


async def sweep(
    connection: AsyncConnection, now: datetime, days: int, keep: Collection[str] = ()
) -> Swept:
    """Let go of what was over `days` days ago; those in `keep` are not forgotten."""
    if days < 0:
        raise ValueError("words cannot be kept for less than no days")
    before = now - timedelta(days=days)
    gone = await consents.departed(connection, before)
    past = words.c.debate.in_(ENDED.where(events.c.at < before)) & (words.c.person != BOT)
    departed = words.c.debate.in_(ENDED) & words.c.person.in_(gone)
    emptied = or_(past, departed)
    ids = await erasing.with_words(connection, emptied)
    count = await erasing.empty(connection, emptied)
    aside = [await _forget_places(connection, person, gone[person]) for person in gone]
    waited, notes = await _clear_desks(connection, now, days)
    read = await log.read(connection, await _open(connection))
    going_on = [debate for debate in read.values() if isinstance(debate, Debate)]
    enrolled = await roster.present(connection)
    kept = {*keep, *enrolled, *(debate.opened_by for debate in going_on)}
    seen = now - timedelta(days=max(days, 1))  # whoever is about to open a debate is known so far
    forgotten = await _to_forget(connection, seen, kept)
    for person in forgotten:
        await people.forget(connection, person, now)
        await erasing.forget_aside(connection, person)
    if count or forgotten or any(aside):
        await erasing.leave_trace(connection, now)
    elif waited or notes:
        await erasing.leave_trace(connection, now, copies=False)
    seats = [
        (debate.id, person)
        for debate in going_on
        for person in sorted(gone)
        if erasing.sits(debate, person)
    ]
    idle = await _idle(connection, before)
    return Swept(count + waited, ids, len(forgotten), tuple(seats), idle)


async def _forget_places(connection: AsyncConnection, person: str, places: Collection[str]) -> bool:
    """Remove what this person agreed to and was called where they are gone."""
    agreed_to = await consents.forget(connection, person, places)
    return await pseudonyms.forget_person(connection, person, places) or agreed_to


async def _clear_desks(connection: AsyncConnection, now: datetime, days: int) -> tuple[int, int]:
    """Let go of what waited for a teacher for so many days, and of the classes that are no more.

    How many words waited, and how many notes of what had waited went. That some were held stays
    for as long again as the words, so that whoever decides late is told that they are gone.
    """
    before = now - timedelta(days=days)
    dissolved = await classes.on(connection, await consents.abandoned(connection, before))
    for place in dissolved:
        await classes.dissolve(connection, place)
    waited = await held.empty(connection, before)
    cleared = await held.clear(connection, before - timedelta(days=days), dissolved)
    return waited, cleared + await flags.clear(connection, before, dissolved) + len(dissolved)


async def _open(connection: AsyncConnection) -> list[str]:
    return list(await connection.scalars(select(debates.c.debate).where(~debates.c.ended)))


async def _to_forget(
    connection: AsyncConnection, seen_before: datetime, keep: Collection[str]
) -> list[str]:
    """Who is known, has not been seen since, and of whom nothing else is kept."""
    person = known.c.person
    speaks = select(words.c.person).where(words.c.text.is_not(None))
    waits = select(waiting.c.person).where(waiting.c.words.is_not(None))
    agrees = select(agreed.c.person).where(agreed.c.revoked_at.is_(None))
    takes_part = (
        select(taking_part.c.person)
        .join(debates, debates.c.debate == taking_part.c.debate)
        .where(~debates.c.ended)
    )
    query = select(person).where(
        known.c.account.is_not(None) | known.c.name.is_not(None),
        known.c.seen_at < seen_before,
        *(person.not_in(those) for those in (speaks, waits, agrees, takes_part)),
    )
    return [one for one in await connection.scalars(query.order_by(person)) if one not in keep]


async def _idle(connection: AsyncConnection, before: datetime) -> tuple[str, ...]:
    """The debates that go on and in which nothing has happened since, oldest first."""
    query = (
        select(debates.c.debate)
        .join(events, events.c.debate == debates.c.debate)
        .where(~debates.c.ended)
        .group_by(debates.c.debate, debates.c.opened_at)
        .having(func.max(events.c.at) < before)
        .order_by(debates.c.opened_at, debates.c.debate)
    )
    return tuple(await connection.scalars(query))
