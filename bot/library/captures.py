"""From the raw capture of a page to the article on it: title, author, date, outlet and clean text.

What the page does not surely say stays empty. Nothing is rewritten: the text is the page's own
paragraphs, less what is not the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from bot.debate.errors import Faulty
from bot.library.blocks import Block, clear, markdown_blocks, plain_blocks
from bot.library.boilerplate import GLUED, Label, label
from bot.library.bylines import author_in, bio_author, date_of, is_byline, outlet_in
from bot.library.dates import date_in, is_date
from bot.library.front_matter import FENCE, read_page
from bot.library.layout import Layout, lay_out

BIO_BLOCKS = 4
LONGEST_BIO_LINE = 80
LARGEST_MARKDOWN = 500_000  # characters; a parse takes a thousand times its memory
PREFIX = regex.compile(r"^(?:Opinion|Analysis|Commentary|Perspective|Op-Ed)\s+\|\s+")
SUFFIX = regex.compile(r"\s+\|\s+(?P<outlet>[^|]{2,40})$")
DASHED_SUFFIX = regex.compile(r"\s+[-–—]\s+(?P<outlet>[^–—]{2,40})$")
ADDRESS = regex.compile(r"^(?:\w+\s*:\s*)?<?(https?://\S+?)>?$")
FIELDS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "by"),
    "published": ("published", "date", "published_at", "pubdate"),
    "outlet": ("outlet", "publication", "site", "site_name", "publisher"),
    "url": ("url", "link", "source_url", "source"),
}


@dataclass(frozen=True, slots=True)
class Capture:
    """An article as its page gives it. What the page does not say is empty."""

    text: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""

    def with_author(self, author: str) -> Capture:
        """The capture with this author, if it has none."""
        return replace(self, author=self.author or author)


def clean(raw: str, *, markdown: bool = False) -> Capture:
    """The article on a captured page; its text is empty where there is no running text."""
    told, raw = _front_matter(raw)
    blocks = markdown_blocks(raw) if markdown and len(raw) < LARGEST_MARKDOWN else plain_blocks(raw)
    return replace(of_blocks(blocks), **told)


def of_blocks(found: Iterable[Block]) -> Capture:
    """The article among the blocks of a page."""
    blocks = [piece for block in found for piece in _unglued(block)]
    labels = [label(block) for block in blocks]
    return _read(blocks, labels, lay_out(blocks, labels))


def _read(blocks: Sequence[Block], labels: Sequence[Label | None], layout: Layout) -> Capture:
    """What the blocks of a page say once it is known where the article stands."""

    def named(*kinds: Label) -> list[Block]:
        return [blocks[n] for kind in kinds for n, found in enumerate(labels) if found is kind]

    above = [blocks[n] for n in layout.above]
    head = [blocks[n] for n in layout.head]
    body = [blocks[n] for n in layout.body]
    body, author = _without_bio(body, author_in([*head, *body[:1], *above]))
    title, outlet = _titled(
        blocks[layout.title].text if layout.title is not None else "",
        outlet_in(named(Label.DISCLAIMER, Label.ORIGIN, Label.END, Label.MORE)),
    )
    return Capture(
        "\n\n".join(block.text for block in body if not is_byline(block, author)),
        title,
        author,
        date_of(above, head, named(Label.ORIGIN)),
        outlet,
        next((found[1] for block in blocks if (found := ADDRESS.match(block.text))), ""),
    )


def _unglued(block: Block) -> Iterator[Block]:
    """A block, with a notice that is glued to its last sentence cut off."""
    for number, text in enumerate(GLUED.split(block.text)):
        if text.strip():
            yield replace(block, text=text.strip(), tight=block.tight or number > 0)


def _without_bio(body: list[Block], author: str) -> tuple[list[Block], str]:
    """The article without the note on its author, and the author whom that note gives."""
    for number in [*range(max(1, len(body) - BIO_BLOCKS), len(body)), 0]:
        others = body[:number] if number else body[1:]
        if number and any(block.words > LONGEST_BIO_LINE for block in body[number + 1 :]):
            continue
        found = (
            bio_author(body[number], "\n".join(b.text for b in others), author) if body else None
        )
        if found is not None:
            return others, author or found
    return body, author


def _titled(title: str, outlet: str) -> tuple[str, str]:
    """The title without its outlet, and the outlet where the title alone gave it."""
    title = PREFIX.sub("", title)
    suffix = SUFFIX.search(title)
    if suffix:
        return title[: suffix.start()], outlet or suffix["outlet"]
    suffix = DASHED_SUFFIX.search(title)
    if suffix and outlet and suffix["outlet"].casefold() == outlet.casefold():
        return title[: suffix.start()], outlet
    return title, outlet


def _front_matter(raw: str) -> tuple[Mapping[str, str], str]:
    """The fields that stand between dashes over a page, and the page below them."""
    raw = clear(raw)
    if not raw.startswith(FENCE):
        return {}, raw
    try:
        page = read_page("", raw)
    except Faulty:
        return {}, raw
    told: dict[str, str] = {}
    given = {str(key).lower(): value for key, value in page.head.fields.items()}
    for field, keys in FIELDS.items():
        value = next((given[key] for key in keys if given.get(key)), "")
        value = ", ".join(map(str, value)) if isinstance(value, list) else value
        if isinstance(value, str) and value.strip():
            told[field] = " ".join(value.split())
    written = told.get("published", "")
    if written and not is_date(written):
        told["published"] = date_in(written)
    if not told.get("url", "https://").startswith(("http://", "https://")):
        del told["url"]
    return told, page.body
