"""Who may come in: hosts, origins, tokens; and what a browser is told it may do."""

from __future__ import annotations

import aiohttp
import pytest
from yarl import URL

from bot.room.people import Person
from bot.room.server import Room
from tests.fixtures_room import quick


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8765"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/people/socket?as=ada", "/api/v10/gateway", "/gateway"])
async def test_strangers_are_turned_away(headers: dict[str, str], path: str) -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        async with session.get(room.url + path, headers=headers) as answer:
            assert answer.status == 403
            assert (await answer.text()).count("\n") == 1


async def test_the_rooms_own_page_may_come_in() -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        for host in (room.url, room.url.replace("127.0.0.1", "localhost")):
            headers = {"Origin": host, "Host": host.removeprefix("http://")}
            address = room.url + "/people/socket?as=ada"
            async with session.ws_connect(address, headers=headers) as socket:
                assert (await socket.receive_json(timeout=5))["t"] == "hello"


async def test_the_page_is_held_to_a_strict_policy() -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        async with session.get(room.url + "/") as answer:
            assert answer.status == 200
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            etag = answer.headers["ETag"]
        async with session.get(room.url + "/", headers={"If-None-Match": etag}) as answer:
            assert answer.status == 304
        for path in ("..%2fserver.py", "%2e%2e/server.py", "..%2f..%2fcli.py", "no.js", "..%2f"):
            address = URL(f"{room.url}/page/{path}", encoded=True)
            async with session.get(address) as answer:
                assert answer.status == 404


async def test_a_stranger_to_the_people_is_named_who_lives_here() -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        async with session.get(room.url + "/people/socket?as=mallory") as answer:
            assert answer.status == 404
            assert "ada, ben, tess, sam" in await answer.text()


@pytest.mark.parametrize(("given", "status"), [(None, 401), ("Bot wrong", 401), ("Bearer x", 401)])
async def test_rest_asks_for_the_bots_token(given: str | None, status: int) -> None:
    headers = {"Authorization": given} if given else {}
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        async with session.get(room.api_base + "/users/@me", headers=headers) as answer:
            assert answer.status == status
            assert answer.headers["Content-Type"] == "application/json"
            assert await answer.json() == {"message": "401: Unauthorized", "code": 0}


@pytest.mark.parametrize("body", [b"{", b"[1", b"\xff", b'{"content": NaN}', b'"text"', b"[]"])
async def test_a_body_that_is_no_form_is_refused(body: bytes) -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        channel = next(iter(room.house.guild.plain_channels()))["id"]
        address = f"{room.api_base}/channels/{channel}/messages"
        headers = {"Authorization": f"Bot {room.token}", "Content-Type": "application/json"}
        async with session.post(address, data=body, headers=headers) as answer:
            assert answer.status == 400
            assert (await answer.json())["code"] in (50035, 50109)


async def test_stopping_the_room_hangs_up_on_everyone() -> None:
    room = Room(quick())
    await room.start()
    ada = await Person.arrive(room.url, "ada").__aenter__()
    await room.stop()
    with pytest.raises((ConnectionError, RuntimeError)):
        await ada.say("debates", "anyone?")
    await ada.leave()


@pytest.mark.parametrize(
    "frame", ["no json", "[]", "{}", '{"id": 1}', '{"id": 1, "do": "dance"}', '{"id":1,"do":"say"}']
)
async def test_a_strange_frame_is_answered_and_the_socket_lives(frame: str) -> None:
    async with Room(quick()) as room, aiohttp.ClientSession() as session:
        async with session.ws_connect(room.url + "/people/socket?as=ada") as socket:
            await socket.receive_json(timeout=5)
            await socket.send_str(frame)
            assert (await socket.receive_json(timeout=5))["ok"] is False
            await socket.send_json({"id": 2, "do": "resync"})
            assert (await socket.receive_json(timeout=5))["ok"] is True
