"""What a speaker faces: the turn they have next, and the claims of the other side that stand.

The flow sheet says which claims those are. Where none was kept, the other side's speeches are
listened to, as the offline opponent does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.coaching.ground import Ground
from bot.coaching.wording import opening, weight
from bot.debate.arguments import Argument
from bot.debate.flow import answered
from bot.debate.model import AUDIENCE, LIST, Debate, Kind, Side, Speech, Turn
from bot.library.stems import in_common, sentences_of
from bot.speakers.hearing import REPORTED, Point, Sort, hear, sort_of
from bot.speakers.wording import MARKER


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of the other side that nobody has met: its words, and the argument that it makes."""

    words: str
    turn: int
    argument: Argument | None = None


@dataclass(frozen=True, slots=True)
class Facing:
    """`turn` is the next turn of the speaker, `claims` what stands against them, the newest first.

    `last` is the last that the other side said, None before it has spoken.
    """

    turn: Turn
    school: str
    against: str
    claims: tuple[Claimed, ...]
    last: Speech | None


def next_turn(debate: Debate, person: str) -> Turn | None:
    """The turn in which this person speaks next; None where there is none to come."""
    current = debate.turn
    if current is None:
        return None
    listed = next((one for one in debate.listed if one.person == person), None)
    seated = debate.seat_held_by(person) is not None
    for turn in (current, *debate.format.turns[debate.taken + 1 :]):
        if turn.kind in (Kind.FEEDBACK, Kind.VOTE):
            continue
        if turn.seat == LIST:
            if listed:
                return replace(turn, side=listed.side)
        elif debate.holder(turn) == person or (turn.seat == AUDIENCE and not seated):
            return turn
    return None


def faced(debate: Debate, turn: Turn, ground: Ground) -> Facing:
    """What the speaker of this turn faces. Costly: not for the loop."""
    theirs = [s for s in debate.speeches if s.turn.side is turn.side.other and _counts(s)]
    flowed = {index for index, _ in debate.claims}
    kept = any(s.turn.index in flowed for s in theirs)
    claims = _standing(debate, turn.side, ground) if kept else _listened(debate, turn.side, ground)
    return Facing(
        turn,
        debate.seat(turn.side).school,
        debate.seat(turn.side.other).school,
        tuple(claims),
        theirs[-1] if theirs else None,
    )


def _counts(speech: Speech) -> bool:
    return speech.turn.kind not in (Kind.FEEDBACK, Kind.COMMENT, Kind.VOTE)


def _standing(debate: Debate, side: Side, ground: Ground) -> list[Claimed]:
    """The other side's claims that no claim of this side meets, by the flow sheet."""
    met: set[int] = set()
    theirs: list[tuple[int, int, Claimed]] = []
    for turn, claims in debate.claims:
        speech = debate.speech(turn)
        if speech is None or not _counts(speech):
            continue
        for claim in claims:
            if speech.turn.side is side:
                met.update(claim.answers)
            elif words := debate.words(turn, claim.words).strip():
                argument = ground.known.get(claim.argument)
                theirs.append((turn, claim.number, Claimed(words, turn, argument)))
    theirs.sort(key=lambda one: (-one[0], one[1]))
    return [claimed for _, number, claimed in theirs if number not in met]


def _listened(debate: Debate, side: Side, ground: Ground) -> list[Claimed]:
    """The other side's arguments as they are heard, without those that are on record as answered.

    Where nothing is on record of its last speech, that is listened to by itself.
    """
    met = answered(debate, side)
    heard = hear(debate, side, ground, ground.known)
    points = [p for p in heard.points if p.argument.id not in met]
    points.sort(key=lambda p: (-p.latest, -p.score))
    claims = [Claimed(said_in(debate, p), p.latest, p.argument) for p in points]
    claims = [claim for claim in claims if claim.words]
    last = heard.last
    fresh = last is not None and all(claim.turn != last.turn.index for claim in claims)
    if last is not None and fresh and last.turn.kind is not Kind.QUESTION:
        claims = [*_heard_in(last, debate.seat(side.other).school, ground), *claims]
    return claims


def _heard_in(speech: Speech, school: str, ground: Ground) -> list[Claimed]:
    """What one speech claims by itself: known arguments, else its weightiest sentence."""
    if not speech.text or sort_of(speech.text) is not Sort.SPEECH:
        return []
    own = [s for s in sentences_of(MARKER.sub("", speech.text)) if not REPORTED.match(s)]
    stated = [s for s in own if not s.endswith("?")]
    at = speech.turn.index
    said = [Claimed(say, at, a) for a, say in ground.said_in(speech.text) if a.school == school]
    if said:
        return said
    heard = [r for r in ground.heard(" ".join(stated), school) if r.argument.school == school]
    if heard:
        return [Claimed(r.words, at, r.argument) for r in heard]
    weightiest = max(stated, key=weight, default="")
    return [Claimed(opening(weightiest), at)] if weight(weightiest) > 2 else []


def said_in(debate: Debate, point: Point) -> str:
    """The words in which a point was made: as heard, else those of the speech nearest to it."""
    if point.words:
        return point.words
    speech = debate.speech(point.turn)
    text = MARKER.sub("", speech.text or "") if speech else ""
    claim = point.argument.claim
    best = max(sentences_of(text), key=lambda s: in_common(s, claim), default="")
    return opening(best, claim) if best and in_common(best, claim) else ""
