"""`/corpus`: the sources, for teachers. What comes of each document is told in one calm message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.debate.errors import ParleyError
from bot.debate.model import Source
from bot.discord_ui.asking import Press, may_steer, teachers_only
from bot.discord_ui.failures import answer, whisper
from bot.discord_ui.layout import plain, shortened
from bot.ports import Acquisitions, ImportReport, Status

MENU = 25
"""Discord's limit for the choices of an autocompletion."""

LONGEST_NAME = 150
LONGEST_LIST = 1800


async def imported(interaction: Press, typed: str) -> list[Choice[str]]:
    """The imported articles, to those who may take one out."""
    if not may_steer(interaction):
        return []
    words = typed.casefold().split()
    offered = [
        Choice(name=shortened(f"{s.title}, {s.author}".strip(", "), 100), value=s.id)
        for s in interaction.client.house.acquisitions.articles()
    ]
    return [c for c in offered if all(word in c.name.casefold() for word in words)][:MENU]


class CorpusCommands(
    app_commands.Group, name="corpus", description="The articles that the bot may quote"
):
    """`/corpus add | list | remove`."""

    @app_commands.command(name="add", description="Give the bot an article to quote from")
    @app_commands.describe(
        file="A saved web page, a PDF, a Word file or a plain text",
        second="Another one",
        third="Another one",
        title="Where the one file does not say it itself, or wrongly",
        author="Who wrote it",
        published="When: 2019, 2019-03 or 2019-03-05",
        outlet="Where it appeared",
    )
    @app_commands.guild_only()
    async def add(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        second: discord.Attachment | None = None,
        third: discord.Attachment | None = None,
        title: app_commands.Range[str, 1, 300] | None = None,
        author: app_commands.Range[str, 1, 300] | None = None,
        published: app_commands.Range[str, 1, 40] | None = None,
        outlet: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        given = {"title": title, "author": author, "published": published, "outlet": outlet}
        told = {field: value for field, value in given.items() if value}
        files = [one for one in (file, second, third) if one is not None]
        await answer(interaction, _add(interaction, files, told))

    @app_commands.command(name="list", description="The articles that were added, for you alone")
    @app_commands.guild_only()
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        await answer(interaction, _list(interaction))

    @app_commands.command(name="remove", description="Take an article out again")
    @app_commands.describe(article="Which one; debates that cite it keep what they cite")
    @app_commands.autocomplete(article=imported)
    @app_commands.guild_only()
    async def remove(self, interaction: discord.Interaction[Any], article: str) -> None:
        await answer(interaction, _remove(interaction, article))


async def _add(
    interaction: Press, files: Iterable[discord.Attachment], told: dict[str, str]
) -> None:
    teachers_only(interaction)
    files = list(files)
    if told and len(files) > 1:
        raise ParleyError("Title, author, date and outlet are for a single file. Add them singly.")
    await interaction.response.defer(ephemeral=True, thinking=True)
    for file in files:
        report = await _added(interaction.client.house.acquisitions, file, told)
        await whisper(interaction, report_lines(report))


async def _added(
    acquisitions: Acquisitions, file: discord.Attachment, told: dict[str, str]
) -> ImportReport:
    """What became of one document; one that cannot be had keeps no other from being added."""
    if file.size > acquisitions.largest:
        most = acquisitions.largest // 1024 // 1024
        reason = f"has {file.size / 1024 / 1024:.1f} MB; {most} MB is the most"
        return ImportReport(file.filename, Status.REFUSED, reason)
    try:
        content = await file.read()
    except (discord.HTTPException, aiohttp.ClientError):
        reason = "could not be fetched from Discord; attach it again"
        return ImportReport(file.filename, Status.REFUSED, reason)
    return await acquisitions.add(file.filename, content, told)


async def _list(interaction: Press) -> None:
    teachers_only(interaction)
    articles = interaction.client.house.acquisitions.articles()
    if not articles:
        await whisper(interaction, "No article has been added yet. `/corpus add` takes one.")
        return
    lines = [f"**{len(articles)} article{'s' * (len(articles) != 1)}** beside the shipped briefs:"]
    for shown, source in enumerate(articles):
        line = f"- {_named(source.title, source.author, source.outlet, source.published)}"
        if sum(map(len, lines)) + len(line) > LONGEST_LIST:
            lines.append(f"and {len(articles) - shown} more; `/corpus remove` finds each by name.")
            break
        lines.append(line)
    await whisper(interaction, "\n".join(lines))


async def _remove(interaction: Press, id: str) -> None:
    teachers_only(interaction)
    source: Source = await interaction.client.house.acquisitions.remove(id)
    name = _named(source.title, source.author)
    line = f"{name} is taken out. Debates that have cited it keep the passages that they cite."
    await whisper(interaction, line)


def report_lines(report: ImportReport) -> str:
    """What became of a document, for the teacher who gave it."""
    if report.status is Status.REFUSED:
        return f"**Not added.** {_clipped(report.file)} {plain(report.reason)}."
    known = _named(report.title, report.author, report.outlet, report.published)
    if report.status is Status.ALREADY_THERE:
        return f"**Already there.** {_clipped(report.file)} is {known}."
    told = [f"{report.words:,} words in {report.passages} passages"]
    if report.grade is not None:
        told.append(f"reads like school year {max(round(report.grade), 1)}")
    if report.school:
        told.append(f"school: {report.school}" + " (a guess)" * (report.school != "not sure"))
    lines = [f"**Added.** {known}", f"-# {' · '.join(told)}"]
    if report.unknown:
        missing = ", ".join(report.unknown)
        lines.append(f"-# Not known: {missing}. To tell it, remove the article and add it again.")
    return "\n".join(lines)


def _named(title: str, *rest: str) -> str:
    shown = [f"“{_clipped(title)}”" if title else "An untitled article", *map(_clipped, rest)]
    return " · ".join(part for part in shown if part)


def _clipped(text: str) -> str:
    return shortened(plain(" ".join(text.split())), LONGEST_NAME)
