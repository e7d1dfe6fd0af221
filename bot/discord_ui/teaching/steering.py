"""A teacher steps in: all debates of a class at once, a speech out of view, a seat to another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ButtonStyle

from bot.classroom.model import Class
from bot.debate import commands
from bot.debate.errors import DebateOver, ParleyError, WrongPhase
from bot.debate.model import Debate, Phase
from bot.discord_ui.asking import Press
from bot.discord_ui.failures import whisper
from bot.discord_ui.teaching.taught import MOST, PLACE, ClassButton, counted, names_of, taught

log = logging.getLogger(__name__)

AT_ONCE = 8
"""How many debates are seen to at a time: Discord takes fifty requests a second in all."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done to every open debate of a class.

    `said` is told in each thread, `done` to the teacher after how many there were.
    """

    action: str
    command: type[commands.Pause | commands.Resume | commands.End]
    said: str
    done: str
    nothing: str

    def applies_to(self, debate: Debate) -> bool:
        """Whether it would change anything."""
        paused = debate.phase is Phase.PAUSED
        return {commands.Pause: not paused, commands.Resume: paused}.get(self.command, True)


DEEDS = {
    "pause": Deed(
        "paused-all",
        commands.Pause,
        "Your teacher has paused all debates. Nothing is lost; the clock stands still.",
        "paused",
        "No debate is going on that could be paused.",
    ),
    "resume": Deed(
        "resumed-all",
        commands.Resume,
        "Your teacher lets the debates go on.",
        "going on again",
        "No debate is paused.",
    ),
    "stop": Deed(
        "stopped-all",
        commands.End,
        "Your teacher has ended all debates. `/transcript` gives you the whole of yours.",
        "ended",
        "No debate is open.",
    ),
}


class AllButton(
    ClassButton, template=rf"parley:class:all:{PLACE}:(?P<part>pause|resume|stop|sure)"
):
    """Pauses, resumes or stops all debates of a class; stopping is asked about once more."""

    verb = "all"

    async def press(self, interaction: Press) -> None:
        if self.part == "stop":
            await ask_to_stop(interaction, self.place)
        else:
            await do_to_all(interaction, "stop" if self.part == "sure" else self.part, self.place)


async def ask_to_stop(interaction: Press, place: str = "") -> None:
    """Ask once more whether every open debate is to be ended."""
    met = taught(interaction, place)
    debates = await _open(interaction, met)
    if not debates:
        raise WrongPhase(DEEDS["stop"].nothing)
    view = discord.ui.View(timeout=None)
    label = f"End {counted(len(debates), 'debate')}"
    view.add_item(AllButton(met.place, "sure", label, ButtonStyle.danger))
    line = f"End {counted(len(debates), 'open debate')} for good? They cannot be taken up again."
    await whisper(interaction, f"{line} To interrupt them, use **Pause all**.", view=view)


async def do_to_all(interaction: Press, verb: str, place: str = "") -> None:
    """Do it to every open debate at once, and tell the teacher what came of it."""
    house = interaction.client.house
    met, deed = taught(interaction, place), DEEDS[verb]
    by = await house.person(interaction.user)
    debates = [d for d in await _open(interaction, met) if deed.applies_to(d)]
    if not debates:
        raise WrongPhase(deed.nothing)
    gate = asyncio.Semaphore(AT_ONCE)
    outcomes = await asyncio.gather(*(_do(interaction, deed, d, by, gate) for d in debates))
    failed = [(d, line) for d, line in zip(debates, outcomes, strict=True) if line]
    done = len(debates) - len(failed)
    await house.note(by, met.place, deed.action, debates=done, failed=len(failed))
    interaction.client.boards.stir(met.place)
    lines = [f"{counted(done, 'debate')} {'is' if done == 1 else 'are'} {deed.done}."]
    lines += [f"Not that of {await _whose(interaction, d)}: {line}" for d, line in failed[:5]]
    if len(failed) > 5:
        lines.append(f"And {len(failed) - 5} more failed. Try once more.")
    await whisper(interaction, "\n".join(lines))


async def _do(
    interaction: Press, deed: Deed, debate: Debate, by: str, gate: asyncio.Semaphore
) -> str:
    """Do it to one debate and say so in its thread; the reason where it failed."""
    client = interaction.client
    fields: dict[str, Any] = {"by": by, "may": True}
    if deed.command is commands.End:
        fields["reason"] = "The teacher ended it."
    async with gate:
        try:
            after = await client.house.chair.handle(
                deed.command(
                    debate=debate.id,
                    cause=f"interaction {interaction.id}",
                    at=client.house.chair.clock.now(),
                    **fields,
                )
            )
        except DebateOver:
            return ""
        except ParleyError as error:
            return error.line
        except Exception:
            log.exception("debate %s: %s failed", debate.id, deed.action)
            return "Something went wrong on our side."
        if after.floor:
            try:
                await client.audience.tell(after, deed.said)
            except (ParleyError, discord.HTTPException) as error:
                log.info("debate %s was not told: %s", debate.id, type(error).__name__)
    return ""


async def _open(interaction: Press, met: Class) -> Sequence[Debate]:
    records = interaction.client.house.chair.records
    return await records.debates(place=met.place, still_open=True, limit=MOST)


async def _whose(interaction: Press, debate: Debate) -> str:
    return await names_of(interaction, debate.people) or f"debate {debate.id}"
