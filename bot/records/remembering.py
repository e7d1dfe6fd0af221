"""What was read of debates that go on, so that words are known as somebody's also once erased.

A speech of the bot takes a while: whoever it answers may be erased meanwhile, and the record can
then no longer tell whose words it says again. Kept in memory alone, and only while the debate owes
something or goes on.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.debate.model import BOT, Debate
from bot.debate.rules import due

MOST = 1_000
"""Debates that are remembered at a time."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The topic and, by its turn, the text of each speech of a person."""

    topic: str
    texts: dict[int, str]


class Memory:
    """What this process has read or written of each debate that is not over."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._heard: OrderedDict[str, Heard] = OrderedDict()

    def keep(self, debate: Debate) -> None:
        """Remember what people said in it; forget it all once it is over."""
        before = self._heard.pop(debate.id, Heard("", {}))
        if debate.ending and not due(debate):
            return
        said = {s.turn.index: s.text for s in debate.speeches if s.by != BOT and s.text}
        self._heard[debate.id] = Heard(debate.topic or before.topic, before.texts | said)
        if len(self._heard) > self._most:
            self._heard.popitem(last=False)

    def recall(self, debate: Debate) -> Debate:
        """The debate with the words in it that were erased since, as far as they are remembered."""
        heard = self._heard.get(debate.id)
        if heard is None:
            return debate
        speeches = tuple(
            replace(speech, text=heard.texts.get(speech.turn.index))
            if speech.text is None
            else speech
            for speech in debate.speeches
        )
        return replace(debate, topic=debate.topic or heard.topic, speeches=speeches)
