"""All figures together: how the offline opponent hears, answers, keeps to its case and to its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import mean

from benchmarks.eval import capping, judging, repeating, stance, timing
from benchmarks.eval.answering import answering, replied
from benchmarks.eval.hearing import hearing
from benchmarks.eval.lines import PARTS, Line
from benchmarks.eval.shares import Json
from bot.debate.model import Debate, Motion
from bot.ports import Library
from bot.speakers.offline import OfflineSpeaker


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: every so manieth line and debate, motions, seeds, passages, pairs."""

    lines: int
    motions: int
    seeds: int
    motions_each: int
    read: int
    passages: tuple[int, ...]
    queries: int
    pairs: int


FULL = Extent(1, 100, 20, 3, 5, (1_000, 10_000, 100_000), 40, 1)
QUICK = Extent(7, 2, 3, 1, 2, (1_000,), 10, 25)


async def evaluate(library: Library, lines: Sequence[Line], extent: Extent = FULL) -> Json:
    """Every figure, by section. What counts is told in docs/evaluation.md."""
    speaker = OfflineSpeaker(library)
    motions = library.motions()[: extent.motions]
    taken = lines[:: extent.lines]
    by_part = {part: [line for line in taken if line.part == part] for part in PARTS}
    tune = [line for line in taken if line.split == "tune"]
    long = await repeating.long_debates(motions, tune, speaker)
    played = await capping.of_every_kind(
        motions, speaker, seeds=extent.seeds, motions_each=extent.motions_each
    )
    replies = [await replied(line, library, speaker) for line in taken if line.argument]
    return {
        "arguments": len({a.id for m in library.motions() for a in library.arguments(m.id)}),
        "motions": len(motions),
        "lines": {part: len(own) for part, own in by_part.items()},
        "hearing": {
            part: {name: share.json() for name, share in hearing(own, library).items()}
            for part, own in by_part.items()
        },
        "answering": {
            part: {
                name: share.json()
                for name, share in (await answering(own, library, speaker)).items()
            }
            for part, own in by_part.items()
        },
        "repetition": _repetition(long, library),
        "seeds": await _seeds(motions, speaker, extent.seeds),
        "stance": _stance([*long, *played, *replies][:: extent.read], library),
        "caps": {
            "speeches": sum(len(debate.speeches) for debate in played),
            "violations": capping.over_the_cap([*long, *played, *replies]),
        },
        "judging": judging.measured(extent.pairs),
        "times": await _times(library, [line for line in taken if line.argument], extent),
    }


def _repetition(debates: list[Debate], library: Library) -> Json:
    return {
        "debates": len(debates),
        "speeches_each": len(repeating.LONG.turns),
        "sentences": [s for debate in debates for s in repeating.repeated_sentences(debate)],
        "points": [p for debate in debates for p in repeating.repeated_points(debate, library)],
    }


async def _seeds(motions: Sequence[Motion], speaker: OfflineSpeaker, seeds: int) -> Json:
    counts = await repeating.different_of_seeds(motions, speaker, seeds)
    each = {name: {"least": min(n), "mean": mean(n)} for name, n in counts.items()}
    return {"of": seeds, **each}


def _stance(debates: list[Debate], library: Library) -> Json:
    """The check, and the share of sentences that it catches where the schools are exchanged."""
    found = stance.reading(debates, library)
    control = stance.reading(debates[::10], library, exchanged=True)
    return {
        "sentences": found.read,
        "told_as_theirs": found.told,
        "lapses": [asdict(lapse) for lapse in found.lapses],
        "caught_when_exchanged": round(len(control.lapses) / max(control.read, 1), 3),
    }


async def _times(library: Library, lines: list[Line], extent: Extent) -> Json:
    vocabulary = timing.Vocabulary.of(library)
    step = max(1, len(lines) // extent.queries)
    queries = [line.says for line in lines[::step]]
    return {
        "search": [
            await timing.searching(timing.passages(vocabulary, count), queries)
            for count in extent.passages
        ],
        "match": await timing.matching(library, [(line.motion, line.says) for line in lines]),
        "reply": await timing.replying(library, lines[::step]),
    }
