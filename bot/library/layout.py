"""Where on a captured page the title and the article's own paragraphs stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from bot.library.blocks import Block
from bot.library.boilerplate import Label

PROSE_WORDS = 15
UNSTOPPED_PROSE_WORDS = 25
SHORTEST_PROSE_WORDS = 6
LONGEST_TITLE = 30
LONGEST_CAPTION = 60
LONG_PARAGRAPH = 40
FEWEST_BEFORE_END = 80
MOST_COMPARED = 500
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
    under = [n for n in free if headline is None or n > headline]
    prose = [n for n in under if is_prose(blocks[n])] or [
        n for n in under if blocks[n].stops and blocks[n].words >= SHORTEST_PROSE_WORDS
    ]
    if not prose:
        return Layout(headline, (), (), ())
    past = _end(blocks, labels, prose)
    prose = [n for n in prose if n < past]
    title = headline if headline is not None else _title(blocks, free, prose)
    under = [n for n in free if n < prose[0] and (title is None or n > title)]
    opening = [n for n in under if title is not None and blocks[n].stops and blocks[n].words >= 3]
    inside = [n for n in free if prose[0] <= n <= prose[-1]]
    closing = _closing(blocks, labels, captions, prose[-1] + 1, past)
    whole = [n for n in (*opening, *inside, *closing) if n != title]
    strays = {*_repeated(blocks, whole, title), *_lists(blocks, whole)}
    return Layout(
        title,
        tuple(n for n in free if title is not None and n < title),
        tuple(sorted({*under} - {*opening})),
        tuple(n for n in whole if n not in strays),
    )


def is_prose(block: Block) -> bool:
    """Whether the block reads like a paragraph of running text."""
    if block.heading:
        return False
    return block.words >= (PROSE_WORDS if block.stops else UNSTOPPED_PROSE_WORDS)


def _captions(blocks: Sequence[Block], labels: Sequence[Label | None]) -> Iterator[int]:
    """Each block that stands over the line with its picture's credit."""
    numbers = range(len(blocks))
    lead = next((n for n in numbers if labels[n] is None and blocks[n].words >= 3), len(blocks))
    for number, named in enumerate(labels):
        above = number - 1
        if named is not Label.CREDIT or above < 0 or labels[above] is not None:
            continue
        block = blocks[above]
        apart = lead < above and not block.stops and not block.heading
        if apart or (blocks[number].tight and block.words <= LONGEST_CAPTION):
            yield above


def _headline(blocks: Sequence[Block], free: Sequence[int]) -> int | None:
    """The heading of the first rank that is long enough for a title."""
    headings = [n for n in free if blocks[n].heading == 1 and blocks[n].words <= LONGEST_TITLE]
    return max(headings, key=lambda n: min(blocks[n].words, 4), default=None)


def _end(blocks: Sequence[Block], labels: Sequence[Label | None], prose: Sequence[int]) -> int:
    """The first block of what follows on the article: tags, copyright, more news.

    Such a line may also stand between two paragraphs; it ends the article only where enough has
    been said and what follows does not read like the rest of it.
    """
    whole = sum(blocks[n].words for n in prose)
    for number in range(prose[0], len(blocks)):
        if labels[number] not in (Label.END, Label.MORE):
            continue
        before = sum(blocks[n].words for n in prose if n < number)
        after = [n for n in prose if n > number and blocks[n].words >= LONG_PARAGRAPH]
        enough = FEWEST_BEFORE_END if labels[number] is Label.END else whole / 2
        if before >= enough and (
            labels[number] is Label.END or len(after) < 2 or before * 3 >= whole * 2
        ):
            return number
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


def _repeated(blocks: Sequence[Block], whole: Sequence[int], title: int | None) -> Iterator[int]:
    """Lines that say again what the title or a paragraph says: pull quotes, and whole copies."""
    seen = {blocks[title].text} if title is not None else set()
    for number in whole:
        if blocks[number].text in seen:
            yield number
        seen.add(blocks[number].text)
    if len(whole) > MOST_COMPARED:
        return
    for number in whole:
        text = blocks[number].text
        if blocks[number].words >= 4 and any(
            text in blocks[n].text and text != blocks[n].text for n in whole
        ):
            yield number


def _lists(blocks: Sequence[Block], whole: Sequence[int]) -> Iterator[int]:
    """Three and more short lines in a row that are no sentences: a menu, or titles of others."""
    for is_bare, run in groupby(whole, key=lambda n: _is_bare(blocks[n])):
        lines = list(run)
        if is_bare and len(lines) >= 3:
            yield from lines


def _is_bare(block: Block) -> bool:
    return not (block.stops or block.heading or block.item or is_prose(block))
