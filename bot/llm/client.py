"""One model that can be asked for a speech, and is asked again where that helps.

    stream ── time for the whole speech
      └── tries, as the policy has them (retry.py)
            └── the breaker's leave (breaker.py)
                  └── money set aside for it (budget.py)
                        └── one request (server.py), timed to its first token and between tokens

A stream that breaks is begun anew, so `on_text` always gets the whole text so far.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

import openai

from bot.config import ModelSettings, Patience
from bot.llm.bill import Bill, billionths
from bot.llm.breaker import Breaker, BreakerOpen
from bot.llm.budget import NOTHING, Budget, Receipt, most_tokens, worst_case
from bot.llm.errors import (
    AnswerWithheld,
    ModelFailed,
    NonsenseAnswer,
    ServerAway,
    ServerResting,
    StreamCut,
)
from bot.llm.reading import Answer
from bot.llm.retry import Sleep, tries
from bot.llm.sentences import whole_sentences
from bot.llm.server import Message, Server, connect
from bot.ports import Payer, Spending

OnText = Callable[[str], None]
CHARACTERS_A_TOKEN_AT_MOST = 12
"""A server that ignores the limit on tokens is cut off at this many characters for each."""
NOBODY = Payer()


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered. Tokens and `cost` cover every request that was needed.

    `cost` is in the currency of the prices; where a server told no usage it is an estimate, and
    `counted` is False. `cut` is true where the model ran out of room and its last, unfinished
    sentence was dropped.
    """

    text: str
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: float
    requests: int
    model: str
    counted: bool = True
    cut: bool = False


@dataclass(slots=True)
class _Call:
    """One speech that is being asked for."""

    messages: Sequence[Message]
    max_tokens: int
    on_text: OnText
    bill: Bill
    payer: Payer
    tries: int = 0
    requests: int = 0
    failure: ModelFailed | None = None

    def count_request(self) -> None:
        self.requests += 1


class ModelClient:
    """A model on its server. `key` is sent to that server and kept from all else.

    `connections` may be shared by the models of one server; `sleep` waits between tries. Without a
    `budget`, nothing is capped.
    """

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
        self.settings = settings
        self._patience = patience
        self._server = Server(settings, patience, connections or connect(settings, patience, key))
        self._breaker = breaker or Breaker(patience.breaker_failures, patience.breaker_rest)
        self._sleep = sleep
        self._budget = budget

    @property
    def host(self) -> str:
        """The name and port of the server."""
        return self._server.host

    async def close(self) -> None:
        """Let go of the connections."""
        await self._server.close()

    async def stream(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        on_text: OnText,
        payer: Payer = NOBODY,
    ) -> Completion:
        """The model's answer to `messages`, shown to `on_text` as it grows; `payer` pays for it.

        Raises ModelFailed, with the line for the thread, once it is clear that none will come.
        """
        call = _Call(messages, max_tokens, on_text, Bill(self.settings, messages), payer)
        try:
            async with asyncio.timeout(self._patience.whole_speech):
                answer = await self._tried(call)
        except TimeoutError:
            problem = f"did not finish in {self._patience.whole_speech:g} s"
            raise ServerAway(self.host, problem, tries=call.tries) from None
        bill, cut = call.bill, answer.finish == "length"
        return Completion(
            text=whole_sentences(answer.text) if cut else answer.text.strip(),
            tokens_in=bill.tokens_in,
            tokens_cached=bill.tokens_cached,
            tokens_out=bill.tokens_out,
            cost=bill.cost,
            requests=call.requests,
            model=answer.model or self.settings.model,
            counted=bill.counted,
            cut=cut,
        )

    async def _tried(self, call: _Call) -> Answer:
        """The answer of the first try that succeeds. Raises the failure of the last."""
        answer = None
        try:
            async for attempt in tries(self._patience, self._sleep):
                with attempt:
                    answer = await self._once(call)
        except BreakerOpen as error:
            if call.failure is None:
                rest = f" for {error.left:.0f} s more" if error.left >= 1 else ""
                problem = f"has failed several times and is left alone{rest}"
                raise ServerResting(self.host, problem) from None
        except ModelFailed as error:
            call.failure = error
        if answer is None:
            failure = call.failure or NonsenseAnswer(self.host, "gave no answer")
            raise failure.after(call.tries) from None
        return answer

    async def _once(self, call: _Call) -> Answer:
        """One try: a whole answer, or ModelFailed, or BreakerOpen."""
        answer = Answer()
        failure: ModelFailed | None = None
        with self._breaker.attempt():
            async with self._paid(call) as receipt:
                call.tries += 1
                try:
                    await self._read(call, answer)
                    self._judge(answer)
                except ModelFailed as error:
                    call.failure = failure = error
                    raise
                finally:
                    call.bill.add(answer)
                    receipt.paid = self._cost(answer, failure)
        return answer

    def _paid(self, call: _Call) -> AbstractAsyncContextManager[Receipt]:
        """Surrounds one try: sets aside what it may cost. Raises BudgetSpent, BudgetUnread."""
        if self._budget is None:
            return nullcontext(Receipt())
        tokens_in = most_tokens(call.messages, self._server.form)
        worst = worst_case(self.settings, tokens_in, call.max_tokens)
        return self._budget.call(call.payer, worst, self.host)

    def _cost(self, answer: Answer, failure: ModelFailed | None) -> Spending | None:
        """What a try cost; None where nobody can be sure."""
        if failure is not None and not failure.taken_up:
            return NOTHING
        whole = answer.ended and bool(answer.finish)
        if not whole or answer.tokens_in is None or answer.tokens_out is None:
            return None
        tokens = (answer.tokens_in, answer.tokens_cached, answer.tokens_out)
        return Spending(billionths(self.settings, *tokens), 1)

    async def _read(self, call: _Call, answer: Answer) -> None:
        """Fill `answer` from a stream. A failure after the model's last word is none."""
        now = asyncio.get_running_loop().time
        longest = call.max_tokens * CHARACTERS_A_TOKEN_AT_MOST
        try:
            async with asyncio.timeout(self._patience.first_token) as limit:
                stream = await self._server.ask(call.messages, call.max_tokens, call.count_request)
                answer.accepted = True
                async with stream:
                    while (chunk := await self._server.next_chunk(stream)) is not None:
                        if answer.take(chunk):
                            call.on_text(answer.text)
                        if len(answer.raw) > longest:
                            answer.finish = "length"
                            break
                        if answer.begun or answer.finish:
                            limit.reschedule(now() + self._patience.between_tokens)
                    else:
                        answer.ended = True
        except TimeoutError:
            if not answer.finish:
                raise self._silence(answer) from None
        except ModelFailed:
            if not answer.finish:
                raise

    def _silence(self, answer: Answer) -> ModelFailed:
        if answer.begun:
            silent = self._patience.between_tokens
            return StreamCut(self.host, f"fell silent for {silent:g} s in mid-speech")
        return ServerAway(self.host, f"did not answer in {self._patience.first_token:g} s")

    def _judge(self, answer: Answer) -> None:
        """Raises ModelFailed where what was read is not a whole speech."""
        if answer.finish == "content_filter" or answer.declined:
            raise AnswerWithheld(self.host, "withheld this speech", answer.finish)
        if not answer.finish or answer.finish == "error":
            raise StreamCut(self.host, "broke off in mid-speech", answer.finish)
        cut = answer.finish == "length"
        if not (whole_sentences(answer.text) if cut else answer.text.strip()):
            raise NonsenseAnswer(self.host, "sent an empty answer", answer.finish[:16])
