"""Modals: the limits on one that the bot opens, and what a person's answers become."""

from __future__ import annotations

from typing import Any

from .command_values import MENUS, Values
from .components import (
    ROW,
    SELECTS,
    TEXT,
    TEXT_INPUT,
    ComponentCheck,
    walk,
)
from .faults import FormFaults, not_done
from .wire import Json

LABEL, FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
_INPUTS = frozenset({3, 4, 5, 6, 7, 8, 21, 22, 23})
_ONE_VALUE = frozenset({TEXT_INPUT, RADIO, CHECKBOX})


def check_modal(data: Any) -> None:
    """Raise a Fault for a modal that Discord would refuse."""
    faults = FormFaults()
    modal = data if isinstance(data, dict) else {}
    faults.length("data.title", modal.get("title"), 1, 45)
    faults.length("data.custom_id", modal.get("custom_id"), 1, 100)
    components = modal.get("components")
    faults.length("data.components", components, 1, 5)
    seen: set[str] = set()
    for index, component in enumerate(components or []):
        path = f"data.components.{index}"
        kind = component.get("type")
        if kind == ROW:
            faults.length(f"{path}.components", component.get("components"), 1, 1)
            for inner in component.get("components") or []:
                _check_input(faults, f"{path}.components.0", inner, seen, {TEXT_INPUT})
        elif kind == LABEL:
            faults.length(f"{path}.label", component.get("label"), 1, 45)
            if component.get("description") is not None:
                faults.length(f"{path}.description", component["description"], 0, 100)
            inner = component.get("component") or {}
            _check_input(faults, f"{path}.component", inner, seen, _INPUTS)
        elif kind != TEXT:
            faults.add(f"{path}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 10, 18}.")
    faults.raise_any()


def _check_input(faults: FormFaults, path: str, given: Json, seen: set[str], kinds: Any) -> None:
    kind = given.get("type")
    if kind == FILE_UPLOAD:
        raise not_done("file uploads in a modal")
    if kind not in kinds:
        faults.add(f"{path}.type", "BASE_TYPE_CHOICES", "Not a component for a modal.")
        return
    custom_id = given.get("custom_id")
    faults.length(f"{path}.custom_id", custom_id, 1, 100)
    if custom_id in seen:
        faults.add(
            f"{path}.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "Component custom id cannot be duplicated",
        )
    seen.add(str(custom_id))
    if kind == TEXT_INPUT:
        _check_text_input(faults, path, given)
    elif kind in SELECTS:
        ComponentCheck(faults, rich=True).choosing(path, given)
    elif kind in (RADIO, CHECKBOXES):
        ComponentCheck(faults, rich=True).options(f"{path}.options", given.get("options"), most=10)


def _check_text_input(faults: FormFaults, path: str, given: Json) -> None:
    if given.get("label") is not None:
        faults.length(f"{path}.label", given["label"], 1, 45)
    if given.get("placeholder") is not None:
        faults.length(f"{path}.placeholder", given["placeholder"], 0, 100)
    if given.get("value") is not None:
        faults.length(f"{path}.value", given["value"], 0, 4000)
    if given.get("style") not in (1, 2):
        faults.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    if given.get("min_length") is not None:
        faults.number(f"{path}.min_length", given["min_length"], 0, 4000)
    if given.get("max_length") is not None:
        faults.number(f"{path}.max_length", given["max_length"], 1, 4000)


def answered(modal: Json, fields: Json, things: Values) -> list[Json]:
    """The components of a modal submit with the person's `fields`; a Fault where they do not fit.

    `things` looks up what is picked in a menu of people, roles or channels.
    """
    faults = FormFaults()
    known = {c["custom_id"] for c in walk(modal["components"]) if c.get("custom_id")}
    for name in set(fields) - known:
        faults.add(f"fields.{name}", "UNKNOWN_FIELD", "The form has no such field.")
    result = [
        _answer(faults, c, fields, index, things) for index, c in enumerate(modal["components"], 1)
    ]
    faults.raise_any()
    return result


def _answer(faults: FormFaults, component: Json, fields: Json, number: int, things: Values) -> Json:
    kind = component["type"]
    whole: Json = {"type": kind, "id": component.get("id") or number}
    if kind == ROW:
        inner = component["components"]
        whole["components"] = [_answer(faults, c, fields, number * 10, things) for c in inner]
    elif kind == LABEL:
        whole["component"] = _answer(faults, component["component"], fields, number * 10, things)
    elif kind != TEXT:
        whole["custom_id"] = component["custom_id"]
        value = fields.get(component["custom_id"])
        key = "value" if kind in _ONE_VALUE else "values"
        whole[key] = _check_value(faults, component, value)
        if kind in MENUS:
            faults.raise_any()
            whole["values"] = things.pick(component, whole["values"])
    return whole


def _check_value(faults: FormFaults, component: Json, value: Any) -> Any:
    kind, path = component["type"], f"fields.{component['custom_id']}"
    if kind == TEXT_INPUT:
        text = "" if value is None else value
        if not isinstance(text, str):
            faults.add(path, "BASE_TYPE_STRING", "Could not interpret as string.")
            return ""
        required = component.get("required", True)
        low = max(component.get("min_length") or 0, 1 if required else 0)
        if text or required:
            faults.length(path, text, low, component.get("max_length") or 4000)
        return text
    if kind == CHECKBOX:
        return bool(value)
    options = {o["value"] for o in component.get("options", [])}
    if kind == RADIO:
        if value is None and not component.get("required", True):
            return None
        if not isinstance(value, str) or value not in options:
            faults.add(path, "BASE_TYPE_CHOICES", "Value is not among the options.")
        return value
    values = [str(v) for v in value] if isinstance(value, list) else []
    low = component.get("min_values", 1) if component.get("required", True) else 0
    high = component.get("max_values") or (len(options) if kind == CHECKBOXES else 1)
    # What need not be filled in may be left empty, whatever its least number.
    if (values or low) and not low <= len(values) <= high:
        faults.add(path, "BASE_TYPE_BAD_LENGTH", "Too few or too many values.")
    if options and not set(values) <= options:
        faults.add(path, "BASE_TYPE_CHOICES", "Value is not among the options.")
    return values
