"""What a person types: a speech of several lines, a command between them, or a choice.

Reads standard input and knows nothing of a debate but the cap of a speech.
"""

from __future__ import annotations

import contextlib
import select
import sys
from collections.abc import Callable, Sequence

from bot.debate.errors import ParleyError
from bot.debate.rules import count_words

with contextlib.suppress(ImportError):
    import readline  # noqa: F401  arrows, history and pasting of several lines


class Left(Exception):
    """The input has ended before there was anything to read."""


def speech(cap: int, obey: Callable[[str], bool]) -> str:
    """A speech of at least one word, ended by an empty line or the end of the input.

    A line that begins with a slash is handed to `obey` instead; where that says true the speech
    is given up, and the answer is empty. Raises Left when the input ends before a word.
    """
    lines: list[str] = []
    while True:
        try:
            line = read(f"{count_words(' '.join(lines)):>4}/{cap} > ")
        except EOFError:
            if lines:
                break
            raise Left from None
        if line.startswith("/"):
            if obey(line.strip()):
                return ""
        elif line.strip():
            lines.append(line)
        elif lines:
            if not _more_is_coming():
                break
            lines.append("")
    return "\n".join(lines).strip()


def choice(menu: Callable[[], None], what: str, ids: Sequence[str], default: str = "") -> str:
    """One of `ids`, chosen from the `menu` by its number or by name; Enter takes the `default`.

    Raises ParleyError when the input ends without a choice.
    """
    menu()
    hint = f", Enter for {default}" if default else ""
    while True:
        try:
            answer = read(f"Which {what}? 1 to {len(ids)}{hint}: ").strip()
        except EOFError:
            raise ParleyError(f"No {what} was chosen. Name one with --{what}.") from None
        if not answer and default:
            return default
        if answer in ids:
            return answer
        if answer.isdecimal() and 1 <= int(answer) <= len(ids):
            return ids[int(answer) - 1]
        print(f"Give a number from 1 to {len(ids)}.", file=sys.stderr)


def at_a_keyboard() -> bool:
    """Whether somebody is typing, and not a file or a pipe."""
    return sys.stdin is not None and sys.stdin.isatty()


def read(prompt: str) -> str:
    """A line from the keyboard, with `prompt` before it; from a pipe, without. Raises EOFError."""
    if sys.stdin is None:
        raise EOFError
    return input(prompt if at_a_keyboard() else "")


def _more_is_coming() -> bool:
    """Whether lines are waiting to be read: an empty one was then pasted, and ends nothing."""
    return at_a_keyboard() and bool(select.select([sys.stdin], [], [], 0)[0])
