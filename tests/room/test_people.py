"""A person as a client: what is seen, waited for and told when it does not come."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import discord
import pytest

from bot.room.people import NotSeen, Person, Refused
from bot.room.server import Room
from bot.room.settings import STUDENT, Resident
from tests.fixtures_room import logged_in, new_client, quick, text_channel


async def test_who_lives_here_and_what_they_see(room: Room) -> None:
    async with Person.arrive(room.url, "tess") as tess, Person.arrive(room.url, "sam") as sam:
        assert tess.me["name"] == "Tess"
        assert tess.me["roles"] == ["Teacher"]
        assert tess.me["is_teacher"] is True
        assert sam.me["roles"] == []
        assert sam.me["is_teacher"] is False
        assert [p["key"] for p in sam.people] == ["ada", "ben", "tess", "sam"]
        assert len({p["id"] for p in sam.people}) == 4
        names = [c["name"] for c in sam.channels.values()]
        assert names == ["welcome", "debates", "lounge"]


async def test_what_did_not_come_is_told_with_what_did(room: Room) -> None:
    async with Person.arrive(room.url, "ada") as ada:
        await ada.say("debates", "hello")
        await ada.wait_message(lambda m: m["content"] == "hello")
        with pytest.raises(NotSeen, match=r"(?s)ada waited 0.01 s for a message.*ada: hello"):
            await ada.wait_message(lambda m: m["content"] == "goodbye", timeout=0.01)
        with pytest.raises(NotSeen, match="threads seen: "):
            await ada.wait_thread(lambda c: True, timeout=0.01)


async def test_two_windows_of_one_person_see_the_same(room: Room) -> None:
    async with Person.arrive(room.url, "ada") as one, Person.arrive(room.url, "ada") as two:
        await one.say("lounge", "here")
        assert (await two.wait_message(lambda m: True))["content"] == "here"


async def test_history_pages_backwards(room: Room) -> None:
    async with Person.arrive(room.url, "ada") as ada:
        for number in range(5):
            await ada.say("lounge", str(number))
        page = await ada.do("history", channel=ada.channel_id("lounge"), limit=2)
        assert [m["content"] for m in page["messages"]] == ["3", "4"]
        assert page["more"] is True
        first = page["messages"][0]["id"]
        page = await ada.do("history", channel=ada.channel_id("lounge"), before=first, limit=3)
        assert [m["content"] for m in page["messages"]] == ["0", "1", "2"]
        assert page["more"] is False
        with pytest.raises(Refused, match="50035"):
            await ada.history("lounge", limit=101)
        with pytest.raises(Refused, match="10003"):
            await ada.history("nowhere-at-all")


async def test_a_class_of_forty_plays_at_once() -> None:
    residents = tuple(Resident(f"s{n}", f"Student {n}", (STUDENT,)) for n in range(40))
    client = new_client()
    tree: discord.app_commands.CommandTree[discord.Client] = discord.app_commands.CommandTree(
        client
    )

    @tree.command(description="A private word")
    async def whisper(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"for {interaction.user.name} alone")

    async with (
        Room(quick(residents=residents)) as room,
        logged_in(room, client, tree),
        AsyncExitStack() as stack,
    ):
        people = [
            await stack.enter_async_context(Person.arrive(room.url, resident.key))
            for resident in residents
        ]

        async def play(person: Person) -> None:
            await person.slash("debates", "whisper")
            only = await person.wait_ephemeral()
            assert only["content"] == f"for {person.key} alone"
            await person.say("lounge", f"{person.key} is done")

        await asyncio.gather(*(play(person) for person in people))
        for person in people:
            await person.wait(
                lambda person=person: len(person.messages("lounge")) == 40,
                10,
                person.seen_text,
            )
            assert len(person.ephemeral) == 1


async def test_a_bot_that_comes_from_elsewhere_needs_only_the_token() -> None:
    async with Room(quick(bot_token="a token from the config")) as room:
        assert room.token == "a token from the config"
        async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
            await text_channel(client).send("hello")
            await ada.wait_message(lambda m: m["content"] == "hello")
