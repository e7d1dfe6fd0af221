"""Interactions: what a person asked of the bot, and how far the bot has got with it.

sent ──ack in time──▶ acknowledged ──first answer──▶ done
  └───too late──▶ failed ◀──token dies──┘

An answer that is itself complete (a message, an update, a modal, choices) goes from sent
to done at once. The token that comes with an interaction lives 15 minutes.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .faults import Fault, unknown
from .ids import seconds_of
from .settings import RoomSettings
from .wire import Change, Json

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
SENT, ACKNOWLEDGED, DONE, FAILED = "sent", "acknowledged", "done", "failed"
NO_RESPONSE = "The application did not respond"


@dataclass(frozen=True)
class Interaction:
    """One interaction. `source` is the message that was pressed; `original` the answer."""

    id: str
    token: str
    type: int
    person: str
    channel: str
    data: Json
    source: str | None = None
    parent: str | None = None
    state: str = SENT
    original: str | None = None
    modal: Json | None = None


@dataclass
class _Pending:
    timer: asyncio.TimerHandle | None = None
    choices: asyncio.Future[list[Json]] | None = field(default=None)


class Interactions:
    """Holds the interactions of the last 15 minutes."""

    def __init__(self, settings: RoomSettings) -> None:
        self._settings = settings
        self._held: dict[str, Interaction] = {}
        self._by_token: dict[str, str] = {}
        self._pending: dict[str, _Pending] = {}

    def load(self, key: str, body: Any) -> None:
        held = Interaction(**body)
        # Nobody is left to time what was unanswered when the room stopped.
        self._hold(replace(held, state=FAILED) if held.state == SENT else held)

    def _hold(self, interaction: Interaction) -> None:
        self._held[interaction.id] = interaction
        self._by_token[interaction.token] = interaction.id

    def put(self, change: Change, interaction: Interaction) -> Interaction:
        """Keep a new or changed interaction."""
        self._hold(interaction)
        if interaction.type != AUTOCOMPLETE:
            kept = asdict(replace(interaction, data=_wordless(interaction.data)))
            change.keep("interaction", interaction.id, kept)
        return interaction

    def pending(self, key: str) -> _Pending:
        return self._pending.setdefault(key, _Pending())

    def settle(self, key: str) -> None:
        """The bot has answered, or never will: stop its clock."""
        pending = self._pending.pop(key, None)
        if pending is not None and pending.timer is not None:
            pending.timer.cancel()

    def forget_old(self, change: Change) -> None:
        """Drop those whose token has died."""
        limit = self._settings.clock() - self._settings.token_seconds - 60
        for key, held in list(self._held.items()):
            if seconds_of(key) > limit:
                break
            del self._held[key]
            del self._by_token[held.token]
            if held.type != AUTOCOMPLETE:
                change.drop("interaction", key)

    def get(self, key: str) -> Interaction:
        try:
            return self._held[key]
        except KeyError:
            raise unknown("Interaction") from None

    def acknowledged(self) -> list[Interaction]:
        """Those whose words are promised and have not come."""
        return [held for held in self._held.values() if held.state == ACKNOWLEDGED]

    def waits(self, key: str) -> bool:
        """Whether the words that were promised for an interaction may still come."""
        held = self._held.get(key)
        return held is not None and held.state == ACKNOWLEDGED and not self._is_dead(key)

    def _is_dead(self, key: str) -> bool:
        return self._settings.clock() - seconds_of(key) > self._settings.token_seconds

    def to_answer(self, key: str, token: str) -> Interaction:
        """The interaction that a callback may answer; Faults 10062 and 40060 as on Discord."""
        held = self._held.get(key)
        if held is None or held.token != token or held.state == FAILED:
            raise unknown("Interaction")
        if held.state != SENT:
            raise Fault(400, 40060, "Interaction has already been acknowledged.")
        return held

    def by_token(self, token: str) -> Interaction:
        """The answered interaction behind a webhook token; a Fault if unanswered or too old."""
        held = self._held.get(self._by_token.get(token, ""))
        if held is None:
            raise unknown("Webhook")
        if self._is_dead(held.id):
            raise Fault(401, 50027, "Invalid Webhook Token")
        if held.state in (SENT, FAILED):
            raise unknown("Webhook")
        return held

    def close(self) -> None:
        for key in list(self._pending):
            self.settle(key)


def _wordless(data: Json) -> Json:
    """What of an interaction's data an answer after a restart needs: nothing that was written."""
    kept: Json = {key: data[key] for key in ("id", "name", "type", "target_id") if key in data}
    if "options" in data:
        kept["options"] = [_wordless(option) for option in data["options"]]
    return kept


def new_token() -> str:
    return secrets.token_urlsafe(48)
