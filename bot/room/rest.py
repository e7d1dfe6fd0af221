"""How a REST request is served: door, token, rate limit, form, handler, answer.

The routes themselves are in the `rest_*` modules. Not done, and answered with a 501 that
names the route: direct messages, forum channels, webhooks other than an interaction's,
emojis, stickers, polls, invites, bans and kicks, audit log, auto moderation, scheduled
events, stage, voice, soundboard, templates, widgets, onboarding, entitlements, lobbies.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import BodyPartReader, web

from .attachments import Upload
from .buckets import Buckets
from .chaos import Chaos
from .faults import Fault, RateLimited, bad_form
from .house import House
from .ids import is_snowflake
from .shapes import Shape, check_shape
from .wire import Exchange, Json, pack, unpack

_log = logging.getLogger(__name__)
_FILE = re.compile(r"files?\[(\d+)\]")
_MAJOR = ("channel_id", "guild_id", "webhook_token")
PREFIX = "/api/v10"

Reply: TypeAlias = tuple[int, Any]


@dataclass(frozen=True)
class Call:
    """One request, read and checked: `at` holds the path's parameters."""

    at: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    uploads: list[Upload] = field(default_factory=list)

    @property
    def form(self) -> Json:
        """The body as an object; a Fault if it is none."""
        if not isinstance(self.body, dict):
            raise Fault(400, 50109, "The request body contains invalid JSON.")
        return self.body

    def limit(self, default: int, most: int) -> int:
        """The query's `limit`, refused outside 1..`most`."""
        text = self.query.get("limit", str(default))
        if not text.isdigit() or not 1 <= int(text) <= most:
            raise bad_form(
                "limit", "NUMBER_TYPE_MIN_MAX", f"int value should be between 1 and {most}."
            )
        return int(text)

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() in ("1", "true")


Handler: TypeAlias = Callable[[House, Call], Awaitable[Reply]]


@dataclass(frozen=True)
class Route:
    """`path` is Discord's own template; `rate` names a rule of RateLimits.

    An `open` route needs no bot token: its path carries the secret. `shape` is its body's.
    """

    method: str
    path: str
    handler: Handler
    rate: str = "other"
    open: bool = False
    shape: Shape | None = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


class Rest:
    """Serves the routes of one room."""

    def __init__(self, house: House, chaos: Chaos) -> None:
        self._house = house
        self._chaos = chaos
        self._buckets = Buckets(house.settings.rate_limits, house.clock)

    def add_to(self, app: web.Application, routes: list[Route]) -> None:
        # What is literal goes before what is a parameter, or `@me` would be an id.
        for route in sorted(routes, key=lambda route: route.path.count("{")):
            app.router.add_route(route.method, PREFIX + route.path, self._server_of(route))
        app.router.add_route("*", "/api/{rest:.*}", self._absent)

    async def _absent(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(PREFIX)
        text = f"The practice room does not serve {request.method} {path}."
        return _answer(501, {"message": text, "code": 0}, {})

    def _server_of(self, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            return await self._serve(route, request)

        return serve

    async def _serve(self, route: Route, request: web.Request) -> web.Response:
        headers: dict[str, str] = {}
        body: Any = None
        major = ":".join(v for k, v in request.match_info.items() if k in _MAJOR)
        try:
            self._admit(route, request)
            await self._chaos.strike(route.name)
            headers = self._buckets.spend(route.rate, major, counts_everywhere=not route.open)
            body, uploads = await self._read(request)
            if route.shape is not None:
                check_shape(body, route.shape)
            call = Call(_parameters(request.match_info), request.query, body, uploads)
            status, answer = await route.handler(self._house, call)
        except RateLimited as limited:
            headers = {**self._buckets.headers(route.rate, major), **_slowdown(limited)}
            status, answer = 429, limited.body()
        except Fault as fault:
            status, answer = fault.status, fault.body()
        except Exception:  # noqa: BLE001 - a client must get JSON, whatever broke
            _log.exception("%s failed", route.name)
            status, answer = 500, {"message": "500: Internal Server Error", "code": 0}
        self._record(route, body, status, answer)
        return _answer(status, answer, headers)

    def _admit(self, route: Route, request: web.Request) -> None:
        given = request.headers.get("Authorization")
        if given is None and route.open:
            return
        if given != f"Bot {self._house.token}":
            raise Fault(401, 0, "401: Unauthorized")

    async def _read(self, request: web.Request) -> tuple[Any, list[Upload]]:
        try:
            if request.content_type == "multipart/form-data":
                return await _read_multipart(request, self._house.settings.max_file_bytes)
            raw = await request.read()
            return (unpack(raw) if raw else None), []
        except ValueError:
            raise Fault(400, 50109, "The request body contains invalid JSON.") from None

    def _record(self, route: Route, body: Any, status: int, answer: Any) -> None:
        recorder = self._house.settings.on_exchange
        if recorder is not None:
            recorder(Exchange(route.method, route.path, body, status, answer))


def _parameters(match: Mapping[str, str]) -> dict[str, str]:
    """The path's parameters; a Fault for an id that is none."""
    for name, value in match.items():
        if name.endswith("_id") and not is_snowflake(value):
            raise bad_form(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    return dict(match)


async def _read_multipart(request: web.Request, most: int) -> tuple[Any, list[Upload]]:
    body: Any = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = await _part(part, most)
        match = _FILE.fullmatch(part.name or "")
        if match is not None:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(int(match[1]), part.filename or "file", kind, data))
        elif part.name == "payload_json":
            body = unpack(data)
    return body, uploads


async def _part(part: BodyPartReader, most: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        data += chunk
        if len(data) > most:
            raise Fault(413, 40005, "Request entity too large")
    return bytes(data)


def _slowdown(limited: RateLimited) -> dict[str, str]:
    headers = {
        "Retry-After": f"{limited.retry_after:.3f}",
        "Via": "1.1 practice-room",
        "X-RateLimit-Scope": "global" if limited.everywhere else "user",
    }
    if limited.everywhere:
        headers["X-RateLimit-Global"] = "true"
    return headers


def _answer(status: int, answer: Any, headers: Mapping[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    # Clients look for exactly this type, without a charset.
    whole = {**headers, "Content-Type": "application/json"}
    return web.Response(status=status, body=pack(answer).encode(), headers=whole)
