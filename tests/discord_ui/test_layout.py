"""Nothing that a model, a student or a source wrote acts on Discord, and no word of it is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.layout import GAP, MESSAGE, graphemes, pieces, plain, shortened

DATA = Path(__file__).parents[2].parent / "shared" / "data"

HARMFUL = {
    "everyone": "hello @everyone and @here",
    "everyone in capitals": "hello @EVERYONE",
    "a user": "ask <@123456789012345678> or <@!123456789012345678>",
    "a role": "ask <@&123456789012345678>",
    "a channel": "see <#123456789012345678>",
    "a command": "use </debate start:123456789012345678>",
    "a timestamp": "until <t:1700000000:R>",
    "an emoji": "so <:smile:123456789012345678> or <a:wave:123456789012345678>",
    "an invitation": "join discord.gg/abcdef or https://discord.com/invite/xyz",
    "a hidden link": "[the source](https://evil.example/x)",
    "a hidden link with a gap": "[the source] (https://evil.example/x)",
    "a heading": "# Vote for me",
    "small print": "-# tiny",
    "a quote of somebody": "> Ada said so\n>>> and so on",
    "a fence": "```\nno end",
    "a spoiler": "||hidden||",
    "turned writing": "abc\u202edlrow\u202c",
    "heaped marks": "Z" + "\u0301" * 40,
    "a bell": "ding\u0007",
}

ACTS = regex.compile(
    r"@everyone|@here|<[@#/:at]|discord\.gg/\w|discord\.com/invite/\w|\]\s*\(|```|\|\|"
    r"|[\u202a-\u202e\u2066-\u2069\u0007]|\p{M}{4}|^\s*(?:>{1,3}|#{1,3}|-#)\s",
    regex.IGNORECASE | regex.MULTILINE,
)


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL)
def test_no_mark_acts(text: str) -> None:
    assert ACTS.search(text), "the example would act if it were left alone"
    assert not ACTS.search(plain(text))


def test_plain_words_stay_as_they_are() -> None:
    text = "Russia invested $17 billion [1]. “Not so,” she said: 3 > 2, and #1 is *ours*.\n\nNext."
    assert plain(text) == text


@given(st.text(max_size=400))
def test_whatever_is_written_nothing_acts(text: str) -> None:
    assert not ACTS.search(plain(text))


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z")), max_size=300))
def test_letters_are_never_lost(text: str) -> None:
    if regex.search(r"discord|dsc\.gg", text, regex.IGNORECASE):
        return
    kept = [c for c in plain(text) if c.isalnum()]
    assert kept == [c for c in text if c.isalnum()]


def test_strings_that_break_software_neither_act_nor_raise() -> None:
    file = DATA / "naughty-strings.json"
    if not file.exists():
        pytest.skip("the shared test data is not beside this checkout")
    for text in json.loads(file.read_text()):
        assert not ACTS.search(plain(text))


@given(st.text(min_size=1, max_size=3000), st.integers(min_value=40, max_value=200))
def test_pieces_fit_and_lose_only_blanks(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert all(0 < len(part) <= limit for part in parts if part.strip())
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_family_is_not_torn_apart() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    text = family * 100
    for part in pieces(text, 52):
        assert len(part) % len(family) == 0
    assert graphemes("a" + family, 3) == "a"


def test_a_long_speech_is_cut_between_sentences() -> None:
    text = "A sentence of eight words is not long. " * 80
    parts = list(pieces(text))
    assert len(parts) == 2
    assert len(parts[0]) <= MESSAGE
    assert parts[0].endswith(".")


def test_shortened_says_that_something_is_missing() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
    assert GAP not in shortened("abc", 3)
