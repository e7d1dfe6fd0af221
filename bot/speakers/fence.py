"""The fence around what other people wrote, so that a prompt can tell it from what is asked.

A fence is a pair of tags. Angle brackets inside are turned into their full-width twins, which a
reader understands and which are no tags, so no text can close its fence or open another. The
same text always gives the same fence.
"""

from __future__ import annotations

import unicodedata

TWINS = str.maketrans({"<": "＜", ">": "＞", "\r": "\n", "\u2028": "\n", "\u2029": "\n"})
JOINERS = "\u200c\u200d"
"""Invisible, but parts of words and signs in several scripts."""


def fence(tag: str, text: str, **labels: object) -> str:
    """`text` between `<tag label="…">` and `</tag>`, each on a line of its own."""
    told = "".join(f' {name}="{_label(str(value))}"' for name, value in labels.items())
    return f"<{tag}{told}>\n{disarmed(text).strip()}\n</{tag}>"


def disarmed(text: str) -> str:
    """`text` without tags, control characters and invisible writing."""
    text = text.replace("\r\n", "\n").translate(TWINS)
    return "".join(c for c in text if c in "\n\t" or c in JOINERS or not _hidden(c))


def _hidden(character: str) -> bool:
    """Controls, invisible formatting, halves of surrogate pairs and private signs."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}


def _label(text: str) -> str:
    return " ".join(disarmed(text).replace('"', "”").split())
