"""The wordings are found through an index; what that gives is what looking at every one gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.library.file_library import FileLibrary, open_library
from bot.library.likeness import Heard, Likeness, _Shared
from bot.library.recognise import stretches

ROOT = Path(__file__).parents[2]
LINES = ROOT / "benchmarks" / "eval" / "lines.yaml"


@pytest.fixture(scope="module")
def shipped() -> FileLibrary:
    return open_library(ROOT / "corpus")


def by_looking_at_all(known: Likeness, heard: Heard) -> list[float]:
    """The scores of a text, with every wording held against it in full."""
    best = [[0.0, 0.0] for _ in known._all]
    for wording in known._wordings:
        stems = heard.stems & wording.form.stems
        if stems or not wording.form.stems:
            shared = _Shared(sum(known._idf[s] for s in stems), len(stems))
            own = best[wording.argument]
            own[:] = sorted([*own, known._score(heard, wording, shared)], reverse=True)[:2]
    scores = []
    for (first, second), stems in zip(best, known._all, strict=True):
        common = sum(known._idf[s] for s in heard.stems & stems)
        bag = common / heard.mass * known._saturation(common) if heard.mass else 0.0
        scores.append(0.78 * first + 0.10 * second + 0.22 * bag)
    return scores


@pytest.mark.parametrize("questions", [False, True])
def test_the_index_misses_no_wording(shipped: FileLibrary, questions: bool) -> None:
    known = Likeness(shipped.every_argument(), questions=questions)
    lines = [line for line in yaml.safe_load(LINES.read_text()) if line["split"] == "tune"]
    texts = [text for line in lines[::4] for text in stretches(line["says"])]
    assert len(texts) > 30
    for text in texts:
        heard = known.hear(text)
        if heard is not None:
            assert known.scores(heard) == pytest.approx(by_looking_at_all(known, heard))
