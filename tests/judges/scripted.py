"""A judge at the other end of the line, by hand: it reads its prompt and answers in the form.

And debates to judge, made of who said what.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.debate.ballots import TOO_CLOSE
from bot.debate.model import (
    BOT,
    Citation,
    Debate,
    Format,
    Kind,
    Level,
    Motion,
    Seat,
    Side,
    Speech,
    Turn,
)
from tests.debate.examples import MOTION, T0
from tests.model_server import Asked, Reply, answering

FOR, AGAINST = Side.AFFIRMATIVE, Side.NEGATIVE
SPEECH = re.compile(
    r'<speech by="Speaker (\w+)" number="(\d+)" kind="([^"]*)"[^>]*>\n(.*?)\n</speech>', re.DOTALL
)

ADA = (
    "Small forces are no danger to us. About a hundred technicians came to Caracas, "
    "and technicians guard loans. Nobody risks a war over a loan."
)
BEN = (
    "A small force today is a base tomorrow. In 1962 it began with advisers too, "
    "and nobody believed in missiles until they stood there."
)
ADA_AGAIN = "You say it began with advisers too. But what would Russia gain from missiles now?"


@dataclass(frozen=True)
class Said:
    """One speech of a debate to judge."""

    by: str
    side: Side
    text: str | None
    kind: Kind = Kind.CONSTRUCTIVE
    seat: str = ""
    citations: tuple[Citation, ...] = ()


DUEL = (
    Said("ada", FOR, ADA),
    Said("ben", AGAINST, BEN),
    Said("ada", FOR, ADA_AGAIN, Kind.REBUTTAL),
)


def debate(
    said: Sequence[Said] = DUEL,
    *,
    seats: Sequence[Seat] | None = None,
    motion: Motion = MOTION,
    **fields: Any,
) -> Debate:
    """A debate in which this was said; each side's first speaker holds its seat unless told."""
    turns = tuple(Turn(n, s.side, s.kind, 400, 120, s.seat) for n, s in enumerate(said))
    first = {s.side: s.by for s in reversed(said)}
    held = tuple(Seat(side, motion.school_of(side), first.get(side, BOT)) for side in Side)
    speeches = tuple(
        Speech(turn, s.by, s.text, T0, s.citations) for turn, s in zip(turns, said, strict=True)
    )
    plain: dict[str, Any] = {
        "id": "d-4711",
        "format": Format("duel", "Duel", "to judge", turns),
        "level": Level.NOVICE,
        "seed": 1,
        "place": "place-77",
        "opened_by": "teacher-9",
        "opened_at": T0,
        "turn_since": T0,
        "taken": len(turns),
    }
    return Debate(motion=motion, seats=tuple(seats or held), speeches=speeches, **plain | fields)


@dataclass(frozen=True)
class Shown:
    """What a judge was shown: every speech by the letter of its speaker, in the order shown."""

    speeches: dict[str, list[str]]
    labels: list[str]
    criteria: list[str]
    letters: list[str]

    @classmethod
    def of(cls, asked: Asked) -> Shown:
        speeches: dict[str, list[str]] = {}
        for label, _, _, text in SPEECH.findall(asked.prompt):
            speeches.setdefault(label, []).append(text)
        schema = asked.body["response_format"]["json_schema"]["schema"]
        parts = schema.get("$defs", {})
        letters = schema["properties"].get("who_won", {}).get("enum", [])
        return cls(
            speeches,
            list(parts.get("Speakers", {}).get("properties", {})),
            list(parts.get("Scores", {}).get("properties", {})),
            [letter for letter in letters if letter != TOO_CLOSE],
        )

    def speaker_of(self, words: str) -> str:
        """The label of whoever said these words."""
        return next(label for label, texts in self.speeches.items() if words in " ".join(texts))


def first_words(shown: Shown, label: str, criterion: str) -> str:
    return " ".join(shown.speeches[label][0].split()[:5])


@dataclass
class Judging:
    """How the judge at the other end judges. Each part may be exchanged for a worse one."""

    points: Callable[[Shown, str, str], int] = lambda shown, label, criterion: 3
    words: Callable[[Shown, str, str], str] = first_words
    winner: Callable[[Shown], str] = lambda shown: TOO_CLOSE
    why: str = "You say it in one sentence."
    strength: str = "You grant a point first."
    next_step: str = "Ask in what the two cases are alike."
    reason: str = "Speaker A answered the point about loans."
    seen: list[Shown] = field(default_factory=list)

    def verdict(self, asked: Asked) -> dict[str, Any]:
        shown = Shown.of(asked)
        self.seen.append(shown)
        given: dict[str, Any] = {}
        if shown.labels:
            given["speakers"] = {label: self._card(shown, label) for label in shown.labels}
        if shown.letters:
            given |= {"reason": self.reason, "who_won": self.winner(shown)}
        return given

    def _card(self, shown: Shown, label: str) -> dict[str, Any]:
        scores = {
            criterion: {
                "words": self.words(shown, label, criterion),
                "why": self.why,
                "points": self.points(shown, label, criterion),
            }
            for criterion in shown.criteria
        }
        return {"scores": scores, "strength": self.strength, "next_step": self.next_step}

    @property
    def reply(self) -> Reply:
        return answering(lambda asked: json.dumps(self.verdict(asked)))
