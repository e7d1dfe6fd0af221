"""Discord's limits: each just inside and just outside, and in Discord's own error shape."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord.http import Route

from bot.room.people import Person, Refused
from bot.room.server import Room
from tests.fixtures_room import logged_in, text_channel


def row(*components: Any) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def button(custom_id: str = "b", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id, **more}


def menu(count: int = 1, **more: Any) -> dict[str, Any]:
    options = [{"label": str(n), "value": str(n)} for n in range(count)]
    return {"type": 3, "custom_id": "m", "options": options, **more}


def fields(count: int, size: int) -> list[dict[str, str]]:
    return [{"name": "n" * (size // 4), "value": "v" * (size - size // 4)} for _ in range(count)]


TAKEN: list[dict[str, Any]] = [
    {"content": "x" * 2000},
    {"content": "🙂" * 2000},
    {"embeds": [{"title": "t" * 256, "description": "d" * 4096}]},
    {"embeds": [{"description": "d" * 3000}, {"description": "d" * 3000}]},
    {"content": "x", "components": [row(*(button(str(n)) for n in range(5)))] * 1},
    {"content": "x", "components": [row(button(f"{n}")) for n in range(5)]},
    {"content": "x", "components": [row(menu(25))]},
    {"content": "x", "components": [row(button("c" * 100, label="l" * 80))]},
    {"flags": 1 << 15, "components": [{"type": 10, "content": "t" * 4000}]},
]

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"content": "x" * 2001}, "content"),
    ({"content": "🙂" * 2001}, "content"),
    ({"embeds": [{"title": "t" * 257}]}, "embeds.0.title"),
    ({"embeds": [{"description": "d" * 4097}]}, "embeds.0.description"),
    ({"embeds": [{"description": "d" * 3000}, {"description": "d" * 3001}]}, "embeds"),
    ({"embeds": [{"title": "t"}] * 11}, "embeds"),
    ({"embeds": [{"fields": fields(26, 8)}]}, "embeds.0.fields"),
    ({"content": "x", "components": [row(button(str(n))) for n in range(6)]}, "components"),
    ({"content": "x", "components": [row(*(button(str(n)) for n in range(6)))]}, "components.0"),
    ({"content": "x", "components": [row(button(), button())]}, "components.0.components.1"),
    ({"content": "x", "components": [row(button("c" * 101))]}, "components.0.components.0"),
    ({"content": "x", "components": [row(button(label="l" * 81))]}, "components.0.components.0"),
    ({"content": "x", "components": [row(button(label=None))]}, "components.0.components.0"),
    ({"content": "x", "components": [row(button(), menu())]}, "components.0.components"),
    ({"content": "x", "components": [row(menu(26))]}, "components.0.components.0.options"),
    ({"content": "x", "components": [row(menu(1, max_values=26))]}, "components.0.components.0"),
    ({"content": "x", "components": [row(menu(1, placeholder="p" * 151))]}, "components.0"),
    ({"content": "x", "components": [button()]}, "components.0"),
    (
        {
            "content": "x",
            "components": [row({"type": 2, "style": 5, "label": "l", "url": "ftp:x"})],
        },
        "components.0.components.0.url",
    ),
    ({"content": "x", "nonce": "n" * 26}, "nonce"),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "t" * 4001}]}, "components"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "t"}] * 41}, "components"),
    ({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "t"}]}, "content"),
]


async def send(client: discord.Client, form: dict[str, Any]) -> Any:
    channel = text_channel(client)
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel.id)
    return await client.http.request(route, json=form)


async def test_just_inside_the_limits(room: Room) -> None:
    async with logged_in(room) as client:
        for form in TAKEN:
            assert (await send(client, form))["id"]


async def test_just_outside_the_limits(room: Room) -> None:
    async with logged_in(room) as client:
        for form, where in REFUSED:
            with pytest.raises(discord.HTTPException) as refused:
                await send(client, form)
            assert refused.value.code == 50035, str(form)[:80]
            assert f"In {where}" in str(refused.value), str(refused.value)
        channel = text_channel(client)
        assert [m async for m in channel.history()] == []


async def test_an_empty_message_is_refused(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        for empty in ({}, {"content": " \n "}, {"content": "", "embeds": []}):
            with pytest.raises(discord.HTTPException) as refused:
                await send(client, empty)
            assert refused.value.code == 50006
        with pytest.raises(Refused, match="50006"):
            await ada.say("debates", "  ")
        with pytest.raises(Refused, match="2000 or fewer"):
            await ada.say("debates", "x" * 2001)


async def test_a_message_cannot_be_emptied_by_an_edit(room: Room) -> None:
    async with logged_in(room) as client:
        message = await text_channel(client).send("words")
        with pytest.raises(discord.HTTPException) as refused:
            await message.edit(content=None)
        assert refused.value.code == 50006
        assert (await message.channel.fetch_message(message.id)).content == "words"


async def test_a_file_too_large_is_refused(room: Room) -> None:
    async with Person.arrive(room.url, "ada") as ada:
        await ada.say("debates", "", files={"a.bin": b"x" * (10 * 1024 * 1024)})
        with pytest.raises(Refused, match="40005"):
            await ada.say("debates", "", files={"b.bin": b"x" * (10 * 1024 * 1024 + 1)})


def command(**more: Any) -> dict[str, Any]:
    return {"name": "fine", "description": "Fine", **more}


def option(**more: Any) -> dict[str, Any]:
    return {"type": 3, "name": "one", "description": "One", **more}


WRONG_COMMANDS: list[tuple[dict[str, Any], str]] = [
    (command(name="Upper"), "name"),
    (command(name="two words"), "name"),
    (command(name="n" * 33), "name"),
    (command(name="semi;colon"), "name"),
    (command(description=""), "description"),
    (command(description="d" * 101), "description"),
    (command(options=[option(name=f"o{n}") for n in range(26)]), "options"),
    (command(options=[option(), option()]), "options.1.name"),
    (command(options=[option(), option(name="b", required=True)]), "options.1"),
    (
        command(options=[option(choices=[{"name": str(n), "value": "v"} for n in range(26)])]),
        "options.0.choices",
    ),
    (command(options=[option(choices=[{"name": "n" * 101, "value": "v"}])]), "options.0.choices"),
    (command(options=[option(), {"type": 1, "name": "sub", "description": "s"}]), "options"),
]


async def test_command_limits(room: Room) -> None:
    async with logged_in(room) as client:
        assert client.application_id is not None
        route = Route("POST", "/applications/{app}/commands", app=client.application_id)
        await client.http.request(route, json=command(name="öffne-die_débats"))
        for form, where in WRONG_COMMANDS:
            with pytest.raises(discord.HTTPException) as refused:
                await client.http.request(route, json=form)
            assert refused.value.code == 50035
            assert f"In {where}" in str(refused.value), str(refused.value)
        bulk = Route("PUT", "/applications/{app}/commands", app=client.application_id)
        with pytest.raises(discord.HTTPException, match="unique"):
            await client.http.request(bulk, json=[command(), command()])


async def test_fifteen_commands_in_a_menu_and_no_more(room: Room) -> None:
    async with logged_in(room) as client:
        assert client.application_id is not None
        bulk = Route("PUT", "/applications/{app}/commands", app=client.application_id)
        one = Route("POST", "/applications/{app}/commands", app=client.application_id)
        menus = [{"type": 3, "name": f"Claim {number}"} for number in range(16)]
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.request(bulk, json=menus)
        assert refused.value.code == 30032
        assert len(await client.http.request(bulk, json=menus[:15])) == 15
        await client.http.request(one, json=menus[3])
        await client.http.request(one, json={"type": 2, "name": "Claim 15"})
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.request(one, json=menus[15])
        assert refused.value.code == 30032


def field(**more: Any) -> dict[str, Any]:
    return row({"type": 4, "custom_id": "f", "style": 1, "label": "l", **more})


WRONG_MODALS: list[dict[str, Any]] = [
    {"title": "t" * 46, "custom_id": "c", "components": [field()]},
    {"title": "t", "custom_id": "c", "components": []},
    {"title": "t", "custom_id": "c", "components": [field(custom_id=str(n)) for n in range(6)]},
    {"title": "t", "custom_id": "c", "components": [field(), field()]},
    {"title": "t", "custom_id": "c", "components": [field(label="l" * 46)]},
    {"title": "t", "custom_id": "c", "components": [field(max_length=4001)]},
    {"title": "t", "custom_id": "c" * 101, "components": [field()]},
]


async def test_modal_and_choice_limits_leave_the_interaction_unanswered(room: Room) -> None:
    client = discord.Client(intents=discord.Intents.default(), guild_ready_timeout=0.01)
    tree: discord.app_commands.CommandTree[Any] = discord.app_commands.CommandTree(client)
    seen: list[discord.Interaction] = []

    @tree.command(description="Waits")
    async def wait(interaction: discord.Interaction) -> None:
        seen.append(interaction)
        client.dispatch("seen")

    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        heard = client.wait_for("seen", timeout=5)
        asked = await ada.slash("debates", "wait")
        await heard
        path = f"/interactions/{seen[0].id}/{seen[0].token}/callback"
        for data in WRONG_MODALS:
            with pytest.raises(discord.HTTPException) as refused:
                await client.http.request(Route("POST", path), json={"type": 9, "data": data})
            assert refused.value.code == 50035
        assert asked.state == "sent"
        good = {"title": "t" * 45, "custom_id": "c", "components": [field()]}
        await client.http.request(Route("POST", path), json={"type": 9, "data": good})
        await ada.wait_modal()
