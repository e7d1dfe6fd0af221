"""What an answer does to the claim before it: which move it makes, and the first thing it lacks.

An answer is taken at its best: where it shows no move by its words, but makes an argument that the
files know as an answer, the move is that answer's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.figures import all_of
from bot.coaching.ground import Ground
from bot.coaching.parts import Part, parts_of
from bot.debate.arguments import Answer, Argument, Move
from bot.debate.model import Debate, Speech
from bot.library.stems import in_common, negations, sentences_of, words_of

WEIGH, ASK, OWN, ASIDE = "weigh", "ask", "own", "aside"
"""What an answer can do that is no move of the argument files."""
_RIGHT = r"(?:true|right|fair|correct|a fair point|a good point)"
_BUT = r".{0,80}\b(?:but|still|however|yet)\b"
_NOT = r"(?:do(?:es)?n['’]?t|do(?:es)? not|did(?:n['’]?t| not))"
_CUES: Mapping[str, str] = {
    Move.CONCEDE: (
        rf"even if|(?:it|that|this)(?:['’]?s| is) {_RIGHT}{_BUT}|i (?:agree|grant|admit|accept|concede)\b{_BUT}"
        rf"|granted|fair enough|maybe .{{0,60}}\bbut\b|(?:you|they) (?:are|may be|might be) {_RIGHT}{_BUT}"
    ),
    Move.TURN: (
        r"that (?:helps|proves|shows|supports) (?:my|our|us)|exactly why|(?:is|are) a reason for (?:us|my|our)"
        r"|for the same reason|(?:works|speaks?) for (?:us|me|our|my)|the other way round|the opposite happens"
    ),
    Move.UNDERCUT: (
        rf"{_NOT} (?:mean|follow|prove|show|make)|not the same|(?:is|are|was|were) different"
        r"|different (?:from|case|situation|thing|story)|nothing to do with|can(?:['’]?t|not) (?:be )?compared?"
        r"|no comparison|not because|has other (?:reasons|causes)"
    ),
    Move.UNDERMINE: (
        r"(?:no|any|where is the|what|without) (?:proof|evidence)|who says|says who|how (?:do|would|could|can) (?:you|we|they) know"
        r"|(?:not|un)[ -]?proven|only one (?:case|example|study)|one (?:case|example) (?:is|does)|nobody (?:knows|proved)"
        r"|never (?:proved|proven|shown)|the (?:number|figure|study|source) (?:is|does)"
    ),
    WEIGH: (
        r"more important|matters? more|(?:bigger|greater|real|larger) (?:problem|danger|risk)|outweighs?|weighs? more"
        r"|(?:likelier|more likely|less likely)|(?:is|are|would be) (?:much |far )?(?:worse|better|safer|cheaper)(?: than)?"
        r"|costs? more"
    ),
    Move.REBUT: (
        rf"(?:is|are|was|were)(?:n['’]?t| not) (?:{_RIGHT}|so|the case)|(?:that|this)(?:['’]?s| is) (?:wrong|false)"
        r"|you(?:['’]?re| are) wrong|not true|untrue|i disagree|on the contrary|the opposite|in fact|actually|nonsense|^no\b"
    ),
}
CUES = {way: re.compile(rf"\b(?:{cues})", re.IGNORECASE | re.DOTALL) for way, cues in _CUES.items()}
"""How an answer shows its move, in the order in which they are looked for."""
POINTS = re.compile(
    r"\b(?:you|your|they|their) (?:say|said|claim|argue|point|argument|think|mean|call|forget)\b"
    r"|\b(?:that|this) (?:point|claim|argument|case|step|comparison)\b",
    re.IGNORECASE,
)
"""How an answer points at a claim without a word of it."""
REASON = re.compile(
    r"\b(?:because|bcs|bc|cuz|since|therefore|that['’]?s why|that is why|the reason|otherwise"
    r"|so (?:that|they|he|it|we|you|russia|moscow|america)|if .{3,80}\b(?:then|will|would|they|it)\b)",
    re.IGNORECASE | re.DOTALL,
)
MATTERS = re.compile(
    r"\b(?:matters?|important|worse|better|costs?|safer|safety|lose|loses|lost|gains?|killed|die|dies|lives|peace"
    r"|in the end|so we (?:should|must)|(?:that|which) means|at stake|for (?:us|all|everybody|everyone))\b",
    re.IGNORECASE,
)
CITED = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen in an answer: its move, the first thing it lacks, and what would help it.

    `step` is `contact`, `stand`, `reason`, `proof`, `weight`, or `limit` where nothing is missing.
    """

    way: str
    step: str
    helps: tuple[Argument, ...] = ()


def look_at(speech: Speech, claim: Speech | None, debate: Debate, ground: Ground) -> Looked:
    """What a speech does to `claim`, the last one of the other side. Costly: not for the loop."""
    answer, side = speech.text or "", speech.turn.side
    school = debate.seat(side).school
    against = _claimed(claim, ground, debate.seat(side.other).school)
    replies = [(a, x) for one in against for a, x in ground.answers(one, school)]
    made = {r.argument.id for r in ground.heard(answer, school)}
    meant = [(a, x) for a, x in replies if a.id in made]
    said = " ".join([claim.text or "" if claim else "", *(one.claim for one in against)])
    shown = next((way for way, cues in CUES.items() if cues.search(answer)), "")
    pointed = shown not in ("", WEIGH) or POINTS.search(answer) is not None
    touches = bool(meant) or pointed or in_common(answer, said) >= 1
    way = shown or _way(answer, said, meant, touches, made)
    helps = dict.fromkeys(a for a, _ in (*meant, *replies))
    return Looked(way, _step(answer, way, touches), tuple(helps))


def _claimed(claim: Speech | None, ground: Ground, school: str) -> tuple[Argument, ...]:
    """The arguments that a speech makes: as it is on record, else as they are heard."""
    if claim is None:
        return ()
    on_record = tuple(ground.known[id] for id in claim.made if id in ground.known)
    if on_record or not claim.text:
        return on_record
    return tuple(
        r.argument for r in ground.heard(claim.text, school) if r.argument.school == school
    )


def _way(
    answer: str, said: str, meant: list[tuple[Argument, Answer]], touches: bool, made: set[str]
) -> str:
    """The move of an answer that shows none by its words: as the files know it, else what is left.

    A turn or a concession is none while its words do not show it.
    """
    if _asks(answer):
        return ASK
    plain = (x.by for _, x in meant if x.by not in (Move.TURN, Move.CONCEDE))
    if move := next(plain, None):
        return move
    if touches and negations(words_of(answer)) % 2 != negations(words_of(said)) % 2:
        return Move.REBUT
    return OWN if touches or made else ASIDE


def _asks(answer: str) -> bool:
    """Whether an answer is made of questions alone."""
    return all(sentence.endswith("?") for sentence in sentences_of(answer))


def _step(answer: str, way: str, touches: bool) -> str:
    """The first thing that an answer lacks: contact, a stand, a reason, a proof, its weight."""
    parts = {found.part for found in parts_of(answer)}
    if not touches:
        return "contact"
    if _asks(answer):
        return "stand"
    if not REASON.search(answer) and Part.LINK not in parts:
        return "reason"
    shown = parts & {Part.EXAMPLE, Part.AUTHORITY} or CITED.search(answer)
    if not shown and next(all_of(answer), None) is None:
        return "proof"
    if way not in (WEIGH, Move.CONCEDE) and not MATTERS.search(answer):
        return "weight"
    return "limit"
