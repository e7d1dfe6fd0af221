"""What may be asked of the seats and of the speakers list, from the opening on."""

from __future__ import annotations

from bot.debate import commands, errors, events
from bot.debate.model import BOT, Debate, Seat, Side
from bot.debate.rights import may_steer, teacher_only


def open_debate(debate: Debate | None, command: commands.Open) -> tuple[events.Event, ...]:
    if debate is not None:
        raise errors.WrongPhase("This debate is already open.")
    _fitting_seats(command)
    return (
        events.DebateOpened(
            at=command.at,
            debate=command.debate,
            motion=command.motion,
            format=command.format,
            seats=command.seats,
            by=command.by,
            place=command.place,
            level=command.level,
            seed=command.seed,
            speaker=command.speaker,
            topic=command.topic,
            pace=command.pace,
            slow_hours=command.slow_hours,
            hold_ballots=command.hold_ballots,
            coaching=command.coaching,
            flowing=True,
        ),
    )


def _fitting_seats(command: commands.Open) -> None:
    """Whether the seats are those of the format. Raises WrongPhase, SeatHeld."""
    roles = command.format.roles
    wanted = sorted((r.id, r.side) for r in roles) or sorted((s.value, s) for s in Side)
    if sorted((s.name, s.side) for s in command.seats) != wanted:
        missing = "a seat for each of its roles" if roles else "one seat on each side"
        raise errors.WrongPhase(f"A debate needs {missing}.")
    sides: dict[str, Side] = {}
    for seat in command.seats:
        if seat.holder in (None, BOT):
            continue
        if sides.setdefault(seat.holder or "", seat.side) is not seat.side:
            raise errors.SeatHeld("One person cannot hold seats on both sides of a debate.")
    if command.format.only_bots and sides:
        raise errors.WrongPhase(
            f"{command.format.name} is for watching: its seats are the bot's. "
            "Choose another format to take a seat yourself."
        )


def take_seat(debate: Debate, command: commands.TakeSeat) -> tuple[events.Event, ...]:
    seat = next((s for s in debate.seats if s.name == command.seat), None)
    if seat is None:
        raise errors.Unknown("seat", command.seat, tuple(s.name for s in debate.seats))
    if seat.holder == command.by:
        return ()
    if seat.holder is not None:
        raise errors.SeatHeld(
            f"The {_named(debate, seat)} seat is taken. You are welcome to watch."
        )
    if any(s.holder == command.by and s.side is not seat.side for s in debate.seats):
        raise errors.SeatHeld("You already hold a seat on the other side of this debate.")
    return (events.SeatTaken(at=command.at, side=seat.side, by=command.by, role=seat.role),)


def leave_seat(debate: Debate, command: commands.LeaveSeat) -> tuple[events.Event, ...]:
    if command.by != command.person and not command.may:
        raise errors.NotYourSeat("Only a teacher can ask somebody else to leave a seat.")
    held = [s.name for s in debate.seats if s.holder == command.person]
    listed = any(p.person == command.person for p in debate.listed)
    if not held and not listed:
        raise errors.NotYourSeat("You hold no seat in this debate.")
    left = [events.SeatLeft(at=command.at, seat=name, by=command.by) for name in held]
    gone = (events.ListLeft(at=command.at, by=command.person),) * listed
    return (*left, *gone)


def give_seat(debate: Debate, command: commands.GiveSeat) -> tuple[events.Event, ...]:
    teacher_only(command.may)
    seat = next((s for s in debate.seats if s.name == command.seat), None)
    if seat is None:
        raise errors.Unknown("seat", command.seat, tuple(s.name for s in debate.seats))
    if seat.holder == command.holder:
        return ()
    if command.holder != BOT and any(
        s.holder == command.holder and s.side is not seat.side for s in debate.seats
    ):
        raise errors.SeatHeld("They already hold a seat on the other side of this debate.")
    left = events.SeatLeft(at=command.at, seat=seat.name, by=command.by)
    taken = events.SeatTaken(at=command.at, side=seat.side, by=command.holder, role=seat.role)
    return (*(left,) * (seat.holder is not None), taken)


def fill_seats(debate: Debate, command: commands.FillSeats) -> tuple[events.Event, ...]:
    may_steer(debate, command)
    return tuple(
        events.SeatTaken(at=command.at, side=seat.side, by=BOT, role=seat.role)
        for seat in debate.seats
        if seat.holder is None
    )


def join_list(debate: Debate, command: commands.JoinList) -> tuple[events.Event, ...]:
    if not debate.format.listed:
        raise errors.WrongPhase(f"{debate.format.name} has no speakers list.")
    if any(p.person == command.by for p in debate.listed):
        raise errors.WrongPhase("You are on the speakers list already.")
    return (events.ListJoined(at=command.at, by=command.by, side=command.side),)


def leave_list(debate: Debate, command: commands.LeaveList) -> tuple[events.Event, ...]:
    listed = any(p.person == command.by for p in debate.listed)
    return (events.ListLeft(at=command.at, by=command.by),) * listed


def _named(debate: Debate, seat: Seat) -> str:
    role = debate.format.role(seat.role)
    return role.name if role else seat.side.value
