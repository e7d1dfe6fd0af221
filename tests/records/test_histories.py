"""Histories that earlier versions stored fold, through the code of today, to the same state."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.debate.events import EVENTS
from bot.records import log
from bot.records.codec import Part
from tests.records.keep_history import FOLDER, HISTORIES, state

KEPT = sorted(FOLDER.glob("*.json"))


def as_kept(now: Any, kept: Any) -> Any:
    """`now` without the fields that came later than what was kept."""
    if isinstance(kept, dict) and isinstance(now, dict):
        return {key: as_kept(now[key], kept[key]) for key in kept if key in now}
    if isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        return [as_kept(*pair) for pair in zip(now, kept, strict=True)]
    return now


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_an_old_history_folds_to_the_same_state(path: Path) -> None:
    history = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        {**row, "at": datetime.fromisoformat(row["at"] + "+00:00")} for row in history["events"]
    ]
    parts: log.Parts = defaultdict(dict)
    for part in history["words"]:
        parts[part["seq"]][part["part"]] = Part(part["text"], part["salt"])
    debate = log.fold(history["state"]["id"], rows, parts)
    assert as_kept(state(debate), history["state"]) == history["state"]


def test_every_kind_of_event_is_in_some_history() -> None:
    kinds = {
        row["kind"]
        for path in KEPT
        for row in json.loads(path.read_text(encoding="utf-8"))["events"]
    }
    assert kinds == {kind.__name__ for kind in EVENTS}


def test_every_history_was_kept() -> None:
    assert set(HISTORIES) <= {path.stem for path in KEPT}
