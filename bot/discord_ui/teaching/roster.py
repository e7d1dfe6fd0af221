"""`/class roster`: who sits in a class, shown to its teachers and changed by them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence

import discord

from bot.classroom.model import Class
from bot.debate.errors import WrongPhase
from bot.discord_ui.asking import Press
from bot.discord_ui.cards import QUIET
from bot.discord_ui.failures import whisper
from bot.discord_ui.layout import plain, shortened
from bot.discord_ui.teaching.members import Account, find, members_of
from bot.discord_ui.teaching.taught import counted, names_of, taught

FULLEST = 500
"""The most people on a roster."""

LOOKED_AT = 300
"""Of how many debates of a class the speakers are counted."""

LARGEST_FILE = 256 * 1024
EMPTY = "Nobody is on the roster yet. `/class roster add` or `/class code new` brings them in."


async def show(interaction: Press) -> None:
    """Who is in: name, pseudonym, whether they have agreed, and how many debates they had."""
    house = interaction.client.house
    met = taught(interaction)
    by = await house.person(interaction.user)
    people = await house.classes.roster(met.place)
    await house.note(by, met.place, "roster-read", people=len(people))
    if not people:
        await whisper(interaction, EMPTY)
        return
    debates = await house.chair.records.debates(place=met.place, limit=LOOKED_AT)
    had = Counter(person for debate in debates for person in debate.people)
    agreed = {c.person: c for c in await house.consents.agreed() if c.place == met.server}
    lines = []
    for person in people:
        name = plain(await house.people.name(person))
        alias = await house.pseudonyms.pseudonym(person, met.place)
        given = agreed.get(person)
        agrees = house.notice is None or (
            given is not None and given.notice_version == house.notice.version
        )
        mark = "✓ agreed" if agrees else "○ not agreed yet"
        lines.append(f"{name} · {alias} · {mark} · {counted(had[person], 'debate')}")
    await _tell(interaction, met, lines)


async def _tell(interaction: Press, met: Class, lines: Sequence[str]) -> None:
    """The roster as a card; where it is too long for one, the rest as a file."""
    shown = list(lines)
    while len("\n".join(shown)) > 3500:
        shown.pop()
    embed = discord.Embed(
        title=shortened(f"{met.name} · {counted(len(lines), 'student')}", 250),
        description="\n".join(shown),
        colour=QUIET,
    )
    embed.set_footer(text="The second name is what exports call them. Keep it to yourself.")
    files = []
    if len(shown) < len(lines):
        embed.description = "\n".join([*shown, f"… and {len(lines) - len(shown)} more in the file"])
        files.append(discord.File(io.BytesIO("\n".join(lines).encode()), "roster.txt"))
    await whisper(interaction, "", embeds=[embed], files=files)


async def add(
    interaction: Press, role: discord.Role | None, person: discord.Member | discord.User | None
) -> None:
    """Put one person, or everybody with a role, on the roster."""
    met = taught(interaction)
    if role is None and person is None:
        raise WrongPhase("Say whom: a role, or a person.")
    accounts = [Account(str(person.id), person.display_name, person.bot)] if person else []
    if role is not None:
        accounts += await members_of(interaction, str(role.id))
    if person is not None and person.bot:
        raise WrongPhase("That is a bot. A roster is for people.")
    if role is not None and not accounts:
        raise WrongPhase(f"Nobody has the role {plain(role.name)} yet.")
    new, known = await _enrol(interaction, met, accounts)
    await whisper(interaction, f"{_added(new)}{_already(known)}")


async def take_in(interaction: Press, file: discord.Attachment) -> None:
    """Put on the roster who is named in a file, and tell once what came of it."""
    met = taught(interaction)
    if file.size > LARGEST_FILE:
        raise WrongPhase("That file is too large for a roster: a name or an id a line is enough.")
    found = await find(interaction, await file.read())
    new, known = await _enrol(interaction, met, found.accounts)
    lines = [f"{_added(new)}{_already(known)}"]
    if found.twice:
        lines.append(f"{counted(found.twice, 'line')} named somebody who was named before.")
    for said, what in (
        (found.strangers, "Not found on this server"),
        (found.several, "Several people have this name, so use the id"),
    ):
        if said:
            shown = ", ".join(f"“{plain(shortened(name, 40))}”" for name in said[:15])
            more = f" and {len(said) - 15} more" if len(said) > 15 else ""
            lines.append(f"{what}: {shown}{more}.")
    if not found.accounts and not found.strangers and not found.several:
        lines = ["There is no name in that file: write a name or an id on each line."]
    await whisper(interaction, shortened("\n".join(lines), 1900))


async def remove(interaction: Press, person: discord.Member | discord.User) -> None:
    """Take somebody off the roster."""
    house = interaction.client.house
    met = taught(interaction)
    id = await house.known(person)
    by = await house.person(interaction.user)
    name = plain(person.display_name)
    if not id or not await house.classes.strike(met.place, id):
        raise WrongPhase(f"{name} is not on the roster.")
    await house.note(by, met.place, "struck", id)
    await whisper(interaction, f"{name} is off the roster. What they said stays.")


async def _enrol(
    interaction: Press, met: Class, accounts: Sequence[Account]
) -> tuple[Sequence[str], int]:
    """Put these accounts on the roster: the names of who is new, and how many were on it."""
    house = interaction.client.house
    by = await house.person(interaction.user)
    people = [
        await house.people.person(account.id, account.name)
        for account in accounts
        if not account.bot
    ]
    before = await house.classes.roster(met.place)
    wanted = dict.fromkeys(people)
    if len({*before, *wanted}) > FULLEST:
        raise WrongPhase(f"A roster has room for {FULLEST}. Nobody was added.")
    new = await house.classes.enrol(met.place, tuple(wanted), house.chair.clock.now())
    await house.note(by, met.place, "enrolled", people=len(new))
    names = [await names_of(interaction, [person]) for person in new[:20]]
    return (*names, *[""] * (len(new) - len(names))), len(wanted) - len(new)


def _added(new: Sequence[str]) -> str:
    if not new:
        return "Nobody was added."
    shown = [name for name in new if name]
    more = f" and {len(new) - len(shown)} more" if len(shown) < len(new) else ""
    return f"{counted(len(new), 'student')} added: {', '.join(shown)}{more}."


def _already(known: int) -> str:
    return f" {known} {'was' if known == 1 else 'were'} on it before." if known else ""
