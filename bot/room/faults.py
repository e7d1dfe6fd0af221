"""What the room refuses, in Discord's own codes and words.

Exception
├── Fault            an HTTP status, Discord's code and message; sent as JSON
│   └── RateLimited  429 with the seconds to wait
├── PortInUse        another program listens on the room's port
└── DataFileUnfit    the data file is no room's
    ├── DataFileInUse    another room holds it
    └── NoPassword       a school's room without a teacher's password
"""

from __future__ import annotations

from .wire import Json


class Fault(Exception):
    """A refused request."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        body: Json = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class RateLimited(Fault):
    def __init__(self, retry_after: float, *, everywhere: bool = False) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.retry_after = retry_after
        self.everywhere = everywhere

    def body(self) -> Json:
        wait = round(self.retry_after, 3)
        return {**super().body(), "retry_after": wait, "global": self.everywhere}


class PortInUse(Exception):
    """The port is taken; the text is the one line to show."""


class DataFileUnfit(Exception):
    """The data file cannot be used; the text is the one line to show."""


class DataFileInUse(DataFileUnfit):
    """The data file is held by another room."""


class NoPassword(DataFileUnfit):
    """A room for classes has no teacher's password yet."""


_UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Permission Overwrite": 10009,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
    "application command": 10063,
}


def unknown(thing: str) -> Fault:
    """404 for a `thing` that is not there, e.g. "Channel"."""
    return Fault(404, _UNKNOWN[thing], f"Unknown {thing}")


def no_access() -> Fault:
    return Fault(403, 50001, "Missing Access")


def no_permission() -> Fault:
    return Fault(403, 50013, "Missing Permissions")


def not_done(what: str) -> Fault:
    """501 for what Discord does and the room does not."""
    return Fault(501, 0, f"The practice room does not do {what}.")


class FormFaults:
    """Gathers what is wrong with a form, path by path, into Discord's error 50035."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, path: str, code: str, message: str) -> None:
        """Note a fault at a dotted `path` such as `embeds.0.title`; "" is the form itself."""
        node = self._tree
        for step in path.split(".") if path else ():
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: str, value: object, low: int, high: int) -> None:
        """Note a text or list whose length is outside `low`..`high`; code points, as Discord counts."""
        if not isinstance(value, str | list):
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif len(value) > high and low == 0:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif not low <= len(value) <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def number(self, path: str, value: object, low: int, high: int) -> None:
        if not isinstance(value, int) or not low <= value <= high:
            self.add(
                path,
                "NUMBER_TYPE_MIN_MAX",
                f"int value should be between {low} and {high}.",
            )

    def raise_any(self) -> None:
        if self._tree:
            raise Fault(400, 50035, "Invalid Form Body", _pruned(self._tree))


def _pruned(node: Json) -> Json:
    """The tree as Discord shapes it: a field has faults of its own or within, never both."""
    if "_errors" in node:
        return {"_errors": node["_errors"]}
    return {step: _pruned(inner) for step, inner in node.items()}


def bad_form(path: str, code: str, message: str) -> Fault:
    """A 50035 for a single field."""
    faults = FormFaults()
    faults.add(path, code, message)
    try:
        faults.raise_any()
    except Fault as fault:
        return fault
    raise AssertionError("a noted fault is always raised")
