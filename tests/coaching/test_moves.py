"""“How could I answer this?” gives moves, not words."""

from __future__ import annotations

import pytest

from bot.coaching.coach import OfflineCoach
from bot.debate.arguments import Move
from bot.debate.model import Side
from bot.library.dates import later
from bot.library.file_library import FileLibrary
from tests.coaching.scenes import STUDENT_LINES, handed_over, kept_back
from tests.speakers.played_offline import FORMATS, opened

NAMES = {
    Move.REBUT: "Rebut:",
    Move.UNDERMINE: "Undermine:",
    Move.UNDERCUT: "Undercut:",
    Move.TURN: "Turn:",
    Move.CONCEDE: "Concede and outweigh:",
}
OTHERS = ("Weigh:", "Ask:")


def named(lines: tuple[str, ...]) -> list[str]:
    """The names of the moves, in their order."""
    return [name for line in lines for name in (*NAMES.values(), *OTHERS) if line.startswith(name)]


@pytest.mark.parametrize("side", [*Side, None])
async def test_each_move_is_a_sentence_about_this_claim_and_a_question(
    coach: OfflineCoach, library: FileLibrary, side: Side | None
) -> None:
    debate = opened(library.motion("small-deployments"), FORMATS["quick"], student=Side.NEGATIVE)
    texts = kept_back(library)
    for words in STUDENT_LINES[:5]:
        advice = await coach.moves(debate, words, side)
        moves = named(advice.lines)
        assert 2 <= len(moves) == len(set(moves)) <= 4
        for line in advice.lines:
            if line.startswith((*NAMES.values(), *OTHERS)):
                assert line.endswith("?"), line
        assert handed_over(advice.lines, texts) == []
        assert len(advice.passages) <= 3
        assert not [p for p in advice.passages if later(p.when, "2019-04")]


async def test_the_moves_of_the_argument_files_come_first(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    debate = opened(library.motion("small-deployments"), FORMATS["quick"], student=Side.NEGATIVE)
    words = "Russia is only there to guard the money that it is owed."
    advice = await coach.moves(debate, words, Side.NEGATIVE)
    known = {
        NAMES[x.by]
        for a in library.every_argument()
        if a.school == "hawk" and not later(a.as_of, "2019-04")
        for x in a.answers
        if x.claim == "russia-guards-a-loan"
    }
    assert known
    assert set(named(advice.lines)[: len(known)]) == known
    evidence = {
        id
        for a in library.every_argument()
        if any(x.claim == "russia-guards-a-loan" for x in a.answers)
        for id in a.evidence
    }
    assert advice.passages
    assert {p.id for p in advice.passages} <= evidence


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("It will end there just like in Cuba.", "go at the comparison “just like in Cuba”"),
        ("Threats never calm anybody down.", "For “never calm anybody down”, one case against it"),
        ("There were 500 pilots in the harbour.", "test the number “500 pilots”"),
        ("Everyone knows that ships are useless.", "“Everyone knows that ships are useless” stands where the proof"),
        ("It worked in Cuba with letters.", "let the example “worked in Cuba with letters” stand"),
    ],
)  # fmt: skip
async def test_a_move_names_the_part_that_it_goes_at(
    coach: OfflineCoach, words: str, line: str
) -> None:
    advice = await coach.moves(None, words, None)
    assert line in " ".join(advice.lines)


async def test_a_point_of_ones_own_side_is_told_as_that(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    debate = opened(library.motion("small-deployments"), FORMATS["quick"], student=Side.NEGATIVE)
    words = "A small team is how a large base begins."
    assert "own side" in (await coach.moves(debate, words, Side.NEGATIVE)).title
    assert "own side" not in (await coach.moves(debate, words, Side.AFFIRMATIVE)).title


async def test_a_point_that_nobody_knows_is_said_to_be_one(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    debate = opened(library.motion("small-deployments"), FORMATS["quick"], student=Side.NEGATIVE)
    advice = await coach.moves(debate, "I like pizza and football a lot", Side.NEGATIVE)
    assert "do not know this point" in advice.lines[0]
    assert advice.passages == ()
