"""Nonsense gets a sensible, short answer from the coach, whatever it was asked."""

from __future__ import annotations

import pytest

from bot.coaching.coach import OfflineCoach
from bot.debate.model import Debate, Side
from bot.library.file_library import FileLibrary
from bot.ports import Advice
from tests.coaching.scenes import NONSENSE, PASTED
from tests.speakers.played_offline import FORMATS, opened

ASKED = ("check", "moves", "assumptions")


async def ask(coach: OfflineCoach, what: str, debate: Debate | None, words: str) -> Advice:
    if what == "moves":
        return await coach.moves(debate, words, Side.NEGATIVE)
    return await (coach.check if what == "check" else coach.assumptions)(debate, words)


@pytest.fixture
def debate(library: FileLibrary) -> Debate:
    return opened(library.motion("small-deployments"), FORMATS["quick"], student=Side.NEGATIVE)


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("sort", NONSENSE)
async def test_nonsense_is_answered_in_one_line(
    coach: OfflineCoach, debate: Debate, sort: str, what: str
) -> None:
    words = NONSENSE[sort]
    for where in (debate, None):
        advice = await ask(coach, what, where, words)
        assert len(advice.lines) <= 3, advice
        assert sum(len(line.split()) for line in advice.lines) <= 60
        assert "?" in " ".join(advice.lines)
        shown = " ".join((advice.title, *advice.lines))
        assert not any(mark in shown for mark in ("<@", "||", "**", "`", "](", "stupid")), shown


@pytest.mark.parametrize("what", ASKED)
async def test_a_pasted_text_is_answered_shortly_and_says_so(
    coach: OfflineCoach, debate: Debate, what: str
) -> None:
    advice = await ask(coach, what, debate, PASTED[:4000])
    assert len(advice.lines) <= 8
    assert len("\n".join(advice.lines)) < 1900
    assert "long text" in " ".join(advice.lines)


@pytest.mark.parametrize(
    "words",
    [
        "NATO should act as a shield, because weakness invites the next move.",
        "Moscow wants respect, Washington wants calm.",
        "This would give them the argument that a small team is how a large base begins.",
    ],
)
async def test_an_argument_is_never_taken_for_an_order_or_another_language(
    coach: OfflineCoach, debate: Debate, words: str
) -> None:
    advice = await coach.assumptions(debate, words)
    assert advice.title == "What this takes for granted"
