"""What to say to words in which no argument was recognised: one sensible line, in role."""

from __future__ import annotations

from bot.debate.model import BOT, Kind, Quotation, Verdict
from bot.library.stems import sentences_of
from bot.speakers import phrases
from bot.speakers.composing import Part
from bot.speakers.hearing import Sort, quotable
from bot.speakers.phrases import Bank
from bot.speakers.planning import Case

LINES: dict[Sort, Bank] = {
    Sort.WITHDRAWN: phrases.WITHDRAWN,
    Sort.SHORT: phrases.ONE_WORD,
    Sort.FOREIGN: phrases.FOREIGN,
    Sort.ORDER: phrases.ORDERS,
    Sort.ABUSE: phrases.ABUSE,
}


def odd_words(case: Case, worth: int, paragraph: int) -> list[Part]:
    """A line on the last speech of the other side, which held no argument that is known.

    Where it was a speech like any other, it is quoted and the sources are said to hold nothing.
    """
    last = case.hearing.last
    if last is None or last.by == BOT:
        return []
    quoted: tuple[Quotation, ...] = ()
    words = quotable(last.text or "")
    if case.hearing.sort in LINES:
        line = case.pen.pick(LINES[case.hearing.sort])
    elif case.hearing.shared:
        claim = case.wording.inside(case.hearing.shared[-1].argument.claim)
        line = case.pen.pick(phrases.AGREED, claim=claim)
    elif words:
        line = f"{case.pen.pick(phrases.QUOTED, words=words)} {not_covered(case)}"
        quoted = (Quotation(words, Verdict.VERIFIED),)
    else:
        line = case.pen.pick(phrases.UNFOLLOWED)
    return [Part(line, worth, paragraph, "odd", quotations=quoted)]


def not_covered(case: Case) -> str:
    """That the sources hold nothing on it, said plainly."""
    plain = phrases.NOT_COVERED.plain[0]
    return plain if not case.said.repeats(plain) else case.pen.pick(phrases.NOT_COVERED)


def asked(case: Case) -> str:
    """What is asked now, without what leads up to it; empty where nothing is."""
    last = case.hearing.last
    if last is None or last.turn.kind is not Kind.QUESTION or not last.text:
        return ""
    questions = [s for s in sentences_of(last.text) if s.endswith("?")]
    return " ".join(questions) or last.text
