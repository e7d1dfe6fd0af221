"""British and American spelling: our own words, and nothing else."""

from __future__ import annotations

import pytest

from bot.config import Spelling
from bot.debate.model import BOT, Debate, Level, Side
from bot.library.file_library import FileLibrary, open_library
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.spelling import american, spelled
from bot.speakers.spellings import pairs, to_american_only, to_british_only
from bot.speakers.wording import bare
from tests.speakers.fakes import MOTION, Shelf
from tests.speakers.played_offline import FORMATS, ROOT, opened, play, reply, say
from tests.speakers.test_offline import assert_sound

UK, US = Spelling.BRITISH, Spelling.AMERICAN


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus")


# --- the table ----------------------------------------------------------------------------------


def test_every_pair_goes_both_ways() -> None:
    table = list(pairs())
    assert len(table) > 2_000
    for one, other in table:
        assert one != other
        assert (spelled(one, US), spelled(other, UK)) == (other, one)
        assert (spelled(one, UK), spelled(other, US)) == (one, other)


def test_no_word_is_british_in_one_line_and_american_in_another() -> None:
    british, its_american = zip(*pairs(), strict=True)
    assert len(set(british)) == len(british)
    assert len(set(its_american)) == len(its_american)
    assert not set(british) & set(its_american)


def test_what_goes_one_way_goes_no_other() -> None:
    for one, other in to_american_only():
        assert spelled(one, US) == other
        assert spelled(other, UK) == other or (other, one) in set(to_british_only())
    for one, other in to_british_only():
        assert spelled(one, UK) == other


# --- what is touched, and what is not -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "british"),
    [
        ("its neighbor fears the defense program", "its neighbour fears the defence programme"),
        ("Neighbors fear. Defense is dear: Labor costs.", "Neighbours fear. Defence is dear: Labour costs."),
        ("the neighbor's and the neighbors’ HONOR", "the neighbour's and the neighbours’ HONOUR"),
        ("saber-rattling [2]. Centers of power [3].", "sabre-rattling [2]. Centres of power [3]."),
        ("They organized, traveled and analyzed.", "They organised, travelled and analysed."),
        ("\n\nHonor first.\n- Rumors second", "\n\nHonour first.\n- Rumours second"),
    ],
)  # fmt: skip
def test_words_are_spelled_with_the_capitals_that_they_had(text: str, british: str) -> None:
    assert spelled(text, UK) == british
    assert spelled(british, US) == text


@pytest.mark.parametrize(
    "text",
    [
        "“our neighbour’s honor” and \"their defence, my neighbor\" and «behaviour, behavior»",
        "‘a neighbour of honor’",
        "> the neighbor quoted\n> the neighbour quoted",
        "the Department of Defense and the Ministry of Defence",
        "Defense Secretary Mattis spoke. Labour Party voters did not.",
        "He met U.S. Defense officials and Mr. Gray. Gray wrote to Sen. Harbor.",
        "the World Trade Organization; the International Labour Organisation",
        "[[neighbour-honor#f1]] [neighbor] `colour` https://x.org/defence/color www.labor.org a@labour.uk",
        "defence.gov and center.org",
        "practice, license, judgment, dialogue, adviser, surprise, exercise, prize, hour, tire, meet",
        "",
    ],
)  # fmt: skip
def test_quotations_names_marks_and_links_are_left_alone(text: str) -> None:
    assert spelled(text, UK) == spelled(text, US) == text


def test_titles_that_are_told_stay_as_they_are() -> None:
    text = "In honor among neighbors, it says that the neighbors honor nobody."
    kept = spelled(text, UK, keep=("honor among neighbors", "", "Another Title"))
    assert kept == "In honor among neighbors, it says that the neighbours honour nobody."


def test_two_spellings_of_a_word_are_the_same_words() -> None:
    assert bare("Neighbour’s defence [1]") == bare("neighbor's DEFENSE") == "neighbor's defense"
    assert american("programme") == american("program") == "program"


# --- the offline speaker ------------------------------------------------------------------------


def given(debate: Debate) -> list[str]:
    return [s.text or "" for s in debate.speeches if s.by == BOT]


async def test_whole_debates_are_in_one_spelling_and_say_nothing_twice(
    library: FileLibrary,
) -> None:
    differ = 0
    british, american = OfflineSpeaker(library, spelling=UK), OfflineSpeaker(library)
    for motion in library.motions()[:8]:
        start = opened(motion, FORMATS["exhibition"], level=Level.ADVANCED, seed=3)
        here, there = await play(british, start), await play(american, start)
        assert_sound(here)
        for one, other in zip(given(here), given(there), strict=True):
            assert spelled(one, UK) == one
            assert spelled(other, US) == other
            assert bare(one) == bare(other), "the words are the same"
            differ += one != other
    assert differ > 5


async def test_a_persons_words_are_quoted_as_they_spelled_them() -> None:
    speaker = OfflineSpeaker(Shelf(), spelling=UK)
    said = "Pizza with color is the flavor of my neighbor"
    debate = opened(MOTION, FORMATS["quick"], student=Side.AFFIRMATIVE)
    _, draft = await reply(speaker, say(debate, f"{said}."))
    assert f"“{said}”" in draft.text
