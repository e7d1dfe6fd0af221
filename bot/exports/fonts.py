"""Letters for paper: our own font, and for what it lacks the fonts of the machine.

A PDF carries its letters with it, so that each that is written needs a font at hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from struct import error as StructError

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

from bot.drawing.letters import font_file

PLACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
KINDS = {".ttf", ".otf", ".ttc"}
TABLES = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post")
NOT_UPRIGHT = ("bold", "italic", "oblique", "thin", "black", "condensed", "lastresort")
MOST_FILES = 2000
"""So many of a machine's fonts are looked through, which takes about ten seconds at the most."""


@lru_cache(maxsize=1)
def own_letters() -> frozenset[int]:
    """The characters of our own font."""
    return letters_of(font_file())


def lacking(text: str) -> frozenset[int]:
    """The characters of a text that our own font has no letter for."""
    return frozenset(map(ord, text)) - own_letters() - {ord("\n")}


@lru_cache(maxsize=64)
def found_for(
    lacking: frozenset[int], places: tuple[str, ...] = PLACES
) -> tuple[tuple[Path, ...], frozenset[int]]:
    """Fonts of this machine that together have these characters, and those that none has."""
    if not lacking:
        return (), lacking
    having = [(path, has) for path in _upright(places) if (has := letters_of(path) & lacking)]
    chosen: list[Path] = []
    missing = lacking
    while any(has & missing for _, has in having):
        path, has = max(having, key=lambda one: (len(one[1] & missing), -len(one[0].stem)))
        chosen.append(path)
        missing -= has
    return tuple(chosen), missing


def letters_of(path: Path) -> frozenset[int]:
    """The characters of a font; none of one that is broken or lacks what a PDF asks for."""
    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            whole = all(table in font for table in TABLES)
            return frozenset(font.getBestCmap() or ()) if whole else frozenset()
    except (TTLibError, OSError, KeyError, ValueError, AssertionError, StructError):
        return frozenset()


def _upright(places: Iterable[str]) -> Iterable[Path]:
    """The fonts in an upright, plain cut."""
    found: list[Path] = []
    for path in _files(places):
        name = path.stem.lower()
        if path.suffix.lower() in KINDS and not any(cut in name for cut in NOT_UPRIGHT):
            found.append(path)
    return sorted(found)[:MOST_FILES]


def _files(places: Iterable[str]) -> Iterator[Path]:
    for place in places:
        for folder, _, names in os.walk(Path(place).expanduser()):
            yield from (Path(folder, name) for name in names)
