"""The notice: filled in with what the configuration says, and refused where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.errors import Faulty
from bot.library.notice_file import LONGEST, load_notice

SHIPPED = Path(__file__).parents[2] / "prompts" / "notice.md"
GOOD = "---\nversion: 2026-11\n---\n**Kept**\n\nFor {{ keep_days }} days.\n"


def noticed(folder: Path, text: str) -> str:
    file = folder / "notice.md"
    file.write_text(text, encoding="utf-8")
    notice = load_notice(file, {"keep_days": 30})
    return f"{notice.version}: {notice.text}"


def test_the_notice_is_filled_in(tmp_path: Path) -> None:
    assert noticed(tmp_path, GOOD) == "2026-11: **Kept**\n\nFor 30 days."


@pytest.mark.parametrize("discord", [True, False])
@pytest.mark.parametrize("models", [(), ("api.example.org",)])
def test_the_notice_that_we_ship_is_sound(models: tuple[str, ...], discord: bool) -> None:
    text = load_notice(SHIPPED, {"keep_days": 30, "models": models, "discord": discord}).text
    assert all(model in text for model in models)


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        ("Hello.", 1, "", "must begin with fields"),
        (GOOD.replace("version", "name"), 2, "version", "must be a short name"),
        (GOOD.replace("2026-11", "x" * 41), 2, "version", "must be a short name"),
        (GOOD.replace(" }}", ""), 6, "", "end of print"),
        (GOOD.replace("keep_days", "years"), 6, "", "'years' is undefined"),
        (GOOD.replace("keep_days", "keep_days.__class__"), 6, "", "unsafe"),
        (GOOD + "x" * LONGEST, 4, "", "a card holds"),
        (GOOD[: GOOD.index("**")], 4, "", "has 0 characters"),
    ],
)
def test_a_wrong_notice_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, field: str, problem: str
) -> None:
    with pytest.raises(Faulty) as fault:
        noticed(tmp_path, text)
    assert (fault.value.at_line, fault.value.field) == (line, field)
    assert problem in fault.value.problem
