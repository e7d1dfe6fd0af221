"""Where Parley lives: its configuration, its files, and what is read from them."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.classroom.notice import Notice
from bot.config import Config, read_config, secret
from bot.debate.errors import ParleyError
from bot.debate.model import Format
from bot.library.file_library import FileLibrary, open_library
from bot.library.formats_files import load_formats

if TYPE_CHECKING:
    from bot.classroom.screening import Screen
    from bot.library.meaning import Meaning

log = logging.getLogger(__name__)


PACKAGE = Path(__file__).resolve().parents[2]
"""Where config.yaml, prompts and corpus stand when no other folder is named."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where Parley lives: its configuration, its files, and the folder that it writes to.

    `shelf` is the folder with the imported articles, where that is another.
    """

    config: Config
    root: Path
    data: Path
    shelf: Path | None = None

    def for_classes(self) -> Home:
        """The home of a room with classes: records of its own, since its channels are its own."""
        return replace(self, data=self.data / "classes", shelf=self.shelf or self.data)

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def prompts(self) -> Path:
        return self.root / "prompts"

    @property
    def rubric(self) -> Path:
        return self.prompts / "judging" / "rubric.yaml"

    @property
    def articles(self) -> Path:
        return (self.shelf or self.data) / "articles"

    @property
    def exports(self) -> Path:
        """Where copies of transcripts may be kept; whoever is erased goes from there, too."""
        return self.data / "exports"

    @property
    def database(self) -> str | Path:
        return self.config.database or self.data / "parley.sqlite3"


def find_home(config: Path | None = None, data_dir: Path | None = None) -> Home:
    """The home that a config file describes, or the one in this folder, or the one we came with.

    The data folder is `data_dir`, else PARLEY_DATA_DIR, else what the config says, relative to
    the config file. Raises Faulty when the config is wrong.
    """
    here = Path.cwd()
    root = config.resolve().parent if config else here if (here / "corpus").is_dir() else PACKAGE
    settings = read_config(config or root / "config.yaml")
    named = data_dir or os.environ.get("PARLEY_DATA_DIR") or root / settings.data_dir
    return Home(settings, root, Path(named).expanduser().resolve())


def make_data_folder(home: Home) -> None:
    """See that there is a folder to write to. Raises ParleyError where there cannot be."""
    try:
        home.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = "it is a file" if isinstance(error, FileExistsError) else error.strerror
        raise ParleyError(f"The data folder {home.data} cannot be used: {problem}.") from None


def library_of(home: Home, meaning: Meaning | None = None) -> FileLibrary:
    """The corpus and the imported articles, with the search index kept in the data folder."""
    make_data_folder(home)
    index = home.data / "index.sqlite3"
    return open_library(home.corpus, articles=home.articles, index=index, meaning=meaning)


@asynccontextmanager
async def meaning_of(home: Home) -> AsyncIterator[Meaning | None]:
    """What texts mean by the embedding server of the configuration; None where it names none.

    Texts are learnt in the background. A server whose key is not in the environment is left out.
    """
    settings = home.config.library.embeddings
    if settings is None or (settings.key_env and not secret(settings.key_env)):
        yield None
        return
    from bot.library.meaning import Meaning
    from bot.llm.embedding import EmbeddingClient
    from bot.speakers.lectern import new_reference

    make_data_folder(home)
    client = EmbeddingClient(settings, home.config.speaking.patience, secret(settings.key_env))
    meaning = Meaning(client, home.data / "vectors.sqlite3", reference=new_reference)
    learning = asyncio.create_task(meaning.keep_learning())
    try:
        yield meaning
    finally:
        learning.cancel()
        (ended,) = await asyncio.gather(learning, return_exceptions=True)
        if isinstance(ended, Exception):
            log.error("The library's texts were not all given vectors: %r", ended)
        meaning.close()
        await client.close()


def formats_of(home: Home) -> Mapping[str, Format]:
    """Every format by its id."""
    return load_formats(home.prompts / "formats")


def screen_of(home: Home) -> Screen:
    """The list of words that are looked at before anybody else sees them. Raises Faulty."""
    from bot.library.screen_files import load_screen

    return load_screen(home.prompts / "moderation.yaml")


def notice_of(home: Home, *, on_discord: bool) -> Notice:
    """The notice of this home: it tells which servers are sent what. Raises Faulty."""
    from bot.library.notice_file import load_notice

    models = [
        f"{urlsplit(model.base_url).hostname} ({model.model})"
        for model in home.config.speaking.models
        if not model.key_env or secret(model.key_env)
    ]
    if (vectors := home.config.library.embeddings) and (
        not vectors.key_env or secret(vectors.key_env)
    ):
        models.append(f"{urlsplit(vectors.url).hostname} ({vectors.model})")
    checks = home.config.moderation
    if checks.use and (not checks.key_env or secret(checks.key_env)):
        models.append(f"{urlsplit(checks.url).hostname} ({checks.model})")
    told = {
        "keep_days": home.config.classroom.keep_days,
        "models": models,
        "discord": on_discord,
    }
    return load_notice(home.prompts / "notice.md", told)
