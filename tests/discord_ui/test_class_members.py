"""What of a file is a name."""

from __future__ import annotations

import pytest

from bot.debate.errors import WrongPhase
from bot.discord_ui.teaching.members import entries_in


@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (b"", []),
        (b"\n \n;;\n", []),
        (b"Ada\r\nBen", ["Ada", "Ben"]),
        (b"\xef\xbb\xbfName;Class\nAda;7B\nBen;7B", ["Ada", "Ben"]),
        ("ID,name\n<@123456789012345678>,x".encode("utf-16"), ["<@123456789012345678>"]),
        ("Zoë\nJosé".encode("cp1252"), ["Zoë", "José"]),
        (b'"Ada"\tb\n@ben', ["Ada", "ben"]),
    ],
)
def test_lists_come_as_people_save_them(content: bytes, entries: list[str]) -> None:
    assert entries_in(content) == entries


@pytest.mark.parametrize("content", [b"\x00\x01", b"PK\x03\x04\x00\x00", b"x\n" * 501])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(WrongPhase):
        entries_in(content)
