"""What people are told before anything is recorded of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice on what is kept, why, how long, and who else gets it. `text` is Markdown.

    Whoever agreed to one `version` is asked again once there is another.
    """

    version: str
    text: str
