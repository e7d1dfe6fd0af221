"""Exchanges of the room held against Discord's own OpenAPI description, both ways.

    faults = [fault for exchange in exchanges for fault in checker.check(exchange)]

The description lies beside the repository, in `shared/data`; where it is absent, tests
that need it skip. It says nothing of many limits: those are the room's own tests' to hold.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.room.wire import Exchange

SPEC = Path(__file__).resolve().parents[3] / "shared" / "data" / "discord-openapi.json"
LARGEST_SAFE = 2**53


class Checker:
    """Checks exchanges against the description at `spec_path`."""

    def __init__(self, spec_path: Path = SPEC) -> None:
        self._spec = json.loads(spec_path.read_text(encoding="utf-8"))
        self._validators: dict[str, Any] = {}

    def check(self, exchange: Exchange) -> list[str]:
        """What is wrong with the exchange, one line each; empty when all is well."""
        where = f"{exchange.method} {exchange.path}"
        operation = self._spec["paths"].get(exchange.path, {}).get(exchange.method.lower())
        if operation is None:
            return [f"{where}: not among Discord's routes"]
        faults = []
        if exchange.status < 400 and exchange.request is not None:
            schema = _json_schema(operation.get("requestBody", {}))
            faults += self._faults(f"{where} request", schema, _snowflakes(exchange.request))
        answer = self._answer(operation, exchange.status)
        if answer is None:
            faults.append(f"{where}: Discord never answers {exchange.status}")
        elif exchange.response is not None:
            name = f"{where} {exchange.status}"
            faults += self._faults(name, _json_schema(answer), exchange.response)
        return faults

    def _answer(self, operation: Any, status: int) -> Any:
        answers = operation["responses"]
        answer = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if answer is not None and "$ref" in answer:
            answer = self._spec["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
        return answer

    def _faults(self, name: str, schema: Any, instance: Any) -> list[str]:
        if schema is None:
            return [f"{name}: Discord's description has no body here"]
        if name not in self._validators:
            whole = {**schema, "components": self._spec["components"]}
            self._validators[name] = jsonschema_rs.Draft202012Validator(whole)
        return [
            f"{name}: at {'/'.join(map(str, error.instance_path)) or 'top'}: {error.message[:400]}"
            for error in self._validators[name].iter_errors(instance)
        ]


def _json_schema(body: Any) -> Any:
    return body.get("content", {}).get("application/json", {}).get("schema")


def _snowflakes(value: Any) -> Any:
    """`value` with ids as text: discord.py sends some as numbers, which Discord takes too."""
    if isinstance(value, dict):
        return {key: _snowflakes(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_snowflakes(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool) and value >= LARGEST_SAFE:
        return str(value)
    return value


@cache
def checker() -> Checker:
    """The one checker of a test run; skips the test where the description is absent."""
    if not SPEC.is_file():
        pytest.skip(f"Discord's OpenAPI description is not at {SPEC}")
    return Checker(SPEC)
