"""Who has the floor, and why somebody has it not, in words for whoever asked."""

from __future__ import annotations

from bot.debate import errors
from bot.debate.model import AUDIENCE, Debate, Kind, Phase, Turn
from bot.debate.wording import describe, who_has_the_floor

NOT_TAKEN = "Your words were not taken."


def your_turn(debate: Debate, person: str, index: int | None = None) -> Turn:
    """The turn now due, if `person` may speak in it. Raises the fitting IllegalMove.

    `index` is the turn that they meant, None for whichever is due.
    """
    turn = debate.turn
    if turn is None:
        raise errors.DebateOver("This debate has ended. Start another with /debate start.")
    if debate.phase is not Phase.SPEAKING:
        raise no_floor(debate, person, turn)
    holder, seat = debate.holder(turn), debate.seat_held_by(person)
    if holder == AUDIENCE and seat is not None:
        raise errors.NotYourTurn("This question is for the audience; you hold a seat.")
    if holder not in (AUDIENCE, person):
        if seat is None and person not in (p.person for p in debate.listed):
            raise errors.NotYourSeat("You hold no seat in this debate. You are welcome to watch.")
        raise errors.NotYourTurn(f"{whose_turn(debate, turn)} {NOT_TAKEN}")
    if index is not None and index != turn.index:
        raise errors.WrongPhase(
            f"That turn has passed. Now it is {describe(turn)}; use the newest button."
        )
    return turn


def may_vote(debate: Debate, person: str, turn: int) -> None:
    """Whether this person may vote in the poll of this turn. Raises the fitting IllegalMove."""
    if debate.phase is not Phase.VOTING or debate.turn is None or debate.turn.index != turn:
        raise errors.WrongPhase("This vote is closed.")
    if debate.seat_held_by(person) is not None:
        raise errors.NotYourSeat("You speak in this debate; the vote is the audience's.")


def same_turn(debate: Debate, index: int) -> Turn:
    """The turn now due, which must be the one that was meant. Raises DebateOver, WrongPhase."""
    turn = debate.turn
    if turn is None:
        raise errors.DebateOver("This debate has ended.")
    if turn.index != index:
        raise errors.WrongPhase(f"That turn has passed. Now it is {describe(turn)}.")
    return turn


def no_floor(debate: Debate, person: str, turn: Turn) -> errors.IllegalMove:
    """Why nobody, or not this person, can speak just now."""
    seated = debate.seat_held_by(person) is not None
    if not seated and not debate.format.listed and turn.seat != AUDIENCE:
        return errors.NotYourSeat("You hold no seat in this debate. You are welcome to watch.")
    if debate.phase is Phase.GATHERING:
        return errors.WrongPhase("The other seat is still empty; the debate has not begun.")
    if debate.phase is Phase.PAUSED:
        return errors.WrongPhase(f"The debate is paused. {NOT_TAKEN}")
    if debate.phase is Phase.LISTING:
        return errors.WrongPhase("The speakers list is empty. Put yourself on it, then speak.")
    return errors.NotYourTurn(f"{whose_turn(debate, turn)} {NOT_TAKEN}")


def whose_turn(debate: Debate, turn: Turn) -> str:
    """Who has the floor, in a sentence."""
    if turn.kind is Kind.VOTE:
        return "The audience is voting."
    return f"{who_has_the_floor(debate, turn)} has the floor for {describe(turn)}."
