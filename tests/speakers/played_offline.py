"""Debates played from a seed, with the bot in one seat or in both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import yaml

from bot.debate import events, rules
from bot.debate.formats import read_format
from bot.debate.model import BOT, Debate, Draft, Format, Kind, Level, Motion, Seat, Side, Turn
from bot.speakers.offline import OfflineSpeaker

T0 = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
FORMATS = {
    path.stem: read_format(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "prompts" / "formats").glob("*.yaml"))
}


def turns(*kinds: str, words: int = 120, id: str = "test") -> Format:
    """A format of these kinds, the sides taking turns from the affirmative on."""
    sides = (Side.AFFIRMATIVE, Side.NEGATIVE)
    made = (Turn(n, sides[n % 2], Kind(kind), words, 300) for n, kind in enumerate(kinds))
    return Format(id, id, "", tuple(made))


def opened(
    motion: Motion,
    format: Format,
    *,
    level: Level = Level.NOVICE,
    seed: int = 0,
    student: Side | None = None,
) -> Debate:
    """A debate at its first turn; `student` is the side that a person holds."""
    places = [(r.side, r.id) for r in format.roles] or [(side, "") for side in Side]
    seats = tuple(
        Seat(side, motion.school_of(side), "ada" if side is student else BOT, role)
        for side, role in places
    )
    return rules.evolve(
        None,
        events.DebateOpened(
            at=T0, debate="d1", motion=motion, format=format, seats=seats, by="ada", place="p1",
            level=level, seed=seed, speaker="offline",
        ),
    )  # fmt: skip


def say(debate: Debate, text: str | None) -> Debate:
    """The debate after the student has said `text`; None for a speech withdrawn since."""
    assert debate.turn
    given = events.SpeechGiven(at=T0, turn=debate.turn.index, by="ada", text=text)
    return rules.evolve(debate, given)


async def reply(speaker: OfflineSpeaker, debate: Debate) -> tuple[Debate, Draft]:
    """The debate after the bot's speech, and the speech."""
    draft = await speaker.speak(debate, lambda _: None)
    assert debate.turn
    given = events.SpeechGiven(
        at=T0, turn=debate.turn.index, by=BOT, text=draft.text, citations=draft.citations,
        quotations=draft.quotations, made=draft.made, answered=draft.answered, heard=draft.heard,
        craft=draft.craft,
    )  # fmt: skip
    return rules.evolve(debate, given), draft


async def play(speaker: OfflineSpeaker, debate: Debate, lines: Iterable[str] = ()) -> Debate:
    """The debate after its last turn; the student says `lines`, and “ok” when they run out.

    The student also speaks from the list and the floor. Votes and feedback pass.
    """
    said = iter(lines)
    while debate.turn:
        if debate.turn.kind in (Kind.VOTE, Kind.FEEDBACK):
            debate = rules.evolve(debate, events.TurnPassed(at=T0, turn=debate.turn.index))
        elif debate.holder(debate.turn) == BOT:
            debate, _ = await reply(speaker, debate)
        else:
            debate = say(debate, next(said, "ok"))
    return debate
