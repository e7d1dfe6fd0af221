"""The application's commands: what the bot has registered, and how one is found by its path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .command_form import check_command
from .faults import Fault, unknown
from .wire import Change, Json

CHAT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT: 100, USER: 15, MESSAGE: 15}
"""How many commands of each type an application has in one scope."""

SUBCOMMAND, GROUP = 1, 2
_KEPT = (
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "nsfw",
    "contexts",
    "integration_types",
)


class Commands:
    """Commands by id; `guild_id` is None for a global one."""

    def __init__(self) -> None:
        self._held: dict[str, Json] = {}

    def load(self, key: str, body: Any) -> None:
        self._held[key] = body

    def all(self) -> list[Json]:
        """Every command, a guild's own hiding the global one of the same name."""
        chosen = {(c["type"], c["name"]): c for c in self.of(None)}
        chosen |= {(c["type"], c["name"]): c for c in self._held.values() if c.get("guild_id")}
        return list(chosen.values())

    def of(self, guild_id: str | None) -> list[Json]:
        return [c for c in self._held.values() if c.get("guild_id") == guild_id]

    def get(self, key: str, guild_id: str | None) -> Json:
        command = self._held.get(key)
        if command is None or command.get("guild_id") != guild_id:
            raise unknown("application command")
        return command

    def replace_all(
        self, change: Change, forms: Any, guild_id: str | None, app: str, new_id: Callable[[], str]
    ) -> list[Json]:
        """Bulk overwrite: those not named go; those of the same name keep their id."""
        if not isinstance(forms, list):
            raise Fault(400, 50109, "The request body contains invalid JSON.")
        seen: set[tuple[int, str]] = set()
        for index, form in enumerate(forms):
            check_command(form, path=str(index))
            mark = (form.get("type") or CHAT, form["name"])
            if mark in seen:
                raise Fault(400, 50035, "Invalid Form Body", _duplicate(index))
            seen.add(mark)
        for kind in MOST:
            _require_room(kind, sum(mark[0] == kind for mark in seen))
        old = {(c["type"], c["name"]): c for c in self.of(guild_id)}
        for mark, command in old.items():
            if mark not in seen:
                self.remove(change, command["id"], guild_id)
        return [self._put(change, form, guild_id, app, new_id) for form in forms]

    def add(
        self, change: Change, form: Json, guild_id: str | None, app: str, new_id: Callable[[], str]
    ) -> tuple[bool, Json]:
        """Create, or overwrite the one of the same name; whether it is new, and the command."""
        check_command(form)
        mark = (form.get("type") or CHAT, form["name"])
        held = {(c["type"], c["name"]) for c in self.of(guild_id)}
        new = mark not in held
        _require_room(mark[0], sum(kind == mark[0] for kind, _ in held | {mark}))
        return new, self._put(change, form, guild_id, app, new_id)

    def edit(
        self, change: Change, key: str, form: Json, guild_id: str | None, version: str
    ) -> Json:
        old = self.get(key, guild_id)
        edited = {**old, **{k: form[k] for k in _KEPT if k in form}, "version": version}
        check_command(edited)
        self._held[key] = edited
        change.keep("command", key, edited)
        return edited

    def remove(self, change: Change, key: str, guild_id: str | None) -> None:
        self.get(key, guild_id)
        del self._held[key]
        change.drop("command", key)

    def _put(
        self, change: Change, form: Json, guild_id: str | None, app: str, new_id: Callable[[], str]
    ) -> Json:
        kind = form.get("type") or CHAT
        same = (c for c in self.of(guild_id) if (c["type"], c["name"]) == (kind, form["name"]))
        old = next(same, None)
        command: Json = {
            "id": old["id"] if old else new_id(),
            "application_id": app,
            "version": new_id(),
            "type": kind,
            "description": "",
            "default_member_permissions": None,
            "nsfw": False,
            "contexts": None,
            "integration_types": [0],
            "dm_permission": form.get("dm_permission", True),
            **{key: form[key] for key in _KEPT if form.get(key) is not None},
        }
        if guild_id is not None:
            command["guild_id"] = guild_id
            del command["dm_permission"]
        if "default_member_permissions" in form:
            bits = form["default_member_permissions"]
            command["default_member_permissions"] = None if bits is None else str(bits)
        self._held[command["id"]] = command
        change.keep("command", command["id"], command)
        return command

    def at_path(self, path: str) -> tuple[Json, list[str], list[Json]]:
        """The slash command at e.g. "debate start": itself, its subcommands' names, its options."""
        name, *inner = path.strip().lstrip("/").split()
        command = self.named(name, CHAT)
        options: list[Json] = command.get("options") or []
        for step in inner:
            found = [o for o in options if o["name"] == step and o["type"] in (SUBCOMMAND, GROUP)]
            if not found:
                raise unknown("application command")
            options = found[0].get("options") or []
        if any(option["type"] in (SUBCOMMAND, GROUP) for option in options):
            raise unknown("application command")
        return command, inner, options

    def named(self, name: str, kind: int) -> Json:
        for command in self.all():
            if command["type"] == kind and command["name"] == name:
                return command
        raise unknown("application command")


def path_of(data: Json) -> str:
    """A command's name with those of the subcommands that were chosen, e.g. "debate start"."""
    steps = [str(data["name"])]
    options = data.get("options") or []
    while options and options[0]["type"] in (SUBCOMMAND, GROUP):
        steps.append(str(options[0]["name"]))
        options = options[0].get("options") or []
    return " ".join(steps)


def _require_room(kind: int, count: int) -> None:
    if count > MOST[kind]:
        words = f"Maximum number of application commands reached ({MOST[kind]})."
        raise Fault(400, 30032, words)


def _duplicate(index: int) -> Json:
    error = {
        "code": "APPLICATION_COMMANDS_DUPLICATE_NAME",
        "message": "Application command names must be unique",
    }
    return {str(index): {"name": {"_errors": [error]}}}
