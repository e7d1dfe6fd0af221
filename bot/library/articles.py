"""Imported articles: full texts that may be quoted, one Markdown file each, kept on this machine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.debate.errors import Faulty
from bot.debate.model import Source, SourceKind
from bot.library.files import ArticleHead
from bot.library.front_matter import FENCE, read_page, read_text
from bot.library.yaml_lines import read_model


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is stored. Places in it are characters of `text`."""

    head: ArticleHead
    text: str

    @property
    def source(self) -> Source:
        head = self.head
        title = head.title or f"Untitled ({head.original or head.id})"
        return Source(
            head.id, SourceKind.ARTICLE, title, head.author, head.outlet, head.published, head.url
        )


def read_articles(
    folder: Path, taken: Collection[str] = ()
) -> tuple[tuple[Article, ...], tuple[Faulty, ...]]:
    """The articles in `folder` that can be used, and what is wrong with the others.

    `taken` are ids that no article may have, since a brief has them.
    """
    articles: list[Article] = []
    faults: list[Faulty] = []
    for path in sorted(folder.glob("*.md")):
        file = f"{folder.name}/{path.name}"
        try:
            article = read_article(file, path)
            if article.head.id in taken:
                raise Faulty(file, 2, "id", f"“{article.head.id}” is the id of a brief")
        except Faulty as fault:
            faults.append(fault)
        else:
            articles.append(article)
    return tuple(articles), tuple(faults)


def read_article(file: str, path: Path) -> Article:
    """One stored article. Raises Faulty."""
    page = read_page(file, read_text(file, path))
    head = read_model(ArticleHead, page.head)
    assert head is not None
    if head.id != path.stem:
        raise page.head.fault(("id",), f"must be the name of its file, {path.stem}")
    text = page.body.strip("\n")
    if not text.strip() or "\0" in text:
        raise Faulty(file, page.starts, "", "has no text below its fields that can be read")
    return Article(head, text)


def written(article: Article) -> str:
    """The article as its file holds it."""
    told = {key: value for key, value in article.head.model_dump(mode="json").items() if value}
    fields = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)
    return f"{FENCE}\n{fields}{FENCE}\n\n{article.text}\n"
