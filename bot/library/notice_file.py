"""The notice of `prompts/notice.md`: its version, and its text with what the configuration says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.classroom.notice import Notice
from bot.debate.errors import Faulty
from bot.library.front_matter import read_page, read_text
from bot.library.prompt_files import filled, template_in

LONGEST = 4000
"""What one card on Discord holds, in characters."""


def load_notice(path: Path, told: Mapping[str, object]) -> Notice:
    """The notice in a file, filled in with `told`: keep_days, models (servers), discord (bool).

    Raises Faulty with file and line: no version, a field that is not told, too long for a card.
    """
    file = path.name
    page = read_page(file, read_text(file, path))
    fields = page.head.fields
    version = str(fields.get("version") or "").strip() if isinstance(fields, dict) else ""
    if not version or len(version) > 40:
        raise Faulty(file, 2, "version", "must be a short name, such as 2026-11")
    text = filled(file, page, template_in(file, page), told)
    if not text or len(text) > LONGEST:
        problem = f"has {len(text)} characters; a card holds 1 to {LONGEST}"
        raise Faulty(file, page.starts, "", problem)
    return Notice(version, text)
