"""Exchanges with known arrows, and how many of them a keeper draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.debate import events, rules
from bot.debate.flow import sheet_of
from bot.debate.model import BOT, Claim, Debate, Side
from bot.library.file_library import FileLibrary
from bot.speakers.flowing import Keeper
from tests.speakers.played_offline import T0, opened, say, turns

FILE = Path(__file__).parent / "exchanges.yaml"
FORMAT = turns("rebuttal", "rebuttal", "rebuttal", "rebuttal", words=200)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The arrows of one exchange: those that should be there and those that are."""

    says: str
    wanted: frozenset[str]
    found: frozenset[str]


def exchanges(split: str) -> list[dict[str, Any]]:
    """The exchanges of one half."""
    return [e for e in yaml.safe_load(FILE.read_text("utf-8")) if e["split"] == split]


def noted(debate: Debate, claims: Iterable[Claim]) -> Debate:
    """The debate after the claims of its last speech were noted."""
    turn = debate.speeches[-1].turn.index
    return rules.evolve(debate, events.ClaimsNoted(at=T0, turn=turn, claims=tuple(claims)))


def standing(library: FileLibrary, motion: str, school: str, stands: Iterable[str]) -> Debate:
    """A debate in which these arguments stand against a student of `school`, who is to speak."""
    about = library.motion(motion)
    side = next(s for s in Side if about.school_of(s) == school)
    debate = replace(opened(about, FORMAT, student=side), flowing=True)
    if side is Side.AFFIRMATIVE:
        debate = noted(say(debate, "ok"), ())
    arguments = [library.argument(id) for id in stands]
    assert debate.turn
    text = " ".join(a.claim for a in arguments)
    made = tuple(a.id for a in arguments)
    given = events.SpeechGiven(at=T0, turn=debate.turn.index, by=BOT, text=text, made=made)
    debate = rules.evolve(debate, given)
    return noted(debate, _claims(text, [(a.id, a.claim) for a in arguments]))


def _claims(text: str, made: Iterable[tuple[str, str]]) -> Iterator[Claim]:
    for number, (id, claim) in enumerate(made, 1):
        start = text.index(claim)
        yield Claim(number, (start, start + len(claim)), id)


async def heard(keeper: Keeper, debate: Debate, text: str) -> Debate:
    """The debate after the student has said `text` and it was noted."""
    debate = say(debate, text)
    return noted(debate, await keeper.claims(debate, debate.speeches[-1]))


async def drawn(keeper: Keeper, library: FileLibrary, exchange: dict[str, Any]) -> Drawn:
    """The arrows that the keeper draws for one exchange."""
    debate = standing(library, exchange["motion"], exchange["school"], exchange["stands"])
    debate = await heard(keeper, debate, exchange["says"])
    sheet = sheet_of(debate)
    met = {n for e in sheet.entries if e.by != BOT for n in e.answers}
    found = frozenset(e.argument for e in sheet.entries if e.number in met)
    return Drawn(exchange["says"], frozenset(exchange["meets"]), found)


def figures(all: Iterable[Drawn]) -> tuple[float, float]:
    """Precision and recall of the arrows."""
    every = tuple(all)
    right = sum(len(d.wanted & d.found) for d in every)
    found, wanted = sum(len(d.found) for d in every), sum(len(d.wanted) for d in every)
    return right / max(found, 1), right / max(wanted, 1)
