"""What may be asked of votes, hints and ballots."""

from __future__ import annotations

from bot.debate import commands, errors, events, timing
from bot.debate.ballots import HIGHEST, LOWEST, Review
from bot.debate.floor import same_turn
from bot.debate.model import Debate, HintKind
from bot.debate.rights import may_chair, may_steer, teacher_only


def close_vote(debate: Debate, command: commands.CloseVote) -> tuple[events.Event, ...]:
    may_chair(debate, command)
    turn = same_turn(debate, command.turn)
    closed = events.VoteClosed(at=command.at, turn=turn.index, tally=command.tally)
    return (closed, *timing.after(debate, command.at, 1))


def take_hint(debate: Debate, command: commands.TakeHint) -> tuple[events.Event, ...]:
    listed = any(p.person == command.by for p in debate.listed)
    if debate.seat_held_by(command.by) is None and not listed:
        raise errors.NotYourSeat("Hints are for those who speak in this debate.")
    if debate.coaching is HintKind.NONE:
        raise errors.WrongPhase("Your teacher has set no hints for this debate. You can do it.")
    turn = debate.turn.index if debate.turn else 0
    return (events.HintTaken(at=command.at, turn=turn, by=command.by, kind=command.what),)


def ask_ballot(debate: Debate, command: commands.AskBallot) -> tuple[events.Event, ...]:
    may_steer(debate, command)
    if not timing.judgeable(debate):
        raise errors.WrongPhase("There is nothing to judge yet: no student has spoken.")
    wanted = debate.ballot_wanted
    if wanted and (wanted.winner or not command.winner):
        return ()
    if debate.ballot and not command.may and not _only_lacks_winner(debate, command):
        raise errors.WrongPhase("The ballot is written. A teacher can have it written anew.")
    return (events.BallotAsked(at=command.at, by=command.by, winner=command.winner),)


def _only_lacks_winner(debate: Debate, command: commands.AskBallot) -> bool:
    """Whether the speakers may have the ballot written once more, to learn who won."""
    found = debate.ballot
    untouched = found is not None and not found.winner and not found.changed
    return untouched and command.winner and debate.review is Review.RELEASED


def cast_ballot(debate: Debate, command: commands.CastBallot) -> tuple[events.Event, ...]:
    wanted = debate.ballot_wanted
    if wanted is None or (wanted.winner and not command.winner):
        return ()  # who won was asked after this one was begun: it is written once more
    return (events.BallotCast(at=command.at, ballot=command.ballot),)


def fail_ballot(debate: Debate, command: commands.FailBallot) -> tuple[events.Event, ...]:
    wanted = debate.ballot_wanted is not None
    failed = events.BallotFailed(at=command.at, line=command.line, reference=command.reference)
    return (failed,) * wanted


def review_ballot(debate: Debate, command: commands.ReviewBallot) -> tuple[events.Event, ...]:
    teacher_only(command.may)
    if debate.ballot is None:
        raise errors.WrongPhase("There is no ballot yet.")
    reviewed = events.BallotReviewed(at=command.at, by=command.by, review=command.review)
    return (reviewed,) * (debate.review is not command.review)


def change_score(debate: Debate, command: commands.ChangeScore) -> tuple[events.Event, ...]:
    teacher_only(command.may)
    card = debate.ballot.card(command.person) if debate.ballot else None
    score = (
        next((s for s in card.scores if s.criterion == command.criterion), None) if card else None
    )
    if score is None:
        raise errors.WrongPhase("There is no such score on the ballot.")
    if not LOWEST <= command.points <= HIGHEST:
        raise errors.WrongPhase(f"A score is from {LOWEST} to {HIGHEST}.")
    changed = events.ScoreChanged(
        at=command.at,
        by=command.by,
        person=command.person,
        criterion=command.criterion,
        points=command.points,
    )
    return (changed,) * (score.points != command.points)
