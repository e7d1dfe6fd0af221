"""A person asks something of the bot: an interaction is made, sent, and timed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from .attachments import Upload
from .command_values import Values, nested
from .commands import MESSAGE, USER
from .components import BUTTON, LINK, SELECTS, STRING_SELECT, walk
from .faults import Fault, bad_form, no_permission, unknown
from .house import House
from .interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    FAILED,
    MODAL_SUBMIT,
    NO_RESPONSE,
    SENT,
    Interaction,
    new_token,
)
from .modals import answered
from .permissions import Allow
from .wire import Change, Json


class Asking:
    """Sends interactions. `reachable` tells whether the bot has a session to receive one."""

    def __init__(self, house: House, reachable: Any) -> None:
        self._house = house
        self._reachable = reachable

    # -- commands --------------------------------------------------------------------

    async def slash(
        self, person: str, channel: Json, path: str, given: Json, uploads: dict[str, Upload]
    ) -> Interaction:
        """Run the slash command at `path`, e.g. "debate start", with `given` options."""
        house, change = self._house, Change()
        command, inner, options = house.commands.at_path(path)
        self._may_use(person, channel, command)
        files = {
            name: house.attachments.take(change, house.new_id(), channel["id"], upload, {})
            for name, upload in uploads.items()
        }
        values = Values(house.guild, person, files)
        chosen = values.check(options, given)
        data = self._command_data(command, nested(inner, command, chosen), values)
        return await self._send(change, person, channel, COMMAND, data)

    async def complete(
        self, person: str, channel: Json, path: str, name: str, given: Json, value: Any
    ) -> list[Json]:
        """What the bot offers for the option `name`, of which `value` is typed so far."""
        house, change = self._house, Change()
        command, inner, options = house.commands.at_path(path)
        self._may_use(person, channel, command)
        by_name = {option["name"]: option for option in options}
        if not by_name.get(name, {}).get("autocomplete"):
            raise bad_form("option", "UNKNOWN_OPTION", "That option does not complete itself.")
        chosen = [
            {"name": o, "type": by_name[o]["type"], "value": v}
            for o, v in given.items()
            if o in by_name and o != name and v is not None
        ]
        typed = {"name": name, "type": by_name[name]["type"], "value": value, "focused": True}
        data = self._command_data(command, nested(inner, command, [*chosen, typed]), None)
        asked = self._new(person, channel, AUTOCOMPLETE, data)
        waiting: asyncio.Future[list[Json]] = asyncio.get_running_loop().create_future()
        house.interactions.pending(asked.id).choices = waiting
        await self._dispatch(change, asked)
        try:
            return await asyncio.wait_for(waiting, house.settings.ack_seconds)
        except TimeoutError:
            raise Fault(504, 0, "Loading options failed") from None

    async def menu(
        self, person: str, channel: Json, name: str, target: Json, kind: int
    ) -> Interaction:
        """Run a context-menu command on the message or user `target`."""
        house = self._house
        command = house.commands.named(name, kind)
        self._may_use(person, channel, command)
        data = self._command_data(command, [], None)
        data["target_id"] = target["id"]
        del data["options"]
        if kind == MESSAGE:
            view = house.messages.view(target, house.guild.bot_id)
            data["resolved"] = {"messages": {target["id"]: view}}
        else:
            assert kind == USER
            data["resolved"] = {"users": {target["id"]: target}}
            if target["id"] in house.guild.members:
                bits = str(house.guild.allowed(target["id"], channel))
                member = {**house.guild.members[target["id"]], "permissions": bits}
                data["resolved"]["members"] = {target["id"]: member}
        return await self._send(Change(), person, channel, COMMAND, data)

    def _may_use(self, person: str, channel: Json, command: Json) -> None:
        bits = self._house.guild.require(person, channel, Allow.USE_APPLICATION_COMMANDS)
        needed = command.get("default_member_permissions")
        if needed is not None:
            # No bits at all leave a command to administrators.
            wanted = int(needed) or int(Allow.ADMINISTRATOR)
            if bits & wanted != wanted:
                raise no_permission()

    def _command_data(self, command: Json, options: list[Json], values: Values | None) -> Json:
        data: Json = {
            "id": command["id"],
            "name": command["name"],
            "type": command["type"],
            "options": options,
        }
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        if values is not None and values.resolved:
            data["resolved"] = values.resolved
        return data

    # -- components ------------------------------------------------------------------

    def _component(self, person: str, channel: Json, key: str, custom_id: str) -> Json:
        """The live component of a message of the bot; a Fault if it cannot be used."""
        house = self._house
        house.guild.require(person, channel, 0)
        message = house.messages.get(channel["id"], key, viewer=person)
        if message["author"]["id"] != house.guild.bot_id:
            raise unknown("Message")
        for component in walk(message["components"]):
            if component.get("custom_id") == custom_id:
                if component.get("disabled"):
                    raise bad_form("custom_id", "COMPONENT_DISABLED", "This component is disabled.")
                return component
        raise bad_form("custom_id", "COMPONENT_VALIDATION_FAILED", "Component validation failed")

    async def press(self, person: str, channel: Json, key: str, custom_id: str) -> Interaction:
        button = self._component(person, channel, key, custom_id)
        if button["type"] != BUTTON or button["style"] == LINK:
            raise bad_form("custom_id", "COMPONENT_VALIDATION_FAILED", "That is not a button.")
        data = {"custom_id": custom_id, "component_type": BUTTON, "id": button["id"]}
        return await self._send(Change(), person, channel, COMPONENT, data, source=key)

    async def choose(
        self, person: str, channel: Json, key: str, custom_id: str, values: list[str]
    ) -> Interaction:
        select = self._component(person, channel, key, custom_id)
        if select["type"] not in SELECTS:
            raise bad_form("custom_id", "COMPONENT_VALIDATION_FAILED", "That is not a menu.")
        if not select["min_values"] <= len(values) <= select["max_values"]:
            raise bad_form("values", "BASE_TYPE_BAD_LENGTH", "Too few or too many values.")
        if select["type"] == STRING_SELECT:
            offered = {option["value"] for option in select["options"]}
            if not set(values) <= offered:
                raise bad_form("values", "BASE_TYPE_CHOICES", "Value is not among the options.")
        data: Json = {
            "custom_id": custom_id,
            "component_type": select["type"],
            "id": select["id"],
            "values": values,
        }
        if select["type"] != STRING_SELECT:
            things = Values(self._house.guild, person, {})
            data |= {"values": things.pick(select, values), "resolved": things.resolved}
        return await self._send(Change(), person, channel, COMPONENT, data, source=key)

    async def submit(self, person: str, opener: str, fields: Json) -> Interaction:
        """Send in the modal that answered the interaction `opener`."""
        house = self._house
        asked = house.interactions.get(opener)
        if asked.person != person or asked.modal is None:
            raise unknown("Interaction")
        channel = house.guild.channel(asked.channel)
        house.guild.require(person, channel, 0)
        things = Values(house.guild, person, {})
        data: Json = {
            "custom_id": asked.modal["custom_id"],
            "components": answered(asked.modal, fields, things),
        }
        if things.resolved:
            data["resolved"] = things.resolved
        return await self._send(
            Change(), person, channel, MODAL_SUBMIT, data, source=asked.source, parent=opener
        )

    # -- sending ---------------------------------------------------------------------

    def _new(
        self,
        person: str,
        channel: Json,
        kind: int,
        data: Json,
        source: str | None = None,
        parent: str | None = None,
    ) -> Interaction:
        return Interaction(
            self._house.new_id(), new_token(), kind, person, channel["id"], data, source, parent
        )

    async def _send(
        self,
        change: Change,
        person: str,
        channel: Json,
        kind: int,
        data: Json,
        *,
        source: str | None = None,
        parent: str | None = None,
    ) -> Interaction:
        asked = self._new(person, channel, kind, data, source, parent)
        await self._dispatch(change, asked)
        return asked

    async def _dispatch(self, change: Change, asked: Interaction) -> None:
        """Keep the interaction, send it, and start its clock; at once failed if nobody hears."""
        house = self._house
        house.interactions.put(change, asked)
        if asked.type != AUTOCOMPLETE:
            change.tell("_INTERACTION", {"id": asked.id, "state": SENT}, only=asked.person)
        change.tell("INTERACTION_CREATE", self._payload(asked))
        loop = asyncio.get_running_loop()
        seconds = house.settings.ack_seconds if self._reachable() else 0
        await house.commit(change)
        held = house.interactions.get(asked.id)
        if held.state == SENT:
            timer = loop.call_later(seconds, self._give_up, asked.id)
            house.interactions.pending(asked.id).timer = timer

    def _give_up(self, key: str) -> None:
        house = self._house
        held = house.interactions.get(key)
        if held.state != SENT:
            return
        change = Change()
        house.interactions.settle(key)
        house.interactions.put(change, replace(held, state=FAILED))
        if held.type != AUTOCOMPLETE:
            failed = {"id": key, "state": FAILED, "reason": NO_RESPONSE}
            change.tell("_INTERACTION", failed, only=held.person)
        house.commit_soon(change)

    def _payload(self, asked: Interaction) -> Json:
        """INTERACTION_CREATE's data."""
        house, guild = self._house, self._house.guild
        channel = guild.channel(asked.channel)
        member = guild.full_member(asked.person)
        payload: Json = {
            "id": asked.id,
            "application_id": guild.application_id,
            "type": asked.type,
            "token": asked.token,
            "version": 1,
            "data": asked.data,
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": "en-US", "features": []},
            "channel_id": asked.channel,
            "channel": {**channel, "permissions": str(guild.allowed(asked.person, channel))},
            "member": {**member, "permissions": str(guild.allowed(asked.person, channel))},
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": str(guild.allowed(guild.bot_id, channel)),
            "entitlements": [],
            "authorizing_integration_owners": {"0": guild.id},
            "context": 0,
            "attachment_size_limit": house.settings.max_file_bytes,
        }
        if asked.source is not None:
            message = house.messages.find(asked.channel, asked.source)
            if message is not None:
                payload["message"] = house.messages.view(message, guild.bot_id)
        return payload
