"""What a speaker faces: the turn they have next, and the claims of the other side that stand.

The flow sheet says which claims those are. Where none was kept, the other side's speeches are
listened to, as the offline opponent does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.coaching.ground import Ground
from bot.coaching.oddity import sort_of_words
from bot.coaching.wording import opening, weight
from bot.debate.arguments import Argument
from bot.debate.flow import Entry, State, answered, sheet_of
from bot.debate.model import AUDIENCE, LIST, Debate, Kind, Side, Speech, Turn
from bot.library.stems import in_common, sentences_of
from bot.speakers.hearing import REPORTED, Point, hear, spoken_for
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

    `last` is the last that the other side said, None before it has spoken; `odd` says what is odd
    about it where there is nothing in it to answer.
    """

    turn: Turn
    school: str
    against: str
    claims: tuple[Claimed, ...]
    last: Speech | None
    odd: str = ""


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
    theirs = spoken_for(debate, turn.side.other)
    flowed = {index for index, _ in debate.claims}
    last = theirs[-1] if theirs else None
    against = debate.seat(turn.side.other).school
    odd = sort_of_words(last.text, ground, against) if last else ""
    kept = any(s.turn.index in flowed for s in theirs)
    claims = _standing(debate, turn.side, ground) if kept else _listened(debate, turn.side, ground)
    return Facing(
        turn,
        debate.seat(turn.side).school,
        against,
        tuple(claims),
        last,
        "" if claims else odd,
    )


def _standing(debate: Debate, side: Side, ground: Ground) -> list[Claimed]:
    """The other side's claims that the flow sheet shows as not answered, the newest first."""
    entries = [e for e in sheet_of(debate).of(side.other) if e.state is not State.ANSWERED]
    entries.sort(key=lambda e: (-max((e.turn, *e.again)), not e.argument, e.number))
    return [_claimed(e, ground) for e in entries if e.words.strip()]


def _claimed(entry: Entry, ground: Ground) -> Claimed:
    """A claim as it stands on the sheet; an answer of the files goes by the argument behind it."""
    words = MARKER.sub("", entry.words)
    argument = ground.known.get(entry.argument)
    claim = argument.claim if argument else ""
    behind = argument or next((a for a, _ in ground.said_in(words)), None)
    return Claimed(opening(words, claim), entry.turn, behind)


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
    if not speech.text or sort_of_words(speech.text, ground, school):
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
