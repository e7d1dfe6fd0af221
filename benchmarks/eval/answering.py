"""Whether the offline opponent's next speech answers the point that a line makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.eval.lines import Line
from benchmarks.eval.shares import Share
from bot.debate.model import Debate, Kind, Side, Speech
from bot.ports import Library
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.wording import bare
from tests.speakers.played_offline import FORMATS, opened, reply, say

OPENING = "Good morning everybody."
"""What a student says first who has to speak before the bot has."""


async def answering(
    lines: Iterable[Line], library: Library, speaker: OfflineSpeaker
) -> dict[str, Share]:
    """The shares of one part: points answered, and points answered that nobody had made."""
    replies = {line: (await replied(line, library, speaker)).speeches[-1] for line in lines}
    labelled = {line: speech for line, speech in replies.items() if line.argument}
    empty = [speech for line, speech in replies.items() if not line.argument]
    return {
        "answered in the next speech": Share.counted(
            answers(line, speech, library) for line, speech in labelled.items()
        ),
        "another point answered instead": Share.counted(
            bool(speech.answered) and not answers(line, speech, library)
            for line, speech in labelled.items()
        ),
        "a point answered that was not made": Share.counted(bool(s.answered) for s in empty),
    }


async def replied(line: Line, library: Library, speaker: OfflineSpeaker) -> Debate:
    """A quick debate up to the rebuttal that the bot gives to the line."""
    motion = library.motion(line.motion)
    side = motion.side_of(line.school)
    assert side is not None
    debate = _seated(opened(motion, FORMATS["quick"], seed=1, student=side), side, line.school)
    if side is Side.AFFIRMATIVE:
        debate = say(debate, OPENING)
    debate, _ = await reply(speaker, debate)
    debate = say(debate, line.says)
    assert debate.turn is not None
    assert debate.turn.kind is Kind.REBUTTAL
    debate, _ = await reply(speaker, debate)
    return debate


def _seated(debate: Debate, side: Side, school: str) -> Debate:
    """The debate with this school on the side, where the motion has more schools than two."""
    seats = (replace(s, school=school) if s.side is side else s for s in debate.seats)
    return replace(debate, seats=tuple(seats))


def answers(line: Line, speech: Speech, library: Library) -> bool:
    """Whether the speech answers a point of the line.

    It does where its record says so, or where it heard the point and holds the words of an answer
    that the arguments give to it.
    """
    if line.makes & set(speech.answered):
        return True
    text = bare(speech.text or "")
    return any(
        answer.claim in line.makes & set(speech.heard) and bare(answer.say) in text
        for argument in library.arguments(line.motion)
        for answer in argument.answers
    )
