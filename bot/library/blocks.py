"""A page capture as its blocks: paragraphs, headings and the short lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token

HIDDEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cs}--[\n\t\u200c\u200d]]", regex.V1)
LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\f\v]")
SPACES = regex.compile(r"[\p{Zs}\t]+")
BULLET = re.compile(r"(?:[-*•–▪◦]|\d{1,2}[.)])\s+\S")
STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
CUT_WORD = regex.compile(r"(\p{L}+)-$")
OPENING_WORD = regex.compile(r"^\p{Ll}+")
WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line. `tight`: no blank line parts it from the one above.

    `heading` is its rank in a Markdown page (1 the highest, 0 none); `link` tells that all of it
    is a link there, `item` that it stands in a list.
    """

    text: str
    tight: bool = False
    heading: int = 0
    link: bool = False
    item: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())

    def is_within(self, words: int) -> bool:
        """Whether it has no more than so many words, and none so long that it is no word."""
        return len(self.text) <= 25 * words and self.words <= words

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(STOP.search(self.text))


def plain_blocks(raw: str) -> list[Block]:
    """The blocks of a plain text; lines that were broken at a fixed width are joined again."""
    blocks: list[Block] = []
    known = words_in(raw)
    for group in _groups(raw):
        texts = _unwrapped(group, known) if _is_wrapped(group) else [_tidy(line) for line in group]
        texts = [text for text in texts if text]
        for number, text in enumerate(texts):
            blocks.append(Block(text, tight=number > 0, item=bool(BULLET.match(text))))
    return blocks


def markdown_blocks(raw: str) -> list[Block]:
    """The blocks of a Markdown page, without its marks, pictures and HTML."""
    blocks: list[Block] = []
    heading = lists = 0
    for token in MarkdownIt("commonmark").parse(clear(raw)):
        if token.type.endswith("_list_open") or token.type.endswith("_list_close"):
            lists += token.nesting
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "inline" and token.children:
            text = _tidy(_said(token.children))
            if text:
                link = _is_link(token.children)
                blocks.append(Block(text, heading=heading, link=link, item=lists > 0))
            heading = 0
        elif token.type in ("fence", "code_block"):
            blocks.extend(plain_blocks(token.content))
    return blocks


def words_in(text: str) -> frozenset[str]:
    """The words of a text, as `joined` wants to know them."""
    return frozenset(WORD.findall(text))


def clear(raw: str) -> str:
    """The text with one kind of line break and without characters that nobody sees."""
    return HIDDEN.sub("", LINE_BREAKS.sub("\n", raw))


def _tidy(line: str) -> str:
    return SPACES.sub(" ", line).strip()


def _groups(raw: str) -> Iterator[list[str]]:
    """Runs of lines between blank ones."""
    group: list[str] = []
    for line in [*clear(raw).split("\n"), ""]:
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield group
            group = []


def _is_wrapped(group: Sequence[str]) -> bool:
    """Whether these lines are one paragraph that was broken at a fixed width."""
    lengths = [len(line) for line in group[:-1]]
    if not lengths or min(lengths) < 40 or max(lengths) > 100 or len(group[-1]) > 100:
        return False
    ended = sum(bool(STOP.search(line)) for line in group[:-1])
    return ended * 2 <= len(lengths) and bool(STOP.search(group[-1]))


def _unwrapped(group: Sequence[str], known: frozenset[str]) -> list[str]:
    """The paragraphs of a wrapped group; an indented line begins a new one."""
    indented = [line.startswith((" ", "\t")) for line in group]
    paragraphs: list[str] = []
    for number, line in enumerate(group):
        text = _tidy(line)
        if not paragraphs or (indented[number] and not all(indented)):
            paragraphs.append(text)
        else:
            paragraphs[-1] = joined(paragraphs[-1], text, known)
    return paragraphs


def joined(above: str, below: str, known: frozenset[str]) -> str:
    """Two lines of a paragraph as one. `known` are the words of the whole text.

    A word cut by a hyphen is mended only as the text spells it elsewhere.
    """
    cut = CUT_WORD.search(above)
    rest = OPENING_WORD.match(below)
    if not (cut and rest):
        return f"{above} {below}"
    if cut.group(1) + rest.group() in known:
        return above[:-1] + below
    if f"{cut.group(1)}-{rest.group()}" in known:
        return above + below
    return f"{above}\n{below}"


def _said(children: Sequence[Token]) -> str:
    """What a person reads of a Markdown line."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def _is_link(children: Sequence[Token]) -> bool:
    depth = 0
    linked = False
    for child in children:
        depth += child.nesting if child.type.startswith("link_") else 0
        linked = linked or depth > 0
        if child.type == "text" and child.content.strip(" |·•/>-") and not depth:
            return False
    return linked
