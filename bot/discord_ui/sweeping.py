"""The daily sweep: who has left is noted, what is past its time is let go of, idle debates end.

Whether somebody is still on a server is asked once a day, person by person: that needs no
privileged intent, and finds also those who left while the bot was away.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.debate import commands
from bot.debate.errors import IllegalMove, ParleyError
from bot.discord_ui.erasing import take_down_swept

if TYPE_CHECKING:
    from bot.discord_ui.client import ParleyClient

log = logging.getLogger(__name__)


async def sweep(client: ParleyClient) -> None:
    """Do all of it once. Raises ParleyError where the records fail."""
    house = client.house
    await note_who_left(client)
    now = house.chair.clock.now()
    await client.holding.let_go_before(now - timedelta(days=house.keep_days))
    swept = await house.privacy.sweep(now, house.keep_days)
    for debate in swept.debates:
        await take_down_swept(client, debate)
    for debate, person in swept.seats:
        await _hand_in(
            client, commands.LeaveSeat, debate, f"left {person}", by=person, person=person
        )
    for debate in swept.idle:
        reason = f"Nothing was said here for {house.keep_days} days."
        await _hand_in(client, commands.End, debate, "idle", by="", reason=reason)
    if swept.words or swept.people:
        log.info("swept: words in %d debates, %d people", len(swept.debates), swept.people)


async def note_who_left(client: ParleyClient) -> None:
    """Note who is no longer on a server on which they agreed or sit in a class, and who is back."""
    house = client.house
    here = {str(guild.id): guild for guild in client.guilds}
    agreed = {(c.place, c.person) for c in await house.consents.agreed()}
    enrolled = {
        (met.server, person)
        for guild in here
        for met in house.classes.on(guild)
        for person in await house.classes.roster(met.place)
    }
    known = house.classes.servers() | {server for server, _ in agreed}
    for server in known - set(here):
        await house.privacy.left(None, server, house.chair.clock.now())
    for server, person in sorted(agreed | enrolled):
        if server in here:
            await _note_one(client, here[server], person)


async def _note_one(client: ParleyClient, guild: discord.Guild, person: str) -> None:
    house = client.house
    account = await house.people.account(person)
    if account is None or not account.isdecimal():
        return
    try:
        await guild.fetch_member(int(account))
    except discord.NotFound:
        await house.privacy.left(person, str(guild.id), house.chair.clock.now())
    except discord.HTTPException as error:
        log.info("whether somebody is still there could not be asked: %s", error.status)
    else:
        await house.privacy.came_back(person, str(guild.id))


async def _hand_in(
    client: ParleyClient, kind: type[commands.Command], debate: str, cause: str, **fields: object
) -> None:
    """Hand in a command of nobody's; one that came too late is dropped."""
    chair = client.house.chair
    at = chair.clock.now()
    try:
        await chair.handle(
            kind(debate=debate, cause=f"sweep {cause}", at=at, may=True, **fields)  # type: ignore[call-arg]
        )
    except IllegalMove as late:
        log.info("debate %s: %s came too late: %s", debate, kind.__name__, late)
    except ParleyError as error:
        log.error("debate %s: %s", debate, error.line)
