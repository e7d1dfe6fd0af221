"""An observer's comment: one thing done well in the speaker's own words, one point that nobody
answered, and a question. It takes no side and adds no argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.debate.arguments import Argument
from bot.debate.flow import answered
from bot.debate.model import BOT, Debate, Kind, Quotation, Side, Speech, Verdict
from bot.library.stems import sentences_of
from bot.speakers import phrases
from bot.speakers.composing import CORE, FIRM, GOOD, Part, fitted
from bot.speakers.hearing import hear, quotable
from bot.speakers.phrases import Bank
from bot.speakers.planning import Case
from bot.speakers.wording import bare

MERITS: tuple[tuple[re.Pattern[str], Bank], ...] = (
    (
        re.compile(r"\bI (?:grant|admit|concede|agree)\b|\b(?:it is true|fair point)\b", re.I),
        phrases.GRANTED,
    ),
    (re.compile(r"\[\d+\]|\b(?:according to|in (?:1[5-9]|20)\d\d)\b", re.I), phrases.SHOWED),
    (re.compile(r"\byou (?:say|said|argue|hold|claim)\b|\byour point\b", re.I), phrases.TOOK_UP),
    (re.compile(r"\b(?:because|since|so that|therefore|cause|bc)\b", re.I), phrases.REASONED),
    (re.compile(r"\b(?:imagine|suppose|it is like|its like|as if)\b", re.I), phrases.PICTURED),
    (re.compile(r"\?$"), phrases.ASKED_WELL),
    (re.compile(r""), phrases.PUT_PLAINLY),
)
"""What can be told of a sentence to have been done well in it, the rarest first."""
WAYS = {Side.AFFIRMATIVE: "for", Side.NEGATIVE: "against"}


async def comment(case: Case) -> tuple[Part, ...]:
    """What a speaker did well, what nobody answered, and what to take up next."""
    heard = heard_since(case.debate)
    if not heard:
        return fitted([Part(case.pen.pick(phrases.HEARD_NOTHING), CORE), *_ask(case, None)], case.cap)
    left = next(_left_open(case, heard), None)
    return fitted([*_done_well(case, heard), *_open(case, left), *_ask(case, left)], case.cap)


def heard_since(debate: Debate) -> tuple[Speech, ...]:
    """The speeches since the observers last spoke; none of the observers' own."""
    found: list[Speech] = []
    for speech in reversed(debate.speeches):
        observes = speech.turn.kind is Kind.COMMENT
        if observes and found:
            break
        if not observes and speech.text and speech.turn.kind.argues:
            found.insert(0, speech)
    return tuple(found)


def _done_well(case: Case, heard: tuple[Speech, ...]) -> list[Part]:
    """The best line that no observer has quoted; a person's before the bot's, each side in turn."""
    quoted = [q.words for s in case.debate.speeches for q in s.quotations if _observes(s)]
    shown = {s.turn.side for s in heard for words in quoted if words in (s.text or "")}
    found: list[tuple[tuple[bool, bool, int], Speech, str]] = []
    for speech in heard:
        for sentence in sentences_of(speech.text or ""):
            words = quotable(sentence)
            if words and words not in quoted and words in (speech.text or ""):
                key = (speech.turn.side in shown, speech.by == BOT, _merit(sentence))
                found.append((key, speech, words))
    if not found:
        return []
    (_, _, merit), speech, words = min(found, key=lambda f: f[0])
    who = f"the speaker {WAYS[speech.turn.side]} the motion"
    text = case.pen.pick(MERITS[merit][1], who=who, Who=f"T{who[1:]}", words=words)
    quotation = Quotation(words, Verdict.VERIFIED)
    return [Part(text, CORE, 0, "well", quotations=(quotation,))] if text else []


def _observes(speech: Speech) -> bool:
    return speech.turn.kind is Kind.COMMENT


def _merit(sentence: str) -> int:
    return next(n for n, (shows, _) in enumerate(MERITS) if shows.search(sentence))


def _left_open(case: Case, heard: tuple[Speech, ...]) -> Iterator[Argument]:
    """The arguments that the other side let pass although it spoke afterwards, the surest first."""
    debate, ear = case.debate, case.repertoire
    known = {a.id: a for a in ear.wider}
    noted = " ".join(bare(s.text or "") for s in debate.speeches if _observes(s))
    hearings = {side: hear(debate, side.other, ear, known) for side in Side}
    found = []
    for side, hearing in hearings.items():
        replies = hearings[side.other].points
        met = answered(debate, side.other) | {a.claim for p in replies for a in p.argument.answers}
        later = max((s.turn.index for s in heard if s.turn.side is side.other), default=-1)
        found += [
            point
            for point in hearing.points
            if heard[0].turn.index <= point.latest < later
            and point.argument.id not in met
            and bare(point.argument.claim) not in noted
        ]
    return (point.argument for point in sorted(found, key=lambda p: -p.score))


def _open(case: Case, left: Argument | None) -> list[Part]:
    if left is None:
        return [Part(case.pen.pick(phrases.ALL_MET), GOOD, 1)]
    claim = case.wording.inside(left.claim)
    return [Part(case.pen.pick(phrases.LEFT_OPEN, claim=claim), FIRM, 1)]


def _ask(case: Case, left: Argument | None) -> list[Part]:
    asks = [ask for ask in left.asks if not case.said.already(ask)] if left else []
    if not asks:
        return [Part(case.pen.pick(phrases.OBSERVERS_ASK), FIRM + 5, 2)]
    ask = asks[0]
    text = case.pen.pick(phrases.NEXT_SPEAKERS, ask=case.wording.inside(ask), Ask=ask)
    return [Part(text, FIRM + 5, 2, short=ask)]
