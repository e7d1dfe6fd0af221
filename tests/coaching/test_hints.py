"""A hint asks before it tells, points to a passage, and never writes the speech."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.coaching.coach import OfflineCoach
from bot.coaching.ground import Grounds
from bot.coaching.texts import load_texts
from bot.debate import events, rules
from bot.debate.model import (
    AUDIENCE,
    BOT,
    Debate,
    Ending,
    Hint,
    HintKind,
    Kind,
    Level,
    Listed,
    Side,
)
from bot.library.dates import later
from bot.library.file_library import FileLibrary
from bot.ports import Advice, Coach
from bot.speakers.offline import OfflineSpeaker
from tests.coaching.scenes import (
    NONSENSE,
    SHIPPED,
    STUDENT_LINES,
    against,
    flowed,
    handed_over,
    kept_back,
)
from tests.speakers.played_offline import FORMATS, T0, opened, reply, say, turns

GIVING = (HintKind.FRAMES, HintKind.STARTERS, HintKind.QUESTIONS)
MOTIONS = ("small-deployments", "rule-out-threats", "little-leverage", "open-channels")


def stands(a_coach: Coach) -> Coach:
    return a_coach


async def hints_of_a_debate(
    coach: OfflineCoach, speaker: OfflineSpeaker, debate: Debate
) -> list[tuple[Debate, HintKind, Advice]]:
    """Every hint at every turn of a debate between a student and the offline opponent."""
    given = []
    lines = iter(STUDENT_LINES * 9)
    while debate.turn:
        if debate.holder(debate.turn) == BOT:
            debate, _ = await reply(speaker, debate)
            continue
        given += [(debate, kind, await coach.hint(debate, "ada", kind)) for kind in GIVING]
        debate = say(debate, next(lines))
    return given


def test_it_is_a_coach(coach: OfflineCoach) -> None:
    assert stands(coach) is coach


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("motion", MOTIONS)
async def test_every_hint_of_whole_debates_is_fit_to_be_shown(
    library: FileLibrary, coach: OfflineCoach, speaker: OfflineSpeaker, motion: str, side: Side
) -> None:
    about = library.motion(motion)
    level = Level.NOVICE if side is Side.NEGATIVE else Level.ADVANCED
    debate = opened(about, FORMATS["lincoln-douglas-lite"], student=side, seed=7, level=level)
    texts = kept_back(library)
    for before, kind, advice in await hints_of_a_debate(coach, speaker, debate):
        assert advice.lines[0].endswith("?"), advice
        assert 4 <= len(advice.lines) <= 6, advice
        assert 1 <= len(advice.passages) <= 2, advice
        for passage in advice.passages:
            assert library.passage(passage.id) == passage
            assert not later(passage.source.published, about.as_of)
            assert not later(passage.when, about.as_of)
        if kind is HintKind.QUESTIONS:
            assert all(line.endswith("?") for line in advice.lines), advice
        assert handed_over(advice.lines, texts) == [], before.speeches[-1:]
        assert not re.search(r"[{}_*]|\.\.|  |“”", " ".join(advice.lines)), advice


async def test_frames_have_blanks_and_starters_only_open(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    debate = against(library, "small-deployments", "tiny-force-no-danger")
    frames = await coach.hint(debate, "ada", HintKind.FRAMES)
    shown = frames.lines[1:-1]
    assert 3 <= len(shown) <= 4
    assert all(line.count("…") >= 2 for line in shown), shown
    starters = await coach.hint(debate, "ada", HintKind.STARTERS)
    for line in starters.lines[1:-1]:
        assert line.endswith("…"), line
        assert line.count("…") == 1, line
        assert len(line.split()) <= 10, line


async def test_frames_are_fitted_to_what_the_claim_leans_on(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    two = turns("constructive", "rebuttal")
    about = library.motion("small-deployments")
    texts = load_texts(SHIPPED)
    for words, part in (
        ("It will go as it went before: this is just like in Cuba.", "likeness"),
        ("They have sent 500 soldiers over the sea.", "figure"),
        ("Everyone knows that a small base grows.", "known"),
    ):
        debate = said_by_a_classmate(opened(about, two, student=Side.NEGATIVE), words)
        frames = await coach.hint(debate, "ada", HintKind.FRAMES)
        assert set(texts.of(f"hints.frames.rebuttal.{part}")) & set(frames.lines), words


def said_by_a_classmate(debate: Debate, words: str) -> Debate:
    assert debate.turn
    given = events.SpeechGiven(at=T0, turn=debate.turn.index, by="bob", text=words)
    return rules.evolve(debate, given)


async def test_a_hint_is_about_the_claim_that_stands_unanswered(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    """Two claims are on the flow sheet; when one is answered, the hint speaks of the other."""
    loan, clash = library.argument("russia-guards-a-loan"), library.argument("clash-is-the-danger")
    debate = against(library, "small-deployments", loan.id, clash.id)
    debate = flowed(debate, (loan.id, loan.claim), (clash.id, clash.claim))
    first = await coach.hint(debate, "ada", HintKind.QUESTIONS)
    assert "Russia is in Venezuela" in first.lines[0]

    answered = said_by_a_classmate(replace(debate), "A lender sends lawyers, and no soldiers.")
    speech = answered.speeches[-1]
    answered = replace(
        flowed(answered, ("creditor-with-soldiers", speech.text or "")), taken=debate.taken
    )
    turn, claims = answered.claims[-1]
    met = ((turn, (replace(claims[0], answers=(1,)),)),)
    answered = replace(answered, claims=(*answered.claims[:-1], *met))
    second = await coach.hint(answered, "ada", HintKind.QUESTIONS)
    assert "Russia is in Venezuela" not in " ".join(second.lines)
    assert "clash with Russia" in second.lines[0]


async def test_without_a_flow_sheet_the_last_speech_is_listened_to(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    two = turns("constructive", "rebuttal")
    debate = opened(library.motion("small-deployments"), two, student=Side.NEGATIVE)
    debate = said_by_a_classmate(debate, "Russia is only there to guard the money it is owed.")
    advice = await coach.hint(debate, "ada", HintKind.QUESTIONS)
    assert "“Russia is only there to guard" in advice.lines[0]
    behind = {
        id
        for a in library.every_argument()
        if any(x.claim == "russia-guards-a-loan" for x in a.answers)
        for id in a.evidence
    }
    assert {p.id for p in advice.passages} <= behind


async def test_whoever_must_answer_is_helped_with_the_question(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    asked = turns("constructive", "question", "answer")
    debate = opened(library.motion("small-deployments"), asked, student=Side.AFFIRMATIVE)
    debate = say(debate, "A hundred people are no danger.")
    debate = said_by_a_classmate(debate, "Which other lender guards its loans with soldiers?")
    for kind in GIVING:
        advice = await coach.hint(debate, "ada", kind)
        assert "asked: “Which other lender" in advice.lines[0]
        assert "answer" in advice.title


async def test_no_question_of_the_files_is_put_into_an_askers_mouth(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    """Whoever asks next gets no ready question of their own side, in any kind of hint."""
    examined = turns("constructive", "question", "answer", "question")
    about = library.motion("small-deployments")
    debate = against(library, about.id, "russia-guards-a-loan", format=examined)
    own = [ask for a in library.arguments(about.id, "hawk") for ask in a.asks]
    for kind in GIVING:
        said = " ".join((await coach.hint(debate, "ada", kind)).lines)
        assert not [ask for ask in own if ask in said]


async def test_where_the_teacher_set_none_it_says_so_and_no_more(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    debate = against(library, "small-deployments", "tiny-force-no-danger")
    advice = await coach.hint(debate, "ada", HintKind.NONE)
    assert "teacher has set no hints" in advice.lines[0]
    assert (len(advice.lines), advice.passages) == (1, ())


async def test_another_hint_in_the_same_turn_is_in_other_words(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    debate = against(library, "small-deployments", "tiny-force-no-danger")
    first = await coach.hint(debate, "ada", HintKind.FRAMES)
    assert first == await coach.hint(debate, "ada", HintKind.FRAMES)
    taken = replace(debate, hints=(Hint("ada", debate.taken, HintKind.FRAMES.value),))
    assert (await coach.hint(taken, "ada", HintKind.FRAMES)).lines != first.lines


async def test_who_has_no_speech_to_come_is_told(library: FileLibrary, coach: OfflineCoach) -> None:
    debate = against(library, "small-deployments", "tiny-force-no-danger")
    for other in (
        await coach.hint(debate, "stranger", HintKind.FRAMES),
        await coach.hint(replace(debate, ending=Ending("", "ada", T0)), "ada", HintKind.FRAMES),
    ):
        assert other.lines[0].endswith("?")
        assert "no speech to come" in other.lines[1]


async def test_the_list_and_the_floor_have_turns_of_their_own(
    library: FileLibrary, coach: OfflineCoach
) -> None:
    about = library.motion("small-deployments")
    caucus = opened(about, FORMATS["moderated-caucus"])
    listed = replace(caucus, listed=(Listed("ada", Side.NEGATIVE),))
    assert "rebuttal" in (await coach.hint(listed, "ada", HintKind.STARTERS)).title
    assert "to come" in (await coach.hint(listed, "bob", HintKind.STARTERS)).title
    oxford = opened(about, FORMATS["oxford"], student=Side.NEGATIVE)
    assert any(turn.seat == AUDIENCE for turn in oxford.format.turns)
    assert "question" in (await coach.hint(oxford, "bob", HintKind.STARTERS)).title


async def test_an_observer_is_helped_to_comment(library: FileLibrary, coach: OfflineCoach) -> None:
    about = library.motion("small-deployments")
    fishbowl = FORMATS["fishbowl"]
    debate = opened(about, turns("constructive", "constructive", "comment"), student=None)
    assert any(turn.kind is Kind.COMMENT for turn in fishbowl.turns)
    debate = replace(debate, seats=(replace(debate.seats[0], holder="ada"), debate.seats[1]))
    debate = replace(debate, taken=2)
    advice = await coach.hint(debate, "ada", HintKind.FRAMES)
    assert "comment" in advice.title
    assert advice.lines[0].endswith("?")


@pytest.mark.parametrize("words", [*NONSENSE.values(), None], ids=[*NONSENSE, "withdrawn"])
async def test_nonsense_on_the_other_side_is_neither_quoted_nor_answered(
    library: FileLibrary, coach: OfflineCoach, words: str | None
) -> None:
    two = turns("constructive", "rebuttal")
    debate = opened(library.motion("small-deployments"), two, student=Side.NEGATIVE)
    given = events.SpeechGiven(at=T0, turn=0, by="bob", text=words)
    debate = rules.evolve(debate, given)
    for kind in GIVING:
        advice = await coach.hint(debate, "ada", kind)
        assert advice.lines[0].endswith("?")
        assert "“" not in " ".join(advice.lines), advice


async def test_no_ground_allows_what_was_not_known_then(
    library: FileLibrary, grounds: Grounds
) -> None:
    late = library.passage("senior-level-engagement#f1")
    debate = opened(library.motion("small-deployments"), FORMATS["quick"])
    assert not (await grounds.under(debate)).allows(late)
    assert (await grounds.under(None)).allows(late)
