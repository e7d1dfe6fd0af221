"""What must hold between the files of the corpus: every id once, every reference to something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import process

from bot.debate.errors import Faulty
from bot.library.corpus import Corpus, Placed, read_corpus
from bot.library.dates import later
from bot.library.files import ArgumentEntry, BriefHead, MotionEntry

AnyPlaced = Placed[MotionEntry] | Placed[BriefHead] | Placed[ArgumentEntry]


def faults(folder: Path) -> tuple[Faulty, ...]:
    """Everything that is wrong with the corpus in `folder`; empty when it is sound."""
    return all_faults(read_corpus(folder))


def all_faults(corpus: Corpus) -> tuple[Faulty, ...]:
    """The faults of the single files, then those between them."""
    return (*corpus.faults, *_between(corpus))


def _between(corpus: Corpus) -> Iterator[Faulty]:
    yield from _doubles(corpus.motions)
    yield from _doubles(corpus.briefs)
    yield from _doubles(corpus.arguments)
    motions = {m.entry.id: m.entry for m in corpus.motions}
    briefs = {b.entry.id: b.entry for b in corpus.briefs}
    arguments = {a.entry.id: a.entry for a in corpus.arguments}
    for motion in corpus.motions:
        yield from _motion(motion, briefs)
    for argument in corpus.arguments:
        yield from _motions_of(argument, motions)
        yield from _evidence(argument, motions, briefs)
        yield from _answers(argument, arguments)


def _doubles(entries: Iterable[AnyPlaced]) -> Iterator[Faulty]:
    first: dict[str, AnyPlaced] = {}
    for placed in entries:
        other = first.setdefault(placed.entry.id, placed)
        if other is not placed:
            at = f"{other.lined.file}:{other.lined.line((*other.where, 'id'))}"
            yield placed.fault(("id",), f"“{placed.entry.id}” is the id of another entry too, {at}")


def _motion(placed: Placed[MotionEntry], briefs: dict[str, BriefHead]) -> Iterator[Faulty]:
    motion = placed.entry
    if motion.opposed_by == motion.affirmed_by:
        yield placed.fault(("opposed_by",), "must be another school than affirmed_by")
    for number, id in enumerate(motion.sources):
        brief = briefs.get(id)
        if brief is None:
            yield placed.fault(("sources", number), _missing("brief", id, briefs))
        elif later(brief.published, motion.as_of):
            problem = f"“{id}” is of {brief.published}, after the motion's as_of {motion.as_of}"
            yield placed.fault(("sources", number), problem)


def _motions_of(placed: Placed[ArgumentEntry], motions: dict[str, MotionEntry]) -> Iterator[Faulty]:
    argument = placed.entry
    for number, id in enumerate(argument.motions):
        motion = motions.get(id)
        if motion is None:
            yield placed.fault(("motions", number), _missing("motion", id, motions))
        elif later(argument.as_of, motion.as_of):
            problem = f"{argument.as_of} is after {motion.as_of}, the as_of of the motion “{id}”"
            yield placed.fault(("as_of",), problem)


def _evidence(
    placed: Placed[ArgumentEntry], motions: dict[str, MotionEntry], briefs: dict[str, BriefHead]
) -> Iterator[Faulty]:
    for number, evidence in enumerate(placed.entry.evidence):
        brief = briefs.get(evidence.brief)
        at = ("evidence", number)
        if brief is None:
            yield placed.fault((*at, "brief"), _missing("brief", evidence.brief, briefs))
            continue
        if evidence.claim and evidence.claim not in brief.claims:
            problem = _missing(f"claim in {brief.id}", evidence.claim, brief.claims)
            yield placed.fault((*at, "claim"), problem)
        if evidence.fact and evidence.fact not in brief.facts:
            problem = _missing(f"fact in {brief.id}", evidence.fact, brief.facts)
            yield placed.fault((*at, "fact"), problem)
        fact = brief.facts.get(evidence.fact)
        known = fact.when if fact else brief.published
        for id in placed.entry.motions:
            if id in motions and later(known, motions[id].as_of):
                problem = f"{evidence.passage} is of {known}, after the as_of of the motion “{id}”"
                yield placed.fault(at, problem)


def _answers(
    placed: Placed[ArgumentEntry], arguments: dict[str, ArgumentEntry]
) -> Iterator[Faulty]:
    for number, answer in enumerate(placed.entry.answers):
        answered = arguments.get(answer.claim)
        at = ("answers", number, "claim")
        if answered is None:
            yield placed.fault(at, _missing("argument", answer.claim, arguments))
        elif answered.school == placed.entry.school:
            yield placed.fault(at, f"“{answer.claim}” is an argument of the same school")


def _missing(what: str, id: str, known: Iterable[str]) -> str:
    return f"there is no {what} called “{id}”{_near(id, tuple(known))}"


def _near(id: str, known: Sequence[str]) -> str:
    """A word to the writer who has only mistyped."""
    best = process.extractOne(id, known, score_cutoff=75)
    return f"; did you mean {best[0]}?" if best else ""
