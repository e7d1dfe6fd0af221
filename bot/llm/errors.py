"""What can go wrong with a model server, each with the line that the thread is shown.

SpeakerFailed
└── ModelFailed             a model server did not give a speech
    ├── ServerAway          unreachable, silent, or failing; worth another try
    ├── ServerBusy          too many requests; worth another try when it says so
    ├── StreamCut           the speech broke off; it is asked for again from the start
    ├── NonsenseAnswer      empty, or not what a model server sends
    ├── ServerResting       it failed so often that it is left alone for a while
    ├── AnswerWithheld      the server's filter, or the model itself, declined
    ├── RequestRefused      the server does not accept the request as it is
    ├── KeyRefused          the key is wrong or has no permission
    ├── QuotaSpent          no credit is left
    ├── ModelMissing        there is no such model, or no chat completions at this address
    ├── BudgetSpent         a cap leaves no room for this call; nobody was asked
    └── BudgetUnread        what is left of a cap could not be found out; nobody was asked

No line and no detail holds a key, a prompt or a word of an answer: lines name the host, details
add the class of the error, its status and its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from bot.debate.errors import JudgeFailed, SpeakerFailed


class ModelFailed(SpeakerFailed):
    """A model server did not give a speech.

    `host` is its name and port, `problem` the rest of the sentence, `tries` how often it was
    asked, `retry_after` the seconds that it asked to be left alone for.
    """

    retryable: ClassVar[bool] = False
    counts: ClassVar[bool] = True
    """Whether the breaker takes this for a sign that the server is of no use now."""
    taken_up = True
    """Whether the server may have worked on the request, and bill for it."""

    def __init__(
        self,
        host: str,
        problem: str,
        detail: str = "",
        *,
        retry_after: float | None = None,
        tries: int = 1,
    ) -> None:
        times = f" ({tries} tries)" if tries > 1 else ""
        line = self._says(host, f"{problem}{times}")
        super().__init__(line, f"{line} {detail}".strip())
        self.host = host
        self.problem = problem
        self.cause = detail
        self.retry_after = retry_after
        self.tries = tries

    @staticmethod
    def _says(host: str, problem: str) -> str:
        return f"The model server at {host} {problem}."

    def after(self, tries: int) -> Self:
        """The same failure, with the number of tries in its line."""
        return type(self)(
            self.host, self.problem, self.cause, retry_after=self.retry_after, tries=tries
        )


class ServerAway(ModelFailed):
    """Unreachable, silent, or failing."""

    retryable = True


class ServerBusy(ModelFailed):
    """It has too many requests just now."""

    retryable = True
    counts = False


class StreamCut(ModelFailed):
    """The speech broke off before its end."""

    retryable = True


class NonsenseAnswer(ModelFailed):
    """What came back is not a speech."""

    retryable = True


class ServerResting(ModelFailed):
    """It has failed too often, so it is not asked for a while."""

    counts = False


class AnswerWithheld(ModelFailed):
    """The server's filter, or the model, would not give this speech."""

    counts = False


class RequestRefused(ModelFailed):
    """The server does not accept the request."""

    counts = False


class KeyRefused(ModelFailed):
    """The key is wrong or has no permission."""


class QuotaSpent(ModelFailed):
    """The account has no credit left."""


class ModelMissing(ModelFailed):
    """No such model, or nothing of the kind at this address."""


class BudgetSpent(ModelFailed, JudgeFailed):
    """A cap leaves no room for this call: no fault, and the same for a speaker and a judge.

    `problem` is the whole line, without its full stop.
    """

    counts = False

    @staticmethod
    def _says(host: str, problem: str) -> str:
        return f"{problem}."

    def after(self, tries: int) -> Self:
        """Itself: how often somebody was asked before does not matter here."""
        return self


def same_cap(failures: Sequence[Exception]) -> bool:
    """Whether the last two met the same cap, so that one line is enough for both."""
    lines = [f.line for f in failures[-2:] if isinstance(f, BudgetSpent)]
    return len(lines) == 2 and lines[0] == lines[1]


class BudgetUnread(ModelFailed):
    """What is left of a cap could not be found out, so the server was not asked."""

    counts = False
