"""`/class report`: what a class, or one student of it, did over some time.

A teacher has all of it; a student has what is about themselves, with the points that are released.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import Any

import discord
from discord import app_commands

from bot.classroom.model import Class
from bot.debate.errors import NotYourSeat, WrongPhase
from bot.discord_ui.asking import Press, may_steer, place_of
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import plain
from bot.discord_ui.teaching.taught import NONE_HERE, class_at

ATTACHED = 10
"""The most files that Discord takes with one message."""

PICTURES = (".png",)


@app_commands.command(name="report", description="What the class did, or what you did, as files")
@app_commands.describe(
    student="Only this student; a teacher's choice",
    since="Only debates from this day on: 2026-09-01",
    unreleased="Also points that are not released; a teacher's choice",
)
@app_commands.guild_only()
async def report(
    interaction: discord.Interaction[Any],
    student: discord.User | None = None,
    since: app_commands.Range[str, 10, 10] | None = None,
    unreleased: bool = False,
) -> None:
    await answer(interaction, _report(interaction, student, since, unreleased))


async def _report(
    interaction: Press, student: discord.abc.User | None, since: str | None, unreleased: bool
) -> None:
    house = interaction.client.house
    met = class_at(interaction, place_of(interaction))
    if met is None:
        raise WrongPhase(NONE_HERE)
    teacher = may_steer(interaction, met.place)
    about = await _about(interaction, met, student, teacher)
    first = _day(since) if since else None
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    files = await house.report(met, about, first, unreleased and teacher)
    by = await house.known(interaction.user)
    await house.note(by, met.place, "report-read", about, unreleased=int(unreleased and teacher))
    whose = plain(met.name) if not about else "one student" if teacher else "you"
    held = "" if unreleased and teacher else " Points that are not released are left out."
    attached = sorted(files, key=lambda name: name.endswith(PICTURES))[:ATTACHED]
    await whisper(
        interaction,
        f"The report on {whose}. Begin with `report.html`.{held}",
        files=[discord.File(io.BytesIO(files[name]), name) for name in attached],
    )


async def _about(
    interaction: Press, met: Class, student: discord.abc.User | None, teacher: bool
) -> str:
    """Whom the report is about, by person id; empty for the whole class."""
    house = interaction.client.house
    if not teacher:
        if student is not None and student.id != interaction.user.id:
            raise NotYourSeat("Your own report is yours; those of others are your teacher's.")
        student = interaction.user
    if student is None:
        return ""
    person = await house.known(student)
    if not person or not await house.chair.records.debates(person=person, place=met.place, limit=1):
        raise WrongPhase("There is nothing to report yet: no debate of this class has them in it.")
    return person


def _day(written: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(written), time(), UTC)
    except ValueError:
        raise WrongPhase("A day is written like 2026-09-01: year, month, day.") from None
