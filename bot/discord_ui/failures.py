"""The one place that answers a failed interaction: one calm line, to the one who asked.

What Parley raises on purpose carries its line. Anything else is our fault: it is logged whole
under a reference, and the person gets the reference. Words that were refused are given back.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Coroutine
from typing import Any

import discord

from bot.chair import reference
from bot.debate.errors import ParleyError
from bot.discord_ui.layout import plain

log = logging.getLogger(__name__)

PATIENCE = 1.2
"""Seconds after which an interaction is acknowledged although its answer is not ready: Discord
gives up after three, and a busy machine needs the rest."""

FORM_PATIENCE = 2.5
TOO_LATE = "That took too long: there is much going on just now. Please press the button once more."


ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has had its first answer."""


class Offered(ParleyError):
    """A refusal that comes with buttons for what can be done about it."""

    def __init__(
        self,
        line: str,
        *,
        embed: discord.Embed | None = None,
        view: discord.ui.View | None = None,
    ) -> None:
        super().__init__(line)
        self.embed = embed
        self.view = view


async def answer(
    interaction: discord.Interaction[Any],
    work: Coroutine[Any, Any, None],
    *,
    words: str = "",
    opens_form: bool = False,
) -> None:
    """Do `work` for this interaction and see that it gets an answer, whatever happens.

    `words` is the text that the person had written, if any; they get it back when it is refused.
    Work that `opens_form` is waited for as long as Discord does: once an interaction was
    acknowledged, no form can follow.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=FORM_PATIENCE if opens_form else PATIENCE)
    if not done and not interaction.response.is_done():
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
        except discord.HTTPException:
            log.info("an interaction could not be acknowledged in time")
    try:
        await task
    except Offered as error:
        embeds = [error.embed] if error.embed else []
        await whisper(interaction, error.line, words=words, embeds=embeds, view=error.view)
    except ParleyError as error:
        await whisper(interaction, error.line, words=words)
    except discord.InteractionResponded:
        log.info("a form came too late")
        await whisper(interaction, TOO_LATE, words=words)
    except discord.HTTPException as error:
        word = reference()
        log.warning("%s: Discord answered %s %s", word, error.status, error.code)
        line = f"Discord did not take that ({error.status}). Please try again. Reference {word}."
        await whisper(interaction, line, words=words)
    except Exception:
        word = reference()
        log.exception("%s: an interaction failed", word)
        line = "Something went wrong on our side. Nothing that was said in the debate is lost."
        await whisper(interaction, f"{line} Reference {word}.", words=words)


async def whisper(
    interaction: discord.Interaction[Any],
    line: str,
    *,
    words: str = "",
    view: discord.ui.View | None = None,
    embeds: list[discord.Embed] | None = None,
    files: list[discord.File] | None = None,
) -> None:
    """Say something to the person alone. Where they had written words, hand them back."""
    kept = plain(words)
    content = f"{line}\n\n{kept}" if kept else line
    parts: dict[str, Any] = {"embeds": embeds or [], "files": list(files or [])}
    if len(content) > 1900:
        content = line
        parts["files"].append(discord.File(io.BytesIO(words.encode()), "your-speech.txt"))
    if view is not None:
        parts["view"] = view
    try:
        if not await _first(interaction, content, parts):
            await interaction.followup.send(content, ephemeral=True, **parts)
    except discord.HTTPException as error:
        log.warning("a person could not be answered: %s %s", error.status, error.code)


async def _first(
    interaction: discord.Interaction[Any], content: str, parts: dict[str, Any]
) -> bool:
    """Whether this is the first answer, and given; not if an acknowledgement was on its way."""
    if interaction.response.is_done():
        return False
    try:
        await interaction.response.send_message(content, ephemeral=True, **parts)
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
        for file in parts["files"]:
            file.reset()
        return False
    return True
