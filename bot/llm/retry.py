"""When a model server is asked again, and how long it is left alone before that."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from bot.config import Patience
from bot.llm.errors import ModelFailed

Sleep = Callable[[float], Awaitable[None]]
LONGEST_JITTER = 1.0


def tries(patience: Patience, sleep: Sleep) -> AsyncRetrying:
    """The tries that a speech is worth: bounded in number and by the time for a whole speech."""

    def worth_another(error: BaseException) -> bool:
        if not isinstance(error, ModelFailed) or not error.retryable:
            return False
        return (error.retry_after or 0) <= patience.longest_retry_after

    return AsyncRetrying(
        retry=retry_if_exception(worth_another),
        stop=stop_after_attempt(patience.attempts) | stop_before_delay(patience.whole_speech),
        wait=pause,
        sleep=sleep,
        reraise=True,
    )


def pause(state: RetryCallState) -> float:
    """Seconds to wait: what the server asked for and a little more, else a growing random time.

    The little more is never nothing, so that a class of debates does not come back as one.
    """
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ModelFailed) and error.retry_after is not None:
        return error.retry_after + random.uniform(0.1, 1) * LONGEST_JITTER
    return wait_random_exponential(multiplier=0.5, max=8)(state)
