"""A whole debate of any format, held by people who do what the card asks of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.room.people import Person, buttons_of
from tests.whole.practice import Message, Thread, button_id, has_button, speak

LINES = (
    "A hundred technicians who look after a loan threaten nobody in the United States.",
    "If you threaten a government, it looks for whoever can raise the price of attacking it.",
    "You say a small step becomes a large one. In 1962 there were missiles; here there are none.",
    "Talking costs less than fighting, and it tells us what the other side really wants.",
    "A promise that nobody can check is worth little, so we should ask for inspections first.",
    "Small countries pay for the quarrels of large ones, and they were never asked.",
    "The other side has not said what would happen on the day after its threat fails.",
    "Sanctions hurt people who have no vote, and those who decide hardly feel them.",
    "Allies listen to what we do and not to what we say; so let us do it carefully.",
    "History shows that isolation hardens a regime; trade and visits changed more.",
)
QUESTIONS = (
    "Which vital interest would a hundred technicians have harmed?",
    "What would you do on the day after the threat fails?",
    "Who pays for it if you are wrong?",
)


@dataclass
class Hall:
    """The people of a debate: who holds a seat, and who sits in the audience."""

    opener: Person
    speakers: Sequence[Person]
    audience: Sequence[Person] = ()
    votes: Sequence[str] = ("affirmative", "negative", "affirmative")
    said: list[int] = field(default_factory=list)
    _lines: Any = field(default_factory=lambda: count())

    @property
    def by_id(self) -> Mapping[str, Person]:
        return {p.me["id"]: p for p in (self.opener, *self.speakers, *self.audience)}

    def line(self, question: bool) -> str:
        lines = QUESTIONS if question else LINES
        return lines[next(self._lines) % len(lines)]

    async def hold(self, thread: Thread) -> Message:
        """Do what the card asks for until the debate is over; the card as it then is."""
        done: set[str] = set()
        while True:
            card = await self._card(thread, done)
            now = _now(card)
            if "debate is over" in now:
                return card
            done.add(self._key(thread, card))
            await self._step(thread, card, now)

    async def _card(self, thread: Thread, done: set[str]) -> Message:
        """The card, as soon as it asks people for something that was not yet done."""

        def asks(m: Message) -> bool:
            if not m.get("embeds") or not m.get("pinned"):
                return False
            over = "debate is over" in _now(m)
            waits = re.search(
                r"seats? (?:is|are) open|press a button|Press the button|the button", _now(m)
            )
            return over or (bool(waits) and self._key(thread, m) not in done)

        return await self.opener.wait_message(asks, channel=thread.id, timeout=30)

    def _key(self, thread: Thread, card: Message) -> str:
        """What a card asks for: its buttons, what it waits for, and how much was said before."""
        speeches = [m for m in self.opener.messages(thread.id) if m["content"][:1] in "◆◇"]
        before = len(speeches) if "list is empty" in _now(card) else ""
        ids = [b.get("custom_id", "") for b in buttons_of(card)]
        return "|".join([_now(card), _order(card), str(before), *ids])

    async def _step(self, thread: Thread, card: Message, now: str) -> None:
        ids = [b["custom_id"] for b in buttons_of(card) if "custom_id" in b]
        if seats := [id for id in ids if ":seat:" in id]:
            taker = self.speakers[(len(self.speakers) - len(seats)) % len(self.speakers)]
            await taker.press(await _seen(taker, thread, seats[0]), custom_id=seats[0])
        elif votes := [id for id in ids if ":vote:" in id]:
            await self._vote(thread, votes)
            close = button_id(card, ":close:")
            await self.opener.press(card, custom_id=close)
        elif "list is empty" in now:
            side = ("affirmative", "negative")[len(self.said) % 2]
            person = self.audience[len(self.said) % len(self.audience)]
            join = next(id for id in ids if ":list:" in id and id.endswith(side))
            await person.press(await _seen(person, thread, join), custom_id=join)
        else:
            turn = int(button_id(card, ":speak:").rpartition(":")[2])
            await speak(self._whose(now), thread, turn, self.line("question" in now))
            self.said.append(turn)

    async def _vote(self, thread: Thread, ids: Sequence[str]) -> None:
        for person, choice in zip(self.audience, self.votes, strict=False):
            id = next(id for id in ids if id.endswith(choice))
            known = len([m for m in person.ephemeral if "Your vote" in m["content"]])
            await person.press(await _seen(person, thread, id), custom_id=id)
            await person.wait(
                lambda p=person, k=known: (
                    len([m for m in p.ephemeral if "Your vote" in m["content"]]) > k
                ),
                10,
                lambda: "the answer to a vote",
            )

    def _whose(self, now: str) -> Person:
        found = re.search(r"<@!?(\d+)>", now)
        return self.by_id[found[1]] if found else self.audience[0]


async def _seen(person: Person, thread: Thread, id: str) -> Message:
    await person.history(thread.id)
    return await person.wait_message(has_button(id), channel=thread.id)


def _now(card: Message) -> str:
    fields = {f["name"]: f["value"] for e in card["embeds"] for f in e.get("fields", ())}
    return str(fields.get("Now", ""))


def _order(card: Message) -> str:
    fields = {f["name"]: f["value"] for e in card["embeds"] for f in e.get("fields", ())}
    return str(fields.get("Order of speech", ""))
