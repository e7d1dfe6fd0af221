"""A model that speaks at an even pace, notes when it did, and can be read without any bot."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import openai
from aiohttp import web

from tests.model_server import DONE, USAGE, Exchange, chunk, pieces

SPEECH = (
    "Point {number}: about a hundred people arrived in Caracas, and they were called "
    "cybersecurity staff [1]. That is a guard on a loan, and no threat to anybody's shores. "
    "A state that has lent a great deal of money wants quiet in the streets of its debtor, "
    "for quiet is what pays the instalments. So ask what such a force can do: it can mend "
    "machines, it can teach, it can watch over a few buildings. It cannot cross a sea, and it "
    "cannot hold a town. We should judge a danger by its size and by its purpose, and both of "
    "them are small here. Whoever calls it a threat owes us the step that leads from a "
    "technician to a war."
)
"""With one source; `number` tells which request this is the answer to."""

SHORTEST, LONGEST = 75, 115
"""Speeches end after a varying number of words, so that they end at every moment of the bot's edit
clock and not always at a lucky or an unlucky one."""


def speech(number: int) -> str:
    """The answer to request `number`."""
    words = SPEECH.format(number=number).split()
    length = SHORTEST + number * 17 % (LONGEST - SHORTEST + 1)
    return " ".join(words[:length]).rstrip(".,;:") + "."


@dataclass(slots=True)
class Told:
    """One answer of the model: when the request came, and when its first and last token left."""

    number: int
    asked: float
    first: float = 0.0
    last: float = 0.0


@dataclass(slots=True)
class PacedModel:
    """Answers every request with its speech at `words_a_second`.

    The pace is held against the clock: a machine that is late with one word is early with none.
    """

    words_a_second: float
    told: dict[int, Told] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """How long the longest speech takes."""
        return LONGEST / self.words_a_second

    def behind(self, text: str) -> Told | None:
        """The answer that these words, or their beginning, come from."""
        number = text.removeprefix("Point ").partition(":")[0]
        return self.told.get(int(number)) if number.isdigit() else None

    async def reply(self, exchange: Exchange) -> web.StreamResponse:
        now = asyncio.get_running_loop().time
        told = Told(len(self.told) + 1, now())
        self.told[told.number] = told
        response = await exchange.open()
        told.first = now()
        for count, piece in enumerate(pieces(speech(told.number))):
            await asyncio.sleep(told.first + count / self.words_a_second - now())
            told.last = now()
            await response.write(chunk(piece))
        await response.write(chunk(finish="stop") + chunk(usage=USAGE) + DONE)
        return response


@dataclass(slots=True)
class Reading:
    """One stream as a client without a bot read it."""

    begun: float
    text: str = ""
    times: list[float] = field(default_factory=list)
    end: float = 0.0


async def read_raw(client: openai.AsyncOpenAI) -> Reading:
    """Read one speech as it comes, with the client that the bot uses too."""
    now = asyncio.get_running_loop().time
    reading = Reading(now())
    stream = await client.chat.completions.create(
        model="scripted",
        messages=[{"role": "user", "content": "Speak."}],
        stream=True,
        stream_options={"include_usage": True},
    )
    async for part in stream:
        if part.choices and part.choices[0].delta.content:
            reading.times.append(now())
            reading.text += part.choices[0].delta.content
    reading.end = now()
    return reading
