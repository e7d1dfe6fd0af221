"""What a claim leans on is told in the claim's own words."""

from __future__ import annotations

import pytest

from bot.coaching.parts import Part, parts_of


@pytest.mark.parametrize(
    ("claim", "part", "words"),
    [
        ("Soon they bring missiles, like in Cuba.", Part.LIKENESS, "like in Cuba"),
        ("It is the same as with Crimea.", Part.LIKENESS, "the same as with Crimea"),
        ("They sent about 500 soldiers there.", Part.FIGURE, "about 500 soldiers there"),
        ("It worked in Cuba too.", Part.EXAMPLE, "worked in Cuba too"),
        ("In 1938 they gave way and lost.", Part.EXAMPLE, "In 1938 they gave way and lost"),
        ("Historians agree on this point.", Part.AUTHORITY, "Historians agree on this point"),
        ("Everyone knows that force works.", Part.KNOWN, "Everyone knows that force works"),
        ("Either we act now or we lose.", Part.ONLY_TWO, "Either we act now or we lose"),
        ("Russia just wants its money back.", Part.MOTIVE, "just wants its money back"),
        ("They came because we scared them.", Part.LINK, "because we scared them"),
        ("They will take the next country.", Part.FORECAST, "will take the next country"),
        ("Threats never help anybody.", Part.ALWAYS, "never help anybody"),
        ("Talking is better than war.", Part.RANK, "is better than war"),
        ("We should close the border.", Part.OUGHT, "should close the border"),
    ],
)
def test_each_part_is_found(claim: str, part: Part, words: str) -> None:
    shown = {found.part: found.words for found in parts_of(claim)}
    assert shown.get(part) == words


@pytest.mark.parametrize(
    ("claim", "part"),
    [
        ("I would like to answer that.", Part.LIKENESS),
        ("People like you never learn.", Part.LIKENESS),
        ("All options are on the table.", Part.ALWAYS),
        ("It is better than nothing.", Part.ALWAYS),
        ("Think of it this way.", Part.EXAMPLE),
        ("There are two reasons.", Part.FIGURE),
        ("It was so small.", Part.LINK),
    ],
)
def test_what_only_looks_like_a_part_is_none(claim: str, part: Part) -> None:
    assert part not in {found.part for found in parts_of(claim)}


def test_words_that_act_on_a_page_are_not_repeated() -> None:
    for claim in (
        "They will <@1> come",
        "They will **all** come",
        "They will see https://x.example",
    ):
        assert all(not set("<@*:") & set(found.words) for found in parts_of(claim)), claim


def test_a_bare_opinion_has_no_parts() -> None:
    assert parts_of("Diplomacy is a fine thing.") == ()
