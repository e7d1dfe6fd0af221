"""Where on a captured page the title and the article's own paragraphs stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.library.blocks import Block
from bot.library.boilerplate import Label

PROSE_WORDS = 15
UNSTOPPED_PROSE_WORDS = 25
LONGEST_TITLE = 30
LONGEST_CAPTION = 60
LONG_WORD = regex.compile(r"\p{L}{4,}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers of a page's blocks: the title's, and those that the article is made of.

    `above` are the unnamed blocks over the title, `head` those between title and article.
    """

    title: int | None
    above: tuple[int, ...]
    head: tuple[int, ...]
    body: tuple[int, ...]


def lay_out(blocks: Sequence[Block], labels: Sequence[Label | None]) -> Layout:
    """The layout of a page; its body is empty where the page has no running text."""
    captions = frozenset(_captions(blocks, labels))
    free = [n for n, named in enumerate(labels) if named is None and n not in captions]
    headline = _headline(blocks, free)
    prose = [n for n in free if is_prose(blocks[n]) and (headline is None or n > headline)]
    if not prose:
        return Layout(headline, (), (), ())
    past = _end(blocks, labels, prose)
    prose = [n for n in prose if n < past]
    title = headline if headline is not None else _title(blocks, free, prose)
    under = [n for n in free if n < prose[0] and (title is None or n > title)]
    opening = [n for n in under if blocks[n].stops and blocks[n].words >= 3 and title is not None]
    inside = [n for n in free if prose[0] <= n <= prose[-1]]
    closing = _closing(blocks, labels, captions, prose[-1] + 1, past)
    whole = [*opening, *inside, *closing]
    return Layout(
        title,
        tuple(n for n in free if title is not None and n < title),
        tuple(n for n in under if n not in opening),
        tuple(n for n in whole if n != title and not _is_stray(blocks, whole, n, title)),
    )


def is_prose(block: Block) -> bool:
    """Whether the block reads like a paragraph of running text."""
    if block.heading:
        return False
    return block.words >= (PROSE_WORDS if block.stops else UNSTOPPED_PROSE_WORDS)


def _captions(blocks: Sequence[Block], labels: Sequence[Label | None]) -> Iterator[int]:
    """Each block that stands over the line with its picture's credit."""
    for number, named in enumerate(labels):
        above = number - 1
        if named is not Label.CREDIT or above < 0 or labels[above] is not None:
            continue
        block = blocks[above]
        lead = any(blocks[n].words >= 3 for n in range(above) if labels[n] is None)
        apart = lead and not block.stops and not block.heading
        if apart or (blocks[number].tight and block.words <= LONGEST_CAPTION):
            yield above


def _headline(blocks: Sequence[Block], free: Sequence[int]) -> int | None:
    """The heading of the first rank that is long enough for a title."""
    headings = [n for n in free if blocks[n].heading == 1 and blocks[n].words <= LONGEST_TITLE]
    return max(headings, key=lambda n: min(blocks[n].words, 4), default=None)


def _end(blocks: Sequence[Block], labels: Sequence[Label | None], prose: Sequence[int]) -> int:
    """The first block of what follows on the article: tags, copyright, more news."""
    whole = sum(blocks[n].words for n in prose)
    before = 0
    for number in range(prose[0], len(blocks)):
        if labels[number] is Label.END and before * 2 >= whole:
            return number
        before += blocks[number].words if number in prose else 0
    return len(blocks)


def _title(blocks: Sequence[Block], free: Sequence[int], prose: Sequence[int]) -> int | None:
    """The line over the text that is most like a title: by itself, and about what the text is."""
    body = {word.lower() for n in prose for word in LONG_WORD.findall(blocks[n].text)}

    def likeness(number: int) -> float:
        block = blocks[number]
        telling = [word.lower() for word in LONG_WORD.findall(block.text)]
        about = sum(word in body for word in telling) / len(telling) if telling else 0
        below = number + 1 < len(blocks) and blocks[number + 1].tight
        alone = not block.tight and not below
        return 3 * about + alone - block.text.endswith(".") + min(block.words, 5) / 5

    candidates = [
        n
        for n in free
        if n < prose[0] and 3 <= blocks[n].words <= LONGEST_TITLE and not blocks[n].item
    ]
    return max(candidates, key=likeness, default=None)


def _closing(
    blocks: Sequence[Block],
    labels: Sequence[Label | None],
    captions: Collection[int],
    first: int,
    past: int,
) -> Iterator[int]:
    """The short sentences that end the article after its last long paragraph."""
    for number in range(first, past):
        block = blocks[number]
        if labels[number] is not None or number in captions or not block.stops or block.words < 2:
            return
        yield number


def _is_stray(
    blocks: Sequence[Block], whole: Sequence[int], number: int, title: int | None
) -> bool:
    """Whether a line inside the article is none of it: its title again, a pull quote, a menu."""
    block = blocks[number]
    if title is not None and block.text == blocks[title].text:
        return True
    for other in whole:
        if other != number and block.words >= 4 and block.text in blocks[other].text:
            return other < number or block.text != blocks[other].text
    at = whole.index(number)
    runs = (whole[first : first + 3] for first in range(max(0, at - 2), at + 1))
    return any(len(run) == 3 and all(_is_bare(blocks[n]) for n in run) for run in runs)


def _is_bare(block: Block) -> bool:
    """Whether the block is a short line of the kind that menus and lists of links are made of."""
    return not (block.stops or block.heading or block.item or is_prose(block))
