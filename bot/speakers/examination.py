"""Cross-examination: a short question, and a straight answer to one."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from bot.debate.arguments import Argument
from bot.library.stems import in_common
from bot.speakers import phrases
from bot.speakers.answering import LINES, asked, not_covered
from bot.speakers.composing import CORE, FIRM, GOOD, LOOSE, SPARE, Part, fitted
from bot.speakers.hearing import Point, Sort, sort_of
from bot.speakers.planning import Case
from bot.speakers.points import asked_of_claims, cited, evidence, grant, impact
from bot.speakers.wording import bare

ODD = frozenset({Sort.ORDER, Sort.ABUSE, Sort.FOREIGN})
SAME = 88
"""From here on, of 100, two questions are taken for the same."""


async def question(case: Case) -> tuple[Part, ...]:
    """One short question that goes for something the other side has said."""
    heard = {p.argument.id: p.argument for p in case.hearing.points}
    aims: list[tuple[int, str, Argument | None]] = []
    for argument, ask in case.asks():
        struck = [heard[a.claim] for a in argument.answers if a.claim in heard]
        near = [(in_common(ask, f"{t.claim} {t.because}"), t) for t in struck]
        most, target = max(near, key=lambda n: n[0], default=(-1, None))
        aims.append((most, ask, target if most > 0 else None))
    if not aims:
        return fitted([Part(asked_of_claims(case), CORE)], case.turn.words)
    _, ask, target = max(aims, key=lambda a: a[0])
    lead = ""
    if target and not case.novice:
        lead = case.pen.pick(phrases.SAY_BACK_TO_ASK, claim=case.wording.inside(target.claim))
    return fitted([Part(lead, LOOSE, 0), Part(ask, CORE, 0)], case.turn.words)


async def answer(case: Case) -> tuple[Part, ...]:
    """A straight answer: what must be granted, then the reply. Plainly none where none is known."""
    text = asked(case)
    aimed, own = _meant(case, text)
    if aimed:
        parts = _to_attack(case, aimed, text)
        if parts:
            return fitted(parts, case.cap)
    own = own or _nearest(case, text)
    if own:
        return fitted(_of_own(case, own, text), case.cap)
    return fitted(_uncovered(case, text), case.cap)


def _meant(case: Case, text: str) -> tuple[Argument | None, Argument | None]:
    """The other school's argument that a question comes from, or the own one that it is about."""
    plain = bare(text)
    for argument in case.repertoire.wider:
        if argument.school != case.school:
            for ask in argument.asks:
                if fuzz.ratio(plain, bare(ask)) >= SAME or bare(ask) in plain:
                    return argument, None
    heard = case.repertoire.questions.recognise(text, school=case.school) if plain else ()
    if not heard:
        return None, None
    best = heard[0].argument
    return (None, best) if best.school == case.school else (best, None)


def _nearest(case: Case, text: str) -> Argument | None:
    """The own argument that shares most with a question in which none was recognised."""
    if sort_of(text) in ODD:
        return None
    shared = [(in_common(text, f"{a.claim} {a.because}"), a) for a in (*case.made, *case.own)]
    most, argument = max(shared, key=lambda s: s[0], default=(0, None))
    return argument if most else None


def _to_attack(case: Case, attack: Argument, text: str) -> list[Part]:
    """The own reply to the argument behind the question, after what it must be granted."""
    replies = case.replies(Point(attack, case.turn.index, 1.0))
    struck = {a.claim for a in attack.answers}
    replies.sort(
        key=lambda r: (r.argument.id not in struck, -in_common(f"{r.answer.say}", text)),
    )
    if not replies:
        return []
    reply = replies[0]
    say = reply.answer.say
    about = f"{text} {attack.claim} {say}"
    parts = grant(case, reply.argument, 0, "reply", about)
    parts = [Part(p.text, FIRM, 0, "granted", "reply") for p in parts]
    if parts:
        say = case.pen.pick(phrases.STILL, reply=case.wording.inside(say) + ".") or say
    parts.append(Part(say, CORE, 0, "reply", answered=(attack.id,)))
    case.said.note(reply.answer.say)
    parts += evidence(case, reply.argument, 0, "reply", about)
    bank = phrases.RESTATE if reply.argument in case.made else phrases.GROUND
    claim = case.pen.pick(bank, claim=case.wording.inside(reply.argument.claim))
    made = () if reply.argument in case.made else (reply.argument.id,)
    return [*parts, Part(claim, SPARE, 0, "", "reply", made=made)]


def _of_own(case: Case, argument: Argument, text: str) -> list[Part]:
    """The answer to a question about an own argument: its reason, its proof, its limit."""
    because = argument.because
    if case.said.already(because):
        claim = case.wording.inside(argument.claim)
        because = case.pen.pick(phrases.RESTATE, claim=claim)
    reason = Part(because, CORE, 0, "why")
    asked_for = evidence(case, argument, 0, "", text, need=1) or cited(case, argument, text)
    parts = [*asked_for, reason] if asked_for else [reason, *evidence(case, argument, 0, "")]
    parts += [replace(p, worth=GOOD) for p in grant(case, argument, 0, "", text)]
    return parts + impact(case, argument, 0)


def _uncovered(case: Case, text: str) -> list[Part]:
    """That the sources do not cover it, and what they do hold."""
    sort = sort_of(text) if text else Sort.SPEECH
    odd = sort in ODD
    parts = [Part(case.pen.pick(LINES[sort]) if odd else not_covered(case), CORE)]
    for argument in (*case.made, *case.fresh):
        held = evidence(case, argument, 0, "", lead=phrases.HOLD)[:1]
        if held and not odd:
            return parts + held
        claim = case.pen.pick(phrases.GROUND, claim=case.wording.inside(argument.claim))
        if odd and claim and argument in case.made:
            return [*parts, Part(claim, GOOD)]
    return parts
