from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.library.file_library import FileLibrary, open_library
from tests.library.small_corpus import put_article, write_corpus

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[FileLibrary]:
    """The small corpus with one imported article, its index in a file."""
    corpus = write_corpus(tmp_path)
    put_article(corpus)
    opened = open_library(corpus, index=tmp_path / "data" / "index.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def shared() -> Path:
    """The folder of test data beside the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not here")
    return SHARED
