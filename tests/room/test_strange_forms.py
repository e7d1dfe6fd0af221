"""Forms with one thing wrong: every value of good forms replaced by strange ones, in turn.

Whatever comes, the room answers with a fault of Discord's kind or takes it; it never breaks.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from bot.room.command_values import Values
from bot.room.faults import Fault
from bot.room.guild import Guild
from bot.room.modals import answered, check_modal
from bot.room.people import Person
from bot.room.server import Room
from bot.room.shapes import CALLBACK, check_shape
from tests.fixtures_room import quick

STRANGE: list[Any] = [None, True, -1, 2**70, 1.5, "", "x" * 5000, [], {}, ["x"], [None], [{}]]

MESSAGE = {
    "content": "words",
    "flags": 4,
    "nonce": "n",
    "enforce_nonce": False,
    "embeds": [
        {
            "title": "t",
            "description": "d",
            "url": "https://a.b",
            "color": 1,
            "footer": {"text": "f"},
            "author": {"name": "a", "url": "https://a.b"},
            "image": {"url": "attachment://a.png"},
            "fields": [{"name": "n", "value": "v", "inline": True}],
        }
    ],
    "allowed_mentions": {"parse": ["users"], "roles": ["1"], "replied_user": True},
    "components": [
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 1, "label": "l", "custom_id": "c", "emoji": {"name": "👍"}},
                {"type": 2, "style": 5, "label": "l", "url": "https://a.b"},
            ],
        },
        {
            "type": 1,
            "components": [
                {
                    "type": 3,
                    "custom_id": "m",
                    "min_values": 0,
                    "options": [{"label": "l", "value": "v", "description": "d"}],
                }
            ],
        },
    ],
}

RICH = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "accent_color": 5,
            "components": [
                {"type": 10, "content": "text"},
                {"type": 14, "divider": True, "spacing": 1},
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "text"}],
                    "accessory": {"type": 11, "media": {"url": "https://a.b/c.png"}},
                },
                {"type": 12, "items": [{"media": {"url": "https://a.b/c.png"}}]},
                {"type": 13, "file": {"url": "attachment://a.txt"}},
            ],
        }
    ],
}

COMMAND = {
    "name": "debate",
    "type": 1,
    "description": "d",
    "default_member_permissions": "8",
    "options": [
        {
            "type": 2,
            "name": "group",
            "description": "g",
            "options": [
                {
                    "type": 1,
                    "name": "sub",
                    "description": "s",
                    "options": [
                        {
                            "type": 3,
                            "name": "o",
                            "description": "o",
                            "required": True,
                            "choices": [{"name": "n", "value": "v"}],
                        },
                        {"type": 4, "name": "p", "description": "p", "min_value": 1},
                    ],
                }
            ],
        }
    ],
}

MODAL = {
    "title": "t",
    "custom_id": "c",
    "components": [
        {
            "type": 1,
            "components": [
                {"type": 4, "custom_id": "a", "style": 1, "label": "l", "min_length": 1}
            ],
        },
        {"type": 10, "content": "text"},
        {
            "type": 18,
            "label": "l",
            "description": "d",
            "component": {
                "type": 3,
                "custom_id": "b",
                "options": [{"label": "l", "value": "v"}],
                "max_values": 1,
            },
        },
        {
            "type": 18,
            "label": "l",
            "component": {"type": 21, "custom_id": "r", "options": [{"label": "l", "value": "v"}]},
        },
        {"type": 18, "label": "l", "component": {"type": 23, "custom_id": "k"}},
    ],
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value within `value`."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, step))


def variants(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in places(form):
        for strange in STRANGE:
            changed = copy.deepcopy(form)
            node: Any = changed
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = strange
            yield changed
        changed = copy.deepcopy(form)
        node = changed
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]
        yield changed


@pytest.mark.parametrize(
    ("method", "path", "form"),
    [
        ("POST", "/channels/{channel}/messages", MESSAGE),
        ("POST", "/channels/{channel}/messages", RICH),
        ("PATCH", "/channels/{channel}/messages/{message}", MESSAGE),
        ("POST", "/applications/{application}/commands", COMMAND),
        ("POST", "/channels/{channel}/threads", {"name": "n", "type": 11, "invitable": True}),
        ("PATCH", "/channels/{channel}", {"name": "n", "topic": "t", "permission_overwrites": []}),
        ("POST", "/guilds/{guild}/roles", {"name": "n", "permissions": "8", "color": 5}),
        ("PATCH", "/guilds/{guild}/members/@me", {"nick": "n", "roles": []}),
    ],
)
async def test_the_room_never_breaks(method: str, path: str, form: dict[str, Any]) -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        guild = room.house.guild
        channel = next(c["id"] for c in guild.plain_channels() if c["name"] == "debates")
        headers = {"Authorization": f"Bot {room.token}"}
        base = f"{room.api_base}/channels/{channel}/messages"
        async with session.post(base, json={"content": "x"}, headers=headers) as answer:
            message = (await answer.json())["id"]
        address = room.api_base + path.format(
            channel=channel, message=message, guild=guild.id, application=guild.application_id
        )
        taken = 0
        for variant in (form, *variants(form)):
            async with session.request(method, address, json=variant, headers=headers) as answer:
                assert answer.status in (200, 201, 400, 403, 404, 501), str(variant)[:500]
                taken += answer.status < 300
        assert taken, "the form itself is good"
        # Whatever was taken can also be shown to a person.
        async with Person.arrive(room.url, "ada") as ada:
            await ada.history(channel, limit=100)


def test_strange_modals_and_answers_are_faults_at_worst() -> None:
    def refused(modal: Any) -> bool:
        try:
            check_shape({"type": 9, "data": modal}, CALLBACK)
            check_modal(modal)
        except Fault:
            return True
        return False

    assert not refused(MODAL)
    good = {"a": "words", "b": ["v"], "r": "v", "k": True}
    things = Values(Guild(quick()), "1", {})
    assert len(answered(MODAL, good, things)) == 5
    for modal in variants(MODAL):
        if not refused(modal):
            for fields in ({}, good):
                try:
                    answered(modal, fields, things)
                except Fault:
                    continue
    for fields in variants(good):
        try:
            answered(MODAL, fields, things)
        except Fault:
            continue


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\uDFFF x"', "[" * 100_000])
async def test_text_that_cannot_be_text_is_refused_at_both_doors(text: str) -> None:
    async with (
        Room(quick()) as room,
        aiohttp.ClientSession() as session,
        Person.arrive(room.url, "ada") as ada,
    ):
        channel = ada.channel_id("debates")
        headers = {"Authorization": f"Bot {room.token}", "Content-Type": "application/json"}
        body = '{"content": ' + text + "}"
        address = f"{room.api_base}/channels/{channel}/messages"
        async with session.post(address, data=body, headers=headers) as answer:
            assert answer.status == 400
            assert (await answer.json())["code"] == 50109
        async with session.ws_connect(room.url + "/people/socket?as=ben") as socket:
            await socket.receive_json(timeout=5)
            await socket.send_str('{"id":1,"do":"say","channel":"1","content":' + text + "}")
            assert (await socket.receive_json(timeout=5))["ok"] is False
