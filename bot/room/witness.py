"""What a person sees and hears in the room, and how he waits for it.

`Witness` holds the connection; `bot.room.people.Person` adds what a person does.
"""

# ruff: noqa: ASYNC109 - every wait takes how long the person will wait

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import aiohttp
from yarl import URL

from .wire import Json, pack

TIMEOUT = 10.0
Wanted = Callable[[Json], bool]


class Refused(Exception):
    """The room refused what a person asked; `code` is Discord's. At a school's door it is HTTP's,
    and `why` is the reason in a word."""

    def __init__(self, error: Json) -> None:
        super().__init__(f"{error['code']}: {error['message']} {error.get('errors', '')}".strip())
        self.code: int = error["code"]
        self.errors: Json = error.get("errors", {})
        self.why: str = error.get("why", "")


class NotSeen(AssertionError):
    """What a person waited for did not come; the text says what did."""


class Witness:
    """One connection to the room, and all that has come over it."""

    def __init__(self, url: str, key: str, door: Json | None = None) -> None:
        self._url = url.rstrip("/")
        self.key = key
        self._door = door
        self.words = ""
        self.classes: list[Json] = []
        self.me: Json = {}
        self.people: list[Json] = []
        self.roles: list[Json] = []
        self.commands: list[Json] = []
        self.bot: Json | None = None
        self.channels: dict[str, Json] = {}
        self.modals: list[Json] = []
        self.states: dict[str, Json] = {}
        self.typings: list[Json] = []
        self.notices: list[Json] = []
        self.deleted: list[str] = []
        self._messages: dict[str, dict[str, Json]] = {}
        self._asked: dict[int, asyncio.Future[Json]] = {}
        self._numbers = itertools.count(1)
        self._news = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        # A cookie of a bare address is refused otherwise.
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        try:
            if self._door is not None:
                await self._knock(self._session, self._door)
            address = f"{self._url}/people/socket?as={self.key}"
            self._socket = await self._session.ws_connect(address, max_msg_size=0)
            hello = await self._socket.receive_json(timeout=TIMEOUT)
        except BaseException:
            await self._session.close()
            raise
        self._take(hello)
        self._reader = asyncio.create_task(self._read())
        return self

    async def _knock(self, session: aiohttp.ClientSession, door: Json) -> None:
        """Come in at a school's door, as its page does. Raises Refused with the door's reason."""
        if "session" in door:
            session.cookie_jar.update_cookies(door["session"], URL(self._url))
            return
        path = "teach" if "password" in door else "join"
        async with session.post(f"{self._url}/class/{path}", json=door) as answer:
            said = await answer.json()
            if answer.status != 200:
                raise Refused({"code": answer.status, **said})
        self.words = said.get("words", "")

    @property
    def session(self) -> dict[str, str]:
        """The cookies of this visit, by which a later one is the same person's."""
        assert self._session is not None
        return {cookie.key: cookie.value for cookie in self._session.cookie_jar}

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.leave()

    async def leave(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            with suppress(asyncio.CancelledError):
                await self._reader
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()

    # -- listening -------------------------------------------------------------------

    async def _read(self) -> None:
        assert self._socket is not None
        async for frame in self._socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                self._take(frame.json())
                self._wake()
        for waiting in self._asked.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the room has hung up"))

    def _wake(self) -> None:
        # Each waiter holds the event of its own turn, so that no news is lost between turns.
        self._news.set()
        self._news = asyncio.Event()

    def _take(self, frame: Json) -> None:
        if "re" in frame:
            waiting = self._asked.pop(frame["re"], None)
            if waiting is not None and not waiting.done():
                waiting.set_result(frame)
            return
        taker = getattr(self, f"_take_{frame['t']}", None)
        if taker is not None:
            taker(frame["d"])

    def _take_hello(self, data: Json) -> None:
        self.me, self.people, self.commands = data["me"], data["people"], data["commands"]
        self.roles = data["roles"]
        self.bot = data["bot"]
        self.channels = {c["id"]: c for c in [*data["channels"], *data["threads"]]}

    def _take_people(self, data: list[Json]) -> None:
        self.people = data

    def _take_classes(self, data: Json) -> None:
        self.classes = data["classes"]

    def _take_roles(self, data: list[Json]) -> None:
        self.roles = data

    def _take_message(self, message: Json) -> None:
        self._messages.setdefault(message["channel_id"], {})[message["id"]] = message

    _take_message_edit = _take_message

    def _take_message_delete(self, data: Json) -> None:
        self._messages.get(data["channel_id"], {}).pop(data["id"], None)
        self.deleted.append(data["id"])

    def _take_channel(self, channel: Json) -> None:
        self.channels[channel["id"]] = channel

    def _take_channel_delete(self, data: Json) -> None:
        self.channels.pop(data["id"], None)
        self._messages.pop(data["id"], None)

    def _take_typing(self, data: Json) -> None:
        self.typings.append(data)

    def _take_interaction(self, data: Json) -> None:
        self.states[data["id"]] = data

    def _take_modal(self, data: Json) -> None:
        self.modals.append(data)

    def _take_commands(self, data: list[Json]) -> None:
        self.commands = data

    def _take_bot(self, data: Json) -> None:
        self.bot = data

    def _take_notice(self, data: Json) -> None:
        self.notices.append(data)

    # -- waiting ---------------------------------------------------------------------

    async def wait(
        self, ready: Callable[[], bool], timeout: float, missing: Callable[[], str]
    ) -> None:
        """Wait until `ready`; NotSeen with the text of `missing` after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not ready():
                    await self._news.wait()
        except TimeoutError:
            raise NotSeen(f"{self.key} waited {timeout:g} s for {missing()}") from None

    async def wait_message(
        self, wanted: Wanted, channel: str | None = None, timeout: float = TIMEOUT
    ) -> Json:
        """The first message, as it stands, of which `wanted` holds; all channels if none is named."""
        key = self.channel_id(channel) if channel else None
        found: list[Json] = []

        def ready() -> bool:
            found[:] = [m for m in self.messages(key) if wanted(m)]
            return bool(found)

        await self.wait(ready, timeout, lambda: f"a message; what was seen:\n{self.seen_text(key)}")
        return found[0]

    async def wait_thread(self, wanted: Wanted, timeout: float = TIMEOUT) -> Json:
        """The first thread of which `wanted` holds."""
        found: list[Json] = []

        def ready() -> bool:
            found[:] = [c for c in self.threads if wanted(c)]
            return bool(found)

        def missing() -> str:
            return f"a thread; threads seen: {[c['name'] for c in self.threads]}"

        await self.wait(ready, timeout, missing)
        return found[0]

    async def wait_modal(
        self, wanted: Wanted = lambda modal: True, timeout: float = TIMEOUT
    ) -> Json:
        """The next modal that the bot opens; it is taken off the pile."""

        def ready() -> bool:
            return any(wanted(modal) for modal in self.modals)

        await self.wait(ready, timeout, lambda: f"a modal; what was seen:\n{self.seen_text()}")
        modal = next(modal for modal in self.modals if wanted(modal))
        self.modals.remove(modal)
        return modal

    async def wait_ephemeral(
        self, wanted: Wanted = lambda m: True, timeout: float = TIMEOUT
    ) -> Json:
        """The first finished message, for this person only, of which `wanted` holds."""
        return await self.wait_message(
            lambda m: m["ephemeral"] and not (m["loading"] or m["lapsed"]) and wanted(m),
            timeout=timeout,
        )

    async def wait_bot(self, *, online: bool = True, timeout: float = TIMEOUT) -> None:
        await self.wait(
            lambda: self.bot is not None and self.bot["online"] is online,
            timeout,
            lambda: f"the bot to be {'online' if online else 'away'}; {self.bot}",
        )

    async def wait_command(self, path: str, timeout: float = TIMEOUT) -> None:
        """Wait until the bot has registered a command: "debate start", or one of a menu."""
        names = {path, path.split()[0]}
        await self.wait(
            lambda: any(c["name"] in names for c in self.commands),
            timeout,
            lambda: f"{path}; commands: {[c['name'] for c in self.commands]}",
        )

    # -- what was seen ---------------------------------------------------------------

    def channel_id(self, channel: str) -> str:
        """The id of a channel given by id or name."""
        if channel in self.channels:
            return channel
        name = channel.lstrip("#")
        for key, held in self.channels.items():
            if held["name"] == name:
                return key
        return channel

    @property
    def threads(self) -> list[Json]:
        return [c for c in self.channels.values() if "thread_metadata" in c]

    def messages(self, channel: str | None = None) -> list[Json]:
        """The messages seen since arriving, oldest first, as they now stand."""
        if channel is not None:
            held = self._messages.get(self.channel_id(channel), {})
            return sorted(held.values(), key=lambda m: int(m["id"]))
        every = itertools.chain.from_iterable(h.values() for h in self._messages.values())
        return sorted(every, key=lambda m: int(m["id"]))

    @property
    def ephemeral(self) -> list[Json]:
        return [message for message in self.messages() if message["ephemeral"]]

    def seen_text(self, channel: str | None = None) -> str:
        """All that was seen, one message a line, for a person to read."""
        lines = []
        for message in self.messages(channel):
            parts = [text_of(message)]
            parts += [f"[{c.get('label') or c['custom_id']}]" for c in buttons_of(message)]
            only = " (only you)" if message["ephemeral"] else ""
            lines.append(f"{message['author']['username']}{only}: {' '.join(parts)}")
        return "\n".join(lines) or "(nothing)"

    # -- asking ----------------------------------------------------------------------

    async def do(self, verb: str, **fields: Any) -> Json:
        """Send one frame; its answer's data. Raises Refused."""
        assert self._socket is not None, "arrive first"
        number = next(self._numbers)
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._asked[number] = waiting
        await self._socket.send_str(pack({"id": number, "do": verb, **fields}))
        answer = await asyncio.wait_for(waiting, TIMEOUT)
        if not answer["ok"]:
            raise Refused(answer["error"])
        data: Json = answer["d"]
        return data


def walk(components: list[Json]) -> list[Json]:
    """Every component of a message, depth first."""
    found = []
    for component in components:
        found.append(component)
        found += walk(component.get("components", []))
        if "accessory" in component:
            found += walk([component["accessory"]])
    return found


def buttons_of(message: Json) -> list[Json]:
    return [c for c in walk(message["components"]) if c["type"] == 2]


def text_of(message: Json) -> str:
    """All words of a message: content, embeds and text components."""
    parts = [message["content"]]
    for embed in message["embeds"]:
        parts += [embed.get("title", ""), embed.get("description", "")]
        parts += [f"{field['name']}: {field['value']}" for field in embed.get("fields", [])]
        parts.append((embed.get("footer") or {}).get("text", ""))
    parts += [c["content"] for c in walk(message["components"]) if c["type"] == 10]
    return "\n".join(part for part in parts if part)
