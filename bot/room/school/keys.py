"""What opens the door: join codes, a student's own words, the teacher's password, sessions.

Nothing that opens a door is kept as it is, but the join code, which hangs on the wall.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from .words import WORDS

LETTERS = "CDFGHJKMNPQRTVWX234679"
"""No vowels, so that no word comes out; nothing that is taken for another: 0 and O, 1 and l."""

CODE_LENGTH = 6
OWN_WORDS = 4
SHORTEST_PASSWORD = 8
_LONGEST = 200
_LENGTH = 32


def new_code() -> str:
    """A join code such as KTX-4M7, drawn at random."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return f"{drawn[:3]}-{drawn[3:]}"


def plain_code(typed: object) -> str:
    """What was typed as a join code, whatever its case, spaces and dashes."""
    text = unicodedata.normalize("NFKC", str(typed)[:_LONGEST]).upper()
    return "".join(c for c in text if c.isalnum())


def same_code(typed: str, code: str) -> bool:
    """Whether a plain typed code is `code`, in constant time."""
    return hmac.compare_digest(typed.encode(), plain_code(code).encode())


def new_words() -> str:
    """Four words by which a student comes back from another device."""
    return " ".join(secrets.choice(WORDS) for _ in range(OWN_WORDS))


def plain_words(typed: object) -> str:
    """What was typed as one's words, whatever its case, spaces and commas."""
    text = unicodedata.normalize("NFKC", str(typed)[:_LONGEST]).casefold()
    return " ".join("".join(c if c.isalpha() else " " for c in text).split())


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess is: `n` for scrypt, with blocks of 8."""

    n: int


PASSWORD = Cost(1 << 15)
OWN = Cost(1 << 12)


def hashed(secret: str, cost: Cost) -> str:
    """The salted scrypt hash of a secret, to keep. Takes its time: call it in a thread."""
    salt = secrets.token_bytes(16)
    return f"scrypt${cost.n}${salt.hex()}${_scrypt(secret, salt, cost.n).hex()}"


def fits(secret: str, kept: str) -> bool:
    """Whether `secret` is what `kept` was made of, in constant time; False for an empty `kept`."""
    if not kept:
        return False
    _, n, salt, digest = kept.split("$")
    made = _scrypt(secret, bytes.fromhex(salt), int(n))
    return hmac.compare_digest(made, bytes.fromhex(digest))


def _scrypt(secret: str, salt: bytes, n: int) -> bytes:
    text = unicodedata.normalize("NFKC", secret).encode(errors="replace")
    return hashlib.scrypt(text, salt=salt, n=n, r=8, p=1, maxmem=n * 1024 * 2, dklen=_LENGTH)


def new_session() -> str:
    """A session of 256 random bits, for the cookie."""
    return secrets.token_urlsafe(32)


def session_key(session: str) -> str:
    """What is kept of a session."""
    return hashlib.sha256(session.encode(errors="replace")).hexdigest()
