"""An embedding server named in config.yaml, plugged in and let go."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import wiring
from bot.config import read_config
from tests import model_server as server_says
from tests.library.small_corpus import put_article, write_corpus
from tests.model_server import ModelServer


def home_at(folder: Path, url: str, key_env: str = "") -> wiring.Home:
    """A home with the small corpus whose config.yaml names a server of vectors."""
    put_article(write_corpus(folder))
    config = folder / "config.yaml"
    named = f"{{url: '{url}', model: vectors-1, key_env: '{key_env}'}}"
    config.write_text(f"library:\n  embeddings: {named}\n")
    return wiring.Home(read_config(config), folder, folder / "data")


async def test_the_library_of_a_home_learns_from_the_server_that_it_names(tmp_path: Path) -> None:
    async with ModelServer(server_says.embeddings(lambda text: [1.0, len(text)])) as server:
        home = home_at(tmp_path, server.url)
        async with wiring.meaning_of(home) as meaning:
            assert meaning is not None
            library = wiring.library_of(home, meaning)
            async with asyncio.timeout(20):
                while meaning.lacking:
                    await asyncio.sleep(0.005)
            assert await library.search("something else altogether")
            library.close()
        assert (home.data / "vectors.sqlite3").stat().st_size > 0


async def test_without_its_key_the_server_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_at(tmp_path, "http://127.0.0.1:9/v1", key_env="PARLEY_TEST_VECTORS")
    async with wiring.meaning_of(home) as meaning:
        assert meaning is None
    monkeypatch.setenv("PARLEY_TEST_VECTORS", "sk-1")
    async with wiring.meaning_of(home) as meaning:
        assert meaning is not None


async def test_by_default_there_is_none(tmp_path: Path) -> None:
    home = wiring.Home(read_config(wiring.PACKAGE / "config.yaml"), wiring.PACKAGE, tmp_path)
    async with wiring.meaning_of(home) as meaning:
        assert meaning is None
