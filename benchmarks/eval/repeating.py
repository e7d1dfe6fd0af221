"""Whether the bot says a thing twice in a long debate, and whether its seeds really differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.eval.lines import Line
from bot.debate.arguments import Argument
from bot.debate.model import BOT, Debate, Format, Motion, Side, Speech
from bot.ports import Library
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.wording import bare, sentences
from tests.speakers.played_offline import FORMATS, opened, play, turns

LONG: Format = turns("constructive", "constructive", *["rebuttal"] * 38, words=130)
"""Forty speeches, which is more than the sources hold."""
FEWEST = 4
"""A field of fewer words may stand in a speech by chance."""


async def long_debates(
    motions: Iterable[Motion], lines: Iterable[Line], speaker: OfflineSpeaker
) -> list[Debate]:
    """Forty speeches of both schools for each motion, and forty against a student of one of them.

    The student affirms one motion and opposes the next. He says the lines of that motion and
    school, again from the first when they run out.
    """
    said = list(lines)
    debates: list[Debate] = []
    for number, motion in enumerate(motions):
        debates.append(await play(speaker, opened(motion, LONG, seed=number)))
        side = tuple(Side)[number % 2]
        told = (motion.id, motion.school_of(side))
        own = [line.says for line in said if (line.motion, line.school) == told] or ["ok"]
        script = [own[turn % len(own)] for turn in range(20)]
        debates.append(await play(speaker, opened(motion, LONG, seed=number, student=side), script))
    return debates


def repeated_sentences(debate: Debate) -> list[str]:
    """The sentences that the bot speaks more than once, numbers of sources left out."""
    said = Counter(bare(s) for speech in _of_bot(debate) for s in sentences(speech.text or ""))
    return [sentence for sentence, times in said.items() if times > 1]


def repeated_points(debate: Debate, library: Library) -> list[str]:
    """What the bot argues more than once: arguments made, and reasons, weights and answers given.

    A claim may be named again, to extend or to weigh it; what is said for it may not.
    """
    again: list[str] = []
    for seat in debate.seats:
        own = [s for s in _of_bot(debate) if s.turn.side is seat.side]
        made = Counter(id for s in own for id in s.made)
        again += [f"{id} is made {times} times" for id, times in made.items() if times > 1]
    texts = [f" {bare(s.text or '')} " for s in _of_bot(debate)]
    for field in {bare(f) for a in library.arguments(debate.motion.id) for f in _grounds(a)}:
        times = sum(text.count(f" {field} ") for text in texts)
        if times > 1 and len(field.split()) >= FEWEST:
            again.append(f"said {times} times: {field}")
    return again


def _grounds(argument: Argument) -> Iterator[str]:
    yield argument.because
    yield argument.so_what
    yield from (answer.say for answer in argument.answers)


def _of_bot(debate: Debate) -> list[Speech]:
    return [s for s in debate.speeches if s.by == BOT]


async def different_of_seeds(
    motions: Iterable[Motion], speaker: OfflineSpeaker, seeds: int = 20
) -> dict[str, list[int]]:
    """For each motion how many texts differ among as many debates as there are seeds.

    The first speech of the affirmative, the first rebuttal, and whole debates are counted.
    """
    counts: dict[str, list[int]] = {"first speech": [], "first rebuttal": [], "whole debate": []}
    for motion in motions:
        played = [
            [s.text for s in (await play(speaker, opened(motion, FORMATS["quick"], seed=n))).speeches]
            for n in range(seeds)
        ]  # fmt: skip
        counts["first speech"].append(len({texts[0] for texts in played}))
        counts["first rebuttal"].append(len({texts[2] for texts in played}))
        counts["whole debate"].append(len({tuple(texts) for texts in played}))
    return counts
