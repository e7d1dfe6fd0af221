"""The lectern: whoever speaks for the bot speaks from here, and nothing unchecked leaves it.

Speakers are tried in their order, the models first and the offline one last. Each draft is held
against its sources; a model's faulty draft is written again once, then struck. Every change of
speaker is told to the thread in one line, with a reference under which the log has the detail.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeGuard

from bot.debate.errors import SpeakerFailed
from bot.debate.model import BOT, Craft, Debate, Draft
from bot.llm.errors import BudgetSpent, same_cap
from bot.llm.sentences import within
from bot.ports import Library, Say, Speaker
from bot.speakers.citations import Checked, check, settled, strike

log = logging.getLogger(__name__)

OFFLINE = "offline"
STRUCK = re.compile(r"~~.*?~~(?: \([^)]*\))?", re.DOTALL)
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


class MendingSpeaker(Protocol):
    """A speaker that can write a speech again when told what was wrong with it."""

    name: str
    mends: bool

    async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
        """As Speaker.speak; `mend` are the faults of a first draft."""


def new_reference() -> str:
    """A short reference such as `k7-2f`, without letters and digits that look alike."""
    a, d = secrets.choice(LETTERS), secrets.choice(LETTERS)
    b, c = secrets.choice(DIGITS), secrets.choice(DIGITS)
    return f"{a}{b}-{c}{d}"


def said_in(debate: Debate) -> tuple[str, ...]:
    """What may be quoted as having been said here: the motion and every speech.

    Without what was struck from the bot's own speeches, which would else be quotable now.
    """
    speeches = (
        STRUCK.sub(" ", s.text) if s.by == BOT else s.text for s in debate.speeches if s.text
    )
    return (debate.motion.says, *speeches)


class Lectern:
    """A speaker made of several. `seconds` bounds the models' tries together, so that there is
    time left for the offline speaker."""

    def __init__(
        self,
        speakers: Sequence[Speaker],
        library: Library,
        *,
        reference: Callable[[], str] = new_reference,
        seconds: float = 120,
    ) -> None:
        self.name = "lectern"
        self._speakers = tuple(speakers)
        self._library = library
        self._reference = reference
        self._seconds = seconds

    async def speak(self, debate: Debate, say: Say) -> Draft:
        """The first speech that one of the speakers can give, checked.

        Raises SpeakerFailed with the line of the first failure when none of them can.
        """
        deadline = asyncio.get_running_loop().time() + self._seconds
        order = self._order(debate)

        def show(text: str) -> None:
            say(settled(text))

        failures: list[SpeakerFailed] = []
        notices: list[str] = []
        for place, speaker in enumerate(order):
            try:
                draft = await self._checked(speaker, debate, show, deadline)
            except SpeakerFailed as failure:
                failures.append(failure)
            else:
                return replace(draft, notices=(*notices, *draft.notices))
            reference = self._reference()
            where = (reference, debate.id, debate.turn.index if debate.turn else -1, speaker.name)
            log.warning("%s: debate %s turn %s: %s: %s", *where, failures[-1].detail)
            if same_cap(failures):
                notices.pop()
            if place + 1 < len(order):
                notices.append(_change(failures[-1], order[place + 1], reference))
        if not failures:
            raise SpeakerFailed("Nobody is set up to speak for the bot.")
        raise SpeakerFailed(failures[0].line, failures[-1].detail)

    def _order(self, debate: Debate) -> tuple[Speaker, ...]:
        """Who is tried, in which order: the one that was chosen for this debate first."""
        chosen = [s for s in self._speakers if s.name == debate.speaker]
        if debate.speaker == OFFLINE:
            return tuple(chosen)
        return (*chosen, *(s for s in self._speakers if s.name != debate.speaker))

    async def _checked(self, speaker: Speaker, debate: Debate, say: Say, deadline: float) -> Draft:
        """This speaker's speech without a false quotation. Raises SpeakerFailed and no other."""
        try:
            return await self._spoken(speaker, debate, say, deadline)
        except SpeakerFailed:
            raise
        except TimeoutError:
            raise SpeakerFailed(f"The speaker “{speaker.name}” was not ready in time.") from None
        except Exception as error:  # noqa: BLE001  one speaker's bug is not the end of a debate
            line = f"The speaker “{speaker.name}” could not give this speech."
            raise SpeakerFailed(line, f"{line} {_where(error)}") from None

    async def _spoken(self, speaker: Speaker, debate: Debate, say: Say, deadline: float) -> Draft:
        if not _mends(speaker):
            draft = await speaker.speak(debate, say)
            return self._struck(debate, draft, self._check(debate, draft))
        async with asyncio.timeout_at(deadline):
            draft = await speaker.speak(debate, say)
        checked = self._check(debate, draft)
        if checked.faults:
            draft, checked = await self._mended(speaker, debate, draft, checked, deadline)
        return self._struck(debate, draft, checked)

    def _check(self, debate: Debate, draft: Draft) -> Checked:
        known = {c.number: c for c in (*debate.citations, *draft.citations)}
        offered = [known[number] for number in sorted(known)]
        return check(draft.text, offered, said_in(debate), self._library)

    async def _mended(
        self,
        speaker: MendingSpeaker,
        debate: Debate,
        first: Draft,
        checked: Checked,
        deadline: float,
    ) -> tuple[Draft, Checked]:
        """The better of a faulty draft and the one written in its place.

        Nothing of the second is shown while it grows: a speech that shrinks and grows again
        would only puzzle its readers.
        """
        faults = [fault.says for fault in checked.faults]
        try:
            async with asyncio.timeout_at(deadline):
                second = await speaker.speak(debate, lambda text: None, mend=faults)
        except (SpeakerFailed, TimeoutError):
            return first, checked
        again = self._check(debate, second)
        craft = _together(first.craft, second.craft)
        if len(again.faults) > len(checked.faults):
            return replace(first, craft=craft), checked
        return replace(second, craft=craft), again

    def _struck(self, debate: Debate, draft: Draft, checked: Checked) -> Draft:
        text = strike(checked)
        if checked.faults:
            cap = debate.turn.words if debate.turn else 0
            text = within(text, cap) if cap else text
            log.info("debate %s: %d faults were struck", debate.id, len(checked.faults))
        return replace(draft, text=text, citations=checked.citations, quotations=checked.quotations)


def _mends(speaker: Speaker | MendingSpeaker) -> TypeGuard[MendingSpeaker]:
    return bool(getattr(speaker, "mends", False))


def _change(failure: SpeakerFailed, successor: Speaker, reference: str) -> str:
    who = "The offline opponent" if successor.name == OFFLINE else f"The model “{successor.name}”"
    if isinstance(failure, BudgetSpent):  # nothing is wrong, so there is nothing to look up
        return f"{failure.problem}; {who[0].lower()}{who[1:]} takes this speech."
    return f"{failure.line} {who} takes this speech. Reference {reference}."


def _together(first: Craft | None, second: Craft | None) -> Craft | None:
    """The bill of a speech that was written twice."""
    if first is None or second is None:
        return second or first
    return replace(
        second,
        tokens_in=first.tokens_in + second.tokens_in,
        tokens_cached=first.tokens_cached + second.tokens_cached,
        tokens_out=first.tokens_out + second.tokens_out,
        cost=first.cost + second.cost,
        requests=first.requests + second.requests,
    )


def _where(error: Exception) -> str:
    """The kind and place of an error. Not its message: that could hold a student's words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
