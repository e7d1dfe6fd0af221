"""“Check this claim” says what the sources here say, compares numbers, and judges nothing else."""

from __future__ import annotations

import re

import pytest

from bot.coaching.coach import OfflineCoach
from bot.debate.model import Side
from bot.library.dates import later
from bot.library.file_library import FileLibrary
from bot.ports import Advice
from tests.coaching.scenes import PASTED, STUDENT_LINES
from tests.speakers.played_offline import FORMATS, opened, say

VERDICTS = re.compile(r"\b(?:true|false|right|wrong|correct|incorrect|untrue|lie|fact)\b", re.I)


async def checked(
    coach: OfflineCoach, library: FileLibrary, words: str, motion: str = "small-deployments"
) -> Advice:
    debate = opened(library.motion(motion), FORMATS["quick"], student=Side.NEGATIVE)
    return await coach.check(debate, words)


def passages(advice: Advice) -> list[str]:
    return [passage.id for passage in advice.passages]


@pytest.mark.parametrize(
    ("words", "passage", "told"),
    [
        ("About 1,000 Russian soldiers landed in Caracas in March 2019.", "keep-russia-at-bay#f1",
         "passage 1 says about 100 Russian military personnel; the message says about 1,000 Russian soldiers."),
        ("Around 500 Russians came to Caracas in March 2019", "keep-russia-at-bay#f1",
         "passage 1 says about 100 Russian military personnel; the message says around 500 Russians."),
        ("Russia sent 100 soldiers to Caracas in April 2018.", "keep-russia-at-bay#f1",
         "passage 1 says March 2019; the message says April 2018."),
        ("Venezuela still owed Russia 60 billion dollars.", "keep-russia-at-bay#f5",
         "passage 1 says about $6 billion; the message says 60 billion dollars."),
        ("The hotline was set up in 1983.", "cuban-missile-crisis#f8",
         "passage 1 says June 20, 1963; the message says 1983."),
        ("In 1962 the Soviets sent 100 soldiers to Cuba.", "cuban-missile-crisis#f1",
         "passage 1 says more than 40,000 military personnel; the message says 100 soldiers."),
    ],
)  # fmt: skip
async def test_another_figure_or_date_is_told_with_both(
    coach: OfflineCoach, library: FileLibrary, words: str, passage: str, told: str
) -> None:
    advice = await checked(coach, library, words)
    assert told in advice.lines[0]
    assert advice.lines[0].endswith("?")
    assert passages(advice)[0] == passage


@pytest.mark.parametrize(
    ("words", "passage", "told"),
    [
        ("About a hundred Russian soldiers arrived in Caracas in March 2019.",
         "keep-russia-at-bay#f1", "about 100 Russian military personnel and March 2019"),
        ("The soviets shipped 40.000 soldiers to Cuba in 1962", "cuban-missile-crisis#f1",
         "more than 40,000 military personnel"),
    ],
)  # fmt: skip
async def test_the_same_numbers_are_borne_out_and_no_more(
    coach: OfflineCoach, library: FileLibrary, words: str, passage: str, told: str
) -> None:
    advice = await checked(coach, library, words)
    assert "passage 1 bears out the numbers" in advice.lines[0]
    assert told in advice.lines[0]
    assert advice.lines[0].endswith("who did what?")
    assert passages(advice) == [passage]


@pytest.mark.parametrize(
    "words",
    [
        "About 100 Russian tanks arrived in Caracas in March 2019.",
        "About 100 Russian soldiers left Caracas in March 2019.",
        "About 100 Russian soldiers never arrived in Caracas in March 2019.",
        "Putin and Maduro signed an accord between Russia and Venezuela in May 2001.",
        "About 98 Russian soldiers arrived in Caracas in March 2019.",
        "Russia sent soldiers to Caracas.",
    ],
)
async def test_what_is_only_like_a_passage_is_not_borne_out(
    coach: OfflineCoach, library: FileLibrary, words: str
) -> None:
    """The likest sentences that differ in one word, one number, one name or a “not”."""
    advice = await checked(coach, library, words)
    assert advice.passages
    assert "bears out" not in " ".join(advice.lines), advice.lines


async def test_where_two_passages_differ_both_are_told(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    """Soldiers came in March 2019, advisers in October 2018."""
    advice = await checked(coach, library, "Russia sent troops to Venezuela in 2018.")
    assert "passage 1 has March 2019, and passage 2 has October 2018" in advice.lines[0]
    assert passages(advice) == ["keep-russia-at-bay#f1", "keep-russia-at-bay#f6"]


async def test_a_denial_is_pointed_out(coach: OfflineCoach, library: FileLibrary) -> None:
    words = "About 100 Russian soldiers never arrived in Caracas in March 2019."
    advice = await checked(coach, library, words)
    assert "only one of the two says “not”" in advice.lines[0]


async def test_a_name_that_the_passage_lacks_is_pointed_out(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    words = "Putin and Maduro signed an accord between Russia and Venezuela in May 2001."
    advice = await checked(coach, library, words)
    assert "Passage 1 does not name Maduro. Is that the same case?" in advice.lines


async def test_a_number_of_another_thing_is_no_difference(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    advice = await checked(coach, library, "Russia has 900,000 soldiers.")
    assert "silent on 900,000 soldiers" in advice.lines[0]


async def test_what_no_source_speaks_of_is_silence(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    advice = await checked(coach, library, "In 1789 the crowd of Paris took 7 cannons.")
    assert "silent" in advice.lines[0]
    assert advice.passages == ()


async def test_nothing_later_than_the_motion_is_held_against_it(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    """The Geneva summit of 2021 is in the sources, and not on a motion of 2019."""
    words = "Biden and Putin held a summit in Geneva in June 2021."
    early = await checked(coach, library, words)
    assert not [p for p in early.passages if later(p.source.published, "2019-04")]
    late = await checked(coach, library, words, motion="little-leverage")
    assert "senior-level-engagement#f1" in passages(late)
    assert "bears out" in late.lines[0]
    anywhere = await coach.check(None, words)
    assert "senior-level-engagement#f1" in passages(anywhere)


# --- quotations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It says “the harbour council met for 41 days” there.",
         "these words stand in Quiet ports, word for word."),
        ("It says “the harbour council met for 14 days” there.",
         "these are not the words of Quiet ports. It says: “The harbour council met for 41 days”"),
        ("He said “we shall fight them on the beaches” to me.", "no article here has these words"),
        ("“President Trump publicly told Russia to leave Venezuela” is what it says.",
         "words of our own summary of To Keep Russia At Bay"),
    ],
)  # fmt: skip
async def test_a_quotation_is_held_word_for_word(
    coach: OfflineCoach, library: FileLibrary, words: str, told: str
) -> None:
    advice = await checked(coach, library, words)
    assert told in advice.lines[0]


async def test_words_of_this_debate_are_told_from_those_of_a_source(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    debate = opened(library.motion("backed-by-force"), FORMATS["quick"], student=Side.AFFIRMATIVE)
    debate = say(debate, "A letter is cheaper than a tank, as everybody can see.")
    advice = await coach.check(debate, "You said “a letter is cheaper than a tank”, did you?")
    assert "said in this debate, in speech 1" in advice.lines[0]
    speech = debate.speeches[0].text or ""
    own = await coach.check(debate, f"“{speech}”")
    assert "speech 1" in own.lines[0]


async def test_a_speech_does_not_bear_out_its_own_quotations(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    words = "As the proverb says, “a letter is cheaper than any tank”."
    debate = opened(library.motion("backed-by-force"), FORMATS["quick"], student=Side.AFFIRMATIVE)
    advice = await coach.check(say(debate, words), words)
    assert "no article here has these words" in advice.lines[0]


async def test_a_quotation_of_three_words_is_left_alone(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    advice = await checked(coach, library, "They call it “a direct threat”, and that is cheap.")
    assert "these words" not in " ".join(advice.lines)


# --- the rest ---------------------------------------------------------------------------------


async def test_nothing_is_ever_called_true_or_false(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    for words in (*STUDENT_LINES, PASTED, "Venezuela owes Russia $6 billion.", "Cuba, 1962!"):
        advice = await checked(coach, library, words)
        own = re.sub("“[^”]*”", "", " ".join(advice.lines))
        assert not VERDICTS.search(own), own


async def test_an_opinion_is_nothing_to_look_up(coach: OfflineCoach, library: FileLibrary) -> None:
    for words in ("Diplomacy is a fine thing.", "I think we should send 500 soldiers to Cuba."):
        advice = await checked(coach, library, words)
        assert "no figure, date, name or quotation" in advice.lines[0]
        assert advice.lines[-1].endswith("?")


async def test_a_question_is_no_claim(coach: OfflineCoach, library: FileLibrary) -> None:
    advice = await checked(coach, library, "Did about 1,000 Russians land in Caracas in 2019?")
    assert "no figure" in advice.lines[0]


async def test_every_passage_number_is_in_the_list(
    coach: OfflineCoach, library: FileLibrary
) -> None:
    words = (
        "About 100 Russian soldiers arrived in Caracas in March 2019. The hotline was set up in "
        "1983. Venezuela still owed Russia 60 billion dollars. In 1962 the Soviets sent 9 ships."
    )
    advice = await checked(coach, library, words)
    numbers = {int(n) for line in advice.lines for n in re.findall(r"passage (\d+)", line, re.I)}
    assert numbers == set(range(1, len(advice.passages) + 1))
    assert len(advice.passages) <= 3
    assert "its first 3 sentences" in advice.lines[-1]
