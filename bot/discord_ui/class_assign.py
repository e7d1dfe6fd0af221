"""`/class assign`: a debate for each student, or each pair, of a roster, opened in one go.

It can be run again at any time: who already sits in an open debate of the class is left out, so
after an interruption it opens only what is missing.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import discord

from bot.classroom.allowing import allowed, at_length
from bot.classroom.assigning import (
    Pairing,
    Sides,
    against_the_bot,
    in_pairs,
    kept_their_side,
    left_to_the_bot,
)
from bot.classroom.model import Class
from bot.debate import commands, seating
from bot.debate.errors import ParleyError, WrongPhase
from bot.debate.model import BOT, Debate, Format, Level, Motion, Pace, Seat, Side
from bot.discord_ui.asking import Press, place_of
from bot.discord_ui.class_asking import MOST, counted, names_of, taught
from bot.discord_ui.class_repainting import Repainting
from bot.discord_ui.layout import plain, shortened
from bot.discord_ui.opening import OFFLINE, USUAL

log = logging.getLogger(__name__)

EACH_OTHER = "each other"
AT_ONCE = 3
"""How many debates are opened at a time: each is a thread, a card and a line to its speakers."""

PATIENCE = 180.0
"""Seconds after which a thread that is not there yet is told of as late."""

BUSY = "Debates are being opened for this class just now. Look at `/class board` in a minute."
EMPTY = (
    "Nobody is on the roster. Put students on it first: `/class roster add` or `/class code new`."
)
ALL_SEATED = "Everybody on the roster sits in an open debate already. `again:True` opens another."


@dataclass(frozen=True, slots=True)
class Task:
    """What a teacher wants the class to debate. None leaves it to the class, or the house."""

    motion: str
    format: str = ""
    opponent: str = ""
    sides: Sides = Sides.RANDOM
    level: Level | None = None
    pace: Pace | None = None
    again: bool = False


@dataclass(slots=True)
class Result:
    """What became of it: what was opened, whom it left out and why, and what failed."""

    opened: list[Debate] = field(default_factory=list)
    failed: list[tuple[Pairing, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is settled before the first debate is opened."""

    met: Class
    task: Task
    motion: Motion
    format: Format
    by: str
    pairings: Sequence[Pairing]
    seated: Sequence[str]
    gone: Sequence[str]
    last: Mapping[str, Side]


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
        result = await _open_all(interaction, plan)
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


# --- opening ----------------------------------------------------------------------------------


async def _open_all(interaction: Press, plan: Plan) -> Result:
    """Open a few at a time, and show in the teacher's answer how far it is."""
    result, whole = Result(), len(plan.pairings)

    async def show() -> None:
        done = len(result.opened) + len(result.failed)
        line = f"Opening debates: {done} of {whole} …"
        await interaction.edit_original_response(content=line)

    progress = Repainting(show, interaction.client.edit_seconds)
    progress.stir()
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, pairing: Pairing) -> None:
        async with gate:
            try:
                debate = await _open_one(interaction, plan, number, pairing)
            except ParleyError as error:
                result.failed.append((pairing, error.line))
            except TimeoutError:
                line = "Its thread is not there yet; it comes as soon as Discord lets it."
                result.failed.append((pairing, line))
            except Exception:
                log.exception("a debate was not opened")
                result.failed.append((pairing, "Something went wrong on our side."))
            else:
                result.opened.append(debate)
            progress.stir()

    try:
        await asyncio.gather(*(one(n, pairing) for n, pairing in enumerate(plan.pairings)))
    finally:
        await progress.close()
    return result


async def _open_one(interaction: Press, plan: Plan, number: int, pairing: Pairing) -> Debate:
    """One debate: on the record, with its thread, and its speakers called to it."""
    house = interaction.client.house
    settings, task = plan.met.settings, plan.task
    order = at_length(plan.format, settings)
    seats = _seats(order, plan.motion, pairing)
    hold = settings.hold_ballots
    debate = await house.chair.handle(
        commands.Open(
            debate=secrets.token_hex(4),
            cause=f"interaction {interaction.id} {number}",
            at=house.chair.clock.now(),
            motion=plan.motion,
            format=seating.ordered(order, seats),
            seats=seats,
            by=plan.by,
            place=plan.met.place,
            level=task.level or settings.level or house.level,
            seed=secrets.randbelow(2**31),
            speaker="offline" if task.opponent == OFFLINE else "",
            pace=task.pace or settings.pace or house.pace,
            slow_hours=house.slow_hours,
            hold_ballots=house.hold_ballots if hold is None else hold,
            coaching=settings.hints or house.hints,
        )
    )
    async with asyncio.timeout(PATIENCE):
        debate = await house.chair.until(debate.id, lambda d: bool(d.floor or d.ending))
    if debate.floor is None:
        raise WrongPhase(debate.ending.reason if debate.ending else "It has no thread.")
    await _call(interaction, debate, pairing)
    return debate


def _seats(format: Format, motion: Motion, pairing: Pairing) -> tuple[Seat, ...]:
    """Each side as though its holder had opened the debate against the other side's school."""
    own = {
        side: seating.seats(format, motion, pairing.on(side), BOT, motion.school_of(side.other))
        for side in Side
    }
    if left_to_the_bot([pairing]):
        return own[pairing.side_of(pairing.people[0])]
    return tuple(
        replace(seat, holder=own[seat.side][n].holder)
        for n, seat in enumerate(own[Side.AFFIRMATIVE])
    )


async def _call(interaction: Press, debate: Debate, pairing: Pairing) -> None:
    """Mention the speakers in their thread, so that they find it; nobody else is."""
    client, floor = interaction.client, debate.floor
    assert floor is not None
    called, lines = [], []
    for person in pairing.people:
        account = await client.house.people.account(person)
        seat = debate.seat_held_by(person)
        if account and seat:
            called.append(discord.Object(int(account)))
            lines.append(f"<@{account}>, you speak for the {seat.side}, as the {seat.school}.")
    thread = client.get_partial_messageable(int(floor.thread))
    only = discord.AllowedMentions(everyone=False, roles=False, users=called)
    try:
        await thread.send("\n".join(lines), allowed_mentions=only, nonce=f"{debate.id}-call")
    except discord.HTTPException as error:
        log.info("the speakers of debate %s were not called: %s", debate.id, error.status)


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
        sides = [p.side_of(p.people[0]) for p in plan.pairings]
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
