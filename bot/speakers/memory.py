"""What has been said in a debate, so that the bot says nothing twice, and how it picks its words.

Reads the record only; the same record, seed and turn give the same words.
"""

from __future__ import annotations

import random
import re

from bot.debate.model import BOT, Debate, Level
from bot.speakers.phrases import Bank
from bot.speakers.wording import bare, sentences

SLOT = re.compile(r"\{\w+\}")
STUTTER = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
"""The same word twice running, as where “that” meets a clause that begins with it."""


class Said:
    """The bot's words in this debate so far, of both seats where it holds both."""

    def __init__(self, debate: Debate) -> None:
        texts = [s.text for s in debate.speeches if s.by == BOT and s.text]
        self._all = " | ".join(f" {bare(text)} " for text in texts)
        self._sentences = {bare(s) for text in texts for s in sentences(text)}

    def already(self, words: str) -> bool:
        """Whether these words, a clause or a sentence, have been spoken."""
        return f" {bare(words)} " in self._all

    def repeats(self, text: str) -> bool:
        """Whether a sentence of `text` has been spoken as a sentence before."""
        return any(bare(s) in self._sentences for s in sentences(text))

    def note(self, text: str) -> None:
        """Take `text` as spoken from now on."""
        self._all += f" | {' '.join(bare(s) for s in sentences(text))} "
        self._all += " | ".join(f" {bare(s)} " for s in sentences(text))
        self._sentences.update(bare(s) for s in sentences(text))


class Pen:
    """Picks among phrases: by the seed, for the level, none twice in a debate while others last."""

    def __init__(self, debate: Debate, said: Said) -> None:
        turn = debate.turn.index if debate.turn else len(debate.speeches)
        self.random = random.Random(f"{debate.seed}/{turn}")
        self._rich = debate.level is not Level.NOVICE
        self._advanced = debate.level is Level.ADVANCED
        self._said = said
        self._used: set[str] = set()

    def pick(self, bank: Bank, after: str = "", **slots: str) -> str:
        """One phrase of `bank` with its slots filled; empty when nothing unsaid is left.

        `after` are the words it will be followed by: no phrase is taken that opens like them.
        """
        choices = list(bank.plain)
        if self._rich:
            choices += bank.rich * (2 if self._advanced else 1)
        self.random.shuffle(choices)
        choices.sort(key=self._worn)
        for phrase in choices:
            text = phrase.format(**slots)
            if phrase in self._used and not SLOT.search(phrase):
                continue
            if self._said.repeats(text) or STUTTER.search(text) or _alike(text, after):
                continue
            self._used.add(phrase)
            return text
        return ""

    def _worn(self, phrase: str) -> int:
        """0 for a fresh phrase, 1 for one heard in an earlier speech, 2 for one of this speech."""
        frame = max(SLOT.split(phrase), key=len)
        if phrase in self._used and frame:
            return 2
        return int(len(frame.split()) > 1 and self._said.already(frame))


def _alike(one: str, other: str) -> bool:
    first, second = bare(one).split()[:1], bare(other).split()[:1]
    return bool(second) and first == second
