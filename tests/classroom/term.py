"""A term of a class, played by the rules: debates of a student against the bot or each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.debate import commands
from bot.debate.ballots import Ballot, Review, Score, Scorecard
from bot.debate.model import (
    BOT,
    Citation,
    Claim,
    Debate,
    Draft,
    Floor,
    Format,
    Kind,
    Passage,
    Seat,
    Side,
    Source,
    SourceKind,
    Turn,
)
from tests.debate.examples import MOTION, T0, command, played, then

PRO, CON = Side.AFFIRMATIVE, Side.NEGATIVE
PLACE = "4000"
CRITERIA = {
    "clarity": "Claim clarity",
    "evidence": "Evidence",
    "reasoning": "Reasoning",
    "responsiveness": "Responsiveness",
    "fairness": "Fairness to the other side",
}
KINDS = (
    (PRO, Kind.CONSTRUCTIVE),
    (CON, Kind.CONSTRUCTIVE),
    (PRO, Kind.QUESTION),
    (CON, Kind.ANSWER),
    (PRO, Kind.REBUTTAL),
    (CON, Kind.REBUTTAL),
    (PRO, Kind.CLOSING),
)
FORMAT = Format(
    id="term",
    name="Term",
    purpose="a student against an opponent, with one question",
    turns=tuple(Turn(n, side, kind, 200, 240) for n, (side, kind) in enumerate(KINDS)),
    ballot=True,
)
CITED = (
    Citation(
        1,
        Passage(
            "harbour#f1",
            Source("harbour", SourceKind.BRIEF, "A harbour"),
            "About 100 technicians arrived in March 2019.",
        ),
    ),
    Citation(
        2,
        Passage(
            "loan#p3",
            Source("loan", SourceKind.ARTICLE, "Guards on a loan"),
            "A guard on a loan has every reason to keep the street quiet.",
        ),
    ),
)
OPENS = "Ships are not soldiers. They left when they were paid."
HITS = "Weakness invites a test [1]. A base begins small [2]."
ASKS = "Who pays for the harbour?"
REPLIES = "Whoever uses it."
REBUTS = "A base of ships is no base [1, 2]. “Every reason to keep the street quiet”, it says [2]!"
HITS_BACK = "Quiet is how it grows."
CLOSES = "So they are no threat."
SAID = (OPENS, HITS, ASKS, REPLIES, REBUTS, HITS_BACK, CLOSES)


def claims_of(turn: int, answers: Sequence[int]) -> tuple[Claim, ...]:
    """What a turn puts on the flow sheet: two claims in the second turn, of which the fifth meets
    those in `answers`."""
    if turn == 0:
        return (Claim(1, (0, 23)),)
    if turn == 1:
        return (Claim(2, (0, 23), "weakness"), Claim(3, (29, 48), "small-steps"))
    if turn == 4 and answers:
        return (Claim(4, (0, 25), answers=tuple(answers)),)
    return ()


def a_debate(
    id: str,
    pro: str = "ada",
    con: str = BOT,
    *,
    at: datetime = T0,
    turns: int = len(KINDS),
    said: Mapping[int, str] | None = None,
    passes: Iterable[int] = (),
    answers: Sequence[int] = (2,),
    hints: int = 0,
    held: bool = False,
) -> Debate:
    """A debate up to so many turns. `passes` are turns that go by, `answers` the claims that are
    met in the fifth turn. It ends, and waits for its ballot, with the seventh."""
    texts = dict(enumerate(SAID)) | dict(said or {})
    holders = {PRO: pro, CON: con}
    seats = tuple(Seat(side, MOTION.school_of(side), holder) for side, holder in holders.items())
    course: list[Any] = [
        told(
            id, at, commands.Open, motion=MOTION, format=FORMAT, seats=seats, by=pro,
            place=PLACE, hold_ballots=held,
        )
    ]  # fmt: skip
    course.append(told(id, at, commands.LayFloor, floor=Floor(f"t-{id}", f"c-{id}")))
    course += [told(id, at, commands.TakeHint, by=pro, what="questions")] * hints
    for turn in FORMAT.turns[:turns]:
        now, by = at + timedelta(minutes=turn.index + 1), holders[turn.side]
        if turn.index in passes:
            course.append(told(id, now, commands.PassTurn, by=by, turn=turn.index))
            continue
        if turn.index - 1 in passes and turn.kind is Kind.ANSWER:
            continue
        text = texts[turn.index]
        if by == BOT:
            draft = Draft(text, CITED if turn.index == 1 else ())
            course.append(told(id, now, commands.DeliverSpeech, turn=turn.index, draft=draft))
            course.append(
                told(id, now, commands.ConfirmPosted, turn=turn.index, messages=(f"m{turn.index}",))
            )
        else:
            course.append(told(id, now, commands.GiveSpeech, by=by, text=text, message="m"))
        if noted := claims_of(turn.index, answers):
            course.append(told(id, now, commands.NoteClaims, turn=turn.index, claims=noted))
    return played(*course)


def told(id: str, at: datetime, kind: type[commands.Command], /, **fields: Any) -> Any:
    return command(kind, debate=id, at=at, **fields)


def judged(debate: Debate, points: Mapping[str, Sequence[int]], *, released: bool = True) -> Debate:
    """The debate with its ballot: for each person their points, in the order of the criteria."""
    at = debate.ending.at if debate.ending else T0
    cards = tuple(
        Scorecard(
            person,
            "affirmative",
            tuple(Score(c, n, "Said so.") for c, n in zip(CRITERIA, given, strict=False)),
            "You spoke.",
            "Speak again.",
        )
        for person, given in points.items()
    )
    if debate.ballot_wanted is None:
        debate = then(debate, told(debate.id, at, commands.AskBallot, by="t", may=True))
    debate = then(debate, told(debate.id, at, commands.CastBallot, ballot=Ballot("offline", cards)))
    review = Review.RELEASED if released else Review.HELD
    return then(debate, told(debate.id, at, commands.ReviewBallot, by="t", review=review, may=True))


def withdrawn(debate: Debate, *turns: int) -> Debate:
    """The debate as it is read once the words of these turns were erased."""
    speeches = (replace(s, text=None) if s.turn.index in turns else s for s in debate.speeches)
    return replace(debate, speeches=tuple(speeches))


def a_term(students: int = 28, debates: int = 30, seed: int = 1) -> list[Debate]:
    """Debates of a class over a term, by turns with a neighbour and with the bot, all judged.

    Some turns go by, some claims are left, and points rise for some and fall for others.
    """
    chance = Random(seed)
    people = [f"s{n:02}" for n in range(students)]
    pairs = [(pro, con) for pro, con in zip(people[::2], people[1::2], strict=False)]
    alone = [(person, BOT) for person in people]
    term: list[Debate] = []
    for round in range(debates):
        for n, (pro, con) in enumerate(alone if round % 2 or students < 2 else pairs):
            debate = a_debate(
                f"d{round:02}-{n:02}",
                pro,
                con,
                at=T0 + timedelta(days=round * 100 / max(debates, 1), minutes=n),
                passes=[4] if chance.random() < 0.15 else [],
                answers=chance.choice([(), (2,), (2, 3), (2, 3)]),
                said={0: f"{OPENS} {'And so on. ' * chance.randrange(20)}"},
                hints=chance.randrange(3),
            )
            given = {
                person: [
                    max(1, min(4, round * 3 // debates + chance.choice([0, 1, 1, 2])))
                    for _ in CRITERIA
                ]
                for person in (pro, con)
                if person != BOT
            }
            term.append(judged(debate, given))
    return term
