"""Text as Markdown shows it: what was written, and nothing that Markdown acts on."""

from __future__ import annotations

import re

CITATION = r"\[(?!\d+\](?![(\[:]))"
"""An opening bracket, unless it begins a bare [1], which is what a citation looks like."""

MARKS = re.compile(rf"[\\`*_<~|$]|{CITATION}|&(?=#?\w+;)")
"""What Markdown, and the programs that show it, act on wherever it stands."""

OPENERS = re.compile(r"^([-+=>#]|\d+(?=[.)]))")
"""What Markdown acts on at the beginning of a line."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of what follows."""


def line(text: str) -> str:
    """Text on one line, with nothing in it that Markdown acts on."""
    return _escape(" ".join(text.split()))


def quote(text: str) -> str:
    """Text as a block quote that keeps its lines, with nothing in it that Markdown acts on."""
    lines = [_escape(one.strip()) for one in text.strip().splitlines()]
    return "\n".join(f"> {one}  " if one else ">" for one in lines or [""]).rstrip(" ")


def sentence(text: str) -> str:
    """Text on one line that ends as a sentence does."""
    text = line(text)
    return text if text.endswith((".", "?", "!")) else f"{text}."


def count(number: int, noun: str) -> str:
    """A number of things in words, such as “1 word” or “1,200 tokens”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _escape(text: str) -> str:
    text = MARKS.sub(r"\\\g<0>", UNSEEN.sub("", text.replace("\t", " ")).strip())
    return OPENERS.sub(lambda found: _opener(found[0]), text)


def _opener(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"
