"""The labelled material for judges: pairs of arguments, and whole debates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.debate.model import (
    BOT,
    Citation,
    Claim,
    Debate,
    Format,
    Kind,
    Level,
    Motion,
    Passage,
    Seat,
    Side,
    Source,
    SourceKind,
    Speech,
    Turn,
)

FOLDER = Path(__file__).parent / "judged"
SPLITS = ("tune", "test")
T0 = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SIDES = {"A": Side.AFFIRMATIVE, "B": Side.NEGATIVE}
SEATED = {"A": "ada", "B": "ben", "bot": BOT}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two arguments on one topic, of which one is clearly better. `flaw` is the other's."""

    id: str
    topic: str
    split: str
    flaw: str
    better: str
    worse: str

    @property
    def longer_is_better(self) -> bool:
        return len(self.better) > len(self.worse)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A debate, and which side did clearly better in it; None where neither did."""

    id: str
    debate: Debate
    better: Side | None


def read_pairs(file: Path = FOLDER / "pairs.yaml") -> tuple[Pair, ...]:
    """The pairs in their order. Raises TypeError for a wrong or missing field."""
    return tuple(Pair(**entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8")))


def read_debates(file: Path = FOLDER / "debates.yaml") -> tuple[Labelled, ...]:
    """The debates in their order. Raises KeyError or ValueError for what cannot be played."""
    return tuple(_labelled(entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8")))


def debate_of(
    motion: str,
    speeches: Sequence[tuple[str, Side, Kind, str | None]],
    *,
    claims: tuple[tuple[int, tuple[Claim, ...]], ...] = (),
    citations: Sequence[tuple[int, Citation]] = (),
) -> Debate:
    """A debate that has been held: who spoke, for which side, in what kind of speech, and what.

    Each of `citations` comes with the turn in which it was given.
    """
    turns = tuple(Turn(n, side, kind, 200, 300) for n, (_, side, kind, _) in enumerate(speeches))
    given = tuple(
        Speech(
            turn,
            by,
            text,
            T0,
            citations=tuple(c for at, c in citations if at == turn.index),
        )
        for turn, (by, _, _, text) in zip(turns, speeches, strict=True)
    )
    seats = {side: next((by for by, own, _, _ in speeches if own is side), BOT) for side in Side}
    return Debate(
        id="judged",
        motion=Motion("judged", motion, "one", "other", "2026-01"),
        format=Format("judged", "Judged", "", turns),
        seats=tuple(Seat(side, school, seats[side]) for side, school in zip(Side, ("one", "other"), strict=True)),
        level=Level.NOVICE,
        seed=0,
        place="1",
        opened_by="ada",
        opened_at=T0,
        turn_since=T0,
        taken=len(turns),
        speeches=given,
        claims=claims,
    )  # fmt: skip


def _labelled(entry: dict[str, Any]) -> Labelled:
    told = entry["speeches"]
    sides = SIDES | {"bot": SIDES["B"]}
    speeches = [(SEATED[s["by"]], sides[s["by"]], Kind(s["kind"]), str(s["says"])) for s in told]
    better = entry["better"]
    debate = debate_of(
        entry["motion"],
        speeches,
        claims=_claims(entry.get("flow", ()), [text for *_, text in speeches]),
        citations=[(s["turn"], _citation(s)) for s in entry.get("sources", ())],
    )
    return Labelled(entry["id"], debate, None if better == "close" else sides[better])


def _claims(
    flow: Sequence[dict[str, Any]], texts: Sequence[str]
) -> tuple[tuple[int, tuple[Claim, ...]], ...]:
    noted: dict[int, tuple[Claim, ...]] = {}
    for number, entry in enumerate(flow, start=1):
        start = texts[entry["turn"]].index(entry["says"])
        place = (start, start + len(entry["says"]))
        claim = Claim(number, place, answers=tuple(entry.get("answers", ())))
        noted[entry["turn"]] = (*noted.get(entry["turn"], ()), claim)
    return tuple(noted.items())


def _citation(entry: dict[str, Any]) -> Citation:
    source = Source(f"source-{entry['number']}", SourceKind.BRIEF, entry["of"])
    return Citation(entry["number"], Passage(f"{source.id}#f1", source, entry["says"]))


def exchanged(debate: Debate) -> Debate:
    """The debate with its sides exchanged: each speaker says the same, for the other side."""
    turned = {t.index: replace(t, side=t.side.other) for t in debate.format.turns}
    return replace(
        debate,
        format=replace(debate.format, turns=tuple(turned.values())),
        seats=tuple(replace(seat, side=seat.side.other) for seat in debate.seats),
        speeches=tuple(replace(s, turn=turned[s.turn.index]) for s in debate.speeches),
    )


def renamed(debate: Debate, names: dict[str, str]) -> Debate:
    """The debate with other people in it, who say the same."""
    return replace(
        debate,
        seats=tuple(replace(s, holder=names.get(s.holder or "", s.holder)) for s in debate.seats),
        speeches=tuple(replace(s, by=names.get(s.by, s.by)) for s in debate.speeches),
    )


def presented_backwards(debate: Debate) -> Debate:
    """The debate with its seats, notes and speeches handed over in the reverse order.

    Each speech keeps its turn, so that it is the same debate.
    """
    return replace(
        debate,
        seats=debate.seats[::-1],
        speeches=debate.speeches[::-1],
        claims=debate.claims[::-1],
    )


def retold(debate: Debate, person: str, text: str | None, *, turn: int | None = None) -> Debate:
    """The debate in which a person says something else, in their last speech or in a turn."""
    last = (
        turn if turn is not None else max(s.turn.index for s in debate.speeches if s.by == person)
    )
    return replace(
        debate,
        speeches=tuple(
            replace(s, text=text) if s.turn.index == last else s for s in debate.speeches
        ),
    )
