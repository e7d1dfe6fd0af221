"""From what the openai client raises to what it means. Nothing of a message's text is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
import openai

from bot.llm.errors import (
    AnswerWithheld,
    KeyRefused,
    ModelFailed,
    ModelMissing,
    NonsenseAnswer,
    QuotaSpent,
    RequestRefused,
    ServerAway,
    ServerBusy,
    StreamCut,
)

QUOTA = frozenset(
    [
        "insufficient_quota",
        "quota_exceeded",
        "billing_hard_limit_reached",
        "billing_not_active",
        "insufficient_balance",
        "insufficient_funds",
        "credit_balance_too_low",
        "payment_required",
        "access_terminated",
    ]
)
KEY = frozenset(
    ["invalid_api_key", "invalid_authentication", "authentication_error", "account_deactivated"]
)
MODEL = frozenset(["model_not_found", "model_not_available", "deployment_not_found"])
FILTER = frozenset(["content_filter", "content_policy_violation"])
TOO_LONG = frozenset(["context_length_exceeded", "string_above_max_length"])
SAFE_CODE = re.compile(r"[A-Za-z0-9_.-]{1,48}")


def diagnose(error: Exception, host: str, model: str, connect: float) -> ModelFailed:
    """What `error` means for a speech. `connect` is how many seconds a connection was given."""
    status, codes = _status(error), _codes(error)
    detail = " ".join([type(error).__name__, *([str(status)] if status else []), *codes])
    if isinstance(error, openai.APITimeoutError):
        return ServerAway(host, f"did not answer in {connect:g} s", detail)
    if isinstance(error, openai.APIConnectionError):
        return ServerAway(host, "could not be reached", detail)
    by_code = _by_code(set(codes), host, model, detail)
    if by_code:
        return by_code
    if status is not None:
        return _by_status(status, host, model, detail, retry_after(error))
    if isinstance(error, openai.APIError):
        return StreamCut(host, "broke off with an error", detail)
    return NonsenseAnswer(host, "sent something that cannot be read", detail)


def _by_code(codes: set[str], host: str, model: str, detail: str) -> ModelFailed | None:
    if codes & QUOTA:
        return QuotaSpent(host, "has no credit left: this key's quota is spent", detail)
    if codes & KEY:
        return KeyRefused(host, "did not accept the key", detail)
    if codes & MODEL:
        return ModelMissing(host, f"does not offer the model “{model}”", detail)
    if codes & FILTER:
        return AnswerWithheld(host, "withheld this speech", detail)
    if codes & TOO_LONG:
        return RequestRefused(host, "found the debate too long for its model", detail)
    return None


def _by_status(status: int, host: str, model: str, detail: str, after: float | None) -> ModelFailed:
    if status == 402:
        return QuotaSpent(host, "has no credit left: this key's quota is spent", detail)
    if status in (401, 403):
        return KeyRefused(host, "did not accept the key", detail)
    if status == 404:
        return ModelMissing(host, f"has no model “{model}” at this address", detail)
    if status == 429:
        return ServerBusy(host, "has too many requests just now", detail, retry_after=after)
    if status in (408, 409, 425) or status >= 500:
        problem = f"is in trouble (HTTP {status})"
        return ServerAway(host, problem, detail, retry_after=after)
    return RequestRefused(host, f"refused the request (HTTP {status})", detail)


def _status(error: Exception) -> int | None:
    """The HTTP status; within a stream, some servers give it as the code of an error event."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code
    code = getattr(error, "code", None)
    return int(code) if isinstance(code, str) and re.fullmatch(r"[45]\d\d", code) else None


def _codes(error: Exception) -> list[str]:
    """The code and type that the server gave, where they look like codes at all."""
    given = [getattr(error, "code", None), getattr(error, "type", None)]
    return [code for code in given if isinstance(code, str) and SAFE_CODE.fullmatch(code)]


def refused_field(error: Exception, fields: Mapping[str, object]) -> str | None:
    """Which of `fields` the server says that it does not take; None where it names none.

    The names are looked for in what it wrote, and nothing that it wrote is handed on.
    """
    if not isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return None
    param = str(error.param or "").split(".")[0]
    if param in fields:
        return param
    written = f"{error.message} {error.body}"
    named = (field for field in fields if re.search(rf"\b{re.escape(field)}\b", written))
    return next(named, None)


def turned_away(error: Exception) -> bool:
    """Whether the server certainly did not take the request up, so that nobody is billed for it.

    Of an HTTP 5xx and a time-out nobody can say: a server may have worked behind the one that
    gave up.
    """
    if isinstance(error, openai.APIStatusError):
        return error.status_code < 500 and error.status_code != 408
    never_sent = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
    return isinstance(error, openai.APIConnectionError) and isinstance(error.__cause__, never_sent)


def retry_after(error: Exception) -> float | None:
    """The seconds for which the server asks to be left alone, by number or by date."""
    if not isinstance(error, openai.APIStatusError):
        return None
    value = error.response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
