"""A debate after an event. Replaying a debate's events from the first gives its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.debate import events
from bot.debate.ballots import Ballot, Review, Wanted
from bot.debate.model import LIST, Debate, Ending, Hint, Listed, Poll, Speech, Stall


def evolve(debate: Debate | None, event: events.Event) -> Debate:
    """The debate after `event`. Never fails on an event that `decide` produced."""
    if isinstance(event, events.DebateOpened):
        return Debate(
            id=event.debate,
            motion=event.motion,
            format=event.format,
            seats=event.seats,
            level=event.level,
            seed=event.seed,
            place=event.place,
            opened_by=event.by,
            opened_at=event.at,
            turn_since=event.at,
            speaker=event.speaker,
            topic=event.topic,
            pace=event.pace,
            slow_hours=event.slow_hours,
            hold_ballots=event.hold_ballots,
            coaching=event.coaching,
            flowing=event.flowing,
            seq=1,
        )
    if debate is None:
        raise TypeError(f"{type(event).__name__} before DebateOpened")
    return replace(debate, **_changes(debate, event), seq=debate.seq + 1)


def _changes(debate: Debate, event: events.Event) -> dict[str, Any]:
    """The fields that an event changes."""
    match event:
        case events.FloorLaid():
            return {"floor": event.floor, "turn_since": event.at}
        case events.SeatTaken():
            return _seated(debate, event.role or event.side.value, event.by, event.at)
        case events.SeatLeft():
            return _seated(debate, event.seat, None, event.at)
        case events.ListJoined():
            since = {"turn_since": event.at, "warned": False} if not debate.listed else {}
            return {"listed": (*debate.listed, Listed(event.by, event.side)), **since}
        case events.ListLeft():
            return {"listed": tuple(p for p in debate.listed if p.person != event.by)}
        case events.SpeechBegun():
            return {"begun": event.message}
        case events.SpeechGiven():
            speeches = (*debate.speeches, _speech(debate, event))
            return {"speeches": speeches, **_next(debate, event.at)}
        case events.SpeechPosted():
            speeches = _with(debate, event.turn, lambda s: replace(s, posted=event.messages))
            return {"speeches": speeches, "begun": "", "turn_since": event.at}
        case events.SpeechHidden():
            return {"speeches": _with(debate, event.turn, _hidden)}
        case events.SpeechShown():
            return {"speeches": _with(debate, event.turn, _shown)}
        case events.ClaimsNoted():
            return {"claims": (*debate.claims, (event.turn, event.claims))}
        case events.TurnPassed():
            passed = (*debate.passed, event.turn)
            return {"passed": passed, "begun": "", **_next(debate, event.at)}
        case events.VoteClosed():
            polls = (*debate.polls, Poll(event.turn, event.tally))
            return {"polls": polls, **_next(debate, event.at)}
        case events.TurnStalled():
            return {"stall": Stall(event.line, event.reference)}
        case events.TurnRetried():
            return {"stall": None}
        case events.DebateEnded():
            return {"ending": Ending(event.reason, event.by, event.at)}
        case events.HintTaken():
            return {"hints": (*debate.hints, Hint(event.by, event.turn, event.kind))}
    return _timed(debate, event) if _is_timed(event) else _judged(debate, event)


def _is_timed(event: events.Event) -> bool:
    kinds = (events.TimeWarned, events.TimeExtended, events.TimeCalled)
    return isinstance(event, (*kinds, events.DebatePaused, events.DebateResumed))


def _timed(debate: Debate, event: events.Event) -> dict[str, Any]:
    match event:
        case events.TimeWarned():
            return {"warned": True}
        case events.TimeExtended():
            return {"added": debate.added + event.seconds, "warned": False, "time_called": False}
        case events.TimeCalled():
            return {"time_called": True}
        case events.DebatePaused():
            return {"paused_at": event.at}
        case events.DebateResumed():
            rested = event.at - (debate.paused_at or event.at)
            return {"paused_at": None, "turn_since": debate.turn_since + rested}
    raise TypeError(f"no rule to evolve by {type(event).__name__}")


def _judged(debate: Debate, event: events.Event) -> dict[str, Any]:
    match event:
        case events.BallotAsked():
            return {
                "ballot_wanted": Wanted(event.by, event.winner),
                "ballot": None,
                "review": None,
            }
        case events.BallotCast():
            review = Review.HELD if debate.hold_ballots else Review.RELEASED
            return {"ballot_wanted": None, "ballot": event.ballot, "review": review}
        case events.BallotFailed():
            return {"ballot_wanted": None}
        case events.BallotReviewed():
            return {"review": event.review}
        case events.ScoreChanged():
            return {"ballot": _rescored(debate.ballot, event)}
    raise TypeError(f"no rule to evolve by {type(event).__name__}")


def _next(debate: Debate, at: datetime) -> dict[str, Any]:
    """What changes whenever a turn is over: the clock of the next begins, the list moves up."""
    turn = debate.turn
    listed = debate.listed[1:] if turn and turn.seat == LIST else debate.listed
    fresh = {"added": 0, "warned": False, "time_called": False, "stall": None}
    return {"taken": debate.taken + 1, "turn_since": at, "listed": listed, **fresh}


def _seated(debate: Debate, seat: str, holder: str | None, at: datetime) -> dict[str, Any]:
    seats = tuple(replace(s, holder=holder) if s.name == seat else s for s in debate.seats)
    return {"seats": seats, "turn_since": at, "warned": False, "stall": None}


def _with(debate: Debate, turn: int, change: Callable[[Speech], Speech]) -> tuple[Speech, ...]:
    """The speeches, of which that of this turn is changed."""
    return tuple(change(s) if s.turn.index == turn else s for s in debate.speeches)


def _hidden(speech: Speech) -> Speech:
    return replace(speech, text=None, hidden=speech.text)


def _shown(speech: Speech) -> Speech:
    return replace(speech, text=speech.hidden, hidden=None)


def _speech(debate: Debate, event: events.SpeechGiven) -> Speech:
    due = debate.turn
    turn = due if due and due.index == event.turn else debate.format.turns[event.turn]
    return Speech(
        turn=turn,
        by=event.by,
        text=event.text,
        given_at=event.at,
        citations=event.citations,
        quotations=event.quotations,
        made=event.made,
        answered=event.answered,
        heard=event.heard,
        notices=event.notices,
        craft=event.craft,
    )


def _rescored(ballot: Ballot | None, event: events.ScoreChanged) -> Ballot | None:
    if ballot is None:
        return None
    cards = tuple(
        replace(
            card,
            scores=tuple(
                replace(score, points=event.points) if score.criterion == event.criterion else score
                for score in card.scores
            ),
        )
        if card.person == event.person
        else card
        for card in ballot.cards
    )
    return replace(ballot, cards=cards, changed=True)
