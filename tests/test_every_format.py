"""Every format from its first turn to its last: the real chair, rules, library and offline speaker.

The students' words are scripted; whoever may speak does, whoever may vote votes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.chair import Chair
from bot.debate import commands, rules, seating
from bot.debate.ballots import Ballot, Choice, Tally
from bot.debate.errors import IllegalMove
from bot.debate.model import (
    AUDIENCE,
    BOT,
    COACH,
    LIST,
    Debate,
    Format,
    Kind,
    Level,
    Motion,
    Phase,
    Seat,
    Side,
)
from bot.debate.seating import Partner
from bot.debate.wording import count_words
from bot.library.file_library import FileLibrary, open_library
from bot.library.formats_files import load_formats
from bot.speakers.flowing import Keeper
from bot.speakers.lectern import Lectern
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.wording import bare, sentences
from tests.debate.examples import T0
from tests.fakes import FakeAudience, FakeSpeaker, HeldClock, MemoryPolls, MemoryRecords
from tests.speakers.played_offline import ROOT

FORMATS = load_formats(ROOT / "prompts" / "formats")
HELD = {id: format for id, format in FORMATS.items() if not format.only_bots}
AFF, NEG = Side.AFFIRMATIVE, Side.NEGATIVE

LINES = {
    AFF: (
        "A hundred technicians cannot hurt a country like ours, because nothing they have reaches us.",
        "They just want their money back. Russia is owed billions there.",
        "You say it starts small, but each step costs Moscow more than the last.",
        "I agree that the neighbors worry, but a quarrel with us would hurt them more.",
        "What would Russia gain that is worth more than its six billion dollars?",
        "this isnt even new they've been there for ages and nothing happened",
        "Suppose we threaten them: then they dig in.",
        "my dog could do better",
    ),
    NEG: (
        "First it is 100 and then it is 1000. Give them an inch and they take a mile.",
        "The neighbors are scared too, and they pay first.",
        "Once they have people on the ground whats stopping them from bringing missiles next",
        "It is true that a hundred is few, but you only need a few to run a listening post.",
        "Would you say the same of a hundred Russians in Mexico?",
        "if we do nothing they learn that we never do anything",
        "hackers dont need an army",
        "ok",
    ),
}
VOTES = (
    {"eve": Choice.AFFIRMATIVE, "fay": Choice.UNDECIDED, "gil": Choice.NEGATIVE},
    {"eve": Choice.NEGATIVE, "fay": Choice.NEGATIVE, "gil": Choice.NEGATIVE},
)
"""What the house votes first, and what it votes last."""


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus")


@pytest.fixture(scope="module")
def speaker(library: FileLibrary) -> Lectern:
    return Lectern([OfflineSpeaker(library)], library)


class OneBallot:
    """A judge who writes the same ballot always, and says what was asked."""

    name = "fake"

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        return Ballot("fake", ())


@dataclass
class Room:
    """A chair with everything that it needs, and one debate."""

    chair: Chair
    audience: FakeAudience
    polls: MemoryPolls
    coach: FakeSpeaker
    words: dict[Side, Iterator[str]]
    causes: Iterator[int]

    async def ask(self, kind: type[commands.Command], **fields: Any) -> Debate:
        fields = {"debate": "d1", "cause": f"c{next(self.causes)}", "at": T0, **fields}
        return await self.chair.handle(kind(**fields))

    async def settled(self) -> Debate:
        return await self.chair.until("d1", lambda debate: not rules.due(debate))

    async def go_on(self, debate: Debate) -> None:
        """Let somebody do what the debate waits for."""
        turn = debate.turn
        assert turn
        match debate.phase:
            case Phase.GATHERING:
                empty = next(seat for seat in debate.seats if seat.holder is None)
                await self.ask(commands.TakeSeat, by=f"ben-{empty.side}", seat=empty.name)
            case Phase.LISTING:
                await self.ask(commands.JoinList, by="cleo", side=AFF)
                await self.ask(commands.JoinList, by="dan", side=NEG)
            case Phase.VOTING:
                await self.vote(debate, turn.index)
            case Phase.SPEAKING:
                by = debate.holder(turn)
                by = "eve" if by == AUDIENCE else by
                await self.ask(commands.GiveSpeech, by=by, text=next(self.words[turn.side]))
            case _:
                raise AssertionError(f"{debate.phase}: {debate.stall} {self.audience.lines}")

    async def vote(self, debate: Debate, turn: int) -> None:
        for seat in debate.seats:
            with pytest.raises(IllegalMove):
                await self.chair.vote("d1", turn, seat.holder or "", Choice.AFFIRMATIVE)
        await self.chair.vote("d1", turn, "eve", Choice.UNDECIDED)
        for person, choice in VOTES[len(debate.polls)].items():
            await self.chair.vote("d1", turn, person, choice)
        await self.ask(commands.CloseVote, by="ada", turn=turn)


@pytest.fixture
def here(library: FileLibrary, speaker: Lectern) -> Room:
    audience, polls = FakeAudience(), MemoryPolls()
    coach = FakeSpeaker(*(f"In answer {n} you met the point." for n in range(1, 9)))
    chair = Chair(
        MemoryRecords(), speaker, audience, HeldClock(),
        coach=coach, keeper=Keeper(library), judge=OneBallot(), polls=polls,
    )  # fmt: skip
    words = {side: itertools.cycle(lines) for side, lines in LINES.items()}
    return Room(chair, audience, polls, coach, words, itertools.count(1))


async def hold(
    here: Room,
    format: Format,
    motion: Motion,
    seats: tuple[Seat, ...],
    level: Level = Level.NOVICE,
    seed: int = 0,
) -> Debate:
    """The debate once nothing is owed any more after its last turn."""
    order = seating.ordered(format, seats)
    fields = {"motion": motion, "format": order, "seats": seats, "by": "ada", "place": "7"}
    await here.ask(commands.Open, level=level, seed=seed, topic="money and bases", **fields)
    try:
        while (debate := await here.settled()).turn:
            await here.go_on(debate)
        return debate
    finally:
        await here.chair.close()


def assert_sound(debate: Debate, here: Room) -> None:
    """What holds of every debate in every format."""
    assert debate.ending
    assert debate.ending.reason == "Every speech has been given."
    spoken = [t.index for t in debate.format.turns if t.kind is not Kind.VOTE]
    assert [s.turn.index for s in debate.speeches] == spoken
    assert not debate.passed
    assert [index for index, _ in here.audience.posts] == spoken, "each is posted once"
    for speech in debate.speeches:
        assert 0 < count_words(speech.text or "") <= speech.turn.words
        assert speech.turn.seat in (AUDIENCE, LIST) or speech.by == debate.holder(speech.turn)
    own = [s for s in debate.speeches if s.by == BOT and s.turn.seat != COACH]
    for speech in own:
        text = speech.text or ""
        assert "~~" not in text, "nothing had to be struck"
        assert not re.search(r"\[\[|\.\.| ,|  | \.|\{|\}|\?\.", text), text
        used = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
        assert used == {citation.number for citation in speech.citations}
    said = [bare(s) for speech in own for s in sentences(speech.text or "")]
    assert not {s for s in said if said.count(s) > 1}
    made = [(speech.turn.side, id) for speech in own for id in speech.made]
    assert len(made) == len(set(made)), "no point is made twice for a side"
    people = [s for s in debate.speeches if s.by != BOT]
    assert len(here.audience.ballots) == (debate.format.ballot and bool(people))
    assert len(debate.polls) == len(debate.format.votes)
    assert not here.polls.open, "nobody can see any more who voted what"


@pytest.mark.parametrize("school", ["realist", "hawk"])
@pytest.mark.parametrize("format", HELD.values(), ids=HELD)
async def test_a_student_holds_it_against_the_bot(
    here: Room, library: FileLibrary, format: Format, school: str
) -> None:
    motion = library.motion("small-deployments")
    seats = seating.seats(format, motion, "ada", BOT, school)
    debate = await hold(here, format, motion, seats)
    assert_sound(debate, here)
    others = {s.by for s in debate.speeches} - {BOT}
    assert others <= {"ada", "cleo", "dan", "eve"}
    assert others >= ({"cleo", "dan"} if format.listed else {"ada"})


@pytest.mark.parametrize("level", [Level.INTERMEDIATE, Level.ADVANCED])
@pytest.mark.parametrize("format", HELD.values(), ids=HELD)
async def test_students_hold_it_among_themselves_with_the_bot_as_chair(
    here: Room, library: FileLibrary, format: Format, level: Level
) -> None:
    motion = library.motion("small-deployments")
    seats = seating.seats(format, motion, "ada", None, "hawk", Partner.STUDENT)
    debate = await hold(here, format, motion, seats, level)
    assert_sound(debate, here)
    if not format.listed:
        assert all(s.turn.seat == COACH for s in debate.speeches if s.by == BOT)


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
async def test_the_bot_holds_it_against_itself(
    here: Room, library: FileLibrary, format: Format
) -> None:
    chosen = library.motion("talks-reward")
    seats = seating.seats(format, chosen, BOT, BOT, chosen.opposed_by)
    debate = await hold(here, format, chosen, seats, Level.INTERMEDIATE, seed=3)
    assert_sound(debate, here)


async def test_a_student_and_the_bot_are_a_team(here: Room, library: FileLibrary) -> None:
    motion, format = library.motion("small-deployments"), HELD["public-forum"]
    seats = seating.seats(format, motion, "ada", BOT, "hawk", Partner.BOT)
    debate = await hold(here, format, motion, seats)
    assert_sound(debate, here)
    assert {s.by for s in debate.speeches if s.turn.seat == "second-for"} == {BOT}
    assert {s.by for s in debate.speeches if s.turn.seat == "first-for"} == {"ada"}


async def test_the_larger_swing_wins_an_oxford_debate(here: Room, library: FileLibrary) -> None:
    motion, format = library.motion("small-deployments"), HELD["oxford"]
    debate = await hold(here, format, motion, seating.seats(format, motion, "ada", BOT, "hawk"))
    assert [poll.tally for poll in debate.polls] == [Tally(1, 1, 1), Tally(0, 3, 0)]
    asked = [s for s in debate.speeches if s.turn.seat == AUDIENCE]
    assert [s.by for s in asked] == ["eve"] * 4
    answers = [debate.speech(s.turn.index + 1) for s in asked]
    assert [a.by for a in answers if a] == ["ada", BOT, "ada", BOT]


async def test_every_answer_of_the_drill_is_met_at_once_by_the_coach_and_then_a_new_claim(
    here: Room, library: FileLibrary
) -> None:
    motion, format = library.motion("small-deployments"), HELD["rebuttal-drill"]
    debate = await hold(here, format, motion, seating.seats(format, motion, "ada", BOT, "hawk"))
    assert here.coach.asked == 5
    assert [s.text for s in debate.speeches if s.turn.seat == COACH] == [
        f"In answer {n} you met the point." for n in range(1, 6)
    ]
    claims = [s for s in debate.speeches if s.turn.kind is Kind.CONSTRUCTIVE]
    assert [len(s.made) for s in claims] == [1] * 5
    assert all(15 < count_words(s.text or "") <= 50 for s in claims)
