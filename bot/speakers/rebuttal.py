"""The rebuttal: what the other side said, said back fairly and answered."""

from __future__ import annotations

from dataclasses import replace

from bot.debate.arguments import Argument
from bot.speakers import phrases
from bot.speakers.answering import nearest, odd_words
from bot.speakers.composing import CORE, FIRM, GOOD, LOOSE, SPARE, Part, fitted
from bot.speakers.planning import Case, Reply
from bot.speakers.points import (
    answer,
    evidence,
    grant,
    impact,
    own_point,
    question,
    said_back,
)
from bot.speakers.quoting import quotation
from bot.speakers.weighing import spent


async def rebuttal(case: Case) -> tuple[Part, ...]:
    """One answer for a novice, two for others; then one's own ground, its weight, a question."""
    parts: list[Part] = []
    leaning: list[Argument] = []
    wanted = 1 if case.novice else 2
    for number, point in enumerate(case.open_points[: wanted + 2]):
        replies = case.replies(point)
        if not replies:
            continue
        reply = replies[0]
        leaning.append(reply.argument)
        first = number == 0 or not parts
        worth = CORE if first else FIRM
        block = answer(case, point, reply, number, also=not first, worth=worth)
        on = block[0].name
        about = f"{reply.answer.say} {point.argument.claim}"
        block += _support(case, reply.argument, number, on, about, first=first)
        if first and case.advanced and len(case.open_points) == 1:
            block += _second(case, replies, number, on)
        parts += block
        if len(leaning) == wanted:
            break
    if parts and not _follows(case):
        parts = odd_words(case, FIRM + 5, -1) + parts
    if not parts:
        parts, leaning = await _without_reply(case)
        return fitted(parts + _parting(case, leaning), case.cap)
    if not case.novice:
        quoted = await quotation(case, leaning[:1], 0)
        parts += [replace(p, on=parts[0].name) for p in quoted]
    parts += _extension(case, leaning)
    return fitted(parts + _parting(case, leaning), case.cap)


def _follows(case: Case) -> bool:
    """Whether something in the other side's last speech was recognised."""
    last = case.hearing.last
    return last is not None and any(p.latest == last.turn.index for p in case.hearing.points)


def _parting(case: Case, leaning: list[Argument]) -> list[Part]:
    return question(case, tuple(leaning), 30) if case.they_follow else []


def _extension(case: Case, leaning: list[Argument]) -> list[Part]:
    """An own point that the other side has left alone, with what was not yet said for it."""
    for argument in case.made:
        if argument in leaning or case.met(argument):
            continue
        more = impact(case, argument, 20, "more") + evidence(case, argument, 20, "more")
        if more:
            text = case.pen.pick(phrases.EXTEND, claim=case.wording.inside(argument.claim))
            more = [replace(p, worth=LOOSE + 1) for p in more]
            return [Part(text, LOOSE + 2, 20, "more"), *more]
    return []


def _support(
    case: Case, argument: Argument, paragraph: int, on: str, about: str, *, first: bool
) -> list[Part]:
    """What the answering argument brings besides: its fact, a concession, its weight."""
    parts = _ground(case, argument, paragraph, on, about) if first else []
    if first and not case.novice:
        granted = grant(case, argument, paragraph, on, about)
        parts += granted
        if granted and not case.said.already(argument.so_what):
            reply = case.wording.inside(argument.so_what) + "."
            text = case.pen.pick(phrases.STILL, reply=reply)
            parts.append(Part(text, SPARE, paragraph, f"{on}/still", f"{on}/grant"))
            return parts
    if first:
        parts += impact(case, argument, paragraph, on)
    return parts


def _ground(case: Case, argument: Argument, paragraph: int, on: str, about: str) -> list[Part]:
    """A fact that bears on the answer; else the argument that stands behind it, with its own."""
    facts = evidence(case, argument, paragraph, on, about)
    if facts or argument not in case.fresh or not case.may_bring_new:
        return facts
    claim = case.pen.pick(phrases.POSITIVE, claim=case.wording.inside(argument.claim))
    made = Part(claim, FIRM - 4, paragraph, f"{on}/claim", on, made=(argument.id,))
    return [made, *evidence(case, argument, paragraph, made.name)]


def _second(case: Case, replies: list[Reply], paragraph: int, on: str) -> list[Part]:
    """A second answer to the same point, by another move."""
    for other in replies[1:]:
        if other.answer.by is not replies[0].answer.by:
            lead = case.pen.pick(phrases.AGAIN)
            case.said.note(other.answer.say)
            return [Part(f"{lead} {other.answer.say}", GOOD - 1, paragraph + 1, f"{on}/2", on)]
    return []


async def _without_reply(case: Case) -> tuple[list[Part], list[Argument]]:
    """A speech that answers nothing: because nothing was said, or the sources hold no reply."""
    parts: list[Part] = []
    waiting = case.open_points
    if case.repeated and not waiting:
        claim = case.wording.inside(case.repeated[0].argument.claim)
        parts.append(Part(case.pen.pick(phrases.ANSWERED, claim=claim), FIRM, 0))
    elif waiting:
        text = f"{said_back(case, waiting[0])} {case.pen.pick(phrases.NO_ANSWER)}"
        parts.append(Part(text, FIRM, 0))
    elif not case.hearing.new:
        parts += odd_words(case, CORE, 0)
    fresh = case.fresh if case.may_bring_new else []
    if fresh:
        lead = phrases.GROUND if parts else phrases.FURTHER
        own = nearest(case, fresh)
        parts += own_point(case, own, lead, 1)
        if not case.novice:
            parts += await quotation(case, [own], 1)
        return parts, [own]
    held = _extension(case, [])
    return parts + (held or spent(case, 1)), []
