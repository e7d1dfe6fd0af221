"""A small bot, on the real discord.py, for the tests of the room's page to play with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

PIECES = ("The Melian dialogue", "The Peace of Callias", "The speech at Munich")
MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"


class Lines(discord.ui.Modal, title="Your lines"):
    heading: discord.ui.TextInput[Lines] = discord.ui.TextInput(
        label="Heading", max_length=40, placeholder="In one line", required=False
    )
    lines: discord.ui.TextInput[Lines] = discord.ui.TextInput(
        label="Lines", style=discord.TextStyle.paragraph, max_length=60, min_length=5
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"They said: {self.lines.value}")


class Stage(discord.ui.View):
    """One control of each kind."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Button(label="Rules", url="https://example.org/rules"))

    @discord.ui.button(label="Speak", style=discord.ButtonStyle.primary)
    async def speak(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.send_modal(Lines())

    @discord.ui.button(label="Whisper", style=discord.ButtonStyle.secondary)
    async def whisper(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.send_message("Between the two of us.", ephemeral=True)

    @discord.ui.button(label="Stall", style=discord.ButtonStyle.danger)
    async def stall(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        """Leave the press unanswered."""

    @discord.ui.button(label="Gone", disabled=True)
    async def gone(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        raise AssertionError("a disabled button was pressed")

    @discord.ui.select(
        placeholder="Choose a voice",
        options=[
            discord.SelectOption(label="Low", value="low", description="As in a library"),
            discord.SelectOption(label="Loud", value="loud", description="As on a square"),
        ],
    )
    async def voice(
        self, interaction: discord.Interaction, select: discord.ui.Select[discord.ui.View]
    ) -> None:
        await interaction.response.send_message(f"The voice is {select.values[0]}.")


SOURCES = (
    (
        "[1] “Athens and Melos” · T. Hale · The Review · 2019",
        "They asked for **no more than peace**.",
    ),
    ("[2] “After Munich” · E. Ward · The Review", "What was signed there did not last."),
)


class Floor(discord.ui.View):
    """What stands below a speech: its sources, a form with few words, and a way to a new thread."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.asked = 0
        """How often the sources were asked for."""
        self.may_begin = asyncio.Event()
        self.may_begin.set()

    @discord.ui.button(label="Sources")
    async def sources(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        self.asked += 1
        embeds = [discord.Embed(title=title, description=text) for title, text in SOURCES]
        embeds[0].add_field(name="✓ Quotation verified", value="no more than peace")
        embeds[1].add_field(name="✗ Struck: not in the source", value="it was a triumph")
        await interaction.response.send_message(embeds=embeds, ephemeral=True)

    @discord.ui.button(label="Reply")
    async def reply(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.send_modal(Rebuttal())

    @discord.ui.button(label="Begin")
    async def begin(
        self, interaction: discord.Interaction[Any], _: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self.may_begin.wait()
        thread = await interaction.client.thread("begun by a press")
        await interaction.followup.send(f"It is open: <#{thread.id}>.", ephemeral=True)

    @discord.ui.button(label="Ponder")
    async def ponder(
        self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]
    ) -> None:
        """Promise an answer and never give it."""
        await interaction.response.defer(ephemeral=True, thinking=True)


class Rebuttal(discord.ui.Modal, title="Your rebuttal"):
    words: discord.ui.TextInput[Rebuttal] = discord.ui.TextInput(
        label="At most 4 words", style=discord.TextStyle.paragraph, max_length=400
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"They said: {self.words.value}")


class PageBot(discord.Client):
    """A client with one command group; `ready` is set once its commands stand."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents.all(), allowed_mentions=discord.AllowedMentions.none()
        )
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_rehearse())
        self.tree.add_command(ponder)
        for command in (check_this_claim, quote_this, who_is_this):
            self.tree.add_command(command)
        self.ready = asyncio.Event()

    async def on_ready(self) -> None:
        if not self.ready.is_set():
            self.tree.copy_global_to(guild=self.guilds[0])
            await self.tree.sync(guild=self.guilds[0])
            self.ready.set()

    async def thread(self, name: str) -> discord.Thread:
        """A new public thread in #debates."""
        channel = discord.utils.get(self.guilds[0].text_channels, name="debates")
        assert channel is not None
        return await channel.create_thread(name=name, type=discord.ChannelType.public_thread)


def _rehearse() -> app_commands.Group:
    group = app_commands.Group(name="rehearse", description="Rehearse a piece")

    @group.command(name="start", description="Begin to rehearse")
    @app_commands.describe(piece="What is rehearsed", pace="How fast", times="How often")
    @app_commands.choices(
        pace=[app_commands.Choice(name=n, value=n.lower()) for n in ("Slow", "Fast")]
    )
    async def start(
        interaction: discord.Interaction,
        piece: str,
        pace: app_commands.Choice[str] | None = None,
        times: app_commands.Range[int, 1, 9] = 1,
    ) -> None:
        how = f"{pace.value if pace else 'plain'}, {times} times"
        await interaction.response.send_message(f"Now {piece} ({how}).", view=Stage())

    @start.autocomplete("piece")
    async def pieces(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        found = [piece for piece in PIECES if current.lower() in piece.lower()]
        return [app_commands.Choice(name=piece, value=piece.upper()) for piece in found]

    @group.command(name="stop", description="End the rehearsal")
    async def stop(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("It is over.")

    return group


@app_commands.command(description="Promise an answer and never give it")
async def ponder(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)


@app_commands.context_menu(name="Check this claim")
async def check_this_claim(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.followup.send(f"It stands: {message.content}", ephemeral=True)


@app_commands.context_menu(name="Quote this")
async def quote_this(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"They wrote “{message.content}”.")


@app_commands.context_menu(name="Who is this")
async def who_is_this(interaction: discord.Interaction, member: discord.Member) -> None:
    """Leave it unanswered."""


async def run(bot: PageBot, token: str) -> asyncio.Task[None]:
    """Start `bot` and wait until its commands stand."""
    task = asyncio.create_task(bot.start(token))
    ready = asyncio.create_task(bot.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=30)
    if not bot.ready.is_set():
        ready.cancel()
        await task
    return task


async def end(bot: PageBot, task: asyncio.Task[None]) -> None:
    await bot.close()
    with suppress(asyncio.CancelledError):
        await task


@contextmanager
def pointed_at(api_base: str, gateway_url: str) -> Iterator[None]:
    """Lead discord.py to a room for as long as the block lasts."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api_base, URL(gateway_url)
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
