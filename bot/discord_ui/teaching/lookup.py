"""`/class budget` and `/class audit`: what is left for models, and who did what."""

from __future__ import annotations

import re
from datetime import datetime

from bot.classroom.model import Class
from bot.discord_ui.asking import Press
from bot.discord_ui.failures import whisper
from bot.discord_ui.house import Left
from bot.discord_ui.layout import plain, shortened
from bot.discord_ui.teaching.taught import counted, taught
from bot.ports import Noted

ENTRIES = 20
DEBATE = re.compile(r"[0-9a-f]{8}")
NO_CAP = (
    "Nothing is capped here: models are asked as often as they are needed. "
    "Whoever runs Parley can set caps in `config.yaml`, under `budget`."
)
OFFLINE = "Until then the offline opponent speaks."


async def show_budget(interaction: Press) -> None:
    """What is left today for the class, and this hour for whoever asks."""
    house = interaction.client.house
    met = taught(interaction)
    person = await house.person(interaction.user)
    left = await house.budget_left(met.place, person)
    if left is None:
        await whisper(interaction, NO_CAP)
        return
    lines = [
        f"**{plain(met.name)} today:** {_said(left.today)}",
        f"**You, this hour:** {_said(left.this_hour)} So it is for each student.",
    ]
    if 0 in (left.today.cost, left.today.calls):
        lines.append(f"Models are not asked for this class now. {OFFLINE}")
    await whisper(interaction, "\n".join(lines))


def _said(left: Left) -> str:
    """What is left on one account, in words."""
    if left.cost is None and left.calls is None:
        return "no cap."
    parts = []
    if left.cost is not None:
        parts.append(f"{left.cost:,.2f} in the currency of your price list")
    if left.calls is not None:
        parts.append(counted(left.calls, "request"))
    until = _time(left.until, "t")
    if 0 in (left.cost, left.calls):
        return f"nothing is left until {until}."
    return f"{' and '.join(parts)} left until {until}."


async def show_audit(interaction: Press) -> None:
    """The last entries of the audit log of this class."""
    house = interaction.client.house
    met = taught(interaction)
    by = await house.person(interaction.user)
    entries = await house.audit.audited(met.place, limit=ENTRIES)
    await house.note(by, met.place, "audit-read")
    lines = [await _entry(interaction, met, entry) for entry in entries]
    text = "\n".join(lines) or "Nothing has been noted yet."
    await whisper(interaction, shortened(f"**What was done in {plain(met.name)}**\n{text}", 1900))


async def _entry(interaction: Press, met: Class, entry: Noted) -> str:
    """One entry in a line: when, who, what, about whom or what."""
    people = interaction.client.house.people
    actor = plain(await people.name(entry.actor)) if entry.actor else "Parley"
    said = [_time(entry.at, "R"), actor, entry.action.replace("-", " ")]
    if DEBATE.fullmatch(entry.about):
        said.append(f"debate {entry.about}")
    elif entry.about:
        said.append(plain(await people.name(entry.about)))
    said += [f"{key} {value}" for key, value in entry.detail.items()]
    return " · ".join(said)


def _time(moment: datetime, style: str) -> str:
    return f"<t:{int(moment.timestamp())}:{style}>"
