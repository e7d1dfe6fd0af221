"""Message components: what Discord takes, and the full form in which it gives them back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .faults import FormFaults
from .wire import Json

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = frozenset({3, 5, 6, 7, 8})
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LINK, PREMIUM = 5, 6
TOP_PLAIN = frozenset({ROW})
TOP_RICH = frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER})
IN_CONTAINER = TOP_RICH - {CONTAINER}
MAX_RICH = 40
MAX_RICH_TEXT = 4000
_URL = re.compile(r"(https?|discord)://\S+", re.IGNORECASE)
_MEDIA_URL = re.compile(r"(https?|attachment)://\S+", re.IGNORECASE)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, depth first."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for inner in ("accessory", "component"):
            if isinstance(component.get(inner), dict):
                yield from walk([component[inner]])


class ComponentCheck:
    """Checks one message's components, noting faults under `components`."""

    def __init__(self, faults: FormFaults, *, rich: bool) -> None:
        self._faults = faults
        self._rich = rich
        self._custom_ids: set[str] = set()
        self._text = 0
        self._count = 0

    def message(self, components: Any) -> None:
        if not isinstance(components, list):
            return
        if self._rich:
            self._children("components", components, TOP_RICH)
            if self._count > MAX_RICH:
                self._faults.length("components", [0] * self._count, 1, MAX_RICH)
            if self._text > MAX_RICH_TEXT:
                self._faults.add(
                    "components",
                    "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                    f"The total displayable text size must be {MAX_RICH_TEXT} or less.",
                )
        else:
            self._faults.length("components", components, 0, 5)
            self._children("components", components, TOP_PLAIN)

    def _children(self, path: str, components: Any, kinds: frozenset[int]) -> None:
        if not isinstance(components, list):
            self._faults.add(path, "BASE_TYPE_REQUIRED", "This field is required")
            return
        for index, component in enumerate(components):
            self._one(f"{path}.{index}", component, kinds)

    def _one(self, path: str, component: Any, kinds: frozenset[int]) -> None:
        kind = component.get("type") if isinstance(component, dict) else None
        if kind not in kinds:
            allowed = ", ".join(str(k) for k in sorted(kinds))
            self._faults.add(
                f"{path}.type", "BASE_TYPE_CHOICES", f"Value must be one of {{{allowed}}}."
            )
            return
        self._count += 1
        if kind == ROW:
            self._row(path, component)
        elif kind == BUTTON:
            self._button(path, component)
        elif kind in SELECTS:
            self.select(path, component)
        elif kind == TEXT:
            self._faults.length(f"{path}.content", component.get("content"), 1, 4000)
            self._text += len(str(component.get("content", "")))
        elif kind == CONTAINER:
            self._children(f"{path}.components", component.get("components"), IN_CONTAINER)
        elif kind == SECTION:
            self._faults.length(f"{path}.components", component.get("components"), 1, 3)
            self._children(f"{path}.components", component.get("components"), frozenset({TEXT}))
            self._one(
                f"{path}.accessory", component.get("accessory"), frozenset({BUTTON, THUMBNAIL})
            )
        elif kind == GALLERY:
            self._faults.length(f"{path}.items", component.get("items"), 1, 10)
            for index, item in enumerate(component.get("items") or []):
                self._media(f"{path}.items.{index}.media", item.get("media"))
        elif kind in (THUMBNAIL, FILE):
            key = "media" if kind == THUMBNAIL else "file"
            self._media(f"{path}.{key}", component.get(key))

    def _row(self, path: str, row: Json) -> None:
        inner = row.get("components")
        self._faults.length(f"{path}.components", inner, 1, 5)
        self._children(f"{path}.components", inner, SELECTS | {BUTTON})
        kinds = [c.get("type") for c in inner or [] if isinstance(c, dict)]
        if len(kinds) > 1 and SELECTS & set(kinds):
            self._faults.add(
                f"{path}.components",
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            )

    def _button(self, path: str, button: Json) -> None:
        style = button.get("style")
        if style not in range(1, 7):
            self._faults.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of 1 to 6.")
        if style == PREMIUM:
            return
        if button.get("label") is not None:
            self._faults.length(f"{path}.label", button["label"], 0, 80)
        if not button.get("label") and not button.get("emoji"):
            self._faults.add(
                path, "BUTTON_COMPONENT_LABEL_OR_EMOJI", "A button needs a label or an emoji."
            )
        if style == LINK:
            self._url(f"{path}.url", button.get("url"))
            if button.get("custom_id") is not None:
                self._faults.add(
                    path, "BUTTON_COMPONENT_CUSTOM_ID_URL", "A link button has no custom id."
                )
        else:
            self._custom_id(path, button)

    def select(self, path: str, select: Json) -> None:
        self._custom_id(path, select)
        self.choosing(path, select)

    def choosing(self, path: str, select: Json) -> None:
        """All of a select menu but its custom id."""
        if select.get("placeholder") is not None:
            self._faults.length(f"{path}.placeholder", select["placeholder"], 0, 150)
        low, high = select.get("min_values", 1), select.get("max_values", 1)
        self._faults.number(f"{path}.min_values", low, 0, 25)
        self._faults.number(f"{path}.max_values", high, max(1, low or 0), 25)
        if select.get("type") == STRING_SELECT:
            self.options(f"{path}.options", select.get("options"))
        elif len(select.get("default_values") or []) > (high or 1):
            self._faults.length(f"{path}.default_values", select["default_values"], 0, high or 1)

    def options(self, path: str, options: Any, most: int = 25) -> None:
        self._faults.length(path, options, 1, most)
        seen: set[str] = set()
        for index, option in enumerate(options if isinstance(options, list) else []):
            here = f"{path}.{index}"
            self._faults.length(f"{here}.label", option.get("label"), 1, 100)
            self._faults.length(f"{here}.value", option.get("value"), 1, 100)
            if option.get("description") is not None:
                self._faults.length(f"{here}.description", option["description"], 0, 100)
            if option.get("value") in seen:
                self._faults.add(
                    f"{here}.value",
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            seen.add(str(option.get("value")))

    def _custom_id(self, path: str, component: Json) -> None:
        custom_id = component.get("custom_id")
        self._faults.length(f"{path}.custom_id", custom_id, 1, 100)
        if custom_id in self._custom_ids:
            self._faults.add(
                f"{path}.custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        self._custom_ids.add(str(custom_id))

    def _media(self, path: str, media: Any) -> None:
        url = media.get("url") if isinstance(media, dict) else None
        if not isinstance(url, str) or not _MEDIA_URL.fullmatch(url):
            self._faults.add(f"{path}.url", "URL_TYPE_INVALID_URL", "Not a well formed URL.")

    def _url(self, path: str, url: Any) -> None:
        if not isinstance(url, str) or not _URL.fullmatch(url):
            self._faults.add(
                path,
                "URL_TYPE_INVALID_SCHEME",
                f'Scheme "{str(url).partition(":")[0]}" is not supported. '
                "Scheme must be one of ('http', 'https', 'discord').",
            )
        elif len(url) > 512:
            self._faults.length(path, url, 0, 512)


def completed(components: list[Json], urls: dict[str, Json]) -> list[Json]:
    """The components as Discord answers with them: numbered, with every default filled in.

    `urls` gives the attachment behind each `attachment://name`.
    """
    taken = {c["id"] for c in walk(components) if c.get("id")}
    numbers = (n for n in range(1, 10_000) if n not in taken)
    return [_complete(component, numbers, urls) for component in components]


_DEFAULTS: dict[int, Json] = {
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
    THUMBNAIL: {"description": None, "spoiler": False},
    FILE: {"name": None, "size": None, "spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
}


def _complete(component: Json, numbers: Iterator[int], urls: dict[str, Json]) -> Json:
    given = {key: value for key, value in component.items() if value is not None}
    whole = {**_DEFAULTS.get(component["type"], {}), **given}
    whole["id"] = component.get("id") or next(numbers)
    if "components" in component:
        whole["components"] = [_complete(c, numbers, urls) for c in component["components"]]
    if "default_values" in whole:
        whole["default_values"] = [{**v, "id": str(v["id"])} for v in whole["default_values"]]
    if isinstance(component.get("accessory"), dict):
        whole["accessory"] = _complete(component["accessory"], numbers, urls)
    for key in ("media", "file"):
        if key in component:
            whole[key] = _media(component[key], urls)
    if "items" in component:
        whole["items"] = [
            {"description": None, "spoiler": False, **i, "media": _media(i["media"], urls)}
            for i in component["items"]
        ]
    return whole


def _media(media: Json, urls: dict[str, Json]) -> Json:
    url = str(media["url"])
    held = urls.get(url.removeprefix("attachment://"))
    if held is None:
        return {"id": "0", "url": url, "proxy_url": url, "width": None, "height": None}
    return {
        "id": held["id"],
        "url": held["url"],
        "proxy_url": held["url"],
        "width": None,
        "height": None,
        "content_type": held.get("content_type"),
        "attachment_id": held["id"],
    }
