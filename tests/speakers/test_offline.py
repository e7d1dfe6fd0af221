"""The offline speaker in whole debates over the shipped motions, arguments and formats."""

from __future__ import annotations

import re

import pytest

from bot.debate.model import BOT, Debate, Kind, Level, Side
from bot.debate.rules import count_words
from bot.library.file_library import FileLibrary, open_library
from bot.speakers.citations import check
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.wording import bare, sentences
from tests.speakers.played_offline import FORMATS, ROOT, opened, play, turns

SEEDS = (0, 1, 5)


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus")


@pytest.fixture(scope="module")
def speaker(library: FileLibrary) -> OfflineSpeaker:
    return OfflineSpeaker(library)


def given(debate: Debate) -> list[str]:
    return [s.text or "" for s in debate.speeches if s.by == BOT]


def assert_sound(debate: Debate) -> None:
    """What holds of every debate of the bot's."""
    numbered: dict[int, str] = {}
    for speech in debate.speeches:
        if speech.by != BOT:
            continue
        text = speech.text or ""
        assert 0 < count_words(text) <= speech.turn.words, text
        used = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
        assert used == {c.number for c in speech.citations}, text
        for citation in speech.citations:
            assert numbered.setdefault(citation.number, citation.passage.id) == citation.passage.id
        assert "[[" not in text
        assert not re.search(r"\.\.| ,|  | \.|\{|\}|\?\.", text), text
    said = [bare(s) for text in given(debate) for s in sentences(text)]
    again = {s for s in said if said.count(s) > 1}
    assert not again
    assert sorted(numbered) == list(range(1, len(numbered) + 1))


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("format", FORMATS)
async def test_every_debate_is_sound(
    library: FileLibrary, speaker: OfflineSpeaker, format: str, level: Level
) -> None:
    for number, motion in enumerate(library.motions()):
        seed = SEEDS[number % len(SEEDS)]
        debate = opened(motion, FORMATS[format], level=level, seed=seed)
        assert_sound(await play(speaker, debate))


async def test_forty_turns_never_say_a_thing_twice(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    long = turns("constructive", "constructive", *["rebuttal"] * 38, words=130)
    debate = await play(speaker, opened(library.motion("small-deployments"), long, seed=1))
    assert_sound(debate)
    assert len(debate.speeches) == 40
    made = [id for s in debate.speeches if s.turn.side is Side.AFFIRMATIVE for id in s.made]
    assert len(made) == len(set(made)) > 3


async def test_when_all_is_said_it_says_so_and_weighs(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    long = turns("constructive", "constructive", *["rebuttal"] * 30, words=130)
    debate = await play(speaker, opened(library.motion("small-deployments"), long, seed=1))
    late = " ".join(given(debate)[-12:])
    assert re.search(r"weigh|scale|sources are spent|whole case|complete", late)
    assert not any(s.made for s in debate.speeches[-6:])


async def test_two_seeds_differ_and_one_seed_does_not(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    motion = library.motion("talks-reward")
    format = FORMATS["exhibition"]
    one = given(await play(speaker, opened(motion, format, seed=1)))
    same = given(await play(OfflineSpeaker(library), opened(motion, format, seed=1)))
    other = given(await play(speaker, opened(motion, format, seed=2)))
    assert one == same
    assert one != other


async def test_a_closing_speech_brings_nothing_new(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    for motion in library.motions():
        debate = await play(speaker, opened(motion, FORMATS["exhibition"], level=Level.ADVANCED))
        for number, speech in enumerate(debate.speeches):
            if speech.turn.kind is Kind.CLOSING:
                before = {c.number for s in debate.speeches[:number] for c in s.citations}
                assert not speech.made
                assert {c.number for c in speech.citations} <= before
                mine = {
                    id for s in debate.speeches for id in s.made if s.turn.side is speech.turn.side
                }
                for argument in library.arguments(motion.id, debate.seat(speech.turn.side).school):
                    if bare(argument.claim) in bare(speech.text or ""):
                        assert argument.id in mine


async def test_both_seats_hear_what_was_really_made(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    for motion in library.motions():
        debate = await play(speaker, opened(motion, FORMATS["exhibition"], seed=3))
        made = {id for s in debate.speeches for id in s.made}
        asked = {s.turn.index for s in debate.speeches if s.turn.kind is Kind.QUESTION}
        for speech in debate.speeches:
            assert not speech.heard
            if speech.turn.index - 1 not in asked:
                assert set(speech.answered) <= made


async def test_a_rebuttal_ends_on_a_question_while_the_other_side_has_a_turn(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    for motion in library.motions():
        for level in Level:
            debate = await play(speaker, opened(motion, FORMATS["quick"], level=level, seed=4))
            for speech in debate.speeches:
                if speech.turn.kind is Kind.REBUTTAL:
                    assert (speech.text or "").endswith("?")


async def test_it_never_fails_however_little_room_there_is(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    kinds = (
        "constructive",
        "constructive",
        "question",
        "answer",
        "rebuttal",
        "rebuttal",
        "closing",
    )
    for words in (1, 4, 9, 20, 35):
        debate = opened(library.motion("rule-out-threats"), turns(*kinds, words=words), seed=words)
        for speech in (await play(speaker, debate)).speeches:
            assert 0 < count_words(speech.text or "") <= words


async def test_no_shipped_speech_holds_a_quotation_that_cannot_be_checked(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    for motion in library.motions():
        debate = await play(speaker, opened(motion, FORMATS["exhibition"], seed=6))
        for speech in debate.speeches:
            assert not check(speech.text or "", speech.citations, [], library).faults


async def test_nothing_later_than_the_motion_is_known(
    library: FileLibrary, speaker: OfflineSpeaker
) -> None:
    for motion in library.motions():
        debate = await play(speaker, opened(motion, FORMATS["lincoln-douglas-lite"], seed=2))
        for citation in debate.citations:
            passage = citation.passage
            for date in filter(None, (passage.when, passage.source.published)):
                assert date[: len(motion.as_of)] <= motion.as_of or len(date) < len(motion.as_of)
