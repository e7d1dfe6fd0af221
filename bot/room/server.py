"""The room as one thing: started, found by its address, stopped."""

from __future__ import annotations

import asyncio
import hmac
import socket
from contextlib import suppress
from types import TracebackType
from urllib.parse import quote

from aiohttp import web

from . import doors, lapses, rest_channels, rest_guild, rest_interactions, rest_messages, rest_self
from .asking import Asking
from .chaos import Chaos
from .faults import PortInUse
from .gateway import Gateway
from .house import House
from .membership import come, go
from .network import EVERYWHERE, LOOPBACK, is_loopback, own_address
from .people_door import LEFT, PeopleDoor
from .people_verbs import PeopleVerbs
from .rest import PREFIX, Rest
from .resting import archive_quiet
from .school.desk import Desk
from .school.entrance import Entrance
from .school.register import SchoolClass
from .school.set_up import open_school
from .settings import Resident, RoomSettings
from .wire import Change

__all__ = ["Room", "RoomSettings"]

ROUTES = [
    *rest_self.ROUTES,
    *rest_guild.ROUTES,
    *rest_channels.ROUTES,
    *rest_messages.ROUTES,
    *rest_interactions.ROUTES,
]
_SHOWN_AS_THEMSELVES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
)
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a file may do where a browser opens it after all: a drawing may have its colours."""


class Room:
    """A small Discord on loopback.

    async with Room(RoomSettings(port=0)) as room:
        ...  # room.api_base, room.gateway_url and room.token are what a bot needs

    `start` raises PortInUse or DataFileUnfit, each with one line to show. `url` is where the bot
    and this machine find the room, `addresses` where the others do, the best one first.
    """

    def __init__(self, settings: RoomSettings | None = None) -> None:
        self.settings = settings or RoomSettings()
        self.house = House(self.settings)
        self.url = ""
        self.addresses: tuple[str, ...] = ()
        self._chaos = Chaos()
        self._gateway = Gateway(self.house, self._presence)
        school = self.house.register.is_held
        self._entrance = Entrance(self.house, lambda user: self._door.turn_out(user, LEFT))
        self._door = PeopleDoor(
            self.house, lambda: self._gateway.online, self._entrance.who if school else None
        )
        asking = Asking(self.house, lambda: self._gateway.reachable)
        verbs = PeopleVerbs(self.house, self._door, asking)
        self._door.verbs = verbs
        self.house.listeners += [self._gateway.tell, self._door.tell]
        if school:
            desk = Desk(self.house, self._door, lambda: self.addresses)
            verbs.learn(desk.verbs)
            self._door.on_presence = desk.tell_panel
            self.house.listeners.append(desk.tell)
        self._runner: web.AppRunner | None = None
        self._caretaker: asyncio.Task[None] | None = None

    # -- where it is -----------------------------------------------------------------

    @property
    def api_base(self) -> str:
        """For `discord.http.Route.BASE`."""
        return self.url + PREFIX

    @property
    def gateway_url(self) -> str:
        """For `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return self.url.replace("http", "ws", 1) + "/gateway"

    @property
    def token(self) -> str:
        """The bot's token for this room."""
        return self.house.token

    @property
    def classes(self) -> list[SchoolClass]:
        """The classes held today, with their join codes."""
        return self.house.register.today()

    # -- life ------------------------------------------------------------------------

    async def start(self) -> None:
        listener = self._listen()
        try:
            port = listener.getsockname()[1]
            host = self.settings.host
            self.url = f"http://{LOOPBACK if host == EVERYWHERE else host}:{port}"
            self.addresses = _addresses(host, port)
            self._gateway.url = self.gateway_url
            await self.house.open(self.url)
            if self.house.register.is_held:
                await open_school(self.house)
            lapses.watch_all(self.house)
        except BaseException:
            listener.close()
            raise
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        self._runner = runner
        self._caretaker = asyncio.create_task(self._look_after_threads())

    async def _look_after_threads(self) -> None:
        while True:
            # What could not be written is tried again next time; the store has logged why.
            with suppress(OSError):
                await archive_quiet(self.house)
            await asyncio.sleep(self.settings.quiet_check_seconds)

    def _listen(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.settings.host, self.settings.port))
            listener.listen(128)
        except OSError as error:
            listener.close()
            where = f"{self.settings.host}:{self.settings.port}"
            raise PortInUse(f"{where} cannot be used: {error.strerror}.") from error
        listener.setblocking(False)
        return listener

    def _app(self) -> web.Application:
        app = web.Application(
            middlewares=[doors.doorkeeper(networked=not is_loopback(self.settings.host))],
            client_max_size=self.settings.max_file_bytes * 11,
        )
        Rest(self.house, self._chaos).add_to(app, ROUTES)
        app.router.add_get("/gateway", self._gateway.serve)
        app.router.add_get("/gateway/", self._gateway.serve)
        app.router.add_get("/people/socket", self._door.serve)
        app.router.add_get("/attachments/{channel}/{id}/{name}", self._attachment)
        app.router.add_get("/", doors.index(school=self.house.register.is_held))
        if self.house.register.is_held:
            self._entrance.add_to(app)
        app.router.add_get("/page/{name:.+}", doors.page_file)
        app.on_shutdown.append(self._hang_up)
        return app

    async def _hang_up(self, app: web.Application) -> None:
        await self._gateway.close()
        await self._door.close()

    async def stop(self) -> None:
        """Close every socket and finish what is being written."""
        if self._caretaker is not None:
            self._caretaker.cancel()
            await asyncio.gather(self._caretaker, return_exceptions=True)
            self._caretaker = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self.house.close()

    async def __aenter__(self) -> Room:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def _presence(self) -> None:
        self._door.tell_presence()

    async def _attachment(self, request: web.Request) -> web.Response:
        at = request.match_info
        signature = self.house.attachments.signature(at["channel"], at["id"], at["name"])
        given = request.query.get("hm", "")
        data = await self.house.store.file(at["id"])
        if data is None or not hmac.compare_digest(signature.encode(), given.encode()):
            return web.Response(status=404, text="There is no such file.\n")
        kind = doors.kind_of(at["name"])
        headers = {
            **doors.security_headers(request),
            "Content-Security-Policy": _SANDBOX,
            "Content-Type": kind if kind in _SHOWN_AS_THEMSELVES else "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(at['name'])}",
            "Cache-Control": "private, max-age=86400",
        }
        return web.Response(body=data, headers=headers)

    # -- who lives here, for tests ---------------------------------------------------

    async def admit(self, resident: Resident) -> None:
        """Let somebody join the guild, as by an invitation."""
        change = Change()
        come(self.house, change, resident)
        await self.house.commit(change)

    async def dismiss(self, key: str) -> None:
        """Let the person with the short name `key` leave the guild, or be removed from it."""
        change = Change()
        go(self.house, change, self.house.guild.id_of[key])
        await self.house.commit(change)

    # -- faults on purpose, for tests ------------------------------------------------

    def drop_gateway(self) -> None:
        """Break the bot's sockets; its sessions can be resumed."""
        self._gateway.drop()

    def invalidate_sessions(self) -> None:
        """End the bot's sessions: it must identify again."""
        self._gateway.invalidate()

    def slow(self, route: str, seconds: float) -> None:
        """Delay a route such as "POST /channels/{channel_id}/messages", or "*"."""
        self._chaos.slow(route, seconds)

    def fail(self, route: str, status: int, times: int = 1) -> None:
        """Answer the next `times` requests of a route with `status`."""
        self._chaos.fail(route, status, times)


def _addresses(host: str, port: int) -> tuple[str, ...]:
    """Where people find a room that listens at `host`."""
    hosts = (own_address(),) if host == EVERYWHERE else (host,)
    return tuple(f"http://{each}:{port}" for each in hosts)
