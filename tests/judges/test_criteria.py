"""Each criterion of the offline judge: what raises it, what lowers it, and what it says."""

from __future__ import annotations

import pytest

from benchmarks.eval.judged_files import debate_of
from bot.debate.model import (
    BOT,
    Citation,
    Claim,
    Debate,
    Kind,
    Passage,
    Side,
    Source,
    SourceKind,
)
from bot.judges.case import Case, cases
from bot.judges.criteria import MEASURES
from bot.judges.finding import Finding

FOR, AGAINST = Side.AFFIRMATIVE, Side.NEGATIVE
MOTION = "This House believes that small Russian deployments do not threaten US security"
CLAIM = (
    "A hundred technicians cannot threaten us, because they can hold neither a coast nor a port."
)
BASE = "A small step opens the door to a large base. In 1962 missiles came to Cuba [2]. Weakness invites a test."
SOURCES = (
    "About 100 Russian military personnel, described as cybersecurity staff, arrived in Caracas in March 2019.",
    "In 1962 the Soviet Union shipped nuclear missiles and 40,000 troops to Cuba.",
)


def citations(kind: SourceKind = SourceKind.BRIEF) -> list[tuple[int, Citation]]:
    return [
        (1, Citation(n, Passage(f"s{n}#f1", Source(f"s{n}", kind, f"Source {n}"), text)))
        for n, text in enumerate(SOURCES, start=1)
    ]


def held(
    rebuttal: str,
    *,
    opening: str = CLAIM,
    theirs: str = BASE,
    flow: tuple[tuple[int, tuple[Claim, ...]], ...] = (),
    kind: SourceKind = SourceKind.BRIEF,
    sourced: bool = True,
) -> Debate:
    """A debate of ada with the bot, in which she opens, the bot answers, and she answers it."""
    said = [
        ("ada", FOR, Kind.CONSTRUCTIVE, opening),
        (BOT, AGAINST, Kind.CONSTRUCTIVE, theirs),
        ("ada", FOR, Kind.REBUTTAL, rebuttal),
    ]
    return debate_of(MOTION, said, claims=flow, citations=citations(kind) if sourced else ())


def case_of(debate: Debate, person: str = "ada") -> Case:
    return next(case for case in cases(debate) if case.voice.person == person)


def find(criterion: str, debate: Debate, person: str = "ada") -> Finding:
    return MEASURES[criterion](case_of(debate, person))


def shown(debate: Debate, finding: Finding) -> str:
    return debate.words(finding.turn, finding.words)


# --- claim clarity ----------------------------------------------------------------------------


def test_an_early_and_definite_claim_is_clear() -> None:
    debate = held("The comparison with Cuba fails at its size.")
    found = find("clarity", debate)
    assert found.points == 4
    assert shown(debate, found) == CLAIM


@pytest.mark.parametrize(
    ("opening", "most"),
    [
        ("Technicians.", 1),
        ("Maybe it is kind of dangerous, perhaps, I guess.", 2),
        (f"{MOTION}.", 2),
        ("You are an idiot and you just want war.", 1),
        ("First of all, good morning to everybody. This is a very important topic for all of us. " + CLAIM, 3),
    ],
)  # fmt: skip
def test_a_missing_vague_or_late_claim_is_less_clear(opening: str, most: int) -> None:
    assert find("clarity", held("Yes.", opening=opening)).points <= most


# --- evidence ---------------------------------------------------------------------------------


def test_facts_with_their_right_sources_earn_the_most() -> None:
    debate = held(
        "About 100 people arrived in Caracas [1], so the comparison with the 40,000 troops in Cuba [2] fails."
    )
    found = find("evidence", debate)
    assert found.points == 4
    assert "2 of your citations" in found.why
    assert "[1]" in shown(debate, found)


@pytest.mark.parametrize(
    ("rebuttal", "why"),
    [
        ("About 100 people arrived in Caracas [9].", "There is no source [9] in this debate."),
        ("Only 7 Russian personnel arrived in Caracas [1].", "Source [1] gives another figure"),
        (
            "You said “we will all be bombed tomorrow morning”, and that is not so.",
            "Words that you put between quotation marks are not what was said",
        ),
    ],
)
def test_a_wrong_number_figure_or_quotation_counts_against_it(rebuttal: str, why: str) -> None:
    debate = held(rebuttal)
    found = find("evidence", debate)
    assert found.why.startswith(why)
    assert found.points == 1
    assert "put it right" in found.step
    assert shown(debate, found) == rebuttal


def test_a_source_counts_only_once_it_has_been_given() -> None:
    early = held("Yes.", opening="About 100 personnel arrived in Caracas [1], and that is few.")
    assert find("evidence", early).why == "There is no source [1] in this debate."


def test_facts_that_nobody_can_check_earn_less() -> None:
    debate = held("In 1962 some 40,000 soldiers landed in Cuba.", sourced=False)
    assert find("evidence", debate).points == 2
    named = held("According to Raymond Garthoff, some 40,000 soldiers landed in Cuba in 1962.", sourced=False)  # fmt: skip
    assert find("evidence", named).points == 3
    assert find("evidence", held("It is no danger at all.", opening="No.")).points == 1


def test_what_is_copied_without_its_number_earns_nothing() -> None:
    copied = find("evidence", held(SOURCES[1], opening="It is no danger."))
    assert copied.points == 1
    assert "copied" in copied.why
    quoted = held(f"A source says: “{SOURCES[1]}” [2]", opening="It is no danger.")
    assert find("evidence", quoted).points >= 3


def test_other_words_of_an_article_are_not_held_for_wrong() -> None:
    """Only a passage of it is at hand."""
    rebuttal = "As the author writes, “the sea around Cuba was full of ships” [2]."
    assert find("evidence", held(rebuttal, kind=SourceKind.ARTICLE)).points >= 2
    assert find("evidence", held(rebuttal, kind=SourceKind.BRIEF)).points == 1


# --- reasoning --------------------------------------------------------------------------------


def test_reasons_raise_it_and_weighing_most() -> None:
    bare = held("There is no danger from technicians.", opening="They are no danger to the coast.")
    reasoned = held(
        "Technicians guard a loan, so they want quiet. If a war began, the loan would be lost."
    )
    weighed = held(
        "Technicians guard a loan, so they want quiet. Even if some of them were soldiers, a hundred would "
        "still hold no port, and a war over them would be a greater danger than they are."
    )
    assert find("reasoning", bare).points == 1
    assert find("reasoning", bare).value < find("reasoning", reasoned).value
    assert find("reasoning", reasoned).value < find("reasoning", weighed).value
    assert find("reasoning", weighed).points >= 3


def test_a_reason_that_says_the_claim_again_is_none() -> None:
    again = held("Ok.", opening="Technicians are no threat, because technicians are no threat.")
    assert find("reasoning", again).points == 1


# --- responsiveness ---------------------------------------------------------------------------


def claims(*answers: int) -> tuple[tuple[int, tuple[Claim, ...]], ...]:
    """Three claims of the bot, and one of ada's rebuttal that answers some of them."""
    step, cuba, weak = ("A small step opens the door", "In 1962 missiles came", "Weakness invites")
    theirs = tuple(
        Claim(n, (BASE.index(words), BASE.index(words) + len(words)))
        for n, words in ((2, step), (3, cuba), (4, weak))
    )
    return ((0, (Claim(1, (0, 20)),)), (1, theirs), (2, (Claim(5, (0, 10), answers=answers),)))


def test_it_is_the_share_of_what_the_other_side_claimed() -> None:
    rebuttal = "Ships sailed home again. Nobody gained from it."
    none, one, two, all_ = (
        find("responsiveness", held(rebuttal, flow=claims(*answers)))
        for answers in ((), (2,), (2, 3), (2, 3, 4))
    )
    assert [f.points for f in (none, one, two, all_)] == [1, 2, 3, 4]
    assert none.why == "You answered none of the other side's points; left standing: claim 4."
    assert two.why == "You answered 2 of 3 points; left standing: claim 4."
    assert two.step.startswith("Claim 4 still stands")
    assert all_.why == "You answered all 3 points."


def test_where_no_flow_was_kept_the_words_tell() -> None:
    debate = held(
        "You say that weakness invites a test. But a test of what, by a hundred technicians?"
    )
    found = find("responsiveness", debate)
    assert found.points >= 2
    assert found.why.endswith("left standing: a point of the other side's opening speech.")
    assert find("responsiveness", held("My cat sleeps all day on the sofa.")).points == 1


def test_saying_a_point_again_is_no_answer_to_it() -> None:
    assert find("responsiveness", held("You say that weakness invites a test.")).points == 1


def test_an_opening_speech_has_nothing_to_answer() -> None:
    debate = debate_of(MOTION, [("ada", FOR, Kind.CONSTRUCTIVE, CLAIM), (BOT, AGAINST, Kind.CONSTRUCTIVE, BASE)])  # fmt: skip
    found = find("responsiveness", debate)
    assert (found.points, found.occasion, found.turn) == (2, False, None)


def test_a_question_is_answered_or_dodged() -> None:
    def examined(answer: str) -> Finding:
        said = [
            ("ada", FOR, Kind.CONSTRUCTIVE, CLAIM),
            (BOT, AGAINST, Kind.QUESTION, "Which port could they hold with a hundred more?"),
            ("ada", FOR, Kind.ANSWER, answer),
        ]
        return find("responsiveness", debate_of(MOTION, said))

    straight = examined("None, because a port takes a brigade and ships to supply it.")
    assert straight.points == 4
    for dodge in ("I don't know, it depends.", "What?", "Maybe."):
        assert examined(dodge).points == 1
        assert "a question put to you" in examined(dodge).why


def test_nobody_has_to_answer_what_their_partner_has_answered() -> None:
    said = [
        (BOT, AGAINST, Kind.CONSTRUCTIVE, BASE),
        ("ada", FOR, Kind.REBUTTAL, "Ships sailed home again."),
        ("eve", FOR, Kind.REBUTTAL, "A loan wants quiet."),
    ]
    theirs = claims()[1][1][:2]
    flow = (
        (0, theirs),
        (1, (Claim(5, (0, 5), answers=(2,)),)),
        (2, (Claim(6, (0, 5), answers=(3,)),)),
    )
    debate = debate_of(MOTION, said, claims=flow)
    assert find("responsiveness", debate, "eve").why == "You answered the other side's point."


# --- fairness ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rebuttal", "points"),
    [
        ("You are a liar and you only want war.", 1),
        ("So you want Russia to take all of America.", 1),
        ("Technicians guard a loan.", 2),
        ("Some say that technicians can turn into soldiers, but none of these did.", 3),
        ("You say that weakness invites a test. It was no weakness to count them.", 3),
        (
            "I grant that missiles came to Cuba after a small step. This step has nobody behind it.",
            4,
        ),
    ],
)
def test_from_insults_to_granting(rebuttal: str, points: int) -> None:
    debate = held(rebuttal)
    found = find("fairness", debate)
    assert found.points == points
    assert points == 2 or shown(debate, found)


@pytest.mark.parametrize(
    "rebuttal",
    [
        "Rulers treat their voters as fools, and Maduro is lying about the troops.",
        "The winners and losers of such a war would be the same.",
        "The bot quoted a man who said “you are all idiots”, and that proves nothing.",
        "So they want to protect their loan.",
    ],
)
def test_hard_words_about_others_are_no_insult(rebuttal: str) -> None:
    assert find("fairness", held(rebuttal)).points >= 2


def test_a_false_quotation_of_the_other_side_is_unfair() -> None:
    true = held("You said “weakness invites a test”, which is fair, but a count is no weakness.")
    false = held("You said “we must bomb all of Venezuela”, which is fair, but no plan.")
    assert find("fairness", false).value < 2 < find("fairness", true).value


def test_the_other_sides_case_put_well_is_fair() -> None:
    """As in a steelman: ada sits for the motion, and first argues against it."""

    def lent(text: str) -> Finding:
        said = [
            ("ada", AGAINST, Kind.CONSTRUCTIVE, text),
            (BOT, AGAINST, Kind.CONSTRUCTIVE, "A base begins with advisers, and missiles follow."),
            ("ada", FOR, Kind.CONSTRUCTIVE, CLAIM),
            ("ada", FOR, Kind.REBUTTAL, "They guard a loan."),
        ]
        return find("fairness", debate_of(MOTION, said))

    assert lent(f"{BASE} A base is hard to remove, because it guards a government.").points == 3
    assert lent("They are wrong.").points == 2


def test_a_comment_need_make_no_case() -> None:
    """As in a fishbowl, where observers say how it was argued."""
    said = [
        ("ada", FOR, Kind.CONSTRUCTIVE, CLAIM),
        ("ada", FOR, Kind.COMMENT, "Ben was polite and spoke slowly, which helped all of us."),
    ]
    alone = debate_of(MOTION, said[:1])
    assert find("clarity", debate_of(MOTION, said)).value == find("clarity", alone).value
