"""A debate as a class might hold it, with everything in it that a file of it has to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.debate import commands
from bot.debate.ballots import Ballot, Review, Score, Scorecard, Tally
from bot.debate.model import (
    AUDIENCE,
    BOT,
    Citation,
    Claim,
    Craft,
    Debate,
    Draft,
    Format,
    Kind,
    Passage,
    Quotation,
    Role,
    Seat,
    Side,
    Source,
    SourceKind,
    Standing,
    TimeUp,
    Turn,
    Verdict,
)
from bot.records.transcript_model import Transcript
from bot.records.transcripts import transcript
from tests.debate.examples import MOTION, T0, command, floor, played

PRO, CON = Side.AFFIRMATIVE, Side.NEGATIVE
NAMES = {"ada": "Ada Lovelace 🚀", "bo": "بدر الدين", "cy": "<script>alert('Cy')</script>"}

LESSON = Format(
    id="lesson",
    name="A lesson",
    purpose="two students against the bot, before a house that votes",
    turns=tuple(
        Turn(index, side, kind, 200, 240, seat)
        for index, (side, kind, seat) in enumerate(
            (
                (PRO, Kind.VOTE, AUDIENCE),
                (PRO, Kind.CONSTRUCTIVE, "pro-1"),
                (CON, Kind.CONSTRUCTIVE, "con-1"),
                (CON, Kind.QUESTION, AUDIENCE),
                (PRO, Kind.ANSWER, "pro-2"),
                (PRO, Kind.REBUTTAL, "pro-2"),
                (CON, Kind.REBUTTAL, "con-1"),
                (PRO, Kind.CLOSING, "pro-1"),
                (CON, Kind.CLOSING, "con-1"),
                (PRO, Kind.VOTE, AUDIENCE),
            )
        )
    ),
    roles=(
        Role("pro-1", "first proposition", PRO),
        Role("pro-2", "second proposition", PRO),
        Role("con-1", "opposition", CON),
    ),
    time_up=TimeUp.WAIT,
    ballot=True,
)

BRIEF = Source(
    "keep-russia-at-bay",
    SourceKind.BRIEF,
    "To Keep Russia At Bay, We Need Good Diplomacy, Not Threats Of War",
    published="2019-04",
)
ARTICLE = Source(
    "guards-on-a-loan",
    SourceKind.ARTICLE,
    "Guards on a loan",
    "M. Field",
    "The Harbour Review",
    "2019-03",
    "https://example.org/harbour/2019/guards-on-a-loan?page=1&part=2",
)
HOSTILE = Source("odd", SourceKind.BRIEF, "Odd <b>title</b>", url="javascript:alert(1)")
CITATIONS = (
    Citation(
        1,
        Passage(
            "keep-russia-at-bay#f1",
            BRIEF,
            "About 100 Russian military personnel, described as cybersecurity staff, arrived in "
            "Caracas in March 2019.",
        ),
    ),
    Citation(
        2,
        Passage(
            "guards-on-a-loan#p3",
            ARTICLE,
            "A guard on a loan has every reason to keep the street quiet, and none to start a fight.",
            standing=Standing.AUTHORED,
        ),
    ),
    Citation(
        3,
        Passage(
            "odd#c7",
            HOSTILE,
            "The deployment directly threatens peace and security in the region.",
            standing=Standing.ATTRIBUTED,
            held_by="John Bolton",
        ),
    ),
)

OPENS = (
    "A hundred technicians do not make an army. They came in one aeroplane, and they came to look "
    "after machines that were sold years ago.\n\n"
    "First, so small a force cannot hold a harbour against a navy, and everybody in the region knows "
    "it. Second, people who guard a debt want quiet, because a war would end every payment."
)
ANSWERS_FIRST = (
    "You say that “a hundred technicians do not make an army”. That is true, and it is your best "
    "point. About a hundred people came in March 2019 [1].\n\n"
    "But a small step is how a large one begins. It shows who may come and who may stay, and it was "
    "called a threat to the whole region at the time [3]. ~~“Nobody ever left again”~~ (not in the "
    "source). Who guards a loan [1, 2] today asks for a harbour tomorrow.\n"
    "So tell us: at which size would you begin to worry?"
)
ASKS = '=HYPERLINK("http://example.org") <img src=x onerror=alert(1)> who pays for the harbour?'
REPLIES = "الميناء تدفع ثمنه الدولة التي تستعمله، كما قلنا في 2019 [2]."
REBUTS = (
    "But a small step is how a large one begins, we are told. It shows who may come and who may "
    "stay, and it was called a threat to the whole region at the time. Yes, my friends, it was "
    "called one by people who wanted a quarrel. 😀 A name is not a number: count the men, count the "
    "ships, and then tell me which harbour they could take by themselves before breakfast."
)
REBUTS_BACK = (
    "Nobody said that they would take it before breakfast. The article has it right: “a guard on a "
    "loan has every reason to keep the street quiet” [2]. Quiet is what you want when you mean to "
    "stay, and staying is the harm."
)
CLOSES = "Small at first, and then for good: that is the case against this motion."


def place(text: str, words: str) -> tuple[int, int]:
    """Where some words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


CARDS = (
    Scorecard(
        "ada",
        "affirmative",
        (
            Score("responsiveness", 2, "You met no point of theirs."),
            Score(
                "evidence",
                3,
                "You counted the men, and the navy.",
                1,
                place(OPENS, "so small a force cannot hold a harbour"),
            ),
        ),
        "You begin with your plainest point.",
        "Say where the number comes from.",
    ),
    Scorecard(
        "bo",
        "affirmative",
        (
            Score(
                "responsiveness",
                4,
                "You took the other side’s words and turned them.",
                5,
                place(REBUTS, "But a small step is how a large one begins"),
            ),
            Score("evidence", 1, "Nothing that you said can be looked up."),
        ),
        "You answer the very words.",
        "Give one date and one source.",
    ),
)
BALLOT = Ballot(
    judge="offline",
    cards=CARDS,
    winner="negative",
    reason="The point about staying was left without an answer.",
    notices=("This ballot is indicative: it was written by rules, not by a person.",),
)


def at(seconds: float, kind: type[commands.Command], /, **fields: Any) -> Any:
    """A command at so many seconds after T0."""
    return command(kind, at=T0 + timedelta(seconds=seconds), **fields)


def noted(turn: int, text: str, *claims: tuple[str, Claim]) -> Any:
    placed = tuple(replace(claim, words=place(text, words)) for words, claim in claims)
    return command(commands.NoteClaims, turn=turn, claims=placed)


def claim(number: int, answers: tuple[int, ...] = (), supports: tuple[int, ...] = ()) -> Claim:
    return Claim(number, (0, 0), answers=answers, supports=supports)


def delivers(seconds: float, turn: int, text: str, *quotations: Quotation) -> tuple[Any, ...]:
    cited = tuple(c for c in CITATIONS if f"{c.number}" in text.partition("[")[2])
    craft = Craft("llm", "rebuttal@3", "ab12", "gpt-test", 1200, 300, 180, 0.0012, 2)
    draft = Draft(text, cited, quotations, craft=craft)
    return (
        at(seconds, commands.DeliverSpeech, turn=turn, draft=draft),
        at(seconds + 1, commands.ConfirmPosted, turn=turn, messages=(f"m{turn}",)),
    )


COURSE: tuple[commands.Command, ...] = (
    command(
        commands.Open,
        at=T0,
        motion=MOTION,
        format=LESSON,
        seats=(
            Seat(PRO, "realist", "ada", "pro-1"),
            Seat(PRO, "realist", "bo", "pro-2"),
            Seat(CON, "hawk", BOT, "con-1"),
        ),
        by="ada",
        place="7",
        topic="Caracas, March 2019",
    ),
    floor(),
    at(90, commands.CloseVote, by="ada", turn=0, tally=Tally(9, 11, 8)),
    at(100, commands.TakeHint, by="ada", what="questions"),
    at(120, commands.TakeHint, by="ada", what="starters"),
    at(125, commands.TakeHint, by="ada", what="starters"),
    at(300, commands.GiveSpeech, by="ada", text=OPENS, message="m1"),
    noted(
        1,
        OPENS,
        ("A hundred technicians do not make an army", claim(1)),
        ("so small a force cannot hold a harbour against a navy", claim(2, supports=(1,))),
        ("people who guard a debt want quiet", claim(3)),
    ),
    *delivers(
        310,
        2,
        ANSWERS_FIRST,
        Quotation("a hundred technicians do not make an army", Verdict.VERIFIED, found=OPENS[:41]),
        Quotation("Nobody ever left again", Verdict.NOT_FOUND, 2, "A guard on a loan"),
    ),
    noted(
        2,
        ANSWERS_FIRST,
        ("a small step is how a large one begins", claim(4, answers=(1,))),
        ("Who guards a loan [1, 2] today asks for a harbour tomorrow", claim(5, answers=(3,))),
    ),
    at(400, commands.GiveSpeech, by="cy", text=ASKS, message="m3"),
    at(460, commands.GiveSpeech, by="bo", text=REPLIES, message="m4"),
    at(470, commands.GiveSpeech, by="bo", text=REBUTS, message="m5"),
    noted(
        5,
        REBUTS,
        ("A name is not a number", claim(6, answers=(4,))),
        ("which harbour they could take by themselves", claim(7, supports=(2,))),
    ),
    *delivers(
        480,
        6,
        REBUTS_BACK,
        Quotation(
            "a guard on a loan has every reason to keep the street quiet", Verdict.VERIFIED, 2
        ),
    ),
    noted(
        6,
        REBUTS_BACK,
        (
            "Quiet is what you want when you mean to stay, and staying is the harm",
            claim(8, answers=(3, 6), supports=(5,)),
        ),
    ),
    at(600, commands.PassTurn, by="ada", turn=7),
    *delivers(610, 8, CLOSES),
    noted(8, CLOSES, ("Small at first, and then for good", claim(9, supports=(4, 8)))),
    at(700, commands.CloseVote, by="ada", turn=9, tally=Tally(7, 17, 4)),
    at(720, commands.CastBallot, ballot=BALLOT),
)
"""Ten turns: two votes, speeches in two directions of writing, a paste, a turn that passes."""


def lesson() -> Debate:
    return played(*COURSE)


def record(debate: Debate | None = None) -> Transcript:
    """The transcript of the lesson, or of another debate, with everybody's names."""
    return transcript(debate or lesson(), NAMES)


def without(debate: Debate, *turns: int) -> Debate:
    """The debate once the speeches of these turns were withdrawn."""
    speeches = (replace(s, text=None) if s.turn.index in turns else s for s in debate.speeches)
    return replace(debate, speeches=tuple(speeches))


def released(debate: Debate) -> bool:
    return debate.review is Review.RELEASED


def saying(text: str, name: str = "Ada") -> tuple[Debate, Transcript]:
    """A debate in which a student says this, and its transcript under this name."""
    first = played(*COURSE[:7])
    speech = replace(first.speeches[0], text=text)
    debate = replace(first, speeches=(speech,), claims=())
    return debate, transcript(debate, {"ada": name})
