"""A search for words through all bytes of all files that may hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from pathlib import Path

import psycopg

from bot.debate import commands
from bot.debate.ballots import Ballot


def files_of(url: str, *folders: Path) -> list[Path]:
    """Every file of a database, and every file in these folders.

    Of PostgreSQL all but its journal, which the server takes back into use in its own time.
    """
    if "://" in url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute("SHOW data_directory").fetchone()
            base = connection.execute(
                "SELECT oid FROM pg_database WHERE datname = current_database()"
            ).fetchone()
        assert row
        assert base
        home = Path(row[0])
        ours = [home / "base" / str(base[0]), home / "global", home / "pg_stat", home / "log"]
        folders = (*folders, *ours)
    else:
        folders = (*folders, Path(url).parent)
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def found(sentences: Iterable[str], files: Iterable[Path]) -> set[str]:
    """Which of these stand in some file, however they are written there."""
    held = b"\n".join(file.read_bytes() for file in files).lower()
    return {one for one in sentences if any(form in held for form in forms(one))}


def forms(sentence: str) -> Collection[bytes]:
    """A sentence as UTF-8, as UTF-16 and as JSON puts it, in small letters."""
    small = sentence.strip(" .“”\"'").lower()
    return {small.encode(), small.encode("utf-16-le"), json.dumps(small)[1:-1].encode()}


def sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.?!])\s", text) if one.strip()]


def said_by(person: str, asked: Iterable[commands.Command]) -> set[str]:
    """Every sentence that a person said, typed, or had said of them on a ballot."""
    said: set[str] = set()
    for one in asked:
        match one:
            case commands.GiveSpeech(by=by, text=text) if by == person:
                said |= set(sentences(text))
            case commands.Open(by=by, topic=topic) if by == person and topic:
                said.add(topic)
            case commands.End(by=by, reason=reason) if by == person:
                said.add(reason)
            case commands.CastBallot(ballot=ballot):
                said |= set(_of_card(ballot, person))
    return said


def _of_card(ballot: Ballot, person: str) -> list[str]:
    card = ballot.card(person)
    if card is None:
        return []
    return [*(score.why for score in card.scores), card.strength, card.next_step]
