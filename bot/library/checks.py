"""What must hold between the files of the corpus: every id once, every reference to something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rapidfuzz import process

from bot.debate.errors import Faulty
from bot.library.corpus import Corpus, Placed, read_corpus
from bot.library.dates import later
from bot.library.files import SCHOOLS, UNALIGNED, ArgumentEntry, BriefHead, MotionEntry
from bot.library.yaml_lines import Where

AnyPlaced = Placed[MotionEntry] | Placed[BriefHead] | Placed[ArgumentEntry]


def faults(folder: Path) -> tuple[Faulty, ...]:
    """Everything that is wrong with the corpus in `folder`; empty when it is sound."""
    return all_faults(read_corpus(folder), schools_beside(folder))


def schools_beside(folder: Path) -> Collection[str]:
    """The schools that can be argued: those with a persona in the prompts beside the corpus."""
    personas = folder.resolve().parent / "prompts" / "personas"
    return sorted(path.stem for path in personas.glob("*.md")) or SCHOOLS


def all_faults(corpus: Corpus, schools: Collection[str] = SCHOOLS) -> tuple[Faulty, ...]:
    """The faults of the single files, then those between them."""
    return (*corpus.faults, *_Between(corpus, schools).faults())


class _Between:
    """The entries of a corpus by their ids, held against each other."""

    def __init__(self, corpus: Corpus, schools: Collection[str]) -> None:
        self.corpus = corpus
        self.schools = schools
        self.motions = {m.entry.id: m.entry for m in corpus.motions}
        self.briefs = {b.entry.id: b.entry for b in corpus.briefs}
        self.arguments = {a.entry.id: a.entry for a in corpus.arguments}

    def faults(self) -> Iterator[Faulty]:
        yield from _doubles(self.corpus.motions)
        yield from _doubles(self.corpus.briefs)
        yield from _doubles(self.corpus.arguments)
        yield from self._of_glossary()
        for brief in self.corpus.briefs:
            if brief.entry.school not in UNALIGNED:
                yield from self._missing_school(brief, ("school",), brief.entry.school)
            for key, claim in brief.entry.claims.items():
                for number, id in enumerate(claim.supports):
                    at = ("claims", key, "supports", number)
                    yield from self._missing(brief, at, "argument", id, self.arguments)
        for motion in self.corpus.motions:
            yield from self._of_motion(motion)
        for argument in self.corpus.arguments:
            yield from self._of_argument(argument)
            yield from self._of_evidence(argument)
            yield from self._of_answers(argument)

    def _of_glossary(self) -> Iterator[Faulty]:
        taken: dict[str, str] = {}
        for placed in self.corpus.terms:
            for word in (placed.entry.term, *placed.entry.also):
                first = taken.setdefault(word.casefold(), placed.entry.term)
                if first != placed.entry.term:
                    yield placed.fault(("term",), f"“{word}” is already explained under “{first}”")

    def _of_motion(self, placed: Placed[MotionEntry]) -> Iterator[Faulty]:
        motion = placed.entry
        if motion.opposed_by == motion.affirmed_by:
            yield placed.fault(("opposed_by",), "must be another school than affirmed_by")
        yield from self._missing_school(placed, ("affirmed_by",), motion.affirmed_by)
        if motion.opposed_by:
            yield from self._missing_school(placed, ("opposed_by",), motion.opposed_by)
        for school in motion.also:
            yield from self._missing_school(placed, ("also", school), school)
            if school in (motion.affirmed_by, motion.opposed_by):
                yield placed.fault(("also", school), "already has a side as a main school")
        for number, id in enumerate(motion.sources):
            at = ("sources", number)
            yield from self._missing(placed, at, "brief", id, self.briefs)
            published = self.briefs[id].published if id in self.briefs else ""
            if later(published, motion.as_of):
                problem = f"“{id}” is of {published}, after the motion's as_of {motion.as_of}"
                yield placed.fault(at, problem)

    def _of_argument(self, placed: Placed[ArgumentEntry]) -> Iterator[Faulty]:
        argument = placed.entry
        yield from self._missing_school(placed, ("school",), argument.school)
        for number, id in enumerate(argument.motions):
            yield from self._missing(placed, ("motions", number), "motion", id, self.motions)
            motion = self.motions.get(id)
            if motion and later(argument.as_of, motion.as_of):
                problem = (
                    f"{argument.as_of} is after {motion.as_of}, the as_of of the motion “{id}”"
                )
                yield placed.fault(("as_of",), problem)

    def _of_evidence(self, placed: Placed[ArgumentEntry]) -> Iterator[Faulty]:
        for number, evidence in enumerate(placed.entry.evidence):
            at = ("evidence", number)
            id = evidence.brief
            yield from self._missing(placed, (*at, "brief"), "brief", id, self.briefs)
            brief = self.briefs.get(id)
            if brief is None:
                continue
            for what, key, keys in (
                ("claim", evidence.claim, brief.claims),
                ("fact", evidence.fact, brief.facts),
            ):
                if key:
                    yield from self._missing(placed, (*at, what), f"{what} in {id}", key, keys)
            fact = brief.facts.get(evidence.fact)
            known = fact.when if fact and fact.when else brief.published
            for motion in placed.entry.motions:
                if motion in self.motions and later(known, self.motions[motion].as_of):
                    told = f"{evidence.passage} is of {known}"
                    yield placed.fault(at, f"{told}, after the as_of of the motion “{motion}”")

    def _of_answers(self, placed: Placed[ArgumentEntry]) -> Iterator[Faulty]:
        for number, answer in enumerate(placed.entry.answers):
            at = ("answers", number, "claim")
            yield from self._missing(placed, at, "argument", answer.claim, self.arguments)
            answered = self.arguments.get(answer.claim)
            if answered and answered.school == placed.entry.school:
                yield placed.fault(at, f"“{answer.claim}” is an argument of the same school")

    def _missing_school(self, placed: AnyPlaced, at: Where, school: str) -> Iterator[Faulty]:
        if school not in self.schools:
            known = ", ".join(sorted(self.schools))
            yield placed.fault(at, f"no persona is called “{school}”; there are: {known}")

    def _missing(
        self, placed: AnyPlaced, at: Where, what: str, id: str, known: Collection[str]
    ) -> Iterator[Faulty]:
        """The fault that `id` is not known, with a word to the writer who has only mistyped."""
        if id not in known and id not in self.corpus.unread:
            best = process.extractOne(id, list(known), score_cutoff=75)
            hint = f"; did you mean {best[0]}?" if best else ""
            yield placed.fault(at, f"there is no {what} called “{id}”{hint}")


def _doubles(entries: Iterable[AnyPlaced]) -> Iterator[Faulty]:
    first: dict[str, AnyPlaced] = {}
    for placed in entries:
        other = first.setdefault(placed.entry.id, placed)
        if other is not placed:
            at = f"{other.lined.file}:{other.lined.line((*other.where, 'id'))}"
            yield placed.fault(("id",), f"“{placed.entry.id}” is the id of another entry too, {at}")
