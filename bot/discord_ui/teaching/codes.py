"""`/class code` and `/class join`: students who come into a class by its code."""

from __future__ import annotations

import hmac
import secrets
from collections import defaultdict, deque
from dataclasses import replace
from datetime import datetime, timedelta

from bot.debate.errors import NotYourSeat, WrongPhase
from bot.discord_ui.asking import Press
from bot.discord_ui.failures import whisper
from bot.discord_ui.layout import plain
from bot.discord_ui.teaching.roster import FULLEST
from bot.discord_ui.teaching.taught import taught

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody takes for one another."""

LENGTH = 8
TRIES, WHILE = 5, timedelta(minutes=10)
UNKNOWN = "That code fits no class on this server. Look at it again, or ask your teacher."


class Tries:
    """Who has tried wrong codes lately; kept in memory, since it is worth nothing tomorrow."""

    def __init__(self) -> None:
        self._wrong: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def wrong(self, account: str, now: datetime) -> None:
        """A wrong code was tried."""
        for other in [a for a, times in self._wrong.items() if times[-1] <= now - WHILE]:
            del self._wrong[other]
        self._wrong[account].append(now)

    def wait(self, account: str, now: datetime) -> timedelta:
        """How long this account has to wait before it may try again; nothing for most."""
        times = self._wrong.get(account, deque())
        while times and times[0] <= now - WHILE:
            times.popleft()
        return times[-TRIES] + WHILE - now if len(times) >= TRIES else timedelta()


async def new_code(interaction: Press) -> None:
    """Give the class a new code; the old one opens nothing from then on."""
    house = interaction.client.house
    met = taught(interaction)
    by = await house.person(interaction.user)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    await house.classes.set_up(replace(met, code=code))
    await house.note(by, met.place, "code-new")
    old = " The code of before opens nothing any more." if met.code else ""
    await whisper(
        interaction,
        f"Students join **{plain(met.name)}** with `/class join code:{code[:4]}-{code[4:]}`.{old}\n"
        "Show it to them alone: whoever has it can join. `/class code off` ends that.",
    )


async def no_code(interaction: Press) -> None:
    """Take the code away."""
    house = interaction.client.house
    met = taught(interaction)
    by = await house.person(interaction.user)
    if not met.code:
        raise WrongPhase("This class has no code. `/class code new` makes one.")
    await house.classes.set_up(replace(met, code=""))
    await house.note(by, met.place, "code-off")
    await whisper(interaction, "Nobody can join by code any more. Who has joined stays.")


async def join(interaction: Press, typed: str) -> None:
    """A student comes into the class of this server that has this code."""
    client, house = interaction.client, interaction.client.house
    person = await house.person(interaction.user)
    account, now = str(interaction.user.id), house.chair.clock.now()
    if left := client.tries.wait(account, now):
        minutes = -(-int(left.total_seconds()) // 60)
        raise NotYourSeat(
            f"That was {TRIES} wrong codes. Try again in {minutes} minute{'s' * (minutes != 1)}, "
            "or ask your teacher."
        )
    given = "".join(c for c in typed.upper() if c.isalnum()).encode()
    found = None
    for met in house.classes.on(str(interaction.guild_id)):  # every one is compared, always
        fits = hmac.compare_digest(met.code.encode(), given)
        found = met if fits and met.code else found
    if found is None:
        client.tries.wrong(account, now)
        raise NotYourSeat(UNKNOWN)
    if len(await house.classes.roster(found.place)) >= FULLEST:
        raise WrongPhase("This class is full. Ask your teacher.")
    new = await house.classes.enrol(found.place, (person,), now)
    if new:
        await house.note(person, found.place, "joined", person)
    said = "You are in" if new else "You were in before"
    await whisper(
        interaction, f"{said}: **{plain(found.name)}**. Its debates are held in <#{found.place}>."
    )
