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
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from bot.debate.model import Passage

MOST_TERMS = 64
WORD = re.compile(r"[^\W_]+")
LAYOUT = "2"
TABLES = """
CREATE TABLE about (fingerprint TEXT NOT NULL);
CREATE VIRTUAL TABLE passages USING fts5 (words, content = '', tokenize = "porter unicode61");
"""
"""The words themselves are not kept: a row's id is the place of its passage."""
COUNTED = "SELECT count(*) FROM passages WHERE passages MATCH ?"
RANKED = """
SELECT rowid FROM passages WHERE passages MATCH ? {} ORDER BY bm25(passages), rowid LIMIT ?
"""
AMONG = "AND +rowid IN (SELECT rowid FROM passages WHERE passages MATCH ?)"
"""With the plus the rows are passed through once; without it each would be sought by itself."""
LOOKED_AT, FEWEST_LOOKED_AT = 0.2, 1_000
"""Only passages with one of a query's rarest words are scored: of so many words that they stand in
this share of all passages together, or in so many passages, whichever is more."""
FEWEST_TERMS = 4
"""So many of the words are looked for, however common they are."""
AT_ONCE = 8
"""So many times as many are ranked at first as are asked for, since some may not be allowed."""
COUNTS_KEPT = 20_000
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
        self._held = lru_cache(maxsize=COUNTS_KEPT)(self._counted)
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
        held = sorted((self._held(term), term) for term in terms)
        known = [(count, term) for count, term in held if count]
        half = len(self._passages) / 2
        telling = [(count, term) for count, term in known if count <= half]
        if not known:
            return ()
        found: list[Passage] = []
        if telling:
            words = [term for _, term in telling]
            rows = self._ranked(words, self._rarest(telling), AT_ONCE * limit)
            found = self._taken(rows, allowed, limit, per_source)
        if len(found) < limit:
            words = [term for _, term in known]
            found = self._taken(self._ranked(words, len(words), -1), allowed, limit, per_source)
        return tuple(found)

    def _rarest(self, terms: Sequence[tuple[int, str]]) -> int:
        """How many of the terms, which come with their counts and rarest first, are looked for."""
        room = max(LOOKED_AT * len(self._passages), FEWEST_LOOKED_AT)
        sums = accumulate(count for count, _ in terms)
        return max(FEWEST_TERMS, sum(together <= room for together in sums))

    def _ranked(self, words: Sequence[str], rarest: int, most: int) -> sqlite3.Cursor:
        """The best `most` passages (-1: all) with one of the first `rarest` words, told by all."""
        if rarest >= len(words):
            return self._base.execute(RANKED.format(""), (_any_of(words), most))
        wanted = (_any_of(words), _any_of(words[:rarest]), most)
        return self._base.execute(RANKED.format(AMONG), wanted)

    def _taken(
        self,
        rows: sqlite3.Cursor,
        allowed: Callable[[Passage], bool],
        limit: int,
        per_source: int,
    ) -> list[Passage]:
        """The first `limit` passages of these rows that are allowed, so many of a source at most."""
        found: list[Passage] = []
        taken: Counter[str] = Counter()
        with contextlib.closing(rows):
            for (number,) in rows:
                passage = self._passages[number]
                source = passage.source.id
                if taken[source] < per_source and allowed(passage):
                    found.append(passage)
                    taken[source] += 1
                    if len(found) == limit:
                        break
        return found

    def _counted(self, term: str) -> int:
        """In how many passages a term stands, in any of its forms."""
        row = self._base.execute(COUNTED, (_any_of([term]),)).fetchone()
        return int(row[0])

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
        rows = ((number, f"{p.text}\n{p.held_by}") for number, p in enumerate(self._passages))
        with base:
            base.executemany("INSERT INTO passages (rowid, words) VALUES (?, ?)", rows)
            base.execute("INSERT INTO about VALUES (?)", (self._fingerprint(),))
        return base

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(LAYOUT.encode())
        for passage in self._passages:
            for part in (passage.id, passage.text, passage.held_by):
                digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()


def _any_of(terms: Sequence[str]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)


def content_terms(query: str) -> tuple[str, ...]:
    """The words of a query that mean something, each once, as many as a search can bear."""
    words = dict.fromkeys(word.lower() for word in WORD.findall(query[:20_000]))
    return tuple(word for word in words if word not in STOP)[:MOST_TERMS]
