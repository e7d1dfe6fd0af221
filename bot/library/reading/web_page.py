"""A saved web page: trafilatura finds the article and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from trafilatura import bare_extraction
from trafilatura.settings import Document

from bot.library.blocks import Block
from bot.library.captures import Capture, of_blocks
from bot.library.decoding import Refused, decoded

ITEM = "- "
FOOTNOTES = ".//sup[.//a]"
"""Marks that lead to a footnote; their figures would run into the words before them."""
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def read_web_page(data: bytes) -> Capture:
    """The article on a page. What its metadata gives goes before what its lines seem to say."""
    charset = CHARSET.search(data[:2048])
    html = decoded(data, charset[1].decode("ascii") if charset else "")
    html = XML_DECLARATION.sub("", html)
    found = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        prune_xpath=FOOTNOTES,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or not found.text:
        raise Refused("has no running text that could be told from its menus")
    seen = of_blocks(tuple(_blocks(found)))
    names = [_as_written(name.strip(), html) for name in (found.author or "").split(";")]
    return replace(
        seen,
        title=found.title or seen.title,
        author=", ".join(filter(None, names)) or seen.author,
        published=found.date or seen.published,
        outlet=(found.sitename or "").removeprefix("www.") or seen.outlet,
        url=found.url or seen.url,
    )


def _as_written(name: str, html: str) -> str:
    """A name as the page spells it; trafilatura drops the stops after initials."""
    spelled = re.sub(r"(?<=\b\w)(?=\s|$)", r"\\.?", re.escape(name).replace("\\ ", " "))
    found = re.search(spelled, html) if name else None
    return found.group() if found else name


def _blocks(found: Document) -> Iterator[Block]:
    """The lines of the article under its title."""
    headings = {" ".join(h.itertext()).strip() for h in found.body.iter("head")}
    title = found.title or ""
    if title:
        yield Block(title, heading=1)
    for line in (found.text or "").split("\n"):
        text = " ".join(line.removeprefix(ITEM).split())
        if text and text != title:
            yield Block(text, heading=2 * (text in headings), item=line.startswith(ITEM))
