"""The repertoires of all motions that were asked for, each prepared once."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.library.meaning import Meaning
from bot.ports import Library
from bot.speakers.planning import Repertoire


class Repertoires:
    """Prepares what is argued on the motions of `library`, which takes some tenths of a second.

    To be asked in threads, several at once: who asks for a motion that is being prepared waits.
    """

    def __init__(self, library: Library, meaning: Meaning | None = None) -> None:
        self._library = library
        self._meaning = meaning
        self._lock = threading.Lock()
        self._prepared: dict[tuple[str, str], Repertoire] = {}

    def on(self, motion: str, as_of: str) -> Repertoire:
        """The repertoire for a motion."""
        key = (motion, as_of)
        with self._lock:
            if key not in self._prepared:
                with _kept_for_good():
                    self._prepared[key] = Repertoire.on(
                        self._library,
                        motion,
                        as_of,
                        beside=self._prepared.values(),
                        meaning=self._meaning,
                    )
            return self._prepared[key]


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Keeps the collector of garbage from looking at what is made inside, then and ever after.

    It would hold up every thread for a tenth of a second, again and again, and find nothing: a
    repertoire is never let go. What else there is at the end is left alone too.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
