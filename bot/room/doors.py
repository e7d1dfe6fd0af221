"""Who may come in, and what a browser may do with what it is given.

The room is for one machine. A page from elsewhere must not reach it through a visitor's
browser: the Host must be a loopback name (a rebound DNS name is refused) and the Origin,
where a browser sends one, must be the room itself.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

PAGE = Path(__file__).with_name("page")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".woff2": "font/woff2",
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def doorkeeper(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse a foreign Host or Origin with 403 and one plain line."""
    host = request.headers.get("Host", "")
    if not _is_loopback(host):
        return web.Response(status=403, text=f"This room is not {host}; open it on 127.0.0.1.\n")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return web.Response(status=403, text=f"A page from {origin} may not use this room.\n")
    return await handler(request)


def _is_loopback(host: str) -> bool:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, ""
    return name.lower() in LOOPBACK and (port == "" or port.isdigit())


def security_headers(request: web.Request) -> dict[str, str]:
    return {
        "Content-Security-Policy": _CSP.format(host=request.headers.get("Host", "")),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


async def index(request: web.Request) -> web.Response:
    return _file(request, PAGE / "index.html")


async def page_file(request: web.Request) -> web.Response:
    """A file of the page, by a name that cannot leave its folder."""
    path = (PAGE / request.match_info["name"]).resolve()
    if not path.is_relative_to(PAGE.resolve()) or path.suffix not in _KINDS:
        return web.Response(status=404, text="There is no such file.\n")
    return _file(request, path)


def _file(request: web.Request, path: Path) -> web.Response:
    if not path.is_file():
        return web.Response(status=404, text="There is no such file.\n")
    stamp = path.stat()
    etag = f'"{stamp.st_mtime_ns:x}-{stamp.st_size:x}"'
    headers = {**security_headers(request), "ETag": etag}
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = f"{_KINDS[path.suffix]}; charset=utf-8"
    response = web.Response(body=path.read_bytes(), headers=headers)
    response.enable_compression()
    return response


def kind_of(name: str) -> str:
    """The content type that a file's name suggests."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
