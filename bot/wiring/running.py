"""The records, the bot and the practice room, opened and let go of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.classroom.model import Class
from bot.config import DiscordSettings, secret
from bot.debate.errors import ParleyError
from bot.debate.flow import sheet_of
from bot.library.collection import Collection
from bot.wiring.home import (
    Home,
    formats_of,
    library_of,
    make_data_folder,
    meaning_of,
    notice_of,
    screen_of,
)
from bot.wiring.papers import class_report, export
from bot.wiring.staff import chair_of

if TYPE_CHECKING:
    from bot.classroom.screening import Screen
    from bot.library.meaning import Meaning
    from bot.llm.budget import Allowance
    from bot.llm.moderation import Moderation
    from bot.records.store import Store
    from bot.room.server import Room, RoomSettings

log = logging.getLogger(__name__)


@asynccontextmanager
async def store_of(home: Home) -> AsyncIterator[Store]:
    """The records. Raises RecordsFailed."""
    from bot.records.store import open_records

    make_data_folder(home)
    store = await open_records(home.database, exports=home.exports)
    for debate, problem in store.damaged.items():
        log.error("debate %s is damaged and was left out: %s", debate, problem)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def reading(home: Home) -> AsyncIterator[Store]:
    """The records to read from, also while a running bot holds them. Raises RecordsFailed."""
    from bot.records.store import open_records

    make_data_folder(home)
    store = await open_records(home.database, alone=False)
    try:
        yield store
    finally:
        await store.close()


async def run_bot(
    home: Home, settings: DiscordSettings, token: str, classes: Sequence[Class] = ()
) -> None:
    """The bot on Discord, or on what the settings name, until it is stopped.

    `classes` are set up first where they are not yet. Without the message-content intent it goes on and takes speeches by button only. Raises
    CannotJoin, RecordsFailed, Faulty.
    """
    from bot.discord_ui.client import NeedsIntent

    async with meaning_of(home) as meaning:
        library = Collection(library_of(home, meaning), home.articles)
        try:
            async with store_of(home) as store:
                furnished = frozenset(one.place for one in classes)
                for one in classes:
                    if store.at(one.place) is None:
                        await store.set_up(one)
                try:
                    await _join(home, settings, token, store, library, meaning, furnished)
                except NeedsIntent as error:
                    log.warning("%s Speeches are taken by button only.", error.line)
                    fewer = settings.model_copy(update={"message_content": False})
                    await _join(home, fewer, token, store, library, meaning, furnished)
        finally:
            library.close()


async def _join(
    home: Home,
    settings: DiscordSettings,
    token: str,
    store: Store,
    library: Collection,
    meaning: Meaning | None,
    furnished: frozenset[str],
) -> None:
    from bot.classroom.screening import Action
    from bot.discord_ui.client import ParleyClient, join, point_at
    from bot.discord_ui.house import House
    from bot.drawing.flow_picture import flow_picture
    from bot.drawing.flow_words import flow_lines
    from bot.judges.rubric import load_rubric
    from bot.records.my_data import as_files

    point_at(settings)
    speaking = home.config.speaking
    client = ParleyClient(settings, speaking.edit_seconds)
    audience, class_of = client.audience, client.payer_of
    criteria = {c.id: c.name for c in load_rubric(home.rubric).criteria}
    screen, asks = screen_of(home), home.config.classroom.ask_consent
    notice = notice_of(home, on_discord=not settings.api_base) if asks else None
    speaking_for = chair_of(
        home, store, audience, library, meaning=meaning, class_of=class_of, screen=screen
    )

    async def my_data(person: str) -> Mapping[str, bytes]:
        files = as_files(await store.my_data(person, criteria))
        return {name: text.encode() for name, text in files.items()}

    async def report(
        met: Class, person: str, since: datetime | None, unreleased: bool
    ) -> Mapping[str, bytes]:
        names = met.settings.names
        return await class_report(home, store, library, met, person, since, unreleased, names)

    async with client, _moderation(home, screen) as moderation, speaking_for as (chair, staff):

        async def budget_left(place: str, person: str) -> Allowance | None:
            return await staff.budget.left(place, person) if staff.budget else None

        client.enter(
            House(
                chair=chair,
                library=library,
                acquisitions=library,
                formats=formats_of(home),
                people=store,
                export=export,
                report=report,
                flow_sheet=lambda debate, names: flow_lines(sheet_of(debate), names),
                flow_picture=flow_picture,
                criteria=criteria,
                coach=staff.coach,
                privacy=store,
                my_data=my_data,
                classes=store,
                held=store,
                consents=store,
                pseudonyms=store,
                audit=store,
                notice=notice,
                budget_left=budget_left,
                moderator=moderation,
                word_list=screen,
                meets=frozenset(c.name for c in screen.categories if c.action is Action.MEET),
                keep_days=home.config.classroom.keep_days,
                level=speaking.level,
                hints=home.config.classroom.hints,
                pace=home.config.classroom.clock,
                slow_hours=home.config.classroom.slow_hours,
                hold_ballots=home.config.classroom.hold_ballots,
                furnished=furnished,
                names_in_exports=home.config.classroom.names_in_exports,
            )
        )
        await join(client, token)


@asynccontextmanager
async def _moderation(home: Home, screen: Screen) -> AsyncIterator[Moderation]:
    """The check of what people write: the word list, and a server where one is set up."""
    from bot.llm.moderation import Moderation, ModerationClient

    settings, key = home.config.moderation, secret(home.config.moderation.key_env)
    asked = settings.use and (key or not settings.key_env)
    client = ModerationClient(settings, home.config.speaking.patience, key) if asked else None
    moderation = Moderation(screen, client)
    try:
        yield moderation
    finally:
        await moderation.close()


@asynccontextmanager
async def _opened(settings: RoomSettings) -> AsyncIterator[Room]:
    """The open room; its own errors in the words of ours."""
    from bot.room.faults import DataFileUnfit, PortInUse
    from bot.room.server import Room

    room = Room(settings)
    try:
        await room.start()
    except PortInUse as error:
        raise ParleyError(f"{error} Choose another with --port; 0 takes a free one.") from None
    except DataFileUnfit as error:
        raise ParleyError(str(error)) from None
    try:
        yield room
    finally:
        await room.stop()


def _classes_of(room: Room) -> list[Class]:
    """The classes that a room holds: their channels, their teachers, and the desk of all."""
    from bot.room.furnish import TEACHERS
    from bot.room.settings import TEACHER

    guild = room.house.guild
    teachers, desk = guild.role_named(TEACHER), guild.channel_named(TEACHERS)
    if teachers is None or desk is None:
        return []
    return [
        Class(
            place=one.channel,
            server=guild.id,
            name=one.name,
            teachers=str(teachers["id"]),
            desk=str(desk["id"]),
        )
        for one in room.classes
    ]


async def run_room(
    home: Home, settings: RoomSettings, *, with_bot: bool, opened: Callable[[Room], None]
) -> None:
    """The practice room, with the bot in it unless told otherwise, until it is stopped.

    `opened` is called once the room answers. Raises ParleyError: the port or the data is in use,
    the records fail, a file is faulty.
    """
    make_data_folder(home)
    home = home.for_classes() if settings.classes else home
    async with _opened(settings) as room:
        opened(room)
        if not with_bot:
            await asyncio.Event().wait()  # until the process is told to stop
        if not settings.classes:
            alone = {"ask_consent": False, "names_in_exports": True}
            classroom = home.config.classroom.model_copy(update=alone)
            config = home.config.model_copy(update={"classroom": classroom})
            home = replace(home, config=config)  # a room of one's own: what is said stays on it
        inside = home.config.discord.model_copy(
            update={
                "api_base": room.api_base,
                "gateway_url": room.gateway_url,
                "command_guilds": (),
                "ready_seconds": 0.1,
                # A class has its own channel; what all classes share would bring them together.
                "welcome_channel": "" if settings.classes else "welcome",
                "debates_channel": "" if settings.classes else "debates",
            }
        )
        await run_bot(home, inside, room.token, _classes_of(room))
