"""Importing a teacher's texts: from the files they have to articles that can be quoted.

One file that cannot be read never stops the rest; each gets a report. Nothing is written outside
the folder of articles.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bot.debate.errors import Faulty
from bot.debate.model import Source
from bot.library.articles import Article
from bot.library.blocks import clear
from bot.library.captures import Capture, clean
from bot.library.dates import date_in, is_date, later
from bot.library.decoding import Refused, read_capture
from bot.library.files import ArticleHead
from bot.library.front_matter import read_page
from bot.library.passages import article_passages
from bot.library.shelf import Shelf, digest

FEWEST_WORDS = 80
LONGEST_FIELD = 300
MARKDOWN = (".md", ".markdown", ".mdown")
ASKED = ("title", "author", "published", "outlet")

Ask = Callable[[str, str], str]
"""Asked with a file's name and a field (title, author, published, outlet); empty means unknown."""


class Status(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    ALREADY_THERE = "already there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one file, and what is known of the article in it.

    `unknown` are the fields that the page does not give and nobody filled in.
    """

    file: str
    status: Status
    reason: str = ""
    id: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    outlet: str = ""
    words: int = 0
    passages: int = 0
    unknown: tuple[str, ...] = ()


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
) -> Iterator[ImportReport]:
    """Import files, and all files in folders, one report after the other.

    `on` is today's date (YYYY-MM-DD). A title, author, date or outlet given here is taken for
    every file. What is still missing is taken from the source in `known` that has the same title,
    such as a brief of this very article, then asked for with `ask`, else left empty. No article
    gets the id of a known source that is no article. Raises OSError where `articles_dir` cannot
    be made.
    """
    articles_dir.mkdir(parents=True, exist_ok=True)
    given = {"title": title, "author": author, "published": published, "outlet": outlet}
    shelf = Shelf(articles_dir, tuple(known))
    for path in paths:
        for file in _files(path):
            try:
                yield _import(file, shelf, {k: v for k, v in given.items() if v}, ask, on)
            except Refused as refused:
                yield ImportReport(_shown(file), Status.REFUSED, str(refused))


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


def _import(
    file: Path, shelf: Shelf, given: Mapping[str, str], ask: Ask | None, on: str
) -> ImportReport:
    """Import one file. Raises Refused."""
    capture = _captured(file, on)
    words = len(capture.text.split())
    if words < FEWEST_WORDS:
        raise Refused(
            f"has {words} words of running text; fewer than {FEWEST_WORDS} are no article"
        )
    there = shelf.same(capture.text)
    if there is not None:
        return _report(file, Status.ALREADY_THERE, there)
    capture = _completed(capture, file, given, shelf, ask)
    head = ArticleHead(
        id=shelf.free_id(capture.title, file.stem),
        kind="article",
        title=capture.title,
        author=capture.author,
        outlet=capture.outlet,
        published=capture.published,
        url=capture.url,
        sha256=digest(capture.text),
        imported=on,
        original=_shown(file),
    )
    article = Article(head, capture.text)
    shelf.put(article)
    return _report(file, Status.IMPORTED, article)


def _captured(file: Path, on: str) -> Capture:
    """The article in a file. An article that was exported from here is taken as it is."""
    raw = read_capture(file)
    kind = _kind(raw)
    if kind == "brief":
        raise Refused("is a brief, which is a paraphrase and cannot be quoted as an article")
    if kind == "article":
        return replace(clean(raw), text=read_page("", clear(raw)).body.strip("\n"))
    capture = clean(raw, markdown=file.suffix.lower() in MARKDOWN)
    return replace(capture, published="") if later(capture.published, on) else capture


def _kind(raw: str) -> str:
    try:
        return str(read_page("", clear(raw)).head.fields.get("kind", ""))
    except Faulty:
        return ""


def _completed(
    capture: Capture, file: Path, given: Mapping[str, str], shelf: Shelf, ask: Ask | None
) -> Capture:
    """The capture with what was given, what a brief of it knows, and what the teacher answers."""
    fields = {field: given.get(field) or getattr(capture, field) for field in ASKED}
    brief = shelf.brief_of(fields["title"])
    for field in ASKED:
        if not fields[field] and brief is not None:
            fields[field] = getattr(brief, field)
        if not fields[field] and ask is not None:
            fields[field] = ask(_shown(file), field)
    fields = {field: _line(value) for field, value in fields.items()}
    if not is_date(fields["published"]):
        fields["published"] = date_in(fields["published"])
    return replace(capture, **fields)


def _report(file: Path, status: Status, article: Article) -> ImportReport:
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
    )


def _line(value: str) -> str:
    """One line of sensible length, without characters that nobody sees."""
    seen = "".join(c for c in value if c.isprintable() or c.isspace())
    return " ".join(seen.split())[:LONGEST_FIELD]


def _shown(file: Path) -> str:
    """A file's name, fit to be printed and stored."""
    return _line(os.fsencode(file.name).decode("utf-8", "replace")) or "file"
