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
            faults += self._faults(f"{where} request", schema, _as_described(exchange.request))
        answer = self._answer(operation, exchange.status)
        if answer is None:
            faults.append(f"{where}: Discord never answers {exchange.status}")
        elif exchange.response is not None:
            name = f"{where} {exchange.status}"
            told = exchange.response
            if exchange.status >= 400:
                told = {**told, "errors": _numbered(told["errors"])} if "errors" in told else told
            faults += self._faults(name, _json_schema(answer), told)
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


def _as_described(value: Any) -> Any:
    """`value` with ids as text and bits as numbers: Discord takes them either way."""
    if isinstance(value, dict):
        whole = {key: _as_described(inner) for key, inner in value.items()}
        if isinstance(value.get("attachments"), list):
            whole["attachments"] = [{**a, "id": str(a["id"])} for a in whole["attachments"]]
        for bits in ("allow", "deny", "permissions"):
            if isinstance(value.get(bits), str):
                whole[bits] = int(value[bits])
        return whole
    if isinstance(value, list):
        return [_as_described(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool) and value >= LARGEST_SAFE:
        return str(value)
    return value


def _numbered(errors: Any) -> Any:
    """`errors` with numbers for codes: Discord sends words there, whatever its description says."""
    if isinstance(errors, dict):
        words = isinstance(errors.get("code"), str)
        return {k: 0 if words and k == "code" else _numbered(v) for k, v in errors.items()}
    return [_numbered(inner) for inner in errors] if isinstance(errors, list) else errors


@cache
def checker() -> Checker:
    """The one checker of a test run; skips the test where the description is absent."""
    if not SPEC.is_file():
        pytest.skip(f"Discord's OpenAPI description is not at {SPEC}")
    return Checker(SPEC)
