"""A person as a client of the room: for tests, benches and the command line.

    async with Person.arrive("http://127.0.0.1:8765", "ada") as ada:
        await ada.slash("debates", "hello")
        message = await ada.wait_message(lambda m: "Hello" in m["content"])

It speaks the same protocol as the web page, and knows no more than a browser would.
"""

# ruff: noqa: ASYNC109 - every wait takes how long the person will wait

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from .wire import Json
from .witness import TIMEOUT, NotSeen, Refused, Witness, buttons_of, text_of, walk

__all__ = ["Interaction", "NotSeen", "Person", "Refused", "buttons_of", "text_of", "walk"]

FINISHED = frozenset({"done", "failed"})


class Interaction:
    """Something asked of the bot; `state` follows the room's word."""

    def __init__(self, person: Person, key: str) -> None:
        self._person = person
        self.id = key

    @property
    def state(self) -> str:
        return str(self._person.states.get(self.id, {}).get("state", "sent"))

    @property
    def reason(self) -> str:
        return str(self._person.states.get(self.id, {}).get("reason", ""))

    async def wait(self, *states: str, timeout: float = TIMEOUT) -> str:
        """Wait until the interaction is in one of `states` (done or failed if none are given)."""
        wanted = frozenset(states) or FINISHED
        await self._person.wait(
            lambda: self.state in wanted,
            timeout,
            lambda: f"interaction {self.id} to be {'/'.join(sorted(wanted))}; it is {self.state}",
        )
        return self.state


class Person(Witness):
    """One person's visit. Enter with `async with Person.arrive(url, "ada") as ada:`."""

    @classmethod
    def arrive(
        cls,
        url: str,
        key: str,
        *,
        code: str = "",
        words: str = "",
        password: str = "",
        session: Mapping[str, str] | None = None,
    ) -> Person:
        """A person who comes to the room at `url` on entering the context.

        In a school's room `key` is the name that they want: with the join `code` of a class they
        are a student, whose `words` to come back by are kept in `words`; with `words` they come
        back; with `password` they teach; with the `session` of an earlier visit they are still in.
        Entering raises Refused, whose `why` is the door's reason.
        """
        door: Json | None = None
        if session is not None:
            door = {"session": dict(session)}
        elif password:
            door = {"name": key, "password": password}
        elif code:
            door = {"name": key, "code": code, **({"words": words} if words else {})}
        return cls(url, key, door)

    async def history(self, channel: str, before: str | None = None, limit: int = 50) -> list[Json]:
        """Earlier messages, oldest first; they count as seen."""
        key = self.channel_id(channel)
        data = await self.do("history", channel=key, before=before, limit=limit)
        for message in data["messages"]:
            self._take_message(message)
        messages: list[Json] = data["messages"]
        return messages

    async def say(
        self,
        channel: str,
        content: str,
        *,
        reply_to: str | None = None,
        files: Mapping[str, bytes] | None = None,
        nonce: str | None = None,
    ) -> Json:
        """Say something; the message. `files` are bytes by file name."""
        attached = [_attachment(name, data) for name, data in (files or {}).items()]
        data = await self.do(
            "say",
            channel=self.channel_id(channel),
            content=content,
            reply_to=reply_to,
            attachments=attached,
            nonce=nonce,
        )
        message: Json = data["message"]
        return message

    async def edit(self, message: Json, content: str) -> Json:
        data = await self.do(
            "edit", channel=message["channel_id"], message=message["id"], content=content
        )
        edited: Json = data["message"]
        return edited

    async def delete(self, message: Json) -> None:
        await self.do("delete", channel=message["channel_id"], message=message["id"])

    async def slash(
        self,
        channel: str,
        command: str,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        /,
        **options: Any,
    ) -> Interaction:
        """Run a slash command, e.g. "debate start". `files` are (name, bytes) by option."""
        attached = {o: _attachment(name, data) for o, (name, data) in (files or {}).items()}
        data = await self.do(
            "slash",
            channel=self.channel_id(channel),
            command=command,
            options=options,
            attachments=attached,
        )
        return Interaction(self, data["interaction_id"])

    async def autocomplete(
        self, channel: str, command: str, option: str, value: Any = "", /, **options: Any
    ) -> list[Json]:
        """What the bot offers for `option` while `value` is typed: a list of {name, value}."""
        data = await self.do(
            "autocomplete",
            channel=self.channel_id(channel),
            command=command,
            option=option,
            value=value,
            options=options,
        )
        choices: list[Json] = data["choices"]
        return choices

    async def press(
        self, message: Json, label: str | None = None, custom_id: str | None = None
    ) -> Interaction:
        """Press a button of `message`, by its label or custom id."""
        key = custom_id or self._button(message, label)
        data = await self.do(
            "press", channel=message["channel_id"], message=message["id"], custom_id=key
        )
        return Interaction(self, data["interaction_id"])

    def _button(self, message: Json, label: str | None) -> str:
        current = self._messages.get(message["channel_id"], {}).get(message["id"], message)
        labels = {c.get("label"): c.get("custom_id") for c in buttons_of(current)}
        if labels.get(label) is None:
            raise NotSeen(f"no button {label!r} on that message; there are {list(labels)}")
        return str(labels[label])

    async def select(
        self, message: Json, *values: str, custom_id: str | None = None
    ) -> Interaction:
        """Choose `values` in a menu of `message`, the first one if no custom id is given."""
        menus = [c for c in walk(message["components"]) if c["type"] in (3, 5, 6, 7, 8)]
        key = custom_id or (menus[0]["custom_id"] if menus else "")
        data = await self.do(
            "select",
            channel=message["channel_id"],
            message=message["id"],
            custom_id=key,
            values=list(values),
        )
        return Interaction(self, data["interaction_id"])

    async def submit(self, modal: Json, /, **fields: Any) -> Interaction:
        """Send in a modal with its fields by custom id."""
        return await self.submit_fields(modal, fields)

    async def submit_fields(self, modal: Json, fields: Mapping[str, Any]) -> Interaction:
        """Like `submit`, for custom ids that are no Python names."""
        data = await self.do("submit", interaction_id=modal["interaction_id"], fields=dict(fields))
        return Interaction(self, data["interaction_id"])

    async def use_on(self, message: Json, command: str) -> Interaction:
        """Run a command from the menu of `message`, e.g. "Check this claim"."""
        data = await self.do(
            "context", channel=message["channel_id"], command=command, message=message["id"]
        )
        return Interaction(self, data["interaction_id"])

    async def use_on_person(self, channel: str, user: str, command: str) -> Interaction:
        """Run a command from the menu of a person (short key or id), from within `channel`."""
        data = await self.do(
            "context", channel=self.channel_id(channel), command=command, user=user
        )
        return Interaction(self, data["interaction_id"])

    async def typing(self, channel: str) -> None:
        await self.do("typing", channel=self.channel_id(channel))

    async def archive_thread(
        self, thread: str, *, archived: bool = True, locked: bool | None = None
    ) -> None:
        await self.do(
            "archive_thread", thread=self.channel_id(thread), archived=archived, locked=locked
        )

    async def delete_thread(self, thread: str) -> None:
        await self.do("delete_thread", thread=self.channel_id(thread))

    async def resync(self) -> None:
        self._take_hello(await self.do("resync"))


def _attachment(name: str, data: bytes) -> Json:
    encoded = base64.b64encode(data).decode()
    return {"filename": name, "content_type": "", "base64": encoded}
