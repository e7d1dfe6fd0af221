"""The opening speech: what this side holds, and why; and the single claim of a drill."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.debate.arguments import Argument
from bot.debate.model import Motion, Side
from bot.speakers import phrases
from bot.speakers.answering import odd_words
from bot.speakers.composing import CORE, FIRM, GOOD, LOOSE, SPARE, Part, fitted
from bot.speakers.planning import SHORT, Case
from bot.speakers.points import answer, evidence, own_point, question
from bot.speakers.quoting import quotation

COUNTS = {2: "two", 3: "three"}
LEADS = (phrases.FIRST, phrases.NEXT, phrases.LAST)
BELIEVES, WOULD = "This House believes that ", "This House would "
SHOWN = re.compile(r"/(?:fact|quote)")
ROOMY = 180
"""From so many words on a speech may try three points."""
BRIEF = 60
"""With no more words than these it is one claim with its reason, and nothing besides."""


async def constructive(case: Case) -> tuple[Part, ...]:
    """As many points as the speech can hold with their reasons, three at the most."""
    if case.turn.words <= BRIEF and case.fresh:
        return fitted(_claim(case), case.cap)
    most = min(3 if case.turn.words >= ROOMY else 2, len(case.fresh))
    for count in range(most, 0, -1):
        trial = case.afresh()
        parts = await _plan(trial, trial.fresh[:count])
        for tight in (False, True):
            kept = fitted(parts, trial.cap, tight=tight)
            if count == 1 or _whole(kept, count):
                return kept
    return fitted(await _plan(case, []), case.cap)


def _claim(case: Case) -> list[Part]:
    """One claim that was not made yet, bare enough to be answered in a minute."""
    argument = case.fresh[0]
    name, claim = argument.id, argument.claim
    lead = case.pen.pick(phrases.CLAIM, claim=case.wording.inside(claim), Claim=claim)
    parts = [Part(lead or claim, CORE, 0, name, short=claim, made=(name,))]
    facts = [replace(p, worth=GOOD) for p in evidence(case, argument, 0, name)]
    return [*parts, Part(argument.because, FIRM, 0, f"{name}/why", name), *facts[:1]]


async def _plan(case: Case, chosen: list[Argument]) -> list[Part]:
    reply = _reply(case)
    parts = [*_opening(case, len(chosen), bool(reply)), *reply]
    alone = phrases.ONLY
    if reply:
        alone = phrases.GROUND if reply[0].name == "odd" else phrases.POSITIVE
    for number, argument in enumerate(chosen):
        lead = LEADS[number] if len(chosen) > 1 else alone
        parts += own_point(case, argument, lead, 10 + number)
    if reply and case.turn.words <= SHORT:
        parts = [_proof_first(part) for part in parts]
    parts += await quotation(case, chosen, 10)
    if case.lent:
        parts.append(Part(case.pen.pick(phrases.LENT_ASK), CORE - 9, 20))
    elif case.they_follow and not case.novice:
        parts += question(case, tuple(chosen), 20, SPARE - 1)
    return parts


def _proof_first(part: Part) -> Part:
    """Where an answer takes half of a short speech, a fact is kept before the reason for a claim
    and before the words that only say which side this is."""
    if part.name.endswith("/fact0"):
        return replace(part, worth=max(part.worth, CORE - 6))
    return replace(part, worth=min(part.worth, GOOD)) if part.name == "stance" else part


def _reply(case: Case) -> list[Part]:
    """The strongest thing the other side has said, answered before one's own case."""
    for point in case.open_points:
        replies = case.replies(point)
        if replies:
            return answer(case, point, replies[0], 1, worth=CORE - 5)
    return [] if case.hearing.points else odd_words(case, FIRM + 1, 1)


def _opening(case: Case, count: int, answers: bool) -> list[Part]:
    parts = [Part(stance(case), CORE - 10, 0, "stance")]
    if case.lent:
        parts = [Part(case.pen.pick(phrases.LEND), CORE - 8, 0), replace(parts[0], worth=GOOD)]
    if count > 1 and not answers:
        parts.append(Part(case.pen.pick(phrases.REASONS, count=COUNTS[count]), LOOSE + 5, 0))
    return parts


def _whole(kept: tuple[Part, ...], count: int) -> bool:
    """Whether every point kept its reason and at least one of them a fact."""
    names = [p.name for p in kept]
    made = sum(bool(p.made) for p in kept)
    whys = sum(name.endswith("/why") for name in names)
    return made == count and whys == count and any(SHOWN.search(name) for name in names)


# --- the motion in the speaker's mouth --------------------------------------------------------


def stance(case: Case) -> str:
    """One or two sentences that say which side this is and of what."""
    motion, affirms = case.debate.motion, case.side is Side.AFFIRMATIVE
    if motion.says.startswith(BELIEVES):
        bank = phrases.AFFIRM_THAT if affirms else phrases.OPPOSE_THAT
        return case.pen.pick(bank, x=_after(BELIEVES, motion))
    if motion.says.startswith(WOULD):
        bank = phrases.AFFIRM_DO if affirms else phrases.OPPOSE_DO
        y = _after(WOULD, motion)
        to_y = f"not to {y[4:]}" if y.startswith("not ") else f"to {y}"
        return case.pen.pick(bank, y=y, to_y=to_y)
    return "I speak for the motion." if affirms else "I speak against the motion."


def _after(prefix: str, motion: Motion) -> str:
    return motion.says.removeprefix(prefix).strip().rstrip(".")
