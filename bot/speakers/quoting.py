"""One sentence of an imported article, word for word, where it bears out the point being made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.debate.arguments import Argument
from bot.debate.model import Passage, Quotation, SourceKind, Standing, Verdict
from bot.debate.rules import count_words
from bot.library.sentences import sentences
from bot.speakers.composing import FIRM, Part, place
from bot.speakers.planning import Case
from bot.speakers.wording import bare

SHORTEST, LONGEST = 8, 30
MOST = 48
"""So many passages are looked through: most that are found are of briefs and not quotable."""
LIKE = 0.27
"""How like the argument a sentence must be before it is quoted for it."""
LEANS = re.compile(
    r"(?:It|This|That|These|Those|They|He|She|We|I|You|His|Her|Their|Its|Our|But|And|Or|So|Yet|Nor"
    r"|However|Thus|Therefore|Hence|Moreover|Instead|Still|Also|Indeed|Such|Here|There|Then|Similarly"
    r"|Finally|Meanwhile|Nevertheless|Nonetheless|Likewise|Rather|Furthermore|Consequently|Unfortunately"
    r"|First|Second|Third|To be sure|In (?:this|that|addition|contrast|other words)|As a result|To that end"
    r"|For (?:example|instance)|On the other hand|At the same time)\b"
)
POINTS_BACK = re.compile(
    r"\b(?:this|these|those|such|however|also|latter|former|too|otherwise|likewise|therefore)\b"
    r"|\b(?:last|next) (?:week|month|year)\b|\b(?:yesterday|today|above|below)\b",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"\b(?:critics?|opponents?|skeptics?|some) (?:\w+ )?(?:say|said|argue|argued|claim|claimed|believe)\b"
    r"|\b(?:claimed|alleged|allegedly|supposedly|contend|contends)\b",
    re.IGNORECASE,
)
"""A sentence that tells what somebody else holds is no witness for it."""
ODD = re.compile(r"[“”\"«»\[\]()<>*_`\n]|https?:")


async def quotation(case: Case, arguments: Sequence[Argument], paragraph: int) -> list[Part]:
    """A part that quotes an article for one of these arguments, the first that finds a witness.

    The argument that stands at place n is spoken of in paragraph `paragraph` + n.
    """
    for number, argument in enumerate(arguments):
        quoted = _witnessed(case, argument, paragraph + number)
        if quoted:
            return quoted
    for number, argument in enumerate(arguments):
        quoted = await _quoted(case, argument, paragraph + number)
        if quoted:
            return quoted
    return []


def _witnessed(case: Case, argument: Argument, paragraph: int) -> list[Part]:
    """The sentence that a brief names as saying this; nothing is guessed."""
    for witness in case.library.witnesses(argument.id):
        fresh = not case.said.already(witness.sentence)
        published = witness.passage.source.published
        if fresh and published[:7] <= case.debate.motion.as_of:
            verb = "granted" if witness.standing is Standing.CONCEDED else ""
            return _part(case, argument, witness.sentence, witness.passage, paragraph, verb)
    return []


async def _quoted(case: Case, argument: Argument, paragraph: int) -> list[Part]:
    said = " ".join(argument.also_said)
    query = f"{argument.claim} {said} {argument.because}"
    passages = await case.search(
        query[:400], school=case.school, motion=case.debate.motion, limit=MOST
    )
    best: tuple[float, str, Passage] | None = None
    for passage in passages:
        if passage.source.kind is not SourceKind.ARTICLE:
            continue
        for sentence in fit_to_quote(passage.text):
            if case.said.already(sentence):
                continue
            like = _like(case, argument, sentence)
            if like >= LIKE and (best is None or like > best[0]):
                best = (like, sentence, passage)
    if best is None:
        return []
    return _part(case, argument, best[1], best[2], paragraph)


def _part(
    case: Case,
    argument: Argument,
    sentence: str,
    passage: Passage,
    paragraph: int,
    verb: str = "",
) -> list[Part]:
    """The words in quotation marks, introduced and cited, once they have been verified."""
    checked = case.library.check_quotation(sentence, passage.source.id)
    if checked.verdict is not Verdict.VERIFIED:
        return []
    case.take(passage)
    text = f"{introduced(passage, verb)}: “{sentence.rstrip('.')}” {place(passage)}."
    return [
        Part(
            text,
            FIRM + 2,
            paragraph,
            f"{argument.id}/quote",
            argument.id,
            passages=(passage,),
            quotations=(
                Quotation(sentence.rstrip("."), Verdict.VERIFIED, source_id=passage.source.id),
            ),
        )
    ]


def _like(case: Case, argument: Argument, sentence: str) -> float:
    """How well a sentence bears out an argument; 0 where it is rather the other school's."""
    heard = case.repertoire.recogniser.recognise(sentence, school=case.school)
    if heard and heard[0].argument.school != case.school:
        return 0.0
    return case.repertoire.recogniser.likeness(sentence, argument.id)


def fit_to_quote(text: str) -> list[str]:
    """The sentences of a passage that can stand alone between quotation marks, verbatim."""
    found = []
    for span in sentences(text):
        sentence = text[span.start : span.end]
        if (
            SHORTEST <= count_words(sentence) <= LONGEST
            and sentence[0].isupper()
            and sentence.endswith(".")
            and not LEANS.match(sentence)
            and not POINTS_BACK.search(sentence)
            and not REPORTS.search(sentence)
            and not ODD.search(sentence)
        ):
            found.append(sentence)
    return found


def introduced(passage: Passage, verb: str = "") -> str:
    """Who wrote it, where and when, as far as the source tells; `verb` instead of “wrote”."""
    source = passage.source
    year = source.published[:4]
    when = f" in {year}" if year.isdigit() else ""
    outlet = source.outlet if bare(source.outlet) else ""
    if source.author and outlet:
        return f"{source.author} {verb or 'wrote'} in {outlet}{when}"
    if source.author:
        return f"{source.author} {verb or 'wrote'}{when}"
    if outlet:
        return f"An article in {outlet}{when} {verb or 'says'}"
    return f"One of my sources, an article{' of ' + year if when else ''}, {verb or 'says'}"
