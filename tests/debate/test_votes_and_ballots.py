"""Votes and ballots in the rules: who may, when, and what is then on the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.debate import commands, errors, events
from bot.debate.ballots import TOO_CLOSE, Ballot, Review, Score, Scorecard, Tally, swing
from bot.debate.formats import read_format
from bot.debate.model import BOT, Debate, Phase
from bot.debate.owed import Judge
from bot.debate.rules import decide, due, evolve, may_vote
from bot.debate.wording import how_the_vote_went
from tests.debate.examples import (
    QUICK,
    command,
    delivers,
    floor,
    notes,
    opening,
    played,
    posts,
    says,
    then,
)

OXFORD = read_format(
    "oxford",
    {
        "name": "Oxford",
        "speeches": [
            {"kind": "vote", "minutes": 2},
            {"kind": "constructive", "side": "affirmative", "words": 9, "minutes": 1},
            {"kind": "constructive", "side": "negative", "words": 9, "minutes": 1},
            {"kind": "vote", "minutes": 2},
        ],
    },
)


def close(turn: int, tally: Tally, by: str = "ada") -> commands.CloseVote:
    return command(commands.CloseVote, by=by, turn=turn, tally=tally)


def polled() -> Debate:
    return played(opening(format=OXFORD, opponent="ben"), floor())


def test_the_audience_votes_and_the_speakers_do_not() -> None:
    debate = polled()
    assert debate.phase is Phase.VOTING
    may_vote(debate, "eve", 0)
    with pytest.raises(errors.NotYourSeat):
        may_vote(debate, "ben", 0)
    with pytest.raises(errors.WrongPhase, match="closed"):
        may_vote(then(debate, close(0, Tally())), "eve", 0)
    with pytest.raises(errors.NotYourTurn, match="voting"):
        then(debate, says("ada"))


def test_a_vote_is_closed_by_who_opened_or_a_teacher() -> None:
    with pytest.raises(errors.NotYourSeat):
        then(polled(), close(0, Tally(), by="ben"))
    debate = then(polled(), close(0, Tally(3, 5, 2)))
    assert debate.phase is Phase.SPEAKING
    assert how_the_vote_went(debate) == "The vote is closed: 3 for, 5 against, 2 undecided."
    with pytest.raises(errors.WrongPhase, match="No vote is open"):
        then(debate, close(0, Tally()))


def test_the_larger_swing_wins_and_the_debate_ends_with_the_last_vote() -> None:
    debate = then(polled(), close(0, Tally(3, 5, 2)), says("ada"), says("ben"))
    assert debate.ending is None
    debate = then(debate, close(3, Tally(5, 5, 0)))
    assert debate.ending
    assert "affirmative wins by the larger swing" in how_the_vote_went(debate)
    assert "for +20 points, against +0" in how_the_vote_went(debate)


@pytest.mark.parametrize(
    ("before", "after", "winner"),
    [
        (Tally(2, 8, 0), Tally(4, 6, 0), "affirmative"),  # the minority can win
        (Tally(4, 4, 2), Tally(5, 5, 0), TOO_CLOSE),
        (Tally(1, 1, 0), Tally(10, 10, 0), TOO_CLOSE),  # more people, the same shares
        (Tally(), Tally(3, 0, 0), TOO_CLOSE),  # nobody voted before: there is no swing
        (Tally(3, 3, 0), Tally(), TOO_CLOSE),
    ],
)
def test_a_swing_is_of_shares_and_not_of_heads(before: Tally, after: Tally, winner: str) -> None:
    assert swing(before, after).winner == winner


# --- ballots ----------------------------------------------------------------------------------

SCORE = Score("reasoning", 3, "You gave a reason.", turn=0, words=(0, 5))
BALLOT = Ballot("offline", (Scorecard("ada", "affirmative", (SCORE,), "Clear.", "Weigh."),))


def over(**fields: bool) -> Debate:
    ballots = replace(QUICK, ballot=True)
    debate = played(opening(format=ballots, **fields), floor(), says("ada", "Ships sail."))
    debate = then(debate, posts(0), delivers(1), posts(1), says("ada"), posts(2))
    return then(debate, *(notes(turn) for turn in range(3)))


def judged(**fields: bool) -> Debate:
    return then(over(**fields), command(commands.CastBallot, ballot=BALLOT))


def test_a_format_with_a_ballot_owes_one_at_its_end() -> None:
    debate = over()
    assert debate.ending
    assert due(debate) == (Judge(),)
    debate = then(debate, command(commands.CastBallot, ballot=BALLOT))
    assert due(debate) == ()
    assert debate.review is Review.RELEASED
    assert debate.words(SCORE.turn, SCORE.words) == "Ships"


def test_there_is_nothing_to_judge_where_nobody_spoke() -> None:
    debate = played(opening(), floor())
    with pytest.raises(errors.WrongPhase, match="nothing to judge"):
        then(debate, command(commands.AskBallot, by="ada"))
    bots = played(opening(person=BOT), floor(), delivers(0))
    with pytest.raises(errors.WrongPhase, match="nothing to judge"):
        then(bots, command(commands.AskBallot, by="ada"))


def test_a_held_ballot_waits_for_the_teacher() -> None:
    debate = judged(hold_ballots=True)
    assert debate.review is Review.HELD
    release = {"review": Review.RELEASED}
    with pytest.raises(errors.NotYourSeat):
        then(debate, command(commands.ReviewBallot, by="ada", **release))
    freed = then(debate, command(commands.ReviewBallot, by="tess", may=True, **release))
    assert freed.review is Review.RELEASED


def test_a_student_cannot_have_the_ballot_written_until_it_pleases() -> None:
    with pytest.raises(errors.WrongPhase, match="teacher"):
        then(judged(), command(commands.AskBallot, by="ada"))
    once = then(judged(), command(commands.AskBallot, by="ada", winner=True))
    assert decide(once, command(commands.CastBallot, ballot=BALLOT)) == (), "begun too early"
    told = {"ballot": replace(BALLOT, winner="affirmative"), "winner": True}
    won = then(once, command(commands.CastBallot, **told))
    with pytest.raises(errors.WrongPhase, match="teacher"):
        then(won, command(commands.AskBallot, by="ada", winner=True))
    change = {"person": "ada", "criterion": "reasoning", "by": "tess", "may": True}
    changed = then(judged(), command(commands.ChangeScore, points=4, **change))
    with pytest.raises(errors.WrongPhase, match="teacher"):
        then(changed, command(commands.AskBallot, by="ada", winner=True))
    held = judged(hold_ballots=True)
    with pytest.raises(errors.WrongPhase, match="teacher"):
        then(held, command(commands.AskBallot, by="ada", winner=True))
    again = then(judged(), command(commands.AskBallot, by="tess", winner=True, may=True))
    assert again.ballot is None
    assert due(again) == (Judge(),)


def test_a_teacher_changes_a_score_within_bounds() -> None:
    change = {"person": "ada", "criterion": "reasoning", "by": "tess"}
    debate = then(judged(), command(commands.ChangeScore, points=4, may=True, **change))
    assert debate.ballot
    assert debate.ballot.cards[0].scores[0].points == 4
    with pytest.raises(errors.NotYourSeat):
        then(debate, command(commands.ChangeScore, points=4, **change))
    with pytest.raises(errors.WrongPhase, match="1 to 4"):
        then(debate, command(commands.ChangeScore, points=7, may=True, **change))
    change["criterion"] = "beauty"
    with pytest.raises(errors.WrongPhase, match="no such score"):
        then(debate, command(commands.ChangeScore, points=2, may=True, **change))


def test_a_ballot_that_failed_may_be_asked_for_again() -> None:
    failed = command(commands.FailBallot, line="No judge.", reference="k7-2f")
    debate = then(over(), failed)
    assert due(debate) == ()
    assert due(then(debate, command(commands.AskBallot, by="ada"))) == (Judge(),)


def test_two_who_ask_at_once_get_one_ballot() -> None:
    asked = command(commands.AskBallot, by="ada")
    debate = then(over(), command(commands.FailBallot, line="", reference=""), asked)
    assert decide(debate, command(commands.AskBallot, by="tess", may=True)) == ()
    late = then(debate, command(commands.CastBallot, ballot=BALLOT))
    assert decide(late, command(commands.CastBallot, ballot=BALLOT)) == ()


def test_a_hint_is_on_the_record_and_only_for_speakers() -> None:
    debate = then(
        played(opening(), floor()), command(commands.TakeHint, by="ada", what="questions")
    )
    assert [(h.person, h.turn, h.kind) for h in debate.hints] == [("ada", 0, "questions")]
    with pytest.raises(errors.NotYourSeat):
        then(debate, command(commands.TakeHint, by="eve", what="questions"))


def test_a_withdrawn_speech_takes_its_quoted_words_along() -> None:
    debate: Debate | None = None
    told = decide(None, opening())
    for event in (*told, events.SpeechGiven(at=told[0].at, turn=0, by="ada", text=None)):
        debate = evolve(debate, event)
    assert debate
    assert debate.words(0, (0, 5)) == ""
