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
from bot.speakers.answering import on_topic
from bot.speakers.composing import CORE, FIRM, GOOD, Part, fitted
from bot.speakers.hearing import INSULT, ORDER, UNQUOTABLE, hear, quotable
from bot.speakers.phrases import Bank
from bot.speakers.planning import Case
from bot.speakers.wording import bare

MERITS: tuple[tuple[re.Pattern[str], Bank], ...] = (
    (
        re.compile(r"\bI (?:grant|admit|concede|agree)\b|\b(?:it is true|fair point)\b", re.I),
        phrases.GRANTED,
    ),
    (re.compile(r"\d|\b(?:according to|percent|million|billion)\b", re.I), phrases.SHOWED),
    (re.compile(r"\byou (?:say|said|argue|hold|claim)\b|\byour point\b", re.I), phrases.TOOK_UP),
    (re.compile(r"\b(?:because|since|so that|therefore|cause|bc)\b", re.I), phrases.REASONED),
    (re.compile(r"\b(?:imagine|suppose|it is like|its like|as if)\b", re.I), phrases.PICTURED),
    (re.compile(r"\?$"), phrases.ASKED_WELL),
    (re.compile(r""), phrases.PUT_PLAINLY),
)
"""What can be told of a line to have been done well in it, the rarest first."""
SHORTEST, LONGEST = 5, 26
"""A line of so many words is quoted whole."""
WAYS = {Side.AFFIRMATIVE: "for", Side.NEGATIVE: "against"}


async def comment(case: Case) -> tuple[Part, ...]:
    """What a speaker did well, what nobody answered, and what to take up next."""
    heard = heard_since(case.debate)
    if not heard:
        return fitted(
            [Part(case.pen.pick(phrases.HEARD_NOTHING), CORE), *_ask(case, None)], case.cap
        )
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
    """The best line that no observer has quoted; each side in turn, a person's before the bot's."""
    quoted = [q.words for s in case.debate.speeches for q in s.quotations if _observes(s)]
    shown = {s.turn.side for s in heard for words in quoted if words in (s.text or "")}
    found: list[tuple[tuple[bool, bool, bool, int], Speech, str]] = []
    for speech in heard:
        for sentence in sentences_of(speech.text or ""):
            words = _line(sentence)
            if words and words not in quoted and words in (speech.text or ""):
                by = (speech.turn.side in shown, speech.by == BOT)
                found.append(((*by, not on_topic(case, words), _merit(words)), speech, words))
    if not found:
        return []
    (*_, merit), speech, words = min(found, key=lambda f: f[0])
    who = f"the speaker {WAYS[speech.turn.side]} the motion"
    text = case.pen.pick(MERITS[merit][1], who=who, Who=f"T{who[1:]}", words=words)
    quotation = Quotation(words, Verdict.VERIFIED)
    return [Part(text, CORE, 0, "well", quotations=(quotation,))] if text else []


def _observes(speech: Speech) -> bool:
    return speech.turn.kind is Kind.COMMENT


def _line(sentence: str) -> str:
    """The sentence, or what of it can be quoted by itself; empty where nothing can."""
    whole = sentence.strip().rstrip(".!…,;: ")
    clean = not (UNQUOTABLE.search(whole) or INSULT.search(whole) or ORDER.search(whole))
    return whole if clean and SHORTEST <= len(whole.split()) <= LONGEST else quotable(sentence)


def _merit(words: str) -> int:
    return next(n for n, (shows, _) in enumerate(MERITS) if shows.search(words))


def _left_open(case: Case, heard: tuple[Speech, ...]) -> Iterator[tuple[Argument, bool]]:
    """The arguments that the other side let pass although it spoke afterwards, the surest first.

    With each, whether that is certain: a later argument of the other side might have been meant
    for it.
    """
    debate, ear = case.debate, case.repertoire
    known = {a.id: a for a in ear.wider}
    noted = " ".join(bare(s.text or "") for s in debate.speeches if _observes(s))
    hearings = {side: hear(debate, side.other, ear, known) for side in Side}
    found = []
    for side, hearing in hearings.items():
        later = max((s.turn.index for s in heard if s.turn.side is side.other), default=-1)
        replies = [p for p in hearings[side.other].points if p.argument.answers]
        for point in hearing.points:
            claim = point.argument
            if claim.id in answered(debate, side.other) or bare(claim.claim) in noted:
                continue
            if heard[0].turn.index <= point.latest < later:
                after = [p for p in replies if p.latest > point.turn]
                doubt = any(a.claim == claim.id for p in after for a in p.argument.answers)
                found.append((doubt, -point.score, claim))
    return ((claim, not doubt) for doubt, _, claim in sorted(found, key=lambda f: f[:2]))


def _open(case: Case, left: tuple[Argument, bool] | None) -> list[Part]:
    if left is None:
        said = any(case.said.already(line) for line in phrases.ALL_MET.plain)
        return [] if said else [Part(case.pen.pick(phrases.ALL_MET), GOOD, 1)]
    argument, certain = left
    bank = phrases.LEFT_OPEN if certain else phrases.HALF_OPEN
    return [Part(case.pen.pick(bank, claim=case.wording.inside(argument.claim)), FIRM, 1)]


def _ask(case: Case, left: tuple[Argument, bool] | None) -> list[Part]:
    asks = [ask for ask in left[0].asks if not case.said.already(ask)] if left else []
    if not asks:
        return [Part(case.pen.pick(phrases.OBSERVERS_ASK), FIRM + 5, 2)]
    ask = asks[0]
    text = case.pen.pick(phrases.NEXT_SPEAKERS, ask=case.wording.inside(ask), Ask=ask)
    return [Part(text, FIRM + 5, 2, short=ask)]
