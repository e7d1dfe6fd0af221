"""The first two sources may not be redistributed: no eight words of theirs in a row are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library.words import words_of
from tests.library.conftest import ROOT

RUN = 8
TITLES = (
    "To Keep Russia At Bay, We Need Good Diplomacy, Not Threats Of War",
    "Senior-level engagement with Russia is good — if it’s realistic",
)
SHIPPED = ("corpus", "prompts", "docs", "bot", "benchmarks", "tests")
TEXTS = (".md", ".yaml", ".yml", ".py", ".js", ".html", ".json", ".txt")


def runs(text: str) -> set[tuple[str, ...]]:
    said = words_of(text).said
    return {said[first : first + RUN] for first in range(len(said) - RUN + 1)}


def shipped_files() -> list[Path]:
    return [
        path
        for folder in SHIPPED
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in TEXTS and "articles" not in path.relative_to(ROOT).parts
    ]


def test_no_eight_words_of_a_first_source_are_shipped(shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the two raw captures are not here")
    theirs = set().union(*(runs(seed.read_text(encoding="utf-8")) for seed in seeds))
    theirs -= set().union(*map(runs, TITLES))
    assert len(theirs) > 1000
    for path in shipped_files():
        copied = theirs & runs(path.read_text(encoding="utf-8", errors="replace"))
        assert not copied, f"{path.relative_to(ROOT)}: {sorted(copied)[0]}"
