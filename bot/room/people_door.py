"""The people's side: a WebSocket for each browser or test that has arrived as somebody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType, web

from .faults import Fault
from .house import House
from .render import Renderer
from .settings import TEACHER, Resident
from .sockets import Outlet
from .wire import Event, Json, iso, pack, unpack

_log = logging.getLogger(__name__)
TYPING_SECONDS = 10
TAKEN_OUT, LEFT = 4003, 4001
"""The close codes by which a page learns that its person was removed, or has left."""
MAX_FRAME = 24 * 1024 * 1024

Verbs = Callable[[str, Json], Awaitable[Json]]

_CHANNEL_EVENTS = frozenset(
    {"CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE", "_THREAD_SEEN"}
)
_COLOURS = ("#2f7d5b", "#b4571f", "#6a4bb0", "#22577d", "#a02a5e", "#0d6c68", "#7a5a12")
_ROLES = frozenset({"GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"})
_MEMBERS = frozenset({"GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"})
_REACTIONS = frozenset(
    {
        "MESSAGE_REACTION_ADD",
        "MESSAGE_REACTION_REMOVE",
        "MESSAGE_REACTION_REMOVE_ALL",
        "MESSAGE_REACTION_REMOVE_EMOJI",
    }
)


class PeopleDoor:
    """Everybody who is in the room. `bot_online` tells whether the bot is.

    `who` tells who has come; without it the address does, and whoever comes may be anybody.
    """

    def __init__(
        self,
        house: House,
        bot_online: Callable[[], bool],
        who: Callable[[web.Request], str | None] | None = None,
    ) -> None:
        self._house = house
        self._bot_online = bot_online
        self._who = who or self._as_they_say
        self._outlets: dict[str, set[Outlet]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._told_online: bool | None = None
        self._looks = {resident.key: resident for resident in house.settings.residents}
        self.renderer = Renderer(house)
        self.verbs: Verbs | None = None
        self.on_presence: Callable[[], None] = lambda: None

    # -- what a person is shown ------------------------------------------------------

    def person(self, user: str) -> Json:
        guild = self._house.guild
        key = guild.key_of[user]
        name = guild.users[user]["global_name"]
        roles = [role["name"] for role in guild.roles_of(user) if role["id"] != guild.id]
        look = self._looks.get(key, Resident(key, name, colour=_COLOURS[int(user) % 7]))
        return {
            "key": key,
            "id": user,
            "name": name,
            "roles": roles,
            "is_teacher": TEACHER in roles,
            "colour": look.colour,
        }

    def people(self, viewer: str) -> list[Json]:
        """Those of whom `viewer` is told."""
        register = self._house.register
        return [self.person(key) for key in self._house.guild.key_of if register.knows(viewer, key)]

    def roles(self) -> list[Json]:
        """The roles that can be picked from a list."""
        guild = self._house.guild
        held = [role for role in guild.roles.values() if role["id"] != guild.id]
        return [{key: role[key] for key in ("id", "name")} for role in held]

    def channel(self, user: str, channel: Json) -> Json:
        """The channel with the person's own permissions in it, as Discord's clients have them."""
        return {**channel, "permissions": str(self._house.guild.allowed(user, channel))}

    def hello(self, user: str) -> Json:
        house, guild = self._house, self._house.guild
        seen = [c for c in guild.channels.values() if guild.sees(user, c)]
        shown = [self.channel(user, c) for c in seen]
        return {
            "me": self.person(user),
            "people": self.people(user),
            "roles": self.roles(),
            "guild": {key: guild.guild[key] for key in ("id", "name", "icon")},
            "channels": sorted(
                (c for c in shown if "thread_metadata" not in c), key=lambda c: int(c["position"])
            ),
            "threads": [c for c in shown if "thread_metadata" in c],
            "commands": house.commands.all(),
            "bot": self.bot(),
            "now": iso(house.clock()),
        }

    def bot(self) -> Json:
        me = self._house.guild.me
        name = self._house.settings.bot_name
        return {"id": me["id"], "name": name, "online": self._bot_online()}

    # -- telling ---------------------------------------------------------------------

    def tell(self, event: Event) -> None:
        if event.name == "MESSAGE_DELETE_BULK":
            self._tell_deleted_together(event)
            return
        if event.name in _MEMBERS:
            self._tell_of_member(event)
            return
        frames: dict[str, str] = {}
        for user, outlets in self._outlets.items():
            if event.only is not None and event.only != user:
                continue
            if outlets and self._sees(user, event):
                self._tell_one(user, outlets, event, frames)
            elif event.name == "CHANNEL_UPDATE":
                self.send(user, "channel_delete", _gone(event.data))

    def _sees(self, user: str, event: Event) -> bool:
        channel = self._house.guild.channels.get(event.channel or "")
        return channel is None or self._house.guild.sees(user, channel)

    def _tell_one(
        self, user: str, outlets: set[Outlet], event: Event, frames: dict[str, str]
    ) -> None:
        """Send the event's frame; `frames` holds those that several people share."""
        own_nonce = event.nonce_of == user and "nonce" in event.data
        personal = event.name in _CHANNEL_EVENTS or event.name in _REACTIONS or own_nonce
        mark = user if personal else ""
        if mark not in frames:
            frames[mark] = self._frame(user, event)
        frame = frames[mark]
        for outlet in outlets if frame else ():
            outlet.send(frame)

    def _frame(self, user: str, event: Event) -> str:
        name, data = event.name, event.data
        if name in ("MESSAGE_CREATE", "MESSAGE_UPDATE", "_LAPSED"):
            shown = self.renderer.message(_bare(data), user)
            if event.nonce_of == user and "nonce" in data:
                shown["nonce"] = data["nonce"]
            return _frame("message" if name == "MESSAGE_CREATE" else "message_edit", shown)
        if name == "MESSAGE_DELETE":
            return _frame("message_delete", {k: data[k] for k in ("channel_id", "id")})
        if name in _CHANNEL_EVENTS:
            channel = {k: v for k, v in data.items() if k not in ("member", "newly_created")}
            return _frame("channel", self.channel(user, channel))
        if name in ("THREAD_DELETE", "CHANNEL_DELETE"):
            return _frame("channel_delete", _gone(data))
        if name in _REACTIONS:
            return self._reacted(user, data)
        if name == "TYPING_START":
            until = iso(self._house.clock() + TYPING_SECONDS)
            told = {k: data[k] for k in ("channel_id", "user_id")}
            return _frame("typing", {**told, "until": until})
        if name in _ROLES:
            return _frame("roles", self.roles())
        if name == "_COMMANDS":
            return _frame("commands", data["commands"])
        if name in ("_INTERACTION", "_MODAL"):
            return _frame(name[1:].lower(), data)
        return ""

    def _reacted(self, user: str, data: Json) -> str:
        message = self._house.messages.find(data["channel_id"], data["message_id"])
        return _frame("message_edit", self.renderer.message(message, user)) if message else ""

    def _tell_of_member(self, event: Event) -> None:
        """All learn who is here; the member in question what they may now see, or that they are out."""
        about = event.data["user"]["id"]
        if event.name == "GUILD_MEMBER_REMOVE":
            self.turn_out(about, TAKEN_OUT)
        for user in self._outlets:
            if user == about and event.name == "GUILD_MEMBER_UPDATE":
                self.send(user, "hello", self.hello(user))
            elif self._house.register.knows(user, about):
                self.send(user, "people", self.people(user))

    def is_here(self, user: str) -> bool:
        return bool(self._outlets.get(user))

    def send(self, user: str, kind: str, data: Any) -> None:
        """A frame to every window of one person."""
        frame = _frame(kind, data)
        for outlet in self._outlets.get(user, ()):
            outlet.send(frame)

    def turn_out(self, user: str, code: int) -> None:
        """Close the sockets of one who is no member any more, or has gone."""
        for outlet in self._outlets.pop(user, set()):
            closing = asyncio.create_task(outlet.close(code, "You are not here any more."))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def _tell_deleted_together(self, event: Event) -> None:
        for key in event.data["ids"]:
            one = {"id": key, "channel_id": event.data["channel_id"]}
            self.tell(Event("MESSAGE_DELETE", one, event.channel))

    def tell_presence(self) -> None:
        """Tell of the bot's coming and going, once each."""
        online = self._bot_online()
        if online != self._told_online:
            self._told_online = online
            frame = _frame("bot", self.bot())
            for outlets in self._outlets.values():
                for outlet in outlets:
                    outlet.send(frame)

    # -- one socket ------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.StreamResponse:
        user = self._who(request)
        if user is None:
            return self._unknown()
        socket = web.WebSocketResponse(max_msg_size=MAX_FRAME, heartbeat=30, compress=False)
        await socket.prepare(request)
        outlet = Outlet(socket, request)
        outlet.send(_frame("hello", self.hello(user)))
        self._outlets.setdefault(user, set()).add(outlet)
        self.on_presence()
        tasks: set[asyncio.Task[None]] = set()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    task = asyncio.create_task(self._answer(user, outlet, frame.data))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
        finally:
            self._outlets.get(user, set()).discard(outlet)
            for task in tasks:
                task.cancel()
            self.on_presence()
            await outlet.stop()
        return socket

    def _as_they_say(self, request: web.Request) -> str | None:
        return self._house.guild.id_of.get(request.query.get("as", ""))

    def _unknown(self) -> web.Response:
        if self._house.register.is_held:
            return web.Response(status=401, text="Come in by the door first.\n")
        known = ", ".join(self._house.guild.id_of)
        return web.Response(status=404, text=f"Nobody of that name lives here: {known}.\n")

    async def _answer(self, user: str, outlet: Outlet, text: str) -> None:
        number: Any = None
        try:
            asked = unpack(text)
            number = asked["id"]
            verbs = self.verbs
            assert verbs is not None
            done = await verbs(user, asked)
            outlet.send(pack({"re": number, "ok": True, "d": done}))
        except Fault as fault:
            outlet.send(pack({"re": number, "ok": False, "error": fault.body()}))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            said = {"code": 0, "message": f"That frame is not understood: {error!r}"}
            outlet.send(pack({"re": number, "ok": False, "error": said}))
        except OSError as error:
            _log.error("The room could not do what %s asked: %s", user, error)
            said = {"code": 0, "message": "The room could not store that."}
            outlet.send(pack({"re": number, "ok": False, "error": said}))

    async def close(self) -> None:
        outlets = [outlet for held in self._outlets.values() for outlet in held]
        await asyncio.gather(*(outlet.close(1001, "The room is closing.") for outlet in outlets))
        await asyncio.gather(*self._closing)


def _bare(data: Json) -> Json:
    """A gateway message without what only the gateway carries."""
    return {k: v for k, v in data.items() if k not in ("member", "nonce")}


def _gone(channel: Json) -> Json:
    return {"id": channel["id"], "parent_id": channel.get("parent_id")}


def _frame(kind: str, data: Any) -> str:
    return pack({"t": kind, "d": data})
