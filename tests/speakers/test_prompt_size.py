"""What a model is sent in a debate of forty speeches: it stays as long as it was, and most of it
stays as it was, so that the server can keep what it has read."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import cycle, islice, pairwise, takewhile

import pytest
import yaml
from aiohttp import web

from bot.config import ModelSettings, Patience
from bot.debate.model import BOT, Debate, Level, Side
from bot.library.file_library import FileLibrary, open_library
from bot.llm.client import ModelClient
from bot.speakers.flowing import Keeper
from bot.speakers.lectern import Lectern
from bot.speakers.llm import ModelSpeaker
from bot.speakers.prompts import load_prompts
from tests.model_server import Asked, Exchange, ModelServer, Reply, speech
from tests.speakers.flowed import noted
from tests.speakers.played_offline import ROOT, opened, reply, say, turns

MOTION = "small-deployments"
SPEECHES = 40
GROWTH, KEPT = 1.2, 0.6
"""How much longer the prompt of speech 40 may be than that of speech 8, and how much of it must
begin as the request before did."""
LINES = yaml.safe_load((ROOT / "benchmarks" / "eval" / "lines.yaml").read_text("utf-8"))
TOKEN = re.compile(r"\w+|[^\w\s]")


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus")


@pytest.fixture
async def server(library: FileLibrary) -> AsyncIterator[ModelServer]:
    async with ModelServer(arguing(library)) as server:
        yield server


def arguing(library: FileLibrary) -> Reply:
    """A model that makes one argument after another, with two of the sources that it was given."""
    arguments = {s: cycle(library.arguments(MOTION, s)) for s in ("realist", "hawk")}

    async def answer(exchange: Exchange) -> web.StreamResponse:
        asked = Asked(exchange.body, {})
        school = "hawk" if "argue the hawk case" in asked.prompt else "realist"
        numbers = re.findall(r'<source number="(\d+)"', asked.prompt)
        one, other = islice(arguments[school], 2)
        text = (
            f"You say a thing that I have heard before, and I grant that it is not foolish."
            f" {one.claim} {one.because} {one.so_what} That is on record [{numbers[0]}]."
            f" {other.claim} {other.because} {other.so_what} See the source [{numbers[-1]}]."
            f" {one.asks[0]}"
        )
        return await speech(text)(exchange)

    return answer


def student(school: str) -> list[str]:
    """What a student says, speech after speech; no two alike before the lines run out."""
    said = [line["says"].rstrip(".") for line in LINES if line["school"] == school]
    groups = zip(*(islice(said, n, None, 4) for n in range(4)), strict=False)
    return [f"{'. '.join(group)}." for group in groups]


@dataclass(frozen=True, slots=True)
class Sizes:
    """What one side was sent, in tokens: for speech 8, for speech 40 and at the most in between.

    `kept` is the share that began as the request before did, for speech 40; `least` at the worst.
    """

    early: int
    late: int
    most: int
    kept: float
    least: float

    def __str__(self) -> str:
        return (
            f"speech 8: {self.early} tokens; speech {SPEECHES}: {self.late},"
            f" {self.late / self.early:.2f} times as many (at the most {self.most});"
            f" {self.kept:.0%} of it an unchanged prefix (at the least {self.least:.0%})"
        )


async def debated(
    server: ModelServer, library: FileLibrary, *, people: bool, level: Level = Level.ADVANCED
) -> Debate:
    """A debate of forty speeches, of a student and a model or of two models."""
    kinds = ("constructive", "constructive", *["rebuttal"] * (SPEECHES - 2))
    student_side = Side.AFFIRMATIVE if people else None
    debate = opened(
        library.motion(MOTION), turns(*kinds, words=180), level=level, student=student_side
    )
    debate = replace(debate, flowing=True, speaker="scripted")
    settings = ModelSettings(name="scripted", model="scripted-1", base_url=server.url)
    client = ModelClient(settings, Patience())
    lectern = Lectern([ModelSpeaker(client, library, load_prompts(ROOT / "prompts"))], library)
    keeper = Keeper(library)
    said = cycle(student("realist"))
    try:
        while debate.turn:
            if debate.seat(debate.turn.side).holder == BOT:
                debate, _ = await reply(lectern, debate)  # type: ignore[arg-type]
            else:
                debate = say(debate, next(said))
            debate = noted(debate, await keeper.claims(debate, debate.speeches[-1]))
    finally:
        await client.close()
    return debate


def sent(asked: Asked) -> str:
    return "\n\n".join(message["content"] for message in asked.body["messages"])


def sizes(asked: list[Asked]) -> Sizes:
    """The figures of one side's requests, of which the fourth is for speech 8."""
    prompts = [sent(one) for one in asked][2:]
    counted = [tokens(prompt) for prompt in prompts][1:]
    kept = [
        tokens(shared(*two)) / count for two, count in zip(pairwise(prompts), counted, strict=True)
    ]
    return Sizes(counted[0], counted[-1], max(counted), kept[-1], min(kept))


def tokens(text: str) -> int:
    return len(TOKEN.findall(text))


def shared(one: str, other: str) -> str:
    """What two texts begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in alike)


@pytest.mark.parametrize("people", [True, False], ids=["student against model", "two models"])
async def test_the_prompt_stays_flat_and_most_of_it_unchanged(
    server: ModelServer, library: FileLibrary, people: bool
) -> None:
    debate = await debated(server, library, people=people)
    assert len(debate.speeches) == SPEECHES
    assert len(server.asked) == (SPEECHES // 2 if people else SPEECHES)
    own = server.asked if people else server.asked[1::2]
    told = sizes(own)
    print(told)
    assert max(told.late, told.most) <= GROWTH * told.early, told
    assert min(told.kept, told.least) >= KEPT, told
