"""A person's values for a slash command's options, checked as Discord's own client checks them."""

from __future__ import annotations

from typing import Any

from .commands import GROUP, SUBCOMMAND
from .faults import FormFaults
from .guild import Guild
from .wire import Json

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
SAFE_INTEGER = 2**53
MENUS = {5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}
"""The option whose values a select menu of the component type takes."""


class Values:
    """Checks values and gathers the objects that they name into `resolved`."""

    def __init__(self, guild: Guild, person: str, attachments: dict[str, Json]) -> None:
        self._guild = guild
        self._person = person
        self._attachments = attachments
        self._faults = FormFaults()
        self.resolved: dict[str, dict[str, Json]] = {}

    def check(self, options: list[Json], given: Json) -> list[Json]:
        """The interaction's options; a Fault for unknown, missing or ill-fitting values."""
        known = {option["name"] for option in options}
        values = {**given, **self._attachments}
        for name in values:
            if name not in known:
                self._faults.add(f"options.{name}", "UNKNOWN_OPTION", "There is no such option.")
        chosen = []
        for option in options:
            name = option["name"]
            if values.get(name) is None:
                if option.get("required"):
                    self._faults.add(
                        f"options.{name}", "BASE_TYPE_REQUIRED", "This option is required."
                    )
                continue
            value = self._one(f"options.{name}", option, values[name])
            chosen.append({"name": name, "type": option["type"], "value": value})
        self._faults.raise_any()
        return chosen

    def pick(self, select: Json, values: list[str]) -> list[str]:
        """The ids picked in a user, role, mentionable or channel menu; a Fault for what is none."""
        option = {"type": MENUS[select["type"]], "channel_types": select.get("channel_types")}
        path = f"fields.{select['custom_id']}"
        picked = [self._thing(path, option, value) for value in values]
        self._faults.raise_any()
        return picked

    def _one(self, path: str, option: Json, value: Any) -> Any:
        kind = option["type"]
        choices = option.get("choices")
        if choices and value not in [choice["value"] for choice in choices]:
            self._faults.add(path, "BASE_TYPE_CHOICES", "Value is not among the choices.")
        elif kind == STRING:
            self._string(path, option, value)
        elif kind in (INTEGER, NUMBER):
            self._number(path, option, value)
        elif kind == BOOLEAN:
            if not isinstance(value, bool):
                self._faults.add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        elif kind == ATTACHMENT:
            if isinstance(value, dict):
                self._resolve("attachments", value["id"], value)
                return value["id"]
            self._faults.add(path, "BASE_TYPE_REQUIRED", "This option takes a file.")
        else:
            return self._thing(path, option, str(value))
        return value

    def _string(self, path: str, option: Json, value: Any) -> None:
        if not isinstance(value, str):
            self._faults.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return
        low, high = option.get("min_length") or 0, option.get("max_length") or 6000
        self._faults.length(path, value, low, high)

    def _number(self, path: str, option: Json, value: Any) -> None:
        whole = option["type"] == INTEGER
        right = isinstance(value, int) if whole else isinstance(value, int | float)
        if not right or isinstance(value, bool):
            self._faults.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number here.')
            return
        low = option.get("min_value", -SAFE_INTEGER)
        high = option.get("max_value", SAFE_INTEGER)
        if not low <= value <= high:
            self._faults.add(
                path, "NUMBER_TYPE_MIN_MAX", f"value should be between {low} and {high}."
            )

    def _thing(self, path: str, option: Json, value: str) -> str:
        """A user, channel, role or mentionable by id; a person by short key as well."""
        kind, guild = option["type"], self._guild
        key = guild.id_of.get(value, value)
        if kind in (USER, MENTIONABLE) and key in guild.users:
            self._resolve("users", key, guild.users[key])
            if key in guild.members:
                bits = str(guild.allowed(key))
                self._resolve("members", key, {**guild.members[key], "permissions": bits})
        elif kind in (ROLE, MENTIONABLE) and key in guild.roles:
            self._resolve("roles", key, guild.roles[key])
        elif kind == CHANNEL and self._sees(key):
            channel = guild.channels[key]
            kinds = option.get("channel_types")
            if kinds and channel["type"] not in kinds:
                self._faults.add(path, "BASE_TYPE_CHOICES", "That channel is of the wrong kind.")
            bits = str(guild.allowed(self._person, channel))
            self._resolve("channels", key, {**channel, "permissions": bits})
        else:
            self._faults.add(path, "BASE_TYPE_CHOICES", "There is no such thing here.")
        return key

    def _sees(self, key: str) -> bool:
        channel = self._guild.channels.get(key)
        return channel is not None and self._guild.sees(self._person, channel)

    def _resolve(self, shelf: str, key: str, thing: Json) -> None:
        self.resolved.setdefault(shelf, {})[key] = thing


def nested(inner: list[str], command: Json, chosen: list[Json]) -> list[Json]:
    """`chosen` wrapped in the subcommand and group that the path named."""
    options: list[Json] = command.get("options") or []
    kinds = []
    for step in inner:
        found = next(o for o in options if o["name"] == step)
        kinds.append((found["type"], step))
        options = found.get("options") or []
    for kind, name in reversed(kinds):
        assert kind in (SUBCOMMAND, GROUP)
        chosen = [{"type": kind, "name": name, "options": chosen}]
    return chosen
