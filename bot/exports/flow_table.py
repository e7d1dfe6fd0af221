"""The flow sheet of a transcript as the rows of a table: every claim, and what answers it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.drawing.flow_words import STRUCK, listed
from bot.exports.wording import plain, speaker
from bot.records.transcript_model import Transcript

HEADINGS = ("Claim", "What was said", "Who", "Meets", "What became of it")


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: its number, side and turn, who made it, and the numbers that it has to do with.

    `words` is empty where the speech was withdrawn.
    """

    number: int
    side: str
    turn: int
    speaker: str
    words: str
    answers: tuple[int, ...]
    supports: tuple[int, ...]
    answered_by: tuple[int, ...]

    @property
    def said(self) -> str:
        return self.words or "(words withdrawn)"

    @property
    def meets(self) -> str:
        """What it answers and supports, in words."""
        met = (("answers", self.answers), ("supports", self.supports))
        return "; ".join(f"{verb} {listed(numbers)}" for verb, numbers in met if numbers) or "–"

    @property
    def became(self) -> str:
        if self.answered_by:
            return f"answered by {listed(self.answered_by)}"
        return "no answer noted"


def flow_rows(transcript: Transcript) -> tuple[Row, ...]:
    """The claims in the order in which they were made. Nobody answers their own side."""
    noted = [(speech, claim) for speech in transcript.speeches for claim in speech.claims]
    sides = {claim.number: speech.side for speech, claim in noted}
    answered: dict[int, list[int]] = {}
    for speech, claim in noted:
        for number in claim.answers:
            if sides.get(number) not in (None, speech.side):
                answered.setdefault(number, []).append(claim.number)
    return tuple(
        Row(
            number=claim.number,
            side=speech.side,
            turn=speech.turn,
            speaker=speaker(speech),
            words=_capital(plain(STRUCK.sub("…", claim.words))),
            answers=claim.answers,
            supports=claim.supports,
            answered_by=tuple(dict.fromkeys(answered.get(claim.number, ()))),
        )
        for speech, claim in noted
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
