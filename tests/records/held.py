"""Debates of every shape, as the commands that bring them about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.debate import commands
from bot.debate.ballots import Ballot, Review, Score, Scorecard, Tally
from bot.debate.model import (
    AUDIENCE,
    BOT,
    COACH,
    LIST,
    Citation,
    Claim,
    Draft,
    Format,
    Kind,
    Pace,
    Passage,
    Quotation,
    Role,
    Seat,
    Side,
    TimeUp,
    Turn,
    Verdict,
)
from tests.debate.examples import MOTION, T0, command, delivers, floor, opening, posts, says
from tests.records.recorded import BRIEF

PRO, CON = Side.AFFIRMATIVE, Side.NEGATIVE


def in_order(*turns: tuple[Side, Kind, str]) -> tuple[Turn, ...]:
    """Turns of forty words and four minutes: the side, what for, and the seat."""
    return tuple(Turn(n, side, kind, 40, 240, seat) for n, (side, kind, seat) in enumerate(turns))


OXFORD = Format(
    id="oxford",
    name="Oxford",
    purpose="before a house that votes",
    turns=in_order(
        (PRO, Kind.VOTE, AUDIENCE),
        (PRO, Kind.CONSTRUCTIVE, ""),
        (CON, Kind.CONSTRUCTIVE, ""),
        (CON, Kind.QUESTION, AUDIENCE),
        (PRO, Kind.ANSWER, ""),
        (PRO, Kind.VOTE, AUDIENCE),
    ),
    time_up=TimeUp.WAIT,
)

TEAMS = Format(
    id="teams",
    name="Teams of two",
    purpose="two against two",
    turns=in_order(
        (PRO, Kind.CONSTRUCTIVE, "pro-1"),
        (CON, Kind.CONSTRUCTIVE, "con-1"),
        (CON, Kind.CONSTRUCTIVE, "con-2"),
        (PRO, Kind.REBUTTAL, "pro-2"),
        (CON, Kind.CLOSING, "con-1"),
        (CON, Kind.FEEDBACK, COACH),
    ),
    roles=(
        Role("pro-1", "first proposition", PRO),
        Role("con-1", "first opposition", CON),
        Role("con-2", "second opposition", CON),
        Role("pro-2", "second proposition", PRO),
    ),
)

CAUCUS = Format(
    id="caucus",
    name="Moderated caucus",
    purpose="short speeches from a list",
    turns=in_order(*[(PRO, Kind.REBUTTAL, LIST)] * 3),
    time_up=TimeUp.PASS,
)

JUDGED = Format(
    id="judged",
    name="Judged",
    purpose="with a ballot at the end",
    turns=in_order((PRO, Kind.CONSTRUCTIVE, ""), (CON, Kind.REBUTTAL, "")),
    ballot=True,
)


def at(minute: float, kind: type[commands.Command], /, **fields: Any) -> Any:
    """A command at so many minutes after T0."""
    return command(kind, at=T0 + timedelta(minutes=minute), **fields)


OXFORD_DEBATE: tuple[commands.Command, ...] = (
    opening(format=OXFORD, pace=Pace.LIVE),
    floor(),
    at(2, commands.Pause, by="ada"),
    at(3, commands.Resume, by="ada"),
    at(6, commands.RunOut, turn=0, tally=Tally(3, 5, 2)),
    at(9.5, commands.WarnTime, turn=1),
    at(9.6, commands.ExtendTime, by="ada", seconds=60),
    at(11, commands.RunOut, turn=1),
    at(12, commands.GiveSpeech, by="ada", text="Ships are not soldiers.", message="m1"),
    at(13, commands.DeliverSpeech, turn=2, draft=Draft("Weakness invites a test.")),
    at(13, commands.ConfirmPosted, turn=2, messages=("m2",)),
    at(14, commands.GiveSpeech, by="cy", text="Who pays for the ships?", message="m3"),
    at(15, commands.GiveSpeech, by="ada", text="Whoever sails in them.", message="m4"),
    at(16, commands.CloseVote, by="ada", turn=5, tally=Tally(6, 4, 0)),
)
"""Two votes, a question from the floor, and a clock that stops, warns, is lengthened, runs out."""

BO_SAID = "Bridges fall when nobody looks at the bolts"

TEAM_DEBATE: tuple[commands.Command, ...] = (
    command(
        commands.Open,
        at=T0,
        motion=MOTION,
        format=TEAMS,
        seats=(
            Seat(PRO, "realist", BOT, "pro-1"),
            Seat(CON, "hawk", "ada", "con-1"),
            Seat(CON, "hawk", None, "con-2"),
            Seat(PRO, "realist", None, "pro-2"),
        ),
        by="ada",
        place="7",
    ),
    floor(),
    command(commands.TakeSeat, by="cy", seat="con-2"),
    command(commands.LeaveSeat, by="cy", person="cy"),
    command(commands.TakeSeat, by="bo", seat="con-2"),
    command(commands.FillSeats, by="ada"),
    delivers(0, "A guard on a loan is no threat."),
    posts(0),
    command(commands.NoteClaims, turn=0, claims=(Claim(1, (0, 30), "a-guard-on-a-loan"),)),
    says("ada", "A guard is a beginning.", message="m1"),
    command(commands.NoteClaims, turn=1, claims=(Claim(2, (0, 22), answers=(1,)),)),
    says("bo", f"{BO_SAID}. Guards grow in number.", message="m2"),
    command(
        commands.NoteClaims,
        turn=2,
        claims=(Claim(3, (0, 43)), Claim(4, (45, 66), answers=(1,), supports=(2,))),
    ),
    command(
        commands.DeliverSpeech,
        turn=3,
        draft=Draft(
            f"You say “{BO_SAID.lower()}”. Then a hundred men looked [1].",
            citations=(Citation(1, Passage("loan#f1", BRIEF, "A hundred men came.")),),
            quotations=(Quotation(BO_SAID.lower(), Verdict.VERIFIED, found=BO_SAID),),
        ),
    ),
    posts(3),
    command(commands.NoteClaims, turn=3, claims=(Claim(5, (55, 84), answers=(3,), cites=(1,)),)),
    command(commands.PassTurn, by="ada", turn=4),
    command(commands.DeliverSpeech, turn=5, draft=Draft("Your bolts were clear. Name the bridge.")),
    posts(5),
)
"""Four seats, one of them left; claims; a quotation of a second speaker; a turn that passes."""

CAUCUS_DEBATE: tuple[commands.Command, ...] = (
    opening(format=CAUCUS, pace=Pace.SLOW, slow_hours=0.1, topic="Who guards the ships"),
    floor(),
    command(commands.JoinList, by="bo", side=CON),
    command(commands.JoinList, by="cy", side=PRO),
    command(commands.JoinList, by="dee", side=PRO),
    command(commands.LeaveList, by="cy"),
    at(2, commands.GiveSpeech, by="bo", text="Whoever owns them guards them.", message="m0"),
    at(9, commands.RunOut, turn=1),
    command(commands.JoinList, by="cy", side=PRO),
)
"""A speakers list that is joined and left; one listed speaker says nothing in time."""

ADA_SAID = "A hundred men cannot hold a harbour against a navy"

CARD = Scorecard(
    person="ada",
    side="affirmative",
    scores=(
        Score("responsiveness", 2, "You met no point of theirs."),
        Score("evidence", 3, "You counted the men, and the navy.", 0, (0, 14)),
    ),
    strength="You say plainly what a hundred men can do.",
    next_step="When a number comes, say what it is compared with.",
)

BALLOT = Ballot(
    judge="offline",
    cards=(CARD,),
    winner="affirmative",
    reason=f"“{ADA_SAID}” was never answered.",
    notices=("This ballot is indicative.",),
)

JUDGED_DEBATE: tuple[commands.Command, ...] = (
    opening(format=JUDGED, hold_ballots=True),
    floor(),
    command(commands.TakeHint, by="ada", what="starters"),
    command(commands.TakeHint, by="ada", what="starters"),
    command(commands.TakeHint, by="ada", what="questions"),
    says("ada", f"{ADA_SAID}.", message="m0"),
    delivers(1, "They need not hold it; they need only be shot at."),
    posts(1),
    command(commands.FailBallot, line="The judge is not there.", reference="k7-2f"),
    command(commands.AskBallot, by="ada", winner=True),
    command(commands.CastBallot, ballot=BALLOT, winner=True),
    command(
        commands.ChangeScore, by="tess", person="ada", criterion="evidence", points=4, may=True
    ),
    command(commands.ReviewBallot, by="tess", review=Review.RELEASED, may=True),
)
"""Hints, a ballot that failed, one that was held, changed and released."""


TEACHERS_DEBATE: tuple[commands.Command, ...] = (
    opening(opponent=None),
    floor(),
    command(commands.TakeSeat, by="bo", seat="negative"),
    says("ada", "Half of the fleet stays at home.", message="m0"),
    command(commands.HideSpeech, by="tess", turn=0, may=True),
    command(commands.ShowSpeech, by="tess", turn=0, may=True),
    command(commands.GiveSeat, by="tess", seat="negative", holder="cy", may=True),
    says("cy", "The other half is on its way.", message="m1"),
    command(commands.HideSpeech, by="tess", turn=1, may=True),
)
"""A speech that was out of view for a while, another that is, and a seat that was given away."""


def before(
    asked: tuple[commands.Command, ...], kind: type[commands.Command]
) -> tuple[commands.Command, ...]:
    """A debate as far as the first command of this kind, that one left out."""
    return asked[: [type(one) for one in asked].index(kind)]


def called(id: str, asked: tuple[commands.Command, ...]) -> tuple[commands.Command, ...]:
    """The same debate under another id."""
    return tuple(replace(one, debate=id) for one in asked)
