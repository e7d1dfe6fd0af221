"""Keep a history: write a debate as it is stored today, with the state that it folds to.

    python -m tests.records.keep_history NAME

Run it once for each shape of debate worth keeping, and before the shape of an event changes.
What it has written is never written again: later versions must read it as it is.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.debate import commands
from bot.debate.model import BOT, Debate
from bot.records import open_records
from tests.debate.examples import EXAMINED, command, delivers, floor, opening, posts, says
from tests.records.held import (
    CAUCUS_DEBATE,
    JUDGED_DEBATE,
    OXFORD_DEBATE,
    TEACHERS_DEBATE,
    TEAM_DEBATE,
)
from tests.records.recorded import record, run_sql, whole_debate

FOLDER = Path(__file__).parent / "histories"

HISTORIES: Mapping[str, tuple[commands.Command, ...]] = {
    "a-quick-debate": whole_debate("d1"),
    "two-students": (
        opening(opponent=None),
        floor(),
        command(commands.TakeSeat, by="bo", seat="negative"),
        says("ada", message="m0"),
        command(commands.End, by="bo", reason="The bell rang."),
    ),
    "the-bot-against-itself": (
        opening(person=BOT, by="ada", format=EXAMINED),
        floor(),
        delivers(0),
        posts(0),
        delivers(1, "What would a hundred men do?"),
        posts(1),
        delivers(2, "They would guard a loan."),
    ),
    "a-house-that-votes": OXFORD_DEBATE,
    "two-against-two": TEAM_DEBATE,
    "a-speakers-list": CAUCUS_DEBATE,
    "a-judged-debate": JUDGED_DEBATE,
    "a-teacher-steps-in": TEACHERS_DEBATE,
}


def state(debate: Debate) -> dict[str, Any]:
    """A debate as plain values, its number included."""
    plain: dict[str, Any] = TypeAdapter(Debate).dump_python(debate, mode="json")
    return plain


async def keep(name: str) -> None:
    path = FOLDER / f"{name}.json"
    with tempfile.TemporaryDirectory() as folder:
        url = str(Path(folder) / "records.db")
        store = await open_records(url)
        debate = await record(store, *HISTORIES[name])
        await store.close()
        rows = await run_sql(url, "SELECT seq, kind, version, at, body FROM events ORDER BY seq")
        parts = await run_sql(url, "SELECT seq, part, text, salt FROM words ORDER BY seq, part")
    history = {
        "events": [
            {"seq": seq, "kind": kind, "version": version, "at": at, "body": json.loads(body)}
            for seq, kind, version, at, body in rows
        ],
        "words": [dict(zip(("seq", "part", "text", "salt"), row, strict=True)) for row in parts],
        "state": state(debate),
    }
    with path.open("x", encoding="utf-8") as file:
        json.dump(history, file, indent=1, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    asyncio.run(keep(sys.argv[1]))
