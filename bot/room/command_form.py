"""Discord's limits on an application command as a bot registers it."""

from __future__ import annotations

import unicodedata
from typing import Any

from .faults import FormFaults
from .wire import Json

OPTIONS = CHOICES = 25
COMMAND_TEXT = 8000
_SUB, _GROUP, _STRING, _INTEGER, _NUMBER = 1, 2, 3, 4, 10


def check_command(form: Any, path: str = "") -> None:
    """Raise a Fault (50035) naming everything that Discord would refuse in a command."""
    faults = FormFaults()
    at = f"{path}." if path else ""
    if not isinstance(form, dict):
        faults.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        faults.raise_any()
        return
    kind = form.get("type") or 1
    if kind not in (1, 2, 3):
        faults.add(f"{at}type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
    if kind == 1:
        _chat_name(faults, f"{at}name", form.get("name"))
        faults.length(f"{at}description", form.get("description"), 1, 100)
        _options(faults, f"{at}options", form.get("options") or [], depth=0)
        if _weight(form) > COMMAND_TEXT:
            faults.add(
                f"{at}name",
                "APPLICATION_COMMAND_TOO_LARGE",
                f"Command exceeds maximum size ({COMMAND_TEXT})",
            )
    else:
        faults.length(f"{at}name", form.get("name"), 1, 32)
        if form.get("description"):
            faults.length(f"{at}description", form["description"], 0, 0)
    faults.raise_any()


def _chat_name(faults: FormFaults, path: str, name: Any) -> None:
    good = isinstance(name, str) and 1 <= len(name) <= 32 and all(map(_in_name, name))
    if not good or name != name.lower():
        faults.add(
            path,
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        )


def _in_name(letter: str) -> bool:
    """Whether `letter` may stand in a name: letters, numbers, Devanagari, Thai and -_'."""
    return (
        letter in "-_'"
        or unicodedata.category(letter)[0] in "LN"
        or "\u0900" <= letter <= "\u097f"
        or "\u0e00" <= letter <= "\u0e7f"
    )


def _options(faults: FormFaults, path: str, options: list[Json], depth: int) -> None:
    faults.length(path, options, 0, OPTIONS)
    names: set[str] = set()
    optional_seen = False
    for index, option in enumerate(options):
        here = f"{path}.{index}"
        _chat_name(faults, f"{here}.name", option.get("name"))
        faults.length(f"{here}.description", option.get("description"), 1, 100)
        if option.get("name") in names:
            faults.add(
                f"{here}.name",
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name is already used",
            )
        names.add(str(option.get("name")))
        kind = option.get("type")
        if kind not in range(1, 12) or (kind == _GROUP and depth) or (kind == _SUB and depth > 1):
            faults.add(f"{here}.type", "BASE_TYPE_CHOICES", "Value is not an option type here.")
        elif kind in (_SUB, _GROUP):
            _options(faults, f"{here}.options", option.get("options") or [], depth + 1)
        else:
            if option.get("required") and optional_seen:
                faults.add(
                    here,
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                )
            optional_seen = optional_seen or not option.get("required")
            _choices(faults, f"{here}.choices", option)
    kinds = {option.get("type") in (_SUB, _GROUP) for option in options}
    if kinds == {True, False}:
        faults.add(
            path,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive "
            "to all other types",
        )


def _choices(faults: FormFaults, path: str, option: Json) -> None:
    choices = option.get("choices") or []
    faults.length(path, choices, 0, CHOICES)
    if choices and option.get("autocomplete"):
        faults.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Choices exclude autocomplete")
    for index, choice in enumerate(choices):
        check_choice(faults, f"{path}.{index}", choice, int(option["type"]))


def check_choice(faults: FormFaults, path: str, choice: Json, kind: int) -> None:
    """One choice of an option, or one that an autocompletion offers."""
    faults.length(f"{path}.name", choice.get("name"), 1, 100)
    value = choice.get("value")
    if kind == _STRING:
        faults.length(f"{path}.value", value, 0, 100)
    elif kind == _INTEGER and (not isinstance(value, int) or isinstance(value, bool)):
        faults.add(f"{path}.value", "NUMBER_TYPE_COERCE", f'Value "{value}" is not an int.')
    elif kind == _NUMBER and (not isinstance(value, int | float) or isinstance(value, bool)):
        faults.add(f"{path}.value", "NUMBER_TYPE_COERCE", f'Value "{value}" is not a float.')


def _weight(form: Json) -> int:
    """Code points of all names, descriptions and choices."""
    total = len(str(form.get("name") or "")) + len(str(form.get("description") or ""))
    for option in form.get("options") or []:
        total += _weight(option)
    for choice in form.get("choices") or []:
        total += len(str(choice.get("name"))) + len(str(choice.get("value")))
    return total
