"""A home with the small corpus, and the `parley` command to run in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Home, Parley
from tests.library.small_corpus import write_corpus

ROOT = Path(__file__).parents[2]

CONFIG = """\
data_dir: data
speaking:
  words_a_second: 500
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A folder with a config.yaml, the shipped prompts and the small corpus."""
    root = tmp_path / "home"
    root.mkdir()
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (root / "prompts").symlink_to(ROOT / "prompts")
    write_corpus(root)
    return Home(root)


@pytest.fixture
def parley(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Parley:
    """The command in this process: quick, with all of its own code."""
    for name in ("PARLEY_DATA_DIR", "OPENAI_API_KEY", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return Parley(home, capsys, monkeypatch)
