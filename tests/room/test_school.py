"""A room that holds classes: who comes in, what they see, and how they come back or are taken out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.room.faults import DataFileUnfit, NoPassword
from bot.room.people import Person, Refused
from bot.room.school import keys
from bot.room.school.names import NameRefused
from bot.room.server import Room
from bot.room.settings import RoomSettings
from tests.fixtures_room import logged_in, quick, text_channel

from .school import PASSWORD, Clock, code, knock, school, student, teacher


async def test_each_class_sees_its_own_channel_and_its_own_people() -> None:
    async with (
        Room(school()) as room,
        student(room, "Mia") as mia,
        student(room, "Jan", "10A") as jan,
        teacher(room) as novak,
    ):
        assert [c["name"] for c in mia.channels.values()] == ["9b"]
        assert [c["name"] for c in jan.channels.values()] == ["10a"]
        assert [c["name"] for c in novak.channels.values()] == ["9b", "10a", "teachers"]
        assert mia.me["roles"] == ["Student", "9B"]
        assert not mia.me["is_teacher"]
        assert novak.me["roles"] == ["Teacher"]
        await mia.wait(lambda: len(mia.people) == 2, 5, lambda: str(mia.people))
        assert [p["name"] for p in mia.people] == ["Mia", "Ms Novak"]
        assert [p["name"] for p in novak.people] == ["Mia", "Jan", "Ms Novak"]
        await jan.say("10a", "for us alone")
        await novak.wait_message(lambda m: m["content"] == "for us alone")
        await novak.say("9b", "good morning")
        await mia.wait_message(lambda m: m["content"] == "good morning")
        assert len(mia.messages()) == 1
        for verb in ("history", "say", "typing"):
            with pytest.raises(Refused, match="50001"):
                await mia.do(verb, channel=jan.channel_id("10a"), content="hello?")


async def test_nobody_can_choose_who_they_are() -> None:
    async with (
        Room(school()) as room,
        aiohttp.ClientSession() as session,
        teacher(room) as novak,
        student(room, "Mia") as mia,
    ):
        keys_of = [novak.me["key"], novak.me["id"], "ada", "tess", "keeper", ""]
        for key in keys_of:
            async with session.get(f"{room.url}/people/socket?as={key}") as answer:
                assert answer.status == 401
        async with aiohttp.ClientSession(cookies=mia.session) as as_mia:
            address = f"{room.url}/people/socket?as={novak.me['key']}"
            async with as_mia.ws_connect(address) as socket:
                hello = await socket.receive_json(timeout=5)
                assert hello["d"]["me"]["id"] == mia.me["id"]
        for made_up in ("x", "", keys.new_session(), "é\u0660"):
            async with session.get(
                f"{room.url}/people/socket", cookies=dict.fromkeys(mia.session, made_up)
            ) as answer:
                assert answer.status == 401


@pytest.mark.parametrize(
    "verb", ["class_panel", "class_renew", "class_shut", "class_rename", "class_remove"]
)
async def test_the_panel_is_the_teachers_alone(verb: str) -> None:
    async with Room(school()) as room, student(room, "Mia") as mia, logged_in(room) as client:
        form = {"class": room.classes[0].key, "person": mia.me["id"], "name": "X", "shut": True}
        with pytest.raises(Refused, match="50013"):
            await mia.do(verb, **form)
        # Nor does the role open it, which the bot can give away.
        role = discord.utils.get(client.guilds[0].roles, name="Teacher")
        member = client.guilds[0].get_member(int(mia.me["id"]))
        assert role is not None
        assert member is not None
        await member.add_roles(role)
        with pytest.raises(Refused, match="50013"):
            await mia.do(verb, **form)


async def test_the_panel_shows_renews_shuts_renames_and_removes() -> None:
    async with (
        Room(school()) as room,
        teacher(room) as novak,
        student(room, "Mia") as mia,
        logged_in(room) as client,
    ):
        gone = asyncio.Event()

        async def on_member_remove(member: discord.Member) -> None:
            gone.set()

        client.event(on_member_remove)
        panel = await novak.do("class_panel")
        one = panel["classes"][0]
        assert (one["name"], one["code"], one["shut"]) == ("9B", code(room), False)
        assert [(s["name"], s["here"]) for s in one["students"]] == [("Mia", True)]
        assert panel["addresses"] == [room.url]
        old = one["code"]
        await novak.do("class_renew", **{"class": one["key"]})
        assert code(room) != old
        assert (await knock(room, "join", {"code": old, "name": "Ida"}))[1]["why"] == "code"
        await novak.do("class_shut", **{"class": one["key"], "shut": True})
        assert (await knock(room, "join", {"code": code(room), "name": "Ida"}))[1]["why"] == (
            "closed"
        )
        async with Person.arrive(room.url, "Mia", code=code(room), words=mia.words) as again:
            assert again.me["id"] == mia.me["id"]
        await novak.do("class_shut", **{"class": one["key"], "shut": False})
        await novak.do("class_rename", person=mia.me["id"], name="Mia K.")
        await mia.wait(lambda: mia.me["name"] == "Mia K.", 5, lambda: str(mia.me))
        with pytest.raises(Refused, match="50035"):
            await novak.do("class_rename", person=mia.me["id"], name="Teacher")
        with pytest.raises(Refused, match="10007"):
            await novak.do("class_remove", person=novak.me["id"])
        await novak.do("class_remove", person=mia.me["id"])
        await gone.wait()
        with pytest.raises(discord.NotFound) as absent:
            await client.guilds[0].fetch_member(int(mia.me["id"]))
        assert (absent.value.status, absent.value.code) == (404, 10007)
        await novak.wait(
            lambda: novak.classes != [] and not novak.classes[0]["students"],
            5,
            lambda: str(novak.classes),
        )
        with pytest.raises((ConnectionError, RuntimeError)):
            await mia.say("9b", "still here?")
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await Person.arrive(room.url, "Mia", session=mia.session).__aenter__()
        status, said = await knock(
            room, "join", {"code": code(room), "name": "Mia K.", "words": mia.words}
        )
        assert (status, said["id"] != mia.me["id"]) == (200, True)


async def test_a_reload_a_restart_and_another_device_find_the_same_person(tmp_path: Path) -> None:
    settings = {"data_file": tmp_path / "room.sqlite3"}
    async with Room(school(**settings)) as room, student(room, "Mia") as mia:
        before, words, cookies, old = mia.me["id"], mia.words, mia.session, code(room)
        async with Person.arrive(room.url, "", session=cookies) as reloaded:
            assert reloaded.me["id"] == before
        port = int(room.url.rpartition(":")[2])
        await mia.say("9b", "before")
    # The password is kept, and so is everything else.
    async with Room(school(**settings, port=port, teacher_password="")) as room:
        assert code(room) == old
        async with Person.arrive(room.url, "", session=cookies) as restarted:
            assert restarted.me["id"] == before
            assert [m["content"] for m in await restarted.history("9b")] == ["before"]
        spoken = words.upper().replace(" ", ", ")
        async with Person.arrive(room.url, "mia", code=old, words=spoken) as elsewhere:
            assert elsewhere.me["id"] == before
            assert elsewhere.words == ""
        async with teacher(room) as novak:
            assert novak.me["is_teacher"]
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (PASSWORD, words, *cookies.values()):
        assert secret.encode() not in raw


async def test_a_class_that_is_not_held_today_is_closed(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"data_file": tmp_path / "room.sqlite3"}
    async with Room(school(**settings)) as room, student(room, "Mia") as mia:
        cookies, old = mia.session, code(room)
        port = int(room.url.rpartition(":")[2])
    async with Room(school(**settings, port=port, classes=("10A",))) as room:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await Person.arrive(room.url, "", session=cookies).__aenter__()
        async with (
            aiohttp.ClientSession(cookies=cookies) as session,
            session.get(f"{room.url}/class/me") as answer,
        ):
            said = await answer.json()
            assert (said["inside"], said["why"]) == (False, "closed")
        assert (await knock(room, "join", {"code": old, "name": "Ida"}))[1]["why"] == "code"
    async with Room(school(**settings, port=port)) as room:
        async with Person.arrive(room.url, "", session=cookies) as mia:
            assert mia.me["name"] == "Mia"


async def test_a_new_password_ends_what_came_in_by_the_old_one(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"data_file": tmp_path / "room.sqlite3"}
    async with Room(school(**settings)) as room, teacher(room) as novak:
        cookies, port = novak.session, int(room.url.rpartition(":")[2])
    async with Room(school(**settings, port=port, teacher_password="another one")) as room:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await Person.arrive(room.url, "", session=cookies).__aenter__()
        with pytest.raises(Refused) as refused:
            await teacher(room).__aenter__()
        assert (refused.value.code, refused.value.why) == (403, "password")
        async with Person.arrive(room.url, "Ms Novak", password="another one") as again:
            assert again.me["id"] == novak.me["id"]


async def test_what_a_room_is_cannot_be_changed_behind_its_back(tmp_path: Path) -> None:
    ordinary, classes = tmp_path / "room.sqlite3", tmp_path / "class.sqlite3"
    async with Room(quick(data_file=ordinary)), Room(school(data_file=classes)):
        pass
    for settings in (quick(data_file=classes), school(data_file=ordinary)):
        with pytest.raises(DataFileUnfit):
            await Room(settings).start()
    with pytest.raises(NoPassword):
        await Room(school(teacher_password="")).start()
    with pytest.raises(ValueError, match="stays on this machine"):
        RoomSettings(host="0.0.0.0")
    for names in (("Teacher",), ("student",), ("Parley",), ("9B", "9b"), ("",), ("a/b",)):
        with pytest.raises(NameRefused):
            await Room(school(classes=names)).start()
    assert PASSWORD not in repr(school())


async def test_wrong_tries_are_counted_and_slowed_down() -> None:
    clock = Clock()
    async with Room(school(clock=clock)) as room:
        right = {"code": code(room), "name": "Mia"}
        for _ in range(5):
            status, said = await knock(room, "join", {"code": "CCC-CCC", "name": "Mia"})
            assert (status, said["why"]) == (403, "code")
        status, said = await knock(room, "join", right)
        assert (status, said["why"], said["seconds"]) == (429, "tries", 2)
        clock.ahead += 3
        assert (await knock(room, "join", {"code": "CCC-CCC", "name": "Mia"}))[0] == 403
        assert (await knock(room, "join", right))[1]["seconds"] == 4
        clock.ahead += 5
        assert (await knock(room, "join", right))[0] == 200
        # Passwords are counted on their own, and many at once are no way around it.
        wrong = {"password": "guess", "name": "Me"}
        answers = await asyncio.gather(*(knock(room, "teach", wrong) for _ in range(20)))
        assert [status for status, _ in answers].count(403) == 5
        assert [status for status, _ in answers].count(429) == 15
        assert (await knock(room, "teach", {"password": PASSWORD, "name": "Me"}))[0] == 429
        clock.ahead += 61
        assert (await knock(room, "teach", {"password": PASSWORD, "name": "Me"}))[0] == 200


async def test_the_words_of_another_are_guessed_no_faster() -> None:
    async with Room(school()) as room, student(room, "Mia") as mia:
        form = {"code": code(room), "name": "Mia"}
        assert (await knock(room, "join", form))[1]["why"] == "taken"
        for _ in range(5):
            status, said = await knock(room, "join", {**form, "words": "oak elm ivy fox"})
            assert (status, said["why"]) == (403, "words")
        assert (await knock(room, "join", {**form, "words": mia.words}))[1]["why"] == "tries"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_the_door_is_shut_to_other_pages(headers: dict[str, str], status: int) -> None:
    async with Room(school()) as room:
        for path in ("join", "teach", "leave"):
            assert (await knock(room, path, {"code": code(room), "name": "Mia"}, headers))[
                0
            ] == status


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"null", b"\xff", b"{" * 5000])
async def test_a_form_that_is_none_is_refused(body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with Room(school()) as room, aiohttp.ClientSession(headers=headers) as session:
        for path in ("join", "teach", "leave"):
            async with session.post(f"{room.url}/class/{path}", data=body) as answer:
                assert answer.status in (400, 413)
    async with Room(school()) as room:
        anything: list[Any] = [None, 1, [], {}, True, "x" * 3000]
        for strange in anything:
            for form in ({"code": strange, "name": "Mia"}, {"code": code(room), "name": strange}):
                assert (await knock(room, "join", form))[0] in (403, 422, 429)


async def test_the_cookie_is_kept_from_scripts_and_other_sites() -> None:
    async with Room(school()) as room, aiohttp.ClientSession() as session:
        form = {"code": code(room), "name": "Mia"}
        async with session.post(f"{room.url}/class/join", json=form) as answer:
            (cookie,) = answer.cookies.values()
            assert cookie["httponly"]
            assert cookie["samesite"] == "Strict"
            assert len(cookie.value) >= 43
            assert answer.headers["Cache-Control"] == "no-store"


async def test_who_leaves_is_out_in_every_window() -> None:
    async with (
        Room(school()) as room,
        student(room, "Mia") as mia,
        Person.arrive(room.url, "", session=mia.session) as other,
    ):
        async with aiohttp.ClientSession(cookies=mia.session) as session:
            async with session.post(f"{room.url}/class/leave", json={}) as answer:
                assert answer.status == 200
        for window in (mia, other):
            with pytest.raises((ConnectionError, RuntimeError)):
                await window.say("9b", "hello?")
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await Person.arrive(room.url, "", session=mia.session).__aenter__()


async def test_a_room_without_classes_has_no_such_door() -> None:
    async with Room(quick()) as room:
        assert (await knock(room, "join", {"code": "x", "name": "Mia"}))[0] == 404


async def test_a_room_that_is_open_to_the_network_knows_its_own_names() -> None:
    async with Room(school(host="0.0.0.0")) as room, aiohttp.ClientSession() as session:
        assert room.url.startswith("http://127.0.0.1:")
        port = room.url.rpartition(":")[2]
        for host, status in (
            (f"192.168.1.20:{port}", 200),
            (f"[fe80::1]:{port}", 200),
            (f"localhost:{port}", 200),
            (f"evil.example:{port}", 403),
            (f"192.168.1.20.evil.example:{port}", 403),
            ("", 403),
        ):
            async with session.get(f"{room.url}/class/me", headers={"Host": host}) as answer:
                assert answer.status == status, host
        async with logged_in(room) as client:
            assert text_channel(client, "9b").name == "9b"


async def test_a_class_of_twenty_eight_comes_in_at_once() -> None:
    async with Room(school()) as room, teacher(room) as novak, AsyncExitStack() as stack:
        came = [student(room, f"Student {name}") for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        came += [student(room, f"Pupil {name}") for name in "AB"]
        people = await asyncio.gather(*(stack.enter_async_context(person) for person in came))
        assert len({person.me["id"] for person in people}) == 28
        assert len({person.words for person in people}) == 28
        await asyncio.gather(*(person.say("9b", f"{person.key} is here") for person in people))
        for person in (*people, novak):
            await person.wait(_has_heard(person, 28), 10, person.seen_text)
        await novak.wait(
            lambda: sum(s["here"] for s in novak.classes[0]["students"]) == 28,
            10,
            lambda: str(novak.classes),
        )


def _has_heard(person: Person, count: int) -> Callable[[], bool]:
    return lambda: len(person.messages("9b")) == count


async def test_two_of_one_name_at_once_are_not_both_let_in() -> None:
    async with Room(school()) as room:
        form = {"code": code(room), "name": "Mia"}
        answers = await asyncio.gather(*(knock(room, "join", form) for _ in range(5)))
        assert sorted(status for status, _ in answers) == [200, 409, 409, 409, 409]


def test_codes_are_short_speakable_and_all_different() -> None:
    codes = {keys.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"[A-Z2-9]{3}-[A-Z2-9]{3}", one) for one in codes)
    assert not set("AEIOUYL01OI") & set("".join(codes))
    one = codes.pop()
    for typed in (one.lower(), one.replace("-", " "), f" {one.replace('-', '')} "):
        assert keys.same_code(keys.plain_code(typed), one)
    assert not keys.same_code(keys.plain_code(one[:-1]), one)
