"""Search by words and by meaning at once: the two rankings are made one by reciprocal rank."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

from bot.debate.model import Passage
from bot.library.index import Index, content_terms
from bot.library.meaning import Meaning, fused

DEEPER = 5
"""So many times as many are taken of each ranking as are asked for in the end."""
LONGEST_QUERY = 2_000


class Finder:
    """The passages of an index, which can also be found by what they mean."""

    def __init__(self, index: Index, passages: Sequence[Passage], meaning: Meaning) -> None:
        self._index = index
        self._passages = passages
        self._places = {passage.id: place for place, passage in enumerate(passages)}
        self._meaning = meaning
        self._chart = meaning.chart([passage.text for passage in passages])

    async def search(
        self, query: str, allowed: Callable[[Passage], bool], limit: int, per_source: int
    ) -> tuple[Passage, ...]:
        """As `Index.search`; by words alone where the meaning of the query is not known.

        Something is always near in meaning: only a query without a word of weight finds nothing.
        """
        if not content_terms(query):
            return ()
        asked = query[:LONGEST_QUERY]
        await self._meaning.understand([asked])
        return await asyncio.to_thread(self._both, query, asked, allowed, limit, per_source)

    def _both(
        self,
        query: str,
        asked: str,
        allowed: Callable[[Passage], bool],
        limit: int,
        per_source: int,
    ) -> tuple[Passage, ...]:
        deep = DEEPER * limit
        near = [place for place, _ in self._chart.nearest(asked) if allowed(self._passages[place])]
        if not near:
            return self._index.search(query, allowed, limit, per_source)
        said = self._index.search(query, allowed, deep, deep)
        found: list[Passage] = []
        taken: Counter[str] = Counter()
        for place in fused([self._places[p.id] for p in said], near[:deep]):
            passage = self._passages[place]
            if taken[passage.source.id] < per_source:
                taken[passage.source.id] += 1
                found.append(passage)
        return tuple(found[:limit])
