"""The gateway: login, intents, dropped sockets, resume, and what a session is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot.room.people import Person
from bot.room.server import Room
from tests.fixtures_room import QuickClient, logged_in, new_client, pointed_at, quick, text_channel

CONTENT = discord.Intents.message_content.flag
MEMBERS = discord.Intents.members.flag


async def until(client: discord.Client, event: str, **checks: Any) -> Any:
    return await client.wait_for(event, timeout=5, **checks)


async def test_the_client_sees_the_guild_as_it_is(room: Room) -> None:
    async with logged_in(room) as client:
        guild = client.guilds[0]
        assert guild.name == "Practice room"
        assert [c.name for c in guild.text_channels] == ["welcome", "debates", "teachers", "lounge"]
        assert {m.display_name for m in guild.members} >= {"Ada", "Ben", "Tess", "Sam"}
        ada = guild.get_member_named("ada")
        assert ada is not None
        assert [r.name for r in ada.roles] == ["@everyone", "Student"]
        tess = guild.get_member_named("tess")
        assert tess is not None
        assert tess.guild_permissions.manage_threads
        assert not ada.guild_permissions.manage_threads
        welcome = text_channel(client, "welcome")
        assert not welcome.permissions_for(ada).send_messages
        assert welcome.permissions_for(guild.me).send_messages
        assert guild.chunked
        assert len(await guild.chunk()) == guild.member_count
        assert [m.name for m in await guild.query_members("be", limit=5)] == ["ben"]


async def test_a_wrong_token_is_refused_by_both_doors(room: Room) -> None:
    client = new_client()
    with pointed_at(room):
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")
        await client.close()
    code, _ = await _identify(room, token="wrong", intents=1)
    assert code == 4004


async def _identify(room: Room, **data: Any) -> tuple[int | None, list[Any]]:
    """Identify by hand; the close code, and the frames that came before the close."""
    frames = []
    async with aiohttp.ClientSession() as session, session.ws_connect(room.gateway_url) as socket:
        await socket.send_json({"op": 2, "d": {"token": room.token, **data}})
        async for frame in socket:
            frames.append(json.loads(frame.data))
        return socket.close_code, frames


async def test_intents_that_were_not_granted_close_4014() -> None:
    async with Room(quick(allowed_intents=~MEMBERS)) as room:
        client = new_client(discord.Intents.all())
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with logged_in(room, client):
                pass
        async with logged_in(room, new_client(discord.Intents.default())):
            pass


async def test_without_the_content_intent_words_are_blank_unless_meant_for_the_bot(
    room: Room,
) -> None:
    client = new_client(discord.Intents.default())
    async with logged_in(room, client), Person.arrive(room.url, "ada") as ada:
        assert client.user is not None
        heard: list[discord.Message] = []
        done = asyncio.Event()

        @client.event
        async def on_message(message: discord.Message) -> None:
            heard.append(message)
            if len(heard) == 3:
                done.set()

        await ada.say("debates", "a secret", files={"a.txt": b"x"})
        await ada.say("debates", f"for you <@{client.user.id}>")
        await text_channel(client).send("my own")
        await asyncio.wait_for(done.wait(), 5)
        assert [m.content for m in heard] == ["", f"for you <@{client.user.id}>", "my own"]
        assert heard[0].attachments == []


async def test_a_dropped_socket_resumes_and_misses_nothing(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        heard: list[str] = []
        done = asyncio.Event()

        @client.event
        async def on_message(message: discord.Message) -> None:
            heard.append(message.content)
            if message.content == "last":
                done.set()

        resumed = asyncio.create_task(until(client, "resumed"))
        await asyncio.sleep(0)
        await ada.say("debates", "before")
        room.drop_gateway()
        for word in ("while", "away"):
            await ada.say("debates", word)
        await resumed
        await ada.say("debates", "last")
        await asyncio.wait_for(done.wait(), 5)
        assert heard == ["before", "while", "away", "last"]


async def test_a_command_sent_while_the_bot_is_away_waits_for_its_return(room: Room) -> None:
    client = new_client()
    tree = discord.app_commands.CommandTree(client)

    @tree.command(description="Hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("back again")

    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        room.drop_gateway()
        asked = await ada.slash("debates", "hello")
        assert await asked.wait() == "done"


async def test_an_invalid_session_makes_the_client_identify_again(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        again = asyncio.create_task(until(client, "ready"))
        await asyncio.sleep(0)
        room.invalidate_sessions()
        await again
        message = asyncio.create_task(until(client, "message"))
        await asyncio.sleep(0)
        await ada.say("debates", "still there?")
        assert (await message).content == "still there?"


async def test_a_replay_too_short_is_an_invalid_session() -> None:
    async with Room(quick(replay_events=2)) as room, Person.arrive(room.url, "ada") as ada:
        async with _gateway(room) as socket:
            session = await _ready(socket, room)
        for number in range(4):
            await ada.say("debates", str(number))
        async with _gateway(room) as socket:
            resume = {"token": room.token, "session_id": session, "seq": 2}
            await socket.send_json({"op": 6, "d": resume})
            answer = await socket.receive_json(timeout=5)
            assert answer == {"op": 9, "d": False}


@asynccontextmanager
async def _gateway(room: Room) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(room.gateway_url)
        assert (await socket.receive_json(timeout=5))["op"] == 10
        yield socket
        await socket.close(code=4000)


async def _ready(socket: aiohttp.ClientWebSocketResponse, room: Room) -> str:
    await socket.send_json({"op": 2, "d": {"token": room.token, "intents": 1 | 1 << 9}})
    ready = await socket.receive_json(timeout=5)
    assert (await socket.receive_json(timeout=5))["t"] == "GUILD_CREATE"
    session: str = ready["d"]["session_id"]
    return session


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", 4002),
        ('{"op": 8, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "x"}}', 4004),
    ],
)
async def test_a_bad_frame_closes_with_discords_code(room: Room, frame: str, code: int) -> None:
    async with _gateway(room) as socket:
        await socket.send_str(frame)
        closed = await socket.receive(timeout=5)
        assert closed.data == code


async def test_presence_is_told_to_people(room: Room) -> None:
    async with Person.arrive(room.url, "ada") as ada:
        async with logged_in(room) as client:
            await ada.wait_bot(online=True)
            await client.change_presence(activity=discord.Game("a debate"))
        await ada.wait_bot(online=False)


async def test_two_shards_share_the_work(room: Room) -> None:
    class Shards(QuickClient, discord.AutoShardedClient):
        """Two shards, identified one after the other without discord.py's five seconds between."""

    client = Shards(intents=discord.Intents.all(), guild_ready_timeout=0.01, shard_count=2)
    async with logged_in(room, client), Person.arrive(room.url, "ada") as ada:
        heard = asyncio.create_task(until(client, "message"))
        await asyncio.sleep(0)
        await ada.say("debates", "once")
        assert (await heard).content == "once"
        assert len(client.guilds) == 1
