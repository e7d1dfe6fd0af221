"""The corpus that is shipped: sound, fair to both schools, and answered from both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.debate.model import Side, Standing
from bot.library.checks import faults
from bot.library.file_library import FileLibrary, known_by, open_library
from bot.library.files import SCHOOLS
from tests.library.conftest import ROOT

FEWEST_MOTIONS = 6
FEWEST_ARGUMENTS = 12


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> FileLibrary:
    return open_library(ROOT / "corpus", articles=tmp_path_factory.mktemp("no-articles"))


def test_it_has_no_fault() -> None:
    assert [str(fault) for fault in faults(ROOT / "corpus")] == []


def test_it_is_large_enough_to_debate_with(shipped: FileLibrary) -> None:
    assert len(shipped.motions()) >= FEWEST_MOTIONS
    for school in SCHOOLS:
        ids = {a.id for m in shipped.motions() for a in shipped.arguments(m.id, school)}
        assert len(ids) >= FEWEST_ARGUMENTS, school


def test_no_school_has_more_to_say_on_a_motion_than_the_other(shipped: FileLibrary) -> None:
    for motion in shipped.motions():
        realist, hawk = (len(shipped.arguments(motion.id, school)) for school in SCHOOLS)
        assert min(realist, hawk) > 0, motion.id
        assert abs(realist - hawk) <= 2, motion.id
        assert {motion.school_of(side) for side in Side} == set(SCHOOLS)


def test_every_argument_is_answered_on_each_of_its_motions(shipped: FileLibrary) -> None:
    for motion in shipped.motions():
        arguments = shipped.arguments(motion.id)
        answered = {answer.claim for argument in arguments for answer in argument.answers}
        assert {a.id for a in arguments} - answered == set(), motion.id


def test_all_evidence_is_there_and_was_known(shipped: FileLibrary) -> None:
    for motion in shipped.motions():
        for argument in shipped.arguments(motion.id):
            assert argument.evidence or argument.standing is Standing.DOCTRINE, argument.id
            for id in argument.evidence:
                passage = shipped.passage(id)
                assert known_by(passage, motion.as_of) or passage.when, id


def test_paraphrases_belong_to_one_argument(shipped: FileLibrary) -> None:
    said: dict[str, str] = {}
    for motion in shipped.motions():
        for argument in shipped.arguments(motion.id):
            for words in argument.also_said:
                assert said.setdefault(words.casefold(), argument.id) == argument.id, words


async def test_every_motion_finds_sources_for_both_schools(shipped: FileLibrary) -> None:
    for motion in shipped.motions():
        for school in SCHOOLS:
            assert await shipped.search(motion.says, school=school, motion=motion), motion.id


def test_imported_articles_stay_out_of_git() -> None:
    ignored = Path(ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/corpus/articles/*" in ignored
