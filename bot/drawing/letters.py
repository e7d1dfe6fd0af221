"""How wide words are in the font that comes with us, and where a line has to be broken."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import regex
from ziafont.font import Font

FAMILY = "DejaVu Sans, Verdana, sans-serif"
"""Verdana is as wide, for a reader who opens an SVG where our font is not installed."""
ELLIPSIS = "…"


def font_file() -> Path:
    """The file of our font, DejaVu Sans: Latin, Greek, Cyrillic, Arabic and more."""
    spec = find_spec("ziafont")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts" / "DejaVuSans.ttf"


@lru_cache(maxsize=1)
def _font() -> Font:
    return Font(font_file())


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    """How wide a letter is, where the height of the font is 1; one it lacks is held to be wide."""
    if unicodedata.combining(letter):
        return 0.0
    font = _font()
    glyph = font.glyphindex(letter)
    if not glyph:
        return 1.0
    return float(font.advance(glyph, None) / font.info.layout.unitsperem)


def width(words: str, size: float) -> float:
    """How wide words are in a font of this size, both in pixels. The first call takes half a second."""
    return size * sum(map(_advance, words))


def wrapped(words: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Words in lines of at most `room` pixels, `most` lines at the most; what is cut ends in “…”."""
    lines: list[str] = []
    line = ""
    for word in _fitting(words, size, room):
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], clipped(f"{lines[most - 1]} {ELLIPSIS}", size, room))


def clipped(words: str, size: float, room: float) -> str:
    """As many words as fit into so many pixels; of one that is too long by itself, its beginning."""
    if width(words, size) <= room:
        return words
    letters = regex.findall(r"\X", words.removesuffix(ELLIPSIS).rstrip())
    while letters and width("".join(letters) + ELLIPSIS, size) > room:
        letters.pop()
    kept = "".join(letters)
    whole = kept.rpartition(" ")[0] if " " in kept.strip() else kept
    return whole.rstrip(" ,;:–-") + ELLIPSIS


def _fitting(words: str, size: float, room: float) -> list[str]:
    """The words, those that are wider than a line in pieces."""
    fitting: list[str] = []
    for word in words.split():
        piece = ""
        for letter in regex.findall(r"\X", word):
            if piece and width(piece + letter, size) > room:
                fitting.append(piece)
                piece = ""
            piece += letter
        fitting.append(piece)
    return fitting
