"""Importing a teacher's texts: from the files they have to articles that can be quoted.

One file that cannot be read never stops the rest; each gets a report. Nothing is written outside
the folder of articles.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bot.debate.errors import Faulty
from bot.debate.model import Source, SourceKind
from bot.library.articles import Article, read_articles, written
from bot.library.blocks import clear
from bot.library.captures import Capture, clean
from bot.library.dates import date_in, is_date, later
from bot.library.decoding import Refused, read_capture
from bot.library.files import ArticleHead
from bot.library.front_matter import read_page
from bot.library.passages import article_passages

FEWEST_WORDS = 80
LONGEST_SLUG = 60
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
    shelf = _Shelf(articles_dir, tuple(known))
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


class _Shelf:
    """The folder of articles, and what stands in it."""

    def __init__(self, folder: Path, known: Sequence[Source]) -> None:
        self.folder = folder
        briefs = [source for source in known if source.kind is SourceKind.BRIEF]
        self._taken = {source.id for source in briefs}
        self._by_title = {_plain(source.title): source for source in briefs}
        articles, _ = read_articles(folder)
        self._by_text = {_digest(article.text): article for article in articles}

    def same(self, text: str) -> Article | None:
        """The article with this very text."""
        return self._by_text.get(_digest(text))

    def brief_of(self, title: str) -> Source | None:
        """The brief of the article with this title."""
        return self._by_title.get(_plain(title))

    def free_id(self, title: str) -> str:
        """An id made of the title that nothing has yet."""
        slug = _slug(title) or "article"
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
        self._by_text[_digest(article.text)] = article

    def _is_there(self, id: str) -> bool:
        return os.path.lexists(self.folder / f"{id}.md")


def _import(
    file: Path, shelf: _Shelf, given: Mapping[str, str], ask: Ask | None, on: str
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
        id=shelf.free_id(capture.title or file.stem),
        kind="article",
        title=capture.title,
        author=capture.author,
        outlet=capture.outlet,
        published=capture.published,
        url=capture.url,
        sha256=_digest(capture.text),
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
    capture: Capture, file: Path, given: Mapping[str, str], shelf: _Shelf, ask: Ask | None
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


def _line(value: str) -> str:
    """One line of sensible length, without characters that nobody sees."""
    seen = "".join(c for c in value if c.isprintable() or c.isspace())
    return " ".join(seen.split())[:LONGEST_FIELD]


def _shown(file: Path) -> str:
    """A file's name, fit to be printed and stored."""
    return _line(os.fsencode(file.name).decode("utf-8", "replace")) or "file"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
