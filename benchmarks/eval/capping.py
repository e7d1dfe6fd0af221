"""Whether every speech keeps to its words, in every format, at every level, from many seeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.debate.model import BOT, Debate, Level, Motion
from bot.debate.rules import count_words
from bot.speakers.offline import OfflineSpeaker
from tests.speakers.played_offline import FORMATS, opened, play


async def of_every_kind(
    motions: Sequence[Motion], speaker: OfflineSpeaker, *, seeds: int = 20, motions_each: int = 4
) -> list[Debate]:
    """Debates of the bot with itself: each format at each level from each seed.

    Each is played on some motions, which follow each other so that all have their turn.
    """
    debates: list[Debate] = []
    at = 0
    for format in FORMATS.values():
        for level in Level:
            for seed in range(seeds):
                for _ in range(motions_each):
                    motion = motions[at % len(motions)]
                    debates.append(
                        await play(speaker, opened(motion, format, level=level, seed=seed))
                    )
                    at += 1
    return debates


def over_the_cap(debates: Iterable[Debate]) -> list[str]:
    """The speeches of the bot with more words than their turn allows, or with none."""
    return [
        f"{debate.motion.id}, {debate.format.id}, {debate.level}, seed {debate.seed}, "
        f"turn {speech.turn.index}: {count_words(speech.text or '')} of {speech.turn.words} words"
        for debate in debates
        for speech in debate.speeches
        if speech.by == BOT and not 0 < count_words(speech.text or "") <= speech.turn.words
    ]
