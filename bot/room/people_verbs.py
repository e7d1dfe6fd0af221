"""What a person can do: say, edit, delete, slash, press, choose, submit, and the like."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any

from . import posting, threads
from .asking import Asking
from .attachments import Upload
from .commands import MESSAGE, USER
from .drafts import Draft
from .faults import Fault, bad_form, unknown
from .house import House
from .interactions import Interaction
from .people_door import PeopleDoor
from .permissions import THREAD_TYPES, Allow
from .wire import Change, Json

MOST_CHANNELS = 100
LOOKED_BACK = 100
"""How many messages of a channel are searched for what the bot said last."""

SPOKEN = frozenset({0, 19, 20, 23})
"""The kinds of message that somebody wrote: plain, a reply, the answer to a command."""

Verb = Callable[[str, Json], Awaitable[Json]]


class PeopleVerbs:
    """Carries out the frames of the people's protocol."""

    def __init__(self, house: House, door: PeopleDoor, asking: Asking) -> None:
        self._house = house
        self._door = door
        self._asking = asking
        self._verbs: dict[str, Verb] = {
            "history": self.history,
            "message": self.message,
            "pins": self.pins,
            "latest": self.latest,
            "say": self.say,
            "edit": self.edit,
            "delete": self.delete,
            "slash": self.slash,
            "autocomplete": self.autocomplete,
            "press": self.press,
            "select": self.select,
            "submit": self.submit,
            "context": self.context,
            "typing": self.typing,
            "delete_thread": self.delete_thread,
            "archive_thread": self.archive_thread,
            "resync": self.resync,
        }

    def learn(self, verbs: dict[str, Verb]) -> None:
        """Carry out these as well."""
        self._verbs |= verbs

    async def __call__(self, user: str, asked: Json) -> Json:
        """Do what the frame asks; its answer's data. Raises a Fault."""
        verb = self._verbs.get(str(asked.get("do")))
        if verb is None:
            raise Fault(400, 0, f"There is no such thing to do as {asked.get('do')!r}.")
        return await verb(user, asked)

    def _channel(self, user: str, asked: Json, needed: int = 0) -> Json:
        channel = self._house.guild.channel(str(asked["channel"]))
        self._house.guild.require(user, channel, needed)
        return channel

    # -- messages --------------------------------------------------------------------

    async def history(self, user: str, asked: Json) -> Json:
        channel = self._channel(user, asked, Allow.READ_MESSAGE_HISTORY)
        limit = int(asked.get("limit") or 50)
        if not 1 <= limit <= 100:
            raise bad_form("limit", "NUMBER_TYPE_MIN_MAX", "int value should be between 1 and 100.")
        page = self._house.messages.page(
            channel["id"], before=asked.get("before"), limit=limit + 1, viewer=user
        )
        shown = [self._door.renderer.message(m, user) for m in reversed(page[:limit])]
        return {"messages": shown, "more": len(page) > limit}

    async def message(self, user: str, asked: Json) -> Json:
        """One message as it stands."""
        channel = self._channel(user, asked, Allow.READ_MESSAGE_HISTORY)
        message = self._house.messages.get(channel["id"], str(asked["message"]), viewer=user)
        return {"message": self._door.renderer.message(message, user)}

    async def pins(self, user: str, asked: Json) -> Json:
        """The pinned messages of `channel`, the newest pin first."""
        channel = self._channel(user, asked, Allow.READ_MESSAGE_HISTORY)
        held = self._house.messages.pins(channel["id"])
        return {"messages": [self._door.renderer.message(m, user) for _, m in held]}

    async def latest(self, user: str, asked: Json) -> Json:
        """Of each of `channels`, the newest pin and what the bot said last, oldest first."""
        asked_for = [str(key) for key in asked["channels"]]
        if len(asked_for) > MOST_CHANNELS:
            raise bad_form("channels", "BASE_TYPE_BAD_LENGTH", f"At most {MOST_CHANNELS}, please.")
        found = []
        for key in asked_for:
            channel = self._channel(user, {"channel": key}, Allow.READ_MESSAGE_HISTORY)
            found += self._newest(channel["id"])
        return {"messages": [self._door.renderer.message(m, user) for m in found]}

    def _newest(self, channel: str) -> list[Json]:
        messages, bot = self._house.messages, self._house.guild.bot_id
        page = messages.page(channel, limit=LOOKED_BACK)
        said = [m for m in page if m["author"]["id"] == bot and m["type"] in SPOKEN]
        pinned = [message for _, message in messages.pins(channel)]
        both = {message["id"]: message for message in (*pinned[:1], *said[:1])}
        return [both[key] for key in sorted(both, key=int)]

    async def say(self, user: str, asked: Json) -> Json:
        house, change = self._house, Change()
        channel = self._channel(user, asked)
        given = asked.get("attachments") or []
        posting.require_sending(house, channel, user, files=bool(given))
        form: Json = {"content": asked.get("content") or "", "nonce": asked.get("nonce")}
        form["enforce_nonce"] = form["nonce"] is not None
        uploads = [_upload(slot, file) for slot, file in enumerate(given)]
        if asked.get("reply_to"):
            form["message_reference"] = {"message_id": asked["reply_to"]}
        message = posting.earlier_by_nonce(house, user, form)
        if message is None:
            message = posting.post(house, change, channel, user, Draft(form, uploads))
            await house.commit(change)
        shown = self._door.renderer.message(message, user)
        if form["nonce"] is not None:
            shown["nonce"] = form["nonce"]
        return {"message": shown}

    async def edit(self, user: str, asked: Json) -> Json:
        house, change = self._house, Change()
        channel = self._channel(user, asked)
        message = house.messages.get(channel["id"], str(asked["message"]), viewer=user)
        if message["author"]["id"] != user:
            raise Fault(403, 50005, "Cannot edit a message authored by another user")
        house.guild.require_open(channel)
        written = posting.edit(
            house, change, message, Draft({"content": asked["content"]}), by=user
        )
        await house.commit(change)
        return {"message": self._door.renderer.message(written, user)}

    async def delete(self, user: str, asked: Json) -> Json:
        house, change = self._house, Change()
        channel = self._channel(user, asked)
        message = house.messages.get(channel["id"], str(asked["message"]), viewer=user)
        house.guild.require_open(channel)
        own = user in (message["author"]["id"], house.messages.only_for(message["id"]))
        if not own:
            house.guild.require(user, channel, Allow.MANAGE_MESSAGES)
        posting.delete(house, change, message)
        await house.commit(change)
        return {}

    async def typing(self, user: str, asked: Json) -> Json:
        channel, change = self._channel(user, asked), Change()
        posting.require_sending(self._house, channel, user)
        posting.tell_typing(self._house, change, channel, user)
        self._house.tell(change.events)
        return {}

    # -- interactions ----------------------------------------------------------------

    async def slash(self, user: str, asked: Json) -> Json:
        channel = self._channel(user, asked)
        files = {name: _upload(0, a) for name, a in (asked.get("attachments") or {}).items()}
        return _sent(
            await self._asking.slash(
                user, channel, str(asked["command"]), asked.get("options") or {}, files
            )
        )

    async def autocomplete(self, user: str, asked: Json) -> Json:
        channel = self._channel(user, asked)
        choices = await self._asking.complete(
            user,
            channel,
            str(asked["command"]),
            str(asked["option"]),
            asked.get("options") or {},
            asked.get("value", ""),
        )
        return {"choices": choices}

    async def press(self, user: str, asked: Json) -> Json:
        channel = self._channel(user, asked)
        return _sent(
            await self._asking.press(user, channel, str(asked["message"]), str(asked["custom_id"]))
        )

    async def select(self, user: str, asked: Json) -> Json:
        channel = self._channel(user, asked)
        values = [str(value) for value in asked["values"]]
        return _sent(
            await self._asking.choose(
                user, channel, str(asked["message"]), str(asked["custom_id"]), values
            )
        )

    async def submit(self, user: str, asked: Json) -> Json:
        return _sent(
            await self._asking.submit(user, str(asked["interaction_id"]), dict(asked["fields"]))
        )

    async def context(self, user: str, asked: Json) -> Json:
        channel, name = self._channel(user, asked), str(asked["command"])
        house = self._house
        if asked.get("message"):
            target = house.messages.get(channel["id"], str(asked["message"]), viewer=user)
            return _sent(await self._asking.menu(user, channel, name, target, MESSAGE))
        key = str(asked["user"])
        target = house.guild.user(house.guild.id_of.get(key, key))
        return _sent(await self._asking.menu(user, channel, name, target, USER))

    # -- threads ---------------------------------------------------------------------

    def _thread(self, asked: Json) -> Json:
        thread = self._house.guild.channel(str(asked["thread"]))
        if thread["type"] not in THREAD_TYPES:
            raise unknown("Channel")
        return thread

    async def delete_thread(self, user: str, asked: Json) -> Json:
        thread, change = self._thread(asked), Change()
        self._house.guild.require(user, thread, Allow.MANAGE_THREADS)
        threads.delete(self._house, change, thread)
        await self._house.commit(change)
        return {}

    async def archive_thread(self, user: str, asked: Json) -> Json:
        thread, change = self._thread(asked), Change()
        form = {k: bool(asked[k]) for k in ("archived", "locked") if asked.get(k) is not None}
        changed = threads.amend(self._house, change, thread, user, form)
        await self._house.commit(change)
        return {"channel": self._door.channel(user, changed)}

    async def resync(self, user: str, asked: Json) -> Json:
        return self._door.hello(user)


def _sent(asked: Interaction) -> Json:
    return {"interaction_id": asked.id}


def _upload(slot: int, given: Any) -> Upload:
    """A file from its base64; a Fault if it is none."""
    try:
        data = base64.b64decode(given["base64"], validate=True)
    except (binascii.Error, ValueError):
        raise bad_form("attachments", "BASE_TYPE_REQUIRED", "The file is not base64.") from None
    kind = given.get("content_type") or "application/octet-stream"
    return Upload(slot, str(given.get("filename") or "file"), kind, data)
