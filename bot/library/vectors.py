"""Vectors of texts, kept in a file that can be thrown away, and nearness between them.

A vector is found by its model and a hash of its text. What is kept is of length one, so that the
nearness of two texts (the cosine) is the sum of the products. To go through many in little time,
only the signs of their numbers are compared at first, one bit for each.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from pathlib import Path
from typing import TypeAlias

TABLE = """
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text BLOB NOT NULL, signs BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, text)
) WITHOUT ROWID
"""
AT_ONCE = 500
"""So many vectors are read by one statement; SQLite takes no more than 999 places in older builds."""
BUSY_SECONDS = 5

Vector: TypeAlias = "array[float]"


def key_of(text: str) -> bytes:
    """What a text's vector is found by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def unit(vector: Sequence[float]) -> Vector:
    """The vector at length one; one of noughts stays as it is."""
    length = math.sqrt(sum(map(mul, vector, vector))) or 1.0
    return array("f", (value / length for value in vector))


def signs(vector: Sequence[float]) -> int:
    """A bit for each number of the vector, set where it is above nought."""
    return int("".join("1" if value > 0 else "0" for value in vector), 2)


def nearness(one: Vector, other: Vector) -> float:
    """From -1 to 1; 0 where the two cannot be compared."""
    return sum(map(mul, one, other)) if len(one) == len(other) else 0.0


class Vectors:
    """The vectors of one model. Safe to use from several threads.

    Where the file is damaged it is made anew; where none can be written, they are kept in memory.
    """

    def __init__(self, model: str, file: Path | None) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._base = _open(file)
        self.signs: dict[bytes, int] = {
            text: int.from_bytes(bits, "big")
            for text, bits in self._base.execute(
                "SELECT text, signs FROM vectors WHERE model = ?", (model,)
            )
        }

    def put(self, vectors: Mapping[bytes, Vector]) -> None:
        """Keep these vectors, each of length one, under the keys of their texts."""
        fresh = {key: signs(vector) for key, vector in vectors.items()}
        rows = [
            (self._model, key, bits.to_bytes(len(vectors[key]) // 8 + 1, "big"), vectors[key].tobytes())
            for key, bits in fresh.items()
        ]  # fmt: skip
        with self._lock:
            try:
                self._insert(rows)
            except sqlite3.Error:
                self._base.close()
                self._base = _open(None)
                self.signs.clear()
                self._insert(rows)
            self.signs.update(fresh)

    def of(self, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        """The vectors of these texts, as far as there are any."""
        found: dict[bytes, Vector] = {}
        with self._lock, contextlib.suppress(sqlite3.Error):
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                places = ", ".join("?" * len(some))
                rows = self._base.execute(
                    f"SELECT text, vector FROM vectors WHERE model = ? AND text IN ({places})",
                    (self._model, *some),
                )
                found.update((text, array("f", vector)) for text, vector in rows)
        return found

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._base.close()

    def _insert(self, rows: Iterable[tuple[str, bytes, bytes, bytes]]) -> None:
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)


def _open(file: Path | None) -> sqlite3.Connection:
    """The file with its table; a damaged one is thrown away first."""
    if file is not None:
        for again in (True, False):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                return _with_table(str(file))
            except (OSError, sqlite3.Error):
                with contextlib.suppress(OSError):
                    if again:
                        file.unlink(missing_ok=True)
    return _with_table(":memory:")


def _with_table(name: str) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=BUSY_SECONDS, check_same_thread=False)
    try:
        base.execute(TABLE)
        base.execute("SELECT text, signs, vector FROM vectors LIMIT 1").fetchone()
    except sqlite3.Error:
        base.close()
        raise
    return base
