"""The panel: whoever writes a ballot writes it from here.

Judges are tried in their order, the models first and the offline one last. Every change of judge is
told on the ballot in one line, with a reference under which the log has the detail.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.debate.ballots import Ballot
from bot.debate.errors import JudgeFailed
from bot.debate.model import Debate
from bot.llm.errors import BudgetSpent, same_cap
from bot.ports import Judge

log = logging.getLogger(__name__)

OFFLINE = "offline"


def new_reference() -> str:
    """A short reference such as `k7-2f`."""
    word = secrets.token_hex(2)
    return f"{word[:2]}-{word[2:]}"


class Panel:
    """A judge made of several. `seconds` bounds the models' tries together, so that there is time
    left for the offline judge."""

    def __init__(
        self,
        judges: Sequence[Judge],
        *,
        reference: Callable[[], str] = new_reference,
        seconds: float = 135,
    ) -> None:
        self.name = "panel"
        self._judges = tuple(judges)
        self._reference = reference
        self._seconds = seconds

    async def judge(self, debate: Debate, *, winner: bool) -> Ballot:
        """The first ballot that one of the judges can write.

        Raises JudgeFailed with the line of the first failure when none of them can.
        """
        deadline = asyncio.get_running_loop().time() + self._seconds
        order = self._order(debate)
        failures: list[JudgeFailed] = []
        notices: list[str] = []
        for place, judge in enumerate(order):
            try:
                ballot = await self._written(judge, debate, winner, deadline)
            except JudgeFailed as failure:
                failures.append(failure)
            else:
                return replace(ballot, notices=(*notices, *ballot.notices))
            reference = self._reference()
            detail = failures[-1].detail
            log.warning("%s: debate %s: judge %s: %s", reference, debate.id, judge.name, detail)
            if same_cap(failures):
                notices.pop()
            if place + 1 < len(order):
                notices.append(_change(failures[-1], order[place + 1], reference))
        if not failures:
            raise JudgeFailed("No judge is set up here, so there is no ballot.")
        raise JudgeFailed(failures[0].line, failures[-1].detail)

    def _order(self, debate: Debate) -> tuple[Judge, ...]:
        """Who is tried, in which order: the one that was chosen to speak in this debate first.

        Where the offline opponent was chosen, no model is asked: a class may have chosen it so
        that its words stay on this machine.
        """
        chosen = [judge for judge in self._judges if judge.name == debate.speaker]
        if debate.speaker == OFFLINE:
            return tuple(chosen)
        return (*chosen, *(judge for judge in self._judges if judge.name != debate.speaker))

    async def _written(self, judge: Judge, debate: Debate, winner: bool, deadline: float) -> Ballot:
        """This judge's ballot. Raises JudgeFailed and no other."""
        limit = None if judge.name == OFFLINE else deadline
        try:
            async with asyncio.timeout_at(limit):
                return await judge.judge(debate, winner=winner)
        except JudgeFailed:
            raise
        except TimeoutError:
            raise JudgeFailed(f"The judge “{judge.name}” was not ready in time.") from None
        except Exception as error:  # noqa: BLE001  one judge's bug is not the end of a ballot
            line = f"The judge “{judge.name}” could not write this ballot."
            raise JudgeFailed(line, f"{line} {_where(error)}") from None


def _change(failure: JudgeFailed, successor: Judge, reference: str) -> str:
    who = "The offline judge" if successor.name == OFFLINE else f"The model “{successor.name}”"
    if isinstance(failure, BudgetSpent):  # nothing is wrong, so there is nothing to look up
        return f"{failure.problem}; {who[0].lower()}{who[1:]} writes this ballot."
    return f"{failure.line} {who} writes this ballot. Reference {reference}."


def _where(error: Exception) -> str:
    """The kind and place of an error. Not its message: that could hold a student's words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
