"""Who may come in, and what a browser may do with what it is given.

A page from elsewhere must not reach the room through a visitor's browser. The Host must be a
loopback name, or where the room is open to its network, a bare address or this machine's own
name: a name that somebody else has bent to this address is refused. The Origin, where a browser
sends one, must be the room itself. The bot's side is for this machine alone, in any room.
"""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from .network import LOOPBACK_NAMES, is_address, is_loopback, own_names

PAGE = Path(__file__).with_name("page")
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

_BOTS = ("/api/", "/gateway")


def doorkeeper(*, networked: bool) -> Middleware:
    """Refuses a foreign Host or Origin with 403 and one plain line."""
    names = LOOPBACK_NAMES | (own_names() if networked else frozenset())

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        if not _is_own(host, names, networked=networked):
            text = f"This room is not {host}; open it by the address that it was given.\n"
            return web.Response(status=403, text=text)
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return web.Response(status=403, text=f"A page from {origin} may not use this room.\n")
        if request.path.startswith(_BOTS) and not _from_here(request):
            return web.Response(status=403, text="The bot's side is for this machine alone.\n")
        return await handler(request)

    return keep


def _is_own(host: str, names: frozenset[str], *, networked: bool) -> bool:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, ""
    # An address cannot be bent to another machine as a name can.
    known = name.lower() in names or (networked and is_address(name))
    return known and (port == "" or port.isdigit())


def _from_here(request: web.Request) -> bool:
    """Whether the request comes from this very machine."""
    remote, transport = request.remote or "", request.transport
    own = transport.get_extra_info("sockname") if transport else None
    return is_loopback(remote) or bool(own and own[0] == remote)


def security_headers(request: web.Request) -> dict[str, str]:
    return {
        "Content-Security-Policy": _CSP.format(host=request.headers.get("Host", "")),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


def index(*, school: bool) -> Handler:
    """Serves the page; that of a school begins at its door."""

    async def serve(request: web.Request) -> web.StreamResponse:
        return _index(request, school=school)

    return serve


def _index(request: web.Request, *, school: bool) -> web.Response:
    """The page. It names its files by their edition, and tells the browser of all modules at once,
    so that a first visit does not fetch them one behind the other and a later one fetches none."""
    edition = _edition()
    files = sorted(path.name for path in PAGE.glob("*.js"))
    known = "".join(f'  <link rel="modulepreload" href="/page/{name}">\n' for name in files)
    text = (PAGE / "index.html").read_text(encoding="utf-8").replace("</head>", known + "</head>")
    text = text.replace('"/page/', f'"/page/{edition}/')
    if school:
        text = text.replace('<html lang="en">', '<html lang="en" data-door="school">')
        edition += "-school"
    return _answer(request, text.encode(), ".html", edition)


async def page_file(request: web.Request) -> web.Response:
    """A file of the page, by a name that cannot leave its folder.

    Under its edition it never changes; under its bare name it must be asked for anew.
    """
    edition, _, name = request.match_info["name"].rpartition("/")
    path = (PAGE / name).resolve()
    inside = path.is_relative_to(PAGE.resolve()) and path.suffix in _KINDS and path.is_file()
    if not inside or edition not in ("", _edition()):
        return web.Response(status=404, text="There is no such file.\n")
    return _answer(request, path.read_bytes(), path.suffix, _stamp([path]), lasting=bool(edition))


def _edition() -> str:
    """A word that changes whenever a file of the page does."""
    return _stamp(sorted(PAGE.iterdir()))


def _stamp(paths: list[Path]) -> str:
    states = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in paths]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def _answer(
    request: web.Request, body: bytes, suffix: str, stamp: str, *, lasting: bool = False
) -> web.Response:
    headers = {**security_headers(request), "ETag": f'"{stamp}"'}
    if lasting:
        headers["Cache-Control"] = "private, max-age=31536000, immutable"
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = f"{_KINDS[suffix]}; charset=utf-8"
    response = web.Response(body=body, headers=headers)
    response.enable_compression()
    return response


def kind_of(name: str) -> str:
    """The content type that a file's name suggests."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
