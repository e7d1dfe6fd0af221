"""The rooms import one way. This reads the imports and holds the house to its plan."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

MAY_IMPORT: dict[str, set[str]] = {
    "debate": set(),
    "classroom": {"debate"},
    "ports": {"debate", "classroom"},
    "config": {"debate"},
    "llm": {"debate", "classroom", "ports", "config"},
    "library": {"debate", "classroom", "ports", "config"},
    "records": {"debate", "classroom", "ports", "config"},
    "speakers": {"debate", "classroom", "ports", "config", "llm", "library", "records"},
    "judges": {"debate", "ports", "config", "llm", "library", "records"},
    "ledger": {"debate", "ports"},
    "coaching": {"debate", "ports", "library", "speakers"},
    "drawing": {"debate", "classroom"},
    "exports": {"debate", "classroom", "records", "drawing"},
    "chair": {"debate", "ports"},
    "discord_ui": {"debate", "classroom", "ports", "config", "chair"},
    "room": set(),
    "terminal": {"debate", "ports", "chair"},
    "wiring": {"*"},
    "cli": {"*"},
    "__main__": {"*"},
    "__init__": set(),
}
"""Each room and the rooms it may import."""

OWNED = {
    "discord": "discord_ui",
    "openai": "llm",
    "tenacity": "llm",
    "sqlalchemy": "records",
    "alembic": "records",
}
"""Libraries that only one room may import."""


def room_of(path: Path) -> str:
    part = path.relative_to(BOT).parts[0]
    return part.removesuffix(".py")


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append(node.module or "")
            if node.module == "bot":
                found += [f"bot.{alias.name}" for alias in node.names]
    return found


FILES = sorted(BOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(BOT)))
def test_a_room_imports_only_what_it_stands_on(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_IMPORT, f"{path.name} is in no known room: add it to the plan"
    allowed = MAY_IMPORT[room] | {room}
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "bot" and rest and "*" not in allowed:
            other = rest.split(".")[0]
            assert other in allowed, f"{room} may not import {name}"
        owner = OWNED.get(top)
        assert owner in (None, room), f"{name} belongs to {owner}, not to {room}"


def test_the_rules_of_debate_use_the_standard_library_alone() -> None:
    import sys

    for path in [*(BOT / "debate").rglob("*.py"), *(BOT / "classroom").rglob("*.py")]:
        for name in imports(path):
            top = name.partition(".")[0]
            known = top == "bot" or top in sys.stdlib_module_names
            assert known, f"{path.name} imports {name}"
            assert top not in {"asyncio", "time", "random", "os", "pathlib", "secrets"}, name
