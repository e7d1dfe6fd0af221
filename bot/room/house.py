"""All that the room holds, and the one way to change it.

A change is made in memory, written to the store, and only then told to the bot and the
people: whoever has seen something can be sure that it lasts.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from .attachments import Attachments
from .commands import Commands
from .drafts import Desk
from .faults import DataFileUnfit
from .furnish import admit, complete, furnish
from .guild import Guild
from .ids import Snowflakes
from .interactions import Interactions
from .messages import Messages
from .school.register import Register
from .settings import RoomSettings
from .store import Store
from .wire import Change, Event, Json, iso

_GUILD_KINDS = frozenset({"user", "member", "role", "channel", "thread_member", "guild"})
_SCHOOL_KINDS = frozenset({"class", "entry", "session", "password"})
_MESSAGE_KINDS = frozenset({"message", "reaction", "pin"})


class House:
    """The room's state. `listeners` are called with every event, in order."""

    def __init__(self, settings: RoomSettings) -> None:
        self.settings = settings
        self.clock = settings.clock
        self.ids = Snowflakes(settings.clock)
        self.store = Store(settings.data_file)
        self.guild = Guild(settings)
        self.register = Register(self.guild, settings.classes)
        self.messages = Messages(self.guild)
        self.commands = Commands()
        self.interactions = Interactions(settings)
        self.attachments = Attachments(settings.max_file_bytes)
        self.desk = Desk(self.guild, self.attachments, self.new_id)
        self.listeners: list[Callable[[Event], None]] = []
        self.token = settings.bot_token
        self._tasks: set[asyncio.Task[None]] = set()

    def new_id(self) -> str:
        return self.ids.next()

    def now(self) -> str:
        return iso(self.clock())

    async def open(self, base: str) -> None:
        """Load the stored state, or furnish a new room. `base` is the room's address."""
        self.ids.last, rows = await self.store.open()
        self.attachments.base = base
        change = Change()
        if rows:
            self._load(rows, base)
            self._require_same_kind()
            complete(self.guild, change, self.new_id)
            self._admit_newcomers(change)
        else:
            furnish(self.guild, change, self.new_id, self.clock())
            self.attachments.secret = secrets.token_bytes(16)
        self.token = self.settings.bot_token or self.token or _new_token(self.guild.bot_id)
        change.keep(
            "room",
            "room",
            {"base": base, "secret": self.attachments.secret.hex(), "token": self.token},
        )
        await self.commit(change)

    def _require_same_kind(self) -> None:
        """Refuse a school's file in an ordinary room, where anybody may be anybody, and the reverse."""
        if bool(self.register.password) != self.register.is_held:
            kind = "of classes" if self.register.password else "without classes"
            raise DataFileUnfit(f"{self.settings.data_file} is the data file of a room {kind}.")

    def _load(self, rows: list[tuple[str, str, Any]], base: str) -> None:

        by_kind: dict[str, list[tuple[str, str]]] = {}
        for kind, key, text in rows:
            by_kind.setdefault(kind, []).append((key, text))
        room = json.loads(by_kind["room"][0][1])
        self.attachments.secret = bytes.fromhex(room["secret"])
        self.token = room["token"]
        old, new = f'"{room["base"]}/attachments/', f'"{base}/attachments/'
        # Users come before the guild, which names the bot among them.
        for kind in ("user", *sorted(set(by_kind) - {"user", "room"})):
            for key, text in by_kind.get(kind, []):
                self._load_one(kind, key, json.loads(text.replace(old, new)))
        self.messages.loaded()

    def _load_one(self, kind: str, key: str, body: Any) -> None:
        if kind in _GUILD_KINDS:
            self.guild.load(kind, key, body)
        elif kind in _MESSAGE_KINDS:
            self.messages.load(kind, key, body)
        elif kind == "command":
            self.commands.load(key, body)
        elif kind in _SCHOOL_KINDS:
            self.register.load(kind, key, body)
        elif kind == "interaction":
            self.interactions.load(key, body)

    def _admit_newcomers(self, change: Change) -> None:
        roles = {role["name"]: role["id"] for role in self.guild.roles.values()}
        new = [r for r in self.settings.living_here if r.key not in self.guild.id_of]
        for resident in new:
            admit(self.guild, change, self.new_id, resident, roles, self.now())
        if new:
            self.guild.save_guild(change)

    async def commit(self, change: Change) -> None:
        """Make `change` last, then tell its events."""
        await self.store.write(change, self.ids.last, lambda: self.tell(change.events))

    def commit_soon(self, change: Change) -> None:
        """Commit from where nobody can wait, such as a timer."""
        task = asyncio.get_running_loop().create_task(self.commit(change))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def tell(self, events: list[Event]) -> None:
        for event in events:
            for listener in self.listeners:
                listener(event)

    async def close(self) -> None:
        self.interactions.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.store.close()


def _new_token(bot_id: str) -> str:
    return f"{bot_id}.{secrets.token_urlsafe(24)}"


def guild_data(house: House, data: Json) -> Json:
    """`data` with the guild's id, as most gateway payloads carry it."""
    return {**data, "guild_id": house.guild.id}
