"""The door of a school's room over HTTP: who one is, coming in, coming back, leaving.

GET  /class/me      who the cookie says one is
POST /class/join    {code, name}, and {words} of one who was here before
POST /class/teach   {password, name}
POST /class/leave   {}

A refusal is {why, message}: code, name, taken, words, closed, full, password, or tries with seconds.
Only JSON is taken, which a page from elsewhere cannot send, and the doorkeeper has seen to the rest.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from ..doors import security_headers
from ..house import House
from ..membership import come
from ..settings import STUDENT, TEACHER, Resident
from ..wire import Change, Json, pack, unpack
from . import keys, names
from .register import MOST_STUDENTS, Entry, SchoolClass
from .tries import TooMany, Tries

_log = logging.getLogger(__name__)
_LARGEST = 4096

_WRONG_CODE = "No class has this code today. Look again, or ask your teacher."
_WRONG_PASSWORD = "That is not the teacher's password."
_WRONG_WORDS = "These are not the words of the one with that name."
_TAKEN = "Somebody of that name is here already. Take another, or give your words if it is you."
_SHUT = "The teacher has closed the door of this class to newcomers."
_FULL = "This class is full."
_CLOSED = "The room of your class is closed today."


class Refusal(Exception):
    """Somebody may not come in: `why` in a word for the page, and a line for the person."""

    def __init__(self, status: int, why: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"why": why, "message": message, **more}


class Entrance:
    """Lets people in. `hang_up` closes the sockets of one who has left."""

    def __init__(self, house: House, hang_up: Callable[[str], None]) -> None:
        self._house = house
        self._hang_up = hang_up
        self._codes = Tries(house.clock)
        self._passwords = Tries(house.clock)
        self._reckoning = asyncio.Lock()

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/class/me", self._me)
        for path, take in (("join", self._join), ("teach", self._teach), ("leave", self._leave)):
            app.router.add_post(f"/class/{path}", self._serve(take))

    def who(self, request: web.Request) -> str | None:
        """Whose session the request carries, if their class is held today."""
        user = self._known(request)
        return None if user is None or self._house.register.is_closed_to(user) else user

    def _known(self, request: web.Request) -> str | None:
        given = request.cookies.get(_cookie(request), "")
        return self._house.register.whose(given, self._house.clock()) if given else None

    # -- answering -------------------------------------------------------------------

    def _serve(
        self, take: Callable[[web.Request, Json], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            try:
                return await take(request, await _form(request))
            except Refusal as refusal:
                return _answer(request, refusal.status, refusal.body)
            except names.NameRefused as refused:
                return _answer(request, 422, {"why": "name", "message": str(refused)})
            except TooMany as many:
                seconds = max(1, round(many.seconds))
                words = f"Too many tries. Wait {seconds} seconds, then try again."
                return _answer(request, 429, {"why": "tries", "message": words, "seconds": seconds})

        return serve

    async def _me(self, request: web.Request) -> web.Response:
        user = self._known(request)
        inside = user is not None and self.who(request) is not None
        said: Json = {"room": self._house.guild.guild["name"], "inside": inside}
        if user is not None:
            said |= {"id": user, "name": self._house.register.name_of(user)}
            said |= {} if inside else {"why": "closed", "message": _CLOSED}
        return _answer(request, 200, said)

    async def _leave(self, request: web.Request, form: Json) -> web.Response:
        change, user = Change(), self._known(request)
        self._house.register.end_session(change, request.cookies.get(_cookie(request), ""))
        await self._house.commit(change)
        if user is not None:
            self._hang_up(user)
        response = _answer(request, 200, {})
        response.del_cookie(_cookie(request), path="/", httponly=True, samesite="Strict")
        return response

    # -- students --------------------------------------------------------------------

    async def _join(self, request: web.Request, form: Json) -> web.Response:
        async with self._codes.of(_address(request)) as wrong:
            one = self._house.register.by_code(form.get("code", ""))
            if one is None:
                wrong()
                raise Refusal(403, "code", _WRONG_CODE)
            name = names.fit_student(form.get("name"), self._house.settings.bot_name)
            if held := self._house.register.called(name, one.key):
                await self._is_it_them(held, form.get("words"), wrong)
                return await self._seat(request, Change(), held.user, {})
            return await self._newcomer(request, one, name)

    async def _is_it_them(self, held: Entry, given: object, wrong: Callable[[], None]) -> None:
        """Refuse whoever has not the words of the one who has the name."""
        if not given or held.teaches:
            raise Refusal(409, "taken", _TAKEN, teacher=held.teaches)
        if not await asyncio.to_thread(keys.fits, keys.plain_words(given), held.words):
            wrong()
            raise Refusal(403, "words", _WRONG_WORDS)

    async def _newcomer(self, request: web.Request, one: SchoolClass, name: str) -> web.Response:
        words = keys.new_words()
        kept = await asyncio.to_thread(keys.hashed, words, keys.OWN)
        # From here to the end nothing is waited for, so no other can take the name meanwhile.
        house, change = self._house, Change()
        register = house.register
        if register.classes[one.key].shut:
            raise Refusal(403, "closed", _SHUT)
        if sum(1 for _ in register.entries(one.key)) >= MOST_STUDENTS:
            raise Refusal(403, "full", _FULL)
        if register.called(name, one.key):
            raise Refusal(409, "taken", _TAKEN, teacher=False)
        user = self._admit(change, name, (STUDENT, one.name))
        register.enter(change, Entry(user, one.key, kept, house.now()))
        return await self._seat(request, change, user, {"words": words})

    def _admit(self, change: Change, name: str, roles: tuple[str, ...]) -> str:
        key = f"p{self._house.new_id()}"
        return come(self._house, change, Resident(key, name, roles))

    # -- teachers --------------------------------------------------------------------

    async def _teach(self, request: web.Request, form: Json) -> web.Response:
        house = self._house
        address = _address(request)
        async with self._passwords.of(address) as wrong:
            given = str(form.get("password", ""))[:200]
            # One at a time, or a flood of guesses would take all memory and both processors.
            async with self._reckoning:
                right = await asyncio.to_thread(keys.fits, given, house.register.password)
            if not right:
                wrong()
                _log.warning("A wrong teacher's password came from %s.", address)
                raise Refusal(403, "password", _WRONG_PASSWORD)
        name = names.tidy(form.get("name") or TEACHER)
        held = house.register.called(name, "")
        if held is not None:
            return await self._seat(request, Change(), held.user, {})
        if house.register.anywhere(name) or names.alike(name, [house.settings.bot_name]):
            raise Refusal(409, "taken", "Somebody of that name is here already. Take another.")
        change = Change()
        user = self._admit(change, name, (TEACHER,))
        house.register.enter(change, Entry(user, "", "", house.now()))
        return await self._seat(request, change, user, {})

    # -- sessions --------------------------------------------------------------------

    async def _seat(
        self, request: web.Request, change: Change, user: str, said: Json
    ) -> web.Response:
        """Give the person a session; the one that this browser had before ends."""
        register = self._house.register
        register.end_session(change, request.cookies.get(_cookie(request), ""))
        given, seconds = register.begin_session(change, user, self._house.clock())
        await self._house.commit(change)
        response = _answer(request, 200, {"id": user, "name": register.name_of(user), **said})
        response.set_cookie(
            _cookie(request), given, max_age=int(seconds), httponly=True, samesite="Strict"
        )
        return response


def _cookie(request: web.Request) -> str:
    """The cookie's name: cookies do not tell ports apart, so rooms on one machine must."""
    return f"room_{request.url.port}"


def _address(request: web.Request) -> str:
    return request.remote or ""


async def _form(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise Refusal(415, "form", "This door takes JSON.")
    if not 0 < (request.content_length or 0) <= _LARGEST:
        raise Refusal(413, "form", "That is too long.")
    try:
        form = unpack(await request.read())
    except ValueError:
        form = None
    if not isinstance(form, dict):
        raise Refusal(400, "form", "That is no form.")
    return form


def _answer(request: web.Request, status: int, body: Json) -> web.Response:
    headers = {
        **security_headers(request),
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
    }
    if "seconds" in body:
        headers["Retry-After"] = str(body["seconds"])
    return web.Response(status=status, body=pack(body).encode(), headers=headers)
