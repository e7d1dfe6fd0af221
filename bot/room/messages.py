"""The messages of the room: posted, edited, deleted, pinned, reacted to, looked up."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from .attachments import shown_within
from .drafts import EPHEMERAL
from .faults import unknown
from .guild import Guild
from .wire import Change, Json

HAS_THREAD = 1 << 5
MOST_NONCES = 10_000

REFERRING = frozenset({19, 21, 23})
"""The kinds of message that come with the one they speak of: a reply, the first line of a
thread, the answer to a command in a message's menu."""


class Messages:
    """Holds every message. Those to one person only stay in memory, as Discord forgets them."""

    def __init__(self, guild: Guild) -> None:
        self._guild = guild
        self._channels: dict[str, dict[str, Json]] = {}
        self._only: dict[str, str] = {}
        self._nonces: dict[tuple[str, str], Json] = {}
        self._reactions: dict[str, dict[str, list[str]]] = {}
        self._pins: dict[str, dict[str, str]] = {}

    def load(self, kind: str, key: str, body: Any) -> None:
        """Take back one stored row; messages come in the order of their ids afterwards."""
        if kind == "message":
            self._shelf(body["channel_id"])[key] = body
            self._remember_nonce(body)
        elif kind == "reaction":
            self._reactions[key] = body
        elif kind == "pin":
            self._pins.setdefault(body["channel_id"], {})[key] = body["pinned_at"]

    def loaded(self) -> None:
        """Put what was loaded in order."""
        for channel, shelf in self._channels.items():
            self._channels[channel] = dict(sorted(shelf.items(), key=lambda item: int(item[0])))

    def _shelf(self, channel: str) -> dict[str, Json]:
        return self._channels.setdefault(channel, {})

    # -- looking ---------------------------------------------------------------------

    def get(self, channel: str, key: str, *, viewer: str | None = None) -> Json:
        """The message; a Fault if it is not there or `viewer` is not the one it is for."""
        message = self._shelf(channel).get(key)
        only = self._only.get(key)
        if message is None or (only is not None and viewer is not None and only != viewer):
            raise unknown("Message")
        return message

    def find(self, channel: str, key: str) -> Json | None:
        return self._shelf(channel).get(key)

    def only_for(self, key: str) -> str | None:
        """The one person who sees the message, if it is ephemeral."""
        return self._only.get(key)

    def page(
        self,
        channel: str,
        *,
        before: str | None = None,
        after: str | None = None,
        around: str | None = None,
        limit: int = 50,
        viewer: str | None = None,
    ) -> list[Json]:
        """Up to `limit` messages, newest first; ephemeral ones to their `viewer` only."""
        keys = [
            int(key)
            for key in self._shelf(channel)
            if self._only.get(key) is None or self._only[key] == viewer
        ]
        if around is not None:
            middle = bisect_left(keys, int(around))
            start = max(0, middle - limit // 2)
            chosen = keys[start : start + limit]
        elif after is not None:
            start = bisect_left(keys, int(after) + 1)
            chosen = keys[start : start + limit]
        else:
            end = len(keys) if before is None else bisect_left(keys, int(before))
            chosen = keys[max(0, end - limit) : end]
        shelf = self._shelf(channel)
        return [shelf[str(key)] for key in reversed(chosen)]

    def by_nonce(self, author: str, nonce: object, since: str) -> Json | None:
        """The author's message with that nonce, if its id is not older than `since`."""
        message = self._nonces.get((author, str(nonce)))
        if message is None or int(message["id"]) < int(since):
            return None
        return self.find(message["channel_id"], message["id"])

    def view(self, message: Json, viewer: str) -> Json:
        """The message as REST and gateway show it to `viewer`."""
        whole = {key: value for key, value in message.items() if key != "nonce"}
        if message["attachments"]:
            within = shown_within(message)
            whole["attachments"] = [a for a in message["attachments"] if a["url"] not in within]
        reference = message.get("message_reference")
        if reference and message["type"] in REFERRING:
            source = self.find(reference["channel_id"], reference.get("message_id", ""))
            whole["referenced_message"] = _plain(source) if source else None
        if message["flags"] & HAS_THREAD and message["id"] in self._guild.channels:
            whole["thread"] = self._guild.channels[message["id"]]
        reactions = self._reactions.get(message["id"])
        if reactions:
            whole["reactions"] = [_reaction(e, who, viewer) for e, who in reactions.items() if who]
        return whole

    # -- changing --------------------------------------------------------------------

    def put(self, change: Change, message: Json, *, only: str | None = None) -> None:
        """Keep a new or changed message."""
        key = message["id"]
        self._shelf(message["channel_id"])[key] = message
        if only is not None:
            self._only[key] = only
        if key not in self._only:
            change.keep("message", key, message)
        self._remember_nonce(message)

    def remove(self, change: Change, message: Json) -> None:
        key = message["id"]
        del self._shelf(message["channel_id"])[key]
        if self._only.pop(key, None) is None:
            change.drop("message", key)
        if self._reactions.pop(key, None) is not None:
            change.drop("reaction", key)
        self.unpin(change, message["channel_id"], key)
        for attachment in message["attachments"]:
            change.files.append((attachment["id"], None))

    def remove_all(self, change: Change, channel: str) -> None:
        """Drop every message of a channel that is being deleted."""
        for message in list(self._shelf(channel).values()):
            self.remove(change, message)
        del self._channels[channel]

    def _remember_nonce(self, message: Json) -> None:
        if message.get("nonce") is not None:
            self._nonces[message["author"]["id"], str(message["nonce"])] = message
        if len(self._nonces) > MOST_NONCES:
            for old in list(self._nonces)[: MOST_NONCES // 2]:
                del self._nonces[old]

    # -- pins and reactions ----------------------------------------------------------

    def pin(self, change: Change, channel: str, key: str, when: str) -> None:
        self._pins.setdefault(channel, {})[key] = when
        change.keep("pin", key, {"channel_id": channel, "pinned_at": when})

    def unpin(self, change: Change, channel: str, key: str) -> bool:
        found = self._pins.get(channel, {}).pop(key, None) is not None
        if found:
            change.drop("pin", key)
        return found

    def pins(self, channel: str) -> list[tuple[str, Json]]:
        """(when, message), newest pin first."""
        held = self._pins.get(channel, {})
        newest = sorted(held.items(), key=lambda item: item[1], reverse=True)
        return [(when, self.get(channel, key)) for key, when in newest]

    def reactors(self, key: str, emoji: str) -> list[str]:
        return list(self._reactions.get(key, {}).get(emoji, []))

    def set_reactors(self, change: Change, key: str, emoji: str, who: list[str]) -> None:
        reactions = {**self._reactions.get(key, {}), emoji: who}
        self._reactions[key] = {e: users for e, users in reactions.items() if users}
        change.keep("reaction", key, self._reactions[key])

    def clear_reactions(self, change: Change, key: str) -> None:
        if self._reactions.pop(key, None) is not None:
            change.drop("reaction", key)


def is_ephemeral(message: Json) -> bool:
    return bool(message["flags"] & EPHEMERAL)


def _plain(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "nonce"}


def _reaction(emoji: str, who: list[str], viewer: str) -> Json:
    return {
        "emoji": emoji_object(emoji),
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer in who,
    }


def emoji_object(emoji: str) -> Json:
    """Discord's partial emoji for a Unicode emoji or `name:id`."""
    name, _, key = emoji.partition(":")
    return {"id": key or None, "name": name}
