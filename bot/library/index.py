"""Full-text search over passages: SQLite's FTS5 with stemming, in one file that can be thrown away.

The file belongs to one state of the corpus and is made anew when that has changed or the file is
damaged; where no file can be written the index is kept in memory. No word of a query is ever
syntax: each is quoted.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.debate.model import Passage

MOST_TERMS = 64
WORD = re.compile(r"[^\W_]+")
LAYOUT = "1"
TABLES = """
CREATE TABLE about (fingerprint TEXT NOT NULL);
CREATE VIRTUAL TABLE passages USING fts5 (words, number UNINDEXED, tokenize = "porter unicode61");
"""
FUNCTION_WORDS = """
a an and any are as at be been being but by can could did do does for from had has have he her his
how i if in into is it its me my no nor not of on or our shall she should so such than that the
their them then there these they this those to too us was we were what when where which who whom
whose why will with would you your about after again all also am because before both just more most
only other over own same some through under until up very said say says s t don ll ve re
"""
STOP = frozenset(FUNCTION_WORDS.split())


class Index:
    """Passages to be searched. Safe to use from several threads."""

    def __init__(self, passages: Sequence[Passage], file: Path | None = None) -> None:
        self._passages = tuple(passages)
        self._lock = threading.Lock()
        self._base = self._open(file)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._base.close()

    def search(
        self, query: str, allowed: Callable[[Passage], bool], limit: int, per_source: int
    ) -> tuple[Passage, ...]:
        """The best `limit` passages that are allowed, best first, so many of each source at most."""
        terms = content_terms(query)
        if not terms or limit < 1:
            return ()
        with self._lock:
            try:
                return self._best(terms, allowed, limit, per_source)
            except sqlite3.DatabaseError:
                self._base.close()
                self._base = self._fill(sqlite3.connect(":memory:", check_same_thread=False))
                return self._best(terms, allowed, limit, per_source)

    def _best(
        self, terms: Iterable[str], allowed: Callable[[Passage], bool], limit: int, per_source: int
    ) -> tuple[Passage, ...]:
        wanted = " OR ".join(f'"{term}"' for term in terms)
        ranked = "SELECT number FROM passages WHERE passages MATCH ? ORDER BY rank"
        found: list[Passage] = []
        taken: dict[str, int] = {}
        with contextlib.closing(self._base.execute(ranked, (wanted,))) as rows:
            for (number,) in rows:
                passage = self._passages[number]
                source = passage.source.id
                if taken.get(source, 0) < per_source and allowed(passage):
                    found.append(passage)
                    taken[source] = taken.get(source, 0) + 1
                    if len(found) == limit:
                        break
        return tuple(found)

    def _open(self, file: Path | None) -> sqlite3.Connection:
        """The index in `file`, made anew where it is not of these passages; else one in memory."""
        if file is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                return self._opened(file)
            with contextlib.suppress(OSError, sqlite3.Error):
                self._write(file)
                return self._opened(file)
        return self._fill(sqlite3.connect(":memory:", check_same_thread=False))

    def _opened(self, file: Path) -> sqlite3.Connection:
        """The index in `file`. Raises sqlite3.Error where it is not whole or not of these passages."""
        base = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        try:
            row = base.execute("SELECT fingerprint FROM about").fetchone()
            if row != (self._fingerprint(),):
                raise sqlite3.DatabaseError("of another corpus")
            base.execute("SELECT count(*) FROM passages WHERE passages MATCH 'a'").fetchone()
        except sqlite3.Error:
            base.close()
            raise
        return base

    def _write(self, file: Path) -> None:
        """Make the index beside `file` and move it there whole, so that no half of one is left."""
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(handle)
        try:
            with contextlib.closing(sqlite3.connect(name)) as base:
                self._fill(base)
            Path(name).replace(file)
        except (OSError, sqlite3.Error):
            Path(name).unlink(missing_ok=True)
            raise

    def _fill(self, base: sqlite3.Connection) -> sqlite3.Connection:
        base.executescript(TABLES)
        rows = ((f"{p.text}\n{p.held_by}", number) for number, p in enumerate(self._passages))
        with base:
            base.executemany("INSERT INTO passages (words, number) VALUES (?, ?)", rows)
            base.execute("INSERT INTO about VALUES (?)", (self._fingerprint(),))
        return base

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(LAYOUT.encode())
        for passage in self._passages:
            for part in (passage.id, passage.text, passage.held_by):
                digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()


def content_terms(query: str) -> tuple[str, ...]:
    """The words of a query that mean something, each once, as many as a search can bear."""
    words = dict.fromkeys(word.lower() for word in WORD.findall(query[:20_000]))
    return tuple(word for word in words if word not in STOP)[:MOST_TERMS]
