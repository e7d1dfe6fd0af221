from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.coaching.coach import OfflineCoach
from bot.coaching.drill import DrillCoach
from bot.coaching.ground import Grounds
from bot.library.file_library import FileLibrary, open_library
from bot.speakers.offline import OfflineSpeaker
from tests.coaching.scenes import ARTICLE, SHIPPED
from tests.speakers.played_offline import ROOT


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileLibrary]:
    """The shipped corpus with one imported article."""
    articles: Path = tmp_path_factory.mktemp("articles")
    (articles / "quiet-ports.md").write_text(ARTICLE, encoding="utf-8")
    opened = open_library(ROOT / "corpus", articles=articles)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def grounds(library: FileLibrary) -> Grounds:
    return Grounds(library)


@pytest.fixture(scope="session")
def coach(library: FileLibrary, grounds: Grounds) -> OfflineCoach:
    return OfflineCoach(library, SHIPPED, grounds)


@pytest.fixture(scope="session")
def drill(library: FileLibrary, grounds: Grounds) -> DrillCoach:
    return DrillCoach(library, SHIPPED, grounds)


@pytest.fixture(scope="session")
def speaker(library: FileLibrary) -> OfflineSpeaker:
    return OfflineSpeaker(library)
