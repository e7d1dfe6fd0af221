"""Importing a teacher's texts: from the files they have to articles that can be quoted.

One file that cannot be read never stops the rest; each gets a report. Nothing is written outside
the folder of articles.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from bot.debate.arguments import Argument
from bot.debate.model import Source
from bot.library.articles import Article
from bot.library.captures import Capture
from bot.library.dates import date_in, is_date, later
from bot.library.decoding import Refused
from bot.library.files import ArticleHead
from bot.library.leaning import Leaning
from bot.library.passages import article_passages
from bot.library.readability import grade
from bot.library.reading.reader import Reader
from bot.library.shelf import Shelf, digest
from bot.ports import ImportReport, Status

__all__ = ["Ask", "ImportReport", "Status", "import_paths"]

FEWEST_WORDS = 80
LONGEST_FIELD = 300
ASKED = ("title", "author", "published", "outlet")

Ask = Callable[[str, str], str]
"""Asked with a file's name and a field (title, author, published, outlet); empty means unknown."""


def import_paths(
    paths: Iterable[Path],
    articles_dir: Path,
    *,
    on: str,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    ask: Ask | None = None,
    known: Iterable[Source] = (),
    arguments: Iterable[Argument] = (),
    reader: Reader | None = None,
) -> Iterator[ImportReport]:
    """Import files, and all files in folders, one report after the other.

    `on` is today's date (YYYY-MM-DD). A title, author, date or outlet given here is taken for
    every file. What is still missing is taken from the source in `known` that has the same title,
    such as a brief of this very article, then asked for with `ask`, else left empty. No article
    gets the id of a known source that is no article. `arguments` are what the school of a text is
    guessed by. `reader` reads the files; without one, one is started and ended here. Raises
    OSError where `articles_dir` cannot be made.
    """
    articles_dir.mkdir(parents=True, exist_ok=True)
    given = {"title": title, "author": author, "published": published, "outlet": outlet}
    told = {field: value for field, value in given.items() if value}
    shelf = Shelf(articles_dir, tuple(known))
    leaning = Leaning(argued) if (argued := tuple(arguments)) else None
    with nullcontext(reader) if reader else Reader() as reading:
        desk = _Desk(shelf, reading, told, ask, on, leaning)
        for path in paths:
            yield from map(desk.take, _files(path))


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or every file below the folder; hidden ones and links in it are passed by."""
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file


class _Desk:
    """Where one file after the other is read, completed and put on the shelf."""

    def __init__(
        self,
        shelf: Shelf,
        reader: Reader,
        given: Mapping[str, str],
        ask: Ask | None,
        on: str,
        leaning: Leaning | None,
    ) -> None:
        self._shelf = shelf
        self._reader = reader
        self._given = given
        self._ask = ask
        self._on = on
        self._leaning = leaning

    def take(self, file: Path) -> ImportReport:
        """Import one file, and tell what became of it."""
        try:
            return self._import(file)
        except Refused as refused:
            return ImportReport(_shown(file), Status.REFUSED, str(refused))

    def _import(self, file: Path) -> ImportReport:
        capture = self._reader.read(file)
        words = len(capture.text.split())
        if words < FEWEST_WORDS:
            raise Refused(
                f"has {words} words of running text; fewer than {FEWEST_WORDS} are no article"
            )
        there = self._shelf.same(capture.text)
        if there is not None:
            return self._report(file, Status.ALREADY_THERE, there)
        capture = self._completed(capture, file)
        head = ArticleHead(
            id=self._shelf.free_id(capture.title, file.stem),
            kind="article",
            title=capture.title,
            author=capture.author,
            outlet=capture.outlet,
            published=capture.published,
            url=capture.url,
            sha256=digest(capture.text),
            imported=self._on,
            original=_shown(file),
        )
        article = Article(head, capture.text)
        self._shelf.put(article)
        return self._report(file, Status.IMPORTED, article)

    def _completed(self, capture: Capture, file: Path) -> Capture:
        """The capture with what was given, what a brief of it knows, and what the teacher answers."""
        if later(capture.published, self._on):
            capture = replace(capture, published="")
        fields = {field: self._given.get(field) or getattr(capture, field) for field in ASKED}
        brief = self._shelf.brief_of(fields["title"])
        for field in ASKED:
            if not fields[field] and brief is not None:
                fields[field] = getattr(brief, field)
            if not fields[field] and self._ask is not None:
                fields[field] = self._ask(_shown(file), field)
        fields = {field: _line(value) for field, value in fields.items()}
        if not is_date(fields["published"]):
            fields["published"] = date_in(fields["published"])
        return replace(capture, url=_address(capture.url), **fields)

    def _report(self, file: Path, status: Status, article: Article) -> ImportReport:
        head = article.head
        return ImportReport(
            file=_shown(file),
            status=status,
            id=head.id,
            title=head.title,
            author=head.author,
            published=head.published,
            outlet=head.outlet,
            words=len(article.text.split()),
            passages=sum(1 for _ in article_passages(article)),
            unknown=tuple(field for field in ASKED if not getattr(head, field)),
            school=self._leaning.of(article.text) if self._leaning else "",
            grade=grade(article.text),
        )


def _address(url: str) -> str:
    """An address that a browser would open; what is anything else is dropped."""
    return _line(url) if url.startswith(("http://", "https://")) else ""


def _line(value: str) -> str:
    """One line of sensible length, without characters that nobody sees."""
    seen = "".join(c for c in value if c.isprintable() or c.isspace())
    return " ".join(seen.split())[:LONGEST_FIELD]


def _shown(file: Path) -> str:
    """A file's name, fit to be printed and stored."""
    return _line(os.fsencode(file.name).decode("utf-8", "replace")) or "file"
