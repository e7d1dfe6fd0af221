"""An answer that is ready in the very moment in which it is acknowledged that none is."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.discord_ui import failures
from bot.room.people import Person
from bot.room.server import Room
from bot.room.wire import Exchange
from tests.fixtures_room import logged_in, new_client, quick


async def test_an_answer_that_crosses_with_its_acknowledgement_is_given() -> None:
    acknowledged = asyncio.Event()

    def heard(exchange: Exchange) -> None:
        if exchange.path.endswith("/callback"):
            acknowledged.set()

    client = new_client()
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)

    @tree.command()
    async def ask(interaction: discord.Interaction) -> None:
        """Ask."""

        async def work() -> None:
            await acknowledged.wait()
            assert not interaction.response.is_done(), "the room has heard, the bot not yet"
            await failures.whisper(interaction, "Late, and here.", words="word " * 500)

        await failures.answer(interaction, work())

    async with (
        Room(quick(on_exchange=heard)) as room,
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
    ):
        await ada.slash("debates", "ask")
        told = await ada.wait_ephemeral(lambda m: "Late, and here." in m["content"])
        (file,) = told["attachments"]
        assert file["size"] == len("word " * 500)
