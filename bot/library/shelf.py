"""The folder of imported articles as the importer sees it: what is there, and room for one more."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from bot.debate.model import Source, SourceKind
from bot.library.articles import Article, read_articles, written
from bot.library.decoding import Refused

LONGEST_SLUG = 60


class Shelf:
    """The articles in a folder, and the briefs that the corpus has of articles."""

    def __init__(self, folder: Path, known: Iterable[Source]) -> None:
        self.folder = folder
        briefs = [source for source in known if source.kind is SourceKind.BRIEF]
        self._taken = {source.id for source in briefs}
        self._by_title = {_plain(source.title): source for source in briefs}
        articles, _ = read_articles(folder)
        self._by_words = {_words(article.text): article for article in articles}

    def same(self, text: str) -> Article | None:
        """The article with this very text, however it is broken into lines and paragraphs."""
        return self._by_words.get(_words(text))

    def brief_of(self, title: str) -> Source | None:
        """The brief of the article with this title."""
        return self._by_title.get(_plain(title))

    def free_id(self, title: str, file: str) -> str:
        """An id made of the title, or else of the file's name, that nothing has yet."""
        slug = _slug(title) or _slug(file) or "article"
        ids = (slug if number == 1 else f"{slug}-{number}" for number in range(1, 10_000))
        return next(id for id in ids if id not in self._taken and not self._is_there(id))

    def put(self, article: Article) -> None:
        """Write the article whole, or not at all. Raises Refused where the disk will not have it."""
        try:
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".import-")
            try:
                with open(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write(written(article))
                Path(name).replace(self.folder / f"{article.head.id}.md")
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise Refused(f"cannot be stored ({error.strerror})") from None
        self._by_words[_words(article.text)] = article

    def _is_there(self, id: str) -> bool:
        return os.path.lexists(self.folder / f"{id}.md")


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _words(text: str) -> str:
    """What tells one sequence of words from another."""
    return digest(" ".join(text.split()))


def _plain(title: str) -> str:
    """A title by its words alone, so that another dash or quotation mark makes no other title."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKD", title).casefold()))


def _slug(title: str) -> str:
    """The title in small Latin letters, figures and hyphens; empty where it has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug
