"""The notice of `prompts/notice.md`: its version, and its text with what the configuration says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.classroom.notice import Notice
from bot.debate.errors import Faulty
from bot.library.front_matter import read_page, read_text

LONGEST = 4000
"""What one card on Discord holds, in characters."""

_jinja = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)


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
    try:
        text = _jinja.from_string(page.body).render(told).strip()
    except TemplateSyntaxError as error:
        raise Faulty(file, page.starts + error.lineno - 1, "", str(error.message)) from None
    except TemplateError as error:
        raise Faulty(file, page.starts, "", str(error)) from None
    if not text or len(text) > LONGEST:
        problem = f"has {len(text)} characters; a card holds 1 to {LONGEST}"
        raise Faulty(file, page.starts, "", problem)
    return Notice(version, text)
