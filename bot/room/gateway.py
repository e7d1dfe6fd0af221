"""The bot's gateway: Discord's WebSocket, version 10, in plain JSON frames.

Served: hello, heartbeat, identify, resume with replay, invalid session, presence,
request guild members, and every dispatch that the room has cause for. Not done:
compression (a client that asks for it accepts plain frames), voice, soundboard sounds.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from .house import House
from .intents import blanked, passes
from .sockets import Outlet
from .wire import Event, Json, pack, unpack

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE = 0, 1, 2, 3, 4
RESUME, RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 6, 7, 8, 9, 10, 11
UNKNOWN_OP, BAD_PAYLOAD, NOT_IN, BAD_TOKEN, TWICE = 4001, 4002, 4003, 4004, 4005
TIMED_OUT, INVALID_SHARD, BAD_INTENTS, REFUSED_INTENTS = 4009, 4010, 4013, 4014
_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15


@dataclass
class Session:
    """One identified client; outlives its socket for a while, so that it can resume."""

    key: str
    intents: int
    shard: tuple[int, int]
    replay: deque[tuple[int, str]]
    seq: int = 0
    outlet: Outlet | None = None
    expiry: asyncio.TimerHandle | None = field(default=None, repr=False)

    def dispatch(self, name: str, data: Any) -> None:
        self.seq += 1
        frame = pack({"op": DISPATCH, "t": name, "s": self.seq, "d": data})
        self.replay.append((self.seq, frame))
        if self.outlet is not None:
            self.outlet.send(frame)


class Gateway:
    """All sessions of the bot."""

    def __init__(self, house: House, on_presence: Any) -> None:
        self._house = house
        self._sessions: dict[str, Session] = {}
        self._outlets: set[Outlet] = set()
        self._on_presence = on_presence
        self.url = ""

    @property
    def online(self) -> bool:
        return any(session.outlet is not None for session in self._sessions.values())

    @property
    def reachable(self) -> bool:
        """Whether an event told now will reach the bot, at once or when it resumes."""
        return bool(self._sessions)

    # -- telling ---------------------------------------------------------------------

    def tell(self, event: Event) -> None:
        if event.name.startswith("_") or not self._bot_sees(event):
            return
        for session in self._sessions.values():
            if session.shard[0] == self._shard_of_guild(session) and passes(event, session.intents):
                data = blanked(event, session.intents, self._house.guild.bot_id)
                session.dispatch(event.name, data)

    def _bot_sees(self, event: Event) -> bool:
        guild = self._house.guild
        channel = guild.channels.get(event.channel or "")
        return channel is None or guild.sees(guild.bot_id, channel)

    def _shard_of_guild(self, session: Session) -> int:
        return (int(self._house.guild.id) >> 22) % session.shard[1]

    # -- one socket ------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        outlet = Outlet(socket, request)
        self._outlets.add(outlet)
        beat = self._house.settings.heartbeat_seconds
        outlet.send(pack({"op": HELLO, "d": {"heartbeat_interval": int(beat * 1000)}}))
        visit = _Visit(self, self._house, outlet)
        try:
            await self._read(socket, visit, beat * 1.6)
        finally:
            self._outlets.discard(outlet)
            self._leave(visit)
            await outlet.stop()
        return socket

    async def _read(self, socket: web.WebSocketResponse, visit: _Visit, patience: float) -> None:
        while True:
            try:
                frame = await socket.receive(timeout=patience)
            except TimeoutError:
                await visit.outlet.close(TIMED_OUT, "Session timed out.")
                return
            if frame.type is not WSMsgType.TEXT:
                visit.clean = frame.type is WSMsgType.CLOSE and frame.data in (1000, 1001)
                return
            try:
                payload = unpack(frame.data)
                code, said = visit.take(payload["op"], payload.get("d"))
            except (ValueError, KeyError, TypeError, AttributeError):
                code, said = BAD_PAYLOAD, "Error while decoding payload."
            if code:
                await visit.outlet.close(code, said)
                return

    def _leave(self, visit: _Visit) -> None:
        session = visit.session
        if session is None or session.outlet is not visit.outlet:
            return
        session.outlet = None
        if visit.clean:
            self.end(session)
        else:
            seconds = self._house.settings.resume_seconds
            loop = asyncio.get_running_loop()
            session.expiry = loop.call_later(seconds, self.end, session)
        self._on_presence()

    # -- sessions --------------------------------------------------------------------

    def begin(self, intents: int, shard: tuple[int, int], outlet: Outlet) -> Session:
        """A new session on `outlet`, greeted with READY and its guild."""
        house, guild = self._house, self._house.guild
        replay: deque[tuple[int, str]] = deque(maxlen=house.settings.replay_events)
        session = Session(secrets.token_hex(16), intents, shard, replay, outlet=outlet)
        self._sessions[session.key] = session
        mine = shard[0] == self._shard_of_guild(session)
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": guild.me,
                "guilds": [{"id": guild.id, "unavailable": True}] if mine else [],
                "session_id": session.key,
                "resume_gateway_url": self.url,
                "shard": list(shard),
                "application": {
                    "id": guild.application_id,
                    "flags": guild.application()["flags"],
                },
            },
        )
        if mine:
            session.dispatch("GUILD_CREATE", guild.snapshot())
        self._on_presence()
        return session

    def resume(self, key: str, seq: int, outlet: Outlet) -> Session | None:
        """The session `key` again, replayed from after `seq`; None if that cannot be done."""
        session = self._sessions.get(key)
        if session is None or seq > session.seq:
            return None
        missed = [frame for number, frame in session.replay if number > seq]
        if len(missed) < session.seq - seq:
            self.end(session)
            return None
        if session.expiry is not None:
            session.expiry.cancel()
            session.expiry = None
        if session.outlet is not None:
            session.outlet.cut()
        session.outlet = outlet
        for frame in missed:
            outlet.send(frame)
        session.dispatch("RESUMED", {})
        self._on_presence()
        return session

    def end(self, session: Session) -> None:
        if session.expiry is not None:
            session.expiry.cancel()
        self._sessions.pop(session.key, None)

    # -- chaos and end ---------------------------------------------------------------

    def drop(self) -> None:
        """Break every socket; the sessions stay and can be resumed."""
        for outlet in list(self._outlets):
            outlet.cut()

    def invalidate(self) -> None:
        """End every session; connected clients are told that they must identify again."""
        for session in list(self._sessions.values()):
            self.end(session)
            if session.outlet is not None:
                session.outlet.send(pack({"op": INVALID_SESSION, "d": False}))
                session.outlet = None
        self._on_presence()

    async def close(self) -> None:
        for session in list(self._sessions.values()):
            self.end(session)
        for outlet in list(self._outlets):
            await outlet.close(1001, "The room is closing.")


class _Visit:
    """What one socket has said so far."""

    def __init__(self, gateway: Gateway, house: House, outlet: Outlet) -> None:
        self._gateway = gateway
        self._house = house
        self.outlet = outlet
        self.session: Session | None = None
        self.clean = False

    def take(self, op: int, data: Any) -> tuple[int, str]:
        """Act on one frame; a close code and reason, or (0, "")."""
        if op == HEARTBEAT:
            self.outlet.send(pack({"op": ACK}))
        elif op == IDENTIFY:
            return self._identify(data)
        elif op == RESUME:
            return self._resume(data)
        elif self.session is None:
            return NOT_IN, "Not authenticated."
        elif op == REQUEST_MEMBERS:
            self._send_members(data)
        elif op not in (PRESENCE, VOICE_STATE):
            return UNKNOWN_OP, "Unknown opcode."
        return 0, ""

    def _identify(self, data: Json) -> tuple[int, str]:
        if self.session is not None:
            return TWICE, "Already authenticated."
        if data.get("token") != self._house.token:
            return BAD_TOKEN, "Authentication failed."
        intents = data.get("intents")
        if not isinstance(intents, int):
            return BAD_INTENTS, "Invalid intent(s)."
        if intents & _PRIVILEGED & ~self._house.settings.allowed_intents:
            return REFUSED_INTENTS, "Disallowed intent(s)."
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            return INVALID_SHARD, "Invalid shard."
        self.session = self._gateway.begin(intents, (number, count), self.outlet)
        return 0, ""

    def _resume(self, data: Json) -> tuple[int, str]:
        if data.get("token") != self._house.token:
            return BAD_TOKEN, "Authentication failed."
        self.session = self._gateway.resume(
            str(data.get("session_id")), int(data.get("seq") or 0), self.outlet
        )
        if self.session is None:
            self.outlet.send(pack({"op": INVALID_SESSION, "d": False}))
        return 0, ""

    def _send_members(self, data: Json) -> None:
        assert self.session is not None
        guild = self._house.guild
        wanted = data.get("user_ids")
        wanted = [wanted] if isinstance(wanted, str | int) else wanted
        if wanted is not None:
            ids = [str(key) for key in wanted]
        else:
            query, limit = str(data.get("query", "")).lower(), int(data.get("limit") or 0)
            ids = [k for k in guild.members if guild.users[k]["username"].lower().startswith(query)]
            ids = ids[: limit or None]
        chunk = {
            "guild_id": guild.id,
            "members": [guild.full_member(key) for key in ids if key in guild.members],
            "not_found": [key for key in ids if key not in guild.members],
            "chunk_index": 0,
            "chunk_count": 1,
        }
        if data.get("nonce") is not None:
            chunk["nonce"] = data["nonce"]
        self.session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
