"""`/class assign`: a debate for each student, or each pair, of a roster, opened in one go.

It can be run again at any time: who already sits in an open debate of the class is left out, so
after an interruption it opens only what is missing.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterable

import discord

from bot.classroom.allowing import allowed
from bot.classroom.assigning import (
    Sides,
    against_the_bot,
    in_pairs,
    kept_their_side,
    left_to_the_bot,
)
from bot.classroom.model import Class
from bot.debate.errors import WrongPhase
from bot.debate.model import Format, Side
from bot.discord_ui.asking import Press, place_of
from bot.discord_ui.layout import plain, shortened
from bot.discord_ui.opening import USUAL
from bot.discord_ui.teaching.opening import AT_ONCE, Plan, Result, Task, open_all
from bot.discord_ui.teaching.taught import MOST, counted, names_of, taught

log = logging.getLogger(__name__)

EACH_OTHER = "each other"
BUSY = "Debates are being opened for this class just now. Look at `/class board` in a minute."
EMPTY = (
    "Nobody is on the roster. Put students on it first: `/class roster add` or `/class code new`."
)
ALL_SEATED = "Everybody on the roster sits in an open debate already. `again:True` opens another."


async def assign(interaction: Press, task: Task) -> None:
    """Open the debates, show how far it is, and say in the end where they are."""
    met = taught(interaction)
    busy = interaction.client.assigning
    if met.place in busy:
        raise WrongPhase(BUSY)
    busy.add(met.place)
    try:
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        plan = await _plan(interaction, met, task)
        result = await open_all(interaction, plan)
        await interaction.client.house.note(
            plan.by, met.place, "assigned", debates=len(result.opened), failed=len(result.failed)
        )
        await _report(interaction, plan, await _summary(interaction, plan, result))
    finally:
        busy.discard(met.place)


# --- before -----------------------------------------------------------------------------------


async def _plan(interaction: Press, met: Class, task: Task) -> Plan:
    """Who is to debate whom. Raises WrongPhase where nobody is."""
    house = interaction.client.house
    motion = house.library.motion(task.motion)
    format = _fit(house.format(task.format or _usual(met)), task)
    by = await house.person(interaction.user)
    roster = await house.classes.roster(met.place)
    if not roster:
        raise WrongPhase(EMPTY)
    records = house.chair.records
    going = await records.debates(place=met.place, still_open=True, limit=MOST)
    busy = {person for debate in going for person in debate.people}
    seated = [] if task.again else [person for person in roster if person in busy]
    free = [person for person in roster if task.again or person not in busy]
    gone = await _gone(interaction, free)
    here = [person for person in free if person not in gone]
    if not here:
        raise WrongPhase(ALL_SEATED if seated else "Nobody on the roster is on this server now.")
    last = await _last_sides(interaction, met, here)
    deal = in_pairs if task.opponent == EACH_OTHER else against_the_bot
    pairings = deal(here, task.sides, secrets.randbelow(2**31), last)
    return Plan(met, task, motion, format, by, pairings, seated, gone, last)


def _usual(met: Class) -> str:
    some = met.settings.formats
    return next((id for id in (USUAL, *some) if allowed(some, id)), USUAL)


def _fit(format: Format, task: Task) -> Format:
    """The format, if each student can be given a seat in it. Raises WrongPhase."""
    if format.only_bots or format.listed:
        raise WrongPhase(
            f"In “{format.name}” nobody has a seat of their own. Choose another format, or open one "
            "for the whole class with `/debate start`."
        )
    return format


async def _gone(interaction: Press, people: Iterable[str]) -> list[str]:
    """Those of them who are not on the server any more."""
    house, guild = interaction.client.house, interaction.guild
    gate = asyncio.Semaphore(AT_ONCE)

    async def is_gone(person: str) -> bool:
        account = await house.people.account(person)
        if account is None or not account.isdecimal() or guild is None:
            return True
        async with gate:
            try:
                await guild.fetch_member(int(account))
            except discord.NotFound:
                return True
            except discord.HTTPException as error:
                log.info("whether somebody is still there could not be asked: %s", error.status)
        return False

    people = list(people)
    outcomes = await asyncio.gather(*map(is_gone, people))
    return [person for person, left in zip(people, outcomes, strict=True) if left]


async def _last_sides(interaction: Press, met: Class, people: Iterable[str]) -> dict[str, Side]:
    """The side on which each of them sat in their last debate of this class."""
    records = interaction.client.house.chair.records
    sides: dict[str, Side] = {}
    for person in people:
        for debate in await records.debates(person=person, place=met.place, limit=1):
            if seat := debate.seat_held_by(person):
                sides[person] = seat.side
    return sides


# --- afterwards -------------------------------------------------------------------------------


async def _summary(interaction: Press, plan: Plan, result: Result) -> str:
    """What came of it, in a few lines."""
    opened, pairs = result.opened, plan.task.opponent == EACH_OTHER
    lines = [
        f"**{counted(len(opened), 'debate')} open** in <#{plan.met.place}>: {plain(shortened(plan.motion.says, 150))}."
    ]
    if pairs and (alone := left_to_the_bot(plan.pairings)):
        lines.append(f"The number is odd: {await names_of(interaction, alone)} debates Parley.")
    elif not pairs:
        held = [debate.seat_held_by(person) for debate in opened for person in debate.people[:1]]
        sides = [seat.side for seat in held if seat]
        for_it = sides.count(Side.AFFIRMATIVE)
        lines.append(f"{for_it} for the motion, {len(sides) - for_it} against it.")
    if plan.task.sides is Sides.SWAPPED and (kept := kept_their_side(plan.pairings, plan.last)):
        lines.append(
            f"Could not swap, since too many were on one side: {await names_of(interaction, kept)}."
        )
    if plan.seated:
        named = await names_of(interaction, plan.seated)
        lines.append(f"Left out, already in an open debate: {named}.")
    if plan.gone:
        lines.append(
            f"Left out, no longer on this server: {await names_of(interaction, plan.gone)}."
        )
    for pairing, why in result.failed[:5]:
        lines.append(f"Not opened for {await names_of(interaction, pairing.people)}: {plain(why)}")
    if result.failed:
        lines.append("Run the command once more: it opens only what is missing.")
    return shortened("\n".join(lines), 1900)


async def _report(interaction: Press, plan: Plan, said: str) -> None:
    """Say it in the teacher's answer; at the desk where that answer has lapsed meanwhile."""
    try:
        if place_of(interaction) == plan.met.place:  # below the lines that tell of new threads
            await interaction.followup.send(said, ephemeral=True)
            await interaction.delete_original_response()
        else:
            await interaction.edit_original_response(content=said)
    except discord.HTTPException as error:
        log.info("an answer had lapsed: %s", error.status)
        desk = interaction.client.get_partial_messageable(int(plan.met.desk))
        await desk.send(said)
