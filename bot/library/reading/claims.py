"""What a file's properties claim of it, held against its text."""

from __future__ import annotations

import re

LONGEST = 300


def confirmed(claimed: str | None, text: str) -> str:
    """What a property says, if the text says it too, in words and order; else empty.

    Properties are filled in by programs and typists: “Microsoft Word - draft2”, the name of the
    computer's owner. The text decides.
    """
    words = _words((claimed or "")[:LONGEST])
    stands = f" {' '.join(words)} " in f" {' '.join(_words(text))} "
    return " ".join((claimed or "").split()) if len(words) > 1 and stands else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
