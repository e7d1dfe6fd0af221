"""The debates of an assignment are opened: a few at a time, each with its thread and its speakers.

One that fails stops no other, and what was opened stays open whatever happens afterwards.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import discord

from bot.classroom.assigning import Pairing, Sides, left_to_the_bot
from bot.classroom.model import Class
from bot.debate import seating
from bot.debate.errors import ParleyError, WrongPhase
from bot.debate.model import BOT, Debate, Format, Level, Motion, Pace, Seat, Side
from bot.discord_ui.asking import Press
from bot.discord_ui.opening import OFFLINE, Wishes, open_debate
from bot.discord_ui.teaching.repainting import Repainting

log = logging.getLogger(__name__)

AT_ONCE = 3
"""How many debates are opened at a time: each is a thread, a card and a line to its speakers."""

PATIENCE = 180.0
"""Seconds after which a thread that is not there yet is told of as late."""


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


async def open_all(interaction: Press, plan: Plan) -> Result:
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
    task, speaker = plan.task, "offline" if plan.task.opponent == OFFLINE else ""
    debate = await open_debate(
        house,
        plan.met.place,
        cause=f"interaction {interaction.id} {number}",
        by=plan.by,
        motion=plan.motion,
        format=plan.format,
        seats=seats_of(plan.format, plan.motion, pairing),
        seed=secrets.randbelow(2**31),
        wishes=Wishes(task.level, task.pace, speaker=speaker),
    )
    async with asyncio.timeout(PATIENCE):
        debate = await house.chair.until(debate.id, lambda d: bool(d.floor or d.ending))
    if debate.floor is None:
        raise WrongPhase(debate.ending.reason if debate.ending else "It has no thread.")
    await _call(interaction, debate, pairing)
    return debate


def seats_of(format: Format, motion: Motion, pairing: Pairing) -> tuple[Seat, ...]:
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
