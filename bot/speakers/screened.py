"""A speaker whose words are looked at before they are shown.

What streams is held against the word list, a little behind the last word; a speech with a hit is
broken off, so that the lectern lets another speaker take it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bot.classroom.screening import Hit, Screen
from bot.debate.errors import SpeakerFailed
from bot.debate.model import Debate, Draft
from bot.ports import Say, Speaker
from bot.speakers.lectern import MendingSpeaker

OVERLAP = 240
"""Characters before the new ones that are looked at again: longer than what a phrase spans."""
DOUBT = 60
"""Characters that are waited for after a hit: they may show that the words are harmless."""


class Screened:
    """`speaker`, of whom nothing is shown that `screen` catches. It goes by the same name."""

    def __init__(self, speaker: Speaker | MendingSpeaker, screen: Screen) -> None:
        self.name = speaker.name
        self.mends = bool(getattr(speaker, "mends", False))
        self._speaker = speaker
        self._screen = screen

    async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
        """As the speaker's own. Raises SpeakerFailed where its words do not pass, too."""
        watch = _Watch(self._screen, say, self.name)
        if mend and self.mends:
            draft = await cast(MendingSpeaker, self._speaker).speak(debate, watch.say, mend=mend)
        else:
            draft = await self._speaker.speak(debate, watch.say)
        hit = watch.hit or self._screen.of(draft.text, bot=True)
        if hit:
            raise held(self.name, hit)
        watch.end(draft.text)
        return draft


def held(speaker: str, hit: Hit) -> SpeakerFailed:
    """That a speech did not pass. Neither line nor detail repeats a word of it."""
    line = f"The words of “{speaker}” did not pass the check."
    return SpeakerFailed(line, f"{line} Category: {hit.category}.")


class _Watch:
    """What has been shown of a speech, and what is still in doubt.

    The last word may be growing, so only whole words are looked at and shown. A hit at the end of
    them may turn out harmless (“a chink … in the armor”): nothing more is shown until that is
    clear.
    """

    def __init__(self, screen: Screen, say: Say, speaker: str) -> None:
        self._screen = screen
        self._say = say
        self._speaker = speaker
        self._passed = ""
        self._doubted_at = 0
        self.hit: Hit | None = None

    def say(self, text: str) -> None:
        """Show `text` as far as it may be shown. Raises SpeakerFailed once it is caught."""
        if self.hit:
            raise held(self._speaker, self.hit)
        if not text.startswith(self._passed):
            self._passed, self._doubted_at = "", 0  # a speech that broke off is begun anew
        whole = _whole_words(text)
        if len(whole) <= max(len(self._passed), self._doubted_at):
            return
        hit = self._caught(whole)
        if hit is None:
            self._passed, self._doubted_at = whole, 0
            self._say(whole)
        elif not self._doubted_at:
            self._doubted_at = len(whole)
        elif len(whole) > self._doubted_at + DOUBT:
            self.hit = hit
            raise held(self._speaker, hit)

    def _caught(self, whole: str) -> Hit | None:
        """What is caught of the end of `whole`, and still is where all that stands before counts."""
        end = _from_a_word(whole, len(self._passed) - OVERLAP)
        return self._screen.of(end, bot=True) and self._screen.of(whole, bot=True)

    def end(self, text: str) -> None:
        """Show the whole speech, once it has passed."""
        if text != self._passed:
            self._say(text)


def _whole_words(text: str) -> str:
    """`text` without a last word that may still be growing."""
    if not text or not text[-1].isalnum():
        return text
    space = max(text.rfind(" "), text.rfind("\n"))
    return text[: space + 1]


def _from_a_word(text: str, start: int) -> str:
    """The end of `text`, from a word that begins at `start` or soon after."""
    if start <= 0:
        return text
    space = text.find(" ", start)
    return text[space + 1 :] if space >= 0 else text[start:]
