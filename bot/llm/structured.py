"""Asking a model for a value of a certain form instead of a speech.

    SCHEMA   json_schema, strict: the server holds the model to the form
      └── OBJECT   json_object: the server sees to JSON, the prompt tells the form
            └── PLAIN   the prompt alone

A rung that a server refuses is left for the one below, and the one that worked is where the next
value is asked for. No rung is trusted: whatever comes back is validated, and what does not fit is
asked for once more with its faults named. Some servers take a form and do not hold to it, so an
answer without any JSON is asked for again one rung lower.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

import openai
from pydantic import BaseModel, ValidationError

from bot.config import ModelSettings, Patience
from bot.llm.breaker import Breaker
from bot.llm.budget import Budget
from bot.llm.client import NOBODY, Completion, ModelClient
from bot.llm.diagnosis import TOO_LONG
from bot.llm.errors import ModelFailed, RequestRefused
from bot.llm.retry import Sleep
from bot.llm.server import Message, Server, Stream, connect
from bot.ports import Payer

M = TypeVar("M", bound=BaseModel)

FORM = "Answer with one JSON object and nothing else. It has to fit this JSON schema:\n\n{schema}"
NAMES_THE_FORM = re.compile(
    r"response.?format|json.?(?:schema|object|mode)|structured.?output", re.I
)
CUT = "it broke off before its end: say it in fewer words"
NO_OBJECT = "it is not one whole JSON object"
MOST_FAULTS = 12
MOST_STARTS = 50
"""At how many opening braces an object is looked for: an answer may be nothing but braces."""
LONGEST_SHOWN = 12_000
"""Characters of a faulty answer that the model is shown again."""


class Rung(IntEnum):
    """A way to ask for a form, the surest first."""

    SCHEMA = 0
    OBJECT = 1
    PLAIN = 2


class UnfitAnswer(ModelFailed):
    """The model answered, and also its second answer had not the form that was asked for."""


class FormRefused(RequestRefused):
    """The server does not take this way of asking for a form."""

    taken_up = False


@dataclass(frozen=True, slots=True)
class Value(Generic[M]):
    """A value that a model gave, and what its checker still finds wrong with it.

    `answers` are the completions that it took: what they cost is the sum of what they cost.
    """

    value: M
    faults: tuple[str, ...]
    answers: tuple[Completion, ...]

    @property
    def cost(self) -> float:
        """In the currency of the prices."""
        return sum(answer.cost for answer in self.answers)


@dataclass(frozen=True, slots=True)
class _Read(Generic[M]):
    """One answer as it was read: its value, if it has one, and what is wrong with it."""

    value: M | None
    faults: tuple[str, ...]
    json: bool = True

    @property
    def rank(self) -> tuple[bool, int]:
        """The lower, the better."""
        return self.value is None, len(self.faults)


class _FormServer(Server):
    """A server that is told in what form to answer.

    A field that a server refuses is left out from then on; the form is not, since whoever asks
    for one has to know.
    """

    async def _create(self, messages: Sequence[Message], fields: dict[str, Any]) -> Stream:
        try:
            return await super()._create(messages, {**fields, **self.form})
        except openai.APIStatusError as error:
            # Some servers call it their own fault (HTTP 500) that they do not know a form.
            if self.form and NAMES_THE_FORM.search(f"{error.message} {error.body}"):
                detail = f"{type(error).__name__} {error.status_code}"
                raise FormRefused(self.host, "does not take this form", detail) from None
            raise


class StructuredClient(ModelClient):
    """A model that can also be asked for a value. Made as a ModelClient is, and used as one."""

    def __init__(
        self,
        settings: ModelSettings,
        patience: Patience,
        key: str = "",
        breaker: Breaker | None = None,
        *,
        connections: openai.AsyncOpenAI | None = None,
        sleep: Sleep = asyncio.sleep,
        budget: Budget | None = None,
    ) -> None:
        connections = connections or connect(settings, patience, key)
        super().__init__(
            settings, patience, key, breaker, connections=connections, sleep=sleep, budget=budget
        )
        self._server: Server = _FormServer(settings, patience, connections)
        self._rung = Rung.SCHEMA

    async def value(
        self,
        messages: Sequence[Message],
        shape: type[M],
        max_tokens: int,
        *,
        mend: Callable[[Sequence[str]], str],
        check: Callable[[M], Iterable[str]] = lambda value: (),
        payer: Payer = NOBODY,
    ) -> Value[M]:
        """The model's answer to `messages` as a `shape`; at most `max_tokens` for each answer.

        `payer` pays for every answer that it takes.
        `mend` turns the faults of a first answer into the message that asks for a second.
        `check` finds faults that are worth that second answer; those that it still has are told
        with the value. The prompt should describe the form in words, for servers that take a
        schema and pass over it. Raises ModelFailed; UnfitAnswer where no answer had the form.
        """
        schema = openai.pydantic_function_tool(shape)["function"].get("parameters", {})

        async def asked(said: Sequence[Message], top: Rung) -> tuple[Rung, Completion]:
            return await self._answer(said, schema, top, max_tokens, payer)

        rung, answer = await asked(messages, self._rung)
        best = _read(answer, shape, check)
        answers = [answer]
        if best.faults:
            again = [*messages, _said(answer), Message(role="user", content=mend(best.faults))]
            lower = rung if best.json else min(rung + 1, Rung.PLAIN)
            try:
                next_rung, answer = await asked(again, Rung(lower))
            except ModelFailed:
                if best.value is None:
                    raise
            else:
                answers.append(answer)
                second = _read(answer, shape, check)
                if second.rank < best.rank:
                    best, rung = second, next_rung
        if best.value is None:
            problem = "gave an answer that cannot be used"
            places = ", ".join(fault.partition(":")[0] for fault in best.faults[:3])
            raise UnfitAnswer(self.host, problem, places, tries=len(answers))
        self._rung = rung
        return Value(best.value, best.faults, tuple(answers))

    async def _answer(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        top: Rung,
        max_tokens: int,
        payer: Payer,
    ) -> tuple[Rung, Completion]:
        """The answer of the first rung, from `top` down, that the server does not refuse."""
        for rung in Rung:
            if rung < top:
                continue
            try:
                asked = self._on(rung, schema)
                told = messages if rung is Rung.SCHEMA else _with_form(messages, schema)
                return rung, await asked.stream(told, max_tokens, lambda text: None, payer)
            except RequestRefused as refusal:
                if rung is Rung.PLAIN or TOO_LONG & set(refusal.cause.split()):
                    raise
        raise AssertionError("the last rung answers or raises")

    def _on(self, rung: Rung, schema: Mapping[str, object]) -> ModelClient:
        """This client as it asks on a rung: with the same breaker, connections and experience."""
        client, server = copy.copy(self), copy.copy(self._server)
        assert isinstance(server, _FormServer)
        named = {"name": "answer", "strict": True, "schema": schema}
        kinds: Mapping[Rung, Mapping[str, object]] = {
            Rung.SCHEMA: {"response_format": {"type": "json_schema", "json_schema": named}},
            Rung.OBJECT: {"response_format": {"type": "json_object"}},
            Rung.PLAIN: {},
        }
        server.form = kinds[rung]
        client._server = server
        return client


def _with_form(messages: Sequence[Message], schema: Mapping[str, object]) -> list[Message]:
    *before, last = messages
    form = FORM.format(schema=json.dumps(schema, ensure_ascii=False, separators=(",", ":")))
    return [*before, Message(role=last["role"], content=f"{last['content']}\n\n{form}")]


def _said(answer: Completion) -> Message:
    return Message(role="assistant", content=answer.text[:LONGEST_SHOWN] or "…")


def _read(answer: Completion, shape: type[M], check: Callable[[M], Iterable[str]]) -> _Read[M]:
    """What an answer says. The first object in it that fits counts, whatever stands around it."""
    found = _objects(answer.text)
    for _, candidate in found:
        try:
            value = shape.model_validate(candidate)
        except ValidationError:
            continue
        return _Read(value, tuple(check(value)))
    if answer.cut:
        return _Read(None, (CUT,))
    length, largest = max(found, key=lambda pair: pair[0], default=(0, None))
    whole = len(answer.text) - max(answer.text.find("{"), 0)
    if largest is None or 2 * length < whole:
        return _Read(None, (NO_OBJECT,), json="{" in answer.text)
    return _Read(None, _faults(shape, largest))


def _objects(text: str) -> list[tuple[int, dict[str, Any]]]:
    """The JSON objects that stand in a text, each with its length, in their order."""
    decoder = json.JSONDecoder()
    found: list[tuple[int, dict[str, Any]]] = []
    at = -1
    for _ in range(MOST_STARTS):
        at = text.find("{", at + 1)
        if at < 0:
            break
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        found.append((end - at, value))
        at = end - 1
    return found


def _faults(shape: type[BaseModel], found: object) -> tuple[str, ...]:
    """What keeps an object from being a `shape`, each with its dotted place in it."""
    try:
        shape.model_validate(found)
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False, include_context=False)
        return tuple(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in told[:MOST_FAULTS])
    return ()
