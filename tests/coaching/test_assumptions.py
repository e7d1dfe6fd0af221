"""“Assumptions?” names what words take for granted, as questions."""

from __future__ import annotations

import pytest

from bot.coaching.coach import OfflineCoach
from bot.debate.model import Side
from bot.library.file_library import FileLibrary
from tests.coaching.scenes import STUDENT_LINES, handed_over, kept_back
from tests.speakers.played_offline import FORMATS, opened


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("They came because we scared them.", "“because we scared them”: it takes"),
        ("It worked in Cuba so it will work here.", "It goes from one case, “worked in Cuba so it will work here”, to what holds in general"),
        ("It will end there just like in Cuba.", "two cases to be alike in what matters"),
        ("Russia just wants its money.", "that we know what somebody wants"),
        ("Either we fight or we lose everything.", "that there is no other way"),
        ("Obviously this is a trap.", "that nobody doubts it"),
        ("Peace is better than justice.", "puts one good above another"),
        ("Nobody ever listens to small states.", "that there is no exception"),
    ],
)  # fmt: skip
async def test_each_kind_of_assumption_is_asked_about(
    coach: OfflineCoach, words: str, told: str
) -> None:
    advice = await coach.assumptions(None, words)
    assert told in " ".join(advice.lines), advice.lines


async def test_all_is_asked_and_nothing_is_told(coach: OfflineCoach, library: FileLibrary) -> None:
    debate = opened(library.motion("small-deployments"), FORMATS["quick"], student=Side.NEGATIVE)
    texts = kept_back(library)
    for words in STUDENT_LINES[:5]:
        advice = await coach.assumptions(debate, words)
        assert 1 <= len(advice.lines) <= 6
        assert all(line.endswith("?") for line in advice.lines), advice.lines
        assert handed_over(advice.lines, texts) == []


async def test_where_a_known_claim_ends_is_asked_from_what_its_side_grants(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    words = "every time we threaten someone they run to Moscow"
    advice = await coach.assumptions(None, words)
    grants = library.argument("threats-invite-counter-moves").grants.rstrip(".")
    limit = f"Does it still hold if {grants[0].lower()}{grants[1:]}?"
    assert limit in advice.lines
    assert advice.passages


async def test_a_bare_opinion_still_takes_something_for_granted(coach: OfflineCoach) -> None:
    advice = await coach.assumptions(None, "Diplomacy is a fine thing to have.")
    assert advice.lines
    assert all(line.endswith("?") for line in advice.lines)
