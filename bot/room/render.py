"""A message as a person sees it: Discord's object, with its Markdown already HTML."""

from __future__ import annotations

from typing import Any

from .components import TEXT
from .drafts import LOADING
from .house import House
from .markdown import Names, to_html
from .messages import is_ephemeral
from .wire import Json


class Renderer:
    """Renders messages with the names of one room."""

    def __init__(self, house: House) -> None:
        self._house = house
        guild = house.guild

        def user(key: str) -> str | None:
            found = guild.users.get(key)
            return str(found["global_name"] or found["username"]) if found else None

        def role(key: str) -> str | None:
            return str(guild.roles[key]["name"]).lstrip("@") if key in guild.roles else None

        def channel(key: str) -> str | None:
            return str(guild.channels[key]["name"]) if key in guild.channels else None

        self.names = Names(user, role, channel)

    def html(self, text: str) -> str:
        return to_html(text, self.names)

    def message(self, message: Json, viewer: str) -> Json:
        """The message for a person; `viewer` decides only which reactions are his own."""
        whole = self._house.messages.view(message, viewer)
        whole["html"] = self.html(message["content"])
        whole["embeds"] = [self._embed(embed) for embed in message["embeds"]]
        whole["components"] = self._components(message["components"])
        whole["ephemeral"] = is_ephemeral(message)
        asked = message.get("interaction_metadata")
        if asked:
            whole["interaction_id"] = asked["id"]
        promised = bool(message["flags"] & LOADING)
        waits = promised and asked is not None and self._house.interactions.waits(asked["id"])
        whole["loading"], whole["lapsed"] = waits, promised and not waits
        source = whole.get("referenced_message")
        if source:
            whole["referenced_message"] = {**source, "html": self.html(source["content"])}
        return whole

    def _embed(self, embed: Json) -> Json:
        whole = {**embed, "description_html": self.html(embed.get("description", ""))}
        whole["fields"] = [
            {**field, "value_html": self.html(field["value"])} for field in embed.get("fields", [])
        ]
        return whole

    def _components(self, components: Any) -> list[Json]:
        return [self._component(component) for component in components]

    def _component(self, component: Json) -> Json:
        whole = dict(component)
        if component["type"] == TEXT:
            whole["html"] = self.html(component["content"])
        if "components" in component:
            whole["components"] = self._components(component["components"])
        if "accessory" in component:
            whole["accessory"] = self._component(component["accessory"])
        return whole
