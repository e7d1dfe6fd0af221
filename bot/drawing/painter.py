"""The child that turns one SVG picture, on its input, into a PNG on its output.

A process of its own, since the renderer lets nothing else run in the one that it works in. Never
imported by the rest of Parley.
"""

from __future__ import annotations

import re
import sys

import resvg_py

from bot.drawing.letters import font_file

BEYOND = re.compile(
    "[\u0700-\u0e7f\u0f00-\u10ff\u1100-\u1cff\u2e80-\ua4ff\ua800-\ud7ff\U0001f000-\U0003ffff]"
)
"""Writing and signs that our font lacks: for these the machine's own fonts are looked through."""


def main() -> None:
    svg = sys.stdin.buffer.read().decode()
    picture = resvg_py.svg_to_bytes(
        svg_string=svg,
        font_files=[str(font_file())],
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
        skip_system_fonts=not BEYOND.search(svg),
    )
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
