"""A value from a model: the three ways to ask for it, and what becomes of an answer that is none.

The real openai client on a scripted server; waits between tries are recorded, not waited.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Literal

import pytest
from pydantic import BaseModel

from bot.config import ModelSettings, Patience
from bot.llm.breaker import Breaker
from bot.llm.errors import ModelFailed, RequestRefused, ServerAway, ServerResting
from bot.llm.structured import StructuredClient, UnfitAnswer, Value
from tests import model_server as server_says
from tests.model_server import Asked, ModelServer, Reply, answering, refusing_forms, speech

STUDENT = "zebra crossing in Caracas"
SECRET = "sk-live-9d1c"


class Scores(BaseModel):
    reasoning: Literal[1, 2, 3, 4]
    fairness: Literal[1, 2, 3, 4]


class Marks(BaseModel):
    scores: Scores
    why: str


GOOD = {"scores": {"reasoning": 3, "fairness": 2}, "why": "You name a cause."}
TEXT = json.dumps(GOOD)
SEVEN = json.dumps({**GOOD, "scores": {"reasoning": 7, "fairness": 2}})


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as running:
        yield running


class Asking:
    """A client with short patience whose waits are written down instead of waited."""

    def __init__(self, url: str, breaker: Breaker | None = None) -> None:
        self.waits: list[float] = []
        self.mended: list[Sequence[str]] = []
        patience = Patience(connect=0.3, first_token=0.5, between_tokens=0.3, whole_speech=20)
        settings = ModelSettings(name="scripted", model="scripted-1", base_url=url, price_out=10)
        self.client = StructuredClient(settings, patience, SECRET, breaker, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def _mend(self, faults: Sequence[str]) -> str:
        self.mended.append(faults)
        return "Once more: " + "; ".join(faults)

    async def __call__(
        self, check: Callable[[Marks], Iterable[str]] = lambda value: ()
    ) -> Value[Marks]:
        messages: list[server_says.Any] = [
            {"role": "system", "content": "You judge."},
            {"role": "user", "content": STUDENT},
        ]
        return await self.client.value(messages, Marks, 4000, mend=self._mend, check=check)


@pytest.fixture
async def ask(server: ModelServer) -> AsyncIterator[Asking]:
    asking = Asking(server.url)
    yield asking
    await asking.client.close()


def form(asked: Asked) -> str:
    """What kind of form a request asked for; `plain` for none."""
    return str((asked.body.get("response_format") or {"type": "plain"})["type"])


def forms(server: ModelServer) -> list[str]:
    return [form(asked) for asked in server.asked]


# --- the ladder -------------------------------------------------------------------------------


async def test_a_strict_schema_is_asked_for_first(server: ModelServer, ask: Asking) -> None:
    server.script(speech(TEXT))
    given = await ask()
    assert given.value == Marks.model_validate(GOOD)
    assert given.faults == ()
    assert given.cost == pytest.approx(100 * 10 / 1e6)
    told = server.asked[0].body["response_format"]
    assert told["type"] == "json_schema"
    assert told["json_schema"]["strict"] is True
    schema = told["json_schema"]["schema"]
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["scores", "why"]
    assert schema["$defs"]["Scores"]["required"] == ["reasoning", "fairness"]
    assert schema["$defs"]["Scores"]["properties"]["reasoning"]["enum"] == [1, 2, 3, 4]
    assert [m["content"] for m in server.asked[0].body["messages"]] == ["You judge.", STUDENT]


SERVERS: dict[str, tuple[Callable[[Reply], Reply], list[str]]] = {
    "knows every form": (lambda then: then, ["json_schema"]),
    "knows no schema": (
        lambda then: refusing_forms("json_schema", then=then),
        ["json_schema", "json_object"],
    ),
    "calls a schema its own fault": (
        lambda then: refusing_forms(
            "json_schema",
            then=then,
            code=500,
            message='response_format type must be one of "text" or "json_object"',
        ),
        ["json_schema", "json_object"],
    ),
    "refuses without a reason": (
        lambda then: refusing_forms("json_schema", then=then, code=422, message="Bad request."),
        ["json_schema", "json_object"],
    ),
    "knows no form": (
        lambda then: refusing_forms("json_schema", "json_object", then=then),
        ["json_schema", "json_object", "plain"],
    ),
    "does not know the field": (
        lambda then: server_says.refusing("response_format", then),
        ["json_schema", "json_object", "plain"],
    ),
}


@pytest.mark.parametrize(("kind", "asked"), SERVERS.values(), ids=SERVERS)
async def test_what_a_server_refuses_is_left_for_the_rung_below_and_not_asked_again(
    server: ModelServer, ask: Asking, kind: Callable[[Reply], Reply], asked: list[str]
) -> None:
    server.otherwise = kind(speech(TEXT))
    assert (await ask()).value.why == (await ask()).value.why == "You name a cause."
    assert forms(server) == [*asked, asked[-1]]
    assert ask.waits == []
    last = server.asked[-1].body["messages"][-1]["content"]
    assert ("JSON schema" in last) is (asked[-1] != "json_schema")
    assert last.startswith(STUDENT)


async def test_a_server_that_knows_a_schema_alone_is_never_asked_for_less(
    server: ModelServer, ask: Asking
) -> None:
    server.otherwise = refusing_forms("json_object", then=speech(TEXT))
    server.script(speech(SEVEN))
    await ask()
    assert forms(server) == ["json_schema", "json_schema"]


async def test_a_server_that_takes_a_schema_and_writes_prose_is_asked_on_the_rung_below(
    server: ModelServer, ask: Asking
) -> None:
    def talks(asked: Asked) -> str:
        return TEXT if form(asked) == "json_object" else "I liked both speakers very much."

    server.otherwise = answering(talks)
    assert (await ask()).value.scores.reasoning == 3
    assert (await ask()).value.scores.reasoning == 3
    assert forms(server) == ["json_schema", "json_object", "json_object"]


async def test_what_is_refused_without_any_form_too_is_a_refusal(
    server: ModelServer, ask: Asking
) -> None:
    server.otherwise = server_says.status(400, "invalid")
    with pytest.raises(RequestRefused, match="HTTP 400"):
        await ask()
    assert forms(server) == ["json_schema", "json_object", "plain"]


async def test_a_prompt_that_is_too_long_is_not_asked_again_in_another_form(
    server: ModelServer, ask: Asking
) -> None:
    server.otherwise = server_says.status(400, "context_length_exceeded")
    with pytest.raises(RequestRefused, match="too long"):
        await ask()
    assert len(server.asked) == 1


async def test_a_field_that_was_refused_once_is_left_out_of_speeches_and_values_alike(
    server: ModelServer, ask: Asking
) -> None:
    server.otherwise = server_says.refusing("temperature", speech(TEXT))
    await ask()
    await ask.client.stream([{"role": "user", "content": "Speak."}], 50, lambda text: None)
    assert ["temperature" in asked.body for asked in server.asked] == [True, False, False]
    assert forms(server) == ["json_schema", "json_schema", "plain"]


async def test_values_and_speeches_that_are_asked_for_at_once_keep_their_forms(
    server: ModelServer, ask: Asking
) -> None:
    server.otherwise = speech(TEXT)

    async def spoken() -> None:
        await ask.client.stream([{"role": "user", "content": "Speak."}], 50, lambda text: None)

    await asyncio.gather(ask(), spoken(), ask(), spoken())
    told = {(asked.body["messages"][-1]["content"], form(asked)) for asked in server.asked}
    assert told == {(STUDENT, "json_schema"), ("Speak.", "plain")}


# --- reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{json.dumps(GOOD, indent=2)}\n```",
        f"Here is my ballot:\n\n{TEXT}\n\nI hope that it helps {{the class}}.",
        f"Thinking of {{both}} sides and of {{}}, I give:\n```\n{TEXT}\n```",
        f"<think>{{Reasoning}} is a 7.</think>\n{TEXT}",
        f"{SEVEN}\nNo, that was wrong:\n{TEXT}",
        f"\ufeff{TEXT}",
        json.dumps({**GOOD, "confidence": 0.9}),
    ],
    ids=["fenced", "in prose", "in prose with braces", "reasoned", "mended", "marked", "and more"],
)
async def test_what_stands_around_an_object_does_not_matter(
    server: ModelServer, ask: Asking, text: str
) -> None:
    server.script(speech(text))
    given = await ask()
    assert given.value == Marks.model_validate(GOOD)
    assert len(server.asked) == 1


UNFIT: dict[str, tuple[Reply, str]] = {
    "a score of 7": (speech(SEVEN), "scores.reasoning: Input should be 1, 2, 3 or 4"),
    "a missing score": (
        speech(json.dumps({**GOOD, "scores": {"reasoning": 3}})),
        "scores.fairness: Field required",
    ),
    "no score but a word": (
        speech(json.dumps({**GOOD, "scores": {"reasoning": "good", "fairness": 2}})),
        "scores.reasoning: Input should be 1, 2, 3 or 4",
    ),
    "another object": (speech('{"verdict": "both were good"}'), "scores: Field required"),
    "a list": (speech("[3, 2]"), "not one whole JSON object"),
    "prose": (speech("The student did well. A three, I would say."), "not one whole JSON object"),
    "half an object": (speech(TEXT[:40]), "not one whole JSON object"),
    "braces": (speech("{" * 2000), "not one whole JSON object"),
    "nesting": (speech('{"a":' * 4000), "not one whole JSON object"),
    "an answer without room": (
        speech(json.dumps({**GOOD, "why": "So. " * 50})[:-9], finish="length"),
        "broke off before its end",
    ),
}


@pytest.mark.parametrize(("unfit", "fault"), UNFIT.values(), ids=UNFIT)
async def test_an_answer_that_does_not_fit_is_asked_for_once_more_with_its_fault_named(
    server: ModelServer, ask: Asking, unfit: Reply, fault: str
) -> None:
    server.script(unfit, speech(TEXT))
    given = await ask()
    assert given.value == Marks.model_validate(GOOD)
    assert len(given.answers) == len(server.asked) == 2
    roles = [m["role"] for m in server.asked[1].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert fault in server.asked[1].body["messages"][-1]["content"]
    assert given.cost == pytest.approx(2 * 100 * 10 / 1e6)


@pytest.mark.parametrize("unfit", [pair[0] for pair in UNFIT.values()], ids=list(UNFIT))
async def test_two_answers_that_do_not_fit_are_the_end(
    server: ModelServer, ask: Asking, unfit: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.otherwise = unfit
    with pytest.raises(UnfitAnswer) as failure:
        await ask()
    assert len(server.asked) == 2
    port = server.port
    line = f"The model server at 127.0.0.1:{port} gave an answer that cannot be used (2 tries)."
    assert failure.value.line == line
    told = f"{failure.value.detail} {caplog.text}"
    assert STUDENT not in told
    assert "The student did well" not in told
    assert SECRET not in told


# --- what a checker finds ---------------------------------------------------------------------


def nothing_worse_than(why: str) -> Callable[[Marks], Iterable[str]]:
    def check(value: Marks) -> Iterable[str]:
        return [] if value.why == why else [f"“{value.why}” was never said", "and more"]

    return check


async def test_what_a_checker_finds_is_asked_for_once_more(
    server: ModelServer, ask: Asking
) -> None:
    server.script(speech(json.dumps({**GOOD, "why": "Rome fell."})), speech(TEXT))
    given = await ask(nothing_worse_than("You name a cause."))
    assert (given.value.why, given.faults) == ("You name a cause.", ())
    assert ask.mended == [("“Rome fell.” was never said", "and more")]


@pytest.mark.parametrize(
    "second",
    [
        speech(json.dumps({**GOOD, "why": "Carthage fell."})),
        speech("Sorry, I cannot."),
        server_says.status(401),
    ],
    ids=["no better", "no value", "no answer"],
)
async def test_a_value_with_faults_is_better_than_what_is_no_better(
    server: ModelServer, ask: Asking, second: Reply
) -> None:
    server.script(speech(json.dumps({**GOOD, "why": "Rome fell."})), second)
    given = await ask(nothing_worse_than("You name a cause."))
    assert (given.value.why, len(given.faults)) == ("Rome fell.", 2)


# --- the server's own faults ------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        server_says.status(500),
        server_says.status(429),
        server_says.cut(TEXT[:30]),
        server_says.without_end(TEXT),
        server_says.broken_chunk(TEXT[:30]),
        server_says.silent(TEXT[:30]),
        speech(""),
    ],
    ids=["500", "busy", "cut", "no end", "broken chunk", "silence", "empty"],
)
async def test_a_fault_that_may_pass_is_tried_again_as_with_a_speech(
    server: ModelServer, ask: Asking, fault: Reply
) -> None:
    server.script(fault, speech(TEXT))
    given = await ask()
    assert given.value == Marks.model_validate(GOOD)
    assert len(ask.waits) == 1
    assert ask.mended == []
    assert forms(server) == ["json_schema", "json_schema"]


async def test_a_lasting_fault_ends_in_its_own_line(server: ModelServer, ask: Asking) -> None:
    server.otherwise = server_says.status(500)
    with pytest.raises(ServerAway, match=r"\(HTTP 500\) \(3 tries\)"):
        await ask()
    assert len(server.asked) == 3


async def test_speeches_and_values_share_one_breaker(server: ModelServer) -> None:
    ask = Asking(server.url, Breaker(failures=3, rest=60))
    server.otherwise = server_says.status(500)
    with pytest.raises(ServerAway):
        await ask.client.stream([{"role": "user", "content": "Speak."}], 50, lambda text: None)
    with pytest.raises(ServerResting):
        await ask()
    assert len(server.asked) == 3
    await ask.client.close()


async def test_answers_that_do_not_fit_do_not_open_the_breaker(server: ModelServer) -> None:
    ask = Asking(server.url, Breaker(failures=1, rest=60))
    server.otherwise = speech("Sorry, I cannot.")
    for _ in range(3):
        with pytest.raises(UnfitAnswer):
            await ask()
    server.otherwise = speech(TEXT)
    assert (await ask()).value.why == "You name a cause."
    await ask.client.close()


async def test_a_failure_in_the_second_round_is_told_when_the_first_gave_nothing(
    server: ModelServer, ask: Asking
) -> None:
    server.script(speech("Sorry, I cannot."), *(server_says.status(500) for _ in range(3)))
    with pytest.raises(ModelFailed, match="HTTP 500"):
        await ask()
