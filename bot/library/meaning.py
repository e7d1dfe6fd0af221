"""What texts mean, as far as an embedding server can tell: which of many is nearest to one.

The texts of the library are learnt in the background, once, and kept on disk. What somebody says is
understood when it is needed and kept in memory alone. While the server is away nothing is near to
anything, and whoever asks goes by words. A text that the server refuses while it answers others is
set aside until the next start, and it alone goes by words.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.debate.errors import ParleyError
from bot.library.vectors import Vector, Vectors, key_of, nearness, signs, unit
from bot.ports import Embedder

log = logging.getLogger(__name__)

BATCH = 64
"""Texts of the library in one request."""
MOST_SAID = 128
"""Texts that somebody says, in one request: the sentences of a long speech."""
QUICK = 3.0
"""Seconds that a speech waits for the server."""
REST = 60.0
"""Seconds for which a server that has failed is left alone."""
COMPARED = 100
"""So many of those that are near by their signs are compared in full."""
KEPT = 4_000
"""Vectors of what was said that are kept in memory."""
HARMLESS = "debate"
"""A text that no server refuses: one that has no vector for it is away."""


class Meaning:
    """The vectors of all texts that were charted, and of what was said of late.

    `file` keeps those of the library; `reference` makes the short name under which the log tells
    that the server is away. Charts may be made and asked in threads; the rest is for one loop.
    """

    def __init__(
        self,
        embedder: Embedder,
        file: Path | None,
        *,
        reference: Callable[[], str],
        quick: float = QUICK,
        rest: float = REST,
    ) -> None:
        self._embedder = embedder
        self._vectors = Vectors(embedder.model, file)
        self._reference = reference
        self._quick = quick
        self._rest = rest
        self._lock = threading.Lock()
        self._wanted: OrderedDict[bytes, str] = OrderedDict()
        self._refused: set[bytes] = set()
        self._said: OrderedDict[bytes, Vector | None] = OrderedDict()
        self._asked_again_at = 0.0
        self._away = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._more = asyncio.Event()

    def chart(self, texts: Sequence[str]) -> Chart:
        """These texts as a whole among which the nearest can be found, once they are learnt."""
        keys = [key_of(text) if text.strip() else None for text in texts]
        with self._lock:
            for key, text in zip(keys, texts, strict=True):
                if key and key not in self._vectors.signs and key not in self._refused:
                    self._wanted[key] = text
            if self._loop and self._wanted:
                self._loop.call_soon_threadsafe(self._more.set)
        return Chart(self, keys)

    @property
    def lacking(self) -> int:
        """How many of the charted texts are still to be learnt; without those set aside."""
        with self._lock:
            return len(self._wanted)

    def close(self) -> None:
        """Let go of the file."""
        self._vectors.close()

    # --- the texts of the library ---------------------------------------------------------------

    async def keep_learning(self) -> None:
        """Have every text that is charted, now or later, learnt; goes on until it is cancelled."""
        self._loop = asyncio.get_running_loop()
        size = BATCH
        while True:
            texts = self._next(size)
            if not texts:
                await self._more.wait()
                continue
            vectors = await self._asked(list(texts.values()))
            if vectors is not None:
                size = min(size * 2, BATCH)
                learnt = dict(zip(texts, vectors, strict=True))
                await asyncio.to_thread(self._vectors.put, learnt)
                self._drop(learnt)
            elif self._away:
                size = max(1, size // 2)  # in case the server broke down under them
                self._put_off(texts)
                await asyncio.sleep(self._rest)
            elif len(texts) > 1:
                size = len(texts) // 2
            else:
                self._set_aside(texts)

    def _next(self, size: int) -> dict[bytes, str]:
        with self._lock:
            texts = dict(list(self._wanted.items())[:size])
            if not texts:
                self._more.clear()
            return texts

    def _put_off(self, texts: Iterable[bytes]) -> None:
        with self._lock:
            for key in texts:
                self._wanted.move_to_end(key)

    def _set_aside(self, texts: Iterable[bytes]) -> None:
        told = "The embedding server (%s) refused a text of the library: it goes by words alone."
        log.info(told, self._embedder.model)
        with self._lock:
            self._refused.update(texts)
        self._drop(texts)

    def _drop(self, texts: Iterable[bytes]) -> None:
        with self._lock:
            for key in texts:
                self._wanted.pop(key, None)
            if not self._wanted:
                told = "All texts of the library have their vectors (%s); %d were refused."
                log.info(told, self._embedder.model, len(self._refused))

    # --- what is said ---------------------------------------------------------------------------

    async def understand(self, texts: Iterable[str]) -> None:
        """See that the nearest to these texts can be found; where the server is away, it cannot.

        Never waits long and never raises for the server's sake.
        """
        said = {key_of(text): text for text in texts if text.strip()}
        fresh = [key for key in said if key not in self._said][-MOST_SAID:]
        if not fresh or self._resting:
            return
        try:
            async with asyncio.timeout(self._quick):
                vectors = await self._asked([said[key] for key in fresh])
        except TimeoutError:
            self._failed(f"The embedding server did not answer in {self._quick:g} s.")
            return
        if vectors is not None:
            self._said.update(zip(fresh, vectors, strict=True))
        elif not self._away:
            self._said.update(dict.fromkeys(fresh))
        while len(self._said) > KEPT:
            self._said.popitem(last=False)

    @property
    def _resting(self) -> bool:
        return asyncio.get_running_loop().time() < self._asked_again_at

    async def _asked(self, texts: Sequence[str]) -> list[Vector] | None:
        """A vector of length one for each text; None where the server gives none.

        Then `_away` tells whether it answers nothing else either.
        """
        try:
            vectors = await self._embedder.embed(texts)
        except ParleyError as error:
            await self._find_out(error.line)
            return None
        self._answered()
        return [unit(vector) for vector in vectors]

    async def _find_out(self, line: str) -> None:
        """Whether a server that gave no vectors is away, or only refused what it was asked."""
        try:
            async with asyncio.timeout(self._quick):
                await self._embedder.embed([HARMLESS])
        except (ParleyError, TimeoutError):
            self._failed(line)
        else:
            self._answered()

    def _answered(self) -> None:
        self._asked_again_at = 0.0
        if self._away:
            self._away = False
            log.info("The embedding server answers again.")

    def _failed(self, line: str) -> None:
        """Leave the server alone for a while, and say so once."""
        self._asked_again_at = asyncio.get_running_loop().time() + self._rest
        if not self._away:
            self._away = True
            told = "Search and hearing go by words alone for now."
            log.warning("%s: %s %s", self._reference(), line, told)

    # --- nearness -------------------------------------------------------------------------------

    def nearest(self, text: str, among: Iterable[tuple[int, bytes]]) -> list[tuple[int, float]]:
        """For `Chart.nearest`: the places of the nearest texts, and how near they are."""
        vector = self._said.get(key_of(text))
        if vector is None:
            return []
        own, held = signs(vector), self._vectors.signs
        apart = (
            ((own ^ bits).bit_count(), place, key)
            for place, key in among
            if (bits := held.get(key)) is not None
        )
        close = heapq.nsmallest(COMPARED, apart)
        vectors = self._vectors.of([key for _, _, key in close])
        near = [
            (place, nearness(vector, vectors[key])) for _, place, key in close if key in vectors
        ]
        return sorted(near, key=lambda found: -found[1])


class Chart:
    """Texts among which the nearest to another can be found. The place of a text is its number."""

    def __init__(self, meaning: Meaning, keys: Sequence[bytes | None]) -> None:
        self._meaning = meaning
        self._keys = [(place, key) for place, key in enumerate(keys) if key]

    def nearest(self, text: str) -> list[tuple[int, float]]:
        """The places of those nearest to `text` with their nearness, -1 to 1, the nearest first.

        Empty where `text` was not understood; without those that are not learnt yet.
        """
        return self._meaning.nearest(text, self._keys)


def fused(*rankings: Sequence[int], k: int = 60) -> list[int]:
    """Several rankings as one, by reciprocal rank: 1 / (k + rank), added up over all of them."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            scores[place] = scores.get(place, 0.0) + 1 / (k + rank)
    return sorted(scores, key=lambda place: -scores[place])
