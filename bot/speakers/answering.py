"""What to say to words in which no argument was recognised: one sensible line, in role."""

from __future__ import annotations

from bot.debate.arguments import Argument
from bot.debate.model import BOT, Kind, Quotation, Verdict
from bot.library.stems import in_common, names_in_common, sentences_of
from bot.speakers import phrases
from bot.speakers.composing import Part
from bot.speakers.hearing import Sort, quotable
from bot.speakers.phrases import Bank
from bot.speakers.planning import Case

NEAR = 2
"""So many stems of weight must words share with an argument to be near it."""
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
    elif shared := [p for p in case.hearing.shared if p.turn == last.turn.index]:
        claim = case.wording.inside(shared[0].argument.claim)
        line = case.pen.pick(phrases.AGREED, claim=claim)
    elif words:
        told = case.pen.pick(phrases.NOT_SO_PUT) if on_topic(case, words) else not_covered(case)
        line = f"{case.pen.pick(phrases.QUOTED, words=words)} {told}"
        quoted = (Quotation(words, Verdict.VERIFIED),)
    else:
        line = case.pen.pick(phrases.UNFOLLOWED)
    return [Part(line, worth, paragraph, "odd", quotations=quoted)]


def on_topic(case: Case, words: str) -> bool:
    """Whether words that were not recognised touch all the same on what is argued here."""
    return any(
        in_common(words, _all_of(a)) >= NEAR or names_in_common(words, _all_of(a))
        for a in case.repertoire.arguments
    )


def nearest(case: Case, arguments: list[Argument]) -> Argument:
    """The argument that touches most on the other side's last words; else the first."""
    said = (case.hearing.last.text or "") if case.hearing.last else ""
    return max(arguments, key=lambda a: n if (n := in_common(said, _all_of(a))) >= NEAR else 0)


def _all_of(argument: Argument) -> str:
    return f"{argument.claim} {argument.because} {argument.so_what}"


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
