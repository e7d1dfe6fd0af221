"""The argument graph as values: what a school claims, with what warrant, and what it answers.

Read from files by `library`; spoken by `speakers`. This module only names the parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.debate.model import Passage, Standing


class Move(StrEnum):
    """How one argument meets another."""

    REBUT = "rebut"  # the opposite is true
    UNDERMINE = "undermine"  # its evidence is wrong or weak
    UNDERCUT = "undercut"  # the evidence may stand, but the claim does not follow
    TURN = "turn"  # what it says helps our side
    CONCEDE = "concede-and-outweigh"  # true, but something weighs more


@dataclass(frozen=True, slots=True)
class Answer:
    """`say` meets the argument `claim` by the move `by`."""

    claim: str
    by: Move
    say: str


@dataclass(frozen=True, slots=True)
class Argument:
    """One claim of one school. `evidence` are passage ids such as `keep-russia-at-bay#f1`.

    `also_said` are paraphrases as a student may put it; `grants` what an honest speaker concedes;
    `asks` are questions for cross-examination.
    """

    id: str
    school: str
    motions: tuple[str, ...]
    claim: str
    because: str
    so_what: str
    also_said: tuple[str, ...]
    evidence: tuple[str, ...]
    answers: tuple[Answer, ...]
    grants: str
    asks: tuple[str, ...]
    standing: Standing
    as_of: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A sentence of an article that says what an argument claims, word for word.

    `standing` tells whether its author argues it or only reports or grants it.
    """

    argument: str
    sentence: str
    passage: Passage
    standing: Standing
