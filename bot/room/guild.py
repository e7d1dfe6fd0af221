"""The one guild: its people, roles, channels and threads, and who may do what in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import objects, permissions
from .faults import Fault, no_access, no_permission, unknown
from .permissions import PRIVATE_THREAD, THREAD_TYPES, Allow
from .settings import RoomSettings
from .wire import Change, Json

BOT_FLAGS = (1 << 12 | 1 << 13, 1 << 14 | 1 << 15, 1 << 18 | 1 << 19)
PRIVILEGED = (1 << 8, 1 << 1, 1 << 15)


class Guild:
    """Holds the guild's objects. Every changer takes the Change into which it writes."""

    def __init__(self, settings: RoomSettings) -> None:
        self.settings = settings
        self.me: Json = {}
        self.application_id = ""
        self.guild: Json = {}
        self.users: dict[str, Json] = {}
        self.members: dict[str, Json] = {}
        self.roles: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.thread_members: dict[str, dict[str, Json]] = {}
        self.key_of: dict[str, str] = {}
        self.id_of: dict[str, str] = {}

    @property
    def id(self) -> str:
        return str(self.guild["id"])

    @property
    def bot_id(self) -> str:
        return str(self.me["id"])

    # -- keeping ---------------------------------------------------------------------

    def load(self, kind: str, key: str, body: Any) -> None:
        """Take back one stored row."""
        if kind == "thread_member":
            self.thread_members.setdefault(body["id"], {})[body["user_id"]] = body
        elif kind == "guild":
            self.guild = body["guild"]
            self.application_id = body["application_id"]
            self.key_of = body["keys"]
            self.id_of = {short: long for long, short in self.key_of.items()}
            self.me = self.users[body["bot_id"]]
        else:
            shelf: dict[str, Json] = getattr(self, f"{kind}s")
            shelf[key] = body

    def save(self, change: Change, kind: str, key: str, body: Json) -> Json:
        shelf: dict[str, Json] = getattr(self, f"{kind}s")
        shelf[key] = body
        change.keep(kind, key, body)
        return body

    def save_guild(self, change: Change) -> None:
        change.keep(
            "guild",
            self.id,
            {
                "guild": self.guild,
                "application_id": self.application_id,
                "bot_id": self.bot_id,
                "keys": self.key_of,
            },
        )

    # -- looking ---------------------------------------------------------------------

    def channel(self, key: str) -> Json:
        try:
            return self.channels[key]
        except KeyError:
            raise unknown("Channel") from None

    def user(self, key: str) -> Json:
        try:
            return self.users[key]
        except KeyError:
            raise unknown("User") from None

    def full_member(self, key: str) -> Json:
        """The member with its user."""
        if key not in self.members:
            raise unknown("Member")
        return {**self.members[key], "user": self.users[key]}

    def threads(self) -> Iterator[Json]:
        return (c for c in self.channels.values() if c["type"] in THREAD_TYPES)

    def plain_channels(self) -> Iterator[Json]:
        return (c for c in self.channels.values() if c["type"] not in THREAD_TYPES)

    def role_named(self, name: str) -> Json | None:
        return next((r for r in self.roles.values() if r["name"] == name), None)

    def channel_named(self, name: str) -> Json | None:
        """The channel of this name that is no thread."""
        return next((c for c in self.plain_channels() if c["name"] == name), None)

    def roles_of(self, user: str) -> list[Json]:
        own = self.members[user]["roles"]
        return [self.roles[self.id], *(self.roles[r] for r in own if r in self.roles)]

    # -- permissions -----------------------------------------------------------------

    def allowed(self, user: str, channel: Json | None = None) -> int:
        """The permission bits of `user`, in `channel` when one is given."""
        if user not in self.members:
            return 0
        base = permissions.in_guild(self.roles_of(user), owner=user == self.guild["owner_id"])
        if channel is None:
            return base
        home = channel
        if channel["type"] in THREAD_TYPES:
            home = self.channels.get(channel["parent_id"], channel)
        bits = permissions.in_channel(
            base,
            home.get("permission_overwrites", []),
            everyone=self.id,
            roles=self.members[user]["roles"],
            user=user,
        )
        if channel["type"] == PRIVATE_THREAD and not bits & Allow.MANAGE_THREADS:
            within = user in self.thread_members.get(channel["id"], {})
            bits = bits if within else 0
        return bits

    def sees(self, user: str, channel: Json) -> bool:
        return bool(self.allowed(user, channel) & Allow.VIEW_CHANNEL)

    def require(self, user: str, channel: Json, needed: int) -> int:
        """The user's bits in `channel`; a Fault if he cannot see it or lacks `needed`."""
        bits = self.allowed(user, channel)
        if not bits & Allow.VIEW_CHANNEL:
            raise no_access()
        if bits & needed != needed:
            raise no_permission()
        return bits

    def require_guild(self, user: str, needed: int) -> None:
        if self.allowed(user) & needed != needed:
            raise no_permission()

    def require_open(self, channel: Json) -> None:
        """Refuse what Discord refuses in an archived thread."""
        if channel.get("thread_metadata", {}).get("archived"):
            raise Fault(400, 50083, "Thread is archived")

    # -- whole views -----------------------------------------------------------------

    def snapshot(self) -> Json:
        """GUILD_CREATE's payload."""
        return {
            **self.rest_view(),
            "joined_at": self.members[self.bot_id]["joined_at"],
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [self.full_member(key) for key in self.members],
            "channels": list(self.plain_channels()),
            "threads": [
                self.with_own_membership(t)
                for t in self.threads()
                if not t["thread_metadata"]["archived"] and self.sees(self.bot_id, t)
            ],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def rest_view(self) -> Json:
        return {**self.guild, "roles": list(self.roles.values())}

    def with_own_membership(self, thread: Json) -> Json:
        """The thread as the bot sees it, with its own membership if it has one."""
        own = self.thread_members.get(thread["id"], {}).get(self.bot_id)
        return {**thread, "member": own} if own else thread

    def application(self) -> Json:
        flags = sum(
            pair
            for pair, intent in zip(BOT_FLAGS, PRIVILEGED, strict=True)
            if self.settings.allowed_intents & intent
        )
        owner = self.users[self.guild["owner_id"]]
        return objects.application(
            self.application_id, self.settings.bot_name, owner, self.me, flags
        )
