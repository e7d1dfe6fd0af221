"""`python -m benchmarks.eval [--quick] [--json]`"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from benchmarks.eval.evaluate import FULL, QUICK, evaluate
from benchmarks.eval.lines import faults, read_lines
from benchmarks.eval.report import page
from bot.library.file_library import open_library

CORPUS = Path(__file__).parents[2] / "corpus"
NO_ARTICLES = Path(__file__).parent / "no-articles"
"""Articles are each teacher's own; without them the figures are the same everywhere."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.eval", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small part, in a few seconds")
    parser.add_argument("--json", action="store_true", help="print JSON, with every fault")
    asked = parser.parse_args()
    library = open_library(CORPUS, articles=NO_ARTICLES)
    lines = read_lines()
    if wrong := faults(lines, library):
        raise SystemExit("\n".join(wrong))
    result = asyncio.run(evaluate(library, lines, QUICK if asked.quick else FULL))
    library.close()
    printed = json.dumps(result, indent=2, ensure_ascii=False) if asked.json else page(result)
    sys.stdout.write(f"{printed}\n")


main()
