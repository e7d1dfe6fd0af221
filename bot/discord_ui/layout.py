"""Text made fit for Discord: nothing in it pings, invites, hides a link or breaks the layout.

Pure text in, text out. Whatever a model, a student or a source wrote passes through `plain`
before it is shown; what is ours is written around it.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

MESSAGE = 2000
"""Discord's limit for the content of a message, in characters."""

GAP = "\u200b"
"""A character of no width: it breaks a mark without changing how the words look."""

_UNSEEN = regex.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]")
_HEAPED = regex.compile(r"(\p{M}{3})\p{M}+")
_REFERENCE = regex.compile(r"<(?=[@#/:tai])", regex.IGNORECASE)
_EVERYBODY = regex.compile(r"@(?=everyone|here)", regex.IGNORECASE)
_INVITE = regex.compile(
    r"(?:https?://)?(?:www\.)?(?:discord\.gg|discord(?:app)?\.com/invite|dsc\.gg)/?\S*",
    regex.IGNORECASE,
)
_MASKED = regex.compile(r"\](?=\s*\()")
_BLOCK = regex.compile(r"^(\s*)(>{1,3}|#{1,3}|-#)(?=\s|$)", regex.MULTILINE)
_FENCE = regex.compile(r"`{3,}|\|\|")
_BLANKS = regex.compile(r"\n\s*\n(?:\s*\n)+")


def plain(text: str) -> str:
    """`text` as it may be shown to a class: the same words, and no mark that acts on Discord."""
    text = _UNSEEN.sub("", text)
    text = _HEAPED.sub(r"\1", text)
    text = _REFERENCE.sub("<" + GAP, text)
    text = _EVERYBODY.sub("@" + GAP, text)
    text = _INVITE.sub("(invitation removed)", text)
    text = _MASKED.sub("]" + GAP, text)
    text = _BLOCK.sub(r"\1\\\2", text)
    text = _FENCE.sub(lambda found: GAP.join(found.group()), text)
    return _BLANKS.sub("\n\n", text).strip()


def graphemes(text: str, limit: int) -> str:
    """The longest beginning of `text` within `limit` characters that cuts no grapheme in two."""
    if len(text) <= limit:
        return text
    end = 0
    for found in regex.finditer(r"\X", text[: limit + 64]):
        if found.end() > limit:
            break
        end = found.end()
    return text[: end or limit]


def pieces(text: str, limit: int = MESSAGE) -> Iterator[str]:
    """`text` in parts of at most `limit` characters, cut at a paragraph, sentence or space.

    A grapheme is never cut unless one alone is longer than the limit.
    """
    while len(text) > limit:
        head = graphemes(text, limit)
        for mark in ("\n\n", "\n", ". ", " "):
            at = head.rfind(mark, limit // 2)
            if at > 0:
                head = head[: at + len(mark)]
                break
        yield head.rstrip()
        text = text[len(head) :].lstrip()
    if text:
        yield text


def shortened(text: str, limit: int) -> str:
    """`text` within `limit` characters, with an ellipsis where something was left out."""
    return text if len(text) <= limit else graphemes(text, limit - 1).rstrip() + "…"
