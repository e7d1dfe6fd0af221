"""The evaluation: its labels, and that each of its checks can fail."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.eval.answering import answers, replied
from benchmarks.eval.capping import over_the_cap
from benchmarks.eval.evaluate import FULL, QUICK, evaluate
from benchmarks.eval.hearing import hearing
from benchmarks.eval.lines import PARTS, SPLITS, Line, faults, read_lines
from benchmarks.eval.repeating import repeated_points, repeated_sentences
from benchmarks.eval.report import page
from benchmarks.eval.shares import Share
from benchmarks.eval.stance import Ground, marked, reading
from benchmarks.eval.timing import Vocabulary, passages, ticking
from bot.debate.model import BOT, Debate
from bot.library.file_library import FileLibrary, open_library
from bot.speakers.offline import OfflineSpeaker
from tests.speakers.played_offline import FORMATS, ROOT, opened, play

LINES = read_lines()


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus", articles=Path("no-such-folder"))


@pytest.fixture
async def played(library: FileLibrary) -> Debate:
    motion = library.motion("small-deployments")
    return await play(OfflineSpeaker(library), opened(motion, FORMATS["quick"], seed=2))


def first_text_replaced(debate: Debate, text: str) -> Debate:
    return replace(debate, speeches=(replace(debate.speeches[0], text=text), *debate.speeches[1:]))


# --- the labels -------------------------------------------------------------------------------


def test_the_labels_fit_the_library(library: FileLibrary) -> None:
    assert faults(LINES, library) == []


def test_every_motion_school_and_split_has_lines(library: FileLibrary) -> None:
    assert len(LINES) >= 180
    for argued in (True, False):
        halves = Counter(line.split for line in LINES if (line.argument is not None) is argued)
        assert set(halves) == set(SPLITS)
        assert abs(halves["tune"] - halves["test"]) <= 1
    spread = Counter((line.motion, line.school) for line in LINES if line.argument)
    for motion in library.motions()[:12]:
        assert spread[motion.id, motion.affirmed_by] >= 5
        assert spread[motion.id, motion.opposed_by] >= 5


def test_each_hand_has_halves_of_its_own() -> None:
    for argued in (True, False):
        parts = Counter(line.part for line in LINES if (line.argument is not None) is argued)
        assert set(parts) == set(PARTS)
        assert abs(parts["second tune"] - parts["second test"]) <= 1


def test_no_line_is_a_paraphrase_that_the_library_has(library: FileLibrary) -> None:
    known = {
        said.casefold()
        for motion in library.motions()
        for argument in library.arguments(motion.id)
        for said in (argument.claim, *argument.also_said)
    }
    assert not known & {line.says.casefold() for line in LINES}


def test_a_wrong_label_is_named(library: FileLibrary) -> None:
    line = next(line for line in LINES if line.argument)
    wrong = (
        replace(line, id="a", argument="no-such-argument"),
        replace(line, id="b", school="realist" if line.school == "hawk" else "hawk"),
        replace(line, id="c", split="both"),
    )
    assert len(faults([*wrong, wrong[0]], library)) == 5


# --- hearing and answering --------------------------------------------------------------------


def said(says: str, argument: str | None, also: str | None = None) -> Line:
    return Line("x", "small-deployments", "hawk", "tune", argument, says, also)


def test_found_missed_and_mistaken_are_told_apart(library: FileLibrary) -> None:
    claim = library.argument("foothold-grows").claim
    shares = hearing(
        [
            said(claim, "foothold-grows"),
            said(claim, "numbers-hide-skill", "foothold-grows"),
            said(claim, "numbers-hide-skill"),
            said("xyzzy", "foothold-grows"),
            said(f"{claim} Again.", None),
            said("My cat is asleep.", None),
        ],
        library,
    )
    assert shares["found first"] == Share(2, 4)
    assert shares["another found first"] == Share(1, 4)
    assert shares["not sure, though it makes a point"] == Share(1, 4)
    assert shares["false alarm on a line without a point"] == Share(1, 2)


async def test_a_reply_answers_the_point_or_does_not(library: FileLibrary) -> None:
    line = said(library.argument("foothold-grows").claim, "foothold-grows")
    speech = (await replied(line, library, OfflineSpeaker(library))).speeches[-1]
    assert speech.by == BOT
    assert answers(line, speech, library)
    assert not answers(replace(line, argument="numbers-hide-skill"), speech, library)
    unrecorded = replace(speech, answered=())
    assert answers(line, unrecorded, library)
    assert not answers(line, replace(unrecorded, text="I disagree."), library)


# --- the speeches -----------------------------------------------------------------------------


def test_a_repeated_sentence_is_found(played: Debate) -> None:
    assert repeated_sentences(played) == []
    text = played.speeches[0].text or ""
    assert len(repeated_sentences(first_text_replaced(played, f"{text} Be calm. Be calm!"))) == 1


def test_a_repeated_point_is_found(played: Debate, library: FileLibrary) -> None:
    assert repeated_points(played, library) == []
    again = replace(played.speeches[2], made=played.speeches[0].made)
    twice = replace(played, speeches=(*played.speeches[:2], again, *played.speeches[3:]))
    assert repeated_points(twice, library)
    because = library.argument("foothold-grows").because
    assert repeated_points(first_text_replaced(played, f"{because} Why? {because}"), library)


def test_a_speech_for_the_other_side_is_found(played: Debate, library: FileLibrary) -> None:
    theirs = library.argument("foothold-grows").claim
    assert reading([played], library).lapses == ()
    lapses = reading([first_text_replaced(played, theirs)], library).lapses
    assert [lapse.sentence for lapse in lapses] == [theirs]
    granted = reading([first_text_replaced(played, f"You say that {theirs}")], library)
    assert granted.lapses == ()
    assert granted.told > 0


def test_with_the_schools_exchanged_the_speeches_are_caught(
    played: Debate, library: FileLibrary
) -> None:
    assert len(reading([played], library, exchanged=True).lapses) >= 5


def test_a_schools_own_words_are_not_the_others(library: FileLibrary) -> None:
    hawk = Ground(library, "hawk", "realist")
    argument = library.argument("foothold-grows")
    assert hawk.theirs(argument.claim) is None
    assert Ground(library, "realist", "hawk").theirs(argument.claim) is not None
    assert not marked(argument.claim)


def test_a_speech_over_its_words_is_found(played: Debate) -> None:
    assert over_the_cap([played]) == []
    assert len(over_the_cap([first_text_replaced(played, "word " * 121)])) == 1
    assert len(over_the_cap([first_text_replaced(played, "")])) == 1


# --- times and the whole ----------------------------------------------------------------------


def test_made_up_passages_are_the_same_again(library: FileLibrary) -> None:
    words = Vocabulary.of(library)
    one, other = passages(words, 50), passages(words, 50)
    assert one == other
    assert len({p.id for p in one}) == 50
    assert passages(words, 50, seed=2) != one


async def test_a_held_up_loop_is_seen() -> None:
    async with ticking() as watch:
        for number in range(200_000):
            hash(str(number))
        await asyncio.sleep(0.01)  # so that the tick that was held up is taken
    assert watch.late > 0


async def test_the_whole_evaluation_prints_a_page(library: FileLibrary) -> None:
    result = await evaluate(library, LINES[::3], replace(QUICK, read=FULL.read))
    assert result["repetition"]["sentences"] == []
    assert result["repetition"]["points"] == []
    assert result["caps"]["violations"] == []
    assert result["stance"]["lapses"] == []
    text = page(result)
    for title in ("Hearing", "Answering", "second test", "Speeches", "Milliseconds"):
        assert title in text
